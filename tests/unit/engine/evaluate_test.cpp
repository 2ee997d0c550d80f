#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

using test::cell_of;
using test::hand_panel;
using test::wanted_of;
using enum measure;
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr observation_status estimate = observation_status::estimated;
constexpr observation_status series_break = observation_status::break_in_series;
constexpr observation_status suppress = observation_status::suppressed;

void expect_number(const result_cell& c, double value, status why = status::ok) {
  EXPECT_EQ(name(c.why), name(why));
  EXPECT_DOUBLE_EQ(c.value, value);
}

void expect_none(const result_cell& c, status why) {
  EXPECT_EQ(name(c.why), name(why));
  EXPECT_TRUE(std::isnan(c.value));
}

void expect_known(const result_cell& c, double lower, double upper) {
  EXPECT_DOUBLE_EQ(c.known.lower, lower);
  EXPECT_DOUBLE_EQ(c.known.upper, upper);
}

/// Persons and insured of one town.
hand_panel& set_cover(hand_panel& h, std::string_view town, std::string_view when,
                      std::string_view insured, std::string_view persons) {
  return h.set(town, "insured", when, insured).set(town, "persons", when, persons);
}

// ---- value -------------------------------------------------------------------------------------

TEST(Value, OfATownIsAsReported) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "3667070元").build();
  expect_number(cell_of(p, value, "A", "amount", "2021"), 3667070);
  expect_none(cell_of(p, value, "B", "amount", "2021"), status::not_reported);
}

TEST(Value, BlankIsNotZero) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "").set("B", "amount", "2021", "0").build();
  expect_none(cell_of(p, value, "A", "amount", "2021"), status::not_reported);
  expect_number(cell_of(p, value, "B", "amount", "2021"), 0);
}

TEST(Value, OfARateWithBothPartsIsComputedWhateverIsStated) {
  hand_panel h;
  set_cover(h, "A", "2021", "25", "32").set("A", "cover", "2021", "78%");
  const panel p = h.build();
  expect_number(cell_of(p, value, "A", "cover", "2021"), 78.125);
  expect_number(cell_of(p, stated, "A", "cover", "2021"), 78);
}

TEST(Value, OfARateWithOnePartIsAsStated) {
  hand_panel h;
  const panel p = h.set("A", "insured", "2021", "25").set("A", "cover", "2021", "78.1").build();
  expect_number(cell_of(p, value, "A", "cover", "2021"), 78.1);
}

TEST(Value, OfARateOverNothingIsOutOfDomain) {
  hand_panel h;
  const panel p = set_cover(h, "A", "2021", "0", "0").build();
  expect_none(cell_of(p, value, "A", "cover", "2021"), status::out_of_domain);
  expect_none(cell_of(p, value, "K1", "cover", "2021"), status::coverage_low);
}

TEST(Value, SuppressedFiguresShowItAndTakeNoPart) {
  hand_panel h;
  h.set("A", "amount", "2021", "5", suppress);
  h.set("B", "amount", "2021", "7").set("C", "amount", "2021", "8");
  const panel p = h.build();
  expect_none(cell_of(p, value, "A", "amount", "2021"), status::suppressed);
  expect_number(cell_of(p, value, "K1", "amount", "2021"), 15, status::partial);
}

TEST(Value, AnAreaWhoseTownsAllWithholdIsSuppressed) {
  hand_panel h;
  h.set("A", "amount", "2021", "5", suppress).set("B", "amount", "2021", "5", suppress);
  const panel p = h.build();
  expect_none(cell_of(p, value, "K1", "amount", "2021"), status::suppressed);
}

TEST(Value, ARateWithASuppressedPartIsSuppressedUnlessStated) {
  hand_panel h;
  h.set("A", "insured", "2021", "5", suppress).set("A", "persons", "2021", "10");
  h.set("B", "insured", "2021", "5", suppress).set("B", "persons", "2021", "10");
  h.set("B", "cover", "2021", "50.0");
  const panel p = h.build();
  expect_none(cell_of(p, value, "A", "cover", "2021"), status::suppressed);
  expect_number(cell_of(p, value, "B", "cover", "2021"), 50);
}

TEST(Value, RoundedFiguresKeepTheirIntervalAndAreOk) {
  hand_panel h;
  const panel p = h.set("A", "cover", "2021", "78%").build();
  const result_cell c = cell_of(p, value, "A", "cover", "2021");
  expect_number(c, 78);
  expect_known(c, 77.5, 78.5);
}

TEST(Value, AnUnboundedPartLeavesTheRateItsNaturalLimit) {
  hand_panel h;
  const panel p = set_cover(h, "A", "2021", "至少60", "80").build();
  const result_cell c = cell_of(p, value, "A", "cover", "2021");
  expect_number(c, 75, status::bounded);
  expect_known(c, 75, 100);
}

TEST(Value, PartsThatContradictTheLimitsAreNotCutToAnEmptyInterval) {
  hand_panel h;
  const panel p = set_cover(h, "A", "2021", "超过120", "100").build();
  const result_cell c = cell_of(p, value, "A", "cover", "2021");
  expect_number(c, 120, status::bounded);
  EXPECT_LE(c.known.lower, c.known.upper);
  EXPECT_LE(c.known.lower, 120);
}

// ---- roll-up -----------------------------------------------------------------------------------

TEST(RollUp, ARateIsTheRatioOfSumsAndNotTheMeanOfRates) {
  hand_panel h;
  set_cover(h, "A", "2021", "98", "100");
  set_cover(h, "B", "2021", "900", "1000");
  set_cover(h, "C", "2021", "0", "0");
  const panel p = h.build();
  expect_number(cell_of(p, value, "K1", "cover", "2021"), 998.0 * 100 / 1100);  // 90.7272...
}

TEST(RollUp, AMissingTownIsNeverAZero) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "10").set("B", "amount", "2021", "20").build();
  const result_cell c = cell_of(p, value, "K1", "amount", "2021");
  expect_number(c, 30, status::partial);  // 2 of 3 just reach the default minimum
  EXPECT_EQ(c.coverage.counted, 2U);
  EXPECT_EQ(c.coverage.members, 3U);
  EXPECT_TRUE(std::isnan(c.coverage.by_weight));
}

TEST(RollUp, BelowTheMinimumThereIsNoNumber) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "10").build();
  const result_cell c = cell_of(p, value, "K1", "amount", "2021");
  expect_none(c, status::coverage_low);
  EXPECT_EQ(c.coverage.counted, 1U);
}

TEST(RollUp, CoverageIsByWeightWhereItIsKnownOfEveryTown) {
  hand_panel h;
  h.set("A", "insured", "2021", "9").set("A", "persons", "2021", "1000");
  h.set("B", "persons", "2021", "10").set("C", "persons", "2021", "10");
  const panel p = h.build();
  const result_cell c = cell_of(p, value, "K1", "cover", "2021");
  expect_number(c, 0.9, status::partial);  // one town of three, but nearly all the people
  EXPECT_DOUBLE_EQ(c.coverage.by_weight, 1000.0 / 1020);
}

TEST(RollUp, CoverageIsByCountWhereAWeightIsUnknown) {
  hand_panel h;
  h.set("A", "insured", "2021", "9").set("A", "persons", "2021", "1000");
  const panel p = h.set("B", "persons", "2021", "10").build();
  expect_none(cell_of(p, value, "K1", "cover", "2021"), status::coverage_low);
}

TEST(RollUp, MinimumCoverageCanBeSet) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "10").build();
  request r;
  r.min_coverage = 0.3;
  r.areas = {"K1"};
  expect_number(evaluate(p, r).sections()[0].at(0, 0, 0), 10, status::partial);
  r.min_coverage = 1;
  expect_none(evaluate(p, r).sections()[0].at(0, 0, 0), status::coverage_low);
}

TEST(RollUp, StatedRatesWithoutPartsAreRefusedAndNotAveraged) {
  hand_panel h;
  h.set("A", "stated", "2021", "98").set("B", "stated", "2021", "90");
  h.set("A", "cover", "2021", "98").set("B", "cover", "2021", "90");
  const panel p = h.build();
  expect_none(cell_of(p, value, "K1", "stated", "2021"), status::no_weight);
  expect_none(cell_of(p, value, "K1", "cover", "2021"), status::no_weight);
}

TEST(RollUp, AnAreaKeepsItsOwnReportWhereNoTownTakesPart) {
  hand_panel h;
  h.set("K1", "amount", "2020", "100").set("K1", "amount", "2021", "110");
  h.set("A", "amount", "2021", "1").set("B", "amount", "2021", "1").set("C", "amount", "2021", "1");
  h.set("K1", "stated", "2021", "97").set("A", "stated", "2021", "98");
  const panel p = h.build();
  expect_number(cell_of(p, value, "K1", "amount", "2020"), 100);
  expect_number(cell_of(p, value, "K1", "amount", "2021"), 3);
  expect_number(cell_of(p, stated, "K1", "amount", "2021"), 110);
  expect_number(cell_of(p, value, "K1", "stated", "2021"), 97);
}

TEST(RollUp, AnAreaThatWithholdsItsOwnFigureIsSuppressed) {
  hand_panel h;
  const panel p = h.set("K1", "amount", "2021", "110", suppress).build();
  expect_none(cell_of(p, value, "K1", "amount", "2021"), status::suppressed);
}

TEST(RollUp, AWeightedMeanIsWeighted) {
  hand_panel h;
  h.set("A", "weighted", "2021", "90").set("A", "persons", "2021", "1000");
  h.set("B", "weighted", "2021", "98").set("B", "persons", "2021", "100");
  h.set("C", "weighted", "2021", "98").set("C", "persons", "2021", "0");
  const panel p = h.build();
  expect_number(cell_of(p, value, "K1", "weighted", "2021"), 99800.0 / 1100);
}

TEST(RollUp, WeightsWithDecimalsWeighAsWellAsWholeOnes) {
  std::vector<indicator> list = test::hand_indicators();
  list[0].unit = parse_unit("万人");
  hand_panel h({list[0], list[7]});
  h.set("A", "weighted", "2021", "90").set("A", "persons", "2021", "1.5");
  h.set("B", "weighted", "2021", "98").set("B", "persons", "2021", "0.5");
  const panel p = h.set("C", "weighted", "2021", "90").set("C", "persons", "2021", "2").build();
  expect_number(cell_of(p, value, "K1", "weighted", "2021"), 91);
}

TEST(RollUp, BoundsOfWeightsGoThroughAWeightedMean) {
  hand_panel h;
  h.set("A", "weighted", "2021", "90").set("A", "persons", "2021", "近200");
  h.set("B", "weighted", "2021", "100").set("B", "persons", "2021", "200");
  h.set("C", "weighted", "2021", "100").set("C", "persons", "2021", "0");
  const panel p = h.build();
  const result_cell c = cell_of(p, value, "K1", "weighted", "2021");
  expect_number(c, 95, status::bounded);
  expect_known(c, 95, (9000.0 + 20000) / 300);  // [100, 200) persons at 90 %
  EXPECT_TRUE(c.known.lower_open && !c.known.upper_open);
}

TEST(RollUp, AnUnboundedMemberMakesTheSumUnbounded) {
  hand_panel h;
  h.set("A", "amount", "2021", "至少10").set("B", "amount", "2021", "近200");
  const panel p = h.set("C", "amount", "2021", "5").build();
  const result_cell c = cell_of(p, value, "K1", "amount", "2021");
  expect_number(c, 215, status::bounded);
  expect_known(c, 115, inf);
}

TEST(RollUp, TenThousandsAndUnitsAddExactly) {
  hand_panel h;
  h.set("A", "amount", "2021", "0.1万元").set("B", "amount", "2021", "0.2万元");
  const panel p = h.set("C", "amount", "2021", "0.3元").build();
  expect_number(cell_of(p, value, "K1", "amount", "2021"), 3000.3);
}

TEST(RollUp, AmongStatusesWithANumberTheWeakestIsShown) {
  hand_panel h;
  h.set("A", "amount", "2020", "5").set("A", "amount", "2021", "6", estimate);
  h.set("B", "amount", "2020", "50").set("B", "amount", "2021", "60余");
  h.set("C", "amount", "2021", "60");
  const panel p = h.build();
  expect_number(cell_of(p, year_on_year, "A", "amount", "2021"), 20, status::estimated);
  EXPECT_EQ(cell_of(p, year_on_year, "B", "amount", "2021").why, status::bounded);
  EXPECT_EQ(cell_of(p, value, "K1", "amount", "2021").why, status::bounded);
  EXPECT_EQ(cell_of(p, value, "K1", "amount", "2020").why, status::partial);
  EXPECT_EQ(cell_of(p, year_on_year, "K1", "amount", "2021").why, status::partial);
}

// ---- change ------------------------------------------------------------------------------------

struct change_row {
  const char* base;
  const char* current;
  status why;
  double rate = 0;
};

TEST(YearOnYear, FollowsTheTableOfSigns) {  // methods.md 1.3
  const change_row rows[] = {
      {"100", "112", status::ok, 12},
      {"100", "0", status::ok, -100},
      {"100", "-1", status::turned_negative},
      {"0", "0", status::both_zero},
      {"0", "5", status::base_zero},
      {"0", "-5", status::base_zero},
      {"-2646", "264", status::turned_positive},
      {"-5", "0", status::turned_positive},
      {"-5", "-3", status::loss_narrowed},
      {"-5", "-10", status::loss_widened},
      {"-5", "-5", status::ok, 0},
  };
  for (const change_row& row : rows) {
    SCOPED_TRACE(std::string(row.base) + " -> " + row.current);
    hand_panel h;
    h.set("A", "profit", "2020", row.base).set("A", "profit", "2021", row.current);
    const panel p = h.build();
    const result_cell c = cell_of(p, year_on_year, "A", "profit", "2021");
    has_number(row.why) ? expect_number(c, row.rate, row.why) : expect_none(c, row.why);
    EXPECT_EQ(cell_of(p, difference, "A", "profit", "2021").why, status::ok);
  }
}

TEST(YearOnYear, GapYearIsBaseNotReported) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2019", "50").set("A", "amount", "2021", "60").build();
  expect_none(cell_of(p, year_on_year, "A", "amount", "2021"), status::base_not_reported);
  expect_none(cell_of(p, year_on_year, "A", "amount", "2020"), status::not_reported);
  expect_none(cell_of(p, difference, "A", "amount", "2019"), status::base_not_reported);
}

TEST(YearOnYear, OfMonthsIsTheSameMonthLastYear) {
  hand_panel h;
  h.set("A", "amount", "2020-M03", "100").set("A", "amount", "2021-M02", "400");
  const panel p = h.set("A", "amount", "2021-M03", "150").build();
  expect_number(cell_of(p, year_on_year, "A", "amount", "2021-M03"), 50);
  expect_number(cell_of(p, period_on_period, "A", "amount", "2021-M03"), -62.5);
  expect_none(cell_of(p, year_on_year, "A", "amount", "2021-M02"), status::base_not_reported);
}

TEST(YearOnYear, OfARateIsInPointsEvenAcrossZero) {
  hand_panel h;
  h.set("A", "stated", "2020", "0").set("A", "stated", "2021", "4.5");
  const panel p = h.build();
  expect_number(cell_of(p, year_on_year, "A", "stated", "2021"), 4.5);
}

TEST(YearOnYear, OfABoundedRateIsAnInterval) {  // methods.md 1.4: 98%以上 against 96
  hand_panel h;
  h.set("A", "stated", "2020", "96").set("A", "stated", "2021", "98%以上");
  const result_cell c = cell_of(h.build(), year_on_year, "A", "stated", "2021");
  expect_number(c, 2, status::bounded);
  expect_known(c, 2, 4);
}

TEST(YearOnYear, OfABoundedAmountIsAnInterval) {  // methods.md 1.4: 144多万 against 130万
  hand_panel h;
  h.set("A", "amount", "2020", "1300000").set("A", "amount", "2021", "144多万");
  const result_cell c = cell_of(h.build(), year_on_year, "A", "amount", "2021");
  EXPECT_EQ(c.why, status::bounded);
  EXPECT_NEAR(c.known.lower, 10.77, 0.005);
  EXPECT_NEAR(c.known.upper, 11.54, 0.005);
}

TEST(YearOnYear, OfRoundedFiguresIsOkLikeTheFigures) {
  hand_panel h;
  h.set("A", "profit", "2020", "4.5亿元").set("A", "profit", "2021", "4.8亿元");
  const panel p = h.build();
  EXPECT_EQ(cell_of(p, value, "A", "profit", "2021").why, status::ok);
  EXPECT_EQ(cell_of(p, difference, "A", "profit", "2021").why, status::ok);
  const result_cell c = cell_of(p, year_on_year, "A", "profit", "2021");
  EXPECT_EQ(c.why, status::ok);
  EXPECT_LT(c.known.lower, c.value);
  EXPECT_GT(c.known.upper, c.value);
}

TEST(YearOnYear, OnABaseAboveZeroWithoutANumberIsUndetermined) {
  hand_panel h;
  h.set("A", "amount", "2020", "超过0元").set("A", "amount", "2021", "5");
  expect_none(cell_of(h.build(), year_on_year, "A", "amount", "2021"), status::undetermined);
}

TEST(YearOnYear, OnASmallBaseSaysSo) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2020", "9").set("A", "amount", "2021", "18").build();
  expect_number(cell_of(p, year_on_year, "A", "amount", "2021"), 100, status::small_base);
}

TEST(YearOnYear, ATownWithoutAPastIsLeftOutOfBothYears) {
  hand_panel h;  // rivals: a town that reports for the first time is no growth
  h.set("A", "amount", "2020", "100").set("A", "amount", "2021", "110");
  h.set("B", "amount", "2020", "200").set("B", "amount", "2021", "220");
  h.set("C", "amount", "2021", "500");
  const result_cell c = cell_of(h.build(), year_on_year, "K1", "amount", "2021");
  expect_number(c, 10, status::partial);
  EXPECT_EQ(c.coverage.counted, 2U);
}

TEST(YearOnYear, ATownThatStopsReportingIsNoGrowthOfTheRate) {
  // rivals: A 10/100 -> 10.5/100, B 5/100 -> not reported: never +40 %.
  hand_panel h;
  set_cover(h, "A", "2020", "100", "1000");
  set_cover(h, "A", "2021", "105", "1000");
  set_cover(h, "B", "2020", "50", "1000");
  const panel p = h.build();
  request r;
  r.measures = {value, year_on_year};
  r.indicators = {"cover"};
  r.areas = {"K1"};
  r.min_coverage = 0.3;
  const result_set s = evaluate(p, r);
  const auto at = [&](measure m) {
    return *s.find(3, p.catalog().at("cover"), parse_period("2021"), m);
  };
  expect_number(at(value), 10.5, status::partial);
  expect_number(at(year_on_year), 0.5, status::partial);  // like for like, in points
}

TEST(YearOnYear, AMatchedSetBelowTheMinimumIsCoverageLow) {
  hand_panel h;  // each year has two of three towns, but only one is in both
  h.set("A", "amount", "2020", "100").set("B", "amount", "2020", "100");
  h.set("B", "amount", "2021", "100").set("C", "amount", "2021", "100");
  const panel p = h.build();
  EXPECT_EQ(cell_of(p, value, "K1", "amount", "2021").why, status::partial);
  expect_none(cell_of(p, year_on_year, "K1", "amount", "2021"), status::coverage_low);
}

TEST(YearOnYear, ABaseWithLowCoverageStaysCoverageLow) {
  hand_panel h;
  h.set("A", "amount", "2020", "100");
  for (const char* town : {"A", "B", "C"}) h.set(town, "amount", "2021", "100");
  expect_none(cell_of(h.build(), year_on_year, "K1", "amount", "2021"), status::coverage_low);
}

TEST(YearOnYear, AnOwnReportIsNotComparedWithARollUp) {
  hand_panel h;
  h.set("K1", "amount", "2020", "1000");
  for (const char* town : {"A", "B", "C"}) h.set(town, "amount", "2021", "100");
  expect_none(cell_of(h.build(), year_on_year, "K1", "amount", "2021"), status::not_comparable);
}

TEST(YearOnYear, AcrossABreakIsNotComparable) {
  hand_panel h;
  h.set("A", "amount", "2020-M01", "0").set("A", "amount", "2020-M07", "5", series_break);
  h.set("A", "amount", "2021-M01", "7").set("A", "amount", "2021-M07", "7");
  h.set("A", "amount", "2021-M06", "7");
  const panel p = h.build();
  // A break counts before a base of zero, and no longer once it is in the base itself.
  expect_none(cell_of(p, year_on_year, "A", "amount", "2021-M01"), status::not_comparable);
  expect_number(cell_of(p, year_on_year, "A", "amount", "2021-M07"), 40, status::small_base);
  expect_none(cell_of(p, year_on_year, "A", "amount", "2021-M06"), status::base_not_reported);
}

TEST(YearOnYear, ABreakOfOneTownIsABreakOfTheCounty) {
  hand_panel h;
  for (const char* town : {"A", "B", "C"}) {
    h.set(town, "amount", "2020", "100");
    h.set(town, "amount", "2021", "100", *town == 'B' ? series_break : observation_status::normal);
  }
  expect_none(cell_of(h.build(), year_on_year, "K1", "amount", "2021"), status::not_comparable);
}

TEST(YearOnYear, TheCurrentFigureIsMissingFirstAndWithItsOwnReason) {
  hand_panel h;
  h.set("A", "amount", "2021", "5", suppress);
  h.set("B", "amount", "2020", "5", suppress).set("B", "amount", "2021", "5");
  const panel p = h.build();
  expect_none(cell_of(p, year_on_year, "A", "amount", "2021"), status::suppressed);
  expect_none(cell_of(p, year_on_year, "B", "amount", "2021"), status::base_not_reported);
  expect_none(cell_of(p, year_on_year, "K1", "amount", "2021"), status::coverage_low);
}

TEST(YearOnYear, OfAYesOrNoIsOutOfDomain) {
  hand_panel h;
  const panel p = h.set("A", "yes", "2020", "0").set("A", "yes", "2021", "1").build();
  expect_none(cell_of(p, year_on_year, "A", "yes", "2021"), status::out_of_domain);
  expect_number(cell_of(p, difference, "A", "yes", "2021"), 1);
}

TEST(Difference, OfAWeightedMeanIsNotRoundedToTheDigitsOfItsMembers) {
  hand_panel h;
  for (const char* town : {"A", "B", "C"}) h.set(town, "weighted", "2020", "90");
  h.set("A", "weighted", "2021", "90").set("B", "weighted", "2021", "91");
  h.set("C", "weighted", "2021", "91");
  for (const char* when : {"2020", "2021"}) {
    for (const char* town : {"A", "B", "C"}) h.set(town, "persons", when, "1");
  }
  const panel p = h.build();
  EXPECT_NEAR(cell_of(p, difference, "K1", "weighted", "2021").value, 2.0 / 3, 1e-12);
  const targets t =
      targets::make({wanted_of(p, "K1", "weighted", "2021", comparison::at_least, 91)});
  EXPECT_NEAR(cell_of(p, gap, "K1", "weighted", "2021", &t).value, 1.0 / 3, 1e-12);
}

TEST(PeriodOnPeriod, OfYearToDateIsNotComparable) {  // methods.md 1.5
  hand_panel h;
  h.set("A", "amount", "2021-M01YTD", "100").set("A", "amount", "2021-M02YTD", "250");
  const panel p = h.build();
  expect_none(cell_of(p, period_on_period, "A", "amount", "2021-M02YTD"), status::not_comparable);
  expect_none(cell_of(p, period_on_period, "A", "amount", "2021-M01YTD"),
              status::base_not_reported);
}

TEST(PeriodOnPeriod, OfYearToDateStillNamesWhatIsMissing) {
  hand_panel h;
  h.set("A", "amount", "2021-M01YTD", "100").set("A", "amount", "2021-M02YTD", "5", suppress);
  h.set("A", "amount", "2021-M03YTD", "300");
  const panel p = h.build();
  expect_none(cell_of(p, period_on_period, "A", "amount", "2021-M02YTD"), status::suppressed);
  expect_none(cell_of(p, period_on_period, "K1", "amount", "2021-M03YTD"), status::coverage_low);
  expect_none(cell_of(p, period_on_period, "A", "amount", "2021-M03YTD"),
              status::base_not_reported);
}

// ---- targets -----------------------------------------------------------------------------------

struct verdict_row {
  const char* text;
  comparison how;
  double goal;
  status why;
  double met = 0;
};

TEST(Verdict, IsThreeValued) {  // methods.md 2.2
  using enum comparison;
  const verdict_row rows[] = {
      {"98%以上", at_least, 98, status::ok, 1},
      {"98%以上", at_least, 99, status::undetermined},
      {"98%以上", less_than, 98, status::ok, 0},
      {"50", at_least, 60, status::ok, 0},
      {"超过98%", more_than, 98, status::ok, 1},
      {"98%以上", more_than, 98, status::undetermined},
      {"超过98%", at_most, 98, status::ok, 0},
      {"97.96", at_least, 98, status::ok, 0},  // in full, not rounded to 98.0
      {"100%", at_least, 100, status::ok, 1},
      {"0", at_most, 0, status::ok, 1},
  };
  for (const verdict_row& row : rows) {
    SCOPED_TRACE(std::string(row.text) + " " + std::string(symbol(row.how)) + " " +
                 std::to_string(row.goal));
    hand_panel h;
    const panel p = h.set("A", "stated", "2021", row.text).build();
    const targets t = targets::make({wanted_of(p, "", "stated", "2021", row.how, row.goal)});
    const result_cell c = cell_of(p, verdict, "A", "stated", "2021", &t);
    has_number(row.why) ? expect_number(c, row.met, row.why) : expect_none(c, row.why);
  }
}

TEST(Verdict, ABoundThatDecidesIsOkButAnEstimateStaysOne) {
  hand_panel h;
  h.set("A", "stated", "2021", "98%以上", estimate).set("B", "stated", "2021", "99", estimate);
  const panel p = h.build();
  const targets t = targets::make({wanted_of(p, "", "stated", "2021", comparison::at_least, 98)});
  expect_number(cell_of(p, verdict, "A", "stated", "2021", &t), 1, status::estimated);
  expect_number(cell_of(p, verdict, "B", "stated", "2021", &t), 1, status::estimated);
}

TEST(Gap, FollowsTheFormulas) {  // methods.md 2.3
  hand_panel h;
  h.set("A", "amount", "2021", "80")
      .set("B", "amount", "2021", "30")
      .set("C", "amount", "2021", "5");
  const panel p = h.build();
  target from = wanted_of(p, "C", "amount", "2021", comparison::at_most, 2);
  from.base = 10;
  const targets t =
      targets::make({wanted_of(p, "A", "amount", "2021", comparison::at_least, 100),
                     wanted_of(p, "B", "amount", "2021", comparison::at_most, 20), from,
                     wanted_of(p, "K1", "amount", "2021", comparison::at_most, 0)});
  expect_number(cell_of(p, gap, "A", "amount", "2021", &t), 20);
  expect_number(cell_of(p, completion, "A", "amount", "2021", &t), 80);
  expect_number(cell_of(p, gap, "B", "amount", "2021", &t), 10);
  expect_number(cell_of(p, completion, "B", "amount", "2021", &t), 50);
  expect_number(cell_of(p, gap, "C", "amount", "2021", &t), 3);
  expect_number(cell_of(p, completion, "C", "amount", "2021", &t), 62.5);
  expect_number(cell_of(p, completion, "K1", "amount", "2021", &t), 0);
}

TEST(Gap, ATargetOfEveryTownIsNotOneOfTheCounty) {
  hand_panel h;
  for (const char* town : {"A", "B", "C"}) h.set(town, "amount", "2021", "5");
  const panel p = h.build();
  const targets t = targets::make({wanted_of(p, "", "amount", "2021", comparison::at_least, 4)});
  expect_number(cell_of(p, verdict, "B", "amount", "2021", &t), 1);
  expect_none(cell_of(p, verdict, "K1", "amount", "2021", &t), status::no_target);
}

TEST(Gap, MissingFigureComesBeforeMissingTarget) {
  hand_panel h;
  const panel p =
      h.set("A", "amount", "2021", "5").set("B", "amount", "2021", "5", suppress).build();
  expect_none(cell_of(p, gap, "A", "amount", "2021"), status::no_target);
  expect_none(cell_of(p, gap, "B", "amount", "2021"), status::suppressed);
  expect_none(cell_of(p, completion, "C", "amount", "2021"), status::not_reported);
  expect_none(cell_of(p, verdict, "K1", "amount", "2021"), status::coverage_low);
}

TEST(Gap, OfABoundIsAnInterval) {
  hand_panel h;
  const panel p = h.set("A", "stated", "2021", "98%以上").build();
  const targets t = targets::make({wanted_of(p, "", "stated", "2021", comparison::at_least, 99)});
  const result_cell c = cell_of(p, gap, "A", "stated", "2021", &t);
  expect_number(c, 1, status::bounded);
  expect_known(c, -1, 1);
}

// ---- requests ----------------------------------------------------------------------------------

panel two_frequencies() {
  hand_panel h;
  h.set("A", "persons", "2021", "10").set("A", "amount", "2021-M03", "4");
  return h.build();
}

TEST(Request, EmptyListsNameAllThereIs) {
  const result_set r = evaluate(two_frequencies(), {});
  EXPECT_EQ(r.sections().size(), 2U);
  EXPECT_EQ(r.size(), 8U);  // four areas of one indicator in each block
}

TEST(Request, WhatIsNamedIsNeverSkipped) {
  const panel p = two_frequencies();
  expect_none(cell_of(p, value, "A", "persons", "2021-M03"), status::not_reported);
  expect_none(cell_of(p, year_on_year, "A", "profit", "2021"), status::not_reported);
  expect_none(cell_of(p, value, "A", "persons", "2035"), status::not_reported);
}

TEST(Request, MeasuresAndPeriodsNamedTwiceCountOnce) {
  request r;
  r.measures = {year_on_year, value, year_on_year};
  r.periods = {parse_period("2021"), parse_period("2021")};
  r.areas = {"A", "A"};
  const result_set s = evaluate(two_frequencies(), r);
  ASSERT_EQ(s.sections().size(), 2U);
  EXPECT_EQ(s.sections()[0].measure(), year_on_year);
  EXPECT_EQ(s.size(), 2U);
}

TEST(Request, LevelsNarrowAreas) {
  request r;
  r.levels = {"county"};
  r.areas = {"A", "K1"};
  const result_set s = evaluate(two_frequencies(), r);
  ASSERT_EQ(s.sections()[0].areas().size(), 1U);
  EXPECT_EQ(s.panel().areas()[s.sections()[0].areas()[0]].code, "K1");
}

TEST(Request, ConvenienceCallsAreRequestsWithOneEntry) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2020", "50").set("A", "amount", "2021", "60").build();
  const indicator_index i = p.catalog().at("amount");
  const period y = parse_period("2021");
  expect_number(*zhibiao::year_on_year(p).find(0, i, y, year_on_year), 20);
  const targets t = targets::make({wanted_of(p, "A", "amount", "2021", comparison::at_least, 60)});
  EXPECT_EQ(target_gap(p, t).sections().size(), 3U);
  expect_number(*target_gap(p, t).find(0, i, y, verdict), 1);
  EXPECT_EQ(roll_up(p, "county").size(), 2U);
  EXPECT_THROW(roll_up(p, "province"), error);
}

TEST(Request, AnEmptyPanelHasNoCells) {
  const result_set r = evaluate(panel(), {});
  EXPECT_EQ(r.size(), 0U);
  r.for_each([](const result_cell&) { FAIL(); });
}

errc code_of(const request& r) {
  try {
    evaluate(two_frequencies(), r);
  } catch (const error& e) {
    return e.code();
  }
  ADD_FAILURE() << "nothing was thrown";
  return errc{};
}

TEST(Request, FaultsOfTheCallAreErrors) {
  const auto with = [](const std::function<void(request&)>& change) {
    request r;
    change(r);
    return code_of(r);
  };
  EXPECT_EQ(with([](request& r) { r.indicators = {"amonut"}; }), errc::unknown_indicator);
  EXPECT_EQ(with([](request& r) { r.areas = {"Z"}; }), errc::unknown_area);
  EXPECT_EQ(with([](request& r) { r.levels = {"province"}; }), errc::unknown_level);
  EXPECT_EQ(with([](request& r) { r.periods = {parse_period("2021-Q1")}; }), errc::unknown_period);
  EXPECT_EQ(with([](request& r) { r.periods = {parse_period("2021-M03YTD")}; }),
            errc::unknown_period);
  EXPECT_EQ(with([](request& r) { r.periods = {period()}; }), errc::unknown_period);
  EXPECT_EQ(with([](request& r) { r.measures.clear(); }), errc::invalid_argument);
  EXPECT_EQ(with([](request& r) { r.threads = 0; }), errc::invalid_argument);
  EXPECT_EQ(with([](request& r) { r.threads = -3; }), errc::invalid_argument);
  for (const double share : {0.0, -0.5, 1.0001, inf, std::nan("")}) {
    EXPECT_EQ(with([&](request& r) { r.min_coverage = share; }), errc::invalid_argument) << share;
  }
}

TEST(Request, ProgressGrowsAndCanCancel) {
  struct seen {
    std::vector<double> done;
    std::size_t at_most = 0;
  } log{{}, 100};
  request r;
  r.progress.user = &log;
  r.progress.call = [](void* user, double done) {
    seen& s = *static_cast<seen*>(user);
    s.done.push_back(done);
    return s.done.size() < s.at_most;
  };
  evaluate(two_frequencies(), r);
  EXPECT_EQ(log.done, (std::vector<double>{0.5, 1}));
  for (const int threads : {1, 2}) {
    log = {{}, 1};
    r.threads = threads;
    EXPECT_EQ(code_of(r), errc::cancelled);
    EXPECT_EQ(log.done.size(), 1U);
  }
}

TEST(Exactness, OneOddBoundCostsNoOtherCellItsDigits) {
  hand_panel h;
  h.set("A", "profit", "2021", "22.9").set("B", "profit", "2021", "22.9");
  h.set("C", "profit", "2021", "12345678.25");
  const panel p = h.build();
  const targets t =
      targets::make({wanted_of(p, "A", "profit", "2021", comparison::at_least, 23.1),
                     wanted_of(p, "B", "profit", "2021", comparison::at_least, 100.0 / 3),
                     wanted_of(p, "C", "profit", "2021", comparison::at_least, 0.000000001)});
  EXPECT_NE(23.1 - 22.9, 0.2);
  EXPECT_EQ(cell_of(p, gap, "A", "profit", "2021", &t).value, 0.2);
  EXPECT_DOUBLE_EQ(cell_of(p, gap, "B", "profit", "2021", &t).value, 100.0 / 3 - 22.9);
  EXPECT_DOUBLE_EQ(cell_of(p, gap, "C", "profit", "2021", &t).value, 0.000000001 - 12345678.25);
  const result_set all = target_gap(p, t);
  EXPECT_EQ(all.find(0, p.catalog().at("profit"), parse_period("2021"), gap)->value, 0.2);
}

TEST(Exactness, ABoundOfAPartMeetsTheTargetThatItEquals) {
  hand_panel h;
  const panel p =
      h.set("A", "insured", "2021", "不低于2.3").set("A", "persons", "2021", "10").build();
  const targets t = targets::make({wanted_of(p, "", "cover", "2021", comparison::at_least, 23)});
  const result_cell c = cell_of(p, measure::value, "A", "cover", "2021");
  EXPECT_EQ(c.value, 23);
  EXPECT_EQ(c.known.lower, 23);
  expect_number(cell_of(p, measure::verdict, "A", "cover", "2021", &t), 1);
}

TEST(Exactness, StatedRatesOfAnIndicatorWithPartsDifferByTheirDecimals) {
  hand_panel h;
  h.set("A", "cover", "2020", "77.9").set("A", "cover", "2021", "78.1");
  h.set("B", "insured", "2020", "779").set("B", "persons", "2020", "1000");
  h.set("B", "cover", "2021", "78.1");
  const panel p = h.build();
  EXPECT_EQ(cell_of(p, measure::year_on_year, "A", "cover", "2021").value, 0.2);
  EXPECT_EQ(cell_of(p, measure::year_on_year, "B", "cover", "2021").value, 0.2);
}

TEST(Exactness, TheGapOfAComputedRateIsADecimal) {
  hand_panel h;
  const panel p = h.set("A", "insured", "2021", "781").set("A", "persons", "2021", "1000").build();
  const targets t = targets::make({wanted_of(p, "", "cover", "2021", comparison::at_least, 78.2)});
  expect_number(cell_of(p, measure::gap, "A", "cover", "2021", &t), 0.1);
  const targets below =
      targets::make({wanted_of(p, "", "cover", "2021", comparison::at_most, 77.9)});
  expect_number(cell_of(p, measure::gap, "A", "cover", "2021", &below), 0.2);
}

TEST(Exactness, NoTownDependsOnTheDigitsOfAnother) {
  hand_panel h;
  h.set("A", "profit", "2020", "0.1").set("A", "profit", "2021", "0.3");
  h.set("B", "profit", "2021", "0.12345678901");
  const panel p = h.build();
  EXPECT_EQ(cell_of(p, measure::difference, "A", "profit", "2021").value, 0.2);
  const targets t =
      targets::make({wanted_of(p, "A", "profit", "2021", comparison::at_least, 0.4),
                     wanted_of(p, "B", "profit", "2021", comparison::at_least, 33.3333333333)});
  expect_number(cell_of(p, measure::gap, "A", "profit", "2021", &t), 0.1);
}

TEST(Completion, CountsFromTheFigureOfTheBasePeriod) {
  hand_panel h;
  h.set("A", "amount", "2020", "20").set("A", "amount", "2021", "30");
  h.set("B", "amount", "2021", "30");
  const panel p = h.build();
  target t = wanted_of(p, "", "amount", "2021", comparison::at_least, 40);
  t.base_period = parse_period("2020");
  const targets list = targets::make({t});
  expect_number(cell_of(p, measure::completion, "A", "amount", "2021", &list), 50);
  expect_none(cell_of(p, measure::completion, "B", "amount", "2021", &list),
              status::base_not_reported);
  expect_number(cell_of(p, measure::gap, "B", "amount", "2021", &list), 10);
}

TEST(Value, PartsThatContradictEachOtherGiveNoRate) {
  hand_panel h;
  h.set("A", "insured", "2021", "1200").set("A", "persons", "2021", "100");
  for (const char* town : {"B", "C"})
    h.set(town, "insured", "2021", "50").set(town, "persons", "2021", "100");
  const panel p = h.build();
  expect_none(cell_of(p, measure::value, "A", "cover", "2021"), status::out_of_domain);
  expect_number(cell_of(p, measure::value, "B", "cover", "2021"), 50);
  // The town has no rate and does not lend its parts to the county.
  expect_number(cell_of(p, measure::value, "K1", "cover", "2021"), 50, status::partial);
}

TEST(Coverage, OfATownIsOneWhereItReports) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "30").build();
  EXPECT_EQ(cell_of(p, measure::value, "A", "amount", "2021").coverage.share(), 1);
  EXPECT_EQ(cell_of(p, measure::value, "B", "amount", "2021").coverage.share(), 0);
  EXPECT_EQ(cell_of(p, measure::stated, "K1", "amount", "2021").coverage.share(), 0);
}

TEST(Coverage, OfAChangeWithoutABaseIsThatOfTheTownsInBothPeriods) {
  hand_panel h;
  h.set("A", "amount", "2020", "100");
  for (const char* town : {"A", "B", "C"}) h.set(town, "amount", "2021", "150");
  const result_cell c = cell_of(h.build(), measure::year_on_year, "K1", "amount", "2021");
  EXPECT_EQ(c.why, status::coverage_low);
  EXPECT_EQ(c.coverage.counted, 1U);
}

}  // namespace
}  // namespace zhibiao
