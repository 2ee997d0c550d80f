#include <zhibiao/report/area_report.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

namespace zhibiao {
namespace {

const period y2021 = parse_period("2021");

class AreaReport : public testing::Test {
 protected:
  std::string report(std::string_view code, area_report_options options = {}) {
    options.targets = &data_.targets;
    options.width = 0;
    return area_report(data_.panel, data_.areas->at(code), y2021, options);
  }

  static area_report_options wide(const targets* wanted = nullptr) {
    area_report_options options;
    options.targets = wanted;
    options.width = 0;
    return options;
  }

  /// The row of one indicator, its blanks made single.
  static std::string row(const std::string& text, std::string_view name) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with(std::string(name) + " ")) continue;
      std::string packed;
      for (const char c : line) {
        if (c != ' ' || packed.empty() || packed.back() != ' ') packed += c;
      }
      return packed;
    }
    return "no row of " + std::string(name);
  }

  data_set data_ = test::small_county();
};

TEST_F(AreaReport, HasTheTownsOwnFigures) {
  const std::string text = report("990101101000");
  EXPECT_TRUE(text.starts_with("东镇（990101101000）2021年指标报告\n")) << text;
  EXPECT_EQ(row(text, "低保人数"), "低保人数 人 751 700 +7.3 % 无 — —");
  EXPECT_EQ(row(text, "低保金"), "低保金 元 3,667,070 — — 无 — — 上年同期未上报");
}

TEST_F(AreaReport, SaysBoundsInTheReportsWords) {
  const std::string text = report("990101101000");
  EXPECT_EQ(row(text, "农田"), "农田 亩 (9,800, 9,900) — — 无 — — 原文 9800余亩；上年同期未上报");
  EXPECT_EQ(row(text, "参合率"),
            "参合率 % ≥ 98.0 — — >= 98 ≤ 0.0 达标 原文 98%以上；上年同期未上报");
}

TEST_F(AreaReport, ShowsHowARateIsMadeAndWhetherItIsStatedSo) {
  EXPECT_EQ(row(report("990101101000"), "分类率"),
            "分类率 % 78.1 — — >= 78 -0.1 达标 25 / 32 = 78.125 %，上报 78%，一致；上年同期未上报");
  EXPECT_EQ(row(report("990101102000"), "分类率"),
            "分类率 % 90.0 — — 无 — — 18 / 20 = 90 %，上报 80%，不一致；上年同期未上报");
}

TEST_F(AreaReport, ShowsWhyAFigureThatLooksLikeItsTargetMissesIt) {
  EXPECT_EQ(row(report("990101102000"), "参合率"),
            "参合率 % 98.0 — — >= 98 0.04 未达标 上年同期未上报；未达标：更精确为 97.957");
}

TEST_F(AreaReport, GivesTheReasonOfAMissingChange) {
  EXPECT_EQ(row(report("990101102000"), "收益"), "收益 万元 3.25 -5.00 — 无 — — 同比扭亏为盈");
}

TEST_F(AreaReport, TellsAnEstimate) {
  EXPECT_EQ(row(report("990101103000"), "参合率"),
            "参合率 % 97.5 — — >= 98 0.5 未达标 估计数；上年同期未上报");
}

TEST_F(AreaReport, TellsSilenceFromAnEmptyRowAndFromBlackedOutNumbers) {
  const std::string text = report("990101104000");
  EXPECT_EQ(row(text, "低保人数"), "低保人数 人 — 50 — 无 — — 本期未上报");
  EXPECT_EQ(row(text, "低保金"), "低保金 元 — — — 无 — — 报了此项但没有填数");
  EXPECT_EQ(row(text, "农田"), "农田 亩 — — — 无 — — 原文隐去数字：XX亩");
}

TEST_F(AreaReport, HasATargetWithoutAFigure) {
  EXPECT_EQ(row(report("990101103000"), "低保金"), "低保金 元 — — — >= 100 — — 本期未上报");
}

TEST_F(AreaReport, LeavesOutWhatNothingIsKnownOf) {
  EXPECT_EQ(row(report("990101103000"), "农田"), "no row of 农田");
}

TEST_F(AreaReport, OfACountySaysWhichTownsAreMissing) {
  const std::string text = report("990101000000");
  EXPECT_EQ(row(text, "低保人数"),
            "低保人数 人 1,251 1,260 +3.4 % 无 — — 3/4 缺 北,乡；同比口径 3/4");
  EXPECT_EQ(row(text, "农田"), "农田 亩 — — — 无 — — 1/4 覆盖率不足；仅 东镇");
  EXPECT_EQ(row(text, "村数"), "村数 个 71 — — 无 — — 4/4 上年同期未上报");
  EXPECT_EQ(row(text, "参合率"), "参合率 % — — — 无 — — — 缺少权数");
  // 51 of 62: the parts of three towns, weighed by villages.
  EXPECT_EQ(row(text, "分类率"),
            "分类率 % 82.3 — — >= 90 7.7 未达标 3/4 (87.3 %) 缺 北,乡；上年同期未上报");
}

TEST_F(AreaReport, CutsALongListOfTowns) {
  std::string areas = "code,name,parent\n9901,大县,\n";
  for (int i = 1; i <= 9; ++i) {
    areas += "99010" + std::to_string(i) + "," + std::to_string(i) + "镇,9901\n";
  }
  const auto tree = std::make_shared<const area_tree>(parse_areas(areas, "areas.csv"));
  panel_builder builder(data_.catalog, tree);
  for (const char* town : {"990101", "990102", "990103", "990104"}) {
    builder.add(town, "persons", y2021, 10);
  }
  area_report_options options;
  options.width = 0;
  const std::string text = area_report(builder.build(), tree->at("9901"), y2021, options);
  EXPECT_NE(text.find("4/9   覆盖率不足；缺 5镇、6镇、7镇 等5个"), std::string::npos) << text;
}

TEST_F(AreaReport, KeepsTheCountysOwnFigureWhereNoTownReports) {
  panel_builder builder(data_.catalog, data_.areas);
  builder.add("990101000000", "persons", y2021, 5);
  const std::string text = area_report(builder.build(), data_.areas->at("990101000000"), y2021);
  EXPECT_EQ(row(text, "低保人数"), "低保人数 人 5 — — 无 — — 本级上报 上年同期未上报");
}

TEST_F(AreaReport, HasRoomForTinyNumbers) {
  panel_builder builder(data_.catalog, data_.areas);
  builder.add("990101101000", "sorted", y2021, 1);
  builder.add("990101101000", "villages", y2021, 30000);
  builder.add("990101101000", "profit", y2021, 1.0 / 75000);
  builder.add("990101102000", "sort_rate", y2021, 1.0 / 30000);
  const panel p = builder.build();
  EXPECT_EQ(row(area_report(p, data_.areas->at("990101101000"), y2021, wide()), "分类率"),
            "分类率 % 0.0 — — 无 — — 1 / 30,000 ≈ 0.003 %；上年同期未上报");
  EXPECT_EQ(row(area_report(p, data_.areas->at("990101101000"), y2021, wide()), "收益"),
            "收益 万元 0.00 — — 无 — — 上年同期未上报");
  EXPECT_EQ(row(area_report(p, data_.areas->at("990101102000"), y2021, wide()), "分类率"),
            "分类率 % 0.0 — — 无 — — 上年同期未上报");
}

TEST_F(AreaReport, TellsWhichTownsHaveOnlyTheRate) {
  panel_builder builder(data_.panel);
  builder.add("990101104000", "sort_rate", y2021, 50);
  const std::string text =
      area_report(builder.build(), data_.areas->at("990101000000"), y2021, wide(&data_.targets));
  EXPECT_EQ(row(text, "分类率"),
            "分类率 % 82.3 — — >= 90 7.7 未达标 3/4 (87.3 %) 只报了率 北,乡；上年同期未上报");
}

TEST_F(AreaReport, TellsOfASmallBaseBehindAnotherStatus) {
  panel_builder builder(data_.catalog, data_.areas);
  for (const char* town : {"990101101000", "990101102000", "990101103000"}) {
    builder.add(town, "persons", parse_period("2020"), 2);
    builder.add(town, "persons", y2021, 3);
  }
  const std::string text =
      area_report(builder.build(), data_.areas->at("990101000000"), y2021, wide());
  EXPECT_EQ(row(text, "低保人数"),
            "低保人数 人 9 6 +50.0 % 无 — — 3/4 缺 北,乡；同比口径 3/4；同比：基数过小，仅供参考");
}

TEST_F(AreaReport, GivesTheIntervalOfAChangeBehindAnotherStatus) {
  panel_builder builder(data_.catalog, data_.areas);
  for (const char* town : {"990101101000", "990101102000"}) {
    builder.add(town, "persons", parse_period("2020"), 100);
    builder.add(town, "persons", y2021, 110);
  }
  builder.add("990101103000", "persons", parse_period("2020"), 100);
  observation o;
  o.area = data_.areas->at("990101103000");
  o.indicator = *data_.catalog->find("persons");
  o.period = y2021;
  o.value = parse_quantity("100余人");
  builder.add(o);
  const std::string text =
      area_report(builder.build(), data_.areas->at("990101000000"), y2021, wide());
  EXPECT_NE(row(text, "低保人数").find("同比区间 "), std::string::npos) << row(text, "低保人数");
}

TEST_F(AreaReport, AddsUpWhatItSays) {
  const std::string text = report("990101103000");
  EXPECT_NE(text.find("  指标 6 个：有本期数 5 个，有同比 1 个。\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  目标 2 个：达标 0，未达标 1，无法判定 0，无数值 1。\n"), std::string::npos)
      << text;
  EXPECT_NE(report("990101102000").find("率与分子分母核对：一致 0 个，不一致 1 个。"),
            std::string::npos);
}

TEST_F(AreaReport, ExplainsTheStatusesThatOccur) {
  const std::string text = report("990101102000");
  EXPECT_NE(text.find("  turned_positive "), std::string::npos) << text;
  EXPECT_EQ(text.find("coverage_low"), std::string::npos) << text;
}

TEST_F(AreaReport, CannotTellWhereTheBoundDoesNotDecide) {
  data_.targets = parse_targets("indicator,area,period,comparison,value\ncover,,2021,>=,99\n",
                                "targets.csv", *data_.catalog, *data_.areas);
  const std::string text = report("990101101000");
  EXPECT_EQ(row(text, "参合率"),
            "参合率 % ≥ 98.0 — — >= 99 [-1.0, 1.0] 无法判定 原文 98%以上；上年同期未上报；"
            "仅知 ≥ 98.0，无法判定是否 >= 99 %");
  EXPECT_NE(text.find("无法判定 1，"), std::string::npos) << text;
}

TEST_F(AreaReport, HasAnEnglishTwin) {
  area_report_options options;
  options.lang = language::en;
  const std::string text = report("990101101000", options);
  EXPECT_TRUE(text.starts_with("东镇 (990101101000), 2021: report on indicators\n")) << text;
  EXPECT_EQ(row(text, "farmland"),
            "farmland mu (9,800, 9,900) — — none — — reported as 9800余亩; last year's figure is "
            "not reported");
  EXPECT_NE(text.find("Targets: 2, of which 2 met, 0 not met"), std::string::npos) << text;
}

TEST_F(AreaReport, HasTheSameRowsInMarkdown) {
  area_report_options options;
  options.style = table_style::markdown;
  const std::string text = report("990101101000", options);
  EXPECT_TRUE(text.starts_with("# 东镇（990101101000）2021年指标报告\n\n## 民生\n\n| 指标 |"))
      << text;
  EXPECT_NE(text.find("| 低保人数 | 人 | 751 | 700 | +7.3 % | 无 | — | — |  |\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\n## 小结\n\n- 指标 "), std::string::npos) << text;
  EXPECT_NE(text.find("\n## 状态说明\n\n- `bounded` 仅知区间\n"), std::string::npos) << text;
}

TEST_F(AreaReport, WorksWithoutTargets) {
  const std::string text = area_report(data_.panel, data_.areas->at("990101101000"), y2021);
  EXPECT_NE(text.find("没有目标。"), std::string::npos) << text;
}

TEST_F(AreaReport, WithoutAnythingToSaySaysSo) {
  panel_builder builder(data_.catalog, data_.areas);
  builder.add("990101101000", "persons", y2021, 5);
  const std::string text = area_report(builder.build(), data_.areas->at("990101102000"), y2021);
  EXPECT_EQ(text, "西镇（990101102000）2021年指标报告\n\n没有上报数，也没有目标。\n");
}

TEST_F(AreaReport, AtThePeriodNothingOfThatFrequencyIsReportedThrows) {
  EXPECT_THROW(area_report(data_.panel, 0, parse_period("2021-M09")), error);
}

TEST_F(AreaReport, AtTheBeginningOfTimeThereIsNoLastYear) {
  panel_builder builder(data_.catalog, data_.areas);
  builder.add("990101101000", "persons", parse_period("0001"), 5);
  const std::string text =
      area_report(builder.build(), data_.areas->at("990101101000"), parse_period("0001"));
  EXPECT_EQ(row(text, "低保人数"), "低保人数 人 5 — — 无 — — 上年同期未上报");
}

}  // namespace
}  // namespace zhibiao
