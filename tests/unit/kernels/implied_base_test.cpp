#include <zhibiao/kernels/implied_base.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace zhibiao::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(ImpliedBase, IsTheFigureWithoutItsGrowth) {
  EXPECT_EQ(implied_base(121, 10).value, 110);
  EXPECT_EQ(implied_base(45, -10).value, 50);
  EXPECT_EQ(implied_base(0, 10).value, 0);
}

TEST(ImpliedBase, NeedsAGrowthThatLeavesSomething) {
  EXPECT_EQ(implied_base(0, -100).why, status::out_of_domain);
  EXPECT_EQ(implied_base(5, -120).why, status::out_of_domain);
  EXPECT_EQ(implied_base(-5, 10).why, status::out_of_domain);
  EXPECT_EQ(implied_base(no_number, 10).why, status::not_reported);
  EXPECT_EQ(implied_base(5, no_number).why, status::not_reported);
}

TEST(ImpliedBase, OfIntervalsTakesTheirEnds) {
  EXPECT_EQ(implied_base(interval{110, 121}, exactly(10)), (interval{100, 110, false, false}));
  EXPECT_EQ(implied_base(exactly(110), {10, 25, true, false}), (interval{88, 100, false, true}));
  const interval open = implied_base({110, infinity, false, true}, exactly(10));
  EXPECT_EQ(open.lower, 100);
  EXPECT_EQ(open.upper, infinity);
}

}  // namespace
}  // namespace zhibiao::kernels
