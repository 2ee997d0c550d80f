#include <zhibiao/io/profiles_csv.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <string>

namespace zhibiao {
namespace {

std::vector<seasonal_profile> parse(const std::string& text) {
  return parse_profiles(text, "p.csv", *test::small_county().catalog);
}

std::string faults_of(const std::string& text) {
  try {
    parse(text);
  } catch (const input_error& e) {
    std::string all;
    for (const fault& f : e.faults().kept()) all += to_string(f) + "\n";
    return all;
  }
  return {};
}

TEST(ProfilesCsv, SharesAndCumulativeOnesAreTheSame) {
  const auto shares = parse(
      "indicator,period,share\namount,Q1,10%\namount,Q2,0.25\n"
      "amount,3季度,30%\namount,Q4,35%\n");
  const auto sums = parse(
      "指标,时期,累计比重\n低保金,Q1,10%\n低保金,Q4,100%\n"
      "低保金,Q3,65%\n低保金,Q2,35%\n");
  ASSERT_EQ(shares.size(), 1U);
  ASSERT_EQ(sums.size(), 1U);
  EXPECT_EQ(shares[0].indicator(), sums[0].indicator());
  for (const char* when : {"2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"}) {
    const auto a = shares[0].until(parse_period(when));
    const auto b = sums[0].until(parse_period(when));
    EXPECT_EQ(double(a->numerator) / double(a->denominator),
              double(b->numerator) / double(b->denominator));
  }
}

TEST(ProfilesCsv, OneWithoutAnIndicatorIsOfAllOthers) {
  const auto list = parse(
      "indicator,period,share\n,上半年,40%\n,下半年,60%\n"
      "amount,S1,50%\namount,S2,50%\n");
  const targets plan = targets::make({}, list);
  const data_set data = test::small_county();
  const zhibiao::catalog& catalog = *data.catalog;
  EXPECT_EQ(plan.profile_of(catalog.at("amount"))->until(parse_period("2021-S1")),
            (ratio{50, 100}));
  EXPECT_EQ(plan.profile_of(catalog.at("land"))->until(parse_period("2021-S1")), (ratio{40, 100}));
}

TEST(ProfilesCsv, AProfileThatDoesNotAddUpIsAFaultAtItsLastRow) {
  EXPECT_EQ(
      faults_of("indicator,period,share\n,S1,40%\n,S2,59.9%\n"),
      "p.csv:3: error: expected shares that add up to 1 (100 %), found 0.999 [bad-profile]\n");
  EXPECT_EQ(faults_of("indicator,period,cumulative\n,S1,60%\n,S2,50%\n"),
            "p.csv:3: error: expected a share that is not negative, found -0.10 [bad-profile]\n");
  EXPECT_EQ(faults_of("indicator,period,share\n,Q1,40%\n,Q2,60%\n"),
            "p.csv:3: error: expected 4 shares, found 2 [bad-profile]\n");
}

TEST(ProfilesCsv, EveryFaultHasItsPlace) {
  EXPECT_EQ(faults_of("indicator,period,share\n,Q1,half\n,2021,1\nlend,Q1,1\n,Q2,0.5\n,Q2,0.5\n"
                      ",S1,0.5\n"),
            "p.csv:2:5: error: expected a share such as 8.5% or 0.085, found 'half' [bad-profile]\n"
            "p.csv:3:2: error: expected a month, quarter or half such as M01, Q1 or S1, found "
            "'2021' [not-a-period]\n"
            "p.csv:4:1: error: expected the id or name of an indicator of the catalogue, found "
            "'lend'; did you mean 'land'? [unknown-indicator]\n"
            "p.csv:6:2: error: 'Q2' is given twice [duplicate-row]\n"
            "p.csv:7:2: error: expected all months, all quarters or all halves, found also 'S1' "
            "[bad-profile]\n");
  EXPECT_EQ(faults_of("indicator,period\n,Q1\n"),
            "p.csv:1: error: expected a column 'share' or a column 'cumulative', and not both "
            "[missing-column]\n");
}

}  // namespace
}  // namespace zhibiao
