#include <zhibiao/kernels/contribution.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace zhibiao::kernels {
namespace {

constexpr decimal_scale tenths{10, true};

// Wholes are in the scale of the figures.
growth_of_part part(double current, double base, double whole_current, double whole_base) {
  return {current, base, whole_current * 10, whole_base * 10, tenths};
}

TEST(Contribution, NeedsBothFigures) {
  EXPECT_EQ(contribution(part(no_number, 1, 5, 4)).why, status::not_reported);
  EXPECT_EQ(contribution(part(1, no_number, 5, 4)).why, status::base_not_reported);
  EXPECT_EQ(contribution(part(1, 1, no_number, 4)).why, status::overflow);
  EXPECT_EQ(pull(part(no_number, no_number, 5, 4)).why, status::not_reported);
}

TEST(Contribution, OfAWholeThatStaysIsUndefinedButThePullIsNot) {
  EXPECT_EQ(contribution(part(11, 10, 20, 20)).why, status::out_of_domain);
  EXPECT_EQ(pull(part(11, 10, 20, 20)).value, 5);
}

TEST(Contribution, OfAFallingWholeIsPositiveForWhoFalls) {
  EXPECT_EQ(contribution(part(5, 10, 10, 20)).value, 50);
  EXPECT_EQ(pull(part(5, 10, 10, 20)).value, -25);
}

TEST(Contribution, OnANegativeBaseThereIsNoPull) {
  EXPECT_EQ(pull(part(5, -10, 5, -10)).why, status::out_of_domain);
  EXPECT_EQ(pull(part(5, 0, 5, 0)).why, status::out_of_domain);
}

TEST(Contribution, CanBeTooLarge) {
  constexpr double largest = std::numeric_limits<double>::max();
  EXPECT_EQ(contribution({largest, -largest, 1, 0, {}}).why, status::overflow);
}

}  // namespace
}  // namespace zhibiao::kernels
