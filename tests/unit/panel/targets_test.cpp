#include <zhibiao/panel/targets.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <ostream>
#include <string>
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
        fault_row{"base of another frequency is fine", {from(plain, 90, "2020-M12")}, {}}));

}  // namespace
}  // namespace zhibiao
