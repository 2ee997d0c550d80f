#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/stats/accumulate.hpp>
#include <zhibiao/stats/features.hpp>

#include "support/random_blocks.hpp"
#include "support/random_figures.hpp"
#include "support/slow_shape.hpp"

#include <boost/accumulators/statistics/count.hpp>
#include <boost/accumulators/statistics/kurtosis.hpp>
#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/mean.hpp>
#include <boost/accumulators/statistics/min.hpp>
#include <boost/accumulators/statistics/skewness.hpp>
#include <boost/accumulators/statistics/variance.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace {

namespace ba = boost::accumulators;
namespace kernels = zhibiao::kernels;
namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using namespace zhibiao::test;
using kernels::cell;
using kernels::segment;
using zhibiao::status;

/// Up to a few runs of the power sums; one in eight missing.
std::vector<double> any_column() {
  return any_figures(*rc::gen::inRange<std::size_t>(0, 300), any_places());
}

/// A few figures and a large number, to be added to all of them, that hides no digit.
std::vector<double> any_column_far_from_zero() {
  const auto n = *rc::gen::inRange<std::size_t>(0, 300);
  const double far = *rc::gen::element(-1e9, 0.0, 1e6, 1e9, 1e12);
  std::vector<double> x(n);
  for (double& figure : x) {
    const int quarters = *rc::gen::inRange(-400, 4001);
    figure = *rc::gen::inRange(0, 8) == 0 ? kernels::no_number : far + quarters * 0.25;
  }
  return x;
}

double range_of(const std::vector<double>& figures) {
  double least = HUGE_VAL;
  double greatest = -HUGE_VAL;
  for (const double x : figures) {
    if (std::isnan(x)) continue;
    least = std::min(least, x);
    greatest = std::max(greatest, x);
  }
  return greatest < least ? 0 : greatest - least;
}

template <class Set>
Set set_of(const std::vector<double>& figures) {
  Set set;
  for (const double x : figures) set(x);
  return set;
}

bool is_near(const cell& c, const cell& other, double error) {
  if (c.why != other.why || !is_sound(c.value, c.why)) return false;
  return !has_number(c.why) || std::fabs(c.value - other.value) <= error;
}

bool is_same(const cell& a, const cell& b) {
  return a.why == b.why && (a.value == b.value || !has_number(a.why));
}

RC_GTEST_PROP(FeaturesProperty, MomentsAreThoseOfTheKernel, ()) {
  const std::vector<double> figures = any_column();
  const auto towns =
      set_of<stats::accumulators_of<tag::count, tag::sum, tag::minimum, tag::maximum, tag::mean,
                                    tag::variance, tag::standard_deviation,
                                    tag::coefficient_of_variation>>(figures);
  const kernels::moments m = kernels::moments_of(figures, {});
  RC_ASSERT(is_same(stats::count(towns), kernels::count(m)));
  RC_ASSERT(is_same(stats::sum(towns), kernels::sum(m, {})));
  RC_ASSERT(is_same(stats::minimum(towns), kernels::minimum(m)));
  RC_ASSERT(is_same(stats::maximum(towns), kernels::maximum(m)));
  // What plain sums of n distances, no larger than the range, may lose.
  const double rounding = 0x1p-52 * (m.counted + 1.0);
  const double range = range_of(figures);
  const cell mean = kernels::mean(m, {});
  RC_ASSERT(is_near(stats::mean(towns), mean, rounding * range + 0x1p-52 * std::fabs(mean.value)));
  const cell variance = kernels::variance(m, {});
  const double error = 2 * rounding * range * range;
  RC_ASSERT(is_near(stats::variance(towns), variance, error));
  const cell deviation = stats::standard_deviation(towns);
  RC_ASSERT(deviation.why == variance.why && is_sound(deviation.value, deviation.why));
  if (has_number(deviation.why)) {
    RC_ASSERT(std::fabs(deviation.value * deviation.value - variance.value) <=
              error + 0x1p-50 * variance.value);
  }
  const cell variation = stats::coefficient_of_variation(towns);
  RC_ASSERT(is_sound(variation.value, variation.why));
  if (has_number(variation.why)) {
    RC_ASSERT(variation.value == deviation.value / stats::mean(towns).value);
  } else {
    RC_ASSERT(!has_number(deviation.why) || stats::mean(towns).value <= 0);
  }
}

RC_GTEST_PROP(FeaturesProperty, MergedBlocksAreTheWhole, ()) {
  const std::vector<double> figures = any_column_far_from_zero();
  ba::accumulator_set<kernels::moments, ba::stats<tag::mean, tag::variance, tag::sum, tag::maximum>>
      merged;
  ba::accumulator_set<kernels::shape_moments, ba::stats<tag::skewness, tag::kurtosis>> shapes;
  for (const segment& part : any_parts(figures.size())) {
    stats::accumulators_of<tag::moments, tag::shape> block;
    for (std::size_t i = part.first; i < part.last; ++i) block(figures[i]);
    merged(stats::moments(block));
    shapes(stats::shape(block));
  }
  const auto whole = set_of<stats::accumulators_of<tag::mean, tag::variance, tag::sum, tag::maximum,
                                                   tag::skewness, tag::kurtosis>>(figures);
  // These figures are multiples of a quarter: none of their sums is rounded, only quotients are.
  const cell mean = stats::mean(whole);
  RC_ASSERT(
      is_near(stats::mean(merged), mean, 0x1p-51 * (std::fabs(mean.value) + range_of(figures))));
  RC_ASSERT(is_same(stats::sum(merged), stats::sum(whole)));
  RC_ASSERT(is_same(stats::maximum(merged), stats::maximum(whole)));
  const double square = range_of(figures) * range_of(figures);
  RC_ASSERT(is_near(stats::variance(merged), stats::variance(whole), 1e-14 * square));
  const double n = static_cast<double>(slow_shape(figures).n);
  RC_ASSERT(is_near(stats::skewness(shapes), stats::skewness(whole), 1e-12 * std::sqrt(n)));
  RC_ASSERT(is_near(stats::kurtosis(shapes), stats::kurtosis(whole), 1e-12 * n));
}

/// Skewness cannot be larger than sqrt(n), kurtosis than n: by these an error is measured.
RC_GTEST_PROP(FeaturesProperty, ShapeIsThatOfTheTwin, (bool far)) {
  const std::vector<double> figures = far ? any_column_far_from_zero() : any_column();
  const auto towns = set_of<stats::accumulators_of<tag::skewness, tag::kurtosis>>(figures);
  const cell skewness = stats::skewness(towns);
  const cell kurtosis = stats::kurtosis(towns);
  const slow_shape twin(figures);
  const status why = twin.n == 0                        ? status::not_reported
                     : twin.n < 3 || are_equal(figures) ? status::out_of_domain
                                                        : status::ok;
  RC_ASSERT(skewness.why == why && is_sound(skewness.value, why));
  RC_ASSERT(kurtosis.why == why && is_sound(kurtosis.value, why));
  if (why != status::ok) return;
  const double n = static_cast<double>(twin.n);
  RC_ASSERT(std::fabs(skewness.value - nearest(twin.skewness())) <= 1e-12 * std::sqrt(n));
  RC_ASSERT(std::fabs(kurtosis.value - nearest(twin.kurtosis())) <= 1e-12 * n);
}

RC_GTEST_PROP(FeaturesProperty, ShapeDoesNotDependOnPlaceSizeOrSide, ()) {
  std::vector<double> figures = any_column_far_from_zero();
  const auto before = set_of<stats::accumulators_of<tag::skewness, tag::kurtosis>>(figures);
  for (double& x : figures) x = -4 * x;
  const auto after = set_of<stats::accumulators_of<tag::skewness, tag::kurtosis>>(figures);
  const cell mirrored = stats::skewness(before);
  RC_ASSERT(is_same(stats::skewness(after), {-mirrored.value, mirrored.why}));
  RC_ASSERT(is_same(stats::kurtosis(after), stats::kurtosis(before)));
}

/// Boost's own features share nothing with ours.
RC_GTEST_PROP(FeaturesProperty, BoostAgrees, ()) {
  std::vector<double> figures = any_column_far_from_zero();
  std::erase_if(figures, [](double x) { return std::isnan(x); });
  RC_PRE(figures.size() > 2);
  const auto boost = set_of<stats::accumulators_of<ba::tag::count, ba::tag::mean, ba::tag::variance,
                                                   ba::tag::min, ba::tag::max>>(figures);
  const kernels::moments m = kernels::moments_of(figures, {});
  const double n = static_cast<double>(figures.size());
  const double size = std::max(std::fabs(ba::min(boost)), std::fabs(ba::max(boost)));
  RC_ASSERT(m.counted == ba::count(boost));
  RC_ASSERT(kernels::minimum(m).value == ba::min(boost));
  RC_ASSERT(kernels::maximum(m).value == ba::max(boost));
  RC_ASSERT(std::fabs(kernels::mean(m, {}).value - ba::mean(boost)) <= 1e-15 * n * size);
  // Boost's mean is rounded at every figure, and its variance is made from such means.
  const double population = kernels::variance(m, {}, kernels::taken_as::population).value;
  RC_ASSERT(std::fabs(population - ba::variance(boost)) <=
            1e-15 * n * (size + range_of(figures)) * (1 + range_of(figures)));
}

RC_GTEST_PROP(FeaturesProperty, BoostAgreesOnShapesNearZero, ()) {
  const auto figures = *rc::gen::container<std::vector<double>>(
      *rc::gen::inRange<std::size_t>(3, 200),
      rc::gen::map(rc::gen::inRange(-9, 10), [](int x) { return x * 0.5; }));
  RC_PRE(!are_equal(figures));
  const auto ours = set_of<stats::accumulators_of<tag::skewness, tag::kurtosis>>(figures);
  const auto boost = set_of<stats::accumulators_of<ba::tag::skewness, ba::tag::kurtosis>>(figures);
  const double n = static_cast<double>(figures.size());
  // Boost takes powers of the figures, which are larger than those of their distances from the mean.
  RC_ASSERT(std::fabs(stats::skewness(ours).value - ba::skewness(boost)) <= 1e-9 * n);
  RC_ASSERT(std::fabs(stats::kurtosis(ours).value - ba::kurtosis(boost)) <= 1e-9 * n);
}

RC_GTEST_PROP(FeaturesProperty, WeightedMeanIsThatOfTheKernel, ()) {
  const std::size_t n = *rc::gen::inRange<std::size_t>(0, 40);
  const std::vector<double> figures = any_figures(n, no_places);
  const std::vector<double> weights = any_figures(n, no_places);
  stats::weighted_accumulators_of<tag::weighted_mean> towns;
  double magnitude = 0;
  for (std::size_t i = 0; i < n; ++i) {
    towns(figures[i], ba::weight = weights[i]);
    const double product = std::fabs(figures[i] * weights[i]);
    if (!std::isnan(product)) magnitude += product;
  }
  const segment all{0, n};
  double total = 0;
  double weight = 0;
  std::uint32_t counted = 0;
  std::vector<std::uint8_t> has_both(n);
  for (std::size_t i = 0; i < n; ++i) has_both[i] = !std::isnan(figures[i] + weights[i]);
  kernels::segment_weighted_sums({figures.data(), 1}, {weights.data(), 1}, {}, {&all, 1}, 1, {}, {},
                                 {&total, 1}, {&counted, 1});
  kernels::segment_sums({weights.data(), 1}, {has_both.data(), 1}, {&all, 1}, 1, {}, {&weight, 1},
                        {&counted, 1});
  const cell c = stats::weighted_mean(towns);
  RC_ASSERT(is_sound(c.value, c.why));
  if (counted == 0) {
    RC_ASSERT(c.why == status::not_reported || c.why == status::no_weight);
    return;
  }
  const cell twin = kernels::weighted_mean(total, {}, weight);
  RC_ASSERT(c.why == twin.why);
  if (has_number(c.why)) {
    RC_ASSERT(std::fabs(c.value - twin.value) <= 1e-15 * (magnitude / weight + std::fabs(c.value)));
  }
}

}  // namespace
