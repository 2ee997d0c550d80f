#include <zhibiao/report/words.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace zhibiao {
namespace {

constexpr word all_words[] = {
#define ZB_WORD(name, zh, en) word::name,
#include <zhibiao/report/words.def>
#undef ZB_WORD
};

std::size_t gaps(std::string_view text) {
  std::size_t found = 0;
  for (std::size_t at = text.find("{}"); at != std::string_view::npos;
       at = text.find("{}", at + 2)) {
    ++found;
  }
  return found;
}

TEST(Words, BothLanguagesAreThere) {
  for (const word w : all_words) {
    EXPECT_FALSE(text_of(w, language::zh).empty()) << static_cast<int>(w);
    EXPECT_FALSE(text_of(w, language::en).empty()) << static_cast<int>(w);
  }
}

TEST(Words, EnglishIsWithoutChinese) {
  for (const word w : all_words) {
    const std::string_view text = text_of(w, language::en);
    const bool has_wide =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
    EXPECT_FALSE(has_wide) << text;
  }
}

TEST(Words, BothLanguagesAreFilledInAlike) {
  for (const word w : all_words) {
    // `本期未上报` puts the word of the status behind its own; in English it says enough alone.
    EXPECT_EQ(gaps(text_of(w, language::zh)), gaps(text_of(w, language::en)))
        << text_of(w, language::zh);
  }
}

TEST(LevelText, KnowsTheLevelsOfTheCodes) {
  EXPECT_EQ(level_text("town", language::zh), "乡级");
  EXPECT_EQ(level_text("county", language::en), "counties");
  EXPECT_EQ(level_text("开发区", language::zh), "开发区");
}

}  // namespace
}  // namespace zhibiao
