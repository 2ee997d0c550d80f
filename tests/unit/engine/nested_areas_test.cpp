#include "engine/nested_areas.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::engine {
namespace {

area listed(std::string_view code, std::string_view level, std::string_view parent) {
  area a;
  a.code = code;
  a.name = code;
  a.level = level;
  a.parent = std::string(parent);
  return a;
}

/// A province of two prefectures, one of them of one county only, and a town of its own.
area_tree small_tree() {
  return area_tree::make({
      listed("P", "province", ""),
      listed("A", "prefecture", "P"),
      listed("B", "prefecture", "P"),
      listed("a1", "county", "A"),
      listed("a2", "county", "A"),
      listed("b1", "county", "B"),
      listed("t1", "town", "a1"),
      listed("t2", "town", "a1"),
      listed("t3", "town", "a2"),
      listed("t4", "town", "b1"),
      listed("t5", "town", "P"),
  });
}

/// `P: 0-5` or, where an area is made up of others, `P = a1 a2`.
std::vector<std::string> described(const area_tree& tree, const std::vector<std::string>& codes) {
  std::vector<area_index> uppers;
  for (area_index i = 0; i < tree.size(); ++i) {
    for (const std::string& code : codes) {
      if (tree[i].code == code) uppers.push_back(i);
    }
  }
  const row_range towns{0, static_cast<area_index>(tree.leaf_count())};
  const nested_areas nested(tree, {towns, uppers});
  const auto code_of = [&](std::size_t i) {
    return std::string(tree[uppers[nested.rows()[i]]].code);
  };
  std::vector<std::string> found;
  const std::size_t first_made_up = nested.from_towns().size();
  for (std::size_t i = 0; i < nested.size(); ++i) {
    const row_range leaves = tree.leaves(uppers[nested.rows()[i]]);
    EXPECT_EQ(nested.towns()[i].first, leaves.first);
    EXPECT_EQ(nested.towns()[i].last, leaves.last);
    std::string text = code_of(i);
    if (i >= first_made_up) {
      text += " =";
      const kernels::segment parts = nested.made_up()[i - first_made_up];
      for (std::size_t part = parts.first; part < parts.last; ++part) text += " " + code_of(part);
    }
    found.push_back(text);
  }
  return found;
}

using texts = std::vector<std::string>;

TEST(NestedAreas, AreMadeUpOfTheInnermost) {
  EXPECT_EQ(described(small_tree(), {"A", "B", "a1", "a2", "b1"}),
            (texts{"a1", "a2", "b1", "A = a1 a2", "B = b1"}));
}

TEST(NestedAreas, AreWorkedOutFromTownsWhereTheOthersLeaveSomeOut) {
  EXPECT_EQ(described(small_tree(), {"P", "A", "B", "a1", "b1"}),
            (texts{"a1", "b1", "P", "A", "B = b1"}));
  EXPECT_EQ(described(small_tree(), {"P", "A", "B"}), (texts{"A", "B", "P"}));
}

TEST(NestedAreas, MayHaveNothingInsideThem) {
  EXPECT_EQ(described(small_tree(), {"P"}), (texts{"P"}));
  EXPECT_EQ(described(small_tree(), {"A", "b1"}), (texts{"A", "b1"}));
  EXPECT_EQ(described(small_tree(), {}), (texts{}));
}

}  // namespace
}  // namespace zhibiao::engine
