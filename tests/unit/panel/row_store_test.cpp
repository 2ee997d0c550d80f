#include "panel/row_store.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace zhibiao::detail {
namespace {

period_key year(int y) { return key_of(period::make(frequency::year, y, 1)); }

std::vector<std::int64_t> lines_of(const row_store& rows) {
  std::vector<std::int64_t> lines;
  for (std::size_t i = 0; i < rows.size(); ++i) lines.push_back(rows[i].line);
  return lines;
}

// However lines come, each row keeps its own.
TEST(RowStore, KeepsTheLineOfEachRow) {
  const std::int64_t large = 5'000'000'000;
  for (const std::vector<std::int64_t>& lines : {std::vector<std::int64_t>{0, 0, 0},
                                                 {2, 3, 4},
                                                 {2, 3, 5, 6},
                                                 {0, 0, 7, 0},
                                                 {9, 0, 2, 2},
                                                 {7, large, large + 1, 8},
                                                 {large, large + 1, large + 3},
                                                 {-3, 4, 0},
                                                 {1, large, 0, 1}}) {
    row_store rows(1);
    for (const std::int64_t line : lines) rows.add({0, 0, year(2021), 1.5, line});
    EXPECT_EQ(lines_of(rows), lines);
  }
}

figure_rows columns(std::int64_t first_line, std::vector<std::uint32_t> offsets = {}) {
  figure_rows rows;
  rows.periods = {period::make(frequency::year, 2020, 1), period::make(frequency::year, 2021, 1)};
  rows.areas = {5, 6, 7};
  rows.indicators = {0, 1, 0};
  rows.period_codes = {1, 0, 1};
  rows.values = {1, 2, 3};
  rows.first_line = first_line;
  rows.line_offsets = std::move(offsets);
  return rows;
}

TEST(RowStore, KeepsColumnsAndSingleRowsInTheirOrder) {
  row_store rows(2);
  rows.add({1, 1, year(2019), 0.5, 2});
  rows.add(columns(10), panel_outline(2));
  rows.add({2, 0, year(2022), 4, 13});
  rows.add(columns(20, {0, 4, 9}), panel_outline(2));
  rows.add({3, 0, year(2022), 5, 1});
  rows.add(columns(0, {3, 4, 5}), panel_outline(2));
  EXPECT_EQ(lines_of(rows), (std::vector<std::int64_t>{2, 10, 11, 12, 13, 20, 24, 29, 1, 0, 0, 0}));
  EXPECT_EQ(rows[0].area, 1U);
  EXPECT_EQ(rows[2].area, 6U);
  EXPECT_EQ(rows[2].indicator, 1U);
  EXPECT_EQ(rows[2].period, year(2020));
  EXPECT_EQ(rows[4].value, 4);
  EXPECT_EQ(rows[8].value, 5);
  EXPECT_FALSE(rows.is_in_line_order());
}

TEST(RowStore, KnowsWhetherLinesAscend) {
  row_store rows(2);
  EXPECT_TRUE(rows.is_in_line_order());
  rows.add(columns(2, {0, 0, 5}), panel_outline(2));
  rows.add(columns(7), panel_outline(2));
  EXPECT_TRUE(rows.is_in_line_order());
  rows.add({0, 0, year(2021), 1, 8});
  EXPECT_FALSE(rows.is_in_line_order());
}

TEST(RowStore, HandsOutRunsOfARange) {
  row_store rows(2);
  rows.add(columns(2), panel_outline(2));
  rows.add(columns(5), panel_outline(2));
  std::vector<area_index> areas;
  std::vector<std::size_t> numbers;
  rows.for_each_run(2, 5, [&](const row_store::run& run) {
    for (std::size_t i = 0; i < run.size; ++i) {
      areas.push_back(run.areas[i]);
      numbers.push_back(run.first + i);
    }
  });
  EXPECT_EQ(areas, (std::vector<area_index>{7, 5, 6}));
  EXPECT_EQ(numbers, (std::vector<std::size_t>{2, 3, 4}));
}

TEST(RowStore, OutlinesWhatIsAddedOneByOne) {
  row_store rows(3);
  rows.add({0, 1, year(2020), 1, 0});
  rows.add({0, 2, key_of(period::make(frequency::month, 2021, 4)), 1, 0});
  const panel_outline& outline = rows.outline();
  EXPECT_EQ(outline.indicators(block_of(frequency::year, form::single)),
            std::vector<indicator_index>{1});
  EXPECT_EQ(outline.indicators(block_of(frequency::month, form::single)),
            std::vector<indicator_index>{2});
  EXPECT_EQ(outline.only_block(), std::nullopt);
}

}  // namespace
}  // namespace zhibiao::detail
