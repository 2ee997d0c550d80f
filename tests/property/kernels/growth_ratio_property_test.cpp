#include <zhibiao/kernels/goal_progress.hpp>
#include <zhibiao/kernels/growth_ratio.hpp>
#include <zhibiao/kernels/progress_chart.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <vector>

namespace {

using zhibiao::has_number;
using zhibiao::status;
using namespace zhibiao::kernels;

/// A figure above zero with two places.
rc::Gen<double> figure() {
  return rc::gen::map(rc::gen::inRange(1, 1'000'000), [](int n) { return n / 100.0; });
}

course any_course() {
  const int years = *rc::gen::inRange(1, 12);
  return {*figure(),
          *figure(),
          *figure(),
          years,
          years + *rc::gen::inRange(1, 12),
          *rc::gen::arbitrary<bool>()};
}

/// The twin: by powers of the mathematical library, in long doubles.
long double slow_growth(double later, double base, int years) {
  return std::pow(static_cast<long double>(later) / base, 1.0L / years) - 1;
}

RC_GTEST_PROP(GrowthRatio, IsWhatThePowersSay, ()) {
  const course c = any_course();
  RC_PRE(c.goal != c.base);
  const long double observed = slow_growth(c.current, c.base, c.years) * (c.up ? 1 : -1);
  const long double required = std::fabs(slow_growth(c.goal, c.base, c.years_to_goal));
  const cell made = growth_ratio(c);
  RC_ASSERT(made.why == status::ok);
  const long double expected = observed / required;
  RC_ASSERT(std::fabs(made.value - expected) <= 1e-9L * (1 + std::fabs(expected)));
}

RC_GTEST_PROP(GrowthRatio, DoesNotDependOnTheUnit, ()) {
  const course c = any_course();
  RC_PRE(c.goal != c.base);
  course in_another = c;
  for (double* x : {&in_another.base, &in_another.current, &in_another.goal}) *x *= 1024;
  RC_ASSERT(growth_ratio(in_another).value == growth_ratio(c).value);
  RC_ASSERT(growth_ratio_class(in_another).value == growth_ratio_class(c).value);
  RC_ASSERT(projected_share(in_another).value == projected_share(c).value);
}

RC_GTEST_PROP(GrowthRatio, MirroredSeriesHaveOneClass, ()) {
  const course c = any_course();
  RC_PRE(c.goal != c.base);
  const course mirrored{-c.base, -c.current, -c.goal, c.years, c.years_to_goal, !c.up};
  RC_ASSERT(growth_ratio(mirrored).value == growth_ratio(c).value);
  RC_ASSERT(growth_ratio_score(mirrored).value == growth_ratio_score(c).value);
}

RC_GTEST_PROP(GrowthRatio, ABetterFigureNeverHasALowerClassOrScore, ()) {
  const course worse = any_course();
  RC_PRE(worse.goal != worse.base);
  course better = worse;
  better.current = worse.up ? worse.current * 1.5 : worse.current / 1.5;
  RC_ASSERT(growth_ratio_class(better).value >= growth_ratio_class(worse).value);
  RC_ASSERT(growth_ratio_score(better).value >= growth_ratio_score(worse).value);
  RC_ASSERT(goal_status(better).value >= goal_status(worse).value);
}

RC_GTEST_PROP(RoomToGrow, IsWhatThePowerSays, ()) {
  const double base = *figure();
  const double limit = *figure();
  const double room = room_to_grow(base, limit);
  const long double near =
      base <= limit ? base / static_cast<long double>(limit) : (2.0L * limit - base) / limit;
  const long double expected = base >= 2 * limit ? 1 : 1 - std::pow(near, 4.44L);
  RC_ASSERT(std::fabs(room - expected) < 1e-12L);
}

RC_GTEST_PROP(ProjectedShare, IsWhatThePowersSay, ()) {
  const course c = any_course();
  RC_PRE(std::fabs(c.goal - c.base) > 1 && c.current / c.base < 10);
  const long double growth = 1 + slow_growth(c.current, c.base, c.years);
  const long double then = c.current * std::pow(growth, c.years_to_goal - c.years);
  const long double expected = (then - c.base) / (static_cast<long double>(c.goal) - c.base);
  RC_ASSERT(std::fabs(projected_share(c).value - expected) <= 1e-9L * (1 + std::fabs(expected)));
}

RC_GTEST_PROP(ProjectedFigure, IsWhatWeightedLeastSquaresSay, ()) {
  const int count = *rc::gen::inRange(2, 15);
  std::vector<dated_figure> figures;
  int year = 0;
  for (int i = 0; i < count; ++i) {
    figures.push_back({year, *figure()});
    year += *rc::gen::inRange(1, 4);
  }
  const int last = figures.back().year;
  const int at = last + *rc::gen::inRange(1, 10);
  long double w0 = 0, w1 = 0, w2 = 0, v0 = 0, v1 = 0;
  for (const dated_figure& f : figures) {
    const long double w = std::pow(0.1L, static_cast<long double>(last - f.year) / last);
    w0 += w;
    w1 += w * f.year;
    w2 += w * f.year * f.year;
    v0 += w * f.value;
    v1 += w * f.year * f.value;
  }
  const long double slope = (w0 * v1 - w1 * v0) / (w0 * w2 - w1 * w1);
  const long double expected = (v0 - slope * w1) / w0 + slope * at;
  RC_ASSERT(std::fabs(projected_figure(figures, at).value - expected) <=
            1e-8L * (1 + std::fabs(expected)));
}

}  // namespace
