#include <zhibiao/panel/targets.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using enum comparison;

const period y2021 = parse_period("2021");

target at(indicator_index indicator, std::optional<area_index> area, period deadline, double least,
          std::int64_t line = 0) {
  target t;
  t.indicator = indicator;
  t.area = area;
  t.deadline = deadline;
  t.wanted.lower = least;
  t.where.line = line;
  return t;
}

struct word_row {
  const char* text;
  comparison means;
};
class ComparisonText : public testing::TestWithParam<word_row> {};

TEST_P(ComparisonText, IsRead) {
  EXPECT_EQ(parse_comparison(GetParam().text), GetParam().means) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Words, ComparisonText,
                         testing::Values(word_row{">=", at_least}, word_row{"≥", at_least},
                                         word_row{"不低于", at_least}, word_row{"不少于", at_least},
                                         word_row{"以上", at_least}, word_row{"至少", at_least},
                                         word_row{"达到", at_least}, word_row{">", more_than},
                                         word_row{"＞", more_than}, word_row{"超过", more_than},
                                         word_row{"高于", more_than}, word_row{"突破", more_than},
                                         word_row{"<=", at_most}, word_row{"≤", at_most},
                                         word_row{"不超过", at_most}, word_row{"不高于", at_most},
                                         word_row{"以下", at_most}, word_row{"以内", at_most},
                                         word_row{"至多", at_most}, word_row{"控制在", at_most},
                                         word_row{"<", less_than}, word_row{"＜", less_than},
                                         word_row{"低于", less_than}, word_row{"不足", less_than},
                                         word_row{"少于", less_than}, word_row{"in", within},
                                         word_row{"区间", within}, word_row{"=", equal},
                                         word_row{"＝", equal}, word_row{"大于等于", at_least},
                                         word_row{"大于", more_than}, word_row{"小于等于", at_most},
                                         word_row{"小于", less_than}, word_row{"等于", equal}));

TEST(ComparisonText, OthersAreNone) {
  for (const char* text : {"", "=>", "约", " >="}) EXPECT_FALSE(parse_comparison(text)) << text;
}

TEST(ComparisonText, SymbolReadsBack) {
  for (const comparison c : {at_least, more_than, at_most, less_than, within, equal}) {
    EXPECT_EQ(parse_comparison(symbol(c)), c);
  }
  EXPECT_EQ(symbol(at_least), ">=");
  EXPECT_EQ(symbol(static_cast<comparison>(99)), "");
}

TEST(TargetPath, IsRead) {
  EXPECT_EQ(parse_target_path(""), target_path::none);
  EXPECT_EQ(parse_target_path("none"), target_path::none);
  EXPECT_EQ(parse_target_path("linear"), target_path::linear);
  EXPECT_EQ(parse_target_path("compound"), target_path::compound);
  EXPECT_EQ(parse_target_path("seasonal"), target_path::seasonal);
  EXPECT_FALSE(parse_target_path("straight"));
}

struct words_row {
  comparison how;
  interval wanted;
  const char* unit;
  const char* zh;
  const char* en;
};
void PrintTo(const words_row& r, std::ostream* out) { *out << r.zh; }
class TargetWords : public testing::TestWithParam<words_row> {};

TEST_P(TargetWords, AreForPeople) {
  const words_row& expected = GetParam();
  target t = at(0, std::nullopt, y2021, 0);
  t.comparison = expected.how;
  t.wanted = expected.wanted;
  EXPECT_EQ(to_string(t, parse_unit(expected.unit), language::zh), expected.zh);
  EXPECT_EQ(to_string(t, parse_unit(expected.unit), language::en), expected.en);
}

INSTANTIATE_TEST_SUITE_P(
    Comparisons, TargetWords,
    testing::Values(
        words_row{at_least, {98, inf, false, true}, "%", ">= 98 %", ">= 98 %"},
        words_row{more_than, {4.5, inf, true, true}, "元", "> 4.5 元", "> 4.5 yuan"},
        words_row{at_most, {-inf, 0, true, false}, "", "<= 0", "<= 0"},
        words_row{less_than, {-inf, -0.25, true, true}, "%", "< -0.25 %", "< -0.25 %"},
        words_row{equal, {3667070, 3667070, false, false}, "元", "= 3667070 元", "= 3667070 yuan"},
        words_row{at_least, {1e20, inf, false, true}, "", ">= 1e+20", ">= 1e+20"},
        words_row{within, {10, 20, false, false}, "", "10 - 20", "10 - 20"},
        words_row{within, {1, 6, false, false}, "%", "1 - 6 %", "1 - 6 %"}));

TEST(Targets, OwnTargetComesBeforeThatOfEveryTown) {
  const targets all = targets::make(
      {at(1, 5, y2021, 90), at(1, std::nullopt, y2021, 98), at(0, std::nullopt, y2021, 50)});
  EXPECT_EQ(all.list().size(), 3U);
  ASSERT_NE(all.find(1, 5, true, y2021), nullptr);
  EXPECT_EQ(all.find(1, 5, true, y2021)->wanted.lower, 90);
  ASSERT_NE(all.find(1, 4, true, y2021), nullptr);
  EXPECT_EQ(all.find(1, 4, true, y2021)->wanted.lower, 98);
}

TEST(Targets, TargetOfEveryTownIsNotTheCountys) {
  const targets all = targets::make({at(1, std::nullopt, y2021, 98)});
  EXPECT_EQ(all.find(1, 9, false, y2021), nullptr);
  EXPECT_NE(all.find(1, 9, true, y2021), nullptr);
}

TEST(Targets, PeriodIsTheDeadlineToTheLetter) {
  const targets all = targets::make({at(0, 0, parse_period("2021-M09YTD"), 1),
                                     at(0, 0, parse_period("2021-M09"), 2), at(0, 0, y2021, 3)});
  EXPECT_EQ(all.find(0, 0, true, parse_period("2021-M09YTD"))->wanted.lower, 1);
  EXPECT_EQ(all.find(0, 0, true, parse_period("2021-M09"))->wanted.lower, 2);
  EXPECT_EQ(all.find(0, 0, true, y2021)->wanted.lower, 3);
  EXPECT_EQ(all.find(0, 0, true, parse_period("2022")), nullptr);
  EXPECT_EQ(all.find(0, 0, true, parse_period("2021-Q3")), nullptr);
  EXPECT_EQ(all.find(2, 0, true, y2021), nullptr);
}

TEST(Targets, NoneFindsNothing) {
  EXPECT_TRUE(targets{}.empty());
  EXPECT_EQ(targets{}.find(0, 0, true, y2021), nullptr);
}

struct fault_row {
  const char* rule;
  std::vector<target> list;
  std::vector<std::string> faults;
};
void PrintTo(const fault_row& r, std::ostream* out) { *out << r.rule; }
class TargetFault : public testing::TestWithParam<fault_row> {};

TEST_P(TargetFault, IsSaidWithItsPlace) {
  std::vector<std::string> found;
  try {
    targets::make(GetParam().list);
  } catch (const input_error& e) {
    for (const fault& f : e.faults().kept()) found.push_back(to_string(f));
  }
  EXPECT_EQ(found, GetParam().faults);
}

target with(target t, comparison how, interval wanted) {
  t.comparison = how;
  t.wanted = wanted;
  return t;
}
target from(target t, double base, const char* base_period = "2020") {
  t.base = base;
  t.base_period = parse_period(base_period);
  return t;
}

target by(target t, target_path path, std::vector<std::pair<const char*, double>> milestones) {
  t.path = path;
  for (const auto& [at, value] : milestones) t.milestones.push_back({parse_period(at), value});
  return t;
}

const target plain = at(0, 1, y2021, 98, 7);
INSTANTIATE_TEST_SUITE_P(
    Rules, TargetFault,
    testing::Values(
        fault_row{"two for one cell",
                  {at(0, 1, y2021, 98, 3), at(0, 2, y2021, 98, 4), at(0, 1, y2021, 97, 5)},
                  {"line 5: error: the same figure already has a target at line 3 [bad-target]"}},
        fault_row{"two for every town",
                  {at(0, std::nullopt, y2021, 98), at(0, std::nullopt, y2021, 98)},
                  {"error: the same figure already has a target [bad-target]"}},
        fault_row{"range upside down",
                  {with(plain, within, {6, 1, false, false})},
                  {"line 7: error: expected a target some figure can reach, found from 6 to 1 "
                   "[bad-target]"}},
        fault_row{"range without a member",
                  {with(plain, within, {6, 6, true, false})},
                  {"line 7: error: expected a target some figure can reach, found from 6 to 6 "
                   "[bad-target]"}},
        fault_row{"not a number",
                  {at(0, 1, y2021, nan, 7)},
                  {"line 7: error: expected a target some figure can reach, found from nan to inf "
                   "[bad-target]"}},
        fault_row{"at least minus infinity",
                  {at(0, 1, y2021, -inf, 7)},
                  {"line 7: error: expected a finite target, found -inf [bad-target]"}},
        fault_row{"no period",
                  {at(0, 1, period{}, 98, 7)},
                  {"line 7: error: expected the period of the target, found none [bad-target]"}},
        fault_row{"infinite base",
                  {from(plain, inf)},
                  {"line 7: error: expected a finite base, found inf [bad-target]"}},
        fault_row{"base at the target",
                  {from(plain, 98)},
                  {"line 7: error: expected a base that differs from the target, found 98 for both "
                   "[bad-target]"}},
        fault_row{"base at the target from above",
                  {from(with(plain, at_most, {-inf, 3, true, false}), 3)},
                  {"line 7: error: expected a base that differs from the target, found 3 for both "
                   "[bad-target]"}},
        fault_row{"base period after the deadline",
                  {from(plain, 90, "2021")},
                  {"line 7: error: expected a base period before 2021, found 2021 [bad-target]"}},
        fault_row{"milestones without any",
                  {by(plain, target_path::milestones, {})},
                  {"line 7: error: expected the milestones of the path, found none [bad-target]"}},
        fault_row{"milestones on another path",
                  {by(plain, target_path::linear, {{"2020", 1}})},
                  {"line 7: error: expected the path 'milestones' for milestones, found 'linear' "
                   "[bad-target]"}},
        fault_row{"a milestone at the deadline",
                  {by(plain, target_path::milestones, {{"2021-S2YTD", 1}})},
                  {"line 7: error: expected a milestone before 2021, found 2021-S2YTD "
                   "[bad-target]"}},
        fault_row{"milestones out of order",
                  {by(plain, target_path::milestones, {{"2021-Q2YTD", 1}, {"2021-S1YTD", 2}})},
                  {"line 7: error: expected milestones one after the other, found 2021-S1YTD after "
                   "2021-Q2YTD [bad-target]"}},
        fault_row{
            "totals that fall",
            {by(plain, target_path::milestones, {{"2021-Q1YTD", 9.5}, {"2021-Q2YTD", 9}})},
            {"line 7: error: expected totals that do not fall within a year, found 9 after 9.5 "
             "[bad-target]"}},
        fault_row{"levels may fall",
                  {by(plain, target_path::milestones, {{"2019", 9.5}, {"2020", 9}})},
                  {}},
        fault_row{
            "a seasonal path without a profile",
            {by(plain, target_path::seasonal, {})},
            {"line 7: error: expected a seasonal profile of the indicator for its path, found "
             "none [bad-target]"}},
        fault_row{"base of another frequency is fine", {from(plain, 90, "2020-M12")}, {}}));

struct growth_row {
  interval growth;
  double base;
  bool in_points;
  std::optional<interval> level;
};

TEST(TargetOfGrowth, IsALevelOnItsBase) {
  const growth_row rows[] = {
      {{8, inf, false, true}, 50, false, interval{54, inf, false, true}},
      {{8, inf, true, true}, 12.5, false, interval{13.5, inf, true, true}},
      {{-inf, -5.5, true, false}, 1000, false, interval{-inf, 945, true, false}},
      {{0.1, 0.2, false, false}, 0.3, false, interval{0.3003, 0.3006, false, false}},
      {{1.9, inf, false, true}, 90.1, true, interval{92, inf, false, true}},
      {{1, inf, false, true}, -3, true, interval{-2, inf, false, true}},
      {{8, inf, false, true}, 0, false, {}},
      {{8, inf, false, true}, -5, false, {}},
      {{8, inf, false, true}, nan, false, {}},
      {{8, inf, false, true}, nan, true, {}},
  };
  for (const growth_row& r : rows) {
    EXPECT_EQ(level_of_growth(r.growth, r.base, r.in_points), r.level) << r.base;
  }
}

TEST(TargetOfGrowth, SaysSo) {
  target t = at(0, 1, y2021, 8);
  t.basis = target_basis::growth;
  EXPECT_EQ(to_string(t, parse_unit("万元"), language::zh), "增长 >= 8 %");
  EXPECT_EQ(to_string(t, parse_unit("万元"), language::en), "growth >= 8 %");
  EXPECT_EQ(to_string(t, percent(), language::zh), "增长 >= 8 百分点");
  for (const auto basis : {target_basis::level, target_basis::growth}) {
    EXPECT_EQ(parse_target_basis(name(basis)), basis);
  }
  EXPECT_EQ(parse_target_basis("增长"), target_basis::growth);
  EXPECT_FALSE(parse_target_basis("rate"));
}

/// Prefecture P of the counties K1 (A, B) and K2 (C).
area_tree nested() {
  std::vector<area> list(6);
  const std::pair<const char*, const char*> codes[] = {{"P", ""},   {"K1", "P"}, {"K2", "P"},
                                                       {"A", "K1"}, {"B", "K1"}, {"C", "K2"}};
  for (std::size_t n = 0; n < list.size(); ++n) {
    list[n].code = list[n].name = codes[n].first;
    list[n].parent = codes[n].second;
    list[n].level = n == 0 ? "prefecture" : n < 3 ? "county" : "town";
  }
  return area_tree::make(std::move(list));
}

TEST(InheritedTargets, TheNearestAreaComesFirst) {
  const area_tree areas = nested();
  std::vector<target> list;
  const auto add = [&](std::string_view code, double least, bool is_inherited) {
    target t = at(0, code.empty() ? std::nullopt : std::optional(areas.at(code)), y2021, least);
    t.is_inherited = is_inherited;
    list.push_back(t);
  };
  add("", 1, false);
  add("P", 2, true);
  add("K1", 3, true);
  add("A", 4, false);
  const targets all = targets::make(hand_down(list, areas));
  const auto least = [&](std::string_view code, bool is_town) {
    const target* t = all.find(0, areas.at(code), is_town, y2021);
    return t == nullptr ? nan : t->wanted.lower;
  };
  EXPECT_EQ(least("A", true), 4);
  EXPECT_EQ(least("B", true), 3);
  EXPECT_EQ(least("C", true), 2);
  EXPECT_EQ(least("P", false), 2);
  EXPECT_EQ(least("K1", false), 3);
  EXPECT_TRUE(std::isnan(least("K2", false)));
}

}  // namespace
}  // namespace zhibiao
