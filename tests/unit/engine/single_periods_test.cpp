#include <zhibiao/engine/single_periods.hpp>
#include <zhibiao/engine/year_to_date.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace zhibiao {
namespace {

using test::cell_of;
using test::hand_panel;

result_cell value_of(const panel& p, std::string_view area, std::string_view when) {
  return cell_of(p, measure::value, area, "amount", when);
}

void expect_cell(const result_cell& c, double value, status why = status::ok) {
  EXPECT_EQ(c.why, why) << name(c.why);
  if (has_number(why)) {
    EXPECT_EQ(c.value, value);
  }
}

TEST(SinglePeriods, AreDifferencesWithinTheYear) {
  hand_panel h;
  h.set("A", "amount", "2020-M12YTD", "900");
  h.set("A", "amount", "2021-M01YTD", "100.1").set("A", "amount", "2021-M02YTD", "250.3");
  h.set("A", "amount", "2021-M03YTD", "250.3");
  const panel p = to_single_periods(h.build());
  expect_cell(value_of(p, "A", "2021-M01"), 100.1);
  expect_cell(value_of(p, "A", "2021-M02"), 150.2);
  expect_cell(value_of(p, "A", "2021-M03"), 0);
  // What was cumulated before December is not known.
  expect_cell(value_of(p, "A", "2020-M12"), 0, status::not_reported);
}

TEST(SinglePeriods, KeepWhatFell) {
  hand_panel h;
  h.set("A", "amount", "2021-Q1YTD", "100").set("A", "amount", "2021-Q2YTD", "70");
  h.set("A", "profit", "2021-Q1YTD", "100").set("A", "profit", "2021-Q2YTD", "70");
  const panel p = to_single_periods(h.build());
  expect_cell(value_of(p, "A", "2021-Q2"), -30, status::revised_down);
  // A loss is nothing unusual for a profit.
  expect_cell(cell_of(p, measure::value, "A", "profit", "2021-Q2"), -30);
  // The doubt stays with what is made from it.
  expect_cell(cell_of(p, measure::difference, "A", "amount", "2021-Q2"), 0,
              status::base_not_reported);
  expect_cell(value_of(p, "K1", "2021-Q2"), 0, status::coverage_low);
}

TEST(SinglePeriods, FebruaryStandsForJanuaryWhereNobodyReportsIt) {
  hand_panel h;
  h.set("A", "amount", "2021-M02YTD", "30").set("A", "amount", "2021-M03YTD", "50");
  h.set("B", "amount", "2021-M02YTD", "40");
  const panel p = to_single_periods(h.build());
  expect_cell(value_of(p, "A", "2021-M02"), 30);
  expect_cell(value_of(p, "A", "2021-M03"), 20);
  const panel_block* block = p.find_block(frequency::month, form::single);
  const remark* said = block->find_remark(0, p.areas().at("A"), 0);
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->note, january_and_february);
  // And back.
  const panel again = to_year_to_date(p);
  expect_cell(value_of(again, "A", "2021-M02YTD"), 30);
  expect_cell(value_of(again, "A", "2021-M03YTD"), 50);
}

TEST(SinglePeriods, ATownWithoutJanuaryHasNoFebruary) {
  hand_panel h;
  h.set("A", "amount", "2021-M02YTD", "30").set("B", "amount", "2021-M01YTD", "10");
  h.set("B", "amount", "2021-M02YTD", "40");
  const panel p = to_single_periods(h.build());
  expect_cell(value_of(p, "A", "2021-M02"), 0, status::not_reported);
  expect_cell(value_of(p, "B", "2021-M02"), 30);
}

TEST(SinglePeriods, OfRatesComeFromTheirParts) {
  hand_panel h;
  h.set("A", "amount", "2021-Q1YTD", "100").set("A", "amount", "2021-Q2YTD", "250");
  h.set("A", "persons", "2021-Q1", "10").set("A", "persons", "2021-Q2", "15");
  const panel p = to_single_periods(h.build());
  expect_cell(cell_of(p, measure::value, "A", "mean", "2021-Q2"), 10);
  expect_cell(cell_of(p, measure::value, "A", "persons", "2021-Q2"), 15);
}

TEST(SinglePeriods, CarryBoundsAndStatuses) {
  hand_panel h;
  h.set("A", "amount", "2021-Q1YTD", "100", observation_status::estimated);
  h.set("A", "amount", "2021-Q2YTD", "250");
  h.set("A", "amount", "2021-Q3YTD", "300以上");
  h.set("B", "amount", "2021-Q1YTD", "100", observation_status::suppressed);
  h.set("B", "amount", "2021-Q2YTD", "250").set("B", "amount", "2021-Q3YTD", "260");
  const panel p = to_single_periods(h.build());
  expect_cell(value_of(p, "A", "2021-Q2"), 150, status::estimated);
  const result_cell c = value_of(p, "A", "2021-Q3");
  expect_cell(c, 50, status::bounded);
  EXPECT_EQ(c.known.lower, 50);
  expect_cell(value_of(p, "B", "2021-Q2"), 0, status::suppressed);
  expect_cell(value_of(p, "B", "2021-Q3"), 10);
}

TEST(SinglePeriods, AreNotMadeOfWhatCannotBeAdded) {
  std::vector<indicator> list = test::hand_indicators();
  list[3].over_time = time_aggregation::none;  // unique persons, say
  hand_panel h(std::move(list));
  h.set("A", "amount", "2021-Q1YTD", "100").set("A", "amount", "2021-Q2YTD", "250");
  const panel p = to_single_periods(h.build());
  EXPECT_EQ(p.find_block(frequency::quarter, form::single), nullptr);
  expect_cell(value_of(p, "A", "2021-Q2YTD"), 250);
}

TEST(YearToDate, NeedsEveryPeriodOfTheYear) {
  hand_panel h;
  h.set("A", "amount", "2021-M01", "10.1").set("A", "amount", "2021-M02", "20.2");
  h.set("A", "amount", "2021-M04", "5").set("B", "amount", "2021-M02", "1");
  h.set("A", "amount", "2021", "50");
  const panel p = to_year_to_date(h.build());
  expect_cell(value_of(p, "A", "2021-M02YTD"), 30.3);
  expect_cell(value_of(p, "A", "2021-M04YTD"), 0, status::not_reported);
  expect_cell(value_of(p, "B", "2021-M02YTD"), 0, status::not_reported);
  expect_cell(value_of(p, "A", "2021"), 50);
}

TEST(YearToDate, OfTheSameMonthIsComparedAYearEarlier) {
  hand_panel h;
  for (const char* year : {"2020", "2021"}) {
    const std::string y(year);
    h.set("A", "amount", y + "-M02YTD", y == "2020" ? "100" : "110");
    h.set("A", "amount", y + "-M03YTD", y == "2020" ? "200" : "180");
  }
  const panel p = h.build();
  expect_cell(cell_of(p, measure::year_on_year, "A", "amount", "2021-M02YTD"), 10);
  expect_cell(cell_of(p, measure::year_on_year, "A", "amount", "2021-M03YTD"), -10);
  expect_cell(cell_of(p, measure::period_on_period, "A", "amount", "2021-M03YTD"), 0,
              status::not_comparable);
  EXPECT_NEAR(cell_of(p, measure::cumulative_ratio, "A", "amount", "2021-M03YTD").value, 63.636364,
              1e-6);
}

TEST(YearToDate, TheCatalogueOfThePanelNoLongerInsists) {
  std::vector<indicator> list = test::hand_indicators();
  list[3].form = form::year_to_date;
  hand_panel h(std::move(list));
  h.set("A", "amount", "2021-Q1YTD", "100");
  const panel p = to_single_periods(h.build());
  expect_cell(value_of(p, "A", "2021-Q1"), 100);
  EXPECT_FALSE(p.catalog()[3].form);
}

}  // namespace
}  // namespace zhibiao
