#include <zhibiao/panel/buffer.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <new>
#include <utility>

namespace zhibiao {
namespace {

TEST(Buffer, StandsOnACacheLine) {
  for (const std::size_t size : {1U, 7U, 1000U}) {
    const buffer<double> b(size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(b.data()) % buffer<double>::alignment, 0U);
  }
}

TEST(Buffer, HoldsWhatItIsFilledWith) {
  const buffer<std::uint8_t> b(70, 3);
  EXPECT_EQ(b.size(), 70U);
  for (const std::uint8_t x : b.span()) EXPECT_EQ(x, 3);
}

TEST(Buffer, OfNothingHasNoMemory) {
  const buffer<double> b(0);
  EXPECT_TRUE(b.empty());
  EXPECT_EQ(b.data(), nullptr);
}

TEST(Buffer, MoveTakesTheMemoryAlong) {
  buffer<int> a(2, 5);
  const int* const data = a.data();
  const buffer<int> b = std::move(a);
  EXPECT_EQ(b.data(), data);
  EXPECT_EQ(b[1], 5);
}

TEST(Buffer, SizeThatDoesNotFitIsRefused) {
  EXPECT_THROW(buffer<double>(static_cast<std::size_t>(-1) / 4), std::bad_alloc);
}

}  // namespace
}  // namespace zhibiao
