#include <zhibiao/value/validity.hpp>

#include <gtest/gtest.h>

namespace {

using zhibiao::both;
using zhibiao::date;
using zhibiao::parse_period;
using zhibiao::validity;

const date start = date::make(2021, 1, 1);
const date end = date::make(2022, 7, 1);

TEST(Validity, TakesItsFirstDayAndLeavesTheLastOut) {
  const validity v{start, end};
  EXPECT_TRUE(v.holds_on(start));
  EXPECT_FALSE(v.holds_on(date::from_number(start.number() - 1)));
  EXPECT_TRUE(v.holds_on(date::make(2022, 6, 30)));
  EXPECT_FALSE(v.holds_on(end));
  EXPECT_EQ(to_string(v), "[2021-01-01, 2022-07-01)");
}

TEST(Validity, PeriodBelongsToWhatHoldsOnItsLastDay) {
  const validity v{start, end};
  EXPECT_FALSE(v.holds_in(parse_period("2020")));
  EXPECT_TRUE(v.holds_in(parse_period("2021")));
  EXPECT_FALSE(v.holds_in(parse_period("2022")));
  EXPECT_TRUE(v.holds_in(parse_period("2022-M06YTD")));
  EXPECT_FALSE(v.holds_in(parse_period("2022-M07")));
  EXPECT_TRUE((validity{date::make(2021, 12, 31), {}}.holds_in(parse_period("2021"))));
}

TEST(Validity, OpenSidesHoldAlways) {
  EXPECT_TRUE(validity().is_always());
  EXPECT_TRUE(validity().holds_on(start));
  EXPECT_EQ(to_string(validity()), "[..., ...)");
  EXPECT_TRUE((validity{{}, end}.holds_on(date::make(1, 1, 1))));
  EXPECT_FALSE((validity{{}, end}.is_always()));
}

TEST(Validity, WithoutADayIsNever) {
  EXPECT_TRUE(zhibiao::never.is_never());
  EXPECT_FALSE(zhibiao::never.holds_on(date::make(1970, 1, 1)));
  EXPECT_TRUE((validity{end, start}.is_never()));
  EXPECT_FALSE((validity{start, end}.is_never()));
  EXPECT_FALSE((validity{start, {}}.is_never()));
}

TEST(Validity, BothHoldWhereEachDoes) {
  EXPECT_EQ(both(validity(), {start, end}), (validity{start, end}));
  EXPECT_EQ(both({start, {}}, {{}, end}), (validity{start, end}));
  EXPECT_EQ(both({{}, start}, {{}, end}), (validity{{}, start}));
  EXPECT_TRUE(both({{}, start}, {end, {}}).is_never());
}

}  // namespace
