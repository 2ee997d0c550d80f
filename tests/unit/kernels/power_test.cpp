#include "kernels/power.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace {

using zhibiao::kernels::power;

TEST(Power, RootsOfSquaresAndCubesAreExact) {
  EXPECT_EQ(power(4, 1, 1, 2).rounded(), 2);
  EXPECT_EQ(power(9, 4, 1, 2).rounded(), 1.5);
  EXPECT_EQ(power(27, 8, 1, 3).rounded(), 1.5);
  EXPECT_EQ(power(2, 1, 10, 1).rounded(), 1024);
  EXPECT_EQ(power(1024, 1, -1, 10).rounded(), 0.5);
  EXPECT_EQ(power(1, 1, 7, 12).rounded(), 1);
  EXPECT_EQ(power(3, 7, 0, 5).rounded(), 1);
}

// As decimal arithmetic (Python, 60 digits) has them.
TEST(Power, HasTheDigitsOfADouble) {
  EXPECT_EQ(power(2, 1, 1, 5).rounded(),
            1.148698354997035006798626946777927589443850889097797505513711);
  EXPECT_EQ(power(120, 150, 365, 7).rounded(), 0.0000088477946815130823984477571072141369610932);
}

TEST(Power, TakesNumbersFarApart) {
  EXPECT_EQ(power(1e300, 1e-300, 1, 2).rounded(), 1e300);
  EXPECT_EQ(power(1e300, 1, 2, 1).rounded(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(power(1e-300, 1, 2, 1).rounded(), 0);
  EXPECT_EQ(power(5e-324, 5e-324, 1, 3).rounded(), 1);
}

}  // namespace
