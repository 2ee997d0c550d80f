#include <zhibiao/report/number_text.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <ostream>
#include <string>

namespace zhibiao {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct number_row {
  double value;
  int places;
  const char* text;
  friend std::ostream& operator<<(std::ostream& out, const number_row& row) {
    return out << row.value << " to " << row.places << " places";
  }
};

class NumberText : public testing::TestWithParam<number_row> {};
TEST_P(NumberText, IsRoundedOnceAndGrouped) {
  EXPECT_EQ(number_text(GetParam().value, GetParam().places), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, NumberText,
    testing::Values(number_row{3667070, 0, "3,667,070"}, number_row{751, 0, "751"},
                    number_row{999, 0, "999"}, number_row{1000, 0, "1,000"},
                    number_row{999.5, 0, "1,000"}, number_row{-1234.5, 1, "-1,234.5"},
                    number_row{-123, 0, "-123"}, number_row{2.675, 2, "2.68"},
                    number_row{98.5, 0, "99"}, number_row{-0.04, 1, "0.0"},
                    number_row{1e15, 0, "1,000,000,000,000,000"}, number_row{0, 2, "0.00"},
                    number_row{nan, 1, ""}, number_row{inf, 1, ""}));

class ChangeText : public testing::TestWithParam<number_row> {};
TEST_P(ChangeText, HasASignUnlessThereIsNoChange) {
  EXPECT_EQ(change_text(GetParam().value, GetParam().places), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Rows, ChangeText,
                         testing::Values(number_row{2.34, 1, "+2.3"}, number_row{-2.35, 1, "-2.4"},
                                         number_row{0, 1, "0.0"}, number_row{0.04, 1, "+0.04"},
                                         number_row{-0.04, 1, "-0.04"}, number_row{nan, 1, ""},
                                         number_row{1234.56, 1, "+1,234.6"}));

TEST(ShortestPlaces, AreThoseThatReadBack) {
  EXPECT_EQ(shortest_places(0), 0);
  EXPECT_EQ(shortest_places(-78.125), 3);
  EXPECT_EQ(shortest_places(1200), 0);
  EXPECT_EQ(shortest_places(1e22), 0);
  EXPECT_EQ(shortest_places(2.5e-3), 4);
  EXPECT_EQ(shortest_places(1.0 / 30000), 21);
  EXPECT_EQ(shortest_places(nan), 0);
  EXPECT_EQ(shortest_places(inf), 0);
}

TEST(PlacesToSee, IsEnoughForTheFirstDigit) {
  EXPECT_EQ(places_to_see(0.043, 1), 2);
  EXPECT_EQ(places_to_see(-0.0004, 0), 4);
  EXPECT_EQ(places_to_see(0.07, 1), 1);
  EXPECT_EQ(places_to_see(5, 0), 0);
  EXPECT_EQ(places_to_see(0, 1), 1);
  EXPECT_EQ(places_to_see(1e-12, 1), 7);
}

struct interval_row {
  interval known;
  interval limits;
  int places;
  const char* text;
  friend std::ostream& operator<<(std::ostream& out, const interval_row& row) {
    return out << row.text;
  }
};
class IntervalText : public testing::TestWithParam<interval_row> {};
TEST_P(IntervalText, SaysWhatIsKnown) {
  EXPECT_EQ(interval_text(GetParam().known, GetParam().limits, GetParam().places), GetParam().text);
}
constexpr interval rate{0, 100, false, false};
constexpr interval from_zero{0, inf, false, true};
INSTANTIATE_TEST_SUITE_P(
    Rows, IntervalText,
    testing::Values(
        interval_row{{9800, 9900, true, true}, from_zero, 0, "(9,800, 9,900)"},
        interval_row{{77.5, 78.5, false, true}, rate, 1, "[77.5, 78.5)"},
        interval_row{{98, 100, false, false}, rate, 1, "≥ 98.0"},
        interval_row{{98, 100, true, false}, rate, 1, "> 98.0"},
        interval_row{{6, inf, false, true}, from_zero, 0, "≥ 6"},
        interval_row{{0, 500, false, true}, from_zero, 0, "< 500"},
        interval_row{{0, 500, false, false}, from_zero, 0, "≤ 500"},
        interval_row{{0, 100, false, false}, rate, 0, "[0, 100]"},
        // An end that is not the natural limit is never left out.
        interval_row{{0, 99, true, false}, rate, 0, "(0, 99]"},
        interval_row{{-inf, inf, true, true}, {}, 0, "(-∞, ∞)"},
        interval_row{{0, inf, false, true}, from_zero, 0, "[0, ∞)"},
        // More digits than are shown: as they are if few, else rounded outwards.
        interval_row{{77.25, 78.75, false, true}, rate, 0, "[77.25, 78.75)"},
        interval_row{{66.66667, 71.42857, false, false}, rate, 1, "(66.66, 71.43)"},
        interval_row{{-71.42857, -66.66667, true, true}, {}, 0, "(-71.5, -66.6)"},
        // More digits than a decimal has.
        interval_row{{1.0 / 30000, 1.0 / 75000 + 1, true, true}, {}, 2, "(0.000, 1.001)"},
        interval_row{{-1.0 / 30000, 0, true, false}, {}, 1, "(-0.01, 0.0]"},
        interval_row{{1e20, inf, false, true}, {}, 0, "≥ 100,000,000,000,000,000,000"}));

indicator rate_indicator() {
  indicator i;
  i.kind = indicator_kind::rate;
  i.unit = percent();
  i.decimals = 1;
  i.limits = rate;
  return i;
}

result_cell cell_of(measure m, double value, status why = status::ok) {
  result_cell c;
  c.measure = m;
  c.value = value;
  c.why = why;
  c.known = exactly(value);
  return c;
}

TEST(CellText, NumbersTakeTheFormOfTheirMeasure) {
  const indicator i = rate_indicator();
  EXPECT_EQ(cell_text(cell_of(measure::value, 78.125), i, language::zh), "78.1");
  EXPECT_EQ(cell_text(cell_of(measure::value, 78.125), i, language::zh, true), "78.1 %");
  EXPECT_EQ(cell_text(cell_of(measure::year_on_year, 2.3), i, language::zh, true), "+2.3个百分点");
  EXPECT_EQ(cell_text(cell_of(measure::year_on_year, 2.3), i, language::en, true), "+2.3 pp");
  EXPECT_EQ(cell_text(cell_of(measure::gap, 2.3), i, language::zh), "2.3");
  EXPECT_EQ(cell_text(cell_of(measure::completion, 97.96), i, language::en, true), "98.0 %");
}

TEST(CellText, VerdictsAreWords) {
  const indicator i = rate_indicator();
  EXPECT_EQ(cell_text(cell_of(measure::verdict, 1), i, language::zh), "达标");
  EXPECT_EQ(cell_text(cell_of(measure::verdict, 0), i, language::en), "not met");
}

TEST(CellText, BoundsAreIntervalsWithTheUnit) {
  result_cell c = cell_of(measure::value, 98, status::bounded);
  c.known = {98, 100, false, false};
  EXPECT_EQ(cell_text(c, rate_indicator(), language::zh, true), "≥ 98.0 %");
  c.measure = measure::gap;
  c.known = {-2, 0, false, false};
  EXPECT_EQ(cell_text(c, rate_indicator(), language::zh), "[-2.0, 0.0]");
}

TEST(CellText, WithoutANumberTheStatusIsInWords) {
  for (const status s : all_statuses()) {
    if (has_number(s)) continue;
    EXPECT_EQ(cell_text(cell_of(measure::value, nan, s), rate_indicator(), language::en),
              describe(s, language::en));
  }
}

TEST(NumberWithUnit, FollowsTheLanguage) {
  const unit household = parse_unit("户");
  EXPECT_EQ(number_with_unit("422", household, language::zh), "422户");
  EXPECT_EQ(number_with_unit("422", household, language::en), "422 household");
  EXPECT_EQ(number_with_unit("78", percent(), language::zh), "78 %");
  EXPECT_EQ(number_with_unit("1.5", percentage_point(), language::en), "1.5 pp");
  EXPECT_EQ(number_with_unit("1.5", unit{}, language::zh), "1.5");
  EXPECT_EQ(number_with_unit("", household, language::zh), "");
}

}  // namespace
}  // namespace zhibiao
