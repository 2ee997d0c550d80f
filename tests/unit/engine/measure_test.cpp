#include <zhibiao/engine/measure.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace zhibiao {
namespace {

using test::define;
using enum measure;

TEST(Measure, NamesAndLabelsReadBackAndDiffer) {
  std::set<std::string_view> seen;
  for (const measure m : all_measures()) {
    EXPECT_EQ(parse_measure(name(m)), m);
    EXPECT_EQ(parse_measure(label(m, language::zh)), m);
    EXPECT_EQ(parse_measure(label(m, language::en)), m);
    EXPECT_TRUE(seen.insert(name(m)).second) << name(m);
    EXPECT_FALSE(label(m, language::zh).empty());
  }
  EXPECT_EQ(seen.size(), all_measures().size());
}

TEST(Measure, NamesOfTheTradeAreRead) {
  const std::pair<const char*, measure> words[] = {{"yoy", year_on_year},
                                                   {"同比", year_on_year},
                                                   {"环比", period_on_period},
                                                   {"mom", period_on_period},
                                                   {"增减量", difference},
                                                   {"差距", gap},
                                                   {"完成率", completion},
                                                   {"是否达标", verdict},
                                                   {"排名", rank},
                                                   {"占比", share},
                                                   {"定基", fixed_base},
                                                   {"年均增长", average_growth},
                                                   {"两年平均", two_year_average},
                                                   {"年化", annualised},
                                                   {"累计比", cumulative_ratio}};
  for (const auto& [word, m] : words) EXPECT_EQ(parse_measure(word), m) << word;
  for (const char* word : {"", "Value", "同比增长", " yoy"})
    EXPECT_FALSE(parse_measure(word)) << word;
}

TEST(Measure, OnlyThoseAgainstATargetNeedOne) {
  for (const measure m : all_measures()) {
    const bool is_gap = m == gap || m == completion || m == verdict || m == relative_gap ||
                        m == unmet_ratio || m == outlook;
    EXPECT_EQ(needs_target(m), is_gap || needs_schedule(m)) << name(m);
  }
}

TEST(Measure, RatesChangeInPointsAndAmountsInPercent) {
  const indicator amount = define("amount", indicator_kind::flow, "万元");
  const indicator rate = define("rate", indicator_kind::rate, "%", area_aggregation::none);
  const indicator mean = define("mean", indicator_kind::mean, "元/人", area_aggregation::none);
  EXPECT_EQ(to_string(unit_of(value, amount)), "万元");
  EXPECT_EQ(to_string(unit_of(stated, amount)), "万元");
  EXPECT_EQ(to_string(unit_of(difference, amount)), "万元");
  EXPECT_EQ(to_string(unit_of(gap, amount)), "万元");
  EXPECT_EQ(unit_of(year_on_year, amount), percent());
  EXPECT_EQ(unit_of(year_on_year, mean), percent());
  EXPECT_EQ(unit_of(year_on_year, rate), percentage_point());
  EXPECT_EQ(unit_of(period_on_period, rate), percentage_point());
  EXPECT_EQ(unit_of(difference, rate), percentage_point());
  EXPECT_EQ(unit_of(gap, rate), percentage_point());
  EXPECT_EQ(unit_of(completion, rate), percent());
  EXPECT_EQ(unit_of(verdict, rate), unit{});
  EXPECT_EQ(unit_of(rank, rate), unit{});
  EXPECT_EQ(unit_of(share, amount), percent());
}

TEST(Measure, DecimalsAreTheIndicatorsOwnButOneForPercentages) {
  indicator amount = define("amount", indicator_kind::flow, "元");
  amount.decimals = 2;
  indicator rate = define("rate", indicator_kind::rate, "%", area_aggregation::none);
  rate.decimals = 3;
  for (const measure m : {value, stated, difference, gap}) {
    EXPECT_EQ(decimals_of(m, amount), 2);
    EXPECT_EQ(decimals_of(m, rate), 3);
  }
  EXPECT_EQ(decimals_of(year_on_year, amount), 1);
  EXPECT_EQ(decimals_of(year_on_year, rate), 3);
  EXPECT_EQ(decimals_of(completion, rate), 1);
  EXPECT_EQ(decimals_of(verdict, rate), 0);
}

}  // namespace
}  // namespace zhibiao
