#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/section_shape.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;

panel two_blocks() {
  hand_panel h;
  h.set("A", "amount", "2020", "50").set("A", "amount", "2021", "60");
  h.set("B", "persons", "2021-M02", "7");
  return h.build();
}

request two_measures() {
  request r;
  r.measures = {measure::year_on_year, measure::value};
  return r;
}

TEST(PlanSections, TellsWhatEvaluateGives) {
  const panel p = two_blocks();
  const request r = two_measures();
  const std::vector<section_shape> shapes = plan_sections(p, r);
  const result_set results = evaluate(p, r);
  ASSERT_EQ(shapes.size(), results.sections().size());
  for (std::size_t n = 0; n < shapes.size(); ++n) {
    const result_section& s = results.sections()[n];
    EXPECT_EQ(shapes[n].measure, s.measure());
    EXPECT_TRUE(std::ranges::equal(shapes[n].indicators, s.indicators()));
    EXPECT_TRUE(std::ranges::equal(shapes[n].areas, s.areas()));
    EXPECT_TRUE(std::ranges::equal(shapes[n].periods, s.periods()));
    EXPECT_EQ(shapes[n].cells(), s.values().size());
  }
  EXPECT_EQ(shapes[0].cells(), 8U);
}

TEST(PlanSections, FindsTheFaultsOfTheCall) {
  request r;
  r.indicators = {"amonut"};
  EXPECT_THROW(plan_sections(two_blocks(), r), error);
}

TEST(Outputs, TakeTheCells) {
  const panel p = two_blocks();
  request r;
  r.measures = {measure::year_on_year};
  r.areas = {"A"};
  r.indicators = {"amount"};
  r.periods = {parse_period("2020"), parse_period("2021")};
  double values[2] = {-1, -1};
  status why[2] = {};
  r.outputs = {{values, why}};
  const result_set results = evaluate(p, r);
  EXPECT_EQ(values[1], 20);
  EXPECT_EQ(why[0], status::base_not_reported);
  EXPECT_EQ(why[1], status::ok);
  EXPECT_EQ(results.sections()[0].values().data(), values);
  EXPECT_EQ(results.sections()[0].at(0, 0, 1).value, 20);
}

std::string fault_of(const panel& p, const request& r) {
  try {
    evaluate(p, r);
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::invalid_argument);
    return std::string(e.message());
  }
  return "none";
}

TEST(Outputs, MustFit) {
  const panel p = two_blocks();
  request r = two_measures();
  std::vector<double> values(8);
  std::vector<status> why(8);
  r.outputs = {{values, why}};
  EXPECT_EQ(fault_of(p, r), "expected memory for 4 sections, found 1");
  const std::span<double> four(values.data(), 4);
  const std::span<status> four_reasons(why.data(), 4);
  r.outputs = {{values, why}, {four, four_reasons}, {four, why}, {four, four_reasons}};
  EXPECT_EQ(fault_of(p, r), "expected memory for 8 cells of value, found 4");
  r.outputs[2] = {values, four_reasons};
  EXPECT_EQ(fault_of(p, r), "expected memory for 8 cells of value, found 4");
  r.outputs[2] = {values, why};
  EXPECT_EQ(fault_of(p, r), "none");
}

/// One figure in each of a million cells.
panel large_panel() {
  std::vector<area> list(1001);
  list[0].code = list[0].level = "county";
  list[0].parent = "";
  for (std::size_t n = 1; n < list.size(); ++n) {
    list[n].code = "t" + std::to_string(n);
    list[n].level = "town";
    list[n].parent = "county";
  }
  panel_builder b(catalog::make({test::define("amount", indicator_kind::flow, "元")}),
                  area_tree::make(std::move(list)));
  for (area_index town = 0; town < b.areas().leaf_count(); ++town) {
    b.add(town, 0, period::make(frequency::year, 1000 + static_cast<int>(town), 1), 1);
  }
  return b.build();
}

TEST(Memory, GoesBackToTheArena) {
  const panel p = large_panel();
  arena memory;
  request r;
  r.memory = &memory;
  auto results = std::make_unique<result_set>(evaluate(p, r));
  const std::size_t working = memory.kept();
  results.reset();
  EXPECT_GE(memory.kept(), working + 8 * 1000 * 1000);
  const double* before = evaluate(p, r).sections()[0].values().data();
  EXPECT_EQ(evaluate(p, r).sections()[0].values().data(), before);
}

}  // namespace
}  // namespace zhibiao
