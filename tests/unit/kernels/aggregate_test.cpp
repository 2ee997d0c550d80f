#include <zhibiao/kernels/aggregate.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::exactly;
using zhibiao::interval;
using zhibiao::ratio;
using zhibiao::status;
using zhibiao::test::expect_same;
using namespace zhibiao::kernels;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double gap = no_number;
constexpr interval nothing{no_number, no_number};
constexpr decimal_scale units{1, true};
constexpr decimal_scale tenths{10, true};
constexpr decimal_scale hundredths{100, true};
constexpr ratio percent{100, 1};

struct column_row {
  const char* rule;
  std::vector<double> figures;
  double total;
  std::uint32_t counted;
  decimal_scale scale{};
  std::vector<std::uint8_t> mask{};
  std::vector<double> weights{};
  decimal_scale weight_scale{};
};

TEST(SegmentSums, AddWhatIsThere) {
  const column_row rows[] = {
      {"all there", {1, 2, 3}, 6, 3},
      {"missing is not zero", {1, gap, 3}, 4, 2},
      {"zero counts", {1, 0, 3}, 4, 3},
      {"nothing there", {gap, gap}, 0, 0},
      {"no rows", {}, 0, 0},
      {"negative figures", {5, -8}, -3, 2},
      {"what cancels is not -0", {-0.0, -0.0}, 0, 2},
      {"in the whole scale", {0.1, 0.2}, 3, 2, tenths},
      {"rounding loses nothing", {1e16, 1, -1e16}, 1, 3},
      {"taking part", {1, 2, 4}, 5, 2, {}, {1, 0, 1}},
      {"any mark but 0 is taking part", {1, 2, 4}, 7, 3, {}, {1, 255, 128}},
      {"missing does not take part", {1, gap, 4}, 5, 2, {}, {1, 1, 1}},
      {"none takes part", {1, 2, 4}, 0, 0, {}, {0, 0, 0}},
      {"too large", {largest, largest}, gap, 2},
  };
  for (const column_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const segment all{0, row.figures.size()};
    double total = 17;
    std::uint32_t counted = 17;
    segment_sums({row.figures.data(), 1}, {row.mask.empty() ? nullptr : row.mask.data(), 1},
                 {&all, 1}, 1, row.scale, {&total, 1}, {&counted, 1});
    expect_same(total, row.total);
    EXPECT_EQ(counted, row.counted);
  }
}

TEST(SegmentWeightedSums, AddProductsOfWhatIsThere) {
  const column_row rows[] = {
      {"all there", {2, 3}, 80, 2, {}, {}, {10, 20}},
      {"figure missing", {gap, 3}, 60, 1, {}, {}, {10, 20}},
      {"weight missing", {2, 3}, 20, 1, {}, {}, {10, gap}},
      {"weight zero counts", {2, 3}, 60, 2, {}, {}, {0, 20}},
      {"in the product of the scales", {0.1, 0.2}, 500, 2, tenths, {}, {1.5, 1.75}, hundredths},
      {"taking part", {2, 3}, 60, 1, {}, {0, 1}, {10, 20}},
      {"products lose nothing",
       {134217729, -1},
       1,
       2,
       units,
       {},
       {134217729, 18014398777917440},
       {}},
      {"large figures keep their product", {1e300}, 1e300, 1, {}, {}, {1}},
      {"too large", {1e300}, gap, 1, {}, {}, {1e300}},
  };
  for (const column_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const segment all{0, row.figures.size()};
    double total = 17;
    std::uint32_t counted = 17;
    segment_weighted_sums({row.figures.data(), 1}, {row.weights.data(), 1},
                          {row.mask.empty() ? nullptr : row.mask.data(), 1}, {&all, 1}, 1,
                          row.scale, row.weight_scale, {&total, 1}, {&counted, 1});
    expect_same(total, row.total);
    EXPECT_EQ(counted, row.counted);
  }
}

TEST(SegmentSums, LanesAndSegmentsAreApart) {
  constexpr std::size_t rows = 5;
  constexpr std::size_t stride = 29;
  std::vector<double> figures(rows * stride);
  for (std::size_t i = 0; i < figures.size(); ++i) figures[i] = static_cast<double>(i);
  const std::vector<segment> segments{{0, 2}, {2, 2}, {2, 5}, {0, 5}};
  for (std::size_t lanes = 0; lanes <= stride; ++lanes) {
    std::vector<double> totals(segments.size() * lanes);
    std::vector<std::uint32_t> counted(segments.size() * lanes);
    segment_sums({figures.data(), stride}, {}, segments, lanes, units, totals, counted);
    for (std::size_t s = 0; s < segments.size(); ++s) {
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        double expected = 0;
        for (std::size_t row = segments[s].first; row < segments[s].last; ++row) {
          expected += figures[row * stride + lane];
        }
        EXPECT_EQ(totals[s * lanes + lane], expected) << lanes << " lanes, " << s << ", " << lane;
        EXPECT_EQ(counted[s * lanes + lane], segments[s].last - segments[s].first);
      }
    }
  }
}

TEST(SegmentPairSums, AddWhereBothAreThere) {
  const double first[] = {0.1, gap, 0.4, 0.7, 3};
  const double second[] = {10, 20, gap, 40, 50};
  const std::uint8_t mask[] = {1, 1, 1, 1, 0};
  const segment all{0, 5};
  double totals[2] = {17, 17};
  std::uint32_t counted = 17;
  segment_pair_sums({first, 1}, {second, 1}, {}, {&all, 1}, 1, tenths, units, {&totals[0], 1},
                    {&totals[1], 1}, {&counted, 1});
  EXPECT_EQ(totals[0], 38);
  EXPECT_EQ(totals[1], 100);
  EXPECT_EQ(counted, 3U);
  segment_pair_sums({first, 1}, {second, 1}, {mask, 1}, {&all, 1}, 1, tenths, units,
                    {&totals[0], 1}, {&totals[1], 1}, {&counted, 1});
  EXPECT_EQ(totals[0], 8);
  EXPECT_EQ(totals[1], 50);
  EXPECT_EQ(counted, 2U);
}

/// Running sums of some groups, all zero.
struct sums_by_group {
  std::vector<double> sum;
  std::vector<double> lost;
  std::vector<std::uint32_t> counted;

  explicit sums_by_group(std::size_t n) : sum(n), lost(n), counted(n) {}

  running_sums view() { return {sum.data(), lost.data(), counted.data()}; }
  std::vector<double> totals() {
    std::vector<double> t(sum.size());
    finish_groups(view(), t);
    return t;
  }
};

TEST(GroupSums, AddRowsThatStandAnywhere) {
  const double figures[] = {0.1, 1, 0.2, gap, 0.3, 3, 0.4, 4};
  const std::uint32_t groups[] = {1, 0, 1, no_group};
  sums_by_group sums(3 * 2);
  add_to_groups({figures, 2}, {}, groups, 2, tenths, sums.view());
  EXPECT_EQ(sums.totals(), (std::vector<double>{2, 0, 4, 40, 0, 0}));
  EXPECT_EQ(sums.counted, (std::vector<std::uint32_t>{1, 0, 2, 2, 0, 0}));
}

TEST(GroupSums, LoseNothingAndOverflowAsSegmentsDo) {
  const double figures[] = {1e16, largest, 1, largest, -1e16, 1};
  const std::uint32_t groups[] = {0, 0, 0};
  sums_by_group sums(2);
  add_to_groups({figures, 2}, {}, groups, 2, {}, sums.view());
  const std::vector<double> totals = sums.totals();
  expect_same(totals[0], 1);
  expect_same(totals[1], gap);
}

TEST(GroupSums, WeighAndTakePart) {
  const double figures[] = {0.1, 0.2, 0.3, gap};
  const double weights[] = {1.5, 2, gap, 1};
  const std::uint8_t mask[] = {1, 0, 1, 1};
  const std::uint32_t groups[] = {0, 0, 0, 0};
  sums_by_group sums(1);
  add_weighted_to_groups({figures, 1}, {weights, 1}, {mask, 1}, groups, 1, tenths, tenths,
                         sums.view());
  EXPECT_EQ(sums.totals()[0], 15);
  EXPECT_EQ(sums.counted[0], 1U);
}

TEST(Total, ComesBackToTheUnit) {
  expect_same(total(3, tenths).value, 0.3);
  expect_same(total(3, {}).value, 3);
  expect_same(total(-0.0, {}).value, 0);
  EXPECT_EQ(total(3, tenths).why, status::ok);
  EXPECT_EQ(total(gap, {}).why, status::overflow);
  EXPECT_EQ(total(infinity, {}).why, status::overflow);
}

TEST(RatioOfSums, DividesOnce) {
  const struct {
    const char* rule;
    double numerator;
    decimal_scale numerator_scale;
    double denominator;
    decimal_scale denominator_scale;
    ratio factor;
    double value;
    status why = status::ok;
  } rows[] = {
      {"rate in percent", 25, units, 32, units, percent, 78.125},
      {"factor below 1", 4000, units, 2, units, {1, 10000}, 0.2},
      {"scale of the numerator", 15, tenths, 3, units, {1, 1}, 0.5},
      {"scale of the denominator", 3, units, 15, tenths, {1, 1}, 2},
      {"both scales", 5, hundredths, 5, tenths, {1, 1}, 0.1},
      {"a scale that is not exact has no power", 3, {10, false}, 15, {100, false}, {1, 1}, 0.2},
      {"numerator zero", 0, units, -7, units, percent, 0},
      {"negative denominator", 1, units, -2, units, percent, -50},
      {"denominator zero", 5, units, 0, units, percent, gap, status::out_of_domain},
      {"both zero", 0, units, 0, units, percent, gap, status::out_of_domain},
      {"sum too large", gap, {}, 1, {}, percent, gap, status::overflow},
      {"ratio too large", largest, {}, 0.5, {}, percent, gap, status::overflow},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = ratio_of_sums(row.numerator, row.numerator_scale, row.denominator,
                                 row.denominator_scale, row.factor);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
  }
}

TEST(KnownRatioOfSums, TakesTheFarEnds) {
  const struct {
    const char* rule;
    interval numerator;
    interval denominator;
    interval known;
  } rows[] = {
      {"exact", exactly(25), exactly(32), exactly(78.125)},
      {"numerator inexact", {40, 60}, exactly(80), {50, 75}},
      {"denominator inexact", exactly(60), {80, 120}, {50, 75}},
      {"both, with open ends", {40, 60, true, false}, {80, 160, true, false}, {25, 75, true, true}},
      {"negative numerator", {-60, -40}, {80, 160}, {-75, -25}},
      {"numerator of both signs", {-40, 60}, {80, 160}, {-50, 75}},
      {"both signs, open ends", {-40, 60}, {80, 160, true, false}, {-50, 75, true, true}},
      {"numerator at least", {40, infinity, false, true}, exactly(80), {50, infinity, false, true}},
      {"denominator at least", {40, 60}, {80, infinity}, {0, 75, true, false}},
      {"zero on any denominator", exactly(0), {80, infinity}, exactly(0)},
      {"denominator down to zero", {40, 60}, {0, 80, true, false}, {50, infinity, false, true}},
      {"denominator perhaps zero", {40, 60}, {0, 80}, {-infinity, infinity, true, true}},
      {"denominator of both signs", {40, 60}, {-1, 80}, {-infinity, infinity, true, true}},
      {"negative denominator", {40, 60, true, false}, {-160, -80}, {-75, -25, false, true}},
      {"denominator zero", {40, 60}, exactly(0), nothing},
      {"numerator missing", exactly(gap), {1, 2}, nothing},
      {"denominator missing", {1, 2}, exactly(gap), nothing},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    expect_same(ratio_of_sums(row.numerator, row.denominator, percent), row.known);
  }
}

TEST(WeightedMean, NeedsPositiveWeights) {
  // 98.5 on 400 and 90.5 on 700, in tenths.
  expect_same(weighted_mean(985 * 400 + 905 * 700, tenths, 1100).value, 1027500.0 / 11000);
  EXPECT_EQ(weighted_mean(985 * 400 + 905 * 700, tenths, 1100).why, status::ok);
  expect_same(weighted_mean(60, {10, false}, 30).value, 2);
  EXPECT_EQ(weighted_mean(5, {}, 0).why, status::out_of_domain);
  EXPECT_EQ(weighted_mean(5, {}, -1).why, status::out_of_domain);
  EXPECT_EQ(weighted_mean(gap, {}, 1).why, status::overflow);
  expect_same(weighted_mean(5, {}, 0).value, gap);
}

TEST(LastOfLanes, IsNotReplacedByAnEarlier) {
  const double missing = std::bit_cast<double>(std::uint64_t{0x7ff8000000000123});
  const std::vector<double> figures{1, 2, 3, 9, 4, 5, missing, 9, 1, 2, -0.0, 9};
  std::vector<double> out(3);
  last_of_lanes({figures.data(), 4}, 3, 1, 2, out);
  expect_same(out[0], 3);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(out[1]), std::bit_cast<std::uint64_t>(missing));
  expect_same(out[2], 0);
  last_of_lanes({figures.data(), 4}, 3, 0, 0, out);
  for (const double x : out) expect_same(x, gap);
}

TEST(SumOfLanes, NeedsAllPeriods) {
  const std::vector<double> figures{0.1, 0.2, 0.3, 0.1, gap, 0.3, 0.1, 0.7, gap};
  std::vector<double> out(3);
  sum_of_lanes({figures.data(), 3}, 3, 0, 3, tenths, out);
  expect_same(out[0], 0.6);
  expect_same(out[1], gap);
  expect_same(out[2], gap);
  sum_of_lanes({figures.data(), 3}, 3, 0, 2, tenths, out);
  expect_same(out[0], 0.3);
  expect_same(out[1], gap);
  expect_same(out[2], 0.8);
  sum_of_lanes({figures.data(), 3}, 3, 0, 0, tenths, out);
  for (const double x : out) expect_same(x, gap);
  const std::vector<double> huge{largest, largest};
  sum_of_lanes({huge.data(), 2}, 1, 0, 2, {}, out);
  expect_same(out[0], gap);
}

TEST(Covered, AppliesTheRule) {
  constexpr double two_thirds = 2.0 / 3;
  const cell good{90, status::ok};
  const cell bad{no_number, status::out_of_domain};
  const struct {
    const char* rule;
    cell aggregate;
    std::uint32_t counted;
    std::uint32_t members;
    coverage share;
    double value;
    status why;
  } rows[] = {
      {"all counted", good, 3, 3, {1, 1}, 90, status::ok},
      {"all counted, no number", bad, 3, 3, {1, 1}, gap, status::out_of_domain},
      {"all counted, weight unknown", good, 3, 3, {1}, 90, status::ok},
      {"nothing counted", good, 0, 3, {0, 0}, gap, status::not_reported},
      {"no members", good, 0, 0, {0, 0}, gap, status::not_reported},
      {"exactly the minimum by count", good, 2, 3, {2.0 / 3}, 90, status::partial},
      {"exactly the minimum by weight", good, 1, 3, {1.0 / 3, 200.0 / 300}, 90, status::partial},
      {"a bit below by weight", good, 2, 3, {2.0 / 3, 0.6666}, gap, status::coverage_low},
      {"a bit below by count", good, 665, 1000, {0.665}, gap, status::coverage_low},
      {"weight decides against count", good, 1, 3, {1.0 / 3, 0.9}, 90, status::partial},
      {"count does not save the weight", good, 2, 3, {2.0 / 3, 0.1}, gap, status::coverage_low},
      {"rounding alone does not fail it", good, 2, 3, {two_thirds - 1e-13}, 90, status::partial},
      {"more than rounding does", good, 2, 3, {two_thirds - 1e-11}, gap, status::coverage_low},
      {"partial keeps the reason without a number", bad, 2, 3, {0.9}, gap, status::out_of_domain},
      {"partial outranks other numbers", {90, status::estimated}, 2, 3, {0.9}, 90, status::partial},
      {"low coverage comes before other reasons", bad, 1, 3, {0.3}, gap, status::coverage_low},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = covered(row.aggregate, row.counted, row.members, row.share, two_thirds);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
  }
}

TEST(Aggregate, TotalsOfAColumnLeaveOutWhatIsMissing) {
  const std::vector<double> figures{1.5, gap, 2.25, 4};
  const std::vector<double> weights{2, 7, gap, 3};
  EXPECT_EQ(total_of(figures, {100, true}), 775);
  EXPECT_EQ(total_of({}, {100, true}), 0);
  EXPECT_EQ(weighted_total_of(figures, weights, {100, true}, {10, true}), 15000);
}

TEST(Coverage, LeastCountedReachesTheMinimum) {
  struct {
    std::uint32_t members;
    double minimum;
    std::uint32_t least;
  } const rows[] = {
      {3, 2.0 / 3, 2}, {3, 0.66, 2},  {3, 0.67, 3}, {1000, 0.665, 665}, {10, 0.0, 1},
      {10, 1e-9, 1},   {10, 1.0, 10}, {1, 0.5, 1},  {0, 0.5, 1},        {7, 3.0 / 7, 3},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(least_counted(row.members, row.minimum), row.least) << row.members << row.minimum;
  }
}

}  // namespace
