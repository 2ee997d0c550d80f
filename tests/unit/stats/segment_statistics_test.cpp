#include <zhibiao/stats/features.hpp>
#include <zhibiao/stats/segment_statistics.hpp>

#include "support/expect_same.hpp"

#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/mean.hpp>
#include <boost/accumulators/statistics/sum.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

namespace ba = boost::accumulators;
namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::no_number;
using zhibiao::kernels::segment;
using zhibiao::test::expect_same;

constexpr double gap = no_number;

struct cells {
  std::vector<double> values;
  std::vector<status> why;
  std::vector<std::uint32_t> counted;

  cells(std::size_t features, std::size_t n)
      : values(features * n), why(features * n), counted(n) {}
  stats::statistics_out out() { return {values, why, counted}; }
};

TEST(AsCell, KeepsCellsAndJudgesNumbers) {
  expect_same(stats::as_cell(cell{2.5, status::partial}).value, 2.5);
  EXPECT_EQ(stats::as_cell(cell{2.5, status::partial}).why, status::partial);
  expect_same(stats::as_cell(std::size_t{3}).value, 3);
  EXPECT_EQ(stats::as_cell(std::size_t{3}).why, status::ok);
  expect_same(stats::as_cell(-0.0).value, 0);
  expect_same(stats::as_cell(gap).value, gap);
  EXPECT_EQ(stats::as_cell(gap).why, status::out_of_domain);
  expect_same(stats::as_cell(HUGE_VAL).value, gap);
  EXPECT_EQ(stats::as_cell(-HUGE_VAL).why, status::overflow);
}

TEST(SegmentStatistics, AreLaidOutByFeatureSegmentAndLane) {
  const std::vector<double> block{1, 2, 3, 4, 5, 9};
  const std::vector<segment> segments{{0, 2}, {2, 3}, {0, 3}};
  cells made(2, 6);
  stats::segment_statistics<ba::tag::max, tag::sum>({block.data(), 2}, {}, segments, 2, 1,
                                                    made.out());
  EXPECT_EQ(made.values, (std::vector<double>{3, 4, 5, 9, 5, 9, 4, 6, 5, 9, 9, 15}));
  EXPECT_EQ(made.why, std::vector<status>(12, status::ok));
  EXPECT_EQ(made.counted, (std::vector<std::uint32_t>{2, 2, 1, 1, 3, 3}));
}

TEST(SegmentStatistics, KeepToTheCoverageRule) {
  struct row {
    const char* rule;
    std::vector<double> figures;
    std::vector<std::uint8_t> mask;
    double value;
    status why;
  };
  const row rows[] = {
      {"all", {1, 2, 3}, {}, 3, status::ok},
      {"two of three", {1, gap, 3}, {}, 3, status::partial},
      {"one of three", {gap, gap, 3}, {}, gap, status::coverage_low},
      {"none", {gap, gap, gap}, {}, gap, status::not_reported},
      {"no members", {}, {}, gap, status::not_reported},
      {"who takes no part is a member all the same", {1, 2, 3}, {1, 1, 0}, 2, status::partial},
      {"none takes part", {1, 2, 3}, {0, 0, 0}, gap, status::not_reported},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(r.rule);
    const std::vector<segment> all{{0, r.figures.size()}};
    cells made(1, 1);
    stats::segment_statistics<ba::tag::max>({r.figures.data(), 1},
                                            {r.mask.empty() ? nullptr : r.mask.data(), 1}, all, 1,
                                            2.0 / 3, made.out());
    expect_same(made.values[0], r.value);
    EXPECT_EQ(made.why[0], r.why);
  }
}

TEST(SegmentStatistics, AFeatureSaysWhyThereIsNoNumber) {
  const std::vector<double> figures{1, 1, 1, gap};
  const std::vector<segment> all{{0, 4}};
  cells made(2, 1);
  stats::segment_statistics<tag::skewness, ba::tag::mean>({figures.data(), 1}, {}, all, 1, 0.5,
                                                          made.out());
  expect_same(made.values[0], gap);
  EXPECT_EQ(made.why[0], status::out_of_domain);
  expect_same(made.values[1], 1);
  EXPECT_EQ(made.why[1], status::partial);
}

TEST(SegmentStatistics, FeaturesMayTakeParameters) {
  const std::vector<double> figures{1, 2, 3, 4};
  const std::vector<segment> segments{{0, 2}, {2, 4}};
  cells made(1, 2);
  stats::segment_statistics<ba::tag::sum>({figures.data(), 1}, {}, segments, 1, 1, made.out(),
                                          stats::accumulators_of<ba::tag::sum>(ba::sample = 100.0));
  EXPECT_EQ(made.values, (std::vector<double>{103, 107}));
}

TEST(SegmentStatistics, WeightedTakeRowsWithFigureAndWeight) {
  const std::vector<double> figures{98, 90, 50, gap};
  const std::vector<double> weights{100, 1000, gap, 7};
  const std::vector<segment> segments{{0, 2}, {0, 3}, {0, 4}, {2, 4}};
  cells made(1, 4);
  stats::segment_statistics_weighted<tag::weighted_mean>({figures.data(), 1}, {weights.data(), 1},
                                                         {}, segments, 1, 2.0 / 3, made.out());
  expect_same(made.values[0], 99800.0 / 1100);
  EXPECT_EQ(made.why[0], status::ok);
  expect_same(made.values[1], 99800.0 / 1100);
  EXPECT_EQ(made.why[1], status::partial);
  EXPECT_EQ(made.why[2], status::coverage_low);
  EXPECT_EQ(made.why[3], status::not_reported);
  EXPECT_EQ(made.counted, (std::vector<std::uint32_t>{2, 2, 2, 0}));
}

}  // namespace
