#include <zhibiao/panel/buffer.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
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

// Below and above the size from which memory is mapped for the buffer alone.
TEST(Buffer, FillReachesTheLastByteOfAnySize) {
  for (const std::size_t size : {1U, 63U, 64U, 65U, 2'097'151U, 2'097'152U, 4'000'001U}) {
    for (const std::uint8_t fill : {std::uint8_t{0}, std::uint8_t{7}}) {
      const buffer<std::uint8_t> b(size, fill);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(b.data()) % buffer<std::uint8_t>::alignment, 0U);
      EXPECT_EQ(std::count(b.span().begin(), b.span().end(), fill),
                static_cast<std::ptrdiff_t>(size));
    }
  }
  for (const std::size_t size : {3U, 1'000'000U}) {
    const buffer<double> numbers(size, 1.5);
    EXPECT_EQ(std::count(numbers.span().begin(), numbers.span().end(), 1.5),
              static_cast<std::ptrdiff_t>(size));
    const buffer<std::int32_t> codes(size, -2);
    EXPECT_EQ(std::count(codes.span().begin(), codes.span().end(), -2),
              static_cast<std::ptrdiff_t>(size));
  }
}

// Numbers of a size that does not divide a word are filled one by one.
TEST(Buffer, HoldsWhatIsNoNumber) {
  struct triple {
    std::uint8_t part[3];
  };
  const buffer<triple> b(50, triple{{1, 2, 3}});
  EXPECT_EQ(b[49].part[2], 3);
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
  EXPECT_EQ(a.size(), 0U);
  a = buffer<int>(3, 6);
  EXPECT_EQ(a[2], 6);
}

TEST(Buffer, SizeThatDoesNotFitIsRefused) {
  EXPECT_THROW(buffer<double>(static_cast<std::size_t>(-1) / 4), std::bad_alloc);
}

}  // namespace
}  // namespace zhibiao
