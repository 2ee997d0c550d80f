#include <zhibiao/io/areas_csv.hpp>

#include "support/faults_at.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::area_tree;
using zhibiao::encoding;
using zhibiao::fault_list;
using zhibiao::parse_areas;
using zhibiao::read_areas;
using zhibiao::test::faults_at;
using zhibiao::test::faults_of;

using texts = std::vector<std::string>;

const std::string_view table =
    "code,name,parent,level\n"
    "990121000000,示例县,,county\n"
    "990121101000,甲河镇,990121000000,town\n"
    "990121102000,乙泉镇,990121000000,\n";

TEST(AreasCsv, ReadsCodesNamesParentsLevels) {
  const area_tree areas = parse_areas(table, "areas.csv");
  ASSERT_EQ(areas.size(), 3U);
  EXPECT_EQ(areas.leaf_count(), 2U);
  const auto town = areas.find("990121102000");
  ASSERT_TRUE(town);
  EXPECT_EQ(areas[*town].name, "乙泉镇");
  EXPECT_EQ(areas[*town].level, "town");
  EXPECT_EQ(areas.parent(*town), areas.find("990121000000"));
}

TEST(AreasCsv, ColumnsStandInAnyOrderAndHaveChineseNames) {
  const std::string_view same[] = {
      "level,parent,name,code\ncounty,,示例县,990121\ntown,990121,甲河镇,990121101\n",
      "代码,名称,上级,级别\n990121,示例县,,county\n990121101,甲河镇,990121,town\n",
      "\xEF\xBB\xBF code ,name\r\n990121,示例县\r\n\r\n990121101,甲河镇",
      "name,code\n,\n\"示例\n县\",990121\n甲河镇, 990121101 \n,\n",
  };
  for (const std::string_view text : same) {
    SCOPED_TRACE(text);
    const area_tree areas = parse_areas(text, "areas.csv");
    ASSERT_EQ(areas.size(), 2U);
    EXPECT_EQ(areas[0].name, "甲河镇");
    EXPECT_EQ(areas.parent(0), 1U);
  }
}

TEST(AreasCsv, AnEmptyParentIsARoot) {
  const area_tree areas = parse_areas("code,name,parent\n990121,县,\n990121101,镇,\n", "a.csv");
  EXPECT_EQ(areas.leaf_count(), 2U);
}

struct faulty {
  std::string_view text;
  texts wanted;
};

TEST(AreasCsv, ReportsEveryFault) {
  const faulty cases[] = {
      {"code\n1\n", {"1:1 missing-column"}},
      {"Code;name\n1;2\n",
       {"warning 1:1 unknown-column", "1:1 missing-column", "1:1 missing-column"}},
      {"code,代码,name\n", {"1:6 duplicate-id"}},
      {"code,name\n,甲\n1,乙\n1,丙\n", {"2:1 missing-value", "4:0 duplicate-id"}},
      {"code,name,parent\n1,甲,2\n", {"2:0 unknown-reference"}},
      {"code,name,parent\n1,甲,2\n2,乙,1\n", {"3:0 cycle"}},
      {"code,name\n1\n2,\"乙\n", {"2:1 wrong-field-count", "3:3 bad-quoting"}},
  };
  for (const faulty& c : cases) {
    SCOPED_TRACE(c.text);
    texts found = faults_at(faults_of([&] { parse_areas(c.text, "areas.csv"); }));
    if (c.wanted[0].ends_with("cycle")) {
      ASSERT_EQ(found.size(), 1U);
      EXPECT_TRUE(found[0].ends_with("cycle"));
    } else {
      EXPECT_EQ(found, c.wanted);
    }
  }
}

TEST(AreasCsv, NoRowsAreAnEmptyTreeAndAWarning) {
  for (const std::string_view text :
       {"", "\n \n", "\xEF\xBB\xBF", "code,name\n", "code,name\n\n"}) {
    SCOPED_TRACE(testing::PrintToString(text));
    fault_list warnings;
    EXPECT_EQ(parse_areas(text, "areas.csv", &warnings).size(), 0U);
    EXPECT_EQ(faults_at(warnings), texts{"warning 0:0 empty-file"});
  }
}

TEST(AreasCsv, WarnsOfUnknownColumns) {
  fault_list warnings;
  EXPECT_EQ(parse_areas("code,name,levl\n1,甲,x\n", "areas.csv", &warnings).size(), 1U);
  ASSERT_EQ(warnings.kept().size(), 1U);
  EXPECT_EQ(to_string(warnings.kept()[0]),
            "areas.csv:1:11: warning: the column 'levl' has no meaning here; did you mean 'level'? "
            "[unknown-column]");
}

TEST(AreasCsv, ReadsGb18030) {
  const zhibiao::test::temporary_folder folder;
  const std::string path = folder.write(
      "areas.csv", "\xB4\xFA\xC2\xEB,\xC3\xFB\xB3\xC6\r\n990121,\xCA\xBE\xC0\xFD\xCF\xD8\r\n");
  EXPECT_EQ(read_areas(path, encoding::gb18030)[0].name, "示例县");
  EXPECT_THROW(read_areas(path), zhibiao::error);
}

TEST(AreasCsv, CodesThatASpreadsheetHasDamagedAreFaults) {
  EXPECT_EQ(faults_at(faults_of([] {
              parse_areas("code,name,parent\n9.90121E+11,县,\n990121101,甲,'990121\n", "a.csv");
            })),
            (texts{"2:1 not-an-area-code", "3:13 not-an-area-code"}));
}

TEST(AreasCsv, ReadsWhenThereAreAreas) {
  const area_tree t = parse_areas(
      "代码,名称,有效期起,有效期止\n1,甲,2020,\n2,乙,,2021-07\n3,丙,2020-03-01,2021年7月1日\n4,丁,,"
      "\n",
      "areas.csv");
  EXPECT_EQ(to_string(t.valid(t.at("1"))), "[2020-01-01, ...)");
  EXPECT_EQ(to_string(t.valid(t.at("2"))), "[..., 2021-07-01)");
  EXPECT_EQ(to_string(t.valid(t.at("3"))), "[2020-03-01, 2021-07-01)");
  EXPECT_TRUE(t.valid(t.at("4")).is_always());
}

TEST(AreasCsv, DaysThatAreNoneOrContradictEachOtherAreFaults) {
  EXPECT_EQ(faults_at(faults_of([] {
              parse_areas("code,name,valid_from,valid_to\n1,a,2020-13-01,then\n2,b,2021,2021\n",
                          "a.csv");
            })),
            (texts{"2:5 not-a-date", "2:16 not-a-date", "3:10 bad-validity"}));
}

}  // namespace
