#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/explain.hpp>
#include <zhibiao/engine/stated_growth.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using test::cell_of;
using test::hand_panel;

/// With the published growth of `amount`.
std::vector<indicator> with_growth() {
  std::vector<indicator> list = test::hand_indicators();
  indicator g = test::define("amount_growth", indicator_kind::growth, "%", area_aggregation::none);
  g.over_time = time_aggregation::none;
  g.of = "amount";
  list.push_back(std::move(g));
  return list;
}

hand_panel two_years(const char* growth) {
  hand_panel h(with_growth());
  h.set("A", "amount", "2017", "29047.6").set("A", "amount", "2018", "27298.3");
  h.set("A", "amount_growth", "2018", growth);
  return h;
}

TEST(StatedGrowth, OnAComparableBasisDiffersFromTheFigures) {
  // Industrial profits of January to May 2018: -6.0 % by the published levels, officially +16.5 %.
  const std::vector<stated_growth> found = compare_stated_growth(two_years("16.5").build());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].agrees);
  EXPECT_FALSE(found[0].same_sign);
  EXPECT_NEAR(found[0].computed.lower, -6.022, 1e-3);
  EXPECT_NEAR(found[0].stated.lower, 16.45, 1e-12);
}

TEST(StatedGrowth, AgreesAtItsPrintedDigits) {
  for (const char* good : {"-6.0", "-6.02", "-6"}) {
    const std::vector<stated_growth> found = compare_stated_growth(two_years(good).build());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found[0].agrees) << good;
    EXPECT_TRUE(found[0].same_sign) << good;
  }
  EXPECT_FALSE(compare_stated_growth(two_years("-6.1").build())[0].agrees);
  EXPECT_TRUE(compare_stated_growth(two_years("-6.1").build())[0].same_sign);
}

TEST(StatedGrowth, WithoutAllFiguresIsNotCompared) {
  hand_panel h(with_growth());
  h.set("A", "amount", "2018", "100").set("A", "amount_growth", "2018", "3");
  h.set("B", "amount", "2017", "0").set("B", "amount", "2018", "100");
  h.set("B", "amount_growth", "2018", "3");
  EXPECT_TRUE(compare_stated_growth(h.build()).empty());
}

TEST(ImpliedBaseMeasure, OfTownsAndTheirCounty) {
  hand_panel h(with_growth());
  h.set("A", "amount", "2018", "110").set("B", "amount", "2018", "60");
  h.set("C", "amount", "2018", "30").set("A", "amount_growth", "2018", "10");
  h.set("K1", "amount_growth", "2018", "25").set("B", "amount_growth", "2018", "-100");
  h.set("C", "amount", "2019", "30").set("A", "amount_growth", "2019", "10");
  const panel p = h.build();
  const auto cell = [&](std::string_view area, std::string_view when = "2018") {
    return cell_of(p, measure::implied_base, area, "amount_growth", when);
  };
  EXPECT_EQ(cell("A").value, 100);
  EXPECT_EQ(cell("K1").value, 160);
  EXPECT_EQ(cell("B").why, status::out_of_domain);
  EXPECT_EQ(cell("C").why, status::not_reported);
  EXPECT_EQ(cell("A", "2019").why, status::not_reported);
  EXPECT_EQ(cell_of(p, measure::implied_base, "A", "amount", "2018").why, status::out_of_domain);
  EXPECT_EQ(to_string(unit_of(cell("A"), p.catalog()[9])), "元");
  request r;
  const explanation e = explain(p, r, p.areas().at("K1"), 9, parse_period("2018"),
                                measure::implied_base, language::en);
  EXPECT_EQ(e.worked, "200 ÷ (1 + 25 ÷ 100) = 160");
  EXPECT_EQ(e.inputs.size(), 2U);
}

TEST(GrowthKind, ChangesInPointsAndIsNeverAggregated) {
  hand_panel h(with_growth());
  h.set("A", "amount_growth", "2017", "3.5").set("A", "amount_growth", "2018", "12.2");
  const panel p = h.build();
  EXPECT_EQ(cell_of(p, measure::year_on_year, "A", "amount_growth", "2018").value, 8.7);
  EXPECT_EQ(cell_of(p, measure::value, "K1", "amount_growth", "2018").why, status::no_weight);
}

TEST(GrowthKind, IsCheckedInTheCatalogue) {
  const auto faults_of = [](auto change) {
    std::vector<indicator> list = with_growth();
    change(list.back());
    try {
      static_cast<void>(catalog::make(std::move(list)));
    } catch (const input_error& e) {
      return e.faults().errors();
    }
    return std::size_t{0};
  };
  EXPECT_EQ(faults_of([](indicator&) {}), 0U);
  EXPECT_EQ(faults_of([](indicator& i) { i.of = "amuont"; }), 1U);
  EXPECT_EQ(faults_of([](indicator& i) { i.of = "cover"; }), 1U);
  EXPECT_EQ(faults_of([](indicator& i) { i.unit = parse_unit("元"); }), 1U);
  EXPECT_EQ(faults_of([](indicator& i) { i.over_time = time_aggregation::sum; }), 1U);
  EXPECT_EQ(faults_of([](indicator& i) { i.kind = indicator_kind::rate; }), 1U);
  EXPECT_EQ(faults_of([](indicator& i) { i.of.clear(); }), 0U);
}

}  // namespace
}  // namespace zhibiao
