#include <zhibiao/stats/accumulate.hpp>

#include <boost/accumulators/statistics/count.hpp>
#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/sum.hpp>
#include <boost/accumulators/statistics/weighted_sum.hpp>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

namespace ba = boost::accumulators;
namespace stats = zhibiao::stats;
using zhibiao::kernels::mask_view;
using zhibiao::kernels::no_number;
using zhibiao::kernels::segment;

/// What a segment and lane were given, in order.
struct given {
  std::vector<double> figures;
  void operator()(double x) { figures.push_back(x); }
};

struct received {
  std::size_t segment;
  std::size_t lane;
  std::vector<double> figures;
  std::uint32_t counted;
  bool operator==(const received&) const = default;
};

std::vector<received> accumulate(const std::vector<double>& block, std::size_t stride,
                                 mask_view mask, const std::vector<segment>& segments,
                                 std::size_t lanes) {
  std::vector<received> all;
  stats::accumulate({block.data(), stride}, mask, segments, lanes, given{},
                    [&](std::size_t s, std::size_t lane, const given& g, std::uint32_t counted) {
                      all.push_back({s, lane, g.figures, counted});
                    });
  return all;
}

TEST(Accumulate, GivesEverySegmentAndLaneItsFiguresInRowOrder) {
  const std::vector<double> block{1, 2, 3, 4, 5, 6};
  EXPECT_EQ(accumulate(block, 2, {}, {{0, 2}, {2, 3}, {1, 1}, {0, 3}}, 2),
            (std::vector<received>{{0, 0, {1, 3}, 2},
                                   {0, 1, {2, 4}, 2},
                                   {1, 0, {5}, 1},
                                   {1, 1, {6}, 1},
                                   {2, 0, {}, 0},
                                   {2, 1, {}, 0},
                                   {3, 0, {1, 3, 5}, 3},
                                   {3, 1, {2, 4, 6}, 3}}));
}

TEST(Accumulate, LeavesOutWhatIsMissingOrTakesNoPart) {
  const std::vector<double> block{1, no_number, 0, 4, no_number, 6};
  EXPECT_EQ(accumulate(block, 1, {}, {{0, 6}}, 1),
            (std::vector<received>{{0, 0, {1, 0, 4, 6}, 4}}));
  const std::vector<std::uint8_t> mask{1, 1, 255, 0, 0, 1};
  EXPECT_EQ(accumulate(block, 1, {mask.data(), 1}, {{0, 6}}, 1),
            (std::vector<received>{{0, 0, {1, 0, 6}, 3}}));
}

TEST(Accumulate, TakesSomeLanesOfWiderBlocks) {
  const std::vector<double> block{1, 2, 3, 4, 5, 6};
  const std::vector<std::uint8_t> mask{1, 0, 0, 0, 1, 1, 0, 0};
  EXPECT_EQ(accumulate(block, 3, {mask.data(), 4}, {{0, 2}}, 2),
            (std::vector<received>{{0, 0, {1, 4}, 2}, {0, 1, {5}, 1}}));
  EXPECT_TRUE(accumulate(block, 3, {}, {{0, 2}}, 0).empty());
  EXPECT_TRUE(accumulate(block, 3, {}, {}, 3).empty());
}

TEST(Accumulate, StartsEverySegmentFromTheSame) {
  const std::vector<double> block{1, 2, 3, 4};
  const std::vector<segment> segments{{0, 2}, {2, 4}};
  using accumulators = stats::accumulators_of<ba::tag::sum>;
  const accumulators from_hundred(ba::sample = 100.0);
  std::vector<double> sums;
  stats::accumulate({block.data(), 1}, {}, segments, 1, from_hundred,
                    [&](std::size_t, std::size_t, const accumulators& a, std::uint32_t) {
                      sums.push_back(ba::sum(a));
                    });
  EXPECT_EQ(sums, (std::vector<double>{103, 107}));
}

TEST(Accumulate, TakesRowsThatHaveFigureAndWeight) {
  const std::vector<double> figures{1, 2, no_number, 4, 5};
  const std::vector<double> weights{10, no_number, 30, 40, 50};
  const std::vector<std::uint8_t> mask{1, 1, 1, 1, 0};
  const std::vector<segment> all{{0, 5}};
  using accumulators =
      stats::weighted_accumulators_of<ba::tag::weighted_sum, ba::tag::sum_of_weights>;
  int calls = 0;
  stats::accumulate_weighted(
      {figures.data(), 1}, {weights.data(), 1}, {mask.data(), 1}, all, 1, accumulators{},
      [&](std::size_t, std::size_t, const accumulators& a, std::uint32_t counted) {
        EXPECT_EQ(ba::weighted_sum(a), 1 * 10 + 4 * 40);
        EXPECT_EQ(ba::sum_of_weights(a), 50);
        EXPECT_EQ(counted, 2U);
        ++calls;
      });
  EXPECT_EQ(calls, 1);
}

}  // namespace
