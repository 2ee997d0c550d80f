#include <zhibiao/engine/evaluate.hpp>

#include "support/hand_panel.hpp"
#include "support/slow_goals.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

constexpr int first_year = 2012;
constexpr int last_year = 2022;

/// A figure of one town above zero, or none, for each year; the last is reported.
std::map<int, double> any_series() {
  std::map<int, double> figures;
  for (int year = first_year; year <= last_year; ++year) {
    const bool is_reported = year == last_year || *rc::gen::inRange(0, 4) != 0;
    if (is_reported) figures[year] = *rc::gen::inRange(1, 1000);
  }
  return figures;
}

std::optional<test::slow_goal> any_goal() {
  if (*rc::gen::inRange(0, 4) == 0) return std::nullopt;
  return test::slow_goal{last_year + *rc::gen::inRange(0, 6),
                         static_cast<double>(*rc::gen::inRange(1, 1000)),
                         *rc::gen::arbitrary<bool>()};
}

/// True for a number so near a threshold that a rounding decides the class.
bool is_at_threshold(const test::slow_goal_cell& number) {
  for (const long double at :
       {-1.0L, 0.0L, 0.1L, 0.5L, 0.6L, 0.95L, 1.0L, 1.5L, 2.0L, 10.0L, 100.0L}) {
    if (std::fabs(number.value - at) <= 1e-9L * (1 + std::fabs(at))) return true;
  }
  return false;
}

bool agrees(const result_cell& c, const test::slow_goal_cell& expected) {
  const long double slack = 1e-9L * (1 + std::fabs(expected.value));
  return std::fabs(c.value - expected.value) <= slack;
}

RC_GTEST_PROP(GoalProgress, AgreesWithTheSlowTwin, ()) {
  const std::map<int, double> figures = any_series();
  const std::optional<test::slow_goal> goal = any_goal();
  const direction better = *rc::gen::element(direction::up, direction::down, direction::none);

  std::vector<indicator> indicators = test::hand_indicators();
  indicators[0].direction = better;
  test::hand_panel made(indicators);
  for (const auto& [year, x] : figures) {
    made.set("A", "persons", std::to_string(year), std::to_string(static_cast<int>(x)) + "人");
  }
  const panel p = made.build();
  std::vector<target> list;
  if (goal) {
    list.push_back(test::wanted_of(p, "A", "persons", std::to_string(goal->year),
                                   goal->up ? comparison::at_least : comparison::at_most,
                                   goal->value));
  }
  const targets wanted = targets::make(std::move(list));

  request what;
  what.measures = {measure::goal_progress, measure::goal_class, measure::goal_score,
                   measure::trend};
  what.areas = {"A"};
  what.targets = &wanted;
  what.method.progress = *rc::gen::element(progress_method::open_sdg, progress_method::eurostat,
                                           progress_method::unsd, progress_method::escap);
  if (*rc::gen::arbitrary<bool>()) {
    what.method.base_period =
        period::make(frequency::year, *rc::gen::inRange(first_year, last_year + 1), 1);
  }
  const test::slow_goals twin(figures, goal, better);
  evaluate(p, what).for_each([&](const result_cell& c) {
    const test::slow_goal_cell expected = twin.at(c.measure, what.method, c.period.year());
    const measure rated = goal ? measure::goal_progress : measure::trend;
    const bool is_open = c.measure == measure::goal_class &&
                         is_at_threshold(twin.at(rated, what.method, c.period.year()));
    if (is_open && has_number(c.why) && has_number(expected.why)) return;
    std::ostringstream said;
    said << name(c.measure) << " in " << c.period.year() << " by " << name(what.method.progress)
         << ": " << c.value << " " << name(c.why) << ", expected " << double(expected.value) << " "
         << name(expected.why);
    if (c.why != expected.why || (has_number(c.why) && !agrees(c, expected))) RC_FAIL(said.str());
  });
}

}  // namespace
}  // namespace zhibiao
