#include <zhibiao/kernels/average_growth.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace zhibiao::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr decimal_scale tenths{10, true};

quotient figure(double x) { return quotient_of(x, tenths); }
quotient unscaled(double x) { return {x, 1}; }

TEST(AverageGrowth, OfFiguresThatStayIsZeroExactly) {
  for (int n = 1; n <= 40; ++n) {
    const cell c = average_growth(figure(77.3), figure(77.3), n);
    EXPECT_EQ(c.value, 0);
    EXPECT_FALSE(std::signbit(c.value));
  }
}

TEST(AverageGrowth, KeepsTheDigitsOfASmallOne) {
  // One in a thousand million over two years: 5e-8 % a year, less a part in four thousand million.
  const cell c = average_growth(unscaled(1000000001), unscaled(1000000000), 2);
  EXPECT_DOUBLE_EQ(c.value, 4.99999999875e-8);
}

TEST(AverageGrowth, HasTheStatusesOfAChange) {
  EXPECT_EQ(average_growth({}, figure(1), 2).why, status::not_reported);
  EXPECT_EQ(average_growth(figure(1), {}, 2).why, status::base_not_reported);
  EXPECT_EQ(average_growth(figure(0), figure(0), 2).why, status::both_zero);
  EXPECT_EQ(average_growth(figure(1), figure(0), 2).why, status::base_zero);
  EXPECT_EQ(average_growth(figure(-1), figure(2), 2).why, status::turned_negative);
  EXPECT_EQ(average_growth(figure(-1), figure(-2), 2).why, status::loss_narrowed);
  EXPECT_EQ(average_growth(figure(-3), figure(-2), 2).why, status::loss_widened);
  EXPECT_EQ(average_growth(figure(3), figure(2), 2, 10).why, status::small_base);
}

TEST(AverageGrowth, NeedsASpan) {
  EXPECT_EQ(average_growth(figure(2), figure(1), 0).why, status::out_of_domain);
  EXPECT_EQ(average_growth(figure(2), figure(1), -1).why, status::out_of_domain);
  EXPECT_EQ(average_growth(figure(2), figure(1), most_spans + 1).why, status::out_of_domain);
  EXPECT_EQ(average_growth(figure(2), figure(1), most_spans).why, status::ok);
  EXPECT_EQ(average_difference(figure(2), figure(1), 0).why, status::out_of_domain);
  EXPECT_EQ(annualised_growth(figure(2), figure(1), 0).why, status::out_of_domain);
  EXPECT_EQ(cumulative_growth(figure(1), {}).why, status::out_of_domain);
  EXPECT_EQ(chained_growth(std::span<const growth_link>{}).why, status::out_of_domain);
}

TEST(AverageGrowth, OfVeryDifferentFigures) {
  EXPECT_NEAR(average_growth(unscaled(1e200), unscaled(1e-100), 3).value, 1e102, 1e88);
  EXPECT_EQ(average_growth(unscaled(largest), unscaled(1e-300), 2).why, status::overflow);
}

TEST(CumulativeGrowth, OfNothingLeftIsMinus100) {
  const std::vector<quotient> nothing{figure(0), figure(0)};
  EXPECT_EQ(cumulative_growth(figure(5), nothing).value, -100);
}

TEST(CumulativeGrowth, NeedsEveryFigureBetween) {
  const std::vector<quotient> gap{figure(1), {}, figure(2)};
  EXPECT_EQ(cumulative_growth(figure(5), gap).why, status::base_not_reported);
  const std::vector<quotient> no_current{figure(1), {}};
  EXPECT_EQ(cumulative_growth(figure(5), no_current).why, status::not_reported);
}

TEST(CumulativeGrowth, BetweenMayBeALoss) {
  const std::vector<quotient> later{figure(-10), figure(120)};
  // q + q^2 = 1.1
  EXPECT_NEAR(cumulative_growth(figure(100), later).value, (std::sqrt(5.4) - 1) * 50 - 100, 1e-12);
}

TEST(CumulativeGrowth, OfManyYearsOfFastGrowth) {
  std::vector<quotient> later;
  for (int k = 0; k < 40; ++k) later.push_back({1e12, 1});
  const cell c = cumulative_growth({1, 1}, later);
  ASSERT_EQ(c.why, status::ok);
  const double q = 1 + c.value / 100;
  double sum = 0;
  for (int k = 0; k < 40; ++k) sum = (sum + 1) * q;
  EXPECT_NEAR(sum / 4e13, 1, 1e-12);
}

TEST(ChainedGrowth, SaysWhichLinkIsMissing) {
  const growth_link whole{figure(2), figure(1)};
  const growth_link no_current{{}, figure(1)};
  const growth_link no_base{figure(2), {}};
  const auto why = [](std::vector<growth_link> links) {
    return chained_growth(std::span<const growth_link>(links)).why;
  };
  EXPECT_EQ(why({whole, no_current}), status::not_reported);
  EXPECT_EQ(why({no_current, whole}), status::base_not_reported);
  EXPECT_EQ(why({whole, no_base}), status::base_not_reported);
  EXPECT_EQ(why({{figure(0), figure(1)}, {figure(1), figure(0)}}), status::base_zero);
}

TEST(AnnualisedGrowth, CanBeTooLarge) {
  EXPECT_EQ(annualised_growth(unscaled(1e100), unscaled(1), 12).why, status::overflow);
}

TEST(KnownAverageGrowth, IsUnboundedWhereTheFiguresAre) {
  const known_change up = average_growth({98, infinity, false, true}, exactly(50), 2, tenths);
  EXPECT_EQ(up.why, status::bounded);
  EXPECT_NEAR(up.known.lower, 40, 1e-12);
  EXPECT_EQ(up.known.upper, infinity);
  const known_change down = average_growth(exactly(98), {50, infinity, false, true}, 2, tenths);
  EXPECT_EQ(down.known.lower, -100);
  EXPECT_NEAR(down.known.upper, 40, 1e-12);
  EXPECT_EQ(average_growth({0, 5}, {-1, 2}, 2, tenths).why, status::undetermined);
}

TEST(KnownAverageGrowth, OfZeroIsExact) {
  const known_change k = average_growth(exactly(0), {10, 20}, 3, tenths);
  EXPECT_EQ(k.known, exactly(-100));
  EXPECT_EQ(k.why, status::ok);
}

TEST(KnownCumulativeGrowth, TakesTheEndsOfAllFigures) {
  const std::vector<interval> later{{110, 120}, {121, 144}};
  const known_change k = cumulative_growth(exactly(100), later, tenths);
  EXPECT_EQ(k.why, status::bounded);
  EXPECT_NEAR(k.known.lower, 10, 1e-12);
  EXPECT_NEAR(k.known.upper, 20, 1e-12);
}

TEST(KnownChainedGrowth, MultipliesTheEndsOfItsLinks) {
  const std::vector<known_link> links{{{110, 121}, exactly(100)}, {{121, 144}, exactly(121)}};
  const known_change k = chained_growth(links, tenths);
  EXPECT_EQ(k.why, status::bounded);
  EXPECT_NEAR(k.known.lower, (std::sqrt(1.1) - 1) * 100, 1e-12);
  EXPECT_NEAR(k.known.upper, 20, 1e-12);
}

TEST(KnownChainedGrowth, OfNothingLeftIsNothingHoweverOpenTheRest) {
  const std::vector<known_link> links{{exactly(0), {0, 5, true, false}},
                                      {{3, infinity, false, true}, exactly(1)}};
  const known_change k = chained_growth(links, tenths);
  EXPECT_EQ(k.known.lower, -100);
  EXPECT_EQ(k.known.upper, -100);
  EXPECT_TRUE(chained_growth(std::span<const known_link>{}).why == status::out_of_domain);
}

TEST(KnownAverageDifference, DividesTheEnds) {
  const interval k = average_difference({98, 100, false, true}, exactly(90), 2, tenths);
  EXPECT_EQ(k, (interval{4, 5, false, true}));
}

}  // namespace
}  // namespace zhibiao::kernels
