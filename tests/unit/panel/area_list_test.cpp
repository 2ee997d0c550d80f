#include "panel/area_list.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

TEST(AreaList, MakesTheTreeThatATableOfAreasMakes) {
  area_list rows;
  rows.set_file("areas.csv");
  rows.add("990121102000", "乙泉镇", "", "990121", 2);
  rows.add("990121101000", "", "town", "", 3);
  rows.add("990121", "示例县", "county", {}, 4);
  EXPECT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows.code(2), "990121");
  EXPECT_EQ(rows.parent(0), "990121");
  EXPECT_EQ(rows.parent(1), "");
  EXPECT_FALSE(rows.parent(2));
  EXPECT_EQ(to_string(rows.where(1)), "areas.csv:3, area 990121101000");

  const area_tree t = make_area_tree(std::move(rows));
  ASSERT_EQ(t.size(), 3U);
  const listed_area town = t[t.at("990121102")];
  EXPECT_EQ(town.name, "乙泉镇");
  EXPECT_EQ(town.level, "town");
  EXPECT_EQ(town.parent, "990121");
  EXPECT_EQ(t[t.parent(t.at("990121102")).value()].name, "示例县");
  EXPECT_FALSE(t.parent(t.at("990121101000")));
}

TEST(AreaList, KeepsThePlacesOfATable) {
  std::vector<area> table(2);
  table[0].code = table[1].code = "a";
  table[0].defined_at.line = 7;
  table[1].defined_at = {"b.csv", 9, 2, {}, {}, {}};
  const area_list rows(std::move(table));
  EXPECT_EQ(rows.line(0), 7);
  EXPECT_EQ(to_string(rows.where(1)), "b.csv:9:2, area a");
}

}  // namespace
}  // namespace zhibiao
