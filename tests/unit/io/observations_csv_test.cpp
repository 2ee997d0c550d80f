#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/observations_csv.hpp>

#include "support/faults_at.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace {

using zhibiao::area_tree;
using zhibiao::catalog;
using zhibiao::encoding;
using zhibiao::fault_list;
using zhibiao::form;
using zhibiao::frequency;
using zhibiao::interval;
using zhibiao::observation_status;
using zhibiao::panel;
using zhibiao::panel_block;
using zhibiao::panel_builder;
using zhibiao::qualifier;
using zhibiao::remark;
using zhibiao::test::faults_at;
using zhibiao::test::faults_of;

using texts = std::vector<std::string>;

const std::shared_ptr<const catalog> indicators =
    std::make_shared<const catalog>(zhibiao::parse_catalog(R"(
schema = 1
[[indicator]]
id = "households"
name = { zh = "户数", en = "households" }
kind = "stock"
unit = "户"
[[indicator]]
id = "fai"
name = { zh = "投资", en = "investment" }
kind = "flow"
unit = "万元"
[[indicator]]
id = "sort_rate"
name = { zh = "分类率", en = "share" }
kind = "rate"
unit = "%"
[[indicator]]
id = "other_rate"
name = { zh = "另一率", en = "share" }
kind = "rate"
unit = "%"
)",
                                                           "catalog.toml"));
const std::shared_ptr<const area_tree> areas = std::make_shared<const area_tree>(
    zhibiao::parse_areas("code,name\n990121,县\n990121101,甲\n990121102,乙\n", "areas.csv"));

panel parse(std::string_view text, fault_list* warnings = nullptr) {
  panel_builder builder(indicators, areas);
  zhibiao::parse_observations(text, "o.csv", builder);
  if (warnings != nullptr) *warnings = builder.faults();
  return builder.build();
}

double value_of(const panel& p, std::string_view indicator, std::string_view area) {
  const panel_block& b = p.blocks()[0];
  return b.values(*b.slot(p.catalog().at(indicator)))[p.areas().at(area) * b.period_count()];
}

const remark* remark_of(const panel& p, std::string_view indicator, std::string_view area) {
  const panel_block& b = p.blocks()[0];
  return b.find_remark(*b.slot(p.catalog().at(indicator)), p.areas().at(area), 0);
}

TEST(ObservationsCsv, TheSameRowsAreReadFromEveryLayout) {
  const std::string_view same[] = {
      "area,indicator,period,value\n990121101,fai,2021,12.5\n",
      "value,period,indicator,area\r\n12.5,2021,fai,990121101000\r\n",
      "\xEF\xBB\xBF地区,指标,报告期,数值\n990121101,fai,2021年,12.5\n",
      "地区代码,指标,时期,值,单位,状态,备注\n990121101,投资,2021,12.5,,,\n",
      "area,indicator,period,value,unit\n990121101,investment,2021,12.5,万元\n",
      "area,indicator,period,value,unit\n990121101,fai,2021,125000,元\n",
      "\n\n area , indicator ,period,value\n,,,\n\n 990121101 , fai , 2021 , 12.5 \n,,,\n",
      "\"area\",\"indicator\",\"period\",\"value\"\n\"990121101\",\"fai\",\"2021\",\"12.5\"",
      "area,indicator,period,value,status\n990121101,fai,2021,12.50,A\n",
      "area,indicator,period,value\n990121101,fai,2021,１２．５\n",
  };
  for (const std::string_view text : same) {
    SCOPED_TRACE(testing::PrintToString(text));
    const panel p = parse(text);
    EXPECT_EQ(p.reported(), 1U);
    EXPECT_EQ(value_of(p, "fai", "990121101"), 12.5);
  }
}

TEST(ObservationsCsv, KeepsWhatTheReportSaid) {
  const panel p = parse(
      "area,indicator,period,value,unit,status,note\n"
      "990121101,sort_rate,2021,98%以上,,,\"按村\n统计，称\"\"达标\"\"\"\n"
      "990121102,sort_rate,2021,78,,estimated,\n"
      "990121101,households,2021,,,,\n"
      "990121102,households,2021,XX户,,,\n"
      "990121101,fai,2021,\"1,234.5\",,,看\n"
      "990121102,fai,2021,0.3亿元,,P,\n");
  EXPECT_EQ(p.reported(), 6U);
  const remark* said = remark_of(p, "sort_rate", "990121101");
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->how, qualifier::at_least);
  EXPECT_EQ(said->printed, "98%以上");
  EXPECT_EQ(said->note, "按村\n统计，称\"达标\"");
  EXPECT_EQ(said->known.lower, 98);
  EXPECT_EQ(said->known.upper, 100);
  EXPECT_EQ(remark_of(p, "sort_rate", "990121102"), nullptr);
  const panel_block& b = p.blocks()[0];
  EXPECT_EQ(b.statuses(*b.slot(2))[p.areas().at("990121102")], observation_status::estimated);
  EXPECT_TRUE(zhibiao::is_missing(value_of(p, "households", "990121101")));
  EXPECT_FALSE(zhibiao::is_no_row(value_of(p, "households", "990121101")));
  EXPECT_TRUE(zhibiao::is_missing(value_of(p, "households", "990121102")));
  EXPECT_EQ(value_of(p, "fai", "990121101"), 1234.5);
  EXPECT_EQ(remark_of(p, "fai", "990121101")->printed, "");
  EXPECT_EQ(remark_of(p, "fai", "990121101")->note, "看");
  EXPECT_EQ(value_of(p, "fai", "990121102"), 3000);
}

TEST(ObservationsCsv, AnAreaMayBeNamed) {
  EXPECT_EQ(value_of(parse("area,indicator,period,value\n甲,fai,2021,1\n乙,fai,2021,2\n"), "fai",
                     "990121102"),
            2);
}

fault_list check(std::string_view rows, const area_tree& known = *areas) {
  return zhibiao::check_observations("area,indicator,period,value\n" + std::string(rows), "o.csv",
                                     indicators.get(), &known);
}

TEST(ObservationsCsv, ANameThatSeveralAreasHaveIsAFault) {
  const area_tree twins = zhibiao::parse_areas("code,name\n1,甲\n2,甲\n", "areas.csv");
  const fault_list found = check("甲,fai,2021,1\n", twins);
  ASSERT_EQ(found.kept().size(), 1U);
  EXPECT_EQ(found.kept()[0].message, "several areas have the name '甲': expected a code");
}

TEST(ObservationsCsv, CodesThatASpreadsheetHasDamagedAreTold) {
  for (const std::string code : {"9.90121E+11", "9.90121e11", "'990121101000", "‘990121101000",
                                 "=\"990121101000\"", "990121101000.0"}) {
    const fault_list found = check(code + ",fai,2021,1\n");
    ASSERT_EQ(found.kept().size(), 1U) << code;
    EXPECT_EQ(found.kept()[0].code, zhibiao::errc::unknown_area);
    EXPECT_NE(found.kept()[0].message.find("; a spreadsheet has "), std::string::npos)
        << found.kept()[0].message;
  }
  EXPECT_EQ(check("990121109000,fai,2021,1\n").kept()[0].message.find("spreadsheet"),
            std::string::npos);
}

TEST(ObservationsCsv, WhatStandsForNoFigureIsToBeLeftEmpty) {
  for (const std::string word : {"-", "—", "/", "…", "……", "暂无", "缺", "无数据"}) {
    const fault_list found = check("990121101,fai,2021," + word + "\n");
    ASSERT_EQ(found.kept().size(), 1U) << word;
    EXPECT_EQ(found.kept()[0].code, zhibiao::errc::not_a_quantity);
    EXPECT_EQ(found.kept()[0].message, "expected a number, found '" + word +
                                           "'; leave the field empty where there is no figure");
  }
}

TEST(ObservationsCsv, AYearThatCannotBeMeantIsAFault) {
  const fault_list found = check("990121101,fai,1899,1\n990121101,fai,2101-Q1,1\n");
  EXPECT_EQ(faults_at(found), (texts{"2:15 not-a-period", "3:15 not-a-period"}));
  EXPECT_EQ(found.kept()[0].message, "expected a year from 1900 to 2100, found '1899'");
  EXPECT_EQ(check("990121101,fai,1900,1\n990121101,fai,2100,1\n").errors(), 0U);
}

TEST(ObservationsCsv, AnEmptyListIsToldOnce) {
  const fault_list found = check("1,fai,2021,1\n2,fai,2021,1\n", area_tree());
  EXPECT_EQ(faults_at(found), (texts{"2:1 unknown-area"}));
  EXPECT_EQ(found.kept()[0].message, "the area list is empty");
  const catalog none;
  EXPECT_EQ(faults_at(zhibiao::check_observations(
                "area,indicator,period,value\n990121101,a,2021,1\n990121101,b,2021,1\n", "o.csv",
                &none, areas.get())),
            (texts{"2:11 unknown-indicator"}));
}

TEST(ObservationsCsv, FaultsAreKeptUpToTheLimit) {
  std::string text = "area,indicator,period,value\n";
  for (int i = 0; i < 150; ++i) text += "990121101,fai,x,1\n";
  EXPECT_EQ(zhibiao::check_observations(text, "o.csv", nullptr, nullptr).kept().size(), 100U);
  EXPECT_EQ(zhibiao::check_observations(text, "o.csv", nullptr, nullptr, 1000).kept().size(), 150U);
}

TEST(ObservationsCsv, NumbersOfEveryLengthAreTheNearestDouble) {
  for (const std::string number :
       {"0", "1", "0.1", "1234567.89", "123456789012345", "99999999999999", "0.00000000001",
        "12345678901234.5", "0.1234567890123", "7e2", "1000000000000000"}) {
    SCOPED_TRACE(number);
    const panel p = parse("area,indicator,period,value\n990121101,fai,2021," + number + "\n");
    EXPECT_EQ(value_of(p, "fai", "990121101"), std::stod(number));
  }
}

TEST(ObservationsCsv, MinusZeroIsZero) {
  const panel p = parse("area,indicator,period,value\n990121101,fai,2021,-0.0\n");
  EXPECT_FALSE(std::signbit(value_of(p, "fai", "990121101")));
}

struct faulty {
  std::string_view text;
  texts wanted;
};

TEST(ObservationsCsv, ReportsEveryFault) {
  const std::string header = "area,indicator,period,value,unit,status,note\n";
  const faulty cases[] = {
      {"990121109,fai,2021,1,,,", {"2:1 unknown-area"}},
      {"990121101,fia,2021,1,,,", {"2:11 unknown-indicator"}},
      {"990121101,share,2021,1,,,", {"2:11 unknown-indicator"}},
      {"990121101,fai,20211,1,,,", {"2:15 not-a-period"}},
      {"990121101,投资,2021,abc,,,", {"2:19 not-a-quantity"}},
      {"990121101,fai,2021,nan,,,", {"2:20 not-finite"}},
      {"990121101,fai,2021,inf,,,", {"2:20 not-finite"}},
      {"990121101,fai,2021,1,啊啊,,", {"2:22 not-a-unit"}},
      {"990121101,fai,2021,1,户,,", {"2:20 unit-does-not-fit"}},
      {"990121101,fai,2021,3户,,,", {"2:20 unit-does-not-fit"}},
      {"990121101,fai,2021,1,,bad,", {"2:23 unknown-status"}},
      {"990121101,sort_rate,2021,103,,,", {"2:26 above-limit"}},
      {"990121101,sort_rate,2021,103%,,,", {"2:26 above-limit"}},
      {"990121101,households,2021,-1,,,", {"2:27 below-limit"}},
      {",,,1,,,", {"2:1 missing-value", "2:2 missing-value", "2:3 missing-value"}},
      {"x,y,z,1..2,w,v,u",
       {"2:1 unknown-area", "2:3 unknown-indicator", "2:5 not-a-period", "2:12 not-a-unit",
        "2:14 unknown-status", "2:7 not-a-quantity"}},
      {"990121101,fai,2021,1,,", {"2:23 wrong-field-count"}},
      {"990121101,fai,2021,1,,,,", {"2:25 wrong-field-count"}},
      {"990121101,fai,2021,1,,,\"a", {"2:24 bad-quoting"}},
      {"990121101,fai,2021,1,,,\"a\"b", {"2:27 bad-quoting"}},
      {"990121101,fai,2021,1,,,\n990121101,fai,2021,1,,,", {"3:0 duplicate-row"}},
      {"990121101,fai,2021,1,,,\n990121101,fai,2021,2,,,", {"3:0 contradicting-rows"}},
      {"990121101,fai,2021-01,1,,,\n990121101,fai,2021-M02YTD,2,,,", {"3:0 mixed-forms"}},
  };
  for (const faulty& c : cases) {
    SCOPED_TRACE(c.text);
    const std::string text = header + std::string(c.text) + "\n";
    EXPECT_EQ(faults_at(faults_of([&] { parse(text); })), c.wanted);
  }
}

TEST(ObservationsCsv, ReportsFaultsOfTheHeader) {
  const faulty cases[] = {
      {"area,indicator,period\n1,2,3\n", {"1:1 missing-column"}},
      {"area,indicator,period,value,值\n", {"1:29 duplicate-id"}},
      {"area\tindicator\tperiod\tvalue\n",
       {"warning 1:1 unknown-column", "1:1 missing-column", "1:1 missing-column",
        "1:1 missing-column", "1:1 missing-column"}},
  };
  for (const faulty& c : cases) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(faults_at(faults_of([&] { parse(c.text); })), c.wanted);
  }
}

TEST(ObservationsCsv, SaysWhatWasExpectedAndFound) {
  const std::string_view header = "area,indicator,period,value,unit,status,note\n";
  const struct {
    std::string_view row;
    std::string_view wanted;
  } cases[] = {
      {"990121109000,fai,2021,1,,,",
       "o.csv:2:1: error: expected the code or name of an area of the area list, found "
       "'990121109000' [unknown-area]"},
      {"990121101,sort_rat,2021,1,,,",
       "o.csv:2:11: error: expected the id or name of an indicator of the catalogue, found "
       "'sort_rat'; did you mean 'sort_rate'? [unknown-indicator]"},
      {"990121101,分类律,2021,1,,,",
       "o.csv:2:11: error: expected the id or name of an indicator of the catalogue, found "
       "'分类律'; did you mean 'sort_rate'? [unknown-indicator]"},
      {"990121101,share,2021,1,,,",
       "o.csv:2:11: error: several indicators have the name 'share': expected an id "
       "[unknown-indicator]"},
      {"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十多,fai,"
       "2021,1,,,",
       "o.csv:2:1: error: expected the code or name of an area of the area list, found "
       "'一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十...' "
       "[unknown-area]"},
  };
  for (const auto& c : cases) {
    const fault_list found =
        faults_of([&] { parse(std::string(header) + std::string(c.row) + "\n"); });
    ASSERT_EQ(found.kept().size(), 1U) << c.row;
    EXPECT_EQ(to_string(found.kept()[0]), c.wanted);
  }
}

TEST(ObservationsCsv, NoRowsAreAWarning) {
  for (const std::string_view text :
       {"", "\r\n", "area,indicator,period,value\n", "area,indicator,period,value\n,,,\n"}) {
    SCOPED_TRACE(testing::PrintToString(text));
    fault_list warnings;
    EXPECT_EQ(parse(text, &warnings).reported(), 0U);
    const bool has_blank_row = text.find(",,,\n") != std::string_view::npos;
    EXPECT_EQ(faults_at(warnings), has_blank_row ? texts{} : texts{"warning 0:0 empty-file"});
  }
}

TEST(ObservationsCsv, TenThousandFaultsStayReadable) {
  std::string text = "area,indicator,period,value\n";
  for (int i = 0; i < 10'000; ++i) text += "x" + std::to_string(i) + ",no_such,never,much\n";
  const fault_list found = faults_of([&] { parse(text); });
  EXPECT_EQ(found.errors(), 40'000U);
  EXPECT_EQ(found.kept().size(), 100U);
}

TEST(ObservationsCsv, WithoutCatalogueOrAreasTheRestIsChecked) {
  const std::string_view text =
      "area,indicator,period,value,unit\nno,no,never,1,\nno,no,2021,abc,啊\nno,no,2021,1,户\n";
  EXPECT_EQ(faults_at(zhibiao::check_observations(text, "o.csv", nullptr, nullptr)),
            (texts{"2:7 not-a-period", "3:16 not-a-unit", "3:12 not-a-quantity"}));
  EXPECT_EQ(zhibiao::check_observations(text, "o.csv", indicators.get(), nullptr).errors(), 6U);
  EXPECT_EQ(zhibiao::check_observations(text, "o.csv", nullptr, areas.get()).errors(), 6U);
}

TEST(ObservationsCsv, ReadsGb18030Files) {
  const zhibiao::test::temporary_folder folder;
  const std::string path =
      folder.write("o.csv",
                   "\xB5\xD8\xC7\xF8,\xD6\xB8\xB1\xEA,\xB1\xA8\xB8\xE6\xC6\xDA,\xCA\xFD\xD6\xB5\r\n"
                   "990121101,fai,2021,4.5\xD2\xDA\xD4\xAA\r\n");
  panel_builder builder(indicators, areas);
  zhibiao::read_observations(path, builder, encoding::gb18030);
  EXPECT_EQ(value_of(builder.build(), "fai", "990121101"), 45000);
  EXPECT_THROW(zhibiao::read_observations(path, builder), zhibiao::error);
}

struct counted_progress {
  int calls = 0;
  int most_calls = 1'000'000;
  double last = 0;
  bool is_rising = true;

  zhibiao::progress_callback callback() {
    return {[](void* user, double done) {
              auto& seen = *static_cast<counted_progress*>(user);
              seen.is_rising = seen.is_rising && done >= seen.last;
              seen.last = done;
              return ++seen.calls < seen.most_calls;
            },
            this};
  }
};

std::string many_rows() {
  std::string text = "area,indicator,period,value\n";
  for (int year = 1900; year <= 2100; ++year) {
    for (int month = 1; month <= 12; ++month) {
      text += "990121101,fai," + std::to_string(year) + "-" + (month < 10 ? "0" : "") +
              std::to_string(month) + "," + std::to_string(year * month) + "\n";
    }
  }
  return text;
}

TEST(ReadObservations, TellsHowFarItIs) {
  const zhibiao::test::temporary_folder folder;
  const std::string path = folder.write("o.csv", many_rows());
  for (const int threads : {1, 2, 7}) {
    counted_progress progress;
    panel_builder builder(indicators, areas);
    zhibiao::read_observations(path, builder, encoding::utf_8, threads, progress.callback());
    EXPECT_GT(progress.calls, 0);
    EXPECT_TRUE(progress.is_rising);
    EXPECT_LE(progress.last, 1);
    EXPECT_EQ(builder.build().reported(), 201U * 12U);
  }
}

TEST(ReadObservations, ACancelledReadingLeavesNothing) {
  const zhibiao::test::temporary_folder folder;
  const std::string path = folder.write("o.csv", many_rows());
  for (const int threads : {1, 4}) {
    counted_progress progress;
    progress.most_calls = 1;
    panel_builder builder(indicators, areas);
    try {
      zhibiao::read_observations(path, builder, encoding::utf_8, threads, progress.callback());
      ADD_FAILURE() << "nothing was thrown";
    } catch (const zhibiao::error& e) {
      EXPECT_EQ(e.code(), zhibiao::errc::cancelled);
    }
    EXPECT_EQ(progress.calls, 1);
    EXPECT_EQ(builder.build().reported(), 0U);
  }
}

TEST(ReadObservations, NeedsAThread) {
  panel_builder builder(indicators, areas);
  try {
    zhibiao::read_observations("o.csv", builder, encoding::utf_8, 0);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const zhibiao::error& e) {
    EXPECT_EQ(e.code(), zhibiao::errc::invalid_argument);
    EXPECT_EQ(e.message(), "expected at least one thread, found 0");
  }
}

TEST(ReadObservations, ReadsFromAPipe) {
  const zhibiao::test::temporary_folder folder;
  const std::string path = folder / "pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  const std::jthread writer([&path] { std::ofstream(path) << many_rows(); });
  panel_builder builder(indicators, areas);
  zhibiao::read_observations(path, builder, encoding::utf_8, 2);
  EXPECT_EQ(builder.build().reported(), 201U * 12U);
}

}  // namespace
