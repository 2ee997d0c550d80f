#include <zhibiao/panel/panel_builder.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <functional>
#include <limits>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr indicator_index amount = 0;    // flow, 元
constexpr indicator_index persons = 1;   // stock, 人, from 0
constexpr indicator_index rate = 2;      // rate, %, 0 to 100
constexpr indicator_index deaths = 3;    // rate, ‰, above 0 and below 1000
constexpr indicator_index invested = 4;  // flow, 万元, single by the catalogue
constexpr indicator_index share = 5;     // rate without a unit
constexpr indicator_index score = 6;     // index, %
constexpr indicator_index grain = 7;     // flow, 千克

std::shared_ptr<const catalog> indicators() {
  const auto make = [](std::string id, indicator_kind kind, const char* u) {
    indicator i;
    i.id = std::move(id);
    i.kind = kind;
    i.unit = parse_unit(u);
    if (kind != indicator_kind::flow) i.over_areas = area_aggregation::none;
    if (kind != indicator_kind::flow) i.over_time = time_aggregation::last;
    return i;
  };
  std::vector<indicator> list = {
      make("amount", indicator_kind::flow, "元"),     make("persons", indicator_kind::stock, "人"),
      make("rate", indicator_kind::rate, "%"),        make("deaths", indicator_kind::rate, "‰"),
      make("invested", indicator_kind::flow, "万元"), make("share", indicator_kind::rate, ""),
      make("score", indicator_kind::index, "%"),      make("grain", indicator_kind::flow, "千克")};
  list[persons].limits.lower = 0;
  list[rate].limits = {0, 100, false, false};
  list[deaths].limits = {0, 1000, true, true};
  list[invested].form = form::single;
  return std::make_shared<const catalog>(catalog::make(std::move(list)));
}

std::shared_ptr<const area_tree> areas() {
  std::vector<area> list(2);
  list[0].code = "990121101000";
  list[1].code = "990121102000";
  return std::make_shared<const area_tree>(area_tree::make(std::move(list)));
}

panel_builder builder() { return {indicators(), areas()}; }

period p(const char* text) { return parse_period(text); }

observation said(indicator_index i, const char* text, const char* u = nullptr) {
  observation o;
  o.indicator = i;
  o.period = p("2021");
  o.value = parse_quantity(text);
  if (u != nullptr) o.unit = parse_unit(u);
  o.where.line = 5;
  return o;
}

std::vector<std::string> faults_of(panel_builder& b) {
  std::vector<std::string> texts;
  try {
    b.build();
  } catch (const input_error& e) {
    for (const fault& f : e.faults().kept()) texts.push_back(to_string(f));
  }
  return texts;
}

using texts = std::vector<std::string>;

// The only figure of a panel made of one row.
struct cell {
  double value;
  interval known;
  qualifier how;
};
cell only(const observation& o) {
  panel_builder b = builder();
  b.add(o);
  const panel made = b.build();
  const panel_block& block = made.blocks()[0];
  const remark* r = block.find_remark(0, 0, 0);
  return {block.values(0)[0], block.known(0, 0, 0), r != nullptr ? r->how : qualifier::exact};
}

struct figure_row {
  indicator_index indicator;
  const char* text;
  const char* unit;
  double value;
  interval known;
  qualifier how;
};
void PrintTo(const figure_row& r, std::ostream* out) {
  *out << r.text << " beside " << (r.unit ? r.unit : "no unit");
}
class Figure : public testing::TestWithParam<figure_row> {};

TEST_P(Figure, ArrivesInTheIndicatorsUnit) {
  const figure_row& expected = GetParam();
  const cell found = only(said(expected.indicator, expected.text, expected.unit));
  EXPECT_EQ(found.value, expected.value);
  EXPECT_EQ(found.known, expected.known);
  EXPECT_EQ(found.how, expected.how);
}

using enum qualifier;
INSTANTIATE_TEST_SUITE_P(
    Units, Figure,
    testing::Values(
        figure_row{amount, "3667070元", nullptr, 3667070, exactly(3667070), exact},
        figure_row{amount, "12.34", nullptr, 12.34, exactly(12.34), exact},
        figure_row{amount, "12.34", "", 12.34, exactly(12.34), exact},
        figure_row{amount, "12.34", "万元", 123400, exactly(123400), exact},
        figure_row{amount, "0.07", "万元", 700, exactly(700), exact},
        figure_row{amount, "12.34", "万", 123400, exactly(123400), exact},
        figure_row{amount, "4.5亿元", nullptr, 4.5e8, {4.45e8, 4.55e8, false, true}, rounded},
        figure_row{amount, "4.5亿元", "亿元", 4.5e8, {4.45e8, 4.55e8, false, true}, rounded},
        figure_row{amount, "144多万", "元", 1.44e6, {1.44e6, 1.45e6, true, true}, over},
        figure_row{amount, "144多万", nullptr, 1.44e6, {1.44e6, 1.45e6, true, true}, over},
        figure_row{invested, "144多万", "元", 144, {144, 145, true, true}, over},
        figure_row{invested, "3667070", "元", 366.707, exactly(366.707), exact},
        figure_row{grain, "3吨", nullptr, 3000, exactly(3000), exact},
        figure_row{grain, "30斤", nullptr, 15, exactly(15), exact},
        figure_row{grain, "30公斤", "千克", 30, exactly(30), exact},
        figure_row{share, "0.5", nullptr, 0.5, exactly(0.5), exact}));

INSTANTIATE_TEST_SUITE_P(
    Qualifiers, Figure,
    testing::Values(figure_row{rate, "98%以上", nullptr, 98, {98, 100, false, false}, at_least},
                    figure_row{rate, "超过98%", nullptr, 98, {98, 100, true, false}, more_than},
                    figure_row{rate, "5%以内", nullptr, 5, {0, 5, false, false}, at_most},
                    figure_row{rate, "78%", nullptr, 78, {77.5, 78.5, false, true}, rounded},
                    figure_row{rate, "78.13", nullptr, 78.13, exactly(78.13), exact},
                    figure_row{rate, "全覆盖", nullptr, 100, exactly(100), full},
                    figure_row{rate, "全覆盖", "%", 100, exactly(100), full},
                    figure_row{rate, "100%", nullptr, 100, exactly(100), full},
                    figure_row{share, "全覆盖", nullptr, 1, exactly(1), full},
                    figure_row{score, "100%", nullptr, 100, exactly(100), full},
                    figure_row{persons, "无", nullptr, 0, exactly(0), none},
                    figure_row{persons, "422人", nullptr, 422, exactly(422), exact},
                    figure_row{persons, "不足50人", nullptr, 50, {0, 50, false, true}, less_than},
                    figure_row{persons, "30-40人", nullptr, 30, {30, 40, false, false}, between}));

TEST(PanelBuilder, FullIsAThousandPerMille) {
  std::vector<indicator> list(1);
  list[0].id = "x";
  list[0].kind = indicator_kind::rate;
  list[0].unit = parse_unit("‰");
  list[0].over_areas = area_aggregation::none;
  list[0].over_time = time_aggregation::none;
  panel_builder b(std::make_shared<const catalog>(catalog::make(std::move(list))), areas());
  b.add(said(0, "全覆盖"));
  EXPECT_EQ(b.build().blocks()[0].values(0)[0], 1000);
}

TEST(PanelBuilder, MaskedIsEmptyWithItsWords) {
  panel_builder b = builder();
  observation o = said(persons, "XX人");
  o.printed = "XX人";
  b.add(o);
  const panel made = b.build();
  const panel_block& block = made.blocks()[0];
  EXPECT_EQ(std::bit_cast<std::uint64_t>(block.values(0)[0]), reported_empty_bits);
  ASSERT_NE(block.find_remark(0, 0, 0), nullptr);
  EXPECT_EQ(block.find_remark(0, 0, 0)->how, masked);
  EXPECT_EQ(block.find_remark(0, 0, 0)->printed, "XX人");
  EXPECT_EQ(block.known(0, 0, 0), (interval{0, inf, false, false}));
}

TEST(PanelBuilder, StatusMissingEmptiesTheFigure) {
  panel_builder b = builder();
  observation o = said(amount, "3户");
  o.status = observation_status::missing;
  b.add(o);
  const panel made = b.build();
  EXPECT_EQ(std::bit_cast<std::uint64_t>(made.blocks()[0].values(0)[0]), reported_empty_bits);
  EXPECT_EQ(made.blocks()[0].statuses(0)[0], observation_status::missing);
}

TEST(PanelBuilder, SuppressedKeepsItsFigure) {
  panel_builder b = builder();
  observation o = said(amount, "3");
  o.status = observation_status::suppressed;
  b.add(o);
  const panel made = b.build();
  EXPECT_EQ(made.blocks()[0].values(0)[0], 3);
  EXPECT_EQ(made.blocks()[0].statuses(0)[0], observation_status::suppressed);
}

TEST(PanelBuilder, WordsOfAnExactFigureAreARemark) {
  panel_builder b = builder();
  observation o = said(amount, "3");
  o.note = "as audited";
  b.add(o);
  o.area = 1;
  o.note.clear();
  b.add(o);
  const panel made = b.build();
  ASSERT_EQ(made.blocks()[0].remarks(0).size(), 1U);
  EXPECT_EQ(made.blocks()[0].remarks(0)[0].note, "as audited");
  EXPECT_EQ(made.blocks()[0].remarks(0)[0].known, exactly(3));
}

TEST(PanelBuilder, NegativeZeroIsZero) {
  panel_builder b = builder();
  b.add(0, amount, p("2021"), -0.0);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(b.build().blocks()[0].values(0)[0]), 0U);
}

TEST(PanelBuilder, CodesAndIdsMayStandForNumbers) {
  panel_builder b = builder();
  b.add("990121102", "amount", p("2021"), 7);
  EXPECT_EQ(b.build().blocks()[0].values(0)[1], 7);
  EXPECT_THROW(b.add("990121103", "amount", p("2021"), 7), error);
  EXPECT_THROW(b.add("990121102", "amuont", p("2021"), 7), error);
}

TEST(PanelBuilder, IsEmptyAfterBuildingAndAfterFailing) {
  panel_builder b = builder();
  b.add(0, amount, p("2021-M01"), 7);
  EXPECT_EQ(b.build().reported(), 1U);
  EXPECT_EQ(b.build().reported(), 0U);
  b.add(0, amount, p("2021-M01YTD"), inf);
  EXPECT_EQ(faults_of(b).size(), 1U);
  b.add(0, amount, p("2021-M01YTD"), 7);
  EXPECT_EQ(b.build().reported(), 1U);
}

TEST(PanelBuilder, FaultsOfTheCallAreThrownAtOnce) {
  panel_builder b = builder();
  const auto code_of = [&](const std::function<void()>& call) {
    try {
      call();
    } catch (const error& e) {
      return e.code();
    }
    return errc{};
  };
  EXPECT_EQ(code_of([&] { b.add(9, amount, p("2021"), 1); }), errc::invalid_argument);
  EXPECT_EQ(code_of([&] { b.add(0, 99, p("2021"), 1); }), errc::invalid_argument);
  EXPECT_EQ(code_of([&] { b.add(0, amount, period{}, 1); }), errc::not_a_period);
  EXPECT_EQ(code_of([&] { b.add_empty(9, amount, p("2021")); }), errc::invalid_argument);
  EXPECT_EQ(code_of([&] { panel_builder(nullptr, areas()); }), errc::invalid_argument);
  EXPECT_EQ(b.build().reported(), 0U);
}

TEST(PanelBuilder, TakesTheCatalogueAndTheAreasByValue) {
  panel_builder b{catalog(*indicators()), area_tree(*areas())};
  EXPECT_EQ(b.catalog().size(), 8U);
  EXPECT_EQ(b.areas().size(), 2U);
}

struct fault_row {
  const char* rule;
  std::function<void(panel_builder&)> add;
  texts faults;
};
void PrintTo(const fault_row& r, std::ostream* out) { *out << r.rule; }
class RowFault : public testing::TestWithParam<fault_row> {};

TEST_P(RowFault, IsSaidWithItsPlace) {
  panel_builder b = builder();
  b.set_file("o.csv");
  GetParam().add(b);
  EXPECT_EQ(faults_of(b), GetParam().faults);
}

fault_row plain(const char* rule, indicator_index i, double value, std::string fault) {
  return {rule, [=](panel_builder& b) { b.add(0, i, p("2021"), value, 5); }, {std::move(fault)}};
}
fault_row stated(const char* rule, indicator_index i, const char* text, const char* u,
                 std::string fault) {
  return {rule, [=](panel_builder& b) { b.add(said(i, text, u)); }, {std::move(fault)}};
}
std::string at(const char* id, const char* rest, const char* when = "2021",
               const char* line = "5") {
  return std::string("o.csv:") + line + ", indicator '" + id + "', area 990121101000, period " +
         when + ": error: " + rest;
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, RowFault,
    testing::Values(
        plain("NaN", amount, nan, at("amount", "expected a finite number, found NaN [not-finite]")),
        plain("infinity", amount, inf,
              at("amount", "expected a finite number, found inf [not-finite]")),
        plain("minus infinity", amount, -inf,
              at("amount", "expected a finite number, found -inf [not-finite]")),
        plain("above its limit", rate, 103,
              at("rate", "expected at most 100 %, found 103 % [above-limit]")),
        plain("below its limit", persons, -1,
              at("persons", "expected at least 0 人, found -1 人 [below-limit]")),
        plain("at an open upper limit", deaths, 1000,
              at("deaths", "expected less than 1000 ‰, found 1000 ‰ [above-limit]")),
        plain("at an open lower limit", deaths, 0,
              at("deaths", "expected more than 0 ‰, found 0 ‰ [below-limit]")),
        stated("above its limit in another unit", rate, "1003‰", nullptr,
               at("rate", "expected at most 100 %, found 100.3 % [above-limit]")),
        stated("said to be beyond the limit", rate, "超过100%", nullptr,
               at("rate", "expected at most 100 %, found more than 100 % [above-limit]")),
        stated("said to be less than nothing", persons, "不足0人", nullptr,
               at("persons", "expected at least 0 人, found less than 0 人 [below-limit]")),
        stated("none where none cannot be", deaths, "无", nullptr,
               at("deaths", "expected more than 0 ‰, found 0 ‰ [below-limit]"))));

INSTANTIATE_TEST_SUITE_P(
    Units, RowFault,
    testing::Values(
        stated("text in another unit", amount, "422户", nullptr,
               at("amount", "expected a figure in 元, found 422 户 [unit-does-not-fit]")),
        stated("column in another unit", amount, "422", "户",
               at("amount", "expected a figure in 元, found the unit 户 [unit-does-not-fit]")),
        stated("unit where there is none", share, "422户", nullptr,
               at("share", "expected a figure without a unit, found 422 户 [unit-does-not-fit]")),
        stated("scale word twice", invested, "144多万", nullptr,
               at("invested",
                  "expected one scale word, found 万 in the figure and 万元 as the "
                  "unit [unit-does-not-fit]")),
        stated("scale word and column with one", amount, "144多万", "万元",
               at("amount",
                  "expected one scale word, found 万 in the figure and 万元 as the unit "
                  "[unit-does-not-fit]")),
        stated("text and column differ", amount, "3万元", "元",
               at("amount",
                  "expected one unit, found 万元 in the figure and 元 as the unit "
                  "[unit-does-not-fit]")),
        stated("full where it is no rate", persons, "全覆盖", nullptr,
               at("persons",
                  "expected a figure in 人, found 100 %, which only a rate "
                  "can be [unit-does-not-fit]")),
        stated("100% where it is no rate", persons, "100%", nullptr,
               at("persons",
                  "expected a figure in 人, found 100 %, which only a rate "
                  "can be [unit-does-not-fit]"))));

std::function<void(panel_builder&)> two(indicator_index i, const char* first, const char* second) {
  return [=](panel_builder& b) {
    b.add(0, i, p(first), 1, 2);
    b.add(0, i, p(second), 1, 3);
  };
}

INSTANTIATE_TEST_SUITE_P(
    Forms, RowFault,
    testing::Values(
        fault_row{
            "year-to-date behind single",
            two(amount, "2021-M01", "2021-M02YTD"),
            {at("amount", "expected single figures, as at line 2, found 2021-M02YTD [mixed-forms]",
                "2021-M02YTD", "3")}},
        fault_row{"single behind year-to-date",
                  two(amount, "2021-M01YTD", "2021-M02"),
                  {at("amount",
                      "expected year-to-date figures, as at line 2, found 2021-M02 [mixed-forms]",
                      "2021-M02", "3")}},
        fault_row{"frequencies do not mix", two(amount, "2021-Q1YTD", "2021-M02"), {}},
        fault_row{"the whole year has no form", two(amount, "2021-M12YTD", "2021"), {}},
        fault_row{"the catalogue insists",
                  [](panel_builder& b) { b.add(0, invested, p("2021-M02YTD"), 1, 3); },
                  {at("invested",
                      "expected single figures, as the catalogue has it, found 2021-M02YTD "
                      "[mixed-forms]",
                      "2021-M02YTD", "3")}},
        fault_row{"a stock is not cumulative",
                  [](panel_builder& b) { b.add(0, persons, p("2021-M02YTD"), 1, 3); },
                  {at("persons",
                      "a stock is a level at a date and has no year-to-date, found 2021-M02YTD "
                      "[mixed-forms]",
                      "2021-M02YTD", "3")}},
        fault_row{
            "empty rows have a form too",
            [](panel_builder& b) {
              b.add_empty(0, amount, p("2021-M01"), 2);
              b.add_empty(0, amount, p("2021-M01YTD"), 3);
            },
            {at("amount", "expected single figures, as at line 2, found 2021-M01YTD [mixed-forms]",
                "2021-M01YTD", "3")}}));

std::function<void(panel_builder&)> rows(std::vector<observation> list) {
  return [list = std::move(list)](panel_builder& b) {
    std::int64_t line = 2;
    for (observation o : list) {
      o.where.line = line++;
      b.add(o);
    }
  };
}
observation empty_row() {
  observation o = said(amount, "0");
  o.value.reset();
  return o;
}

INSTANTIATE_TEST_SUITE_P(
    Duplicates, RowFault,
    testing::Values(
        fault_row{"rounded and exact",
                  rows({said(amount, "3万元"), said(amount, "30000元", "元")}),
                  {at("amount",
                      "expected one figure, found 30000 元 here and 30000 元 (rounded) at line "
                      "2 [contradicting-rows]",
                      "2021", "3")}},
        fault_row{"the same in two units",
                  rows({said(amount, "3", "万元"), said(amount, "30000")}),
                  {at("amount", "the same figure stands at line 2 [duplicate-row]", "2021", "3")}},
        fault_row{"different",
                  rows({said(amount, "3"), said(amount, "4")}),
                  {at("amount",
                      "expected one figure, found 4 元 here and 3 元 at line 2 "
                      "[contradicting-rows]",
                      "2021", "3")}},
        fault_row{"same number, other qualifier",
                  rows({said(persons, "80余人"), said(persons, "超过80人")}),
                  {at("persons",
                      "expected one figure, found 80 人 (more_than) here and 80 人 (over) at line "
                      "2 [contradicting-rows]",
                      "2021", "3")}},
        fault_row{"same number, other interval",
                  rows({said(persons, "30-40人"), said(persons, "30-50人")}),
                  {at("persons",
                      "expected one figure, found 30 人 (between) here and 30 人 (between) at line "
                      "2 [contradicting-rows]",
                      "2021", "3")}},
        fault_row{"a figure and an empty row",
                  rows({empty_row(), said(amount, "4")}),
                  {at("amount",
                      "expected one figure, found 4 元 here and no figure at line 2 "
                      "[contradicting-rows]",
                      "2021", "3")}},
        fault_row{"two empty rows",
                  rows({empty_row(), empty_row()}),
                  {at("amount", "the same figure stands at line 2 [duplicate-row]", "2021", "3")}},
        fault_row{"three",
                  rows({said(amount, "3"), said(amount, "3"), said(amount, "3")}),
                  {at("amount", "the same figure stands at line 2 [duplicate-row]", "2021", "3"),
                   at("amount", "the same figure stands at line 2 [duplicate-row]", "2021", "4")}},
        fault_row{"lines in no order",
                  [](panel_builder& b) {
                    b.add(0, amount, p("2021"), 3, 9);
                    b.add(0, amount, p("2021"), 4, 2);
                  },
                  {at("amount",
                      "expected one figure, found 3 元 here and 4 元 at line 2 "
                      "[contradicting-rows]",
                      "2021", "9")}},
        fault_row{
            "together with other faults",
            [](panel_builder& b) {
              b.add(0, amount, p("2021"), 3, 2);
              b.add(0, amount, p("2021"), 3, 3);
              b.add(0, rate, p("2021"), 101, 5);
            },
            {at("rate", "expected at most 100 %, found 101 % [above-limit]"),
             at("amount", "the same figure stands at line 2 [duplicate-row]", "2021", "3")}}));

TEST(PanelBuilder, DuplicatesWithoutLinesAreStillNamed) {
  panel_builder b = builder();
  b.add(0, amount, p("2021"), 3);
  b.add(0, amount, p("2021"), 3);
  b.add(1, amount, p("2021"), 3);
  b.add(1, amount, p("2021"), 4);
  EXPECT_EQ(faults_of(b),
            (texts{"indicator 'amount', area 990121101000, period 2021: error: the same figure is "
                   "given twice [duplicate-row]",
                   "indicator 'amount', area 990121102000, period 2021: error: expected one "
                   "figure, found 4 元 here and 3 元 before [contradicting-rows]"}));
}

TEST(PanelBuilder, PlaceOfARowComesBeforeTheFile) {
  panel_builder b = builder();
  b.set_file("o.csv");
  observation o = said(rate, "101");
  o.where = {"other.csv", 8, 4, {}, {}, {}};
  b.add(o);
  EXPECT_EQ(faults_of(b),
            texts{"other.csv:8:4, indicator 'rate', area 990121101000, period 2021: error: "
                  "expected at most 100 %, found 101 % [above-limit]"});
}

TEST(PanelBuilder, FaultsOfCallersComeAlong) {
  panel_builder b = builder();
  b.faults().add(errc::unknown_area, {}, "expected a code");
  b.add(0, amount, p("2021"), inf);
  EXPECT_EQ(faults_of(b).size(), 2U);
}

TEST(PanelBuilder, KeepsAHundredFaultsAndCountsTheRest) {
  panel_builder b = builder();
  for (int i = 0; i < 250; ++i) b.add(0, amount, p("2021"), 1, i + 2);
  try {
    b.build();
    FAIL();
  } catch (const input_error& e) {
    EXPECT_EQ(e.faults().errors(), 249U);
    EXPECT_EQ(e.faults().kept().size(), fault_list::default_limit);
  }
  panel_builder narrow(indicators(), areas(), 3);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 9; ++i) narrow.add(0, amount, p("2021"), inf);
    EXPECT_EQ(faults_of(narrow).size(), 3U);
  }
}

figure_rows columns() {
  figure_rows rows;
  rows.periods = {p("2021"), p("2020")};
  rows.areas = {0, 1, 0};
  rows.indicators = {amount, amount, persons};
  rows.period_codes = {0, 1, 0};
  rows.values = {7.5, reported_empty, -0.0};
  return rows;
}

TEST(PanelBuilder, ColumnsArriveLikeRows) {
  panel_builder b = builder();
  b.add(columns());
  const panel made = b.build();
  EXPECT_EQ(made.reported(), 3U);
  ASSERT_EQ(made.blocks().size(), 1U);
  const panel_block& block = made.blocks()[0];
  EXPECT_EQ(block.first_period(), p("2020"));
  EXPECT_EQ(block.values(0)[1], 7.5);
  EXPECT_TRUE(is_reported_empty(block.values(0)[2]));
  EXPECT_EQ(std::bit_cast<std::uint64_t>(block.values(1)[1]), 0U);
}

TEST(PanelBuilder, RowsOfColumnsHaveTheirLines) {
  const auto build = [](const std::function<void(figure_rows&)>& change) {
    panel_builder b = builder();
    b.set_file("o.csv");
    figure_rows rows = columns();
    rows.values = {nan, 1, -1};
    change(rows);
    b.add(std::move(rows));
    return faults_of(b);
  };
  const auto expected = [](const char* first, const char* third) {
    return texts{at("amount", "expected a finite number, found NaN [not-finite]", "2021", first),
                 at("persons", "expected at least 0 人, found -1 人 [below-limit]", "2021", third)};
  };
  EXPECT_EQ(build([](figure_rows& rows) { rows.first_line = 2; }), expected("2", "4"));
  EXPECT_EQ(build([](figure_rows& rows) {
              rows.first_line = 2;
              rows.line_offsets = {0, 5, 9};
            }),
            expected("2", "11"));
  EXPECT_EQ(build([](figure_rows&) {})[0].substr(0, 6), "o.csv,");
}

TEST(PanelBuilder, ColumnsThatDoNotFitAddNothing) {
  panel_builder b = builder();
  const auto message = [&](const std::function<void(figure_rows&)>& change) -> std::string {
    figure_rows rows = columns();
    change(rows);
    try {
      b.add(std::move(rows));
    } catch (const error& e) {
      return e.what();
    }
    return "none";
  };
  EXPECT_EQ(message([](figure_rows& rows) { rows.areas.pop_back(); }),
            "expected columns of one length, found 3 values and 2 areas [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.indicators.push_back(0); }),
            "expected columns of one length, found 3 values and 4 indicators [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.period_codes.clear(); }),
            "expected columns of one length, found 3 values and 0 period codes [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.line_offsets = {1}; }),
            "expected columns of one length, found 3 values and 1 line offsets [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.areas[2] = 2; }),
            "expected an area below 2, found 2 [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.indicators[2] = 8; }),
            "expected an indicator below 8, found 8 [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.period_codes[2] = 2; }),
            "expected a period code below 2, found 2 [invalid-argument]");
  EXPECT_EQ(message([](figure_rows& rows) { rows.periods[1] = {}; }),
            "expected a period, found none [not-a-period]");
  EXPECT_EQ(b.build().reported(), 0U);
}

std::shared_ptr<const area_tree> many_areas() {
  std::vector<area> list;
  for (int i = 0; i < 80'000; ++i) {
    area a;
    a.code = "t" + std::to_string(i);
    list.push_back(std::move(a));
  }
  return std::make_shared<const area_tree>(area_tree::make(std::move(list)));
}

TEST(PanelBuilder, SpanThatCannotBeHeldNamesItsEnds) {
  panel_builder b(indicators(), many_areas());
  b.set_file("o.csv");
  b.add(0, amount, p("0001-M01"), 1, 9);
  b.add(1, amount, p("0001-M01"), 1, 3);
  b.add(0, amount, p("2021-M01"), 1, 4);
  b.add(1, amount, p("9999-M12"), 1, 8);
  b.add(2, amount, p("9999-M12"), 1, 5);
  try {
    b.build();
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::too_large);
    EXPECT_STREQ(e.what(),
                 "o.csv: the figures run from 0001-M01 at line 3 to 9999-M12 at line 5: 119988 "
                 "periods of 1 indicators for 80000 areas cannot be held [too-large]");
  }
}

// One period more than 2^30 cells have room for is refused before anything is taken.
TEST(PanelBuilder, SpanIsHeldUpToEightGibibytes) {
  panel_builder b(indicators(), many_areas());
  b.add(0, amount, p("0903-M07"), 1);
  b.add(0, amount, p("2021-M12"), 1);
  try {
    b.build();
    FAIL();
  } catch (const error& e) {
    EXPECT_STREQ(e.what(),
                 "the figures run from 0903-M07 to 2021-M12: 13422 periods of 1 indicators for "
                 "80000 areas cannot be held [too-large]");
  }
}

}  // namespace
}  // namespace zhibiao
