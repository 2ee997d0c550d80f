#include <zhibiao/kernels/moments.hpp>

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
using zhibiao::kernels::cell;
using zhibiao::kernels::decimal_scale;
using zhibiao::kernels::moments;
using zhibiao::kernels::segment;
using zhibiao::kernels::taken_as;

namespace kernels = zhibiao::kernels;

struct sets {
  std::vector<double> numbers;
  std::vector<std::uint32_t> counted;
  kernels::moments_columns columns;

  explicit sets(std::size_t n)
      : numbers(n * kernels::moments_numbers),
        counted(n),
        columns(kernels::moments_in(numbers, counted)) {}
};

sets moments_of(const block& values, const std::vector<segment>& segments, decimal_scale s,
                const std::vector<std::uint8_t>& mask = {}) {
  sets found(segments.size() * values.lanes);
  kernels::segment_moments(view(values), view(mask, values.lanes), segments, values.lanes, s,
                           found.columns);
  return found;
}

taken_as any_taken() { return *rc::gen::element(taken_as::sample, taken_as::population); }

/// What a variance may be off by, for the squares of deviations of at most the range.
double variance_error(const std::vector<double>& figures) {
  if (figures.empty()) return 0;
  const auto [least, greatest] = std::ranges::minmax(figures);
  return 16 * 0x1p-53 * (greatest - least) * (greatest - least);
}

bool is_near(double a, double b, double error) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::fabs(a - b) <= error;
}

bool is_same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

RC_GTEST_PROP(MomentsProperty, AreThoseOfTheTwin, ()) {
  const int places = any_places();
  const decimal_scale s = scale_of(places);
  const block values = any_block(any_rows(), any_lanes(), places);
  const auto segments = any_segments(values.rows);
  const auto mask = any_mask(values.figures.size());
  const taken_as taken = any_taken();
  const sets found = moments_of(values, segments, s, mask);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      const moments m = kernels::moments_at(found.columns, i * values.lanes + lane);
      const std::vector<double> figures = reported(values, mask, segments[i], lane);
      const auto same = [&](const cell& c, const cell& twin) {
        return agrees(c.value, c.why, twin, 0);
      };
      RC_ASSERT(same(kernels::count(m), count(figures)));
      RC_ASSERT(same(kernels::minimum(m), minimum(figures)));
      RC_ASSERT(same(kernels::maximum(m), maximum(figures)));
      if (places >= 0) {
        RC_ASSERT(same(kernels::sum(m, s), sum_cell<fraction>(figures, places)));
        RC_ASSERT(same(kernels::mean(m, s), mean<fraction>(figures, places)));
        RC_ASSERT(same(kernels::variance(m, s, taken), variance<fraction>(figures, places, taken)));
      } else {
        const sum twin = segment_sum(values, nullptr, mask, segments[i], lane, -1, 0);
        const cell v = variance<long double>(figures, places, taken);
        RC_ASSERT(figures.empty() ||
                  is_close(kernels::sum(m, s).value, twin.total, 0.01 * twin.magnitude));
        RC_ASSERT(kernels::variance(m, s, taken).why == v.why);
        RC_ASSERT(is_near(kernels::variance(m, s, taken).value, v.value, variance_error(figures)));
      }
    }
  }
}

RC_GTEST_PROP(MomentsProperty, DeviationIsTheRootOfTheVariance, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const std::vector<double> figures = any_figures(any_length(), places);
  const taken_as taken = any_taken();
  const moments m = kernels::moments_of(figures, scale_of(places));
  const std::vector<double> there = reported(figures);
  const cell s = kernels::standard_deviation(m, scale_of(places), taken);
  const cell twin = standard_deviation<fraction>(there, places, taken);
  RC_ASSERT(agrees(s.value, s.why, twin, no_places));
  const cell cv = kernels::coefficient_of_variation(m, scale_of(places), taken);
  const cell other = coefficient_of_variation<fraction>(there, places, taken);
  RC_ASSERT(agrees(cv.value, cv.why, other, no_places));
}

RC_GTEST_PROP(MomentsProperty, OfAnySplitMergeToTheWhole, ()) {
  const int places = any_places();
  const decimal_scale s = scale_of(places);
  const std::vector<double> figures = any_figures(any_length(), places);
  const taken_as taken = any_taken();
  const moments whole = kernels::moments_of(figures, s);
  // Parts of any sizes, some empty, merged from the left or pair by pair.
  std::vector<moments> parts;
  for (const segment& part : any_parts(figures.size())) {
    parts.push_back(kernels::moments_of({figures.data() + part.first, part.last - part.first}, s));
  }
  const bool in_pairs = *rc::gen::arbitrary<bool>();
  while (parts.size() > 1) {
    const std::size_t at = in_pairs ? *rc::gen::inRange<std::size_t>(0, parts.size() - 1) : 0;
    parts[at] = kernels::merged(parts[at], parts[at + 1]);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
  const moments m = parts.empty() ? moments{} : parts[0];
  RC_ASSERT(m.counted == whole.counted);
  RC_ASSERT(is_same(m.least, whole.least));
  RC_ASSERT(is_same(m.greatest, whole.greatest));
  const cell a = kernels::variance(m, s, taken);
  const cell b = kernels::variance(whole, s, taken);
  RC_ASSERT(a.why == b.why);
  if (places >= 0) {
    RC_ASSERT(m.sum == whole.sum);
    RC_ASSERT(is_same(kernels::mean(m, s).value, kernels::mean(whole, s).value));
    RC_ASSERT(is_same(a.value, b.value));
  } else {
    RC_ASSERT(is_close(m.sum, whole.sum, 1e13));
    RC_ASSERT(is_near(a.value, b.value, variance_error(reported(figures))));
  }
}

RC_GTEST_PROP(MomentsProperty, OrderOfDecimalsDoesNotMatter, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const decimal_scale s = scale_of(places);
  const std::vector<double> figures = any_figures(any_length(), places);
  const moments a = kernels::moments_of(figures, s);
  const moments b = kernels::moments_of(in_any_order(figures), s);
  RC_ASSERT(a.counted == b.counted);
  RC_ASSERT(a.sum == b.sum);
  RC_ASSERT(is_same(a.least, b.least));
  RC_ASSERT(is_same(a.greatest, b.greatest));
  RC_ASSERT(is_same(kernels::mean(a, s).value, kernels::mean(b, s).value));
  for (const taken_as taken : {taken_as::sample, taken_as::population}) {
    RC_ASSERT(is_same(kernels::variance(a, s, taken).value, kernels::variance(b, s, taken).value));
  }
}

RC_GTEST_PROP(MomentsProperty, VarianceIgnoresAConstantAndTheSign, ()) {
  const decimal_scale units{1, true};
  std::vector<double> figures = any_figures(any_length(), 0);
  const double v = kernels::variance(kernels::moments_of(figures, units), units).value;
  const auto constant = static_cast<double>(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'001));
  for (double& x : figures) x = constant - x;
  RC_ASSERT(is_same(kernels::variance(kernels::moments_of(figures, units), units).value, v));
}

RC_GTEST_PROP(MomentsProperty, MeanLiesBetweenTheExtremes, ()) {
  const int places = any_places();
  const moments m = kernels::moments_of(any_figures(any_length(), places), scale_of(places));
  RC_PRE(m.counted > 0U);
  const double mean = kernels::mean(m, scale_of(places)).value;
  RC_ASSERT(mean >= m.least);
  RC_ASSERT(mean <= m.greatest);
}

RC_GTEST_PROP(MomentsProperty, OfSegmentsMergeAsOneByOne, ()) {
  const int places = any_places();
  const decimal_scale s = scale_of(places);
  const block values = any_block(any_rows(), any_lanes(), places);
  const auto counties = any_parts(values.rows);
  const sets of_counties = moments_of(values, counties, s);
  const auto provinces = any_segments(counties.size());
  sets merged(provinces.size() * values.lanes);
  kernels::merged_segments(of_counties.columns, provinces, values.lanes, merged.columns);
  for (std::size_t i = 0; i < provinces.size(); ++i) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      moments expected;
      for (std::size_t c = provinces[i].first; c < provinces[i].last; ++c) {
        expected = kernels::merged(
            expected, kernels::moments_at(of_counties.columns, c * values.lanes + lane));
      }
      const moments m = kernels::moments_at(merged.columns, i * values.lanes + lane);
      RC_ASSERT(m.counted == expected.counted);
      RC_ASSERT(m.sum == expected.sum);
      RC_ASSERT(m.sum_rest == expected.sum_rest);
      RC_ASSERT(m.squares == expected.squares);
      RC_ASSERT(m.squares_rest == expected.squares_rest);
      RC_ASSERT(is_same(m.shift, expected.shift));
      RC_ASSERT(is_same(m.least, expected.least));
      RC_ASSERT(is_same(m.greatest, expected.greatest));
    }
  }
}

RC_GTEST_PROP(MomentsProperty, EveryInstructionSetGivesTheSameBits, ()) {
  const int places = any_places();
  const decimal_scale s = scale_of(places);
  const block values = any_block(any_rows(), *rc::gen::inRange<std::size_t>(0, 40), places);
  const auto segments = any_segments(values.rows);
  const auto mask = any_mask(values.figures.size());
  const taken_as taken = any_taken();
  const auto all_bits = [&] {
    sets found = moments_of(values, segments, s, mask);
    std::vector<double> out(found.counted.size());
    std::vector<zhibiao::status> why(out.size());
    bits digest;
    digest.add(found.numbers);
    digest.add(found.counted);
    kernels::mean(found.columns, s, out, why);
    digest.add(out);
    digest.add(why);
    kernels::coefficient_of_variation(found.columns, s, taken, out, why);
    digest.add(out);
    digest.add(why);
    return digest;
  };
  RC_ASSERT(is_same_on_every_set(all_bits));
}

}  // namespace
