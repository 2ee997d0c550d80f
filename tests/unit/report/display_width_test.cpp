#include <zhibiao/report/display_width.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace zhibiao {
namespace {

struct width_row {
  const char* text;
  std::size_t columns;
  friend std::ostream& operator<<(std::ostream& out, const width_row& row) {
    return out << '\'' << row.text << '\'';
  }
};
class DisplayWidth : public testing::TestWithParam<width_row> {};

TEST_P(DisplayWidth, IsThatOfATerminal) {
  EXPECT_EQ(display_width(GetParam().text), GetParam().columns);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, DisplayWidth,
    testing::Values(width_row{"", 0}, width_row{"abc", 3}, width_row{"指标", 4},
                    width_row{"XX镇", 4}, width_row{"９８％", 6}, width_row{"，。（）", 8},
                    width_row{"한국", 4}, width_row{"カナ", 4}, width_row{"𠀀", 2},
                    width_row{"€é—≥≤…", 6}, width_row{"e\u0301", 1}, width_row{"か\u3099", 2},
                    width_row{"a\u200Bb", 2}, width_row{"\t\n", 0}, width_row{"🙂", 2},
                    width_row{"\u3000", 2}, width_row{"ｶ", 1}));

TEST(DisplayWidth, BytesThatAreNoUtf8CountAsOne) {
  EXPECT_EQ(display_width("\xFF"), 1U);
  EXPECT_EQ(display_width("\xE6\x8C"), 2U);
  EXPECT_EQ(display_width("\xC0\x80"), 2U);
  EXPECT_EQ(display_width("a\xF0\x9F"), 3U);
}

TEST(FittingPrefix, NeverSplitsACharacter) {
  EXPECT_EQ(fitting_prefix("指标", 4), 6U);
  EXPECT_EQ(fitting_prefix("指标", 3), 3U);
  EXPECT_EQ(fitting_prefix("a指", 2), 1U);
}

TEST(FittingPrefix, TakesAtLeastOneCharacter) {
  EXPECT_EQ(fitting_prefix("指标", 1), 3U);
  EXPECT_EQ(fitting_prefix("指标", 0), 3U);
  EXPECT_EQ(fitting_prefix("", 5), 0U);
}

TEST(FittingPrefix, KeepsCombiningMarksWithTheirLetter) {
  EXPECT_EQ(fitting_prefix("e\u0301x", 1), 3U);
}

}  // namespace
}  // namespace zhibiao
