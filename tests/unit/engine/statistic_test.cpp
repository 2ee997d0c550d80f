#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using kernels::quantile_type;
using test::define;
using enum statistic_kind;

TEST(Statistic, NamesReadBackAndDiffer) {
  std::set<std::string> seen;
  for (const statistic_kind kind : all_statistics()) {
    const statistic s{kind, {9, 1}};
    EXPECT_EQ(parse_statistic(to_string(s)).kind, kind);
    EXPECT_TRUE(seen.insert(to_string(s)).second) << to_string(s);
    EXPECT_TRUE(seen.insert(label(s, language::zh)).second) << to_string(s);
  }
  EXPECT_EQ(seen.size(), 2 * 17U);
}

TEST(Statistic, NamesOfTheTradeAreRead) {
  const std::pair<const char*, statistic_kind> words[] = {{"std", standard_deviation},
                                                          {"cv", coefficient_of_variation},
                                                          {"中位数", median},
                                                          {"标准差", standard_deviation},
                                                          {"基尼系数", gini},
                                                          {" median ", median},
                                                          {"均值", mean}};
  for (const auto& [word, kind] : words) EXPECT_EQ(parse_statistic(word).kind, kind) << word;
}

TEST(Statistic, QuantilesHaveAProbabilityAndMayHaveAType) {
  EXPECT_EQ(parse_statistic("quantile(0.9)"), (statistic{quantile, {9, 1}}));
  EXPECT_EQ(parse_statistic("quantile(90%)"), (statistic{quantile, {9, 1}}));
  EXPECT_EQ(parse_statistic("p90"), (statistic{quantile, {9, 1}}));
  EXPECT_EQ(parse_statistic("p0"), (statistic{quantile, {0, 0}}));
  EXPECT_EQ(parse_statistic("p100"), (statistic{quantile, {1, 0}}));
  EXPECT_EQ(parse_statistic("分位数(0.25)"), (statistic{quantile, {25, 2}}));
  EXPECT_EQ(parse_statistic("quantile( 0.9 , type 6 )"),
            (statistic{quantile, {9, 1}, quantile_type::weibull}));
  EXPECT_EQ(parse_statistic("quantile(0.9 6)"),
            (statistic{quantile, {9, 1}, quantile_type::weibull}));
  EXPECT_EQ(parse_statistic("weighted_quantile(0.5)"), (statistic{weighted_quantile, {5, 1}}));
  EXPECT_EQ(to_string(statistic{quantile, {9, 1}}), "quantile(0.9)");
  EXPECT_EQ(to_string(statistic{quantile, {9, 1}, quantile_type::weibull}), "quantile(0.9 type 6)");
  EXPECT_EQ(to_string(statistic{median}), "median");
}

TEST(Statistic, TheNameDoesNotDependOnHowItWasTyped) {
  for (const char* const typed :
       {"p90", "quantile(0.9)", "quantile(0.900)", "quantile(90%)", "quantile(90.0%)"}) {
    EXPECT_EQ(to_string(parse_statistic(typed)), "quantile(0.9)") << typed;
    EXPECT_EQ(label(parse_statistic(typed), language::en), "quantile 0.9") << typed;
  }
  EXPECT_EQ(to_string(parse_statistic("p0")), "quantile(0)");
  EXPECT_EQ(to_string(parse_statistic("quantile(0.00)")), "quantile(0)");
  EXPECT_EQ(to_string(parse_statistic("p5")), "quantile(0.05)");
  EXPECT_EQ(to_string(parse_statistic("p100")), "quantile(1)");
  EXPECT_EQ(to_string(statistic{quantile, {90, 2}}), "quantile(0.9)");
}

TEST(Statistic, WhatIsNotOneIsRefusedInWords) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "expected a statistic such as median or quantile(0.9), found ''"},
      {"meadian",
       "expected a statistic such as median or quantile(0.9), found 'meadian'; did you mean "
       "'median'?"},
      {"quantile", "expected a probability, as in quantile(0.9), found 'quantile'"},
      {"quantile(1.5)", "expected a probability from 0 to 1, found '1.5'"},
      {"quantile(-0.1)", "expected a probability from 0 to 1, found '-0.1'"},
      {"quantile()", "expected a probability from 0 to 1, found ''"},
      {"quantile(nan)", "expected a probability from 0 to 1, found 'nan'"},
      {"quantile(0.9 type 10)",
       "expected a type of quantile from 1 to 9, as in quantile(0.9 type 6), found "
       "'quantile(0.9 type 10)'"},
      {"weighted_quantile(0.9 6)",
       "expected a type of quantile from 1 to 9, as in quantile(0.9 type 6), found "
       "'weighted_quantile(0.9 6)'"},
      {"median(0.5)",
       "expected a statistic such as median or quantile(0.9), found 'median(0.5)'; did you mean "
       "'median'?"},
      {"p101", "expected a statistic such as median or quantile(0.9), found 'p101'"},
      {"p-1", "expected a statistic such as median or quantile(0.9), found 'p-1'"}};
  for (const auto& [text, message] : cases) {
    const result<statistic> read = try_parse_statistic(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.why().code(), errc::invalid_argument);
    EXPECT_EQ(read.why().message(), message);
  }
}

TEST(Statistic, UnitsFollowTheFigures) {
  const indicator amount = define("amount", indicator_kind::flow, "万元");
  const indicator rate = define("rate", indicator_kind::rate, "%", area_aggregation::none);
  EXPECT_EQ(unit_of({median}, amount), amount.unit);
  EXPECT_EQ(unit_of({standard_deviation}, amount), amount.unit);
  EXPECT_EQ(unit_of({maximum}, rate), percent());
  EXPECT_EQ(unit_of({standard_deviation}, rate), percentage_point());
  for (const statistic_kind kind : {count, variance, coefficient_of_variation, gini, theil}) {
    EXPECT_EQ(unit_of({kind}, amount), unit{}) << name(kind);
  }
}

TEST(Statistic, MonotoneOnesNeverFallWhileAFigureRises) {
  for (const statistic_kind kind : {sum, mean, minimum, maximum, median, quantile, weighted_mean,
                                    weighted_median, weighted_quantile}) {
    EXPECT_TRUE(is_monotone(kind)) << name(kind);
  }
  for (const statistic_kind kind : {count, variance, standard_deviation, coefficient_of_variation,
                                    gini, theil, theil_between, theil_within}) {
    EXPECT_FALSE(is_monotone(kind)) << name(kind);
  }
}

/// The ten figures of methods for statistics over areas, five of each of two counties of one city.
panel ten_towns(std::string_view last = "21") {
  std::vector<area> list = {
      {"C", "C", "city", "", {}}, {"K1", "K1", "county", "C", {}}, {"K2", "K2", "county", "C", {}}};
  const std::string_view figures[] = {"2", "4", "4", "5", "7", "9", "10", "12", "15", last};
  for (int t = 0; t < 10; ++t) {
    const std::string code = "T" + std::to_string(t);
    list.push_back({code, code, "town", t < 5 ? "K1" : "K2", {}});
  }
  panel_builder builder(catalog::make({define("amount", indicator_kind::flow, "元")}),
                        area_tree::make(std::move(list)));
  for (int t = 0; t < 10; ++t) {
    if (figures[t].empty()) continue;
    observation o;
    o.area = builder.areas().at("T" + std::to_string(t));
    o.period = parse_period("2021");
    o.value = parse_quantity(figures[t]);
    builder.add(o);
  }
  return builder.build();
}

result_cell drawn(const panel& p, std::string_view area, statistic s) {
  request r;
  r.measures = {};
  r.statistics = {s};
  const result_cell c = evaluate(p, r).find(p.areas().at(area), 0, parse_period("2021"), s).value();
  EXPECT_EQ(c.statistic, s);
  return c;
}

// R 4 for x = 2, 4, 4, 5, 7, 9, 10, 12, 15, 21: mean, sd, quantile(type = 1..9), and the definitions of
// Gini and Theil, to the digits given.
TEST(StatisticOverAreas, OfTenTownsIsAsPublished) {
  const panel p = ten_towns();
  const auto expect = [&](std::string_view text, double golden, double tolerance) {
    const result_cell c = drawn(p, "C", parse_statistic(text));
    EXPECT_EQ(c.why, status::ok) << text;
    EXPECT_NEAR(c.value, golden, tolerance) << text;
    EXPECT_EQ(c.coverage.counted, 10U);
    EXPECT_EQ(c.coverage.members, 10U);
  };
  expect("count", 10, 0);
  expect("sum", 89, 0);
  expect("mean", 8.9, 0);
  expect("standard_deviation", 5.858517, 5e-7);
  expect("coefficient_of_variation", 0.658260, 5e-7);
  expect("minimum", 2, 0);
  expect("maximum", 21, 0);
  expect("median", 8, 0);
  expect("p25", 4.25, 0);
  expect("quantile(0.9)", 15.6, 0);
  expect("quantile(0.9 type 6)", 20.4, 0);
  expect("quantile(0.75 type 9)", 12.1875, 0);
  expect("gini", 0.342697, 5e-7);
  // By the definition with 40 digits: 0.18833845346...
  expect("theil", 0.188338453, 5e-10);
  expect("theil_within", 0.054419, 5e-7);
  expect("theil_between", 0.133919, 5e-7);
}

// R's quantile(x, p, type) of the same figures at 0.1, 0.25, 0.5, 0.75 and 0.9.
TEST(StatisticOverAreas, QuantilesOfEveryTypeAreAsPublished) {
  const panel p = ten_towns();
  const double golden[][5] = {{2, 4, 7, 12, 15},          {3, 4, 8, 12, 18},
                              {2, 4, 7, 12, 15},          {2, 4, 7, 11, 15},
                              {3, 4, 8, 12, 18},          {2.2, 4, 8, 12.75, 20.4},
                              {3.8, 4.25, 8, 11.5, 15.6}, {2.7333333, 4, 8, 12.25, 18.8},
                              {2.8, 4, 8, 12.1875, 18.6}};
  const decimal places[] = {{1, 1}, {25, 2}, {5, 1}, {75, 2}, {9, 1}};
  for (int type = 1; type <= 9; ++type) {
    for (std::size_t k = 0; k < 5; ++k) {
      const statistic s{quantile, places[k], static_cast<quantile_type>(type)};
      EXPECT_NEAR(drawn(p, "C", s).value, golden[type - 1][k], 5e-8) << to_string(s);
    }
  }
}

TEST(StatisticOverAreas, OfEachCountyIsOfItsOwnTowns) {
  const panel p = ten_towns();
  EXPECT_EQ(drawn(p, "K1", {maximum}).value, 7);
  EXPECT_EQ(drawn(p, "K2", {minimum}).value, 9);
  EXPECT_EQ(drawn(p, "K1", {median}).value, 4);
  // With towns for groups all inequality lies between them.
  EXPECT_EQ(drawn(p, "K1", {theil_within}).value, 0);
  EXPECT_NEAR(drawn(p, "K1", {theil_between}).value, drawn(p, "K1", {theil}).value, 1e-15);
}

TEST(StatisticOverAreas, WithATownMissingIsPartialOrWithheld) {
  const panel p = ten_towns("");
  EXPECT_EQ(drawn(p, "C", {mean}).why, status::partial);
  EXPECT_EQ(drawn(p, "C", {mean}).coverage.counted, 9U);
  EXPECT_EQ(drawn(p, "C", {count}).value, 9);
  EXPECT_EQ(drawn(p, "C", {count}).why, status::ok);
  request strict;
  strict.statistics = {{mean}};
  strict.min_coverage = 0.95;
  const result_cell c =
      evaluate(p, strict).find(p.areas().at("C"), 0, parse_period("2021"), statistic{mean}).value();
  EXPECT_EQ(c.why, status::coverage_low);
  EXPECT_FALSE(c.value == c.value);
}

TEST(StatisticOverAreas, ABoundGoesThroughWhatNeverFallsAndEndsTheRest) {
  const panel p = ten_towns("21元以上");
  const result_cell of_mean = drawn(p, "C", {mean});
  EXPECT_EQ(of_mean.why, status::bounded);
  EXPECT_EQ(of_mean.value, 8.9);
  EXPECT_EQ(of_mean.known.lower, 8.9);
  EXPECT_EQ(of_mean.known.upper, std::numeric_limits<double>::infinity());
  EXPECT_TRUE(of_mean.known.upper_open);
  // The largest may be anything from 21 on; who stands in the middle is not moved by that.
  EXPECT_EQ(drawn(p, "C", {maximum}).known.lower, 21);
  EXPECT_EQ(drawn(p, "C", {median}).known, exactly(8));
  for (const statistic_kind kind : {variance, standard_deviation, gini, theil}) {
    EXPECT_EQ(drawn(p, "C", {kind}).why, status::undetermined) << name(kind);
  }
  EXPECT_EQ(drawn(p, "C", {count}).why, status::ok);
}

TEST(StatisticOverAreas, BetweenAFigureAndABoundThereIsNoEnd) {
  const panel p = ten_towns("21元以上");
  const result_cell near = drawn(p, "C", {quantile, {95, 2}});
  EXPECT_EQ(near.known.upper, std::numeric_limits<double>::infinity());
  EXPECT_EQ(drawn(p, "C", {quantile, {75, 2}}).known, exactly(11.5));
}

TEST(StatisticOverAreas, WhetherAMeanIsPositiveMayBeLeftOpen) {
  test::hand_panel h;
  h.set("A", "profit", "2021", "-10").set("B", "profit", "2021", "5万元以上");
  h.set("A", "profit", "2022", "-10").set("B", "profit", "2022", "5");
  const panel p = h.build();
  request r;
  r.measures = {};
  r.statistics = {{coefficient_of_variation}, {gini}};
  const result_set results = evaluate(p, r);
  const auto why = [&](const char* when, const statistic& s) {
    return results.find(p.areas().at("K1"), p.catalog().at("profit"), parse_period(when), s)->why;
  };
  EXPECT_EQ(why("2021", {coefficient_of_variation}), status::undetermined);
  EXPECT_EQ(why("2021", {gini}), status::out_of_domain);  // a figure is negative all the same
  EXPECT_EQ(why("2022", {coefficient_of_variation}), status::out_of_domain);
}

TEST(StatisticOverAreas, ATownWithoutAWeightLendsNoDoubt) {
  test::hand_panel h;
  constexpr observation_status estimated = observation_status::estimated;
  h.set("A", "persons", "2021", "100").set("A", "weighted", "2021", "10.00%");
  h.set("B", "persons", "2021", "300").set("B", "weighted", "2021", "20.00%");
  h.set("C", "weighted", "2021", "30.00%", estimated);
  h.set("A", "weighted", "2022", "10.00%");
  h.set("A", "weighted", "2023", "10.00%", observation_status::suppressed);
  h.set("B", "persons", "2023", "300");
  const panel p = h.build();
  request r;
  r.measures = {};
  r.statistics = {{weighted_mean}};
  const result_set results = evaluate(p, r);
  const auto why = [&](const char* when) {
    return results
        .find(p.areas().at("K1"), p.catalog().at("weighted"), parse_period(when),
              statistic{weighted_mean})
        ->why;
  };
  EXPECT_EQ(why("2021"), status::partial);
  EXPECT_EQ(why("2022"), status::no_weight);
  EXPECT_EQ(why("2023"), status::suppressed);
}

TEST(StatisticOverAreas, MarksOfFiguresAndOfWeightsMeetPeriodByPeriod) {
  constexpr observation_status estimated = observation_status::estimated;
  constexpr observation_status normal = observation_status::normal;
  test::hand_panel h;
  const struct {
    const char* year;
    const char* figure;
    observation_status of_figure;
    observation_status of_weight;
    status expected;
  } cases[] = {{"2019", "10.00%", normal, estimated, status::estimated},
               {"2020", "10.00%", estimated, normal, status::estimated},
               {"2021", "10.00%", normal, normal, status::ok},
               {"2022", "10%以上", normal, estimated, status::bounded},
               {"2023", "10%以上", normal, normal, status::bounded},
               {"2024", "10.00%", normal, estimated, status::estimated}};
  for (const auto& c : cases) {
    h.set("A", "persons", c.year, "100", c.of_weight);
    h.set("A", "weighted", c.year, c.figure, c.of_figure);
    h.set("B", "persons", c.year, "300").set("B", "weighted", c.year, "20.00%");
    h.set("C", "persons", c.year, "100").set("C", "weighted", c.year, "30.00%");
  }
  const panel p = h.build();
  request r;
  r.measures = {};
  r.statistics = {{weighted_mean}, {weighted_median}};
  const result_set results = evaluate(p, r);
  for (const auto& c : cases) {
    for (const statistic& s : r.statistics) {
      const result_cell found =
          results.find(p.areas().at("K1"), p.catalog().at("weighted"), parse_period(c.year), s)
              .value();
      EXPECT_EQ(found.why, c.expected) << c.year << " " << to_string(s);
      EXPECT_EQ(found.value, 20) << c.year << " " << to_string(s);
    }
  }
}

TEST(StatisticOverAreas, OfARoundedFigureNeverLooksExact) {
  const panel rounded = ten_towns("0.0021万元");
  const panel exact = ten_towns();
  constexpr double infinite = std::numeric_limits<double>::infinity();
  for (const statistic_kind kind : {variance, standard_deviation, coefficient_of_variation, gini,
                                    theil, theil_between, theil_within}) {
    const result_cell c = drawn(rounded, "C", {kind});
    EXPECT_EQ(c.why, status::ok) << name(kind);
    EXPECT_EQ(c.value, drawn(exact, "C", {kind}).value) << name(kind);
    EXPECT_EQ(c.known, (interval{0, kind == gini ? 1 : infinite, false, true})) << name(kind);
    EXPECT_EQ(drawn(rounded, "K1", {kind}).known, exactly(drawn(exact, "K1", {kind}).value));
  }
  EXPECT_EQ(drawn(rounded, "C", {count}).known, exactly(10));
}

TEST(StatisticOverAreas, ARoundedWeightIsTakenAsPrinted) {
  test::hand_panel h;
  h.set("A", "persons", "2021", "1.2万人").set("A", "weighted", "2021", "10.00%");
  h.set("B", "persons", "2021", "36000").set("B", "weighted", "2021", "20.00%");
  h.set("C", "persons", "2021", "0").set("C", "weighted", "2021", "90.00%");
  const panel p = h.build();
  request r;
  r.measures = {};
  r.statistics = {{weighted_mean}, {weighted_median}};
  const result_set results = evaluate(p, r);
  const auto found = [&](const statistic& s) {
    return results.find(p.areas().at("K1"), p.catalog().at("weighted"), parse_period("2021"), s)
        .value();
  };
  for (const statistic& s : r.statistics) {
    const result_cell c = found(s);
    EXPECT_EQ(c.why, status::ok) << to_string(s);
    EXPECT_EQ(c.value, s.kind == weighted_mean ? 17.5 : 20) << to_string(s);
    // Wherever the weights lie, it lies among the figures that weigh something.
    EXPECT_LE(c.known.lower, 10) << to_string(s);
    EXPECT_GT(c.known.lower, 9.9) << to_string(s);
    EXPECT_GE(c.known.upper, 20) << to_string(s);
    EXPECT_LT(c.known.upper, 20.1) << to_string(s);
  }
}

TEST(StatisticOverAreas, RoundedWeightsOfNothingHaveNoMean) {
  test::hand_panel h;
  const std::pair<const char*, const char*> weights[] = {{"2021", "0.0万人"},
                                                         {"2022", "0.0万人以上"}};
  for (const auto& [year, weight] : weights) {
    for (const char* town : {"A", "B", "C"}) {
      h.set(town, "persons", year, weight).set(town, "weighted", year, "10.00%");
    }
  }
  const panel p = h.build();
  request r;
  r.measures = {};
  r.statistics = {{weighted_mean}};
  const result_set results = evaluate(p, r);
  const auto why = [&](const char* when) {
    return results
        .find(p.areas().at("K1"), p.catalog().at("weighted"), parse_period(when), r.statistics[0])
        ->why;
  };
  EXPECT_EQ(why("2021"), status::out_of_domain);
  EXPECT_EQ(why("2022"), status::undetermined);
}

TEST(StatisticOverAreas, AWeightBeyondABoundLeavesAWeightedOneOpen) {
  for (const char* weight : {"1.2万人以上", "12000余人"}) {
    test::hand_panel h;
    h.set("A", "persons", "2021", weight).set("A", "weighted", "2021", "10.00%");
    h.set("B", "persons", "2021", "36000").set("B", "weighted", "2021", "20.00%");
    h.set("C", "persons", "2021", "36000").set("C", "weighted", "2021", "30.00%");
    const panel p = h.build();
    request r;
    r.measures = {};
    r.statistics = {{weighted_mean}, {mean}};
    const result_set results = evaluate(p, r);
    const auto why = [&](const statistic& s) {
      return results.find(p.areas().at("K1"), p.catalog().at("weighted"), parse_period("2021"), s)
          ->why;
    };
    EXPECT_EQ(why({weighted_mean}), status::undetermined) << weight;
    EXPECT_EQ(why({mean}), status::ok) << weight;
  }
}

TEST(StatisticOverAreas, WeightsComeFromTheCatalogue) {
  test::hand_panel h;
  h.set("A", "persons", "2021", "100").set("A", "weighted", "2021", "10");
  h.set("B", "persons", "2021", "300").set("B", "weighted", "2021", "20");
  h.set("C", "persons", "2021", "100").set("C", "weighted", "2021", "30");
  h.set("A", "amount", "2021", "5");
  const panel p = h.build();
  request r;
  r.statistics = {{weighted_mean}, {weighted_median}};
  r.levels = {"county"};
  const result_set results = evaluate(p, r);
  const auto found = [&](const char* indicator, const statistic& s) {
    return results.find(p.areas().at("K1"), p.catalog().at(indicator), parse_period("2021"), s)
        .value();
  };
  EXPECT_EQ(found("weighted", {weighted_mean}).value, 20);
  EXPECT_EQ(found("weighted", {weighted_median}).value, 20);
  EXPECT_EQ(found("amount", {weighted_mean}).why, status::no_weight);
}

TEST(StatisticOverAreas, TownsHaveNone) {
  const panel p = ten_towns();
  request r;
  r.statistics = {{median}};
  const result_set results = evaluate(p, r);
  EXPECT_TRUE(results.find(p.areas().at("T0"), 0, parse_period("2021"), measure::value));
  EXPECT_FALSE(results.find(p.areas().at("T0"), 0, parse_period("2021"), statistic{median}));
  std::size_t cells = 0;
  results.for_each([&](const result_cell&) { ++cells; });
  EXPECT_EQ(cells, 13U + 3U);
  EXPECT_EQ(results.size(), cells);
}

TEST(StatisticOverAreas, NothingAskedForIsRefused) {
  request r;
  r.measures = {};
  try {
    evaluate(ten_towns(), r);
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::invalid_argument);
    EXPECT_EQ(e.message(), "expected at least one measure or statistic, found none");
  }
}

}  // namespace
}  // namespace zhibiao
