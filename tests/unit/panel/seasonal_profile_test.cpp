#include <zhibiao/panel/seasonal_profile.hpp>
#include <zhibiao/value/error.hpp>

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

std::vector<decimal> shares(std::initializer_list<const char*> texts) {
  std::vector<decimal> list;
  for (const char* text : texts) list.push_back(parse_decimal(text));
  return list;
}

std::string why_not(frequency f, std::initializer_list<const char*> texts) {
  try {
    seasonal_profile::make({}, f, shares(texts));
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::bad_profile);
    return e.message();
  }
  return {};
}

TEST(SeasonalProfile, SaysWhatIsDue) {
  const auto p =
      seasonal_profile::make(3, frequency::quarter, shares({"0.1", "0.25", "0.3", "0.35"}));
  EXPECT_EQ(p.indicator(), 3);
  EXPECT_EQ(p.until(parse_period("2021-Q1")), (ratio{10, 100}));
  EXPECT_EQ(p.until(parse_period("2021-Q3YTD")), (ratio{65, 100}));
  EXPECT_EQ(p.until(parse_period("2021-S1")), (ratio{35, 100}));
  EXPECT_EQ(p.until(parse_period("2021-M06YTD")), (ratio{35, 100}));
  EXPECT_EQ(p.until(parse_period("2021")), (ratio{100, 100}));
}

TEST(SeasonalProfile, IsSilentWithinItsOwnPeriods) {
  const auto p = seasonal_profile::make({}, frequency::half, shares({"0.4", "0.6"}));
  EXPECT_FALSE(p.until(parse_period("2021-M05")));
  EXPECT_FALSE(p.until(parse_period("2021-Q1")));
}

TEST(SeasonalProfile, AddsUpToOneExactly) {
  EXPECT_EQ(why_not(frequency::half, {"0.4", "0.5999"}),
            "expected shares that add up to 1 (100 %), found 0.9999");
  EXPECT_EQ(why_not(frequency::half, {"0.4", "0.6", "0"}), "expected 2 shares, found 3");
  EXPECT_EQ(why_not(frequency::half, {"1.1", "-0.1"}),
            "expected a share that is not negative, found -0.1");
  EXPECT_EQ(why_not(frequency::quarter, {"0.1", "0.2", "0.3", "0.4"}), "");
}

}  // namespace
}  // namespace zhibiao
