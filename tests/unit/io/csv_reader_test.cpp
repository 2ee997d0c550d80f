#include <zhibiao/io/csv_reader.hpp>

#include "support/faults_at.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::csv_field;
using zhibiao::csv_quoting;
using zhibiao::csv_reader;
using zhibiao::csv_scan;
using zhibiao::fault_list;
using zhibiao::place;
using zhibiao::scan_csv_record;
using zhibiao::test::faults_at;

using rows = std::vector<std::vector<std::string>>;
using texts = std::vector<std::string>;

rows read_all(std::string_view text, fault_list& faults) {
  csv_reader reader(text, "a.csv", faults);
  rows out;
  if (!reader.header().empty()) out.emplace_back(reader.header().begin(), reader.header().end());
  while (reader.next()) {
    out.emplace_back();
    for (const csv_field& f : reader.fields()) out.back().emplace_back(f.text);
  }
  return out;
}

struct good_text {
  std::string_view text;
  rows wanted;
};

TEST(CsvReader, SplitsByRfc4180) {
  const good_text cases[] = {
      {"", {}},
      {"\n\r\n \t\n", {}},
      {"\xEF\xBB\xBF", {}},
      {"a,b", {{"a", "b"}}},
      {"a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\r1,2\r", {{"a", "b"}, {"1", "2"}}},
      {"\xEF\xBB\xBF a , b\t\n1, 2 \n", {{"a", "b"}, {"1", " 2 "}}},
      {"a,b\n,\n", {{"a", "b"}, {"", ""}}},
      {"\n\na,b\n\n  \n1,2\n\r\n", {{"a", "b"}, {"1", "2"}}},
      {"a\n\"\"\n", {{"a"}, {""}}},
      {"a,b\n\"1,x\",\"2\"\n", {{"a", "b"}, {"1,x", "2"}}},
      {"a,b\n\"1\n2\",\"3\r\n4\"\r\n", {{"a", "b"}, {"1\n2", "3\r\n4"}}},
      {"a,b\n\"say \"\"x\"\"\",\"\"\"\"\n", {{"a", "b"}, {"say \"x\"", "\""}}},
      {"a,b\n5\" pipe,x\"\"y\n", {{"a", "b"}, {"5\" pipe", "x\"\"y"}}},
      {"\"a\",\" b\"\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"地区,值\n甲河镇,“三资”\n", {{"地区", "值"}, {"甲河镇", "“三资”"}}},
  };
  for (const good_text& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c.text));
    fault_list faults;
    EXPECT_EQ(read_all(c.text, faults), c.wanted);
    EXPECT_EQ(faults_at(faults), texts{});
  }
}

struct faulty_text {
  std::string_view text;
  texts faults;
  rows wanted;
};

TEST(CsvReader, ReportsAFaultyRecordAndReadsOn) {
  const faulty_text cases[] = {
      {"a,b\n1\n2,3\n", {"2:1 wrong-field-count"}, {{"a", "b"}, {"2", "3"}}},
      {"a,b\n1,2,3\n4,5\n", {"2:5 wrong-field-count"}, {{"a", "b"}, {"4", "5"}}},
      {"a,b\n\"x\"y,2\n4,5\n", {"2:4 bad-quoting"}, {{"a", "b"}, {"4", "5"}}},
      {"a,b\n指标,\"x\" ,\"3\n4,5\n", {"2:7 bad-quoting"}, {{"a", "b"}, {"4", "5"}}},
      {"a,b\n1,2\n3,\"4\n5,6\n", {"3:3 bad-quoting"}, {{"a", "b"}, {"1", "2"}}},
      {"a,b\n\"1\n2\",\"3\n", {"3:4 bad-quoting"}, {{"a", "b"}}},
      {"a,b\n1,\"2\"\"", {"2:3 bad-quoting"}, {{"a", "b"}}},
      {"\"a,b\n1,2\n", {"1:1 bad-quoting"}, {}},
      {"a,b\n\"1\n2\"x,3\n4\n", {"3:3 bad-quoting", "4:1 wrong-field-count"}, {{"a", "b"}}},
      {"a,b\n\r\n1,\"x\ny\"\r\n\r\n7\r\n", {"6:1 wrong-field-count"}, {{"a", "b"}, {"1", "x\ny"}}},
  };
  for (const faulty_text& c : cases) {
    SCOPED_TRACE(testing::PrintToString(c.text));
    fault_list faults;
    EXPECT_EQ(read_all(c.text, faults), c.wanted);
    EXPECT_EQ(faults_at(faults), c.faults);
  }
}

TEST(CsvReader, SaysWhatWasExpected) {
  fault_list faults;
  read_all("a,b\n1\n\"2", faults);
  ASSERT_EQ(faults.kept().size(), 2U);
  EXPECT_EQ(to_string(faults.kept()[0]),
            "a.csv:2:1: error: expected 2 fields as in the header, found 1 [wrong-field-count]");
  EXPECT_EQ(to_string(faults.kept()[1]),
            "a.csv:3:1: error: the quote opened here is not closed before the end of the file, "
            "which may be cut off [bad-quoting]");
}

TEST(CsvReader, KnowsWhereFieldsStandInCharacters) {
  fault_list faults;
  csv_reader reader("地区,值,注\n\n甲河,\"1\n二,\"\"三\",x\n4,5,6", "a.csv", faults);
  EXPECT_EQ(to_string(reader.header_place(2)), "a.csv:1:6");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 3);
  EXPECT_EQ(reader[1], "1\n二,\"三");
  EXPECT_EQ(to_string(reader.where(0)), "a.csv:3:1");
  EXPECT_EQ(to_string(reader.where(1)), "a.csv:3:4");
  EXPECT_EQ(to_string(reader.where(2)), "a.csv:4:8");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.line(), 5);
  EXPECT_EQ(to_string(reader.where(2)), "a.csv:5:5");
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.next());
}

TEST(CsvReader, ReadsOnInAnotherPiece) {
  fault_list faults;
  csv_reader reader("a,b\n1,2\n", "a.csv", faults);
  EXPECT_EQ(reader.next_offset(), 4U);
  EXPECT_EQ(reader.next_line(), 2);
  fault_list more;
  const std::string piece = "3,\"4\n5\"\n6\n";
  reader.resume(piece, 70, more);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader[1], "4\n5");
  EXPECT_EQ(reader.line(), 70);
  EXPECT_EQ(reader.next_offset(), piece.find('6'));
  EXPECT_EQ(reader.next_line(), 72);
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(faults_at(faults), texts{});
  EXPECT_EQ(faults_at(more), texts{"72:1 wrong-field-count"});
}

TEST(ScanCsvRecord, NeedsNoMoreThanTheTextAndAnOffset) {
  const std::string_view text = "x,y\n\"a\"\"b\",c\r\nlast";
  std::vector<csv_field> fields;
  const csv_scan scan = scan_csv_record(text, 4, fields);
  EXPECT_EQ(scan.next, text.find("last"));
  EXPECT_EQ(scan.quoting, csv_quoting::fine);
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(fields[0].text, "a\"\"b");
  EXPECT_TRUE(fields[0].doubled);
  EXPECT_TRUE(fields[0].quoted);
  EXPECT_EQ(fields[0].at, 4U);
  EXPECT_EQ(fields[1].text, "c");
  EXPECT_FALSE(fields[1].quoted);
}

}  // namespace
