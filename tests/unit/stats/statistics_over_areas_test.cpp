#include <zhibiao/engine/figures_of_towns.hpp>
#include <zhibiao/stats/features.hpp>
#include <zhibiao/stats/statistics_over_areas.hpp>

#include "support/expect_same.hpp"
#include "support/hand_panel.hpp"

#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/mean.hpp>
#include <boost/accumulators/statistics/sum.hpp>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

namespace ba = boost::accumulators;
namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using zhibiao::errc;
using zhibiao::error;
using zhibiao::figures_of_towns;
using zhibiao::measure;
using zhibiao::observation_status;
using zhibiao::panel;
using zhibiao::status;
using zhibiao::town_figures;
using zhibiao::kernels::cell;
using zhibiao::kernels::no_number;
using zhibiao::test::expect_same;
using zhibiao::test::hand_panel;

void expect_cell(const cell& c, double value, status why) {
  expect_same(c.value, value);
  EXPECT_EQ(c.why, why);
}

/// The county's cell of one period; `amount` needs two towns of three.
template <class Feature>
cell county(const panel& p, std::string_view indicator = "amount") {
  const auto s = stats::statistics_over_areas<Feature>(figures_of_towns(p, indicator), "county");
  EXPECT_EQ(s.areas.size(), 1U);
  EXPECT_EQ(s.periods.size(), 1U);
  return s.template at<Feature>(0, 0);
}

TEST(StatisticsOverAreas, CountEveryTownOnce) {
  const panel p = hand_panel()
                      .set("A", "amount", "2021", "10元")
                      .set("B", "amount", "2021", "20元")
                      .set("C", "amount", "2021", "60元")
                      .build();
  const auto s = stats::statistics_over_areas<ba::tag::mean, ba::tag::max, tag::skewness>(
      figures_of_towns(p, "amount"), "county");
  ASSERT_EQ(s.areas, (std::vector<zhibiao::area_index>{p.areas().at("K1")}));
  ASSERT_EQ(s.periods, (std::vector<zhibiao::period>{zhibiao::parse_period("2021")}));
  expect_cell(s.at<ba::tag::mean>(0, 0), 30, status::ok);
  expect_cell(s.at<ba::tag::max>(0, 0), 60, status::ok);
  EXPECT_EQ(s.at<tag::skewness>(0, 0).why, status::ok);
  EXPECT_EQ(s.counted[0], 3U);
}

TEST(StatisticsOverAreas, OfATownAreOfItsOneFigure) {
  const panel p = hand_panel()
                      .set("A", "amount", "2020", "10元")
                      .set("A", "amount", "2021", "11元")
                      .set("B", "amount", "2021", "20元")
                      .build();
  const auto s = stats::statistics_over_areas<ba::tag::sum, ba::tag::max>(
      figures_of_towns(p, "amount"), "town");
  ASSERT_EQ(s.areas.size(), 3U);
  ASSERT_EQ(s.periods.size(), 2U);
  for (const std::size_t t : {0U, 1U}) {
    expect_cell(s.at<ba::tag::max>(0, t), 10.0 + double(t), status::ok);
    expect_cell(s.at<ba::tag::max>(2, t), no_number, status::not_reported);
  }
  expect_cell(s.at<ba::tag::sum>(1, 0), no_number, status::not_reported);
  expect_cell(s.at<ba::tag::sum>(1, 1), 20, status::ok);
  EXPECT_EQ(s.values_of<ba::tag::sum>().size(), 6U);
  expect_same(s.values_of<ba::tag::max>()[3], 20);
  EXPECT_EQ(s.statuses_of<ba::tag::max>()[2], status::not_reported);
}

TEST(StatisticsOverAreas, LeaveOutMissingTownsByTheCoverageRule) {
  hand_panel h;
  h.set("A", "amount", "2021", "10元");
  expect_cell(county<ba::tag::mean>(h.build()), no_number, status::coverage_low);

  hand_panel two;
  two.set("A", "amount", "2021", "10元").set("B", "amount", "2021", "20元");
  two.set("C", "amount", "2021", "");
  const panel p = two.build();
  expect_cell(county<ba::tag::mean>(p), 15, status::partial);
  const auto all =
      stats::statistics_over_areas<ba::tag::mean>(figures_of_towns(p, "amount"), "county", 1.0);
  expect_cell(all.at<ba::tag::mean>(0, 0), no_number, status::coverage_low);
  const auto any =
      stats::statistics_over_areas<ba::tag::mean>(figures_of_towns(p, "amount"), "county", 0.1);
  expect_cell(any.at<ba::tag::mean>(0, 0), 15, status::partial);

  hand_panel none;
  none.set("A", "amount", "2021", "");
  expect_cell(county<ba::tag::mean>(none.build()), no_number, status::not_reported);
}

TEST(StatisticsOverAreas, ShowTheWeakestStatusOfTheTowns) {
  hand_panel estimated;
  estimated.set("A", "amount", "2021", "10元", observation_status::estimated);
  estimated.set("B", "amount", "2021", "20元").set("C", "amount", "2021", "60元");
  expect_cell(county<ba::tag::mean>(estimated.build()), 30, status::estimated);

  hand_panel bounded;
  bounded.set("A", "amount", "2021", "10元以上");
  bounded.set("B", "amount", "2021", "20元", observation_status::estimated);
  bounded.set("C", "amount", "2021", "60元");
  expect_cell(county<ba::tag::mean>(bounded.build()), 30, status::bounded);

  hand_panel suppressed;
  suppressed.set("A", "amount", "2021", "10元", observation_status::estimated);
  suppressed.set("B", "amount", "2021", "20元");
  suppressed.set("C", "amount", "2021", "60元", observation_status::suppressed);
  expect_cell(county<ba::tag::mean>(suppressed.build()), 15, status::partial);
}

TEST(StatisticsOverAreas, TheStatusOfOnePeriodIsNotThatOfAnother) {
  hand_panel h;
  for (const char* town : {"A", "B", "C"}) {
    for (const char* year : {"2019", "2020", "2021"}) {
      const bool is_estimated = std::string(town) == "B" && std::string(year) == "2020";
      h.set(town, "amount", year, "10元",
            is_estimated ? observation_status::estimated : observation_status::normal);
    }
  }
  const auto s = stats::statistics_over_areas<ba::tag::max, ba::tag::mean>(
      figures_of_towns(h.build(), "amount"), "county");
  for (const std::size_t t : {0U, 1U, 2U}) {
    const status why = t == 1 ? status::estimated : status::ok;
    expect_cell(s.at<ba::tag::max>(0, t), 10, why);
    expect_cell(s.at<ba::tag::mean>(0, t), 10, why);
  }
}

TEST(StatisticsOverAreas, TakeRatesFromTheirPartsAndAnyMeasure) {
  hand_panel rates;
  hand_panel amounts;
  for (const char* town : {"A", "B", "C"}) {
    const bool is_first = std::string(town) == "A";
    rates.set(town, "persons", "2021", "100人");
    rates.set(town, "insured", "2021", is_first ? "90人" : "80人");
    amounts.set(town, "amount", "2020", "100元");
    amounts.set(town, "amount", "2021", is_first ? "110元" : "130元");
  }
  expect_cell(county<ba::tag::max>(rates.build(), "cover"), 90, status::ok);
  const auto growth = stats::statistics_over_areas<ba::tag::max>(
      figures_of_towns(amounts.build(), "amount", measure::year_on_year), "county");
  ASSERT_EQ(growth.periods.size(), 2U);
  expect_cell(growth.at<ba::tag::max>(0, 0), no_number, status::not_reported);
  expect_cell(growth.at<ba::tag::max>(0, 1), 30, status::ok);
}

TEST(StatisticsOverAreas, WeightedTakeTownsWithFigureAndWeight) {
  hand_panel h;
  h.set("A", "stated", "2021", "98%").set("A", "persons", "2021", "100人");
  h.set("B", "stated", "2021", "90%").set("B", "persons", "2021", "1000人");
  h.set("C", "stated", "2021", "50%", observation_status::estimated);
  const panel p = h.build();
  const town_figures rate = figures_of_towns(p, "stated");
  const town_figures persons = figures_of_towns(p, "persons");
  const auto s = stats::statistics_over_areas_weighted<tag::weighted_mean>(rate, persons, "county");
  // The estimate has no weight and so no part.
  expect_cell(s.at<tag::weighted_mean>(0, 0), 99800.0 / 1100, status::partial);
  EXPECT_EQ(s.counted[0], 2U);
  const auto all =
      stats::statistics_over_areas_weighted<tag::weighted_mean>(rate, persons, "county", 1.0);
  expect_cell(all.at<tag::weighted_mean>(0, 0), no_number, status::coverage_low);
}

template <class Call>
errc code_of(Call call) {
  try {
    call();
  } catch (const error& e) {
    return e.code();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

TEST(StatisticsOverAreas, RefuseWhatDoesNotFit) {
  const panel p =
      hand_panel().set("A", "amount", "2021", "1元").set("A", "persons", "2020", "1人").build();
  const town_figures f = figures_of_towns(p, "amount");
  EXPECT_EQ(code_of([&] { stats::statistics_over_areas<ba::tag::max>(f, "village"); }),
            errc::unknown_level);
  for (const double coverage : {0.0, -1.0, 1.01, no_number}) {
    EXPECT_EQ(code_of([&] { stats::statistics_over_areas<ba::tag::max>(f, "county", coverage); }),
              errc::invalid_argument);
  }
  town_figures other = figures_of_towns(p, "persons");
  other.periods.pop_back();
  EXPECT_EQ(code_of([&] {
              stats::statistics_over_areas_weighted<tag::weighted_mean>(f, other, "county");
            }),
            errc::invalid_argument);
}

}  // namespace
