#include <zhibiao/engine/figures_of_towns.hpp>
#include <zhibiao/kernels/cell.hpp>

#include "support/expect_same.hpp"
#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::figures_of_towns;
using zhibiao::measure;
using zhibiao::panel;
using zhibiao::parse_period;
using zhibiao::period;
using zhibiao::request;
using zhibiao::status;
using zhibiao::town_figures;
using zhibiao::kernels::no_number;
using zhibiao::test::expect_same;
using zhibiao::test::hand_panel;

panel amounts() {
  return hand_panel()
      .set("A", "amount", "2020", "10元")
      .set("A", "amount", "2021", "15元")
      .set("B", "amount", "2021", "98元以上")
      .set("C", "amount", "2021-Q1", "3元")
      .build();
}

void expect_figures(const town_figures& f, const std::vector<double>& values,
                    const std::vector<status>& statuses) {
  ASSERT_EQ(f.values.size(), values.size());
  ASSERT_EQ(f.statuses.size(), statuses.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    SCOPED_TRACE(i);
    expect_same(f.values[i], values[i]);
    EXPECT_EQ(f.statuses[i], statuses[i]);
  }
}

TEST(FiguresOfTowns, HaveTheTownsInRowsAndThePeriodsOfAllBlocksInColumns) {
  const town_figures f = figures_of_towns(amounts(), "amount");
  EXPECT_EQ(f.towns(), 3U);
  EXPECT_EQ(f.panel.catalog()[f.indicator].id, "amount");
  EXPECT_EQ(f.periods, (std::vector<period>{parse_period("2020"), parse_period("2021"),
                                            parse_period("2021-Q1")}));
  constexpr status ok = status::ok;
  constexpr status none = status::not_reported;
  expect_figures(f, {10, 15, no_number, no_number, 98, no_number, no_number, no_number, 3},
                 {ok, ok, none, none, status::bounded, none, none, none, ok});
}

TEST(FiguresOfTowns, AreThoseOfTheMeasure) {
  request what;
  what.indicators = {"amount"};
  what.measures = {measure::year_on_year};
  what.periods = {parse_period("2021")};
  expect_figures(figures_of_towns(amounts(), what), {50, no_number, no_number},
                 {status::ok, status::base_not_reported, status::not_reported});
  const town_figures all = figures_of_towns(amounts(), "amount", measure::year_on_year);
  EXPECT_EQ(all.periods.size(), 3U);
  expect_same(all.values[1], 50);
}

TEST(FiguresOfTowns, OfASourceAreThoseOfItsPanel) {
  const panel p = amounts();
  request what;
  what.indicators = {"amount"};
  const town_figures f = figures_of_towns(zhibiao::panel_source(p), what);
  const town_figures same = figures_of_towns(p, what);
  EXPECT_EQ(f.periods, same.periods);
  expect_figures(f, {same.values.span().begin(), same.values.span().end()},
                 {same.statuses.span().begin(), same.statuses.span().end()});
}

TEST(FiguresOfTowns, OfNothingReportedAreNone) {
  const town_figures f = figures_of_towns(hand_panel().build(), "amount");
  EXPECT_TRUE(f.periods.empty());
  EXPECT_TRUE(f.values.empty());
}

errc code_of(const request& what) {
  try {
    figures_of_towns(amounts(), what);
  } catch (const error& e) {
    return e.code();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

TEST(FiguresOfTowns, AreOfOneIndicatorAndOneMeasureOfAllTowns) {
  request good;
  good.indicators = {"amount"};
  EXPECT_EQ(figures_of_towns(amounts(), good).periods.size(), 3U);

  request what = good;
  what.indicators = {};
  EXPECT_EQ(code_of(what), errc::invalid_argument);
  what.indicators = {"amount", "persons"};
  EXPECT_EQ(code_of(what), errc::invalid_argument);
  what = good;
  what.measures = {};
  EXPECT_EQ(code_of(what), errc::invalid_argument);
  what.measures = {measure::value, measure::difference};
  EXPECT_EQ(code_of(what), errc::invalid_argument);
  what = good;
  what.levels = {"town"};
  EXPECT_EQ(code_of(what), errc::invalid_argument);
  what = good;
  what.areas = {"A"};
  EXPECT_EQ(code_of(what), errc::invalid_argument);
  what = good;
  what.indicators = {"gone"};
  EXPECT_EQ(code_of(what), errc::unknown_indicator);
  what = good;
  what.periods = {parse_period("2021-M01")};
  EXPECT_EQ(code_of(what), errc::unknown_period);
}

}  // namespace
