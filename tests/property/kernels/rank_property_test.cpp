#include <zhibiao/kernels/rank.hpp>

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
using zhibiao::kernels::cell;
using zhibiao::kernels::rank_order;
using zhibiao::kernels::segment;
using zhibiao::kernels::tie_rule;

namespace kernels = zhibiao::kernels;

rank_order any_order() {
  return *rc::gen::element(rank_order::largest_first, rank_order::smallest_first);
}

tie_rule any_rule() { return static_cast<tie_rule>(*rc::gen::inRange(0, 5)); }

struct ranked_block {
  std::vector<double> rank;
  std::vector<zhibiao::status> why;
  std::vector<std::uint32_t> ranked;
};

ranked_block ranks_of(const block& values, const std::vector<segment>& segments, rank_order order,
                      tie_rule ties, const std::vector<std::uint8_t>& mask = {}) {
  ranked_block found{std::vector<double>(values.figures.size(), 17),
                     std::vector<zhibiao::status>(values.figures.size()),
                     std::vector<std::uint32_t>(segments.size() * values.lanes)};
  std::vector<std::byte> scratch(kernels::rank_scratch(segments));
  kernels::segment_ranks(view(values), view(mask, values.lanes), segments, values.lanes, order,
                         ties, scratch, {found.rank.data(), found.why.data(), values.lanes},
                         found.ranked);
  return found;
}

/// Many of them equal, and enough rows for every way to rank.
block any_ties() {
  block values =
      any_block(*rc::gen::inRange<std::size_t>(0, 160), *rc::gen::inRange<std::size_t>(1, 10), 1);
  const auto kinds = *rc::gen::inRange<std::size_t>(1, 40);
  for (std::size_t i = kinds; i < values.figures.size(); ++i) {
    if (*rc::gen::inRange(0, 3) != 1) values.figures[i] = values.figures[i % kinds];
  }
  return values;
}

RC_GTEST_PROP(RankProperty, IsThatOfTheTwin, ()) {
  const block values = any_ties();
  const auto mask = any_mask(values.figures.size());
  const auto segments = any_parts(values.rows);
  const rank_order order = any_order();
  const tie_rule ties = any_rule();
  const ranked_block found = ranks_of(values, segments, order, ties, mask);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      std::vector<double> column;
      for (std::size_t row = segments[s].first; row < segments[s].last; ++row) {
        const std::size_t at = row * values.lanes + lane;
        column.push_back(takes_part(mask, at) ? values.figures[at] : kernels::no_number);
      }
      for (std::size_t i = 0; i < column.size(); ++i) {
        const std::size_t at = (segments[s].first + i) * values.lanes + lane;
        RC_ASSERT(agrees(found.rank[at], found.why[at], rank(column, i, order, ties), 0));
      }
      RC_ASSERT(found.ranked[s * values.lanes + lane] == reported(column).size());
    }
  }
}

RC_GTEST_PROP(RankProperty, EveryInstructionSetGivesTheSame, ()) {
  const block values = any_ties();
  const auto segments = any_parts(values.rows);
  const rank_order order = any_order();
  const tie_rule ties = any_rule();
  RC_ASSERT(is_same_on_every_set([&] {
    const ranked_block found = ranks_of(values, segments, order, ties);
    bits digest;
    digest.add(found.rank);
    digest.add(found.why);
    digest.add(found.ranked);
    return digest;
  }));
}

RC_GTEST_PROP(RankProperty, FractionalAndOrdinalRanksAddToThoseOfNoTies, ()) {
  const block values = any_ties();
  const std::vector<segment> all{{0, values.rows}};
  for (const tie_rule ties : {tie_rule::fractional, tie_rule::ordinal}) {
    const ranked_block found = ranks_of(values, all, any_order(), ties);
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      double sum = 0;
      for (std::size_t row = 0; row < values.rows; ++row) {
        const double rank = found.rank[row * values.lanes + lane];
        sum += std::isnan(rank) ? 0 : rank;
      }
      const double n = found.ranked[lane];
      RC_ASSERT(sum == n * (n + 1) / 2);
    }
  }
}

RC_GTEST_PROP(RankProperty, OfBothOrdersAreMirrored, ()) {
  const block values = any_ties();
  const std::vector<segment> all{{0, values.rows}};
  const ranked_block up = ranks_of(values, all, rank_order::smallest_first, tie_rule::standard);
  const ranked_block down = ranks_of(values, all, rank_order::largest_first, tie_rule::modified);
  for (std::size_t i = 0; i < up.rank.size(); ++i) {
    if (std::isnan(up.rank[i])) continue;
    RC_ASSERT(up.rank[i] + down.rank[i] == up.ranked[i % values.lanes] + 1.0);
  }
}

RC_GTEST_PROP(RankProperty, OrderOfTheRowsDoesNotMatterButForOrdinal, ()) {
  const block values{*rc::gen::inRange<std::size_t>(0, 200), 1, {}};
  block given = values;
  for (std::size_t i = 0; i < given.rows; ++i) given.figures.push_back(any_figure(0));
  std::vector<std::size_t> order(given.rows);
  for (std::size_t i = 0; i < given.rows; ++i) order[i] = i;
  order = in_any_order(order);
  block shuffled = given;
  for (std::size_t i = 0; i < given.rows; ++i) shuffled.figures[i] = given.figures[order[i]];
  const auto ties = *rc::gen::element(tie_rule::standard, tie_rule::dense, tie_rule::modified,
                                      tie_rule::fractional);
  const rank_order by = any_order();
  const ranked_block a = ranks_of(given, {{0, given.rows}}, by, ties);
  const ranked_block b = ranks_of(shuffled, {{0, given.rows}}, by, ties);
  for (std::size_t i = 0; i < given.rows; ++i) {
    RC_ASSERT(b.why[i] == a.why[order[i]]);
    RC_ASSERT(b.rank[i] == a.rank[order[i]] || std::isnan(b.rank[i]));
  }
}

}  // namespace
