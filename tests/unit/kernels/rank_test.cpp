#include <zhibiao/kernels/rank.hpp>

#include "support/expect_same.hpp"
#include "support/reference_statistics.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::status;
using zhibiao::test::expect_same;
using namespace zhibiao::kernels;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double gap = no_number;
constexpr rank_order largest_first = rank_order::largest_first;
constexpr rank_order smallest_first = rank_order::smallest_first;
constexpr tie_rule every_rule[] = {tie_rule::standard, tie_rule::dense, tie_rule::modified,
                                   tie_rule::ordinal, tie_rule::fractional};

/// A column of figures, ranked.
struct ranks_of {
  std::vector<double> rank;
  std::vector<status> why;
  std::uint32_t ranked = 17;

  ranks_of(const std::vector<double>& figures, rank_order order, tie_rule ties,
           const std::vector<std::uint8_t>& mask = {})
      : rank(figures.size(), 17), why(figures.size()) {
    const segment all{0, figures.size()};
    std::vector<std::byte> scratch(rank_scratch({&all, 1}));
    segment_ranks({figures.data(), 1}, {mask.empty() ? nullptr : mask.data(), 1}, {&all, 1}, 1,
                  order, ties, scratch, {rank.data(), why.data(), 1}, {&ranked, 1});
  }
};

void expect_ranks(const ranks_of& actual, const std::vector<double>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    expect_same(actual.rank[i], expected[i]);
    EXPECT_EQ(actual.why[i], expected[i] == expected[i] ? status::ok : status::not_reported);
  }
}

TEST(SegmentRanks, RankEqualFiguresByTheRule) {
  const struct {
    tie_rule ties;
    std::vector<double> largest;
    std::vector<double> smallest;
  } rows[] = {
      // Of 7, 5, 9, 7.
      {tie_rule::standard, {2, 4, 1, 2}, {2, 1, 4, 2}},
      {tie_rule::dense, {2, 3, 1, 2}, {2, 1, 3, 2}},
      {tie_rule::modified, {3, 4, 1, 3}, {3, 1, 4, 3}},
      {tie_rule::ordinal, {2, 4, 1, 3}, {2, 1, 4, 3}},
      {tie_rule::fractional, {2.5, 4, 1, 2.5}, {2.5, 1, 4, 2.5}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(static_cast<int>(row.ties));
    expect_ranks(ranks_of({7, 5, 9, 7}, largest_first, row.ties), row.largest);
    expect_ranks(ranks_of({7, 5, 9, 7}, smallest_first, row.ties), row.smallest);
  }
}

TEST(SegmentRanks, LeaveOutWhatIsMissing) {
  for (const tie_rule ties : every_rule) {
    const ranks_of some({gap, 5, 9, gap}, largest_first, ties);
    expect_ranks(some, {gap, 2, 1, gap});
    EXPECT_EQ(some.ranked, 2U);
    const ranks_of masked({7, 5, 9, 8}, largest_first, ties, {0, 1, 255, 0});
    expect_ranks(masked, {gap, 2, 1, gap});
    EXPECT_EQ(masked.ranked, 2U);
    const ranks_of none({gap, gap}, largest_first, ties);
    expect_ranks(none, {gap, gap});
    EXPECT_EQ(none.ranked, 0U);
    EXPECT_EQ(ranks_of({}, largest_first, ties).ranked, 0U);
  }
}

TEST(SegmentRanks, TakeBothZerosForEqual) {
  expect_ranks(ranks_of({0.0, -0.0, -1}, largest_first, tie_rule::standard), {1, 1, 3});
  expect_ranks(ranks_of({-0.0, 0.0, -1}, smallest_first, tie_rule::dense), {2, 2, 1});
}

TEST(SegmentRanks, CompareFullFigures) {
  expect_ranks(ranks_of({97.96, 97.96000000000001, 98}, largest_first, tie_rule::standard),
               {3, 2, 1});
  expect_ranks(ranks_of({infinity, 1, -infinity}, largest_first, tie_rule::standard), {1, 2, 3});
}

TEST(SegmentRanks, OfEverySizeAreThoseOfTheTwin) {
  // Sizes around those that are compared figure by figure, and those of the digits of the radix sort.
  for (const std::size_t n : {1U, 4U, 5U, 127U, 128U, 129U, 1100U}) {
    for (const std::size_t lanes : {1U, 3U, 9U}) {
      std::vector<double> figures(n * lanes);
      for (std::size_t i = 0; i < figures.size(); ++i) {
        figures[i] = i % 7 == 0 ? gap : static_cast<double>(i * 7919 % (n + 3)) - 20;
      }
      const segment all{0, n};
      std::vector<std::byte> scratch(rank_scratch({&all, 1}));
      for (const rank_order order : {largest_first, smallest_first}) {
        for (const tie_rule ties : every_rule) {
          // The twin takes the square of the size.
          if (n > 200 && (ties != tie_rule::ordinal || lanes > 1)) continue;
          std::vector<double> rank(figures.size());
          std::vector<status> why(figures.size());
          std::vector<std::uint32_t> ranked(lanes);
          segment_ranks({figures.data(), lanes}, {}, {&all, 1}, lanes, order, ties, scratch,
                        {rank.data(), why.data(), lanes}, ranked);
          for (std::size_t lane = 0; lane < lanes; ++lane) {
            std::vector<double> column;
            for (std::size_t row = 0; row < n; ++row) column.push_back(figures[row * lanes + lane]);
            for (std::size_t row = 0; row < n; ++row) {
              const cell expected = zhibiao::test::rank(column, row, order, ties);
              expect_same(rank[row * lanes + lane], expected.value);
              ASSERT_EQ(why[row * lanes + lane], expected.why) << n << ", " << lane << ", " << row;
            }
          }
        }
      }
    }
  }
}

TEST(SegmentRanks, OfManyRowsCountFromTheBest) {
  // 20,001 figures, each twice but one.
  std::vector<double> figures(20001);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = static_cast<double>(i * 7 % 20001 / 2);
  }
  const ranks_of standard(figures, smallest_first, tie_rule::standard);
  const ranks_of dense(figures, largest_first, tie_rule::dense);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    ASSERT_EQ(standard.rank[i], figures[i] * 2 + 1);
    ASSERT_EQ(dense.rank[i], 10001 - figures[i]);
  }
  EXPECT_EQ(standard.ranked, 20001U);
}

TEST(SegmentRanks, StayWithinTheirSegmentAndLanes) {
  const std::vector<double> figures{1, 2, 9, 3, 1, 9, 5, 6, 9, 7, 7, 9};
  const std::vector<segment> segments{{0, 2}, {2, 2}, {3, 4}};
  std::vector<double> rank(8, 17);
  std::vector<status> why(8, status::overflow);
  std::vector<std::uint32_t> ranked(6);
  segment_ranks({figures.data(), 3}, {}, segments, 2, largest_first, tie_rule::standard, {},
                {rank.data(), why.data(), 2}, ranked);
  EXPECT_EQ(rank, (std::vector<double>{2, 1, 1, 2, 17, 17, 1, 1}));
  EXPECT_EQ(why[4], status::overflow);
  EXPECT_EQ(why[6], status::ok);
  EXPECT_EQ(ranked, (std::vector<std::uint32_t>{2, 2, 0, 0, 1, 1}));
}

TEST(PercentRank, RunsFromZeroToOne) {
  const auto expect_cell = [](const cell& actual, double value, status why) {
    expect_same(actual.value, value);
    EXPECT_EQ(actual.why, why);
  };
  expect_cell(percent_rank({1, status::ok}, 5), 0, status::ok);
  expect_cell(percent_rank({2, status::ok}, 5), 0.25, status::ok);
  expect_cell(percent_rank({5, status::ok}, 5), 1, status::ok);
  expect_cell(percent_rank({1, status::ok}, 1), gap, status::out_of_domain);
  expect_cell(percent_rank({gap, status::not_reported}, 5), gap, status::not_reported);
}

TEST(PercentRank, IsMadeOfTheRanksOfSegments) {
  std::vector<double> rank{2, 1, 1, gap, 1, 1, 17};
  std::vector<status> why(7, status::ok);
  why[3] = status::not_reported;
  const std::vector<segment> segments{{0, 2}, {2, 3}};
  const std::vector<std::uint32_t> ranked{2, 1, 1, 1};
  make_percent_ranks(segments, 2, ranked, {rank.data(), why.data(), 2});
  const double expected[] = {1, gap, 0, gap, gap, gap, 17};
  for (std::size_t i = 0; i < 7; ++i) expect_same(rank[i], expected[i]);
  EXPECT_EQ(why[3], status::not_reported);
  EXPECT_EQ(why[4], status::out_of_domain);
}

}  // namespace
