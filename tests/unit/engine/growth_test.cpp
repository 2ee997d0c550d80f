#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;

request request_for(measure m, std::string_view base_period = "") {
  request r;
  r.measures = {m};
  if (!base_period.empty()) r.method.base_period = parse_period(base_period);
  r.peers.within = "county";
  return r;
}

result_cell cell_of(const panel& p, const request& r, std::string_view area,
                    std::string_view indicator, std::string_view when) {
  request one = r;
  one.areas = {std::string(area)};
  one.indicators = {std::string(indicator)};
  one.periods = {parse_period(when)};
  return evaluate(p, one)
      .find(p.areas().at(area), p.catalog().at(indicator), one.periods[0], r.measures[0])
      .value();
}

void expect_cell(const result_cell& c, double value, status why = status::ok) {
  EXPECT_EQ(c.why, why) << name(c.why);
  if (has_number(why)) {
    EXPECT_NEAR(c.value, value, 5e-7);
  }
}

/// 100, 120, 110, 133.1 in the years 2018 to 2021.
panel four_years() {
  hand_panel h;
  h.set("A", "amount", "2018", "100").set("A", "amount", "2019", "120");
  h.set("A", "amount", "2020", "110").set("A", "amount", "2021", "133.1");
  return h.build();
}

TEST(AverageGrowthOfYears, IsByTheMethodOfTheIndicatorOrTheRequest) {
  request r = request_for(measure::average_growth, "2018");
  expect_cell(cell_of(four_years(), r, "A", "amount", "2021"), 10);
  r.method.average = averaging::cumulative;
  expect_cell(cell_of(four_years(), r, "A", "amount", "2021"), 9.853452);
  std::vector<indicator> list = test::hand_indicators();
  list[3].average_growth = averaging::cumulative;
  hand_panel h(std::move(list));
  h.set("A", "amount", "2018", "100").set("A", "amount", "2019", "120");
  h.set("A", "amount", "2020", "110").set("A", "amount", "2021", "133.1");
  const panel p = h.build();
  r.method.average.reset();
  expect_cell(cell_of(p, r, "A", "amount", "2021"), 9.853452);
  r.method.average = averaging::level;
  expect_cell(cell_of(p, r, "A", "amount", "2021"), 10);
}

TEST(AverageGrowthOfYears, CountsFromTheBaseYearWhichIsNotPartOfTheSpan) {
  // 1950 to 1992 is counted from 1949: 43 years.
  hand_panel h;
  h.set("A", "amount", "1949", "100").set("A", "amount", "1992", "850");
  const request r = request_for(measure::average_growth, "1949");
  expect_cell(cell_of(h.build(), r, "A", "amount", "1992"), 5.102826);
}

TEST(AverageGrowthOfYears, RefusesWhatIsNoWholeNumberOfYearsAfter) {
  hand_panel h;
  for (const char* when : {"2019-M05", "2020-M06"}) h.set("A", "amount", when, "50");
  h.set("A", "amount", "2020-M05", "60");
  const panel p = h.build();
  const auto why = [&](std::string_view base, std::string_view when) {
    return cell_of(p, request_for(measure::average_growth, base), "A", "amount", when).why;
  };
  EXPECT_EQ(why("2019-M05", "2020-M06"), status::not_comparable);
  EXPECT_EQ(why("2019-M05", "2019-M05"), status::out_of_domain);
  EXPECT_EQ(why("2020-M05", "2019-M05"), status::out_of_domain);
  EXPECT_EQ(why("2019-M05YTD", "2020-M05"), status::not_comparable);
  EXPECT_EQ(why("2018-M05", "2020-M05"), status::base_not_reported);
  EXPECT_EQ(why("2019", "2020-M05"), status::ok);  // the May of that year
}

TEST(AverageGrowthOfYears, NeedsABasePeriod) {
  try {
    static_cast<void>(evaluate(four_years(), request_for(measure::average_growth)));
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::invalid_argument);
    EXPECT_EQ(e.message(), "expected a base period for average_growth, found none");
  }
}

TEST(AverageGrowthOfYears, OfRatesIsInPointsAYear) {
  hand_panel h;
  h.set("A", "stated", "2018", "90").set("A", "stated", "2021", "96.6");
  const panel p = h.build();
  expect_cell(cell_of(p, request_for(measure::average_growth, "2018"), "A", "stated", "2021"), 2.2);
  expect_cell(cell_of(p, request_for(measure::fixed_base, "2018"), "A", "stated", "2021"), 0,
              status::out_of_domain);
}

TEST(TwoYearAverage, OfTheNationalBureau) {
  hand_panel h;
  h.set("A", "profit", "2019-M02YTD", "1000").set("A", "profit", "2021-M02YTD", "1721");
  const panel p = h.build();
  expect_cell(cell_of(p, request_for(measure::two_year_average), "A", "profit", "2021-M02YTD"),
              31.186890);
}

TEST(TwoYearAverage, ChainedNeedsTheYearBetween) {
  hand_panel h;
  h.set("A", "amount", "2019", "100").set("A", "amount", "2021", "121");
  request r = request_for(measure::two_year_average);
  r.method.two_year = two_year_method::chained;
  expect_cell(cell_of(h.build(), r, "A", "amount", "2021"), 0, status::base_not_reported);
  h.set("A", "amount", "2019", "100").set("A", "amount", "2020", "200");
  h.set("A", "amount", "2021", "121");
  expect_cell(cell_of(h.build(), r, "A", "amount", "2021"), 10);
}

TEST(TwoYearAverage, ChainedComparesOtherTownsInEachYear) {
  hand_panel h;
  h.set("A", "persons", "2019", "100").set("B", "persons", "2019", "100");
  h.set("C", "persons", "2019", "100").set("A", "persons", "2020", "110");
  h.set("B", "persons", "2020", "110").set("C", "persons", "2020", "110");
  h.set("A", "persons", "2021", "121").set("B", "persons", "2021", "143");
  request r = request_for(measure::two_year_average);
  r.min_coverage = 0.5;
  // sqrt(264 / 200) and sqrt(264 / 220 * 330 / 300), the same towns being those of either year.
  expect_cell(cell_of(h.build(), r, "K1", "persons", "2021"), 14.891253, status::partial);
}

TEST(FixedBase, OfOneBaseForAllPeriods) {
  const request r = request_for(measure::fixed_base, "2019");
  const panel p = four_years();
  expect_cell(cell_of(p, r, "A", "amount", "2019"), 100);
  expect_cell(cell_of(p, r, "A", "amount", "2021"), 110.916667);
  expect_cell(cell_of(p, r, "A", "amount", "2018"), 0, status::out_of_domain);
}

TEST(Annualised, KeepsUpAMonthForAYear) {
  hand_panel h;
  h.set("A", "amount", "2021-M01", "100").set("A", "amount", "2021-M02", "101");
  h.set("A", "profit", "2021-M01YTD", "100").set("A", "profit", "2021-M02YTD", "101");
  const request r = request_for(measure::annualised);
  const panel p = h.build();
  expect_cell(cell_of(p, r, "A", "amount", "2021-M02"), 12.682503);
  expect_cell(cell_of(p, r, "A", "profit", "2021-M02YTD"), 0, status::not_comparable);
}

TEST(CumulativeRatio, OfTheFirstMonthIsNotComparable) {
  hand_panel h;
  h.set("A", "amount", "2019-M11YTD", "1332120.3").set("A", "amount", "2019-M12YTD", "1527874.4");
  h.set("A", "amount", "2020-M01YTD", "76164.3");
  const request r = request_for(measure::cumulative_ratio);
  const panel p = h.build();
  expect_cell(cell_of(p, r, "A", "amount", "2019-M12YTD"), 14.694927);
  expect_cell(cell_of(p, r, "A", "amount", "2020-M01YTD"), 0, status::not_comparable);
}

/// Parts of the county: 100, 200, 300 that become 120, 190, 330.
panel three_parts() {
  hand_panel h;
  h.set("A", "persons", "2020", "100").set("B", "persons", "2020", "200");
  h.set("C", "persons", "2020", "300").set("A", "persons", "2021", "120");
  h.set("B", "persons", "2021", "190").set("C", "persons", "2021", "330");
  return h.build();
}

TEST(Contribution, OfTheTownsOfACounty) {
  const panel p = three_parts();
  const request c = request_for(measure::contribution);
  expect_cell(cell_of(p, c, "A", "persons", "2021"), 50);
  expect_cell(cell_of(p, c, "B", "persons", "2021"), -25);
  expect_cell(cell_of(p, c, "C", "persons", "2021"), 75);
  const request r = request_for(measure::pull);
  expect_cell(cell_of(p, r, "A", "persons", "2021"), 3.333333);
  expect_cell(cell_of(p, r, "B", "persons", "2021"), -1.666667);
  expect_cell(cell_of(p, r, "C", "persons", "2021"), 5);
  expect_cell(cell_of(p, r, "C", "persons", "2020"), 0, status::base_not_reported);
  // Among the areas of its own level a county stands alone.
  request all = request_for(measure::contribution);
  all.peers.within.clear();
  expect_cell(cell_of(p, all, "K1", "persons", "2021"), 100);
}

TEST(Contribution, LeavesOutWhoDoesNotReportInBoth) {
  hand_panel h;
  h.set("A", "persons", "2020", "100").set("B", "persons", "2020", "200");
  h.set("A", "persons", "2021", "120").set("B", "persons", "2021", "190");
  h.set("C", "persons", "2021", "330");
  const panel p = h.build();
  const request c = request_for(measure::contribution);
  expect_cell(cell_of(p, c, "A", "persons", "2021"), 200, status::partial);
  expect_cell(cell_of(p, c, "C", "persons", "2021"), 0, status::base_not_reported);
  EXPECT_EQ(cell_of(p, c, "A", "persons", "2021").coverage.counted, 2U);
}

TEST(Contribution, OfRatesIsTakenApartOtherwise) {
  hand_panel h;
  h.set("A", "stated", "2020", "90").set("A", "stated", "2021", "96.6");
  const panel p = h.build();
  expect_cell(cell_of(p, request_for(measure::pull), "A", "stated", "2021"), 0,
              status::out_of_domain);
}

TEST(Contribution, OfBoundsIsAnInterval) {
  hand_panel h;
  h.set("A", "persons", "2020", "100").set("B", "persons", "2020", "200");
  h.set("A", "persons", "2021", "120以上").set("B", "persons", "2021", "210");
  h.set("C", "persons", "2020", "300").set("C", "persons", "2021", "310");
  const panel p = h.build();
  const result_cell pull = cell_of(p, request_for(measure::pull), "A", "persons", "2021");
  expect_cell(pull, 3.333333, status::bounded);
  EXPECT_NEAR(pull.known.lower, 3.333333, 1e-6);
  EXPECT_TRUE(std::isinf(pull.known.upper));
  const result_cell part = cell_of(p, request_for(measure::contribution), "B", "persons", "2021");
  expect_cell(part, 25, status::bounded);
  EXPECT_EQ(part.known.lower, 0);
  EXPECT_NEAR(part.known.upper, 25, 1e-9);
}

/// A grows from 10 to 10.5 of 100 persons; B had 5 and does not report.
panel one_leaves() {
  hand_panel h;
  h.set("A", "amount", "2020", "100").set("B", "amount", "2020", "50");
  h.set("A", "amount", "2021", "105").set("C", "amount", "2020", "150");
  h.set("C", "amount", "2021", "150");
  return h.build();
}

TEST(PanelEffect, IsHeadlineLessMatchedGrowth) {
  const panel p = one_leaves();
  const double headline =
      cell_of(p, request_for(measure::headline_growth), "K1", "amount", "2021").value;
  EXPECT_EQ(headline, -15);
  const result_cell matched =
      cell_of(p, request_for(measure::year_on_year), "K1", "amount", "2021");
  EXPECT_EQ(matched.value, 2);
  expect_cell(cell_of(p, request_for(measure::panel_effect), "K1", "amount", "2021"), -17,
              status::partial);
}

TEST(PanelEffect, WithoutAMissingTownIsZero) {
  const panel p = three_parts();
  const result_cell c = cell_of(p, request_for(measure::panel_effect), "K1", "persons", "2021");
  EXPECT_EQ(c.value, 0);
  EXPECT_EQ(c.why, status::ok);
  EXPECT_EQ(c.known, exactly(0));
  EXPECT_EQ(cell_of(p, request_for(measure::panel_effect), "A", "persons", "2021").value, 0);
}

TEST(RateEffects, OfTwoTowns) {
  hand_panel h;
  h.set("A", "persons", "2020", "100").set("B", "persons", "2020", "1000");
  h.set("A", "insured", "2020", "98").set("B", "insured", "2020", "900");
  h.set("A", "persons", "2021", "400").set("B", "persons", "2021", "700");
  h.set("A", "insured", "2021", "394").set("B", "insured", "2021", "633.5");
  h.set("C", "persons", "2020", "0").set("C", "insured", "2020", "0");
  h.set("C", "persons", "2021", "0").set("C", "insured", "2021", "0");
  const panel p = h.build();
  const auto effect = [&](measure m, std::string_view area = "K1") {
    return cell_of(p, request_for(m), area, "cover", "2021");
  };
  expect_cell(effect(measure::headline_growth), 2.681818);
  expect_cell(effect(measure::own_rate_effect), 0.5);
  expect_cell(effect(measure::structure_effect), 2.181818);
  expect_cell(effect(measure::entry_effect), 0);
  expect_cell(effect(measure::exit_effect), 0);
  expect_cell(effect(measure::own_rate_effect, "A"), 0.5);
  expect_cell(effect(measure::structure_effect, "A"), 0);
  EXPECT_EQ(effect(measure::own_rate_effect).coverage.counted, 3U);
}

TEST(RateEffects, OfAreasThatReportThemselvesAreUndefined) {
  hand_panel h;
  h.set("K1", "stated", "2020", "90").set("K1", "stated", "2021", "91");
  h.set("K1", "cover", "2020", "90").set("K1", "cover", "2021", "91");
  const panel p = h.build();
  const request r = request_for(measure::own_rate_effect);
  expect_cell(cell_of(p, r, "K1", "stated", "2021"), 0, status::out_of_domain);
  expect_cell(cell_of(p, r, "K1", "cover", "2021"), 0, status::out_of_domain);
}

}  // namespace
}  // namespace zhibiao
