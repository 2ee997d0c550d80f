#include "io/number.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace {

using zhibiao::detail::read_plain_number;
using zhibiao::detail::read_short_number;

/// The text with bytes behind it that must not matter.
std::optional<double> short_number(const std::string& text, const std::string& behind) {
  const std::string padded = text + behind;
  return read_short_number(std::string_view(padded).substr(0, text.size()));
}

TEST(ReadPlainNumber, TakesDigitsAPointAndAMinus) {
  EXPECT_EQ(read_plain_number("0"), 0);
  EXPECT_EQ(read_plain_number("-12.50"), -12.5);
  EXPECT_EQ(read_plain_number("123456789.12345"), 123456789.12345);
  EXPECT_FALSE(std::signbit(*read_plain_number("-0.0")));
  for (const char* other : {"", "-", ".5", "5.", "-.5", "+5", "1e3", "1..2", "1.2.3", "1,5", " 1",
                            "1 ", "0x1", "inf", "nan", "９", "1234567890123456"}) {
    EXPECT_EQ(read_plain_number(other), std::nullopt) << other;
  }
}

TEST(ReadShortNumber, SaysTheSameOrNothing) {
  for (const std::string behind : {"12345678", ".5555555", ",1,2,3,4", "\n\n\n\n\n\n\n\n",
                                   "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"}) {
    for (const char* text :
         {"0", "7", "-7", "12345678", "-12345678", "0.1", "12345.67", "1234567.1234567",
          "12345678.123456", "0.00000001", "00000001.5", "-0", "-0.0"}) {
      EXPECT_EQ(short_number(text, behind), read_plain_number(text)) << text;
      EXPECT_FALSE(*short_number(text, behind) == 0 && std::signbit(*short_number(text, behind)));
    }
    for (const char* text : {"", "-", "--1", ".", ".5", "5.", "-.5", "1..2", "1.2.3", "1e3", "1:2",
                             "1/2", "12x", "123456789", "0.123456789", "1234567.12345678"}) {
      EXPECT_EQ(short_number(text, behind), std::nullopt) << text;
    }
  }
}

TEST(ReadShortNumber, IsTheNearestDouble) {
  std::mt19937_64 random(20211231);
  for (int i = 0; i < 200'000; ++i) {
    std::string text = std::to_string(random() % 100'000'000);
    const auto places = random() % 8;
    if (places > 0) {
      std::string behind = std::to_string(random() % 10'000'000);
      behind.insert(0, behind.size() < places ? places - behind.size() : 0, '0');
      text += "." + behind.substr(0, places);
    }
    if (text.size() > 15) text.resize(15);
    if (text.back() == '.') text.pop_back();
    ASSERT_EQ(short_number(text, ",,,,,,,,"), std::stod(text)) << text;
  }
}

}  // namespace
