#include "io/shortest_number.hpp"

#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>

namespace {

using zhibiao::detail::shortest_text;

/// By the standard library alone.
std::string slow_shortest_text(double value) {
  const double size = std::fabs(value);
  const bool is_plain = size == 0 || (size >= 1e-5 && size < 1e18);
  std::array<char, 64> text{};
  char* const end = text.data() + text.size();
  const auto done = is_plain ? std::to_chars(text.data(), end, value, std::chars_format::fixed)
                             : std::to_chars(text.data(), end, value);
  return {text.data(), done.ptr};
}

TEST(ShortestText, NeedsNoMoreThanReadsBack) {
  EXPECT_EQ(shortest_text(0), "0");
  EXPECT_EQ(shortest_text(-0.0), "0");
  EXPECT_EQ(shortest_text(1), "1");
  EXPECT_EQ(shortest_text(-63733.81), "-63733.81");
  EXPECT_EQ(shortest_text(0.1), "0.1");
  EXPECT_EQ(shortest_text(0.05), "0.05");
  EXPECT_EQ(shortest_text(1.25), "1.25");
  EXPECT_EQ(shortest_text(100), "100");
  EXPECT_EQ(shortest_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(shortest_text(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(shortest_text(1e17), "100000000000000000");
  EXPECT_EQ(shortest_text(1e18), "1e+18");
  EXPECT_EQ(shortest_text(1e-5), "0.00001");
  EXPECT_EQ(shortest_text(1e-6), "1e-06");
}

TEST(ShortestText, IsThatOfTheStandardLibrary) {
  std::mt19937_64 random(20211231);
  const auto check = [](double x) { ASSERT_EQ(shortest_text(x), slow_shortest_text(x)); };
  for (int i = 0; i < 100'000; ++i) {
    const auto whole = static_cast<double>(random() >> (11 + random() % 50));
    for (const double scale : {1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e7}) {
      const double x = whole / scale;
      check(x);
      check(-std::nextafter(x, std::numeric_limits<double>::infinity()));
    }
    const std::uint64_t bits = random();
    double any = 0;
    std::memcpy(&any, &bits, sizeof any);
    if (std::isfinite(any)) check(any);
  }
}

}  // namespace
