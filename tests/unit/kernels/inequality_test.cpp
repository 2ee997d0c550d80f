#include <zhibiao/kernels/inequality.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::status;
using zhibiao::test::expect_same;
using namespace zhibiao::kernels;

using column = std::vector<double>;
using weighted = std::vector<weighted_figure>;

constexpr double largest = std::numeric_limits<double>::max();
constexpr double gap = no_number;
constexpr decimal_scale units{1, true};
constexpr decimal_scale tenths{10, true};
constexpr taken_as population = taken_as::population;
constexpr taken_as sample = taken_as::sample;
constexpr theil_index both[] = {theil_index::t, theil_index::l};

void expect_cell(const cell& actual, double value, status why = status::ok) {
  expect_same(actual.value, value);
  EXPECT_EQ(name(actual.why), name(why));
}

void expect_near(const cell& actual, double value) {
  EXPECT_NEAR(actual.value, value, std::fabs(value) * 4e-16);
  EXPECT_EQ(name(actual.why), "ok");
}

TEST(Inequality, HasItsDomain) {
  const struct {
    const char* rule;
    column figures;
    status why;
  } rows[] = {
      {"nothing", {}, status::not_reported},
      {"one figure", {3}, status::out_of_domain},
      {"a negative one", {-1, 2, 3}, status::out_of_domain},
      {"zeros", {0, 0}, status::out_of_domain},
      {"signs that cancel", {-2, 2}, status::out_of_domain},
      {"too large", {largest, largest}, status::overflow},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    expect_cell(gini_of_sorted(row.figures, {}), gap, row.why);
    expect_cell(gini_of_sorted(row.figures, {}, sample), gap, row.why);
    weighted with_ones;
    for (const double x : row.figures) with_ones.push_back({x, 1});
    for (const theil_index index : both) {
      expect_cell(theil(index, row.figures, {}), gap, row.why);
      expect_cell(weighted_theil(index, with_ones, {}, units), gap, row.why);
    }
    expect_cell(weighted_gini(with_ones, {}, units), gap, row.why);
    if (row.figures.size() != 1) expect_cell(herfindahl(moments_of(row.figures, {})), gap, row.why);
  }
  expect_cell(herfindahl(moments_of(column{3}, {})), 1);
}

TEST(Gini, GrowsFromEqualToAllInOne) {
  expect_cell(gini_of_sorted(column{5, 5, 5}, units), 0);
  expect_cell(gini_of_sorted(column{0.1, 0.1, 0.1}, {}), 0);
  expect_cell(gini_of_sorted(column{0, 0, 0, 8}, units), 0.75);
  expect_cell(gini_of_sorted(column{0, 0, 0, 8}, units, sample), 1);
  // (-2 + 0 + 2 * 5) / (3 * 8)
  expect_cell(gini_of_sorted(column{1, 2, 5}, units), 1.0 / 3);
  expect_cell(gini_of_sorted(column{1, 2, 5}, units, sample), 0.5);
}

TEST(WeightedGini, TakesAFigureAsOftenAsItWeighs) {
  weighted figures{{5, 1}, {1, 2}, {gap, 4}, {3, gap}, {7, 0}};
  // 1, 1, 5: (-2 + 0 + 2 * 5) / (3 * 7)
  expect_cell(weighted_gini(figures, units, units), 8.0 / 21);
  weighted same{{3, 1}, {3, 0.5}};
  expect_cell(weighted_gini(same, units, tenths), 0);
  weighted one{{3, 5}};
  expect_cell(weighted_gini(one, units, units), gap, status::out_of_domain);
  weighted negative{{3, 5}, {4, -1}};
  expect_cell(weighted_gini(negative, units, units), gap, status::out_of_domain);
  weighted none{{3, 0}, {gap, 1}};
  expect_cell(weighted_gini(none, units, units), gap, status::not_reported);
}

TEST(Theil, OfKnownColumns) {
  // Means 2 and 1: ln 2 for all in one of two; of 1 and 3 the terms at half and three halves.
  expect_near(theil(theil_index::t, column{0, 4}, units), std::log(2.0));
  expect_cell(theil(theil_index::l, column{0, 4}, units), gap, status::out_of_domain);
  expect_near(theil(theil_index::t, column{1, 3}, units),
              0.5 * (0.5 * std::log(0.5) + 1.5 * std::log(1.5)));
  expect_near(theil(theil_index::l, column{1, 3}, units), -0.5 * std::log(0.75));
  for (const theil_index index : both) {
    expect_cell(theil(index, column{7, gap, 7}, units), 0);
    expect_cell(theil(index, column(9, 0.1), {}), 0);
  }
}

TEST(Theil, KeepsItsDigitsWhereFiguresAreClose) {
  // m - d and m + d: with e = d / m, T is e^2 / 2 + e^4 / 12 and L e^2 / 2 + e^4 / 4, and what follows
  // is of the sixth power.
  const double e = 1.0 / 1048576;
  const column figures{1048575, 1048577};
  expect_near(theil(theil_index::t, figures, units), e * e / 2 + e * e * e * e / 12);
  expect_near(theil(theil_index::l, figures, units), e * e / 2 + e * e * e * e / 4);
}

TEST(Theil, KeepsItsDigitsWhereFiguresAreFarApart) {
  // The small ones are 1e-12 of the mean.
  const column figures{1e-3, 1e-3, 1e-3, 4e9 - 3e-3};
  expect_near(theil(theil_index::l, figures, {}), -(3 * std::log(1e-12) + std::log(4 - 3e-12)) / 4);
  // Beyond the least double there is no logarithm left.
  expect_cell(theil(theil_index::l, column{1e-320, 1e300}, {}), gap, status::overflow);
  expect_near(theil(theil_index::t, column{1e-320, 1e300}, {}), std::log(2.0));
}

TEST(WeightedTheil, TakesAFigureAsOftenAsItWeighs) {
  const weighted figures{{5, 1}, {1, 2}, {gap, 4}, {3, gap}, {7, 0}};
  for (const theil_index index : both) {
    expect_near(weighted_theil(index, figures, units, units),
                theil(index, column{1, 1, 5}, units).value);
    expect_cell(weighted_theil(index, weighted{{3, 5}, {4, -1}}, units, units), gap,
                status::out_of_domain);
    expect_cell(weighted_theil(index, weighted{{3, 0}}, units, units), gap, status::not_reported);
    expect_cell(weighted_theil(index, weighted{{3, 9}}, units, units), gap, status::out_of_domain);
  }
}

/// Moments and index of the groups of a column and of all of it.
struct decomposed {
  cell within;
  cell between;

  decomposed(theil_index index, const column& figures, const std::vector<segment>& groups) {
    const std::size_t n = groups.size();
    std::vector<double> numbers(n * moments_numbers);
    std::vector<std::uint32_t> counted(n);
    const moments_columns of_groups = moments_in(numbers, counted);
    segment_moments({figures.data(), 1}, {}, groups, 1, tenths, of_groups);
    std::vector<double> inside(n);
    std::vector<status> why(n);
    segment_theil(index, {figures.data(), 1}, {}, groups, 1, tenths, of_groups, inside, why);
    std::vector<double> whole(moments_numbers);
    std::uint32_t all_counted = 0;
    const moments_columns of_all = moments_in(whole, {&all_counted, 1});
    const segment all{0, n};
    merged_segments(of_groups, {&all, 1}, 1, of_all);
    theil_parts(index, of_groups, inside, {&all, 1}, 1, of_all, {&within.value, &within.why},
                {&between.value, &between.why});
  }
};

TEST(TheilParts, AddToTheIndex) {
  const column figures{0.2, 0.4, gap, 0.4, 1.5, 0.9, 3.1, 0.6};
  const std::vector<segment> groups{{0, 4}, {4, 5}, {5, 5}, {5, 8}};
  for (const theil_index index : both) {
    const decomposed parts(index, figures, groups);
    expect_near({parts.within.value + parts.between.value, parts.within.why},
                theil(index, figures, tenths).value);
    EXPECT_GT(parts.within.value, 0);
    EXPECT_GT(parts.between.value, 0);
    EXPECT_EQ(parts.between.why, status::ok);
  }
}

TEST(TheilParts, OfGroupsOfOneAreBetween) {
  const decomposed parts(theil_index::t, {1, 3}, {{0, 1}, {1, 2}});
  expect_cell(parts.within, 0);
  expect_near(parts.between, theil(theil_index::t, column{1, 3}, units).value);
  const decomposed same(theil_index::l, {1, 3, 1, 3}, {{0, 2}, {2, 4}});
  expect_cell(same.between, 0);
  expect_near(same.within, theil(theil_index::l, column{1, 3}, units).value);
}

TEST(TheilParts, HaveTheDomainOfTheIndex) {
  const std::vector<segment> halves{{0, 2}, {2, 4}};
  const struct {
    column figures;
    status t;
    status l;
  } rows[] = {
      {{0, 0, 1, 3}, status::ok, status::out_of_domain},
      {{1, -1, 1, 3}, status::out_of_domain, status::out_of_domain},
      {{gap, gap, gap, gap}, status::not_reported, status::not_reported},
      {{gap, 4, gap, gap}, status::out_of_domain, status::out_of_domain},
      {{0, 0, 0, 0}, status::out_of_domain, status::out_of_domain},
  };
  for (const auto& row : rows) {
    for (const theil_index index : both) {
      const decomposed parts(index, row.figures, halves);
      const status why = index == theil_index::t ? row.t : row.l;
      EXPECT_EQ(name(parts.within.why), name(why));
      EXPECT_EQ(name(parts.between.why), name(why));
    }
  }
  const decomposed parts(theil_index::t, rows[0].figures, halves);
  expect_near(parts.between, std::log(2.0));
}

TEST(Herfindahl, IsTheSumOfSquaredShares) {
  expect_cell(herfindahl(moments_of(column{1, 1, 2}, units)), 0.375);
  expect_cell(herfindahl(moments_of(column{0, 0, 2}, units)), 1);
  expect_cell(herfindahl(moments_of(column(5, 0.3), tenths)), 0.2);
}

TEST(SegmentGini, IsThatOfEachColumn) {
  constexpr std::size_t rows = 700;
  constexpr std::size_t stride = 11;
  column figures(rows * stride);
  std::vector<std::uint8_t> mask(figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = i % 11 == 0 ? gap : static_cast<double>(i * 7919 % 10007);
    mask[i] = i % 7 == 0 ? 0 : 1;
  }
  const std::vector<segment> segments{{0, 0}, {5, 700}, {0, 14}, {0, 33}, {3, 4}, {20, 290}};
  for (const std::size_t lanes : {0U, 1U, 3U, 8U, 11U}) {
    for (const mask_view taking_part : {mask_view{}, mask_view{mask.data(), stride}}) {
      std::vector<std::byte> scratch(gini_scratch(segments));
      column out(segments.size() * lanes);
      std::vector<status> why(out.size());
      segment_gini({figures.data(), stride}, taking_part, segments, lanes, units, population,
                   scratch, out, why);
      for (std::size_t i = 0; i < segments.size(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          column sorted;
          for (std::size_t row = segments[i].first; row < segments[i].last; ++row) {
            const std::size_t at = row * stride + lane;
            const bool is_taken = taking_part.mask == nullptr || mask[at] != 0;
            if (is_taken && !std::isnan(figures[at])) sorted.push_back(figures[at]);
          }
          std::ranges::sort(sorted);
          const cell expected = gini_of_sorted(sorted, units);
          expect_same(out[i * lanes + lane], expected.value);
          EXPECT_EQ(why[i * lanes + lane], expected.why);
        }
      }
    }
  }
}

}  // namespace
