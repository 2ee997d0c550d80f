#include <zhibiao/engine/explain.hpp>
#include <zhibiao/panel/targets.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace zhibiao {
namespace {

using enum measure;
using test::hand_panel;
using test::wanted_of;

explanation explained(const panel& p, const targets& plan, measure m, std::string_view area,
                      std::string_view indicator, std::string_view when,
                      const method_choice& by = {}, language lang = language::zh) {
  request what;
  what.targets = &plan;
  what.method = by;
  return explain(p, what, p.areas().at(area), p.catalog().at(indicator), parse_period(when), m,
                 lang);
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

panel figures() {
  return hand_panel()
      .set("A", "amount", "2020-M05YTD", "40")
      .set("A", "amount", "2020-M12YTD", "95")
      .set("A", "amount", "2021-M05YTD", "45.6")
      .set("B", "amount", "2021-M05YTD", "9多")
      .set("A", "stated", "2020", "75")
      .set("A", "stated", "2021", "80.5")
      .build();
}

TEST(ExplainSchedule, SaysHowTimeIsCounted) {
  const panel p = figures();
  const targets plan =
      targets::make({wanted_of(p, "", "amount", "2021", comparison::at_least, 100)});
  method_choice by;
  explanation e = explained(p, plan, lead, "A", "amount", "2021-M05YTD");
  EXPECT_EQ(e.formula, "完成进度 − 时序进度（按月）");
  EXPECT_EQ(e.worked, "45.6 ÷ 100 × 100 − 5 ÷ 12 × 100 = 3.933333");
  by.elapsed = elapsed_by::day;
  e = explained(p, plan, lead, "A", "amount", "2021-M05YTD", by);
  EXPECT_EQ(e.worked, "45.6 ÷ 100 × 100 − 151 ÷ 365 × 100 = 4.230137");
  EXPECT_TRUE(has(e.rule, "按天")) << e.rule;
}

TEST(ExplainSchedule, WorksOutWhatIsRequired) {
  const panel p = figures();
  const targets plan =
      targets::make({wanted_of(p, "", "amount", "2021", comparison::at_least, 100)});
  const auto worked = [&](measure m) {
    return explained(p, plan, m, "A", "amount", "2021-M05YTD").worked;
  };
  EXPECT_EQ(worked(elapsed), "5 ÷ 12 × 100 = 41.666667");
  EXPECT_EQ(worked(expected), "100 × 5 ÷ 12 = 41.666667");
  EXPECT_EQ(worked(required_pace), "(100 − 45.6) ÷ 7 = 7.771429");
  EXPECT_EQ(worked(projection), "45.6 ÷ (5 ÷ 12) = 109.44");
  EXPECT_EQ(worked(required_growth), "((100 − 45.6) ÷ (95 − 40) − 1) × 100 = -1.090909");
  EXPECT_EQ(worked(required_rate), "((100 ÷ 45.6)^(1 ÷ 7) − 1) × 100 = 11.871461");
  const explanation e = explained(p, plan, required_growth, "A", "amount", "2021-M05YTD");
  ASSERT_GE(e.inputs.size(), 4U);
  EXPECT_EQ(e.inputs[1].role, "上年同期 2020年1-5月");
  EXPECT_EQ(e.inputs[2].role, "上年全年 2020年1-12月");
  EXPECT_EQ(e.inputs[2].figure, "95元");
}

TEST(ExplainSchedule, NamesWhereTheWayBegins) {
  const panel p = figures();
  target t = wanted_of(p, "A", "stated", "2025", comparison::at_least, 100);
  t.base_period = parse_period("2020");
  t.path = target_path::compound;
  const explanation e =
      explained(p, targets::make({t}), expected, "A", "stated", "2021", {}, language::en);
  EXPECT_EQ(e.formula, "start x (target / start)^elapsed, by months");
  EXPECT_TRUE(has(e.worked, "75 × (100 ÷ 75)^(12 ÷ 60) = 79.441788")) << e.worked;
  EXPECT_EQ(e.inputs.back().role, "  start 2020");
  EXPECT_EQ(e.inputs.back().figure, "75 %");
}

TEST(ExplainSchedule, LampsAreNamed) {
  const panel p = figures();
  const targets plan =
      targets::make({wanted_of(p, "", "amount", "2021", comparison::at_least, 20)});
  EXPECT_TRUE(has(explained(p, plan, lamp, "A", "amount", "2021-M05YTD").outcome, "绿灯"));
  const targets open =
      targets::make({wanted_of(p, "", "amount", "2021", comparison::at_least, 23.2)});
  const explanation e = explained(p, open, lamp, "B", "amount", "2021-M05YTD");
  EXPECT_EQ(e.cell.why, status::undetermined);
  EXPECT_EQ(e.rule, "已知区间跨越亮灯的界限");
}

TEST(ExplainSchedule, SaysWhyAMonthIsNotHeldAgainstTheYear) {
  const panel p = hand_panel().set("A", "amount", "2021-M05", "9").build();
  const targets plan =
      targets::make({wanted_of(p, "A", "amount", "2021", comparison::at_least, 100)});
  const explanation e = explained(p, plan, lead, "A", "amount", "2021-M05", {}, language::en);
  EXPECT_TRUE(has(e.rule, "make it cumulative first")) << e.rule;
}

TEST(ExplainVerdict, SaysThatItWasRounded) {
  const panel p = hand_panel().set("A", "stated", "2021", "97.96").build();
  const targets plan =
      targets::make({wanted_of(p, "A", "stated", "2021", comparison::at_least, 98)});
  method_choice by;
  by.comparison = compared_as::rounded;
  const explanation e = explained(p, plan, verdict, "A", "stated", "2021", by);
  EXPECT_TRUE(has(e.formula, "修约值比较法")) << e.formula;
  EXPECT_EQ(e.worked, "98 达到 >= 98 %");
}

TEST(ExplainGrowthTarget, NamesItsBase) {
  const panel p =
      hand_panel().set("A", "amount", "2020", "50").set("A", "amount", "2021", "53").build();
  target t = wanted_of(p, "A", "amount", "2021", comparison::at_least, 8);
  t.basis = target_basis::growth;
  const explanation e = explained(p, targets::make({t}), gap, "A", "amount", "2021");
  EXPECT_EQ(e.worked, "54 − 53 = 1");
  ASSERT_EQ(e.inputs.size(), 3U);
  EXPECT_EQ(e.inputs[1].figure, "增长 >= 8 %");
  EXPECT_EQ(e.inputs[2].role, "  增长的基数 2020年");
  EXPECT_EQ(e.inputs[2].figure, "50元");
}

TEST(ExplainLateReport, NamesTheTownThatDecides) {
  const panel p = hand_panel()
                      .set("A", "persons", "2021", "100")
                      .set("A", "insured", "2021", "98")
                      .set("B", "persons", "2021", "900")
                      .set("C", "persons", "2021", "10")
                      .build();
  const targets plan =
      targets::make({wanted_of(p, "K1", "cover", "2021", comparison::at_least, 90)});
  const explanation e = explained(p, plan, outlook, "K1", "cover", "2021");
  EXPECT_TRUE(has(e.rule, "最能左右结果的是 B")) << e.rule;
  EXPECT_EQ(e.inputs[e.inputs.size() - 2].role, "未上报 B");
  EXPECT_EQ(e.inputs[e.inputs.size() - 2].figure, "[0, 100]");
  const targets lost =
      targets::make({wanted_of(p, "K1", "cover", "2021", comparison::at_least, 99.9)});
  EXPECT_TRUE(has(explained(p, lost, outlook, "K1", "cover", "2021").outcome, "必定不达标"));
}

}  // namespace
}  // namespace zhibiao
