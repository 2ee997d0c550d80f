#include <zhibiao/engine/statistic.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

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

}  // namespace
}  // namespace zhibiao
