#include "io/checksum.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using zhibiao::detail::checksum;
using zhibiao::detail::checksum_text;
using zhibiao::detail::running_checksum;

TEST(Checksum, IsXxh3OfSixtyFourBits) {
  // As `xxhsum -H3` of xxHash 0.8.1 prints them.
  EXPECT_EQ(checksum_text(checksum("")), "2d06800538d394c2");
  EXPECT_EQ(checksum_text(checksum("abc")), "78af5f94892f3950");
}

TEST(Checksum, PiecesMakeTheSameAsTheWhole) {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += static_cast<char>(i * i % 251);
  for (const std::size_t step : {1UL, 7UL, 64UL, 1000UL, 5000UL}) {
    running_checksum sum;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      sum.add(std::string_view(bytes).substr(at, step));
    }
    EXPECT_EQ(sum.value(), checksum(bytes)) << step;
  }
  EXPECT_EQ(running_checksum().value(), checksum(""));
}

}  // namespace
