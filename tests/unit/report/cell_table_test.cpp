#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/report/cell_table.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <string>

namespace zhibiao {
namespace {

TEST(CellTable, OneRowForAreaIndicatorAndPeriod) {
  const data_set data = test::small_county();
  request what;
  what.measures = {measure::value, measure::year_on_year};
  what.areas = {"990101000000", "990101101000"};
  what.indicators = {"persons"};
  what.periods = {parse_period("2021")};
  EXPECT_EQ(cell_table(evaluate(data.panel, what), language::zh),
            "地区  指标      报告期  单位  本期值    同比  状态\n"
            "--------------------------------------------------------------------\n"
            "小县  低保人数  2021    人     1,251  +3.4 %  部分乡镇未上报或未参与\n"
            "东镇  低保人数  2021    人       751  +7.3 %\n"
            "\n状态说明\n  partial  部分乡镇未上报或未参与\n");
}

TEST(CellTable, NamesTheMeasuresAStatusHoldsFor) {
  const data_set data = test::small_county();
  request what;
  what.measures = {measure::value, measure::gap, measure::verdict};
  what.targets = &data.targets;
  what.areas = {"990101101000"};
  what.indicators = {"cover", "land"};
  what.periods = {parse_period("2021")};
  const std::string text =
      cell_table(evaluate(data.panel, what), language::en, table_style::markdown);
  EXPECT_NE(text.find("| 东镇 | insurance | 2021 | % | ≥ 98.0 | [-2.0, 0.0] pp | met | "
                      "value, gap: bounded |"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("| 东镇 | farmland | 2021 | mu | (9,800, 9,900) | — | — | value: bounded; "
                      "gap, verdict: no\\_target |"),
            std::string::npos)
      << text;
}

TEST(CellTable, AVerdictThatCannotBeToldSaysSo) {
  data_set data = test::small_county();
  data.targets = parse_targets("indicator,area,period,comparison,value\ncover,,2021,>=,99\n",
                               "targets.csv", *data.catalog, *data.areas);
  request what;
  what.measures = {measure::verdict};
  what.targets = &data.targets;
  what.areas = {"990101101000"};
  what.indicators = {"cover"};
  what.periods = {parse_period("2021")};
  const std::string text = cell_table(evaluate(data.panel, what), language::zh);
  EXPECT_NE(text.find("无法判定  无法判定\n"), std::string::npos) << text;
}

TEST(CellTable, AreasOfOneNameHaveTheirCode) {
  data_set data = test::small_county();
  const auto areas = std::make_shared<const area_tree>(
      parse_areas("code,name\n990101101000,东镇\n990101102000,东镇\n990101103000,\n", "areas.csv"));
  panel_builder builder(data.catalog, areas);
  builder.add("990101101000", "persons", parse_period("2021"), 5);
  const std::string text = cell_table(evaluate(builder.build(), {}), language::zh);
  EXPECT_NE(text.find("东镇 990101101000"), std::string::npos) << text;
  EXPECT_NE(text.find("\n990101103000 "), std::string::npos) << text;
}

TEST(CellTable, NoCellsIsATableWithoutRows) {
  const data_set data = test::small_county();
  panel_builder builder(data.catalog, data.areas);
  const std::string text = cell_table(evaluate(builder.build(), {}), language::zh);
  EXPECT_EQ(text.find("东镇"), std::string::npos);
  EXPECT_NE(text.find("地区"), std::string::npos);
}

}  // namespace
}  // namespace zhibiao
