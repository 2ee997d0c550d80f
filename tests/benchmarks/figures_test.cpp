#include "../../benchmarks/data/figures.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace zhibiao_bench {
namespace {

TEST(Figures, HaveTheShareOfEverythingThatTheTableSays) {
  figures all;
  all.towns = 2000;
  all.indicators = 10;
  double missing = 0, no_row = 0, zero = 0, negative = 0, sum = 0, positive = 0;
  for (std::size_t t = 0; t < all.towns; ++t) {
    for (std::size_t i = 0; i < all.indicators; ++i) {
      for (std::size_t p = 0; p < all.periods; ++p) {
        const figure f = all.at(t, i, p);
        missing += f.is != figure::kind::number;
        no_row += f.is == figure::kind::no_row;
        zero += f.is == figure::kind::number && f.cents == 0;
        negative += f.cents < 0;
        positive += f.cents > 0;
        if (f.cents > 0) sum += static_cast<double>(f.cents);
        EXPECT_LE(f.cents, 10'000'000);
        EXPECT_GE(f.cents, -10'000'000);
      }
    }
  }
  const auto cells = static_cast<double>(all.cells());
  EXPECT_NEAR(missing / cells, 0.05, 0.01);
  EXPECT_NEAR(no_row / missing, 0.2, 0.03);
  EXPECT_NEAR(zero / cells, 0.01, 0.002);
  EXPECT_NEAR(negative / cells, 0.01, 0.002);
  EXPECT_NEAR(sum / positive, 5'000'000, 50'000);
}

TEST(Figures, AreMissingInRuns) {
  figures all;
  all.towns = 500;
  all.indicators = 1;
  for (std::size_t t = 0; t < all.towns; ++t) {
    std::size_t runs = 0, length = 0;
    bool was_missing = false;
    for (std::size_t p = 0; p < all.periods; ++p) {
      const bool is_missing = all.at(t, 0, p).is != figure::kind::number;
      runs += is_missing && !was_missing;
      length += is_missing;
      was_missing = is_missing;
    }
    EXPECT_LE(runs, 1U);
    EXPECT_LE(length, 8U);
  }
}

TEST(Figures, AreTheSameEverywhere) {
  // By the definition of SplitMix64: its first number from a state of 0.
  EXPECT_EQ(mixed(0), 0xE220'A839'7B1D'CDAFU);
  figures few, many;
  few.indicators = 1;
  many.indicators = 100;
  EXPECT_EQ(few.at(7, 0, 3).cents, many.at(7, 0, 3).cents);
}

TEST(Shuffled, HasEveryNumberOnce) {
  for (const std::size_t size : {1U, 2U, 5U, 16U, 1000U, 65537U}) {
    const shuffled order(size);
    std::vector<bool> seen(size, false);
    std::size_t in_place = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t at = order[i];
      ASSERT_LT(at, size);
      EXPECT_FALSE(seen[at]);
      seen[at] = true;
      in_place += at == i;
    }
    EXPECT_LE(in_place, 5U) << size;
  }
}

}  // namespace
}  // namespace zhibiao_bench
