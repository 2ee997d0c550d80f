#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/result_set.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;

panel one_amount() {
  hand_panel h;
  h.set("A", "amount", "2020", "50").set("A", "amount", "2021", "60余");
  h.set("B", "amount", "2021-M02", "7");
  return h.build();
}

result_set two_measures() {
  request r;
  r.measures = {measure::year_on_year, measure::value};
  return evaluate(one_amount(), r);
}

TEST(CellCoverage, IsByWeightWhereKnownElseByCount) {
  EXPECT_DOUBLE_EQ((cell_coverage{2, 3}.share()), 2.0 / 3);
  EXPECT_DOUBLE_EQ((cell_coverage{2, 3, 0.9}.share()), 0.9);
  EXPECT_DOUBLE_EQ((cell_coverage{0, 0}.by_count()), 0);
}

TEST(ResultSet, SectionsAreByMeasureAsRequestedThenBlock) {
  const result_set r = two_measures();
  ASSERT_EQ(r.sections().size(), 4U);
  EXPECT_EQ(r.sections()[0].measure(), measure::year_on_year);
  EXPECT_EQ(r.sections()[0].periods().front().frequency(), frequency::year);
  EXPECT_EQ(r.sections()[1].measure(), measure::year_on_year);
  EXPECT_EQ(r.sections()[1].periods().front().frequency(), frequency::month);
  EXPECT_EQ(r.sections()[2].measure(), measure::value);
  EXPECT_EQ(r.size(), 2U * (4 * 2 + 4 * 1));
  for (const result_section& s : r.sections()) {
    EXPECT_EQ(s.values().size(), s.indicators().size() * s.areas().size() * s.periods().size());
    EXPECT_EQ(s.statuses().size(), s.values().size());
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(s.values().data()) % 64, 0U);
  }
}

TEST(ResultSet, OffsetsAreByIndicatorAreaPeriod) {
  const result_set r = two_measures();
  const result_section& s = r.sections()[2];
  const result_cell c = s.at(0, 0, 1);
  EXPECT_EQ(s.offset(0, 1, 1), 3U);
  EXPECT_EQ(c.value, s.values()[s.offset(0, 0, 1)]);
  EXPECT_EQ(c.why, status::bounded);
  EXPECT_EQ(c.known, (interval{60, 70, true, true}));
}

TEST(ResultSet, FindsWhatWasRequestedAndNothingElse) {
  const panel p = one_amount();
  request what;
  what.areas = {"A"};
  what.periods = {parse_period("2021")};
  const result_set r = evaluate(p, what);
  const indicator_index amount = p.catalog().at("amount");
  const area_index a = p.areas().at("A");
  EXPECT_EQ(r.find(a, amount, parse_period("2021"), measure::value)->value, 60);
  EXPECT_FALSE(r.find(p.areas().at("B"), amount, parse_period("2021"), measure::value));
  EXPECT_FALSE(r.find(a, amount, parse_period("2020"), measure::value));
  EXPECT_FALSE(r.find(a, amount, parse_period("2021-M02"), measure::value));
  EXPECT_FALSE(r.find(a, amount, period(), measure::value));
  EXPECT_FALSE(r.find(a, amount, parse_period("2021"), measure::stated));
  EXPECT_FALSE(r.find(a, p.catalog().at("profit"), parse_period("2021"), measure::value));
  EXPECT_FALSE(r.find(99, 99, parse_period("2021"), measure::value));
  EXPECT_FALSE(result_set().find(0, 0, parse_period("2021"), measure::value));
}

TEST(ResultSet, ForEachGoesFromTheTopOfTheTreeDown) {
  const result_set r = two_measures();
  std::vector<std::string> seen;
  r.for_each([&](const result_cell& c) {
    seen.push_back(std::string(r.panel().areas()[c.area].code) + " " + to_string(c.period) + " " +
                   std::string(name(c.measure)));
  });
  ASSERT_EQ(seen.size(), r.size());
  EXPECT_EQ(seen[0], "K1 2020 year_on_year");
  EXPECT_EQ(seen[1], "K1 2020 value");
  EXPECT_EQ(seen[2], "K1 2021 year_on_year");
  EXPECT_EQ(seen[4], "K1 2021-M02 year_on_year");
  EXPECT_EQ(seen[6], "A 2020 year_on_year");
}

TEST(ResultSet, CellsWithoutANumberKnowNothing) {
  const result_cell c = two_measures().sections()[0].at(0, 0, 0);
  EXPECT_EQ(c.why, status::base_not_reported);
  EXPECT_TRUE(std::isnan(c.value));
  EXPECT_EQ(c.known, interval());
}

TEST(ResultSet, CoverageOfAnAreaCountsItsTownsAlsoBeyondTheData) {
  const panel p = one_amount();
  request what;
  what.areas = {"K1", "A"};
  what.periods = {parse_period("2021"), parse_period("2030")};
  const result_set r = evaluate(p, what);
  const result_section& s = r.sections()[0];
  EXPECT_EQ(s.at(0, 1, 0).coverage.counted, 1U);
  EXPECT_EQ(s.at(0, 1, 0).coverage.members, 3U);
  EXPECT_EQ(s.at(0, 1, 1).coverage.counted, 0U);
  EXPECT_EQ(s.at(0, 1, 1).coverage.members, 3U);
  EXPECT_EQ(s.at(0, 0, 0).coverage.members, 1U);
}

TEST(ResultSet, KeepsItsPanelAlive) {
  const result_set r = [] { return evaluate(one_amount(), {}); }();
  EXPECT_EQ(r.panel().areas().size(), 4U);
  EXPECT_EQ(r.sections()[0].at(0, 0, 0).value, 50);
}

}  // namespace
}  // namespace zhibiao
