#include <zhibiao/panel/area_tree.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

area one(std::string code, std::optional<std::string> parent = std::nullopt, std::int64_t line = 0,
         std::string level = {}) {
  area a;
  a.code = std::move(code);
  a.parent = std::move(parent);
  a.level = std::move(level);
  a.defined_at.line = line;
  return a;
}

std::vector<std::string> codes(const area_tree& t, std::span<const area_index> rows) {
  std::vector<std::string> found;
  for (const area_index i : rows) found.emplace_back(t[i].code);
  return found;
}

std::vector<std::string> all_codes(const area_tree& t) {
  std::vector<std::string> found;
  for (area_index i = 0; i < t.size(); ++i) found.emplace_back(t[i].code);
  return found;
}

using names = std::vector<std::string>;

// Two counties under a prefecture, given out of order; 990122 has no towns.
area_tree by_digits() {
  return area_tree::make({one("990121102000"), one("990122000000"), one("990100000000"),
                          one("990121101000"), one("990121000000"), one("990131101000"),
                          one("990131000000")});
}

TEST(AreaTree, RowsAreLeavesThenUpperAreasDepthFirst) {
  const area_tree t = by_digits();
  EXPECT_EQ(all_codes(t), (names{"990121101000", "990121102000", "990122000000", "990131101000",
                                 "990100000000", "990121000000", "990131000000"}));
  EXPECT_EQ(t.leaf_count(), 4U);
  EXPECT_TRUE(t.is_leaf(2));
  EXPECT_FALSE(t.is_leaf(4));
}

TEST(AreaTree, TopDownPutsAnAreaBeforeThoseBelow) {
  const area_tree t = by_digits();
  EXPECT_EQ(codes(t, t.top_down()),
            (names{"990100000000", "990121000000", "990121101000", "990121102000", "990122000000",
                   "990131000000", "990131101000"}));
}

TEST(AreaTree, LeavesOfAnAreaAreOneRange) {
  const area_tree t = by_digits();
  EXPECT_EQ(t.leaves(t.at("9901")), (row_range{0, 4}));
  EXPECT_EQ(t.leaves(t.at("990121")), (row_range{0, 2}));
  EXPECT_EQ(t.leaves(t.at("990131")), (row_range{3, 4}));
  EXPECT_EQ(t.leaves(1), (row_range{1, 2}));
  EXPECT_EQ(t.leaves(1).size(), 1U);
}

TEST(AreaTree, ParentIsTheNearestListedCodeAbove) {
  const area_tree t = by_digits();
  EXPECT_EQ(t.parent(t.at("990121101000")), t.at("990121000000"));
  EXPECT_EQ(t.parent(t.at("990121000000")), t.at("990100000000"));
  EXPECT_FALSE(t.parent(t.at("990100000000")));
  const area_tree gap = area_tree::make({one("99"), one("990121101000")});
  EXPECT_EQ(gap.parent(gap.at("990121101000")), gap.at("99"));
}

TEST(AreaTree, EmptyParentMakesARoot) {
  const area_tree t = area_tree::make({one("990121000000"), one("990121101000", "")});
  EXPECT_FALSE(t.parent(t.at("990121101000")));
  EXPECT_EQ(t.leaf_count(), 2U);
}

TEST(AreaTree, CodesAreFoundInAnyForm) {
  const area_tree t = area_tree::make({one("990121"), one("990121101000"), one("park", "990121")});
  EXPECT_EQ(t.find("990121000000"), t.find("990121"));
  EXPECT_EQ(t.find("990121101"), t.find("990121101000"));
  EXPECT_TRUE(t.find("park"));
  EXPECT_FALSE(t.find("990122"));
  EXPECT_FALSE(t.find("nowhere"));
  EXPECT_FALSE(t.find(""));
  EXPECT_EQ(t.parent(t.at("park")), t.find("990121"));
}

TEST(AreaTree, ParentIsFoundInAnyForm) {
  const area_tree t = area_tree::make({one("park", "990121000000"), one("990121")});
  EXPECT_EQ(t.parent(t.at("park")), t.find("990121"));
}

TEST(AreaTree, NumbersWithAParentTableAreMereIds) {
  const area_tree t = area_tree::make({one("10", ""), one("1000", "10"), one("100000", "10")});
  EXPECT_EQ(all_codes(t), (names{"1000", "100000", "10"}));
  EXPECT_FALSE(t.find("10000000"));
  EXPECT_EQ(t.levels().size(), 2U);
}

TEST(AreaTree, LevelsComeFromDigitsOrDepthAndRunFromTheTop) {
  const area_tree t = by_digits();
  EXPECT_EQ(names(t.levels().begin(), t.levels().end()), (names{"prefecture", "county", "town"}));
  EXPECT_EQ(codes(t, t.at_level("county")),
            (names{"990122000000", "990121000000", "990131000000"}));
  const area_tree free = area_tree::make({one("hq"), one("b", "hq"), one("a", "hq")});
  EXPECT_EQ(names(free.levels().begin(), free.levels().end()), (names{"level 1", "level 2"}));
  EXPECT_EQ(codes(free, free.at_level("level 2")), (names{"a", "b"}));
}

TEST(AreaTree, LevelsOfOneDepthAreOrderedByName) {
  const area_tree t = area_tree::make({one("r", "", 0, "region"), one("a", "r", 0, "town"),
                                       one("b", "r", 0, "city"), one("c", "b", 0, "town")});
  EXPECT_EQ(names(t.levels().begin(), t.levels().end()), (names{"region", "city", "town"}));
}

TEST(AreaTree, OfNothingIsEmpty) {
  const area_tree t = area_tree::make({});
  EXPECT_EQ(t.size(), 0U);
  EXPECT_EQ(t.leaf_count(), 0U);
  EXPECT_TRUE(t.levels().empty());
  EXPECT_TRUE(t.top_down().empty());
}

TEST(AreaTree, UnknownCodeAndLevelAreErrors) {
  const area_tree t = by_digits();
  try {
    t.at("990199");
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::unknown_area);
    EXPECT_EQ(e.message(), "expected the code of a listed area, found '990199'");
  }
  try {
    t.at_level("village");
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::unknown_level);
    EXPECT_EQ(e.message(),
              "expected a level of the area list (prefecture, county, town), found 'village'");
  }
}

struct row {
  const char* rule;
  std::vector<area> areas;
  names faults;
};
void PrintTo(const row& r, std::ostream* out) { *out << r.rule; }

class AreaFault : public testing::TestWithParam<row> {};

TEST_P(AreaFault, IsSaidWithItsPlace) {
  names found;
  try {
    area_tree::make(GetParam().areas);
  } catch (const input_error& e) {
    for (const fault& f : e.faults().kept()) found.push_back(to_string(f));
  }
  EXPECT_EQ(found, GetParam().faults);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, AreaFault,
    testing::Values(
        row{"no code",
            {one("", std::nullopt, 2)},
            {"line 2: error: expected the code of an area, found none [missing-value]"}},
        row{"same code",
            {one("a", "", 2), one("a", "", 3)},
            {"line 3, area a: error: the code a is already listed at line 2 [duplicate-id]"}},
        row{"same code in another form",
            {one("990121", "", 2), one("990121000000", "", 3)},
            {"line 3, area 990121000000: error: the code 990121000000 is the same as 990121, "
             "already listed at line 2 [duplicate-id]"}},
        row{"unknown parent",
            {one("a", "z", 2)},
            {"line 2, area a: error: parent: expected the code of a listed area, found z "
             "[unknown-reference]"}},
        row{"own parent",
            {one("a", "a", 2)},
            {"line 2, area a: error: expected parents that lead to the top, found the circle "
             "a -> a [cycle]"}},
        row{"circle with a tail and a sound tree beside it",
            {one("t", "c", 2), one("c", "b", 3), one("b", "a", 4), one("a", "c", 5),
             one("x", "", 6), one("y", "x", 7)},
            {"line 3, area c: error: expected parents that lead to the top, found the circle "
             "a -> c -> b -> a [cycle]"}},
        row{"all together",
            {one("a", "a", 2), one("b", "z", 3), one("b", "", 4)},
            {"line 4, area b: error: the code b is already listed at line 3 [duplicate-id]",
             "line 3, area b: error: parent: expected the code of a listed area, found z "
             "[unknown-reference]",
             "line 2, area a: error: expected parents that lead to the top, found the circle "
             "a -> a [cycle]"}}));

std::vector<area> chain(int length, std::string parent_of_first) {
  std::vector<area> areas;
  for (int i = 0; i < length; ++i) {
    areas.push_back(
        one("c" + std::to_string(i), i == 0 ? parent_of_first : "c" + std::to_string(i - 1)));
  }
  return areas;
}

TEST(AreaTree, DeepChainDoesNotOverflowTheStack) {
  constexpr int depth = 100'000;
  std::vector<area> areas = chain(depth, "");
  std::reverse(areas.begin(), areas.end());
  const area_tree t = area_tree::make(std::move(areas));
  EXPECT_EQ(t.leaf_count(), 1U);
  EXPECT_EQ(t[0].code, "c99999");
  EXPECT_EQ(t.leaves(t.at("c0")), (row_range{0, 1}));
  EXPECT_EQ(t[t.top_down().front()].code, "c0");
}

TEST(AreaTree, LongCircleIsNamedInShort) {
  try {
    area_tree::make(chain(100'000, "c99999"));
    FAIL();
  } catch (const input_error& e) {
    EXPECT_EQ(e.faults().errors(), 1U);
    EXPECT_EQ(e.message(),
              "expected parents that lead to the top, found the circle c0 -> c99999 -> c99998 -> "
              "c99997 -> c99996 -> c99995 -> c99994 -> c99993 -> ... -> c0");
  }
}

area with_days(std::string code, std::string parent, validity valid) {
  area a;
  a.code = std::move(code);
  a.parent = std::move(parent);
  a.valid = valid;
  return a;
}

const date first = date::make(2020, 1, 1);
const date second = date::make(2022, 1, 1);

TEST(AreaTree, AreaIsThereWhereThoseAboveItAre) {
  const area_tree t =
      area_tree::make({with_days("K", "", {{}, second}), with_days("A", "K", {first, {}}),
                       with_days("B", "K", {}), with_days("C", "", {})});
  EXPECT_EQ(t.valid(t.at("A")), (validity{first, second}));
  EXPECT_EQ(t.valid(t.at("B")), (validity{{}, second}));
  EXPECT_TRUE(t.valid(t.at("C")).is_always());
  EXPECT_EQ(t.limited().size(), 3U);
  const row_range towns = t.leaves(t.at("K"));
  EXPECT_EQ(t.limited(towns).size(), 2U);
  EXPECT_EQ(t.count_valid(towns, parse_period("2019")), 1U);
  EXPECT_EQ(t.count_valid(towns, parse_period("2021")), 2U);
  EXPECT_EQ(t.count_valid(towns, parse_period("2022")), 0U);
  EXPECT_FALSE(t.is_valid(t.at("A"), parse_period("2019-M12")));
  EXPECT_TRUE(t.is_valid(t.at("A"), parse_period("2020-M01")));
}

TEST(AreaTree, ValidityWithoutADayIsAFault) {
  try {
    area_tree::make({with_days("K", "", {{}, first}), with_days("A", "K", {second, {}}),
                     with_days("B", "", {second, first})});
    FAIL();
  } catch (const input_error& e) {
    ASSERT_EQ(e.faults().errors(), 2U);
    EXPECT_EQ(e.faults().kept()[0].code, errc::bad_validity);
    EXPECT_EQ(e.faults().kept()[0].message,
              "expected days on which there is the area above it, K: [..., 2020-01-01), found "
              "[2022-01-01, ...)");
    EXPECT_EQ(e.faults().kept()[1].message,
              "expected a first day before the day the area ends on, found [2022-01-01, "
              "2020-01-01)");
  }
}

TEST(AreaTree, TakesOverWhatIsSaidOfItsAreas) {
  const area_tree t = area_tree::make({with_days("A", "", {{}, second}), with_days("B", "", {})});
  const area_tree other = t.with_validity({{0, validity()}, {1, never}}).with_breaks({{0, first}});
  EXPECT_TRUE(other.valid(0).is_always());
  EXPECT_TRUE(other.valid(1).is_never());
  EXPECT_EQ(other.limited().size(), 1U);
  EXPECT_EQ(other.breaks().size(), 1U);
  EXPECT_EQ(t.valid(0), (validity{{}, second}));
  EXPECT_THROW(t.with_validity({{1, never}, {0, never}}), error);
  EXPECT_THROW(t.with_validity({{2, never}}), error);
  EXPECT_THROW(t.with_breaks({{0, first}, {0, first}}), error);
}

}  // namespace
}  // namespace zhibiao
