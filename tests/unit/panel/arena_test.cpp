#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/buffer.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20U;
using bytes = buffer<std::uint8_t>;

TEST(Arena, HandsOutAgainWhatCameBack) {
  arena a;
  const std::uint8_t* first = nullptr;
  {
    const bytes b(4 * megabyte, a);
    first = b.data();
    EXPECT_EQ(a.kept(), 0U);
  }
  EXPECT_EQ(a.kept(), 4 * megabyte);
  const bytes again(4 * megabyte, a);
  EXPECT_EQ(again.data(), first);
  EXPECT_EQ(a.kept(), 0U);
}

TEST(Arena, BlockMayBeAQuarterLarger) {
  arena a;
  { const bytes b(10 * megabyte, a); }
  {
    const bytes too_small(7 * megabyte, a);
    EXPECT_EQ(a.kept(), 10 * megabyte);
  }
  {
    const bytes fits(8 * megabyte, a);
    EXPECT_EQ(fits.size(), 8 * megabyte);
    EXPECT_EQ(a.kept(), 7 * megabyte);
  }
  EXPECT_EQ(a.kept(), 17 * megabyte);
}

TEST(Arena, SmallBlocksAreNotKept) {
  arena a;
  { const bytes b(megabyte, a); }
  EXPECT_EQ(a.kept(), 0U);
}

TEST(Arena, KeepsNoMoreThanItsCap) {
  arena a(5 * megabyte);
  {
    const bytes first(3 * megabyte, a);
    const bytes second(3 * megabyte, a);
    const bytes third(6 * megabyte, a);
  }
  EXPECT_EQ(a.kept(), 3 * megabyte);
}

TEST(Arena, TrimGivesTheLargestBack) {
  arena a;
  {
    const bytes first(2 * megabyte, a);
    const bytes second(3 * megabyte, a);
    const bytes third(8 * megabyte, a);
  }
  EXPECT_EQ(a.kept(), 13 * megabyte);
  a.trim(5 * megabyte);
  EXPECT_EQ(a.kept(), 5 * megabyte);
  a.trim();
  EXPECT_EQ(a.kept(), 0U);
}

TEST(Arena, BuffersMayOutliveIt) {
  auto a = std::make_unique<arena>();
  bytes b(4 * megabyte, *a);
  a.reset();
  b[0] = 1;
  b[4 * megabyte - 1] = 2;
  const bytes moved = std::move(b);
  EXPECT_EQ(moved[0], 1);
  EXPECT_EQ(moved[4 * megabyte - 1], 2);
}

TEST(Arena, ThreadsShareIt) {
  arena a;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&a, t] {
        for (int i = 0; i < 50; ++i) {
          buffer<int> b(megabyte, a);
          b[0] = t;
          b[megabyte - 1] = i;
          EXPECT_EQ(b[0], t);
        }
      });
    }
  }
  EXPECT_GE(a.kept(), 4 * megabyte);
  EXPECT_LE(a.kept(), 16 * megabyte);
}

}  // namespace
}  // namespace zhibiao
