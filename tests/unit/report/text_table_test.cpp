#include <zhibiao/report/display_width.hpp>
#include <zhibiao/report/text_table.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

text_table small_table() {
  text_table table({{"指标"}, {"值", alignment::right}, {"说明"}});
  table.add_row({"低保人数", "751", ""});
  table.add_row({"land", "9,800", "原文 9800余亩"});
  return table;
}

TEST(TextTable, LinesUpByDisplayWidth) {
  EXPECT_EQ(small_table().to_text(table_style::plain),
            "指标         值  说明\n"
            "------------------------------\n"
            "低保人数    751\n"
            "land      9,800  原文 9800余亩\n");
}

TEST(TextTable, MarkdownHasItsAlignment) {
  EXPECT_EQ(small_table().to_text(table_style::markdown),
            "| 指标 | 值 | 说明 |\n"
            "| --- | ---: | --- |\n"
            "| 低保人数 | 751 |  |\n"
            "| land | 9,800 | 原文 9800余亩 |\n");
}

TEST(TextTable, MarkdownEscapesWhatWouldEndACell) {
  text_table table({{"a|b"}});
  table.add_row({"1|2 *x* _y_ `z` <b> \\"});
  EXPECT_EQ(table.to_text(table_style::markdown),
            "| a\\|b |\n| --- |\n| 1\\|2 \\*x\\* \\_y\\_ \\`z\\` \\<b> \\\\ |\n");
}

TEST(TextTable, ControlCharactersNeverReachATerminal) {
  text_table table({{"a"}});
  table.add_row({"x\ny\r\x1B[31mz\x7F"});
  for (const table_style style : {table_style::plain, table_style::markdown}) {
    const std::string text = table.to_text(style);
    EXPECT_EQ(text.find('\x1B'), std::string::npos);
    EXPECT_EQ(text.find('\r'), std::string::npos);
    EXPECT_NE(text.find("x y"), std::string::npos);
  }
}

TEST(TextTable, HeadingsPartTheRows) {
  text_table table({{"a"}});
  table.add_heading("first");
  table.add_row({"1"});
  table.add_heading("second");
  table.add_row({"2"});
  EXPECT_EQ(table.to_text(table_style::plain), "a\n-\nfirst\n1\n\nsecond\n2\n");
  EXPECT_EQ(table.to_text(table_style::markdown),
            "## first\n\n| a |\n| --- |\n| 1 |\n\n## second\n\n| a |\n| --- |\n| 2 |\n");
  EXPECT_EQ(table.row_count(), 2U);
}

TEST(TextTable, WithoutRowsThereIsStillAHead) {
  const text_table table({{"a"}, {"b"}});
  EXPECT_EQ(table.to_text(table_style::plain), "a  b\n----\n");
  EXPECT_EQ(table.to_text(table_style::markdown), "| a | b |\n| --- | --- |\n");
}

TEST(TextTable, RowsAreCutOrFilledToTheColumns) {
  text_table table({{"a"}, {"b"}});
  table.add_row({"1"});
  table.add_row({"1", "2", "3"});
  EXPECT_EQ(table.to_text(table_style::plain), "a  b\n----\n1\n1  2\n");
}

TEST(TextTable, LongTextsGoOnInTheNextLine) {
  text_table table({{"name", alignment::left, 10}, {"n", alignment::right}});
  table.add_row({"villages greened", "10"});
  EXPECT_EQ(table.to_text(table_style::plain),
            "name       n\n"
            "------------\n"
            "villages  10\n"
            "greened\n");
}

TEST(TextTable, LastColumnKeepsWithinTheWidth) {
  text_table table({{"a"}, {"notes"}});
  table.add_row({"1", std::string(30, 'x') + " " + std::string(30, 'y')});
  std::istringstream lines(table.to_text(table_style::plain, 40));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 40U) << line;
}

TEST(TextTable, LastColumnIsNeverTooNarrowToRead) {
  text_table table({{std::string(50, 'a')}, {"notes"}});
  table.add_row({"1", "in words"});
  EXPECT_NE(table.to_text(table_style::plain, 20).find("in words"), std::string::npos);
}

struct wrap_row {
  const char* text;
  std::size_t columns;
  std::vector<std::string> lines;
};
class Wrapped : public testing::TestWithParam<wrap_row> {};

TEST_P(Wrapped, BreaksWhereAReaderWould) {
  EXPECT_EQ(wrapped(GetParam().text, GetParam().columns), GetParam().lines) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Wrapped,
    testing::Values(wrap_row{"", 5, {""}}, wrap_row{"abc", 5, {"abc"}},
                    wrap_row{"ab cd", 3, {"ab", "cd"}}, wrap_row{"一二三", 4, {"一二", "三"}},
                    // No line begins with a closing mark or ends with an opening one.
                    wrap_row{"一二，三", 4, {"一", "二，", "三"}},
                    wrap_row{"一（二三", 4, {"一", "（二", "三"}},
                    // A number keeps its unit.
                    wrap_row{"原文 9800余亩", 10, {"原文", "9800余亩"}},
                    // A word that is too long for a line is cut.
                    wrap_row{"abcdef", 4, {"abcd", "ef"}}, wrap_row{"一二", 1, {"一", "二"}},
                    wrap_row{"  a  ", 9, {"a"}}, wrap_row{"any width", 0, {"any width"}}));

}  // namespace
}  // namespace zhibiao
