#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/targets_csv.hpp>

#include "support/faults_at.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::area_tree;
using zhibiao::catalog;
using zhibiao::comparison;
using zhibiao::fault_list;
using zhibiao::interval;
using zhibiao::parse_targets;
using zhibiao::target;
using zhibiao::target_path;
using zhibiao::targets;
using zhibiao::test::faults_at;
using zhibiao::test::faults_of;

using texts = std::vector<std::string>;

constexpr double inf = std::numeric_limits<double>::infinity();

const catalog indicators = zhibiao::parse_catalog(R"(
schema = 1
[[indicator]]
id = "fai"
name = "投资"
kind = "flow"
unit = "万元"
[[indicator]]
id = "sort_rate"
name = "分类率"
kind = "rate"
unit = "%"
[[indicator]]
id = "size"
name = "户均"
kind = "mean"
unit = "人/户"
[[indicator]]
id = "profit"
name = "收益"
kind = "flow"
unit = "元"
limits = [-inf, inf]
)",
                                                  "catalog.toml");
const area_tree areas =
    zhibiao::parse_areas("code,name\n990121,县\n990121101,甲\n990121102,乙\n", "areas.csv");

const std::string header = "indicator,area,period,comparison,value,unit,base_period,base,path\n";

targets parse(const std::string& rows) {
  return parse_targets(header + rows + "\n", "t.csv", indicators, areas);
}

TEST(TargetsCsv, ReadsEveryColumn) {
  const targets t = parse("fai,990121101,2025,>=,2,亿元,2020,1亿元,compound");
  ASSERT_EQ(t.list().size(), 1U);
  const target& one = t.list()[0];
  EXPECT_EQ(one.indicator, indicators.at("fai"));
  EXPECT_EQ(one.area, areas.at("990121101"));
  EXPECT_EQ(to_string(one.deadline), "2025");
  EXPECT_EQ(one.comparison, comparison::at_least);
  EXPECT_EQ(one.wanted, (interval{20000, inf, false, false}));
  EXPECT_EQ(to_string(*one.base_period), "2020");
  EXPECT_EQ(one.base, 10000);
  EXPECT_EQ(one.path, target_path::compound);
  EXPECT_EQ(to_string(one.where), "t.csv:2");
}

TEST(TargetsCsv, ColumnsStandInAnyOrderAndHaveChineseNames) {
  const targets t =
      parse_targets("\xEF\xBB\xBF目标,比较,时期,地区,指标,备注\r\n98%,不低于,2021年,,分类率,x\r\n",
                    "t.csv", indicators, areas);
  ASSERT_EQ(t.list().size(), 1U);
  EXPECT_EQ(t.list()[0].area, std::nullopt);
  EXPECT_EQ(t.list()[0].wanted, (interval{98, inf, false, false}));
}

struct wanted_row {
  std::string row;
  interval wanted;
};

TEST(TargetsCsv, MakesAnIntervalOfComparisonAndValue) {
  const wanted_row cases[] = {
      {"fai,,2021,>=,25,,,,", {25, inf, false, false}},
      {"fai,,2021,>,25,,,,", {25, inf, true, false}},
      {"fai,,2021,<=,25,,,,", {-inf, 25, false, false}},
      {"fai,,2021,<,25,,,,", {-inf, 25, false, true}},
      {"fai,,2021,=,25,,,,", {25, 25, false, false}},
      {"fai,,2021,超过,25,,,,", {25, inf, true, false}},
      {"fai,,2021,>=,250000,元,,,", {25, inf, false, false}},
      {"fai,,2021,>=,1亿元,,,,", {10000, inf, false, false}},
      {"profit,,2021,>=,25万,,,,", {250000, inf, false, false}},
      {"profit,,2021,>=,25,万,,,", {250000, inf, false, false}},
      {"sort_rate,,2021,>=,100%,,,,", {100, inf, false, false}},
      {"sort_rate,,2021,>=,全覆盖,,,,", {100, inf, false, false}},
      {"size,,2021,in,1..6,,,,", {1, 6, false, false}},
      {"size,,2021,in,1-6,,,,", {1, 6, false, false}},
      {"size,,2021,in,1.5 ~ 6.25,,,,", {1.5, 6.25, false, false}},
      {"size,,2021,in,1～6,,,,", {1, 6, false, false}},
      {"size,,2021,区间,1至6,,,,", {1, 6, false, false}},
      {"size,,2021,in,\"[1, 6]\",,,,", {1, 6, false, false}},
      {"size,,2021,in,\"(1, 6)\",人/户,,,", {1, 6, true, true}},
      {"size,,2021,in,[1..6),,,,", {1, 6, false, true}},
      {"sort_rate,,2021,in,78%-80%,,,,", {78, 80, false, false}},
      {"profit,,2021,in,-20..-10,,,,", {-20, -10, false, false}},
      {"profit,,2021,in,-20-10,,,,", {-20, 10, false, false}},
      {"size,,2021,in,2..2,,,,", {2, 2, false, false}},
  };
  for (const wanted_row& c : cases) {
    SCOPED_TRACE(c.row);
    const targets t = parse(c.row);
    ASSERT_EQ(t.list().size(), 1U);
    EXPECT_EQ(t.list()[0].wanted, c.wanted);
  }
}

struct faulty {
  std::string rows;
  texts wanted;
};

TEST(TargetsCsv, ReportsEveryFault) {
  const faulty cases[] = {
      {"fia,990121109,20211,=>,x,啊,y,z,w",
       {"2:1 unknown-indicator", "2:5 unknown-area", "2:15 not-a-period", "2:26 not-a-unit",
        "2:21 bad-target", "2:28 not-a-period", "2:30 bad-target", "2:32 bad-target"}},
      {",,,,,户,,,",
       {"2:1 missing-value", "2:3 missing-value", "2:4 missing-value", "2:5 missing-value"}},
      {"sort_rate,,2021,>=,98%以上,,,,", {"2:20 bad-target"}},
      {"sort_rate,,2021,>=,980,,,,", {"2:20 bad-target"}},
      {"sort_rate,,2021,<,0,,,,", {"2:19 bad-target"}},
      {"sort_rate,,2021,>=,90,户,,,", {"2:23 unit-does-not-fit"}},
      {"sort_rate,,2021,>=,90户,,,,", {"2:20 unit-does-not-fit"}},
      {"fai,,2021,>=,90万,,,,", {"2:14 unit-does-not-fit"}},
      {"size,,2021,in,6..1,,,,", {"2:15 bad-target"}},
      {"size,,2021,in,6,,,,", {"2:15 bad-target"}},
      {"size,,2021,in,[1..6,,,,", {"2:15 bad-target"}},
      {"size,,2021,in,1..x,,,,", {"2:15 bad-target"}},
      {"size,,2021,in,(2..2],,,,", {"2:15 bad-target"}},
      {"fai,,2021,>=,2,,2021,1,", {"2:17 bad-target"}},
      {"fai,,2021,>=,2,,2020,two,", {"2:22 bad-target"}},
      {"fai,,2021,>=,2,,2020,2,linear", {"2:0 bad-target"}},
      {"fai,,2021,>=,2,,,,\nfai,,2021,<=,3,,,,", {"3:0 bad-target"}},
      {"fai,,2021,>=,2,,,", {"2:18 wrong-field-count"}},
      {"fai,,2021,>=,2,,,,\"", {"2:19 bad-quoting"}},
  };
  for (const faulty& c : cases) {
    SCOPED_TRACE(c.rows);
    EXPECT_EQ(faults_at(faults_of([&] { parse(c.rows); })), c.wanted);
  }
}

TEST(TargetsCsv, SaysWhatWasExpectedAndFound) {
  const fault_list found = faults_of([] {
    parse(
        "sort_rate,,2021,>=,98%以上,,,,\nsort_rate,,2021,over,98,,,,\nsort_rate,,2021,>=,980,,,,");
  });
  ASSERT_EQ(found.kept().size(), 3U);
  EXPECT_EQ(found.kept()[0].message,
            "expected a number, found '98%以上'; how it is compared stands in the column "
            "'comparison'");
  EXPECT_EQ(found.kept()[1].message, "expected >=, >, <=, <, in, = or their words, found 'over'");
  EXPECT_EQ(found.kept()[2].message,
            "no figure within the natural limits of 'sort_rate' can reach >= '980'");
}

TEST(TargetsCsv, NoRowsAreAWarning) {
  for (const std::string& text : {std::string(), header}) {
    fault_list warnings;
    EXPECT_TRUE(parse_targets(text, "t.csv", indicators, areas, &warnings).empty());
    EXPECT_EQ(faults_at(warnings), texts{"warning 0:0 empty-file"});
  }
}

TEST(TargetsCsv, WithoutCatalogueOrAreasTheRestIsChecked) {
  const std::string text = header + "no,no,never,>=,1,,,,\nno,no,2021,=>,1,户,,,\n";
  EXPECT_EQ(faults_at(zhibiao::check_targets(text, "t.csv", nullptr, nullptr)),
            (texts{"2:7 not-a-period", "3:12 bad-target"}));
  EXPECT_EQ(zhibiao::check_targets(text, "t.csv", &indicators, &areas).errors(), 6U);
}

TEST(TargetsCsv, ReadsFiles) {
  const zhibiao::test::temporary_folder folder;
  const std::string path = folder.write("t.csv", header + "fai,,2021,>=,2,,,,\n");
  EXPECT_EQ(zhibiao::read_targets(path, indicators, areas).list().size(), 1U);
}

const std::string long_header =
    "indicator,area,period,comparison,value,unit,milestones,basis,inherit,path\n";

targets parse_long(const std::string& rows) {
  const auto half = [](const char* text) { return zhibiao::parse_decimal(text); };
  const std::vector<zhibiao::decimal> halves = {half("0.4"), half("0.6")};
  return parse_targets(long_header + rows + "\n", "t.csv", indicators, areas, nullptr,
                       {zhibiao::seasonal_profile::make({}, zhibiao::frequency::half, halves)});
}

TEST(TargetsCsv, ReadsMilestonesGrowthAndWhoInherits) {
  const targets t = parse_long(
      "fai,990121,2021,>=,9,亿元,2021-Q1YTD=1; 2021年1-6月：30000万元,,,\n"
      "fai,990121101,2021,>=,8,%,,增长,,\n"
      "sort_rate,990121,2021,>=,1.5,,,growth,是,\n"
      "profit,,2021,>=,9,,,,,seasonal");
  ASSERT_EQ(t.list().size(), 6U);
  const auto find = [&](const char* indicator, const char* area, bool is_town) -> const target& {
    return *t.find(indicators.at(indicator), areas.at(area), is_town,
                   zhibiao::parse_period("2021"));
  };
  const target& whole = find("fai", "990121", false);
  EXPECT_EQ(whole.path, target_path::milestones);
  ASSERT_EQ(whole.milestones.size(), 2U);
  EXPECT_EQ(whole.milestones[0].value, 10000);
  EXPECT_EQ(whole.milestones[1], (zhibiao::milestone{zhibiao::parse_period("2021-M06YTD"), 30000}));
  EXPECT_EQ(find("fai", "990121101", true).basis, zhibiao::target_basis::growth);
  EXPECT_EQ(find("fai", "990121101", true).wanted.lower, 8);
  EXPECT_EQ(find("sort_rate", "990121102", true).wanted.lower, 1.5);
  EXPECT_EQ(find("sort_rate", "990121102", true).where.line, 4);
  EXPECT_EQ(find("profit", "990121102", true).path, target_path::seasonal);
}

TEST(TargetsCsv, ReportsFaultsOfThese) {
  const faulty cases[] = {
      {"fai,,2021,>=,9,,2021Q1=1,,,", {"2:17 bad-target"}},
      {"fai,,2021,>=,9,,2021-Q1YTD,,,", {"2:17 bad-target"}},
      {"fai,,2021,>=,9,,2021-Q1YTD=1户,,,", {"2:17 unit-does-not-fit"}},
      {"fai,,2021,>=,9,,2022-Q1YTD=1,,,", {"2:0 bad-target"}},
      {"fai,,2021,>=,9,%,2021-Q1YTD=1,growth,,", {"2:18 bad-target"}},
      {"fai,,2021,>=,9,亿元,,growth,,", {"2:16 unit-does-not-fit"}},
      {"fai,,2021,>=,9,,,speed,,", {"2:18 bad-target"}},
      {"fai,990121,2021,>=,9,,,,yes,", {"2:25 bad-target"}},
      {"sort_rate,990121101,2021,>=,9,,,,yes,", {"2:34 bad-target"}},
      {"sort_rate,,2021,>=,9,,,,yes,", {"2:25 bad-target"}},
      {"sort_rate,990121,2021,>=,9,,,,maybe,", {"2:31 bad-target"}},
      {"fai,990121,2021,>=,8,%,,growth,yes,\nfai,990121101,2021,<=,0,,,,yes,", {"3:28 bad-target"}},
  };
  for (const faulty& c : cases) {
    SCOPED_TRACE(c.rows);
    EXPECT_EQ(faults_at(faults_of([&] { parse_long(c.rows); })), c.wanted);
  }
}

TEST(TargetsCsv, IsWrittenAsItIsRead) {
  const targets t = parse_long(
      "fai,990121,2021,>=,9,亿元,2021-Q1YTD=1.5;2021-S1YTD=3,,,\n"
      "fai,,2021,>=,8,%,,growth,,\n"
      "size,,2021,in,[1..6),,,,,\n"
      "sort_rate,990121,2021,>,97.5,,,,yes,");
  const std::string text = zhibiao::targets_to_csv(t.list(), indicators, areas);
  const targets again = parse_targets(text, "again.csv", indicators, areas);
  EXPECT_EQ(zhibiao::targets_to_csv(again.list(), indicators, areas), text);
  ASSERT_EQ(again.list().size(), t.list().size());
  for (std::size_t i = 0; i < t.list().size(); ++i) {
    EXPECT_EQ(again.list()[i].wanted, t.list()[i].wanted);
    EXPECT_EQ(again.list()[i].milestones, t.list()[i].milestones);
    EXPECT_EQ(again.list()[i].basis, t.list()[i].basis);
  }
}

}  // namespace
