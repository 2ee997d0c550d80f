#include <zhibiao/kernels/moments.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::status;
using zhibiao::test::expect_same;
using namespace zhibiao::kernels;

constexpr double largest = std::numeric_limits<double>::max();
constexpr double gap = no_number;
constexpr decimal_scale units{1, true};
constexpr decimal_scale tenths{10, true};
constexpr taken_as sample = taken_as::sample;
constexpr taken_as population = taken_as::population;

void expect_cell(const cell& actual, double value, status why = status::ok) {
  expect_same(actual.value, value);
  EXPECT_EQ(name(actual.why), name(why));
}

/// Memory of columns, and their statistics.
struct sets {
  std::vector<double> numbers;
  std::vector<std::uint32_t> counted;
  moments_columns columns;

  explicit sets(std::size_t n)
      : numbers(n * moments_numbers, 17), counted(n, 17), columns(moments_in(numbers, counted)) {}
};

TEST(Moments, OfWhatIsThere) {
  const struct {
    const char* rule;
    std::vector<double> figures;
    double count;
    double sum;
    double least;
    double greatest;
    double mean;
    std::vector<std::uint8_t> mask{};
  } rows[] = {
      {"all there", {4, 1, 7}, 3, 12, 1, 7, 4},
      {"missing is not zero", {4, gap, 8}, 2, 12, 4, 8, 6},
      {"zero counts", {4, 0, 8}, 3, 12, 0, 8, 4},
      {"the first missing", {gap, gap, 5}, 1, 5, 5, 5, 5},
      {"negative", {-4, -1, -7}, 3, -12, -7, -1, -4},
      {"zero is not -0", {-0.0, -0.0}, 2, 0, 0, 0, 0},
      {"both zeros", {0, -0.0}, 2, 0, 0, 0, 0},
      {"decimals", {0.1, 0.2, 0.3}, 3, 0.6, 0.1, 0.3, 0.2},
      {"taking part", {4, 100, 8}, 2, 12, 4, 8, 6, {1, 0, 255}},
      {"missing does not take part", {4, gap, 8}, 2, 12, 4, 8, 6, {1, 1, 1}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    const segment all{0, row.figures.size()};
    sets s(1);
    segment_moments({row.figures.data(), 1}, {row.mask.empty() ? nullptr : row.mask.data(), 1},
                    {&all, 1}, 1, tenths, s.columns);
    const moments m = moments_at(s.columns, 0);
    expect_cell(count(m), row.count);
    expect_cell(sum(m, tenths), row.sum);
    expect_cell(minimum(m), row.least);
    expect_cell(maximum(m), row.greatest);
    expect_cell(mean(m, tenths), row.mean);
  }
}

TEST(Moments, OfNothingAreNotReported) {
  for (const std::vector<double>& figures :
       {std::vector<double>{}, std::vector<double>{gap, gap}}) {
    const moments m = moments_of(figures, units);
    expect_cell(count(m), 0);
    expect_cell(sum(m, units), gap, status::not_reported);
    expect_cell(minimum(m), gap, status::not_reported);
    expect_cell(maximum(m), gap, status::not_reported);
    expect_cell(mean(m, units), gap, status::not_reported);
    for (const taken_as taken : {sample, population}) {
      expect_cell(variance(m, units, taken), gap, status::not_reported);
      expect_cell(standard_deviation(m, units, taken), gap, status::not_reported);
      expect_cell(coefficient_of_variation(m, units, taken), gap, status::not_reported);
    }
  }
}

TEST(Variance, DividesByOneLessThanTheCount) {
  const moments m = moments_of(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9}, units);
  expect_cell(variance(m, units), 32.0 / 7);
  expect_cell(variance(m, units, population), 4);
  expect_cell(standard_deviation(m, units, population), 2);
  expect_cell(coefficient_of_variation(m, units, population), 0.4);
  expect_cell(standard_deviation(m, units), std::sqrt(32.0 / 7));
}

TEST(Variance, OfOneFigureNeedsThePopulation) {
  const moments m = moments_of(std::vector<double>{0.3}, tenths);
  expect_cell(variance(m, tenths), gap, status::out_of_domain);
  expect_cell(standard_deviation(m, tenths), gap, status::out_of_domain);
  expect_cell(coefficient_of_variation(m, tenths), gap, status::out_of_domain);
  expect_cell(variance(m, tenths, population), 0);
  expect_cell(standard_deviation(m, tenths, population), 0);
  expect_cell(coefficient_of_variation(m, tenths, population), 0);
}

TEST(Variance, OfEqualFiguresIsZero) {
  for (const decimal_scale s : {decimal_scale{}, tenths}) {
    for (const double x : {0.1, 1.0 / 3 * (s.exact ? 3 : 1), 1e9 + 0.1, -7.7}) {
      const moments m = moments_of(std::vector<double>(41, x), s);
      expect_cell(variance(m, s), 0);
      expect_cell(standard_deviation(m, s, population), 0);
    }
  }
}

TEST(Variance, OfDecimalsIsRoundedOnce) {
  // 0.1, 0.2, 0.4: sum of squares 21 - 49 / 3 = 14 / 3 hundredths.
  const moments m = moments_of(std::vector<double>{0.1, 0.2, 0.4}, tenths);
  expect_cell(variance(m, tenths), 14.0 / 600);
  expect_cell(variance(m, tenths, population), 14.0 / 900);
}

TEST(Variance, DoesNotSufferFromALargeMean) {
  // 1e9 + k / 1024 for k of 0 to 1023: 1024 * 1025 / 12 over 1024^2.
  std::vector<double> figures;
  for (int k = 0; k < 1024; ++k) figures.push_back(1e9 + (k * 421 % 1024) / 1024.0);
  const double expected = 1025.0 / 12288;
  expect_cell(variance(moments_of(figures, {}), {}), expected);
  moments parts;
  for (std::size_t i = 0; i < figures.size(); i += 16) {
    parts = merged(parts, moments_of(std::vector<double>(&figures[i], &figures[i] + 16), {}));
  }
  expect_cell(variance(parts, {}), expected);
}

TEST(Variance, DoesNotSufferFromAnOddFirstFigure) {
  // 0, then 500 times 1e9 + 1 and 499 times 1e9 - 1: (n * sum of squares - sum^2) / (n * (n - 1)) is
  // 999000000002000998999 / 999000.
  std::vector<double> figures{0};
  for (int k = 0; k < 999; ++k) figures.push_back(1e9 + (k % 2 == 0 ? 1 : -1));
  expect_cell(variance(moments_of(figures, units), units), 1000000000002003.0);
}

TEST(CoefficientOfVariation, NeedsAPositiveMean) {
  const auto cv = [](std::vector<double> figures) {
    return coefficient_of_variation(moments_of(figures, units), units);
  };
  expect_cell(cv({1, 3}), std::sqrt(2.0) / 2);
  expect_cell(cv({-1, 5}), std::sqrt(18.0) / 2);
  expect_cell(cv({-1, 1}), gap, status::out_of_domain);
  expect_cell(cv({0, 0}), gap, status::out_of_domain);
  expect_cell(cv({-1, -3}), gap, status::out_of_domain);
}

TEST(Moments, TooLargeOverflow) {
  const moments m = moments_of(std::vector<double>{largest, largest}, {});
  expect_cell(count(m), 2);
  expect_cell(sum(m, {}), gap, status::overflow);
  expect_cell(mean(m, {}), gap, status::overflow);
  expect_cell(minimum(m), largest);
  expect_cell(variance(m, {}), gap, status::overflow);
  const moments far = moments_of(std::vector<double>{1e200, -1e200}, {});
  expect_cell(sum(far, {}), 0);
  expect_cell(variance(far, {}), gap, status::overflow);
  expect_cell(standard_deviation(far, {}), gap, status::overflow);
  expect_cell(coefficient_of_variation(far, {}), gap, status::overflow);
  expect_cell(variance(merged(far, far), {}), gap, status::overflow);
}

TEST(Merged, WithNothingStaysTheSame) {
  const moments nothing;
  const moments m = moments_of(std::vector<double>{0.1, 0.7}, tenths);
  for (const moments& both : {merged(m, nothing), merged(nothing, m)}) {
    expect_cell(count(both), 2);
    expect_cell(sum(both, tenths), 0.8);
    expect_cell(minimum(both), 0.1);
    expect_cell(maximum(both), 0.7);
    expect_cell(variance(both, tenths), 0.18);
  }
  expect_cell(sum(merged(nothing, nothing), tenths), gap, status::not_reported);
}

TEST(SegmentMoments, LanesAndSegmentsAreApart) {
  constexpr std::size_t rows = 300;
  constexpr std::size_t stride = 71;
  std::vector<double> figures(rows * stride);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = i % 13 == 0 ? gap : static_cast<double>(i * 7919 % 10007);
  }
  const std::vector<segment> segments{{0, 2}, {2, 2}, {2, 5}, {0, 300}, {100, 229}};
  for (std::size_t lanes = 0; lanes <= stride; ++lanes) {
    sets s(segments.size() * lanes);
    segment_moments({figures.data(), stride}, {}, segments, lanes, units, s.columns);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::vector<double> column;
        for (std::size_t row = segments[i].first; row < segments[i].last; ++row) {
          column.push_back(figures[row * stride + lane]);
        }
        const moments expected = moments_of(column, units);
        const moments m = moments_at(s.columns, i * lanes + lane);
        ASSERT_EQ(m.counted, expected.counted) << lanes << " lanes, " << i << ", " << lane;
        ASSERT_EQ(m.sum, expected.sum);
        ASSERT_EQ(m.squares, expected.squares);
        if (m.counted == 0) continue;
        ASSERT_EQ(m.shift, expected.shift);
        ASSERT_EQ(m.least, expected.least);
        ASSERT_EQ(m.greatest, expected.greatest);
      }
    }
  }
}

// Steps between figures, up to where sums of squares are no longer plain doubles.
class MomentsOfManySets : public testing::TestWithParam<double> {};

TEST_P(MomentsOfManySets, AreThoseOfEach) {
  // Lengths around the strips of the loops.
  for (const std::size_t n : {0U, 1U, 7U, 8U, 63U, 64U, 65U, 131U}) {
    std::vector<double> figures(3 * n);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      figures[i] = i % 5 == 0 ? gap : (static_cast<double>(i * 31 % 17) - 2) * GetParam();
    }
    sets s(n);
    const segment all{0, 3};
    segment_moments({figures.data(), n}, {}, {&all, 1}, n, units, s.columns);
    std::vector<double> out(n);
    std::vector<status> why(n);
    const auto expect_each = [&](auto statistic) {
      for (std::size_t i = 0; i < n; ++i) {
        const cell c = statistic(moments_at(s.columns, i));
        expect_same(out[i], c.value);
        EXPECT_EQ(why[i], c.why);
      }
    };
    count(s.columns, out, why);
    expect_each([](const moments& m) { return count(m); });
    sum(s.columns, units, out, why);
    expect_each([](const moments& m) { return sum(m, units); });
    minimum(s.columns, out, why);
    expect_each([](const moments& m) { return minimum(m); });
    maximum(s.columns, out, why);
    expect_each([](const moments& m) { return maximum(m); });
    mean(s.columns, units, out, why);
    expect_each([](const moments& m) { return mean(m, units); });
    for (const taken_as taken : {sample, population}) {
      variance(s.columns, units, taken, out, why);
      expect_each([=](const moments& m) { return variance(m, units, taken); });
      standard_deviation(s.columns, units, taken, out, why);
      expect_each([=](const moments& m) { return standard_deviation(m, units, taken); });
      coefficient_of_variation(s.columns, units, taken, out, why);
      expect_each([=](const moments& m) { return coefficient_of_variation(m, units, taken); });
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Steps, MomentsOfManySets, testing::Values(1, 1e6, 4e6, 0x1p33));

}  // namespace
