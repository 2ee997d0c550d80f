#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/fixed_base.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace zhibiao::kernels {
namespace {

constexpr decimal_scale tenths{10, true};
constexpr double infinity = std::numeric_limits<double>::infinity();

quotient figure(double x) { return quotient_of(x, tenths); }

TEST(FixedBase, Of100IsTheBase) {
  EXPECT_EQ(fixed_base_index(figure(7.3), figure(7.3)).value, 100);
}

TEST(FixedBase, IsRoundedOnce) {
  EXPECT_EQ(fixed_base_index(figure(0.3), figure(0.1)).value, 300);
  EXPECT_EQ(fixed_base_index(figure(1), figure(3)).value, 100.0 / 3);
}

TEST(FixedBase, HasTheStatusesOfAChange) {
  EXPECT_EQ(fixed_base_index({}, figure(1)).why, status::not_reported);
  EXPECT_EQ(fixed_base_index(figure(1), {}).why, status::base_not_reported);
  EXPECT_EQ(fixed_base_index(figure(1), figure(0)).why, status::base_zero);
  EXPECT_EQ(fixed_base_index(figure(264), figure(-2646)).why, status::turned_positive);
  EXPECT_EQ(fixed_base_index(figure(3), figure(2), 10).why, status::small_base);
}

TEST(FixedBase, OfAnUnboundedFigureHasOneEnd) {
  const known_change k = fixed_base_index({98, infinity, false, true}, exactly(50), tenths);
  EXPECT_EQ(k.why, status::bounded);
  EXPECT_EQ(k.known, (interval{196, infinity, false, true}));
}

}  // namespace
}  // namespace zhibiao::kernels
