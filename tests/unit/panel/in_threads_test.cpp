#include "panel/in_threads.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace zhibiao::detail {
namespace {

TEST(InThreads, SharesAreTheWholeWithoutAGap) {
  for (const std::size_t size : {0U, 1U, 7U, 64U, 1000U}) {
    for (const std::size_t parts : {1U, 2U, 3U, 7U}) {
      for (const std::size_t step : {1U, 8U}) {
        std::size_t next = 0;
        for (std::size_t n = 0; n < parts; ++n) {
          const share s = share_of(size, n, parts, step);
          EXPECT_EQ(s.first, next);
          EXPECT_LE(s.first, s.last);
          EXPECT_TRUE(s.last % step == 0 || s.last == size);
          next = s.last;
        }
        EXPECT_EQ(next, size);
      }
    }
  }
}

TEST(InThreads, CallsEachPartOnce) {
  std::atomic<int> sum{0};
  in_threads(5, [&sum](std::size_t part) { sum += 1 << part; });
  EXPECT_EQ(sum, 0b11111);
}

TEST(InThreads, ThrowsWhatTheFirstThrew) {
  std::atomic<int> ended{0};
  try {
    in_threads(4, [&ended](std::size_t part) {
      ++ended;
      if (part % 2 == 1) throw std::runtime_error("part " + std::to_string(part));
    });
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "part 1");
  }
  EXPECT_EQ(ended, 4);
}

TEST(InThreads, FewRowsAreNotWorthAThread) {
  EXPECT_EQ(useful_threads(8, 0), 1U);
  EXPECT_EQ(useful_threads(8, 1000), 1U);
  EXPECT_EQ(useful_threads(8, 10'000'000), 8U);
}

}  // namespace
}  // namespace zhibiao::detail
