#include <zhibiao/kernels/rate_split.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace zhibiao::kernels {
namespace {

quotient rate(double numerator, double denominator) { return {100 * numerator, denominator}; }

rate_split split(const std::vector<split_member>& members) {
  return split_of_rate(members, split_unit::of_the_rates);
}

status why_of(const std::vector<split_member>& members) { return split(members).whole.why; }

TEST(RateSplit, OfMeansIsInPercentOfTheBase) {
  // 10 yuan a head become 12: +20 %, all of it own.
  const std::vector<split_member> one{{{24, 2}, {10, 1}}};
  const rate_split s = split_of_rate(one, split_unit::percent_of_base);
  EXPECT_EQ(s.whole.value, 20);
  EXPECT_EQ(s.own.value, 20);
  EXPECT_EQ(s.structure.value, 0);
}

TEST(RateSplit, OfAMemberThatWasEmptyIsStructure) {
  // 0 of 0 has no rate; that it has 50 % now only shifts the weights.
  const rate_split s = split({{rate(9, 10), rate(9, 10)}, {rate(5, 10), rate(0, 0)}});
  EXPECT_EQ(s.whole.value, -20);
  EXPECT_EQ(s.own.value, 0);
  EXPECT_EQ(s.structure.value, -20);
  EXPECT_EQ(s.entry.value, 0);
}

TEST(RateSplit, NeedsMembersOfBothPeriods) {
  EXPECT_EQ(why_of({}), status::not_reported);
  EXPECT_EQ(why_of({{{}, rate(1, 2)}}), status::not_reported);
  EXPECT_EQ(why_of({{rate(1, 2), {}}}), status::base_not_reported);
  EXPECT_EQ(why_of({{rate(1, 2), {}}, {{}, rate(1, 2)}}), status::not_comparable);
}

TEST(RateSplit, NeedsDenominators) {
  EXPECT_EQ(why_of({{rate(0, 0), rate(1, 2)}}), status::out_of_domain);
  EXPECT_EQ(split_of_rate(std::vector<split_member>{{{5, 1}, {0, 1}}}, split_unit::percent_of_base)
                .whole.why,
            status::out_of_domain);
}

}  // namespace
}  // namespace zhibiao::kernels
