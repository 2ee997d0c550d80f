#include <zhibiao/stats/accumulate.hpp>
#include <zhibiao/stats/features.hpp>

#include "support/expect_same.hpp"

#include <boost/accumulators/statistics/kurtosis.hpp>
#include <boost/accumulators/statistics/skewness.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

namespace ba = boost::accumulators;
namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::no_number;
using zhibiao::test::expect_same;

constexpr double largest = std::numeric_limits<double>::max();
constexpr double gap = no_number;

TEST(SumFeature, IsCompensatedAndLeavesOutWhatIsMissing) {
  struct row {
    std::vector<double> figures;
    double sum;
    status why;
  };
  const row rows[] = {
      {{1, 2, 3}, 6, status::ok},
      {{1e16, 1, -1e16}, 1, status::ok},
      {{1, 1e100, 1, -1e100}, 2, status::ok},
      {{1, gap, 3}, 4, status::ok},
      {{0}, 0, status::ok},
      {{-0.0}, 0, status::ok},
      {{}, gap, status::not_reported},
      {{gap, gap}, gap, status::not_reported},
      {{largest, largest}, gap, status::overflow},
  };
  for (const row& r : rows) {
    stats::accumulators_of<tag::sum> towns;
    for (const double x : r.figures) towns(x);
    const cell c = stats::sum(towns);
    expect_same(c.value, r.sum);
    EXPECT_EQ(c.why, r.why);
  }
}

TEST(MomentsFeature, GivesTheStatisticsOfTheKernels) {
  stats::accumulators_of<tag::count, tag::mean, tag::variance, tag::standard_deviation,
                         tag::coefficient_of_variation, tag::minimum, tag::maximum>
      towns;
  EXPECT_EQ(stats::count(towns).value, 0);
  EXPECT_EQ(stats::mean(towns).why, status::not_reported);
  EXPECT_EQ(stats::minimum(towns).why, status::not_reported);
  towns(2);
  EXPECT_EQ(stats::variance(towns).why, status::out_of_domain);
  for (const double x : {gap, 4.0, 4.0, 5.0, 7.0, 9.0, 10.0, 12.0, gap, 15.0, 21.0}) towns(x);
  EXPECT_EQ(stats::count(towns).value, 10);
  EXPECT_EQ(stats::mean(towns).value, 8.9);
  EXPECT_NEAR(stats::variance(towns).value, 5.858517 * 5.858517, 1e-5);
  EXPECT_NEAR(stats::standard_deviation(towns).value, 5.858517, 1e-6);
  EXPECT_NEAR(stats::coefficient_of_variation(towns).value, 0.658260, 1e-6);
  EXPECT_EQ(stats::minimum(towns).value, 2);
  EXPECT_EQ(stats::maximum(towns).value, 21);
}

TEST(MomentsFeature, OfFiguresFarFromZeroKeepsTheVariance) {
  stats::accumulators_of<tag::variance, tag::mean> towns;
  for (int i = 0; i < 40'000; ++i) towns(1e9 + (i % 2));
  EXPECT_EQ(stats::mean(towns).value, 1e9 + 0.5);
  EXPECT_NEAR(stats::variance(towns).value, 10'000.0 / 39'999, 1e-15);
}

TEST(MomentsFeature, TakesSamplesOfAnyArithmeticType) {
  ba::accumulator_set<int, ba::stats<tag::mean, tag::sum, tag::skewness>> towns;
  for (const int x : {1, 2, 6}) towns(x);
  EXPECT_EQ(stats::mean(towns).value, 3);
  EXPECT_EQ(stats::sum(towns).value, 9);
  EXPECT_EQ(stats::skewness(towns).why, status::ok);
}

TEST(MomentsFeature, MergesTheMomentsOfBlocks) {
  ba::accumulator_set<zhibiao::kernels::moments,
                      ba::stats<tag::mean, tag::sum, tag::variance, tag::maximum>>
      prefecture;
  EXPECT_EQ(stats::mean(prefecture).why, status::not_reported);
  const std::vector<std::vector<double>> counties{{2, 4, 4}, {}, {gap}, {5, 7, 9, 10, 12, 15, 21}};
  for (const std::vector<double>& figures : counties) {
    stats::accumulators_of<tag::moments> one;
    for (const double x : figures) one(x);
    prefecture(stats::moments(one));
  }
  EXPECT_EQ(stats::mean(prefecture).value, 8.9);
  EXPECT_EQ(stats::sum(prefecture).value, 89);
  EXPECT_NEAR(stats::variance(prefecture).value, 5.858517 * 5.858517, 1e-5);
  EXPECT_EQ(stats::maximum(prefecture).value, 21);
}

TEST(ShapeFeature, IsWithoutNumberWhereThereIsNoShape) {
  struct row {
    std::vector<double> figures;
    status population;
    status sample_kurtosis;
  };
  const row rows[] = {
      {{}, status::not_reported, status::not_reported},
      {{gap}, status::not_reported, status::not_reported},
      {{5}, status::out_of_domain, status::out_of_domain},
      {{5, gap, 6}, status::out_of_domain, status::out_of_domain},
      {{5, 6, 8}, status::ok, status::out_of_domain},
      {{5, 6, gap, 8, 9}, status::ok, status::ok},
      {{5, 5, 5, 5}, status::out_of_domain, status::out_of_domain},
      {{0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, status::out_of_domain, status::out_of_domain},
      {{0, -0.0, 0, 0}, status::out_of_domain, status::out_of_domain},
      {{-largest, largest, 0, 0}, status::overflow, status::overflow},
      {{0, 1e200, 2e200, 4e200}, status::overflow, status::overflow},
  };
  for (const row& r : rows) {
    stats::accumulators_of<tag::skewness, tag::kurtosis, tag::sample_skewness, tag::sample_kurtosis>
        towns;
    for (const double x : r.figures) towns(x);
    EXPECT_EQ(stats::skewness(towns).why, r.population) << r.figures.size();
    EXPECT_EQ(stats::kurtosis(towns).why, r.population);
    EXPECT_EQ(stats::sample_skewness(towns).why, r.population);
    EXPECT_EQ(stats::sample_kurtosis(towns).why, r.sample_kurtosis);
    EXPECT_EQ(std::isnan(stats::skewness(towns).value), r.population != status::ok);
  }
}

TEST(ShapeFeature, SymmetricFiguresAreExactlySymmetric) {
  stats::accumulators_of<tag::skewness> towns;
  for (const double x : {1.0, 2.0, 3.0}) towns(x);
  expect_same(stats::skewness(towns).value, 0);
}

/// 1e9 + U[0, 1]: what Boost's own formulas, from powers of the figures themselves, cannot tell.
TEST(ShapeFeature, FiguresFarFromZeroKeepTheirShape) {
  std::uint64_t state = 20211231;
  stats::accumulators_of<tag::skewness, tag::kurtosis> far;
  stats::accumulators_of<ba::tag::skewness, ba::tag::kurtosis> near;
  for (int i = 0; i < 40'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    // Multiples of 2^-20, which 1e9 and more leaves room for.
    const double u = double(state >> 44) / 1048576.0;
    far(1e9 + u);
    near(u - 0.5);
  }
  EXPECT_NEAR(stats::skewness(far).value, ba::skewness(near), 1e-12);
  EXPECT_NEAR(stats::kurtosis(far).value, ba::kurtosis(near), 1e-12);
  EXPECT_NEAR(stats::kurtosis(far).value, -1.2, 0.01);  // of the uniform distribution
}

/// The figure that the others are measured from may lie far from all of them.
TEST(ShapeFeature, TheFirstFigureMayBeTheOddOneOut) {
  stats::accumulators_of<tag::skewness, tag::kurtosis> first;
  stats::accumulators_of<tag::skewness, tag::kurtosis> last;
  first(1e9);
  for (int i = 0; i < 10'000; ++i) {
    first(i % 7);
    last(i % 7);
  }
  last(1e9);
  EXPECT_NEAR(stats::skewness(first).value, stats::skewness(last).value,
              1e-11 * stats::skewness(last).value);
  EXPECT_NEAR(stats::kurtosis(first).value, stats::kurtosis(last).value,
              1e-11 * stats::kurtosis(last).value);
}

TEST(ShapeFeature, MergesTheMomentsOfBlocks) {
  stats::accumulators_of<tag::skewness, tag::kurtosis> all;
  stats::accumulators_of<tag::shape> county;
  ba::accumulator_set<zhibiao::kernels::shape_moments, ba::stats<tag::skewness, tag::kurtosis>>
      prefecture;
  const std::vector<std::vector<double>> counties{{3, 4, 5}, {}, {2}, {3, 4, 5, 6, 4, 7}};
  for (const std::vector<double>& figures : counties) {
    stats::accumulators_of<tag::shape> one;
    for (const double x : figures) {
      one(x);
      all(x);
    }
    prefecture(stats::shape(one));
  }
  EXPECT_NEAR(stats::skewness(prefecture).value, stats::skewness(all).value, 1e-15);
  EXPECT_NEAR(stats::kurtosis(prefecture).value, stats::kurtosis(all).value, 1e-15);
}

TEST(WeightedMeanFeature, TakesFiguresThatHaveAWeight) {
  struct row {
    std::vector<double> figures;
    std::vector<double> weights;
    double mean;
    status why;
  };
  const row rows[] = {
      {{98, 90}, {100, 1000}, 99800.0 / 1100, status::ok},
      {{1, 4}, {1, 0}, 1, status::ok},
      {{1, 4, 7}, {1, gap, 1}, 4, status::ok},
      {{1, gap, 7}, {1, 5, 1}, 4, status::ok},
      {{-0.0}, {1}, 0, status::ok},
      {{}, {}, gap, status::not_reported},
      {{gap}, {1}, gap, status::not_reported},
      {{1, 2}, {gap, gap}, gap, status::no_weight},
      {{1, 2}, {0, 0}, gap, status::out_of_domain},
      {{1, 2}, {1, -2}, gap, status::out_of_domain},
      {{largest}, {2}, gap, status::overflow},
  };
  for (const row& r : rows) {
    stats::weighted_accumulators_of<tag::weighted_mean> towns;
    for (std::size_t i = 0; i < r.figures.size(); ++i) {
      towns(r.figures[i], ba::weight = r.weights[i]);
    }
    const cell c = stats::weighted_mean(towns);
    expect_same(c.value, r.mean);
    EXPECT_EQ(c.why, r.why);
  }
}

}  // namespace
