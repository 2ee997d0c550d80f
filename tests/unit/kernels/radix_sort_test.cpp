#include "kernels/radix_sort.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

namespace {

using namespace zhibiao::kernels;

TEST(SortKey, IsInOrderAsTheFigureIs) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double least = std::numeric_limits<double>::denorm_min();
  const std::vector<double> figures{-infinity, -1e300, -2, -1.5, -1, -least, 0,
                                    least,     1e-300, 1,  1.5,  2,  1e300,  infinity};
  for (std::size_t i = 0; i + 1 < figures.size(); ++i) {
    EXPECT_LT(sort_key(figures[i]), sort_key(figures[i + 1])) << figures[i];
  }
  for (const double x : figures) EXPECT_EQ(figure_of(sort_key(x)), x);
  EXPECT_EQ(sort_key(-0.0), sort_key(0.0));
}

TEST(RadixSort, IsStable) {
  // Sizes around those where digits become longer.
  for (const std::size_t n : {0U, 1U, 2U, 500U, 1023U, 1024U, 16383U, 16384U, 20000U}) {
    std::vector<std::uint64_t> keys(n);
    std::vector<std::uint32_t> rows(n);
    for (std::size_t i = 0; i < n; ++i) {
      keys[i] = i * 0x9e3779b97f4a7c15U >> (i % 3 == 0 ? 0 : 55);
      rows[i] = static_cast<std::uint32_t>(i);
    }
    std::vector<std::uint32_t> expected = rows;
    std::ranges::stable_sort(expected, {}, [&](std::uint32_t row) { return keys[row]; });
    const std::vector<std::uint64_t> given = keys;
    std::vector<std::uint64_t> other_keys(n);
    std::vector<std::uint32_t> other_rows(n);
    std::vector<std::uint32_t> counts(radix_counts(n));
    const keyed_rows sorted = radix_sort(n, {keys.data(), rows.data()},
                                         {other_keys.data(), other_rows.data()}, counts.data());
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_EQ(sorted.rows[i], expected[i]) << n << ", " << i;
      ASSERT_EQ(sorted.keys[i], given[expected[i]]);
    }
  }
}

}  // namespace
