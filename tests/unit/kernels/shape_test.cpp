#include <zhibiao/kernels/shape.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using namespace zhibiao::kernels;
using zhibiao::status;
using zhibiao::test::expect_same;

power_sums sums_of(const std::vector<double>& figures, double origin) {
  power_sums s;
  s.origin = origin;
  for (const double x : figures) {
    const double d = x - origin;
    s.count += 1;
    s.s1 += d;
    s.s2 += d * d;
    s.s3 += d * d * d;
    s.s4 += d * d * d * d;
  }
  return s;
}

shape_moments shape_of(const std::vector<double>& figures) {
  return shape_of(sums_of(figures, figures.empty() ? 0 : figures.front()));
}

void expect_shape(const shape_moments& m, double count, double mean, double m2, double m3,
                  double m4) {
  EXPECT_EQ(m.count, count);
  EXPECT_EQ(m.origin + m.offset, mean);
  EXPECT_EQ(m.m2, m2);
  EXPECT_EQ(m.m3, m3);
  EXPECT_EQ(m.m4, m4);
}

TEST(ShapeMoments, AreAroundTheMeanWhateverTheOrigin) {
  // Distances from 3: -2, -1, -1, 4.
  for (const double origin : {1.0, 2.0, 3.0, -5.0}) {
    expect_shape(shape_of(sums_of({1, 2, 2, 7}, origin)), 4, 3, 22, 54, 274);
  }
  expect_shape(shape_of({}), 0, 0, 0, 0, 0);
  expect_shape(shape_of({1e9}), 1, 1e9, 0, 0, 0);
}

TEST(ShapeMoments, OfGroupsAreMerged) {
  const shape_moments whole = shape_of({1, 2, 2, 7});
  expect_shape(merged(shape_of({1, 2}), shape_of({2, 7})), 4, 3, 22, 54, 274);
  expect_shape(merged(shape_of({2, 7}), shape_of({1, 2})), 4, 3, 22, 54, 274);
  const shape_moments uneven = merged(shape_of({1}), shape_of({2, 2, 7}));
  EXPECT_DOUBLE_EQ(uneven.origin + uneven.offset, 3);
  EXPECT_DOUBLE_EQ(uneven.m2, 22);
  EXPECT_DOUBLE_EQ(uneven.m3, 54);
  EXPECT_DOUBLE_EQ(uneven.m4, 274);
  expect_shape(merged(whole, shape_of({})), 4, 3, 22, 54, 274);
  expect_shape(merged(shape_of({}), whole), 4, 3, 22, 54, 274);
  expect_shape(merged(shape_of({}), shape_of({})), 0, 0, 0, 0, 0);
}

TEST(ShapeMoments, OfGroupsThatLieFarApartKeepTheirMean) {
  const shape_moments m = merged(shape_of({-1e9, -1e9}), shape_of({1e9, 1e9}));
  expect_shape(m, 4, 0, 4e18, 0, 4e36);
  expect_same(kurtosis(m).value, -2);
}

struct cell_row {
  std::vector<double> figures;
  status why;
  status sample_kurtosis;
};

TEST(Shape, HasNoNumberWhereThereIsNone) {
  const cell_row rows[] = {
      {{}, status::not_reported, status::not_reported},
      {{5}, status::out_of_domain, status::out_of_domain},
      {{5, 6}, status::out_of_domain, status::out_of_domain},
      {{5, 6, 8}, status::ok, status::out_of_domain},
      {{5, 6, 8, 9}, status::ok, status::ok},
      {{5, 5, 5, 5}, status::out_of_domain, status::out_of_domain},
      {{-1e200, 0, 0, 1e200}, status::overflow, status::overflow},
  };
  for (const cell_row& row : rows) {
    const shape_moments m = shape_of(row.figures);
    for (const auto& c : {skewness(m), kurtosis(m), sample_skewness(m)}) {
      EXPECT_EQ(c.why, row.why) << row.figures.size();
      EXPECT_EQ(std::isnan(c.value), row.why != status::ok);
    }
    EXPECT_EQ(sample_kurtosis(m).why, row.sample_kurtosis);
  }
}

TEST(Shape, FollowsTheFormulas) {
  const shape_moments m = shape_of({1, 2, 2, 7});
  expect_same(skewness(m).value, 2 * (54.0 / 22) / std::sqrt(22.0));
  expect_same(kurtosis(m).value, 4 * (274.0 / 22) / 22 - 3);
  EXPECT_DOUBLE_EQ(sample_skewness(m).value, skewness(m).value * std::sqrt(12.0) / 2);
  EXPECT_DOUBLE_EQ(sample_kurtosis(m).value, (5 * kurtosis(m).value + 6) * 3 / 2);
  // Symmetric: 0, and never -0.
  expect_same(skewness(shape_of({1, 2, 3})).value, 0);
  expect_same(sample_skewness(shape_of({3, 2, 1})).value, 0);
}

}  // namespace
