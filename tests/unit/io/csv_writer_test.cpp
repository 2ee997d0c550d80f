#include <zhibiao/io/csv_writer.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using zhibiao::csv_writer;

std::string one_field(std::string_view text) {
  std::string out;
  csv_writer(out).row({text});
  return out;
}

TEST(CsvWriter, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(one_field("甲河镇"), "甲河镇\n");
  EXPECT_EQ(one_field("98%以上"), "98%以上\n");
  EXPECT_EQ(one_field("a b"), "a b\n");
  EXPECT_EQ(one_field("1,2"), "\"1,2\"\n");
  EXPECT_EQ(one_field("say \"x\""), "\"say \"\"x\"\"\"\n");
  EXPECT_EQ(one_field("\""), "\"\"\"\"\n");
  EXPECT_EQ(one_field("a\nb"), "\"a\nb\"\n");
  EXPECT_EQ(one_field("a\r"), "\"a\r\"\n");
  EXPECT_EQ(one_field(" a"), "\" a\"\n");
  EXPECT_EQ(one_field("\xEF\xBB\xBF"
                      "a"),
            "\"\xEF\xBB\xBF"
            "a\"\n");
}

TEST(CsvWriter, ARowOfOneEmptyFieldIsNoBlankLine) {
  EXPECT_EQ(one_field(""), "\"\"\n");
  std::string out;
  csv_writer(out).row({"", ""});
  EXPECT_EQ(out, ",\n");
}

TEST(CsvWriter, WritesMarkAndRows) {
  std::string out;
  csv_writer csv(out);
  csv.mark();
  csv.row({"area", "value"});
  csv.field("990121101000");
  csv.field("");
  csv.end_row();
  EXPECT_EQ(out,
            "\xEF\xBB\xBF"
            "area,value\n990121101000,\n");
}

}  // namespace
