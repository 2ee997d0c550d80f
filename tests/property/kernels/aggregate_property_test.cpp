#include <zhibiao/kernels/aggregate.hpp>

#include "support/random_blocks.hpp"
#include "support/random_figures.hpp"
#include "support/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::exactly;
using zhibiao::has_number;
using zhibiao::interval;
using zhibiao::ratio;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::coverage;
using zhibiao::kernels::decimal_scale;
using zhibiao::kernels::segment;

namespace kernels = zhibiao::kernels;

struct totals {
  std::vector<double> sum;
  std::vector<std::uint32_t> counted;

  explicit totals(std::size_t n) : sum(n), counted(n) {}
};

totals sums_of(const block& values, const std::vector<segment>& segments, decimal_scale s,
               const std::vector<std::uint8_t>& mask = {}) {
  totals t(segments.size() * values.lanes);
  kernels::segment_sums(view(values), view(mask, values.lanes), segments, values.lanes, s, t.sum,
                        t.counted);
  return t;
}

bool is_same_sum(double total, const sum& twin, bool exact) {
  return exact ? total == twin.total : is_close(total, twin.total, 0.01 * twin.magnitude);
}

RC_GTEST_PROP(AggregateProperty, SumsAreThoseOfTheTwin, ()) {
  const int places = any_places();
  const block values = any_block(any_rows(), any_lanes(), places);
  const auto segments = any_segments(values.rows);
  const auto mask = any_mask(values.figures.size());
  const totals t = sums_of(values, segments, scale_of(places), mask);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      const std::size_t i = s * values.lanes + lane;
      const sum twin = segment_sum(values, nullptr, mask, segments[s], lane, places, 0);
      RC_ASSERT(t.counted[i] == twin.counted);
      RC_ASSERT(is_same_sum(t.sum[i], twin, places >= 0));
      RC_ASSERT(is_sound(t.sum[i], status::ok));
    }
  }
}

RC_GTEST_PROP(AggregateProperty, WeightedSumsAreThoseOfTheTwin, ()) {
  const int places = any_places();
  const int weight_places = any_places();
  const block values = any_block(any_rows(), any_lanes(), places);
  const block weights = any_block(values.rows, values.lanes, weight_places);
  const auto segments = any_segments(values.rows);
  const auto mask = any_mask(values.figures.size());
  totals t(segments.size() * values.lanes);
  kernels::segment_weighted_sums(view(values), view(weights), view(mask, values.lanes), segments,
                                 values.lanes, scale_of(places), scale_of(weight_places), t.sum,
                                 t.counted);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      const std::size_t i = s * values.lanes + lane;
      const sum twin =
          segment_sum(values, &weights, mask, segments[s], lane, places, weight_places);
      RC_ASSERT(t.counted[i] == twin.counted);
      RC_ASSERT(is_same_sum(t.sum[i], twin, places >= 0 && weight_places >= 0));
    }
  }
}

RC_GTEST_PROP(AggregateProperty, PairSumsAreThoseOfTheTwin, ()) {
  const int places[] = {any_places(), any_places()};
  const block first = any_block(any_rows(), any_lanes(), places[0]);
  const block second = any_block(first.rows, first.lanes, places[1]);
  const auto segments = any_segments(first.rows);
  const auto mask = any_mask(first.figures.size());
  const auto both = both_there(first, second, mask);
  totals t(segments.size() * first.lanes);
  totals u(t.sum.size());
  kernels::segment_pair_sums(view(first), view(second), view(mask, first.lanes), segments,
                             first.lanes, scale_of(places[0]), scale_of(places[1]), t.sum, u.sum,
                             t.counted);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t lane = 0; lane < first.lanes; ++lane) {
      const std::size_t i = s * first.lanes + lane;
      const sum twins[] = {segment_sum(first, nullptr, both, segments[s], lane, places[0], 0),
                           segment_sum(second, nullptr, both, segments[s], lane, places[1], 0)};
      RC_ASSERT(t.counted[i] == twins[0].counted);
      RC_ASSERT(is_same_sum(t.sum[i], twins[0], places[0] >= 0));
      RC_ASSERT(is_same_sum(u.sum[i], twins[1], places[1] >= 0));
    }
  }
}

constexpr std::uint32_t group_count = 4;

std::vector<std::uint32_t> any_groups(std::size_t rows) {
  std::vector<std::uint32_t> groups;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto group = *rc::gen::inRange<std::uint32_t>(0, group_count + 1);
    groups.push_back(group == group_count ? kernels::no_group : group);
  }
  return groups;
}

/// Sums by group, of rows that come in blocks.
totals sums_by_group(const block& values, const std::vector<std::uint32_t>& groups, decimal_scale s,
                     std::size_t rows_at_once) {
  totals t(group_count * values.lanes);
  std::vector<double> sum(t.sum.size());
  std::vector<double> lost(t.sum.size());
  const kernels::running_sums running{sum.data(), lost.data(), t.counted.data()};
  for (std::size_t row = 0; row < values.rows; row += rows_at_once) {
    const std::size_t n = std::min(rows_at_once, values.rows - row);
    kernels::add_to_groups({values.figures.data() + row * values.lanes, values.lanes}, {},
                           std::span(groups).subspan(row, n), values.lanes, s, running);
  }
  kernels::finish_groups(running, t.sum);
  return t;
}

RC_GTEST_PROP(AggregateProperty, SumsByGroupAreThoseOfItsRowsAlone, ()) {
  const int places = any_places();
  const block values = any_block(any_rows(), any_lanes(), places);
  const auto groups = any_groups(values.rows);
  const std::size_t rows_at_once = *rc::gen::inRange<std::size_t>(1, 10);
  const totals t = sums_by_group(values, groups, scale_of(places), rows_at_once);
  for (std::uint32_t g = 0; g < group_count; ++g) {
    const block alone = rows_of_group(values, groups, g);
    const totals expected = sums_of(alone, {{0, alone.rows}}, scale_of(places));
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      RC_ASSERT(t.sum[g * values.lanes + lane] == expected.sum[lane]);
      RC_ASSERT(t.counted[g * values.lanes + lane] == expected.counted[lane]);
    }
  }
}

RC_GTEST_PROP(AggregateProperty, OrderOfTheRowsDoesNotMatter, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const block values = any_block(any_rows(), any_lanes(), places);
  std::vector<std::size_t> order(values.rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  order = in_any_order(order);
  block shuffled = values;
  for (std::size_t row = 0; row < values.rows; ++row) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      shuffled.figures[row * values.lanes + lane] = values.at(order[row], lane);
    }
  }
  const std::vector<segment> all{{0, values.rows}};
  const totals a = sums_of(values, all, scale_of(places));
  const totals b = sums_of(shuffled, all, scale_of(places));
  RC_ASSERT(a.sum == b.sum);
  RC_ASSERT(a.counted == b.counted);
}

RC_GTEST_PROP(AggregateProperty, PartsAddUpToTheWholeAtEveryPoint, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const block values = any_block(any_rows(), any_lanes(), places);
  const totals whole = sums_of(values, {{0, values.rows}}, scale_of(places));
  for (std::size_t at = 0; at <= values.rows; ++at) {
    const totals parts = sums_of(values, {{0, at}, {at, values.rows}}, scale_of(places));
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      RC_ASSERT(parts.sum[lane] + parts.sum[values.lanes + lane] == whole.sum[lane]);
      RC_ASSERT(parts.counted[lane] + parts.counted[values.lanes + lane] == whole.counted[lane]);
    }
  }
}

RC_GTEST_PROP(AggregateProperty, NeighbouringLanesDoNotMatter, ()) {
  const int places = any_places();
  const block values = any_block(any_rows(), *rc::gen::inRange<std::size_t>(1, 20), places);
  const std::vector<segment> all{{0, values.rows}};
  const totals together = sums_of(values, all, scale_of(places));
  for (std::size_t lane = 0; lane < values.lanes; ++lane) {
    double sum = 0;
    std::uint32_t counted = 0;
    kernels::segment_sums({values.figures.data() + lane, values.lanes}, {}, all, 1,
                          scale_of(places), {&sum, 1}, {&counted, 1});
    RC_ASSERT(sum == together.sum[lane]);
    RC_ASSERT(counted == together.counted[lane]);
  }
}

RC_GTEST_PROP(AggregateProperty, RatioOfSumsIsThatOfTheTwin, ()) {
  const int numerator_places = *rc::gen::inRange(0, 5);
  const int denominator_places = *rc::gen::inRange(0, 5);
  const std::int64_t numerator = *rc::gen::inRange<std::int64_t>(-100'000'000, 100'000'001);
  const std::int64_t denominator = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-3, 4),
                                                   rc::gen::inRange<std::int64_t>(0, 10'000'000));
  const ratio factor = *rc::gen::element(ratio{1, 1}, ratio{100, 1}, ratio{1000, 1},
                                         ratio{10000, 1}, ratio{1, 10000}, ratio{1, 12});
  const cell c = kernels::ratio_of_sums(static_cast<double>(numerator), scale_of(numerator_places),
                                        static_cast<double>(denominator),
                                        scale_of(denominator_places), factor);
  RC_ASSERT(agrees(
      c.value, c.why,
      ratio_of_sums(numerator, numerator_places, denominator, denominator_places, factor), 0));
}

RC_GTEST_PROP(AggregateProperty, KnownRatioOfSumsHoldsForEveryMemberAndNoMore, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const interval numerator = any_interval(places);
  const interval denominator = any_positive_interval(places);
  const ratio factor = *rc::gen::element(ratio{1, 1}, ratio{100, 1}, ratio{1, 10000});
  const interval known = kernels::ratio_of_sums(numerator, denominator, factor);
  for (const double n : members(numerator, places)) {
    for (const double d : members(denominator, places)) {
      const double x = kernels::ratio_of_sums(n, {}, d, {}, factor).value;
      RC_ASSERT(x >= known.lower);
      RC_ASSERT(x <= known.upper);
    }
  }
  const hull h = ratio_of_sums(numerator, denominator, factor);
  RC_ASSERT(is_close(known.lower, h.least));
  RC_ASSERT(is_close(known.upper, h.greatest));
}

RC_GTEST_PROP(AggregateProperty, WeightedMeanIsThatOfTheTwin, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const std::int64_t total = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'001);
  const std::int64_t weight = *rc::gen::inRange<std::int64_t>(-2, 10'000'000);
  const cell c = kernels::weighted_mean(static_cast<double>(total), scale_of(places),
                                        static_cast<double>(weight));
  RC_ASSERT(agrees(c.value, c.why, weighted_mean(total, places, weight), 0));
}

RC_GTEST_PROP(AggregateProperty, WeightedMeanLiesAmongItsFigures, ()) {
  const int places = *rc::gen::inRange(0, 4);
  const int weight_places = *rc::gen::inRange(0, 3);
  block values{*rc::gen::inRange<std::size_t>(1, 12), 1, {}};
  block weights{values.rows, 1, {}};
  for (std::size_t row = 0; row < values.rows; ++row) {
    values.figures.push_back(any_positive(places));
    weights.figures.push_back(any_positive(weight_places));
  }
  const segment all{0, values.rows};
  double total = 0;
  std::uint32_t counted = 0;
  kernels::segment_weighted_sums(view(values), view(weights), {}, {&all, 1}, 1, scale_of(places),
                                 scale_of(weight_places), {&total, 1}, {&counted, 1});
  const double weight = sums_of(weights, {all}, scale_of(weight_places)).sum[0];
  const double mean = kernels::weighted_mean(total, scale_of(places), weight).value;
  const auto [least, greatest] = std::ranges::minmax(values.figures);
  RC_ASSERT(mean >= least);
  RC_ASSERT(mean <= greatest);
}

RC_GTEST_PROP(AggregateProperty, PeriodsAreThoseOfTheTwin, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const block values = any_block(any_rows(), any_lanes(), places);
  const std::size_t first = *rc::gen::inRange<std::size_t>(0, values.lanes + 1);
  const std::size_t lanes = *rc::gen::inRange<std::size_t>(0, values.lanes - first + 1);
  std::vector<double> last(values.rows);
  std::vector<double> sum(values.rows);
  kernels::last_of_lanes(view(values), values.rows, first, lanes, last);
  kernels::sum_of_lanes(view(values), values.rows, first, lanes, scale_of(places), sum);
  for (std::size_t row = 0; row < values.rows; ++row) {
    std::vector<double> figures;
    for (std::size_t lane = first; lane < first + lanes; ++lane) {
      figures.push_back(values.at(row, lane));
    }
    const double expected_last = last_of_lanes(figures);
    const double expected_sum = sum_of_lanes(figures, places);
    RC_ASSERT(last[row] == expected_last || (std::isnan(last[row]) && std::isnan(expected_last)));
    RC_ASSERT(sum[row] == expected_sum || (std::isnan(sum[row]) && std::isnan(expected_sum)));
  }
}

RC_GTEST_PROP(AggregateProperty, CoverageIsThatOfTheTwin, ()) {
  const auto members = *rc::gen::inRange<std::uint32_t>(1, 40);
  const auto counted = *rc::gen::inRange<std::uint32_t>(0, members + 1);
  const int weight = *rc::gen::inRange(-1, 101);
  const coverage share{static_cast<double>(counted) / members,
                       weight < 0 ? kernels::no_number : weight / 100.0};
  const double minimum = *rc::gen::element(0.0, 0.5, 2.0 / 3, 0.95, 1.0);
  const status why = *rc::gen::element(status::ok, status::estimated, status::out_of_domain);
  const cell aggregate{has_number(why) ? 90 : kernels::no_number, why};
  const cell c = kernels::covered(aggregate, counted, members, share, minimum);
  RC_ASSERT(agrees(c.value, c.why,
                   zhibiao::test::covered(aggregate, counted, members, share, minimum), 0));
}

RC_GTEST_PROP(AggregateProperty, CoverageOfManyIsThatOfEach, ()) {
  const std::size_t lanes = any_lanes();
  const double minimum = *rc::gen::element(1e-9, 0.5, 2.0 / 3, 0.95, 1.0);
  std::vector<kernels::covered_row> areas;
  std::vector<double> values;
  std::vector<status> why;
  std::vector<std::uint32_t> counted;
  const std::size_t count = *rc::gen::inRange<std::size_t>(0, 8);
  for (std::size_t i = 0; i < count; ++i) {
    const auto members = *rc::gen::inRange<std::uint32_t>(0, 40);
    areas.push_back({members, kernels::least_counted(members, minimum), count - 1 - i});
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      why.push_back(*rc::gen::element(status::ok, status::estimated, status::out_of_domain));
      values.push_back(has_number(why.back()) ? *rc::gen::inRange(-3, 4) : kernels::no_number);
      counted.push_back(*rc::gen::inRange<std::uint32_t>(0, members + 1));
    }
  }
  const std::size_t stride = lanes + *rc::gen::inRange<std::size_t>(0, 3);
  const status untouched = status::overflow;
  std::vector<double> out(count * stride, 7);
  std::vector<status> out_why(count * stride, untouched);
  kernels::covered(values, why, counted, areas, lanes, {out.data(), out_why.data(), stride});
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t members = areas[i].members;
    for (std::size_t lane = 0; lane < stride; ++lane) {
      const std::size_t to = areas[i].row * stride + lane;
      if (lane >= lanes) {
        RC_ASSERT(out[to] == 7 && out_why[to] == untouched);
        continue;
      }
      const std::size_t at = i * lanes + lane;
      const double by_count = members == 0 ? 0.0 : static_cast<double>(counted[at]) / members;
      const cell expected = zhibiao::test::covered({values[at], why[at]}, counted[at], members,
                                                   coverage{by_count}, minimum);
      RC_ASSERT(agrees(out[to], out_why[to], expected, 0));
    }
  }
}

RC_GTEST_PROP(AggregateProperty, MoreMembersNeverWithholdTheNumber, ()) {
  const auto members = *rc::gen::inRange<std::uint32_t>(1, 40);
  const double minimum = *rc::gen::inRange(0, 101) / 100.0;
  bool published = false;
  for (std::uint32_t counted = 0; counted <= members; ++counted) {
    const coverage share{static_cast<double>(counted) / members};
    const cell c = kernels::covered({90, status::ok}, counted, members, share, minimum);
    RC_ASSERT(!published || has_number(c.why));
    published = has_number(c.why);
  }
  RC_ASSERT(published);
}

}  // namespace
