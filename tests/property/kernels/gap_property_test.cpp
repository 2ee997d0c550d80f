#include <zhibiao/kernels/gap.hpp>

#include "support/random_figures.hpp"
#include "support/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::exactly;
using zhibiao::has_number;
using zhibiao::interval;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::no_number;
using zhibiao::kernels::wanted_span;

namespace kernels = zhibiao::kernels;

/// Random cells, each with its target and base.
struct cells {
  int places = any_places();
  std::vector<double> figures;
  std::vector<interval> targets;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> base;
  std::vector<std::uint8_t> open;
  std::vector<double> values;
  std::vector<status> why;

  cells() {
    const std::size_t n = any_length();
    figures = any_figures(n, places);
    for (std::size_t i = 0; i < n; ++i) {
      const interval t = any_target(places);
      targets.push_back(t);
      lower.push_back(t.lower);
      upper.push_back(t.upper);
      const int ends = (t.lower_open ? 1 : 0) + (t.upper_open ? 2 : 0);
      open.push_back(static_cast<std::uint8_t>(ends));
      base.push_back(*rc::gen::arbitrary<bool>() ? no_number : any_number(places));
      if (*rc::gen::inRange(0, 8) == 0 && std::isfinite(t.lower)) figures[i] = t.lower;
    }
    values.resize(n);
    why.resize(n);
  }

  wanted_span wanted() const { return {lower, upper, base, open}; }
};

RC_GTEST_PROP(GapProperty, ShortfallIsThatOfTheTwin, ()) {
  cells c;
  kernels::shortfall(c.figures, c.wanted(), scale_of(c.places), c.values, c.why);
  for (std::size_t i = 0; i < c.figures.size(); ++i) {
    const cell twin = c.places < 0 ? shortfall<long double>(c.figures[i], c.targets[i], c.places)
                                   : shortfall<fraction>(c.figures[i], c.targets[i], c.places);
    RC_ASSERT(agrees(c.values[i], c.why[i], twin, c.places));
    const cell one = kernels::shortfall(c.figures[i], c.targets[i], scale_of(c.places));
    RC_ASSERT(agrees(c.values[i], c.why[i], one, 0));
  }
}

RC_GTEST_PROP(GapProperty, CompletionIsThatOfTheTwin, ()) {
  cells c;
  kernels::completion(c.figures, c.wanted(), scale_of(c.places), c.values, c.why);
  for (std::size_t i = 0; i < c.figures.size(); ++i) {
    const cell twin = c.places < 0
                          ? completion<long double>(c.figures[i], c.targets[i], c.base[i], c.places)
                          : completion<fraction>(c.figures[i], c.targets[i], c.base[i], c.places);
    RC_ASSERT(agrees(c.values[i], c.why[i], twin, c.places, 200));
    const cell one = kernels::completion(c.figures[i], c.targets[i], c.base[i], scale_of(c.places));
    RC_ASSERT(agrees(c.values[i], c.why[i], one, 0));
  }
}

RC_GTEST_PROP(GapProperty, VerdictIsThatOfTheTwin, ()) {
  cells c;
  kernels::verdict(c.figures, c.wanted(), c.values, c.why);
  for (std::size_t i = 0; i < c.figures.size(); ++i) {
    const cell twin = verdict(c.figures[i], c.targets[i]);
    RC_ASSERT(agrees(c.values[i], c.why[i], twin, 0));
    RC_ASSERT(agrees(c.values[i], c.why[i], kernels::verdict(c.figures[i], c.targets[i]), 0));
    const cell known = kernels::verdict(exactly(c.figures[i]), c.targets[i]);
    RC_ASSERT(agrees(c.values[i], c.why[i], known, 0));
  }
}

RC_GTEST_PROP(GapProperty, NothingIsMissingAtTheTarget, ()) {
  const int places = any_places();
  const double target = any_number(places);
  for (const interval& wanted : {interval{target, infinity, false, true},
                                 interval{-infinity, target, true, false}, exactly(target)}) {
    RC_ASSERT(kernels::shortfall(target, wanted, scale_of(places)).value == 0);
    RC_ASSERT(kernels::verdict(target, wanted).value == 1);
    const cell done = kernels::completion(target, wanted, no_number, scale_of(places));
    RC_ASSERT(done.why == status::out_of_domain || done.value == 100);
  }
}

RC_GTEST_PROP(GapProperty, MetMeansNothingMissingAndAllDone, ()) {
  const int places = any_places();
  const double x = any_number(places);
  const double base = *rc::gen::arbitrary<bool>() ? no_number : any_number(places);
  const interval wanted = any_target(places);
  const cell met = kernels::verdict(x, wanted);
  if (!has_number(met.why)) return;
  const cell missing = kernels::shortfall(x, wanted, scale_of(places));
  const cell done = kernels::completion(x, wanted, base, scale_of(places));
  if (met.value == 1) {
    RC_ASSERT(missing.value <= 0);
    RC_ASSERT(!has_number(done.why) || done.value >= 100);
  } else {
    RC_ASSERT(missing.value >= 0);
    RC_ASSERT(!has_number(done.why) || done.value <= 100);
  }
}

RC_GTEST_PROP(GapProperty, UnitDoesNotChangeCompletion, ()) {
  const int places = *rc::gen::inRange(0, 4);
  const double x = any_number(places);
  const interval wanted = any_target(places);
  const double base = *rc::gen::arbitrary<bool>() ? no_number : any_number(places);
  const cell yuan = kernels::completion(x, wanted, base, scale_of(places));
  const auto converted = [&](double y) {
    return std::isfinite(y) ? std::round(y * power_of(places)) / power_of(places + 4) : y;
  };
  const cell ten_thousands =
      kernels::completion(converted(x), {converted(wanted.lower), converted(wanted.upper)},
                          converted(base), scale_of(places + 4));
  RC_ASSERT(ten_thousands.why == yuan.why);
  RC_ASSERT(std::isnan(yuan.value) || ten_thousands.value == yuan.value);
}

bool contains(const interval& known, double x) { return x >= known.lower && x <= known.upper; }

RC_GTEST_PROP(GapProperty, KnownShortfallHoldsForEveryMemberAndNoMore, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const interval figure = any_interval(places);
  const interval wanted = any_target(places);
  const interval known = kernels::shortfall(figure, wanted, scale_of(places));
  if (!has_target(wanted)) {
    RC_ASSERT(std::isnan(known.lower) && std::isnan(known.upper));
    return;
  }
  for (const double x : members(figure, places)) {
    RC_ASSERT(contains(known, kernels::shortfall(x, wanted, scale_of(places)).value));
  }
  const hull h = shortfall(figure, wanted, places);
  RC_ASSERT(known.lower == h.least);
  RC_ASSERT(known.upper == h.greatest);
}

RC_GTEST_PROP(GapProperty, KnownCompletionHoldsForEveryMemberAndNoMore, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const interval figure = any_interval(places);
  const interval wanted = any_target(places);
  const double base = *rc::gen::arbitrary<bool>() ? no_number : any_number(places);
  const interval known = kernels::completion(figure, wanted, base, scale_of(places));
  if (!has_number(kernels::completion(0, wanted, base).why)) {
    RC_ASSERT(std::isnan(known.lower) && std::isnan(known.upper));
    return;
  }
  for (const double x : members(figure, places)) {
    RC_ASSERT(contains(known, kernels::completion(x, wanted, base, scale_of(places)).value));
  }
  // Where completion jumps from 100 to 0, an end that does not belong says nothing.
  if (std::isinf(wanted.lower) && wanted.upper == 0 && std::isnan(base)) return;
  const hull h = completion(figure, wanted, base, places);
  RC_ASSERT(known.lower == h.least);
  RC_ASSERT(known.upper == h.greatest);
}

RC_GTEST_PROP(GapProperty, KnownVerdictIsThatOfTheTwinAndContradictsNoMember, ()) {
  const int places = *rc::gen::inRange(0, 2);
  const auto bound = [&] { return *rc::gen::inRange(-4, 5) / power_of(places); };
  const interval figure = between(bound(), bound());
  interval wanted = between(bound(), bound());
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      wanted.upper = infinity;
      break;
    case 1:
      wanted.lower = -infinity;
      break;
    default:
      break;
  }
  const cell c = kernels::verdict(figure, wanted);
  RC_ASSERT(agrees(c.value, c.why, verdict(figure, wanted), 0));
  if (c.why == status::undetermined) return;
  for (const double x : members(figure, places)) {
    RC_ASSERT(kernels::verdict(x, wanted).value == c.value);
  }
}

RC_GTEST_PROP(GapProperty, ExactFiguresGiveThePoint, ()) {
  const int places = any_places();
  const double x = any_figure(places);
  const interval wanted = any_target(places);
  const double base = *rc::gen::arbitrary<bool>() ? no_number : any_number(places);
  const cell missing = kernels::shortfall(x, wanted, scale_of(places));
  const interval known = kernels::shortfall(exactly(x), wanted, scale_of(places));
  RC_ASSERT(agrees(known.lower, missing.why, missing, 0));
  RC_ASSERT(agrees(known.upper, missing.why, missing, 0));
  const cell done = kernels::completion(x, wanted, base, scale_of(places));
  const interval share = kernels::completion(exactly(x), wanted, base, scale_of(places));
  RC_ASSERT(agrees(share.lower, done.why, done, 0));
  RC_ASSERT(agrees(share.upper, done.why, done, 0));
}

}  // namespace
