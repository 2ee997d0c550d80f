#include "io/figure_bits.hpp"

#include <zhibiao/panel/missing.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::detail::are_figures;
using limits = std::numeric_limits<double>;

TEST(FigureBits, TakesNumbersAndTheTwoKindsOfMissing) {
  EXPECT_TRUE(are_figures({}));
  std::vector<double> values(1500, 1.5);
  EXPECT_TRUE(are_figures(values));
  for (const double x : {0.0, -1.0, limits::max(), limits::lowest(), limits::denorm_min(),
                         -limits::denorm_min(), zhibiao::no_row, zhibiao::reported_empty}) {
    for (const std::size_t at : {0UL, 511UL, 512UL, 1023UL, 1024UL, 1499UL}) {
      std::vector<double> one = values;
      one[at] = x;
      EXPECT_TRUE(are_figures(one)) << x << " at " << at;
    }
  }
}

TEST(FigureBits, RefusesAllElse) {
  const auto bits = [](std::uint64_t b) { return std::bit_cast<double>(b); };
  for (const double x :
       {-0.0, limits::infinity(), -limits::infinity(), limits::quiet_NaN(), -limits::quiet_NaN(),
        bits(zhibiao::no_row_bits + 2), bits(zhibiao::no_row_bits | 0x8000'0000'0000'0000),
        bits(zhibiao::no_row_bits + 0x1'0000'0000), bits(0x7FF0'0000'0000'0001)}) {
    for (const std::size_t at : {0UL, 511UL, 512UL, 1023UL, 1024UL, 1499UL}) {
      std::vector<double> one(1500, 1.5);
      one[at] = x;
      EXPECT_FALSE(are_figures(one)) << std::bit_cast<std::uint64_t>(x) << " at " << at;
    }
  }
}

}  // namespace
