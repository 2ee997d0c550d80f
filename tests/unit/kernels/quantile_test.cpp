#include <zhibiao/kernels/quantile.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::ratio;
using zhibiao::status;
using zhibiao::test::expect_same;
using namespace zhibiao::kernels;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double gap = no_number;
constexpr decimal_scale units{1, true};
constexpr decimal_scale tenths{10, true};
constexpr quantile_type linear = quantile_type::linear;
constexpr ratio half{1, 2};

void expect_cell(const cell& actual, double value, status why = status::ok) {
  expect_same(actual.value, value);
  EXPECT_EQ(name(actual.why), name(why));
}

TEST(Quantile, TypesHaveTheNumbersOfHyndmanAndFan) {
  EXPECT_EQ(static_cast<int>(quantile_type::inverted_cdf), 1);
  EXPECT_EQ(static_cast<int>(quantile_type::closest_observation), 3);
  EXPECT_EQ(static_cast<int>(quantile_type::linear), 7);
  EXPECT_EQ(static_cast<int>(quantile_type::normal_unbiased), 9);
}

TEST(Quantile, OfFiguresInAnyOrder) {
  const struct {
    const char* rule;
    std::vector<double> figures;
    ratio p;
    double value;
    status why = status::ok;
    decimal_scale scale = units;
  } rows[] = {
      {"between two", {5, 1}, {1, 4}, 2},
      {"one figure", {7}, {1, 4}, 7},
      {"least", {5, 1, 3}, {0, 1}, 1},
      {"greatest", {5, 1, 3}, {1, 1}, 5},
      {"missing takes no part", {gap, 5, gap, 1}, {1, 4}, 2},
      {"nothing", {}, half, gap, status::not_reported},
      {"all missing", {gap, gap}, half, gap, status::not_reported},
      {"no probability", {1, 2}, {3, 2}, gap, status::out_of_domain},
      {"negative probability", {1, 2}, {-1, 2}, gap, status::out_of_domain},
      {"nothing comes first", {gap}, {3, 2}, gap, status::not_reported},
      {"decimals are rounded once", {0.1, 0.2}, half, 0.15, status::ok, tenths},
      {"not decimals", {0.5, 1.75}, half, 1.125, status::ok, {}},
      {"zero is not -0", {-0.0, -0.0}, half, 0},
      {"large figures do not overflow",
       {largest, largest / 2},
       half,
       largest / 4 * 3,
       status::ok,
       {}},
      {"nor do those of either sign", {largest, -largest}, half, 0, status::ok, {}},
      {"too large", {infinity, 1}, half, gap, status::overflow, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    std::vector<double> figures = row.figures;
    expect_cell(quantile(figures, row.p, linear, row.scale), row.value, row.why);
  }
}

TEST(Quantile, PlaceIsThatOfTheDecimalProbability) {
  // 1000 * 0.07 is 70.00000000000001 in doubles: the 71st of a thousand.
  std::vector<double> figures(1000);
  for (std::size_t i = 0; i < figures.size(); ++i) figures[i] = static_cast<double>(i + 1);
  const ratio p = zhibiao::kernels::probability(zhibiao::parse_decimal("0.07"));
  EXPECT_EQ(p, (ratio{7, 100}));
  expect_cell(quantile_of_sorted(figures, p, quantile_type::inverted_cdf, units), 70);
  expect_cell(quantile_of_sorted(figures, p, quantile_type::averaged_inverted_cdf, units), 70.5);
  expect_cell(quantile_of_sorted(figures, p, linear, units), 70.93);
}

TEST(Quantile, TakesProbabilitiesOfManyDigits) {
  const std::vector<double> figures{0, 1};
  const ratio p = zhibiao::kernels::probability(zhibiao::parse_decimal("0.123456789012345678"));
  expect_cell(quantile_of_sorted(figures, p, linear, units), 0.123456789012345678);
  expect_cell(quantile_of_sorted(figures, p, quantile_type::normal_unbiased, units), 0);
}

TEST(Median, IsTheMiddle) {
  const auto median_of = [](std::vector<double> figures) { return median(figures, units); };
  expect_cell(median_of({3, 1, 2}), 2);
  expect_cell(median_of({4, 1, 3, 2}), 2.5);
  expect_cell(median_of({}), gap, status::not_reported);
}

TEST(SegmentQuantiles, AreThoseOfEachColumn) {
  constexpr std::size_t rows = 700;
  constexpr std::size_t stride = 21;
  std::vector<double> figures(rows * stride);
  std::vector<std::uint8_t> mask(figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = i % 11 == 0 ? gap : static_cast<double>(i * 7919 % 10007);
    mask[i] = i % 7 == 0 ? 0 : 1;
  }
  // Sizes around those that are sorted in registers, in memory and only in part.
  std::vector<segment> segments{{0, 0}, {5, 700}, {0, 257}, {33, 290}};
  for (std::size_t n = 1; n <= 70; ++n) segments.push_back({n, 2 * n});
  const std::vector<ratio> probabilities{{1, 2}, {0, 1}, {1, 1},  {1, 10},  {9, 10},  {1, 4},
                                         {3, 4}, {2, 3}, {1, 20}, {19, 20}, {1, 100}, {3, 2}};
  for (const std::size_t lanes : {0U, 1U, 2U, 3U, 5U, 8U, 9U, 19U, 21U}) {
    for (const mask_view taking_part : {mask_view{}, mask_view{mask.data(), stride}}) {
      SCOPED_TRACE(testing::Message() << lanes << " lanes, mask " << (taking_part.mask != nullptr));
      std::vector<double> scratch(quantile_scratch(segments, lanes));
      std::vector<double> out(probabilities.size() * segments.size() * lanes);
      std::vector<status> why(out.size());
      segment_quantiles({figures.data(), stride}, taking_part, segments, lanes, units,
                        probabilities, linear, scratch, out, why);
      for (std::size_t i = 0; i < segments.size(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          std::vector<double> column;
          for (std::size_t row = segments[i].first; row < segments[i].last; ++row) {
            const std::size_t at = row * stride + lane;
            if (taking_part.mask == nullptr || mask[at] != 0) column.push_back(figures[at]);
          }
          for (std::size_t p = 0; p < probabilities.size(); ++p) {
            const cell expected = quantile(column, probabilities[p], linear, units);
            const std::size_t at = (p * segments.size() + i) * lanes + lane;
            expect_same(out[at], expected.value);
            ASSERT_EQ(why[at], expected.why) << segments[i].last - segments[i].first;
          }
        }
      }
    }
  }
}

TEST(WeightedQuantile, IsTheLeastFigureThatReachesTheShare) {
  using figures = std::vector<weighted_figure>;
  const struct {
    const char* rule;
    figures of;
    ratio p;
    double value;
    status why = status::ok;
  } rows[] = {
      {"more than half", {{1, 1}, {2, 5}, {3, 1}}, half, 2},
      {"exactly half", {{1, 2}, {2, 1}, {3, 1}}, half, 1.5},
      {"any order", {{3, 1}, {1, 2}, {2, 1}}, half, 1.5},
      {"figures that are equal", {{1, 1}, {2, 1}, {2, 1}, {9, 1}}, half, 2},
      {"weight zero does not count", {{1, 2}, {2, 0}, {3, 2}}, half, 2},
      {"weights of decimals add up exactly", {{1, 0.1}, {2, 0.2}, {3, 0.3}}, half, 2.5},
      {"missing figure", {{1, 1}, {gap, 9}, {3, 2}}, half, 3},
      {"missing weight", {{1, 1}, {0, gap}, {3, 2}}, half, 3},
      {"least", {{1, 0}, {2, 3}, {3, 3}}, {0, 1}, 2},
      {"greatest", {{2, 3}, {3, 3}, {4, 0}}, {1, 1}, 3},
      {"a third", {{1, 1}, {2, 1}, {4, 1}}, {1, 3}, 1.5},
      {"nothing", {}, half, gap, status::not_reported},
      {"none with both", {{1, gap}, {gap, 1}}, half, gap, status::not_reported},
      {"weights zero", {{1, 0}, {2, 0}}, half, gap, status::out_of_domain},
      {"negative weight", {{1, 3}, {2, -1}}, half, gap, status::out_of_domain},
      {"no probability", {{1, 3}}, {2, 1}, gap, status::out_of_domain},
      {"weights too large", {{1, largest}, {2, largest}}, half, gap, status::overflow},
      {"zero is not -0", {{-0.0, 3}}, half, 0},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    figures of = row.of;
    const bool is_large = row.why == status::overflow;
    expect_cell(weighted_quantile(of, row.p, units, is_large ? decimal_scale{} : tenths), row.value,
                row.why);
  }
}

TEST(SegmentWeightedQuantiles, AreThoseOfEachColumn) {
  constexpr std::size_t rows = 40;
  constexpr std::size_t stride = 11;
  std::vector<double> figures(rows * stride);
  std::vector<double> weights(rows * stride);
  std::vector<std::uint8_t> mask(rows * stride);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = i % 11 == 0 ? gap : static_cast<double>(i * 7919 % 101);
    weights[i] = i % 13 == 0 ? gap : static_cast<double>(i * 31 % 7);
    mask[i] = i % 7 == 0 ? 0 : 1;
  }
  const std::vector<segment> segments{{0, 0}, {0, 40}, {3, 9}, {7, 8}};
  const std::vector<ratio> probabilities{half, {1, 10}, {9, 10}};
  for (const std::size_t lanes : {0U, 1U, 8U, 11U}) {
    std::vector<weighted_figure> scratch(weighted_quantile_scratch(segments, lanes));
    std::vector<double> out(probabilities.size() * segments.size() * lanes);
    std::vector<status> why(out.size());
    segment_weighted_quantiles({figures.data(), stride}, {weights.data(), stride},
                               {mask.data(), stride}, segments, lanes, units, units, probabilities,
                               scratch, out, why);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        for (std::size_t p = 0; p < probabilities.size(); ++p) {
          std::vector<weighted_figure> column;
          for (std::size_t row = segments[i].first; row < segments[i].last; ++row) {
            const std::size_t at = row * stride + lane;
            if (mask[at] != 0) column.push_back({figures[at], weights[at]});
          }
          const cell expected = weighted_quantile(column, probabilities[p], units, units);
          const std::size_t at = (p * segments.size() + i) * lanes + lane;
          expect_same(out[at], expected.value);
          EXPECT_EQ(why[at], expected.why);
        }
      }
    }
  }
}

}  // namespace
