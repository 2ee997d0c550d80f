#include "../../benchmarks/check/agreement.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace zhibiao_bench {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

agreement of(std::vector<double> ours, std::vector<double> theirs) {
  return compare(ours, theirs, 1e-12, 100.0);
}

TEST(Agreement, OfNumbers) {
  EXPECT_EQ(of({1, nan, 1e6, infinity}, {1, nan, 1e6 * (1 + 5e-13), infinity}).different, 0U);
  EXPECT_EQ(of({1e6}, {1e6 * (1 + 5e-12)}).different, 1U);
}

TEST(Agreement, OfSmallNumbersIsRelativeToTheMagnitude) {
  EXPECT_EQ(of({1e-11}, {9e-11}).different, 0U);
  EXPECT_EQ(of({1e-11}, {2.1e-10}).different, 1U);
}

TEST(Agreement, MissingIsNoNumber) {
  EXPECT_EQ(of({nan, 1, 0}, {0, nan, 0}).different, 2U);
  EXPECT_EQ(of({infinity}, {1}).different, 1U);
  EXPECT_EQ(of({infinity}, {-infinity}).different, 1U);
}

TEST(Agreement, TellsTheFirst) {
  const agreement found = of({1, 2, 3, 4}, {1, 2, 4, 5});
  EXPECT_EQ(found.cells, 4U);
  EXPECT_EQ(found.different, 2U);
  EXPECT_EQ(found.first, 2U);
  EXPECT_EQ(of({1}, {1}).first, agreement::none);
}

TEST(Agreement, OfStatusesIsExact) {
  const std::vector<std::uint8_t> ours{0, 32, 33};
  const std::vector<std::uint8_t> theirs{0, 33, 33};
  EXPECT_EQ(compare(ours, ours).different, 0U);
  EXPECT_EQ(compare(ours, theirs).different, 1U);
  EXPECT_EQ(compare(ours, theirs).first, 1U);
}

}  // namespace
}  // namespace zhibiao_bench
