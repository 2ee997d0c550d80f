#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/over_time.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

indicator define(std::string id, indicator_kind kind, time_aggregation over_time) {
  indicator i;
  i.id = std::move(id);
  i.kind = kind;
  i.over_time = over_time;
  i.limits = {0, 1000};
  return i;
}

class OverTime : public testing::Test {
 protected:
  OverTime() : builder_(make_catalog(), make_areas()) {}

  static catalog make_catalog() {
    indicator rate = define("rate", indicator_kind::rate, time_aggregation::ratio_of_sums);
    rate.numerator = "visits_inside";
    rate.denominator = "visits";
    rate.unit = percent();
    rate.limits = {0, 100};
    rate.over_areas = area_aggregation::ratio_of_sums;
    return catalog::make({define("visits", indicator_kind::flow, time_aggregation::sum),
                          define("visits_inside", indicator_kind::flow, time_aggregation::sum),
                          define("persons", indicator_kind::stock, time_aggregation::last),
                          define("once", indicator_kind::index, time_aggregation::none), rate});
  }
  static area_tree make_areas() {
    std::vector<area> areas(1);
    areas[0].code = "990121101000";
    areas[0].name = "XX镇";
    return area_tree::make(std::move(areas));
  }

  void add(const char* id, int year, int quarter, double value) {
    builder_.add("990121101000", id, period::make(frequency::quarter, year, quarter), value);
  }

  /// The year's value, or none.
  static result_cell year_value(const panel& p, const char* id, int year) {
    request r;
    r.indicators = {id};
    r.periods = {period::make(frequency::year, year, 1)};
    const result_set s = evaluate(p, r);
    return s.find(0, p.catalog().at(id), r.periods[0], measure::value).value();
  }

  panel_builder builder_;
};

TEST_F(OverTime, FlowIsTheSumOfItsQuarters) {
  for (int q = 1; q <= 4; ++q) add("visits", 2021, q, 10.0 * q);
  const result_cell c = year_value(over_time(builder_.build(), frequency::year), "visits", 2021);
  EXPECT_EQ(c.why, status::ok);
  EXPECT_EQ(c.value, 100);
}

TEST_F(OverTime, FlowWithAMissingQuarterIsNotReported) {
  for (int q : {1, 2, 4}) add("visits", 2021, q, 10.0);
  add("persons", 2021, 4, 7);
  const panel p = over_time(builder_.build(), frequency::year);
  EXPECT_EQ(year_value(p, "visits", 2021).why, status::not_reported);
}

TEST_F(OverTime, FlowOfAnUnfinishedYearIsNotReported) {
  for (int q = 1; q <= 4; ++q) add("visits", 2020, q, 1.0);
  for (int q = 1; q <= 3; ++q) add("visits", 2021, q, 1.0);
  const panel p = over_time(builder_.build(), frequency::year);
  EXPECT_EQ(year_value(p, "visits", 2020).value, 4);
  EXPECT_EQ(year_value(p, "visits", 2021).why, status::not_reported);
}

TEST_F(OverTime, StockIsTheLastQuarterAndNeverAnEarlierOne) {
  add("persons", 2020, 4, 750);
  add("persons", 2021, 3, 760);
  add("persons", 2022, 4, 751);
  const panel p = over_time(builder_.build(), frequency::year);
  EXPECT_EQ(year_value(p, "persons", 2020).value, 750);
  EXPECT_EQ(year_value(p, "persons", 2021).why, status::not_reported);
  EXPECT_EQ(year_value(p, "persons", 2022).value, 751);
}

TEST_F(OverTime, RateComesFromItsPartsAddedOverTheYear) {
  for (int q = 1; q <= 4; ++q) {
    add("visits", 2021, q, q == 4 ? 700 : 100);
    add("visits_inside", 2021, q, q == 4 ? 70 : 90);
  }
  const result_cell c = year_value(over_time(builder_.build(), frequency::year), "rate", 2021);
  EXPECT_EQ(c.why, status::ok);
  EXPECT_EQ(c.value, 34);  // 340 of 1000; the mean of the quarterly rates would be 70
}

TEST_F(OverTime, NoneMakesNothing) {
  for (int q = 1; q <= 4; ++q) add("once", 2021, q, 1.0);
  const panel p = over_time(builder_.build(), frequency::year);
  EXPECT_EQ(p.find_block(frequency::year, form::single), nullptr);
}

TEST_F(OverTime, ReportedYearStays) {
  for (int q = 1; q <= 4; ++q) add("visits", 2021, q, 10.0);
  builder_.add("990121101000", "visits", period::make(frequency::year, 2021, 1), 41);
  EXPECT_EQ(year_value(over_time(builder_.build(), frequency::year), "visits", 2021).value, 41);
}

TEST_F(OverTime, BoundsAddAndASumMayExceedTheLimitsOfOneFigure) {
  for (int q = 1; q <= 4; ++q) {
    observation o;
    o.indicator = builder_.catalog().at("visits");
    o.period = period::make(frequency::quarter, 2021, q);
    o.value = parse_quantity("300余");
    builder_.add(o);
  }
  const result_cell c = year_value(over_time(builder_.build(), frequency::year), "visits", 2021);
  EXPECT_EQ(c.why, status::bounded);
  EXPECT_EQ(c.value, 1200);
  EXPECT_EQ(c.known, (interval{1200, 1600, true, true}));
}

TEST_F(OverTime, NothingFinerIsAnError) {
  builder_.add("990121101000", "visits", period::make(frequency::year, 2021, 1), 41);
  try {
    over_time(builder_.build(), frequency::year);
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::invalid_argument);
  }
}

TEST_F(OverTime, EarlierFiguresAndRemarksAreKept) {
  observation o;
  o.indicator = builder_.catalog().at("persons");
  o.period = period::make(frequency::quarter, 2021, 4);
  o.value = parse_quantity("700余");
  o.printed = "700余";
  o.note = "年末";
  builder_.add(o);
  const panel before = builder_.build();
  const panel after = over_time(before, frequency::year);
  const panel_block* quarters = after.find_block(frequency::quarter, form::single);
  ASSERT_NE(quarters, nullptr);
  const remark* said = quarters->find_remark(0, 0, 0);
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->printed, "700余");
  EXPECT_EQ(said->note, "年末");
  EXPECT_EQ(year_value(after, "persons", 2021).why, status::bounded);
}

}  // namespace
}  // namespace zhibiao
