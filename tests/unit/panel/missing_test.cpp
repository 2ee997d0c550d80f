#include <zhibiao/panel/missing.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <limits>

namespace zhibiao {
namespace {

TEST(Missing, TheTwoReasonsDiffer) {
  EXPECT_TRUE(is_missing(no_row));
  EXPECT_TRUE(is_missing(reported_empty));
  EXPECT_TRUE(is_no_row(no_row));
  EXPECT_FALSE(is_no_row(reported_empty));
  EXPECT_TRUE(is_reported_empty(reported_empty));
  EXPECT_FALSE(is_reported_empty(no_row));
}

TEST(Missing, NothingElseIsAReason) {
  for (const double x : {0.0, -0.0, 1.0, std::numeric_limits<double>::infinity(),
                         std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_FALSE(is_no_row(x));
    EXPECT_FALSE(is_reported_empty(x));
  }
  EXPECT_FALSE(is_missing(0.0));
}

TEST(Missing, PayloadSurvivesBeingCopied) {
  const double copy = reported_empty;
  EXPECT_EQ(std::bit_cast<std::uint64_t>(copy), reported_empty_bits);
}

}  // namespace
}  // namespace zhibiao
