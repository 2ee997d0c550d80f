#include <zhibiao/kernels/quotient.hpp>

#include <gtest/gtest.h>

namespace zhibiao::kernels {
namespace {

constexpr decimal_scale whole_numbers{1, true};
constexpr ratio in_percent{100, 1};

quotient rate(double numerator, double denominator) {
  return quotient_of(numerator, whole_numbers, denominator, whole_numbers, in_percent);
}

TEST(Quotient, ValueIsRoundedOnce) {
  EXPECT_EQ(value_of(rate(25, 32)).value, 78.125);
  EXPECT_EQ(value_of(rate(1603, 2000)).value, 80.15);
}

TEST(Quotient, OfNothingIsOutOfDomain) {
  EXPECT_EQ(value_of(rate(1, 0)).why, status::out_of_domain);
  EXPECT_EQ(value_of(rate(0, 0)).why, status::out_of_domain);
}

TEST(Quotient, FactorAndScalesAreExact) {
  // 4.5万元 for 3 persons: 15000 yuan a person.
  const quotient q = quotient_of(45, {10, true}, 3, whole_numbers, {10000, 1});
  EXPECT_EQ(value_of(q).value, 15000);
}

TEST(Quotient, DifferenceOfRatesIsTheDecimalOne) {
  // The rounded quotients differ by 0.2 less a rest in the last digits.
  EXPECT_NE(78.1 - 77.9, 0.2);
  EXPECT_EQ(difference(rate(781, 1000), rate(779, 1000)).value, 0.2);
  EXPECT_EQ(difference(rate(1603, 2000), rate(1598, 2000)).value, 0.25);
  EXPECT_EQ(difference(rate(1, 3), rate(1, 3)).value, 0);
}

TEST(Quotient, ChangeOfMeansIsTheDecimalOne) {
  EXPECT_EQ(percent_change(rate(4, 3), rate(3, 3)).value, 100.0 / 3);
  EXPECT_EQ(percent_change(rate(449, 300), rate(400, 300)).value, 12.25);
  EXPECT_EQ(percent_change(rate(7, 7), rate(7, 7)).value, 0);
}

TEST(Quotient, ChangeKeepsTheStatusTable) {
  EXPECT_EQ(percent_change(rate(1, 3), rate(0, 3)).why, status::base_zero);
  EXPECT_EQ(percent_change(rate(0, 3), rate(0, 3)).why, status::both_zero);
  EXPECT_EQ(percent_change(rate(1, 3), rate(-1, 3)).why, status::turned_positive);
  EXPECT_EQ(percent_change(rate(-1, 3), rate(1, 3)).why, status::turned_negative);
  EXPECT_EQ(percent_change(rate(1, 300), rate(2, 300), 10).why, status::small_base);
}

}  // namespace
}  // namespace zhibiao::kernels
