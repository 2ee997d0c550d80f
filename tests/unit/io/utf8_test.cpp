#include "io/utf8.hpp"

#include "value/text.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace {

using zhibiao::detail::character_length;
using zhibiao::detail::find_malformed;

/// Character by character.
std::size_t slow_find_malformed(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return i;
}

TEST(FindMalformed, AtEveryPlaceOfALongText) {
  for (const std::string bad :
       {"\x80", "\xFF", "\xC0\xAF", "\xE6\x8C", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    for (std::size_t before = 0; before < 200; ++before) {
      for (const std::size_t behind : {0U, 1U, 8U, 100U}) {
        const std::string text = std::string(before, 'x') + bad + std::string(behind, 'y');
        ASSERT_EQ(find_malformed(text), before);
      }
    }
  }
  EXPECT_EQ(find_malformed(""), 0U);
  EXPECT_EQ(find_malformed(std::string(1000, 'x')), 1000U);
}

TEST(FindMalformed, AsCharacterByCharacter) {
  std::mt19937 random(20211231);
  const std::string pieces[] = {"a",      "0123456789,", "指",     "\u07FF", "\u0800",
                                "\uFFFD", "\U0010FFFF",  "\uD7FF", "\uE000"};
  const std::string odd[] = {"\xE0\x80\x80", "\xED\xA0\x80", "\x80", "\xF0\x80\x80\x80", "\xE6"};
  for (int i = 0; i < 5'000; ++i) {
    std::string text;
    const auto count = random() % 60;
    for (unsigned k = 0; k < count; ++k) {
      text += random() % 100 == 0 ? odd[random() % 5] : pieces[random() % 9];
    }
    text.resize(random() % (text.size() + 1));
    ASSERT_EQ(find_malformed(text), slow_find_malformed(text)) << testing::PrintToString(text);
  }
}

}  // namespace
