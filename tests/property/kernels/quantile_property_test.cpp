#include <zhibiao/kernels/quantile.hpp>

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
using zhibiao::ratio;
using zhibiao::kernels::cell;
using zhibiao::kernels::quantile_type;
using zhibiao::kernels::segment;
using zhibiao::kernels::weighted_figure;

namespace kernels = zhibiao::kernels;

quantile_type any_type() { return static_cast<quantile_type>(*rc::gen::inRange(1, 10)); }

ratio any_probability() {
  const auto below = *rc::gen::element<std::int64_t>(1, 2, 3, 4, 7, 10, 20, 100, 1000, 1'000'000);
  return {*rc::gen::inRange<std::int64_t>(0, below + 1), below};
}

/// Some of them equal.
std::vector<double> any_column(int places) {
  std::vector<double> figures = any_figures(any_length(), places);
  for (double& x : figures) {
    if (*rc::gen::inRange(0, 4) == 1) x = figures[0];
  }
  return figures;
}

RC_GTEST_PROP(QuantileProperty, IsThatOfTheTwin, ()) {
  const int places = any_places();
  std::vector<double> figures = any_column(places);
  const std::vector<double> there = reported(figures);
  const ratio p = any_probability();
  const quantile_type type = any_type();
  const cell c = kernels::quantile(figures, p, type, scale_of(places));
  const cell twin = places < 0 ? quantile<long double>(there, p, type, places)
                               : quantile<fraction>(there, p, type, places);
  double size = 0;
  for (const double x : there) size = std::max(size, std::fabs(x));
  RC_ASSERT(agrees(c.value, c.why, twin, places, 0.01 * size));
  const cell sorted = kernels::quantile_of_sorted(in_order(there), p, type, scale_of(places));
  RC_ASSERT(sorted.why == c.why);
  RC_ASSERT(sorted.value == c.value || std::isnan(c.value));
}

RC_GTEST_PROP(QuantileProperty, NeverFallsAndStaysAmongTheFigures, ()) {
  const int places = any_places();
  const std::vector<double> figures = in_order(reported(any_column(places)));
  RC_PRE(!figures.empty());
  const quantile_type type = any_type();
  const auto at = [&](std::int64_t p) {
    return kernels::quantile_of_sorted(figures, {p, 1000}, type, scale_of(places)).value;
  };
  double last = figures.front();
  for (std::int64_t p = 0; p <= 1000; ++p) {
    const double x = at(p);
    RC_ASSERT(x >= last);
    last = x;
  }
  RC_ASSERT(last <= figures.back());
  RC_ASSERT(at(0) == figures.front());
  RC_ASSERT(at(1000) == figures.back());
}

RC_GTEST_PROP(QuantileProperty, OfTheOtherEndIsItsMirror, ()) {
  // Types 1 to 4 are not symmetric.
  const auto type = static_cast<quantile_type>(*rc::gen::inRange(5, 10));
  const int places = *rc::gen::inRange(0, 5);
  std::vector<double> figures = any_column(places);
  const ratio p = any_probability();
  const double x = kernels::quantile(figures, p, type, scale_of(places)).value;
  for (double& figure : figures) figure = -figure;
  const ratio rest{p.denominator - p.numerator, p.denominator};
  const double y = kernels::quantile(figures, rest, type, scale_of(places)).value;
  RC_ASSERT(x == -y || std::isnan(x));
}

RC_GTEST_PROP(QuantileProperty, MedianIsThatOfEverySymmetricType, ()) {
  const int places = any_places();
  std::vector<double> figures = any_column(places);
  const double middle = kernels::median(figures, scale_of(places)).value;
  for (const int type : {2, 5, 6, 7, 8, 9}) {
    const double x =
        kernels::quantile(figures, {1, 2}, static_cast<quantile_type>(type), scale_of(places))
            .value;
    RC_ASSERT(x == middle || std::isnan(x));
  }
}

RC_GTEST_PROP(QuantileProperty, OfSegmentsIsThatOfTheColumns, ()) {
  const int places = any_places();
  const block values = any_block(*rc::gen::inRange<std::size_t>(0, 80), any_lanes(), places);
  const auto segments = any_segments(values.rows);
  const auto mask = any_mask(values.figures.size());
  const quantile_type type = any_type();
  std::vector<ratio> probabilities;
  for (int n = *rc::gen::inRange(0, 12); n > 0; --n) probabilities.push_back(any_probability());
  const std::size_t step = segments.size() * values.lanes;
  std::vector<double> out(probabilities.size() * step);
  std::vector<zhibiao::status> why(out.size());
  std::vector<double> scratch(kernels::quantile_scratch(segments, values.lanes));
  const auto compute = [&] {
    kernels::segment_quantiles(view(values), view(mask, values.lanes), segments, values.lanes,
                               scale_of(places), probabilities, type, scratch, out, why);
    bits digest;
    digest.add(out);
    digest.add(why);
    return digest;
  };
  RC_ASSERT(is_same_on_every_set(compute));
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      const auto sorted = in_order(reported(values, mask, segments[i], lane));
      for (std::size_t p = 0; p < probabilities.size(); ++p) {
        const cell c =
            kernels::quantile_of_sorted(sorted, probabilities[p], type, scale_of(places));
        const std::size_t at = p * step + i * values.lanes + lane;
        RC_ASSERT(why[at] == c.why);
        RC_ASSERT(out[at] == c.value || std::isnan(c.value));
      }
    }
  }
}

std::vector<weighted_figure> any_weighted(int places, int weight_places) {
  std::vector<weighted_figure> figures;
  for (const double x : any_column(places)) {
    const double weight = *rc::gen::inRange(0, 8) == 1
                              ? kernels::no_number
                              : *rc::gen::inRange(0, 1000) / power_of(weight_places);
    figures.push_back({x, weight});
  }
  return figures;
}

RC_GTEST_PROP(WeightedQuantileProperty, IsThatOfTheTwin, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const int weight_places = *rc::gen::inRange(0, 5);
  std::vector<weighted_figure> figures = any_weighted(places, weight_places);
  const auto below = *rc::gen::element<std::int64_t>(1, 2, 3, 10, 1000);
  const ratio p{*rc::gen::inRange<std::int64_t>(0, below + 1), below};
  const cell twin = weighted_quantile(figures, p, places, weight_places);
  const cell c = kernels::weighted_quantile(figures, p, scale_of(places), scale_of(weight_places));
  RC_ASSERT(agrees(c.value, c.why, twin, places));
}

RC_GTEST_PROP(WeightedQuantileProperty, WithWholeWeightsIsType2OfRepeatedFigures, ()) {
  const int places = any_places();
  std::vector<weighted_figure> figures;
  std::vector<double> repeated;
  for (const double x : reported(any_column(places))) {
    const int times = *rc::gen::inRange(0, 5);
    figures.push_back({x, static_cast<double>(times)});
    repeated.insert(repeated.end(), static_cast<std::size_t>(times), x);
  }
  RC_PRE(!repeated.empty());
  const ratio p = any_probability();
  const bool exact = *rc::gen::arbitrary<bool>();
  const cell a = kernels::weighted_quantile(figures, p, scale_of(places), {1, exact});
  const cell b =
      kernels::quantile(repeated, p, quantile_type::averaged_inverted_cdf, scale_of(places));
  RC_ASSERT(a.why == b.why);
  RC_ASSERT(a.value == b.value);
}

RC_GTEST_PROP(WeightedQuantileProperty, OrderAndSizeOfWeightsDoNotMatter, ()) {
  const int places = any_places();
  std::vector<weighted_figure> figures = any_weighted(places, 2);
  const ratio p = any_probability();
  std::vector<weighted_figure> others = in_any_order(figures);
  for (weighted_figure& x : others) x.weight *= 4;
  const cell a = kernels::weighted_quantile(figures, p, scale_of(places), scale_of(2));
  const cell b = kernels::weighted_quantile(others, p, scale_of(places), scale_of(2));
  RC_ASSERT(a.why == b.why);
  RC_ASSERT(a.value == b.value || std::isnan(a.value));
}

}  // namespace
