#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/report/cell_table.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"
#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <cstddef>
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

/// Profits of 12.46, 30.45 and 57.09, which are 100.00 together.
panel profits() {
  return test::hand_panel()
      .set("A", "profit", "2021", "12.46万元")
      .set("B", "profit", "2021", "30.45万元")
      .set("C", "profit", "2021", "57.09万元")
      .build();
}

/// The numbers of a table of profits, one a line.
std::string numbers_of(const panel& data, measure m, const presentation& shown) {
  request what;
  what.measures = {m};
  what.indicators = {"profit"};
  const std::string table =
      cell_table(evaluate(data, what), language::zh, table_style::markdown, shown);
  std::string numbers;
  for (std::size_t at = table.find("| profit"); at != std::string::npos;
       at = table.find("| profit", at + 1)) {
    const std::string row = table.substr(at, table.find('\n', at) - at);
    const std::size_t last = row.rfind(" | ", row.size() - 4);
    const std::size_t first = row.rfind("| ", last - 1) + 2;
    numbers += row.substr(first, last - first) + "\n";
  }
  return numbers;
}

TEST(CellTable, RoundsAsIsAsked) {
  const panel data = test::hand_panel()
                         .set("A", "profit", "2021", "1.25万元")
                         .set("B", "profit", "2021", "98.5万元")
                         .build();
  EXPECT_EQ(numbers_of(data, measure::value, {1, rounding_mode::half_up}), "99.8\n1.3\n98.5\n—\n");
  EXPECT_EQ(numbers_of(data, measure::value, {1, rounding_mode::half_even}),
            "99.8\n1.2\n98.5\n—\n");
  EXPECT_EQ(numbers_of(data, measure::value, {0, rounding_mode::half_even}), "100\n1\n98\n—\n");
}

TEST(CellTable, PartsAddUpWhereThatIsAsked) {
  EXPECT_EQ(numbers_of(profits(), measure::value, {1}), "100.0\n12.5\n30.5\n57.1\n");
  EXPECT_EQ(numbers_of(profits(), measure::value, {1, rounding_mode::half_up, true}),
            "100.0\n12.5\n30.4\n57.1\n");
  EXPECT_EQ(numbers_of(profits(), measure::share, {1, rounding_mode::half_up, true}),
            "100.0 %\n12.5 %\n30.4 %\n57.1 %\n");
}

TEST(CellTable, PartsOfAnIncompleteTotalAreRoundedAlone) {
  const panel data = test::hand_panel()
                         .set("A", "profit", "2021", "12.46万元")
                         .set("B", "profit", "2021", "30.45万元")
                         .build();
  EXPECT_EQ(numbers_of(data, measure::value, {1, rounding_mode::half_up, true}),
            numbers_of(data, measure::value, {1}));
}

TEST(CellTable, RefusesMorePlacesThanThereAre) {
  EXPECT_THROW(numbers_of(profits(), measure::value, {16}), error);
}

}  // namespace
}  // namespace zhibiao
