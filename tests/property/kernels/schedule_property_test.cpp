#include <zhibiao/kernels/schedule.hpp>

#include "support/random_figures.hpp"
#include "support/reference_schedule.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace {

using namespace zhibiao::test;
using zhibiao::has_number;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::quotient;

namespace kernels = zhibiao::kernels;

/// A figure on its way: what all formulas are of.
struct way {
  int places = *rc::gen::inRange(0, 4);
  double x = any_figure(places);
  double base = any_figure(places);
  double goal = any_number(places);
  int all = *rc::gen::inRange(0, 366);
  int part = *rc::gen::inRange(0, all + 1);
  bool is_limit = *rc::gen::arbitrary<bool>();

  quotient due() const { return {double(part), double(all)}; }
  kernels::decimal_scale scale() const { return scale_of(places); }
};

RC_GTEST_PROP(ScheduleProperty, StraightPathsAreThoseOfTheTwin, ()) {
  const way w;
  const slow_schedule slow(w.x, w.base, w.goal, w.part, w.all, w.places);
  RC_ASSERT(agrees(slow.progress(), kernels::progress(w.x, w.goal, w.scale())));
  RC_ASSERT(agrees(slow.lead_of_total(w.is_limit),
                   kernels::lead_of_total(w.x, w.goal, w.due(), w.is_limit, w.scale())));
  RC_ASSERT(agrees(slow.required_pace(), kernels::required_pace(w.x, w.goal, w.part, w.scale())));
  RC_ASSERT(agrees(slow.projection(), kernels::projection(w.x, w.base, w.due(), w.scale())));
  if (w.all > 0 && w.base == w.base) {
    const quotient e = kernels::expected(w.base, w.goal, w.due(), w.scale());
    RC_ASSERT(agrees(slow.expected(), kernels::value_of(e)));
    const quotient x{kernels::whole(w.x, w.scale()), w.scale().power};
    RC_ASSERT(agrees(slow.lead_of_level(w.is_limit), kernels::lead_of_level(x, e, w.is_limit)));
  }
}

RC_GTEST_PROP(ScheduleProperty, TheLeadIsProgressLessElapsed, ()) {
  const way w;
  RC_PRE(w.goal > 0 && w.all > 0 && w.x == w.x);
  const double lead = kernels::lead_of_total(w.x, w.goal, w.due(), false, w.scale()).value;
  const double done = kernels::progress(w.x, w.goal, w.scale()).value;
  RC_ASSERT(is_close(lead, done - kernels::elapsed(w.due()).value, done + 100));
}

RC_GTEST_PROP(ScheduleProperty, ThePaceThatIsRequiredReachesTheTarget, ()) {
  const way w;
  RC_PRE(w.part > 0 && w.x == w.x);
  const double pace = kernels::required_pace(w.x, w.goal, w.part, w.scale()).value;
  RC_ASSERT(is_close(w.x + pace * w.part, w.goal, std::fabs(w.x) + std::fabs(w.goal)));
}

RC_GTEST_PROP(ScheduleProperty, TheRateThatIsRequiredReachesTheTarget, ()) {
  const int places = *rc::gen::inRange(0, 4);
  const double x = any_positive(places);
  const double goal = any_positive(places);
  const int periods = *rc::gen::inRange(1, 40);
  const cell c = kernels::required_rate(x, goal, periods);
  RC_ASSERT(c.why == status::ok);
  const long double reached =
      static_cast<long double>(x) * std::pow(1 + static_cast<long double>(c.value) / 100, periods);
  RC_ASSERT(std::fabs(static_cast<double>(reached / static_cast<long double>(goal)) - 1) < 1e-12);
}

RC_GTEST_PROP(ScheduleProperty, CompoundPathsAreThoseOfTheTwin, ()) {
  const int places = *rc::gen::inRange(0, 4);
  const double x = any_positive(places);
  const double goal = any_positive(places);
  const int all = *rc::gen::inRange(1, 366);
  const int part = *rc::gen::inRange(1, all + 1);
  const quotient due{double(part), double(all)};
  const auto grown = [](double from, double to, double share) {
    return static_cast<double>(from * std::pow(static_cast<long double>(to) / from, share));
  };
  const cell e = kernels::expected_compound(x, goal, due);
  RC_ASSERT(is_sound(e.value, e.why));
  RC_ASSERT(std::fabs(e.value / grown(x, goal, double(part) / all) - 1) < 1e-13);
  if (all < 8 * part) {
    const cell p = kernels::projection_compound(goal, x, due);
    RC_ASSERT(std::fabs(p.value / grown(x, goal, double(all) / part) - 1) < 1e-12);
  }
}

RC_GTEST_PROP(ScheduleProperty, WhoIsWhereHeShouldBeIsProjectedOntoTheTarget, ()) {
  const way w;
  RC_PRE(w.part > 0 && w.base == w.base);
  const cell e = kernels::value_of(kernels::expected(w.base, w.goal, w.due(), w.scale()));
  const cell p = kernels::projection(e.value, w.base, w.due());
  RC_ASSERT(is_close(p.value, w.goal, (std::fabs(w.base) + std::fabs(w.goal)) * w.all));
}

RC_GTEST_PROP(ScheduleProperty, ALampOfWhatIsKnownIsThatOfAllItsLeads, ()) {
  const zhibiao::interval lead = any_interval(1);
  const cell c = kernels::lamp(lead, {});
  const double low = lead.lower;
  const double high =
      lead.lower_open || lead.upper_open ? (lead.lower + lead.upper) / 2 : lead.upper;
  if (has_number(c.why)) {
    RC_ASSERT(c.value == kernels::lamp(high, {}));
    if (!lead.lower_open) RC_ASSERT(c.value == kernels::lamp(low, {}));
  } else {
    RC_ASSERT(c.why == status::undetermined);
  }
}

}  // namespace
