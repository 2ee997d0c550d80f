#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/explain.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::wanted_of;

result_cell cell_of(const panel& p, const targets& wanted, measure m, std::string_view area,
                    std::string_view indicator, const method_choice& by = {},
                    std::string_view when = "2021") {
  request r;
  r.measures = {m};
  r.method = by;
  r.targets = &wanted;
  return evaluate(p, r)
      .find(p.areas().at(area), p.catalog().at(indicator), parse_period(when), m)
      .value();
}

method_choice by(progress_method how) {
  method_choice choice;
  choice.progress = how;
  return choice;
}

/// A rises from 80 to 90 people, B falls from 40 to 30; nothing is reported of C.
panel two_towns() {
  return hand_panel()
      .set("A", "persons", "2018", "80")
      .set("A", "persons", "2019", "83")
      .set("A", "persons", "2020", "87")
      .set("A", "persons", "2021", "90")
      .set("B", "persons", "2018", "40")
      .set("B", "persons", "2021", "30")
      .build();
}

targets two_goals(const panel& p) {
  return targets::make({wanted_of(p, "A", "persons", "2025", comparison::at_least, 98),
                        wanted_of(p, "B", "persons", "2025", comparison::at_most, 20)});
}

TEST(GoalCourse, HasTheRatiosOfThePublishedCases) {
  const panel p = two_towns();
  const targets goals = two_goals(p);
  EXPECT_NEAR(cell_of(p, goals, measure::goal_progress, "A", "persons").value, 1.3612, 5e-5);
  EXPECT_NEAR(cell_of(p, goals, measure::goal_progress, "B", "persons").value, 0.9699, 5e-5);
  EXPECT_NEAR(cell_of(p, goals, measure::trend, "A", "persons").value, 4.0042, 5e-5);
  EXPECT_NEAR(cell_of(p, goals, measure::trend, "B", "persons").value, 9.1440, 5e-5);
  EXPECT_EQ(cell_of(p, goals, measure::goal_class, "A", "persons").value, 3);
  EXPECT_EQ(cell_of(p, goals, measure::goal_score, "A", "persons").value, 5);
}

TEST(GoalCourse, EachMethodHasItsOwnNumber) {
  const panel p = two_towns();
  const targets goals = two_goals(p);
  // 90 * (90 / 80)^(4 / 3) = 105.30, of the way from 80 to 98.
  EXPECT_NEAR(
      cell_of(p, goals, measure::goal_progress, "A", "persons", by(progress_method::unsd)).value,
      1.4058, 5e-5);
  EXPECT_EQ(
      cell_of(p, goals, measure::goal_progress, "A", "persons", by(progress_method::escap)).value,
      0);
  EXPECT_EQ(
      cell_of(p, goals, measure::goal_score, "B", "persons", by(progress_method::escap)).value, 5);
  for (const progress_method how : {progress_method::eurostat, progress_method::unsd}) {
    EXPECT_EQ(cell_of(p, goals, measure::goal_score, "A", "persons", by(how)).why,
              status::out_of_domain);
  }
}

TEST(GoalCourse, TheBaseIsTheFirstFigureFromTheBasePeriodOn) {
  const panel p = two_towns();
  const targets goals = two_goals(p);
  method_choice since;
  since.base_period = parse_period("2019");
  // From 83 to 90 in two years.
  EXPECT_NEAR(cell_of(p, goals, measure::trend, "A", "persons", since).value,
              100 * (std::sqrt(90.0 / 83) - 1), 1e-9);
  EXPECT_EQ(cell_of(p, goals, measure::trend, "B", "persons", since).why,
            status::base_not_reported);
  since.base_period = parse_period("2021");
  EXPECT_EQ(cell_of(p, goals, measure::trend, "A", "persons", since).why,
            status::base_not_reported);
}

TEST(GoalCourse, ATargetsOwnBasePeriodGoesFirst) {
  const panel p = two_towns();
  target t = wanted_of(p, "A", "persons", "2025", comparison::at_least, 98);
  t.base_period = parse_period("2020");
  const targets goals = targets::make({t});
  EXPECT_NEAR(cell_of(p, goals, measure::trend, "A", "persons").value, 100 * (90.0 / 87 - 1), 1e-9);
}

TEST(GoalCourse, WithoutAGoalTheDirectionDecides) {
  std::vector<indicator> indicators = test::hand_indicators();
  indicators[0].direction = direction::down;
  const panel p = hand_panel(indicators)
                      .set("A", "persons", "2020", "100")
                      .set("A", "persons", "2021", "98")
                      .set("A", "amount", "2020", "100")
                      .set("A", "amount", "2021", "98")
                      .build();
  const targets none;
  EXPECT_NEAR(cell_of(p, none, measure::trend, "A", "persons").value, 2, 1e-12);
  EXPECT_EQ(cell_of(p, none, measure::goal_class, "A", "persons").value, 3);
  EXPECT_EQ(cell_of(p, none, measure::goal_progress, "A", "persons").why, status::no_target);
  EXPECT_EQ(cell_of(p, none, measure::trend, "A", "amount").why, status::out_of_domain);
}

TEST(GoalCourse, SaysWhyThereIsNone) {
  const panel p = hand_panel()
                      .set("A", "persons", "2020", "0")
                      .set("A", "persons", "2021", "5")
                      .set("B", "persons", "2021", "30")
                      .set("C", "persons", "2020", "10")
                      .set("A", "profit", "2020", "-5")
                      .set("A", "profit", "2021", "5")
                      .set("B", "profit", "2020", "5", observation_status::normal)
                      .set("B", "profit", "2021", "8", observation_status::break_in_series)
                      .build();
  const targets goals =
      targets::make({wanted_of(p, "", "persons", "2025", comparison::at_least, 98),
                     wanted_of(p, "", "profit", "2025", comparison::at_least, 98)});
  const auto why = [&](std::string_view area, std::string_view indicator) {
    return cell_of(p, goals, measure::goal_progress, area, indicator).why;
  };
  EXPECT_EQ(why("A", "persons"), status::base_zero);
  EXPECT_EQ(why("B", "persons"), status::base_not_reported);
  EXPECT_EQ(why("C", "persons"), status::not_reported);
  EXPECT_EQ(why("A", "profit"), status::out_of_domain);
  EXPECT_EQ(why("B", "profit"), status::not_comparable);
}

TEST(GoalCourse, ABoundIsAnIntervalAndAClassOnlyWhereItIsSure) {
  const panel p = hand_panel()
                      .set("A", "persons", "2020", "80")
                      .set("A", "persons", "2021", "90人以上")
                      .set("B", "persons", "2020", "80人以上")
                      .set("B", "persons", "2021", "90")
                      .build();
  const targets goals =
      targets::make({wanted_of(p, "", "persons", "2025", comparison::at_least, 98)});
  const result_cell ratio = cell_of(p, goals, measure::goal_progress, "A", "persons");
  EXPECT_EQ(ratio.why, status::bounded);
  EXPECT_EQ(ratio.known.lower, ratio.value);
  EXPECT_TRUE(std::isinf(ratio.known.upper));
  // From 90 people on it is on track, from 98 on the goal is met: one class or another.
  EXPECT_EQ(cell_of(p, goals, measure::goal_class, "A", "persons").why, status::undetermined);
  EXPECT_EQ(cell_of(p, goals, measure::goal_progress, "B", "persons").why, status::undetermined);
}

TEST(GoalCourse, ACountyIsOfAllItsTownsOrOfNone) {
  hand_panel whole;
  for (const char* town : {"A", "B", "C"}) {
    whole.set(town, "persons", "2020", "100").set(town, "persons", "2021", "110");
  }
  const panel p = whole.build();
  const targets goals =
      targets::make({wanted_of(p, "K1", "persons", "2025", comparison::at_least, 450)});
  EXPECT_NEAR(cell_of(p, goals, measure::trend, "K1", "persons").value, 10, 1e-12);
  hand_panel lacking;
  lacking.set("A", "persons", "2020", "100").set("A", "persons", "2021", "110");
  lacking.set("B", "persons", "2020", "100").set("B", "persons", "2021", "110");
  lacking.set("C", "persons", "2021", "110");
  const panel q = lacking.build();
  EXPECT_EQ(cell_of(q, goals, measure::trend, "K1", "persons").why, status::not_comparable);
}

TEST(GoalCourse, IsExplainedWithItsNumbers) {
  const panel p = two_towns();
  const targets goals = two_goals(p);
  request what;
  what.targets = &goals;
  const std::string text =
      to_string(explain(p, what, p.areas().at("A"), p.catalog().at("persons"), parse_period("2021"),
                        measure::goal_class, language::en),
                language::en);
  EXPECT_NE(text.find("(90 ÷ 80)^(1 ÷ 3) − 1 = 4.004191 %"), std::string::npos) << text;
  EXPECT_NE(text.find("required (98 ÷ 80)^(1 ÷ 7) − 1 = 2.941589 %"), std::string::npos) << text;
  EXPECT_NE(text.find("3 = on track"), std::string::npos) << text;
  EXPECT_NE(text.find("goal 2025: >= 98"), std::string::npos) << text;
}

/// 20, 40 and 60 people: a standard deviation of 20.
panel three_towns() {
  std::vector<indicator> indicators = test::hand_indicators();
  indicators[0].direction = direction::up;
  return hand_panel(indicators)
      .set("A", "persons", "2021", "20")
      .set("B", "persons", "2021", "40")
      .set("C", "persons", "2021", "60")
      .build();
}

TEST(GoalDistance, IsInDeviationsOfThePeers) {
  const panel p = three_towns();
  const targets goals =
      targets::make({wanted_of(p, "", "persons", "2025", comparison::at_least, 50)});
  EXPECT_EQ(cell_of(p, goals, measure::goal_distance, "A", "persons").value, 1.5);
  EXPECT_EQ(cell_of(p, goals, measure::goal_distance, "B", "persons").value, 0.5);
  EXPECT_EQ(cell_of(p, goals, measure::goal_distance, "C", "persons").value, 0);
  EXPECT_EQ(cell_of(p, {}, measure::goal_distance, "A", "persons").why, status::no_target);
  EXPECT_EQ(cell_of(p, goals, measure::goal_distance, "K1", "persons").why, status::no_target);
  const result_cell c = cell_of(p, goals, measure::goal_distance, "A", "persons");
  EXPECT_EQ(c.coverage.counted, 3U);
  EXPECT_EQ(c.coverage.members, 3U);
}

TEST(FrontierDistance, RunsFromTheWorstToTheBestPeer) {
  const panel p = three_towns();
  EXPECT_EQ(cell_of(p, {}, measure::frontier_distance, "A", "persons").value, 0);
  EXPECT_EQ(cell_of(p, {}, measure::frontier_distance, "B", "persons").value, 50);
  EXPECT_EQ(cell_of(p, {}, measure::frontier_distance, "C", "persons").value, 100);
  EXPECT_EQ(cell_of(p, {}, measure::frontier_distance, "K1", "persons").why, status::out_of_domain);
}

TEST(FrontierDistance, ABoundLeavesItOpen) {
  std::vector<indicator> indicators = test::hand_indicators();
  indicators[0].direction = direction::up;
  const panel p = hand_panel(indicators)
                      .set("A", "persons", "2021", "20")
                      .set("B", "persons", "2021", "40人以上")
                      .build();
  EXPECT_EQ(cell_of(p, {}, measure::frontier_distance, "A", "persons").why, status::undetermined);
  EXPECT_EQ(cell_of(p, {}, measure::frontier_distance, "C", "persons").why, status::not_reported);
}

}  // namespace
}  // namespace zhibiao
