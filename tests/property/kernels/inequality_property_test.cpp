#include <zhibiao/kernels/inequality.hpp>

#include "support/instruction_sets.hpp"
#include "support/random_blocks.hpp"
#include "support/random_figures.hpp"
#include "support/reference_statistics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::has_number;
using zhibiao::kernels::cell;
using zhibiao::kernels::decimal_scale;
using zhibiao::kernels::segment;
using zhibiao::kernels::taken_as;
using zhibiao::kernels::theil_index;
using zhibiao::kernels::weighted_figure;

namespace kernels = zhibiao::kernels;

/// Figures that mostly allow an index; zeros and single negative ones among them at times.
std::vector<double> any_column(int places) {
  std::vector<double> figures = any_figures(*rc::gen::inRange<std::size_t>(0, 40), places);
  const int zeros = *rc::gen::inRange(0, 8);
  for (double& x : figures) {
    x = std::fabs(x);
    if (x == 0 && zeros != 1) x = 1 / power_of(places);
  }
  if (!figures.empty() && *rc::gen::inRange(0, 12) == 1) figures[0] = -figures[0];
  return figures;
}

block any_unequal_block(int places) {
  block values{*rc::gen::inRange<std::size_t>(0, 80), any_lanes(), {}};
  for (std::size_t lane = 0; lane < values.lanes; ++lane) {
    for (std::size_t row = 0; row < values.rows; ++row) {
      values.figures.push_back(std::fabs(any_figure(places)));
    }
  }
  return values;
}

theil_index any_index() { return *rc::gen::element(theil_index::t, theil_index::l); }
taken_as any_taken() { return *rc::gen::element(taken_as::sample, taken_as::population); }

/// Logarithms of the twin are off by the last digits of a long double, of numbers of this size.
constexpr double logarithm_error = 1e-3;

RC_GTEST_PROP(InequalityProperty, GiniIsThatOfTheTwin, ()) {
  const int places = any_places();
  const std::vector<double> figures = in_order(reported(any_column(places)));
  const taken_as taken = any_taken();
  const cell c = kernels::gini_of_sorted(figures, scale_of(places), taken);
  RC_ASSERT(agrees(c.value, c.why,
                   places < 0 ? gini<long double>(figures, places, taken)
                              : gini<fraction>(figures, places, taken),
                   places));
  RC_ASSERT(!has_number(c.why) || (c.value >= 0 && c.value <= 1));
  RC_ASSERT(!has_number(c.why) || taken == taken_as::sample || c.value < 1);
}

RC_GTEST_PROP(InequalityProperty, DoesNotChangeWithTheUnit, ()) {
  const std::vector<double> figures = any_column(2);
  std::vector<double> others = figures;
  const double factor = *rc::gen::inRange(1, 1000);
  for (double& x : others) x = std::round(x * 100) * factor / 100;
  const decimal_scale s = scale_of(2);
  const auto same = [](const cell& a, const cell& b) {
    return a.why == b.why && is_close(a.value, b.value, logarithm_error);
  };
  RC_ASSERT(same(kernels::gini_of_sorted(in_order(reported(figures)), s),
                 kernels::gini_of_sorted(in_order(reported(others)), s)));
  for (const theil_index index : {theil_index::t, theil_index::l}) {
    RC_ASSERT(same(kernels::theil(index, figures, s), kernels::theil(index, others, s)));
  }
  RC_ASSERT(same(kernels::herfindahl(kernels::moments_of(figures, s)),
                 kernels::herfindahl(kernels::moments_of(others, s))));
}

RC_GTEST_PROP(InequalityProperty, FallsWhenTheRichGiveToThePoor, ()) {
  const decimal_scale units{1, true};
  std::vector<double> figures = in_order(reported(any_column(0)));
  RC_PRE(figures.size() > 1U);
  RC_PRE(figures.front() >= 0 && figures.back() > figures.front() + 2);
  const double given = std::floor((figures.back() - figures.front()) / 2);
  std::vector<double> others = figures;
  others.front() += given;
  others.back() -= given;
  RC_ASSERT(kernels::gini_of_sorted(in_order(others), units).value <
            kernels::gini_of_sorted(figures, units).value);
  RC_ASSERT(kernels::theil(theil_index::t, others, units).value <
            kernels::theil(theil_index::t, figures, units).value);
  RC_ASSERT(kernels::herfindahl(kernels::moments_of(others, units)).value <=
            kernels::herfindahl(kernels::moments_of(figures, units)).value);
}

RC_GTEST_PROP(InequalityProperty, TheilIsThatOfTheTwin, ()) {
  const int places = any_places();
  const std::vector<double> figures = any_column(places);
  const theil_index index = any_index();
  const cell c = kernels::theil(index, figures, scale_of(places));
  RC_ASSERT(agrees(c.value, c.why, theil(index, reported(figures)), no_places, logarithm_error));
  if (!has_number(c.why)) return;
  RC_ASSERT(c.value >= 0);
  RC_ASSERT(index == theil_index::l ||
            c.value <= std::log(static_cast<double>(reported(figures).size())) + 1e-15);
}

RC_GTEST_PROP(InequalityProperty, OfEqualFiguresIsNone, ()) {
  const int places = any_places();
  const std::vector<double> figures(*rc::gen::inRange<std::size_t>(2, 60), any_positive(places));
  RC_ASSERT(kernels::gini_of_sorted(figures, scale_of(places)).value == 0);
  for (const theil_index index : {theil_index::t, theil_index::l}) {
    RC_ASSERT(is_close(kernels::theil(index, figures, scale_of(places)).value, 0, 1e-15));
  }
  RC_ASSERT(is_close(kernels::herfindahl(kernels::moments_of(figures, scale_of(places))).value,
                     1.0 / static_cast<double>(figures.size())));
}

RC_GTEST_PROP(InequalityProperty, WeightsRepeatFigures, ()) {
  const int places = any_places();
  std::vector<weighted_figure> figures;
  std::vector<double> repeated;
  for (const double x : reported(any_column(places))) {
    const int times = *rc::gen::inRange(0, 5);
    figures.push_back({x, times / 10.0});
    repeated.insert(repeated.end(), static_cast<std::size_t>(times), x);
  }
  // One figure that weighs more than one is a set of one, and several equal ones are not.
  std::size_t counted = 0;
  for (const weighted_figure& x : figures) counted += x.weight > 0 ? 1 : 0;
  RC_PRE(counted != 1U);
  const decimal_scale s = scale_of(places);
  const auto same = [](const cell& a, const cell& b) {
    return a.why == b.why && is_close(a.value, b.value, logarithm_error);
  };
  for (const theil_index index : {theil_index::t, theil_index::l}) {
    RC_ASSERT(same(kernels::weighted_theil(index, figures, s, scale_of(1)),
                   kernels::theil(index, repeated, s)));
  }
  RC_ASSERT(same(kernels::weighted_gini(figures, s, scale_of(1)),
                 kernels::gini_of_sorted(in_order(repeated), s)));
}

RC_GTEST_PROP(InequalityProperty, HerfindahlIsThatOfTheTwin, ()) {
  const int places = *rc::gen::inRange(no_places, 3);
  std::vector<double> figures = any_column(places);
  // The twin's fractions hold squares of up to 10^9.
  for (double& x : figures) x = std::fmod(x, 1e6);
  const cell c = kernels::herfindahl(kernels::moments_of(figures, scale_of(places)));
  RC_ASSERT(agrees(c.value, c.why,
                   places < 0 ? herfindahl<long double>(reported(figures), places)
                              : herfindahl<fraction>(reported(figures), places),
                   no_places));
}

struct sets {
  std::vector<double> numbers;
  std::vector<std::uint32_t> counted;
  kernels::moments_columns columns;

  explicit sets(std::size_t n)
      : numbers(n * kernels::moments_numbers),
        counted(n),
        columns(kernels::moments_in(numbers, counted)) {}
};

/// Theil's index of groups of rows, taken apart for areas of groups.
struct decomposition {
  std::vector<double> within;
  std::vector<double> between;
  std::vector<zhibiao::status> why_within;
  std::vector<zhibiao::status> why_between;

  decomposition(theil_index index, const block& values, const std::vector<segment>& groups,
                const std::vector<segment>& areas, decimal_scale s)
      : within(areas.size() * values.lanes),
        between(within.size()),
        why_within(within.size()),
        why_between(within.size()) {
    sets of_groups(groups.size() * values.lanes);
    kernels::segment_moments(view(values), {}, groups, values.lanes, s, of_groups.columns);
    std::vector<double> inside(of_groups.counted.size());
    std::vector<zhibiao::status> why(inside.size());
    kernels::segment_theil(index, view(values), {}, groups, values.lanes, s, of_groups.columns,
                           inside, why);
    sets of_areas(within.size());
    kernels::merged_segments(of_groups.columns, areas, values.lanes, of_areas.columns);
    kernels::theil_parts(index, of_groups.columns, inside, areas, values.lanes, of_areas.columns,
                         {within.data(), why_within.data()}, {between.data(), why_between.data()});
  }
};

RC_GTEST_PROP(InequalityProperty, TheilIsWithinAndBetween, ()) {
  const int places = any_places();
  const block values = any_unequal_block(places);
  const auto groups = any_parts(values.rows);
  const auto areas = any_segments(groups.size());
  const theil_index index = any_index();
  const decomposition parts(index, values, groups, areas, scale_of(places));
  for (std::size_t a = 0; a < areas.size(); ++a) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      std::vector<std::vector<double>> figures;
      std::vector<double> all;
      for (std::size_t g = areas[a].first; g < areas[a].last; ++g) {
        figures.push_back(reported(values, {}, groups[g], lane));
        all.insert(all.end(), figures.back().begin(), figures.back().end());
      }
      const std::size_t at = a * values.lanes + lane;
      const theil_parts twin = parts_of_theil(index, figures);
      RC_ASSERT(
          agrees(parts.within[at], parts.why_within[at], twin.within, no_places, logarithm_error));
      RC_ASSERT(agrees(parts.between[at], parts.why_between[at], twin.between, no_places,
                       logarithm_error));
      const cell whole = kernels::theil(index, all, scale_of(places));
      RC_ASSERT(parts.why_within[at] == whole.why);
      RC_ASSERT(is_close(parts.within[at] + parts.between[at], whole.value, logarithm_error));
    }
  }
}

RC_GTEST_PROP(InequalityProperty, EveryInstructionSetGivesTheSameBits, ()) {
  const int places = any_places();
  const decimal_scale s = scale_of(places);
  const block values = any_unequal_block(places);
  const auto groups = any_parts(values.rows);
  const auto areas = any_segments(groups.size());
  const theil_index index = any_index();
  const taken_as taken = any_taken();
  RC_ASSERT(is_same_on_every_set([&] {
    bits digest;
    const decomposition parts(index, values, groups, areas, s);
    digest.add(parts.within);
    digest.add(parts.between);
    digest.add(parts.why_between);
    std::vector<std::byte> scratch(kernels::gini_scratch(groups));
    std::vector<double> out(groups.size() * values.lanes);
    std::vector<zhibiao::status> why(out.size());
    kernels::segment_gini(view(values), {}, groups, values.lanes, s, taken, scratch, out, why);
    digest.add(out);
    digest.add(why);
    return digest;
  }));
}

}  // namespace
