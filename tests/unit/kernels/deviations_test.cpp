#include <zhibiao/kernels/deviations.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using namespace zhibiao::kernels;
using zhibiao::status;
using zhibiao::test::expect_same;

constexpr double largest = std::numeric_limits<double>::max();

deviation_sums sums_of(const std::vector<double>& figures) {
  deviation_sums d;
  for (const double x : figures) {
    if (d.counted == 0) d.origin = d.least = d.greatest = x;
    ++d.counted;
    d.sum += x - d.origin;
    d.squares += (x - d.origin) * (x - d.origin);
    d.least = std::fmin(d.least, x);
    d.greatest = std::fmax(d.greatest, x);
  }
  return d;
}

void expect_cell(const cell& c, double value, status why) {
  expect_same(c.value, value);
  EXPECT_EQ(c.why, why);
}

TEST(Deviations, GiveMeanAndSpread) {
  const deviation_sums d = sums_of({1, 2, 2, 7});
  expect_cell(mean(d), 3, status::ok);
  expect_cell(variance(d), 22.0 / 3, status::ok);
  expect_cell(standard_deviation(d), std::sqrt(22.0 / 3), status::ok);
  expect_cell(coefficient_of_variation(d), std::sqrt(22.0 / 3) / 3, status::ok);
}

TEST(Deviations, OfFiguresFarFromZeroAreThoseOfFiguresNearIt) {
  for (const double far : {1e9, -1e9, 1e12}) {
    const deviation_sums d = sums_of({far + 1, far + 2, far + 2, far + 7});
    expect_cell(mean(d), far + 3, status::ok);
    expect_cell(variance(d), 22.0 / 3, status::ok);
  }
}

TEST(Deviations, HaveNoNumberWhereThereIsNone) {
  constexpr status missing = status::not_reported;
  constexpr status domain = status::out_of_domain;
  struct row {
    std::vector<double> figures;
    status mean;
    status variance;
    status variation;
  };
  const row rows[] = {
      {{}, missing, missing, missing},
      {{5}, status::ok, domain, domain},
      {{5, 5}, status::ok, status::ok, status::ok},
      {{-5, 5}, status::ok, status::ok, domain},
      {{-5, -6}, status::ok, status::ok, domain},
      {{largest, -largest}, status::overflow, status::overflow, status::overflow},
      {{0, 1e200}, status::ok, status::overflow, status::overflow},
      {{1e-320, 1e-320, 1e-320}, status::ok, status::ok, status::ok},
  };
  for (const row& r : rows) {
    const deviation_sums d = sums_of(r.figures);
    const cell cells[] = {mean(d), variance(d), standard_deviation(d), coefficient_of_variation(d)};
    const status expected[] = {r.mean, r.variance, r.variance, r.variation};
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(cells[i].why, expected[i]) << r.figures.size() << " " << i;
      EXPECT_EQ(std::isnan(cells[i].value), !has_number(expected[i]));
    }
  }
}

TEST(Deviations, OfEqualFiguresAreNone) {
  expect_cell(variance(sums_of({0.1, 0.1, 0.1})), 0, status::ok);
  expect_cell(coefficient_of_variation(sums_of({0.1, 0.1, 0.1})), 0, status::ok);
  expect_cell(mean(sums_of({-0.0, -0.0})), 0, status::ok);
  // What rounding leaves of nothing is not negative.
  deviation_sums d = sums_of({0, 3, 3, 3});
  d.squares = 20;
  expect_cell(variance(d), 0, status::ok);
}

TEST(Deviations, BecomeMoments) {
  const moments m = moments_of(sums_of({1, 2, 2, 7}));
  EXPECT_EQ(m.counted, 4U);
  EXPECT_EQ(m.sum, 12);
  EXPECT_EQ(m.sum_rest, 0);
  expect_cell(mean(m, {}), 3, status::ok);
  expect_cell(variance(m, {}), 22.0 / 3, status::ok);
  expect_cell(minimum(m), 1, status::ok);
  expect_cell(maximum(m), 7, status::ok);

  EXPECT_EQ(moments_of(deviation_sums{}).counted, 0U);
  const moments whole = merged(moments_of(sums_of({1, 2})), moments_of(sums_of({2, 7})));
  expect_cell(variance(whole, {}), 22.0 / 3, status::ok);
  // Of 10^16 + 0, 2 and 4 the sum needs more digits than a double has.
  const moments large = moments_of(sums_of({1e16, 1e16 + 2, 1e16 + 4}));
  EXPECT_EQ(large.sum, 3e16 + 8);
  EXPECT_EQ(large.sum_rest, -2);
  EXPECT_EQ(mean(moments_of(sums_of({largest, largest})), {}).why, status::overflow);
}

}  // namespace
