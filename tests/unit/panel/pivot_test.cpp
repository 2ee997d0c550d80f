#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/panel/pivot.hpp>

#include "support/slow_pivot.hpp"
#include "support/written_keys.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

using test::key_form;
using test::long_row;
using test::written_keys;
using texts = std::vector<std::string>;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The indicators 1 (flow, 元), 2 (stock, 人, from 0), 3 (rate, %, 0 to 100), 4 (flow, 元) and amount (flow).
std::shared_ptr<const catalog> indicators() {
  std::vector<indicator> list(5);
  for (std::size_t i = 0; i < 4; ++i) list[i].id = std::to_string(i + 1);
  list[4].id = "amount";
  for (const std::size_t i : {0U, 3U}) list[i].unit = parse_unit("元");
  list[1].kind = indicator_kind::stock;
  list[1].unit = parse_unit("人");
  list[1].over_time = time_aggregation::last;
  list[1].limits.lower = 0;
  list[2].kind = indicator_kind::rate;
  list[2].unit = percent();
  list[2].over_areas = area_aggregation::none;
  list[2].over_time = time_aggregation::last;
  list[2].limits = {0, 100, false, false};
  return std::make_shared<const catalog>(catalog::make(std::move(list)));
}

// A county with two towns; its code comes last in the tree.
std::shared_ptr<const area_tree> areas() {
  std::vector<area> list(3);
  list[0].code = "990121000000";
  list[1].code = "990121101000";
  list[2].code = "990121102000";
  return std::make_shared<const area_tree>(area_tree::make(std::move(list)));
}

struct columns {
  columns(const std::vector<long_row>& rows, key_form area, key_form indicator, key_form period)
      : areas(list_of(rows, &long_row::area), area),
        indicators(list_of(rows, &long_row::indicator), indicator),
        periods(list_of(rows, &long_row::period), period) {
    for (const long_row& r : rows) values.push_back(r.value.value_or(nan));
  }
  static texts list_of(const std::vector<long_row>& rows, std::string long_row::*member) {
    texts list;
    for (const long_row& r : rows) list.push_back(r.*member);
    return list;
  }
  long_columns view() const {
    return {areas.column(), indicators.column(), periods.column(), values, nullptr, 0};
  }

  written_keys areas;
  written_keys indicators;
  written_keys periods;
  std::vector<double> values;
};

const std::vector<long_row> years = {{"990121102000", "3", "2021", 98.5},
                                     {"990121101000", "1", "2019", -3},
                                     {"990121000000", "1", "2021", std::nullopt},
                                     {"990121101000", "3", "2021", 97},
                                     {"990121102000", "1", "2019", -0.0}};

pivot_options given() {
  pivot_options how;
  how.catalog = indicators();
  how.areas = areas();
  return how;
}

texts faults_of(const long_columns& rows, const pivot_options& how = given()) {
  texts all;
  try {
    pivot(rows, how);
  } catch (const input_error& e) {
    for (const fault& f : e.faults().kept()) all.push_back(to_string(f));
  }
  return all;
}
texts faults_of(const std::vector<long_row>& rows) {
  return faults_of(columns(rows, key_form::zero_padded_text, key_form::zero_padded_text,
                           key_form::zero_padded_text)
                       .view());
}

struct form_row {
  key_form area;
  key_form indicator;
  key_form period;
};
void PrintTo(const form_row& r, std::ostream* out) {
  *out << r.area << ", " << r.indicator << ", " << r.period;
}
class Pivot : public testing::TestWithParam<form_row> {};

TEST_P(Pivot, PutsEachRowIntoItsCell) {
  const form_row& forms = GetParam();
  const columns rows(years, forms.area, forms.indicator, forms.period);
  const pivot_options how = given();
  const panel made = pivot(rows.view(), how);
  EXPECT_EQ(test::slow_pivot(years, *how.catalog, *how.areas).difference(made), "");
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Pivot,
    testing::Values(form_row{key_form::zero_padded_text, key_form::zero_padded_text,
                             key_form::zero_padded_text},
                    form_row{key_form::blank_padded_text, key_form::blank_padded_text,
                             key_form::blank_padded_text},
                    form_row{key_form::long_text, key_form::long_text, key_form::long_text},
                    form_row{key_form::int64, key_form::int16, key_form::int16},
                    form_row{key_form::int64, key_form::int32, key_form::int32},
                    form_row{key_form::int64, key_form::int64, key_form::int64},
                    form_row{key_form::code8, key_form::code16, key_form::code32},
                    form_row{key_form::unsigned_code32, key_form::unsigned_code8,
                             key_form::unsigned_code16},
                    form_row{key_form::code16, key_form::code8, key_form::int32}));

TEST(PivotKeys, MayBeAnyLengthOfText) {
  for (const std::size_t width : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 11U, 16U, 17U, 30U}) {
    const texts ids = {std::string(width, 'a'), std::string(width - 1, 'a') + "b",
                       "b" + std::string(width - 1, 'a')};
    const std::vector<long_row> rows = {{ids[0], "1", "2021", 1},
                                        {ids[1], "1", "2021", 2},
                                        {ids.back(), "2", "2021", 3},
                                        {ids[0], "2", "2021", 4}};
    const columns list(rows, key_form::zero_padded_text, key_form::zero_padded_text,
                       key_form::zero_padded_text);
    const panel made = pivot(list.view());
    EXPECT_EQ(test::slow_pivot(rows, made.catalog(), made.areas()).difference(made), "");
  }
}

// A short code is the same area as its long one, and so is a number with the same digits.
TEST(PivotKeys, MayBeOtherSpellingsOfACode) {
  const std::vector<long_row> rows = {{"990121101", "1", "2021", 1}, {"990121102", "1", "2021", 2}};
  for (const key_form form : {key_form::zero_padded_text, key_form::int64, key_form::code8}) {
    const columns list(rows, form, form, form);
    EXPECT_EQ(
        test::slow_pivot(rows, *indicators(), *areas()).difference(pivot(list.view(), given())),
        "");
  }
}

TEST(PivotKeys, OfEveryFrequencyHaveBlocks) {
  const std::vector<long_row> rows = {
      {"990121101000", "1", "2021", 1},     {"990121101000", "1", "2021-M03YTD", 2},
      {"990121101000", "2", "2021-M03", 3}, {"990121102000", "4", "2021-Q1", 4},
      {"990121102000", "1", "2020-S2", 5},  {"990121102000", "1", "2021年1-5月", 6}};
  const columns list(rows, key_form::int64, key_form::int16, key_form::zero_padded_text);
  EXPECT_EQ(test::slow_pivot(rows, *indicators(), *areas()).difference(pivot(list.view(), given())),
            "");
}

TEST(Pivot, OfNothingIsAnEmptyPanel) {
  const long_columns nothing;
  EXPECT_EQ(pivot(nothing, given()).reported(), 0U);
  EXPECT_EQ(pivot(nothing, given()).areas().size(), 3U);
  EXPECT_EQ(pivot(nothing).blocks().size(), 0U);
}

TEST(PivotValues, OfTheBitmapCountWhereTheBitIsSet) {
  columns list(years, key_form::int64, key_form::int16, key_form::int16);
  // From the third bit of the first byte on: the first and the last row are not valid.
  const std::uint8_t bits[] = {0b0111'0000, 0};
  list.values = {inf, 2, 3, 4, 5};
  long_columns rows = list.view();
  rows.validity = bits;
  rows.validity_offset = 3;
  std::vector<long_row> expected = years;
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i].value = list.values[i];
  expected[0].value = expected[4].value = std::nullopt;
  EXPECT_EQ(test::slow_pivot(expected, *indicators(), *areas()).difference(pivot(rows, given())),
            "");
}

TEST(PivotValues, MayComeFromAPanel) {
  // The panel's own marks of missing cells are NaNs like others.
  columns list(years, key_form::int64, key_form::int16, key_form::int16);
  list.values = {1, no_row, reported_empty, 2, 3};
  const panel made = pivot(list.view(), given());
  EXPECT_EQ(made.reported(), 5U);
  EXPECT_TRUE(is_reported_empty(made.blocks()[0].values(0)[0]));
}

TEST(PivotAxes, AreDiscovered) {
  const columns list(years, key_form::int64, key_form::int32, key_form::int16);
  const panel made = pivot(list.view());
  EXPECT_EQ(test::slow_pivot(years, made.catalog(), made.areas()).difference(made), "");
  ASSERT_EQ(made.areas().size(), 3U);
  EXPECT_EQ(made.areas()[2].code, "990121000000");
  EXPECT_EQ(made.areas()[0].name, "990121101000");
  EXPECT_EQ(made.areas().parent(0), area_index{2});
  ASSERT_EQ(made.catalog().size(), 2U);
  EXPECT_EQ(made.catalog()[0].id, "1");
  EXPECT_EQ(made.catalog()[0].name.zh, "1");
  EXPECT_EQ(made.catalog()[0].kind, indicator_kind::index);
  EXPECT_EQ(made.catalog()[0].over_areas, area_aggregation::none);
  EXPECT_EQ(made.catalog()[0].over_time, time_aggregation::none);
}

TEST(PivotAxes, HaveNumbersInTheirOrderAndTextsByBytes) {
  const std::vector<long_row> rows = {
      {"c", "10", "2021", 1}, {"a", "9", "2021", 2}, {"b", "-3", "2021", 3}};
  const auto ids_of = [&rows](key_form form) {
    const columns list(rows, key_form::zero_padded_text, form, key_form::int16);
    texts ids;
    const panel made = pivot(list.view());
    for (const indicator& i : made.catalog().indicators()) ids.push_back(i.id);
    return ids;
  };
  EXPECT_EQ(ids_of(key_form::int16), (texts{"-3", "9", "10"}));
  EXPECT_EQ(ids_of(key_form::code8), (texts{"-3", "10", "9"}));
}

TEST(PivotAxes, TakeForGrantedWhatTheCallerSays) {
  const columns list(years, key_form::int64, key_form::int32, key_form::int16);
  pivot_options how;
  how.discovered.kind = indicator_kind::flow;
  how.discovered.over_areas = area_aggregation::sum;
  how.discovered.limits.lower = 0;
  how.areas = areas();
  EXPECT_EQ(faults_of(list.view(), how),
            texts{"rows:2, indicator '1', area 990121101000, period 2019: error: expected at least "
                  "0, found -3 [below-limit]"});
  how.discovered.limits.lower = -3;
  EXPECT_EQ(pivot(list.view(), how).catalog()[0].over_areas, area_aggregation::sum);
}

TEST(PivotAxes, OfTwoSpellingsOfOneCodeAreAFault) {
  const std::vector<long_row> rows = {{"990121101", "1", "2021", 1},
                                      {"990121101000", "1", "2020", 2}};
  const columns list(rows, key_form::int64, key_form::int16, key_form::int16);
  EXPECT_EQ(faults_of(list.view(), {}).size(), 1U);
  EXPECT_EQ(pivot(list.view(), given()).reported(), 2U);
}

struct fault_row {
  const char* rule;
  std::vector<long_row> rows;
  texts faults;
};
void PrintTo(const fault_row& r, std::ostream* out) { *out << r.rule; }
class PivotFault : public testing::TestWithParam<fault_row> {};

TEST_P(PivotFault, IsSaidWithItsRow) { EXPECT_EQ(faults_of(GetParam().rows), GetParam().faults); }

std::string at(int row, const char* id, const char* when, const char* rest) {
  return "rows:" + std::to_string(row) + ", indicator '" + id + "', area 990121101000, period " +
         when + ": error: " + rest;
}

constexpr const char* town = "990121101000";

INSTANTIATE_TEST_SUITE_P(
    Keys, PivotFault,
    testing::Values(
        fault_row{"unknown area",
                  {{town, "1", "2021", 1}, {"990121109000", "1", "2021", 1}},
                  {"rows:2: error: expected the code of a listed area, found '990121109000' "
                   "[unknown-area]"}},
        fault_row{"unknown indicator",
                  {{town, "amuont", "2021", 1}, {town, "1", "2021", 1}},
                  {"rows:1: error: expected an indicator of the catalogue, found 'amuont'; did you "
                   "mean 'amount'? [unknown-indicator]"}},
        fault_row{"no period",
                  {{town, "1", "21-Q1", 1}},
                  {"rows:1: error: " +
                   [] {
                     try {
                       parse_period("21-Q1");
                     } catch (const error& e) {
                       return e.message();
                     }
                     return std::string();
                   }() +
                   " [not-a-period]"}},
        fault_row{"nothing at all",
                  {{"", "", "", 1}, {town, "1", "2021", 1}},
                  {"rows:1: error: expected the code of an area, found none [missing-value]",
                   "rows:1: error: expected the id of an indicator, found none [missing-value]",
                   "rows:1: error: expected a period, found none [missing-value]"}},
        fault_row{"several, in the order of the rows",
                  {{town, "3", "2021", 101}, {"x", "1", "2021", 1}, {town, "2", "2021", -1}},
                  {at(1, "3", "2021", "expected at most 100 %, found 101 % [above-limit]"),
                   "rows:2: error: expected the code of a listed area, found 'x' [unknown-area]",
                   at(3, "2", "2021", "expected at least 0 人, found -1 人 [below-limit]")}}));

INSTANTIATE_TEST_SUITE_P(
    Values, PivotFault,
    testing::Values(
        fault_row{"infinite",
                  {{town, "1", "2021", inf}, {town, "1", "2020", -inf}},
                  {at(1, "1", "2021", "expected a finite number, found inf [not-finite]"),
                   at(2, "1", "2020", "expected a finite number, found -inf [not-finite]")}},
        fault_row{"beyond its limit",
                  {{town, "3", "2021", 103}},
                  {at(1, "3", "2021", "expected at most 100 %, found 103 % [above-limit]")}},
        fault_row{"two forms",
                  {{town, "1", "2021-M01", 1}, {town, "1", "2021-M02YTD", 1}},
                  {at(2, "1", "2021-M02YTD",
                      "expected single figures, as in row 1, found 2021-M02YTD [mixed-forms]")}},
        fault_row{"year-to-date of a stock",
                  {{town, "2", "2021-M02YTD", 1}},
                  {at(1, "2", "2021-M02YTD",
                      "a stock is a level at a date and has no year-to-date, found 2021-M02YTD "
                      "[mixed-forms]")}}));

INSTANTIATE_TEST_SUITE_P(
    Duplicates, PivotFault,
    testing::Values(
        fault_row{"the same",
                  {{town, "1", "2021", 3}, {town, "2", "2021", 3}, {town, "1", "2021", 3}},
                  {at(3, "1", "2021", "the same figure stands in row 1 [duplicate-row]")}},
        fault_row{"another",
                  {{town, "1", "2021", 3}, {town, "1", "2021", 4}},
                  {at(2, "1", "2021",
                      "expected one figure, found 4 元 here and 3 元 in row 1 "
                      "[contradicting-rows]")}},
        fault_row{"a figure and an empty row",
                  {{town, "1", "2021", 3}, {town, "1", "2021", std::nullopt}},
                  {at(2, "1", "2021",
                      "expected one figure, found no figure here and 3 元 in row 1 "
                      "[contradicting-rows]")}},
        fault_row{"two spellings of one area",
                  {{"990121101", "1", "2021", 3}, {town, "1", "2021", 3}},
                  {at(2, "1", "2021", "the same figure stands in row 1 [duplicate-row]")}}));

TEST(PivotFaults, OfCodesOutsideTheDictionaryAreSaid) {
  const std::vector<std::string_view> words = {"1", "2"};
  const std::vector<std::int8_t> codes = {0, 2, -1};
  const std::vector<std::int64_t> towns(3, 990121101000);
  const std::vector<std::int16_t> when = {2020, 2021, 2022};
  const std::vector<double> values = {1, 2, 3};
  long_columns rows;
  rows.areas = towns;
  rows.indicators = dictionary_codes<std::int8_t>{codes, words};
  rows.periods = when;
  rows.values = values;
  EXPECT_EQ(faults_of(rows),
            (texts{"rows:2: error: expected a code below 2, as the dictionary has them, found 2 "
                   "[unknown-indicator]",
                   "rows:3: error: expected a code below 2, as the dictionary has them, found -1 "
                   "[unknown-indicator]"}));
}

TEST(PivotFaults, AreKeptToTheLimitAndCounted) {
  std::vector<long_row> rows;
  for (int i = 0; i < 20; ++i) rows.push_back({"x" + std::to_string(i), "1", "2021", 1});
  for (int i = 0; i < 5; ++i) rows.push_back({town, "1", "2021", 1});
  const columns list(rows, key_form::zero_padded_text, key_form::int16, key_form::int16);
  pivot_options how = given();
  how.fault_limit = 7;
  how.name = "figures";
  try {
    pivot(list.view(), how);
    FAIL();
  } catch (const input_error& e) {
    EXPECT_EQ(e.faults().errors(), 24U);
    EXPECT_EQ(e.faults().kept().size(), 7U);
    EXPECT_EQ(e.where().file, "figures");
    EXPECT_EQ(e.where().line, 1);
  }
}

TEST(PivotFaults, OfASpanThatCannotBeHeldNameItsEnds) {
  std::vector<std::int64_t> codes(80'000);
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::int64_t>(i);
  std::vector<std::string> periods(codes.size(), "2021-M01");
  periods[4] = "9999-M12";
  periods[7] = "0001-M01";
  const written_keys when(periods, key_form::code8);
  const std::vector<std::int16_t> ids(codes.size(), 1);
  const std::vector<double> values(codes.size(), 1);
  long_columns rows;
  rows.areas = codes;
  rows.indicators = ids;
  rows.periods = when.column();
  rows.values = values;
  try {
    pivot(rows);
    FAIL();
  } catch (const error& e) {
    EXPECT_STREQ(
        e.what(),
        "rows: the figures run from 0001-M01 in row 8 to 9999-M12 in row 5: 119988 periods "
        "of 1 indicators for 80000 areas cannot be held [too-large]");
  }
}

TEST(PivotCall, ThatDoesNotFitIsAnErrorAtOnce) {
  const columns list(years, key_form::zero_padded_text, key_form::int16, key_form::int16);
  const auto message = [&](const std::function<void(long_columns&, pivot_options&)>& change) {
    long_columns rows = list.view();
    pivot_options how = given();
    change(rows, how);
    try {
      pivot(rows, how);
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::invalid_argument);
      return e.message();
    }
    return std::string("none");
  };
  EXPECT_EQ(message([](long_columns& rows, pivot_options&) { rows.values = rows.values.first(4); }),
            "expected columns of one length, found 4 values and 5 areas");
  EXPECT_EQ(message([](long_columns& rows, pivot_options&) {
              rows.periods = std::get<std::span<const std::int16_t>>(rows.periods).first(3);
            }),
            "expected columns of one length, found 5 values and 3 periods");
  EXPECT_EQ(message([](long_columns& rows, pivot_options&) {
              std::get<fixed_texts>(rows.areas).width = 0;
            }),
            "expected texts of one width, found 60 bytes of areas in texts of 0");
  EXPECT_EQ(message([](long_columns& rows, pivot_options&) {
              std::get<fixed_texts>(rows.areas).width = 13;
            }),
            "expected texts of one width, found 60 bytes of areas in texts of 13");
  EXPECT_EQ(message([](long_columns&, pivot_options& how) { how.threads = 0; }),
            "expected at least one thread, found 0");
}

TEST(PivotMemory, ComesFromTheArena) {
  arena memory;
  std::vector<std::int64_t> codes(30'000);
  std::vector<std::int32_t> ids(30'000);
  const std::vector<std::int16_t> when(30'000, 2021);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    codes[i] = static_cast<std::int64_t>(i);
    ids[i] = static_cast<std::int32_t>(i % 20);
  }
  const std::vector<double> values(30'000, 1);
  long_columns rows;
  rows.areas = codes;
  rows.indicators = ids;
  rows.periods = when;
  rows.values = values;
  pivot_options how;
  how.memory = &memory;
  { EXPECT_EQ(pivot(rows, how).reported(), 30'000U); }
  EXPECT_GE(memory.kept(), 30'000U * 20 * sizeof(double));
  // What is handed out again holds the numbers of before, which must not shine through.
  ids.assign(30'000, 7);
  const panel again = pivot(rows, how);
  EXPECT_EQ(again.reported(), 30'000U);
  EXPECT_EQ(again.blocks()[0].indicators().size(), 1U);
}

TEST(Pivot, FigureOfAnAreaThatIsNotThereIsAFault) {
  pivot_options how = given();
  how.areas = std::make_shared<const area_tree>(
      how.areas->with_validity({{1, {{}, date::make(2021, 1, 1)}}}));
  const std::vector<long_row> rows = {{"990121102000", "1", "2020", 1},
                                      {"990121102000", "1", "2021", 2},
                                      {"990121102000", "1", "2022", std::nullopt}};
  EXPECT_EQ(faults_of(columns(rows, key_form::zero_padded_text, key_form::zero_padded_text,
                              key_form::zero_padded_text)
                          .view(),
                      how),
            texts{"rows:2, indicator '1', area 990121102000, period 2021: error: expected a period "
                  "in which there is the area 990121102000, valid [..., 2021-01-01), found 2021 "
                  "[area-not-valid]"});
}

}  // namespace
}  // namespace zhibiao
