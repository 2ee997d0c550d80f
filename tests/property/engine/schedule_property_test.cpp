#include <zhibiao/engine/apportion.hpp>
#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/targets.hpp>

#include "support/random_panel.hpp"
#include "support/slow_evaluate.hpp"
#include "support/slow_plan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using test::mixed;
using test::random_panel;

/// Targets of the years, of a figure's own period and of later ones, of towns and of areas above them.
targets plan_of(const random_panel& p) {
  std::vector<target> list;
  for (std::size_t n = 0; n < p.rows.size(); ++n) {
    const observation& row = p.rows[n];
    const std::uint64_t draw = mixed(p.shape.seed, 9000 + n);
    if (draw % 4 != 0 || !row.value) continue;
    target t;
    t.indicator = row.indicator;
    if (row.indicator == test::col::insured && (draw >> 8U) % 2 == 0) {
      t.indicator = test::col::rate;
    }
    t.area = row.area;
    if ((draw >> 12U) % 4 == 0) t.area.reset();
    if ((draw >> 12U) % 4 == 1) t.area = p.areas->parent(row.area).value_or(row.area);
    switch ((draw >> 16U) % 4) {
      case 0:
        t.deadline = row.period;
        break;
      case 1:
        t.deadline = row.period.shifted(static_cast<int>((draw >> 20U) % 5));
        break;
      default:
        t.deadline = period::make(frequency::year,
                                  row.period.year() + static_cast<int>((draw >> 20U) % 3), 1);
        break;
    }
    const double goal = t.indicator == test::col::rate ? static_cast<double>((draw >> 24U) % 101)
                                                       : to_double(row.value->value) * 2;
    const bool is_limit = (draw >> 32U) % 3 == 0;
    t.comparison = is_limit ? comparison::at_most : comparison::at_least;
    (is_limit ? t.wanted.upper : t.wanted.lower) = goal;
    if ((draw >> 40U) % 3 == 0) t.base = goal + static_cast<double>((draw >> 44U) % 200) - 99.5;
    const bool taken = std::ranges::any_of(list, [&](const target& other) {
      return other.indicator == t.indicator && other.deadline == t.deadline && other.area == t.area;
    });
    if (!taken) list.push_back(t);
  }
  return targets::make(std::move(list));
}

std::string in_words(const random_panel& p, const result_cell& c) {
  std::ostringstream out;
  out.precision(17);
  out << name(c.measure) << " of " << (*p.catalog)[c.indicator].id << " at "
      << (*p.areas)[c.area].code << " in " << to_string(c.period) << ": " << c.value << " "
      << name(c.why);
  return out.str();
}

RC_GTEST_PROP(Schedule, AgreesWithTheSlowTwin, ()) {
  const random_panel p = *rc::gen::map(test::arbitrary_shape(), test::make_random_panel);
  const targets plan = plan_of(p);
  request what;
  what.measures = {measure::progress,       measure::elapsed,       measure::expected,
                   measure::lead,           measure::required_pace, measure::projection,
                   measure::required_growth};
  what.targets = &plan;
  const test::slow_evaluation rows(*p.catalog, *p.areas, p.rows, &plan);
  const test::slow_plan twin(rows, plan);
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    const test::slow_cell wanted = twin.at(c.measure, c.area, c.indicator, c.period);
    if (c.why != wanted.why)
      RC_FAIL(in_words(p, c) + ", expected " + std::string(name(wanted.why)));
    if (!has_number(c.why)) return;
    RC_ASSERT(!(c.value == 0 && std::signbit(c.value)));
    if (!(c.known.lower <= c.value && c.value <= c.known.upper)) {
      RC_FAIL(in_words(p, c) + " is not within " + std::to_string(c.known.lower) + " and " +
              std::to_string(c.known.upper));
    }
    const auto off = std::fabs(static_cast<long double>(c.value) - wanted.value);
    // Weighted means have no last digit.
    if (off > 1e-9L * std::max(1.0L, std::fabs(wanted.value)) &&
        off > 1e-12L * static_cast<long double>(std::fabs(c.value) + 1e6)) {
      RC_FAIL(in_words(p, c) + ", expected " + std::to_string(double(wanted.value)));
    }
  });
}

RC_GTEST_PROP(Schedule, TheLampIsThatOfTheLead, ()) {
  const random_panel p = *rc::gen::map(test::arbitrary_shape(), test::make_random_panel);
  const targets plan = plan_of(p);
  request what;
  what.measures = {measure::lead, measure::lamp};
  what.targets = &plan;
  const result_set results = evaluate(p.panel, what);
  results.for_each([&](const result_cell& c) {
    if (c.measure != measure::lead || !has_number(c.why)) return;
    const indicator_kind kind = (*p.catalog)[c.indicator].kind;
    if (kind != indicator_kind::flow && kind != indicator_kind::rate) return;
    const result_cell lit = results.find(c.area, c.indicator, c.period, measure::lamp).value();
    if (!has_number(lit.why)) {
      RC_ASSERT(lit.why == status::undetermined);
      RC_ASSERT(!is_exact(c.known));
    } else {
      RC_ASSERT(lit.value == kernels::lamp(c.value, {}));
    }
  });
}

RC_GTEST_PROP(Apportion, WhatIsApportionedReachesTheWhole, ()) {
  const random_panel p = *rc::gen::map(test::arbitrary_shape(), test::make_random_panel);
  std::vector<target> list;
  for (auto a = static_cast<area_index>(p.areas->leaf_count()); a < p.areas->size(); ++a) {
    const period deadline = parse_period("2021");
    // Of areas that lie inside each other one has its target apportioned.
    const bool is_inside = std::ranges::any_of(list, [&](const target& t) {
      return t.area && p.areas->leaves(*t.area).first <= p.areas->leaves(a).first &&
             p.areas->leaves(a).last <= p.areas->leaves(*t.area).last;
    });
    const bool is_around = std::ranges::any_of(list, [&](const target& t) {
      return t.area && !p.areas->is_leaf(*t.area) &&
             p.areas->leaves(a).first <= p.areas->leaves(*t.area).first &&
             p.areas->leaves(*t.area).last <= p.areas->leaves(a).last;
    });
    if (is_inside || is_around) continue;
    target whole;
    whole.indicator = test::col::amount;
    whole.area = a;
    whole.deadline = deadline;
    whole.wanted.lower = static_cast<double>(*rc::gen::inRange(0, 1'000'000)) / 100;
    const std::vector<target> towns =
        apportion(p.panel, whole, {apportion_by::equal, std::nullopt, std::nullopt});
    double hundredths = 0;
    for (const target& t : towns) hundredths += std::nearbyint(t.wanted.lower * 100);
    RC_ASSERT(hundredths == std::nearbyint(whole.wanted.lower * 100));
    list.push_back(whole);
    list.insert(list.end(), towns.begin(), towns.end());
  }
  RC_ASSERT(target_warnings(p.panel, targets::make(std::move(list))).warnings() == 0U);
}

}  // namespace
}  // namespace zhibiao
