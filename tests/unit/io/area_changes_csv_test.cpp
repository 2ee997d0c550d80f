#include <zhibiao/io/area_changes_csv.hpp>
#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>

#include "support/faults_at.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

const catalog indicators = parse_catalog(R"(
schema = 1
[[indicator]]
id = "persons"
name = "人数"
kind = "stock"
unit = "人"
)",
                                         "catalog.toml");

const area_tree areas = parse_areas(
    "code,name,parent,level,valid_from,valid_to\n"
    "K,县,,county,,\n"
    "A,甲乡,K,town,,2020\n"
    "B,乙乡,K,town,,\n"
    "C,丙镇,K,town,2020,\n"
    "D,丁镇,K,town,2020,2021\n"
    "E,戊镇,K,town,,2022\n",
    "areas.csv");

/// The faults of these rows as `line:column: [rule] message`.
std::string faults_of_rows(const std::string& rows) {
  try {
    parse_area_changes("from,to,date,kind,share,indicator\n" + rows, "c.csv", indicators, areas);
  } catch (const input_error& e) {
    std::string text;
    for (const fault& f : e.faults().kept()) {
      text += std::to_string(f.where.line) + ":" + std::to_string(f.where.column) + ": [" +
              std::string(rule_name(f.code)) + "] " + f.message + "\n";
    }
    return text;
  }
  return "none";
}

TEST(AreaChangesCsv, ReadsCodesNamesAndWords) {
  const area_changes changes = parse_area_changes(
      "原代码,新代码,生效日期,变更类型,比例,指标\n甲乡,C,2020年1月1日,合并,100%,人数\n", "c.csv",
      indicators, areas);
  ASSERT_EQ(changes.links().size(), 1U);
  const area_link& l = changes.links().front();
  EXPECT_EQ(areas[l.from].code, "A");
  EXPECT_EQ(areas[l.to].code, "C");
  EXPECT_EQ(to_string(l.on), "2020-01-01");
  EXPECT_EQ(l.kind, area_change_kind::merge);
  EXPECT_EQ(l.share, (decimal{1, 0}));
  EXPECT_EQ(l.indicator, indicator_index{0});
}

TEST(AreaChangesCsv, FieldsThatCannotBeReadAreToldTogether) {
  EXPECT_EQ(faults_of_rows("X,C,2020-02-30,join,half,people\n,C,,,,\n"),
            "2:1: [unknown-area] expected the code or name of an area of the area list, found 'X'\n"
            "2:5: [not-a-date] expected a date or a period such as 2021-07-01, 2021-07 or 2021, "
            "found '2020-02-30'\n"
            "2:16: [bad-area-change] expected merge, split, rename or transfer, found 'join'\n"
            "2:21: [not-a-quantity] expected a share such as 0.4 or 40%, found 'half'\n"
            "2:26: [unknown-indicator] expected an indicator of the catalogue or a group of them, "
            "found 'people'\n"
            "3:1: [missing-value] expected a value in the column 'from', found none\n"
            "3:4: [missing-value] expected a value in the column 'date', found none\n"
            "3:5: [missing-value] expected a value in the column 'kind', found none\n");
}

TEST(AreaChangesCsv, SharesMustAddUpToOneExactly) {
  EXPECT_EQ(faults_of_rows("B,B,2020,transfer,0.6,\nB,C,2020,transfer,0.3,\n"),
            "2:19: [bad-area-change] expected shares of B on 2020-01-01 that add up to 1, found "
            "0.9\n");
  EXPECT_EQ(faults_of_rows("B,B,2020,transfer,0.7,\nB,C,2020,transfer,0.3,\n"), "none");
  EXPECT_EQ(faults_of_rows("B,B,2020,transfer,0.333,\nB,C,2020,transfer,0.667,\n"), "none");
}

TEST(AreaChangesCsv, SharesOfWholeAreasAreOne) {
  EXPECT_EQ(faults_of_rows("A,C,2020,merge,0.5,\n"),
            "2:16: [bad-area-change] expected all of the area, share 1, since it is a merge, found "
            "0.5\n"
            "2:16: [bad-area-change] expected shares of A on 2020-01-01 that add up to 1, found "
            "0.5\n");
  EXPECT_EQ(faults_of_rows("B,B,2020,transfer,0,\nB,C,2020,transfer,1,\n"),
            "2:19: [bad-area-change] expected a share above 0 and up to 1, found 0\n");
}

TEST(AreaChangesCsv, ValidityMustFit) {
  // Gives everything away and goes on.
  EXPECT_EQ(faults_of_rows("B,C,2020,merge,,\n"),
            "2:16: [bad-validity] expected B, all of which goes to others, to end on 2020-01-01, "
            "found [..., ...) in the area list\n");
  // Overlaps with its successor by two years.
  EXPECT_EQ(faults_of_rows("E,C,2020,rename,,\n"),
            "2:17: [bad-validity] expected E, all of which goes to others, to end on 2020-01-01, "
            "found [..., 2022-01-01) in the area list\n");
  // Changes before there is it, and after it is gone.
  EXPECT_EQ(faults_of_rows("C,C,2019,transfer,0.5,\nC,B,2019,transfer,0.5,\n"),
            "3:19: [bad-validity] expected C to be there before 2019-01-01, found [2020-01-01, "
            "...) in the area list\n");
  EXPECT_EQ(faults_of_rows("D,B,2022,merge,,\n"),
            "2:16: [bad-validity] expected D to be there before 2022-01-01, found [2020-01-01, "
            "2021-01-01) in the area list\n");
  // Goes to what was there already, as if it were new.
  EXPECT_EQ(faults_of_rows("D,C,2021,rename,,\n"),
            "2:17: [bad-validity] expected C to begin on 2021-01-01, the day of the rename, found "
            "[2020-01-01, ...) in the area list\n");
}

TEST(AreaChangesCsv, LinksMustNotContradictEachOther) {
  EXPECT_EQ(faults_of_rows("A,C,2020,merge,,\nA,C,2020,merge,,\n"),
            "3:16: [duplicate-row] the same link is given twice\n"
            "2:16: [bad-area-change] expected shares of A on 2020-01-01 that add up to 1, found "
            "2\n");
  EXPECT_EQ(faults_of_rows("A,C,2020,split,0.5,\nA,D,2020,transfer,0.5,\n"),
            "3:19: [bad-area-change] expected one kind of change of A on 2020-01-01, found split "
            "and transfer\n");
  EXPECT_EQ(faults_of_rows("A,K,2020,merge,,\n"),
            "2:16: [bad-area-change] expected areas of one level, found town and county\n");
  // Two that take each other's place.
  EXPECT_NE(faults_of_rows("A,E,2020,merge,,\nE,A,2020,merge,,\n"), "none");
}

TEST(AreaChangesCsv, FileWithoutRowsIsAWarning) {
  fault_list warnings;
  EXPECT_TRUE(
      parse_area_changes("from,to,date,kind\n", "c.csv", indicators, areas, &warnings).empty());
  EXPECT_EQ(warnings.warnings(), 1U);
}

}  // namespace
}  // namespace zhibiao
