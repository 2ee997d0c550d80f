#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/targets.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

namespace zhibiao {
namespace {

using enum measure;
using test::hand_panel;
using test::wanted_of;

result_cell cell(const panel& p, measure m, std::string_view indicator, const targets& plan,
                 std::optional<double> change = {}) {
  request r;
  r.measures = {m};
  r.indicators = {std::string(indicator)};
  r.areas = {"K1"};
  r.periods = {parse_period("2021")};
  r.targets = &plan;
  r.method.admissible_change = change;
  return evaluate(p, r)
      .find(p.areas().at("K1"), p.catalog().at(indicator), parse_period("2021"), m)
      .value();
}

/// C has not reported; nothing less than 0 can come.
panel sums() {
  return hand_panel()
      .set("A", "amount", "2020", "50")
      .set("B", "amount", "2020", "30")
      .set("C", "amount", "2020", "20")
      .set("A", "amount", "2021", "60")
      .set("B", "amount", "2021", "30")
      .build();
}

targets wanted(const panel& p, std::string_view indicator, comparison how, double goal) {
  return targets::make({wanted_of(p, "K1", indicator, "2021", how, goal)});
}

TEST(LateReport, WhatIsReachedIsSurelyMet) {
  const panel p = sums();
  const targets reached = wanted(p, "amount", comparison::at_least, 90);
  EXPECT_EQ(cell(p, outlook, "amount", reached).value, 1);
  EXPECT_EQ(cell(p, outlook, "amount", reached).why, status::ok);
  EXPECT_EQ(cell(p, worst_case, "amount", reached).value, 90);
  EXPECT_EQ(cell(p, worst_case, "amount", reached).why, status::partial);
  // Nothing holds what C may report.
  EXPECT_EQ(cell(p, best_case, "amount", reached).why, status::undetermined);
  EXPECT_EQ(cell(p, outlook, "amount", wanted(p, "amount", comparison::at_least, 91)).why,
            status::undetermined);
  EXPECT_EQ(cell(p, outlook, "amount", wanted(p, "amount", comparison::at_most, 89)).value, 0);
}

TEST(LateReport, LastYearHoldsWhatMayCome) {
  const panel p = sums();
  const auto is = [&](double goal) {
    return cell(p, outlook, "amount", wanted(p, "amount", comparison::at_least, goal), 0.5);
  };
  EXPECT_EQ(is(100).value, 1);
  EXPECT_EQ(is(100.1).why, status::undetermined);
  EXPECT_EQ(is(120).why, status::undetermined);
  EXPECT_EQ(is(120.1).value, 0);
  const targets plan = wanted(p, "amount", comparison::at_least, 100);
  EXPECT_EQ(cell(p, best_case, "amount", plan, 0.5).value, 120);
  EXPECT_EQ(cell(p, worst_case, "amount", plan, 0.5).value, 100);
}

TEST(LateReport, OfALimitLessIsBetter) {
  const panel p = sums();
  const targets plan = wanted(p, "amount", comparison::at_most, 110);
  EXPECT_EQ(cell(p, best_case, "amount", plan, 0.5).value, 100);
  EXPECT_EQ(cell(p, worst_case, "amount", plan, 0.5).value, 120);
  EXPECT_EQ(cell(p, best_case, "amount", targets(), 0.5).why, status::out_of_domain);
  EXPECT_EQ(cell(p, outlook, "amount", targets(), 0.5).why, status::no_target);
}

TEST(LateReport, RatesAreHeldByTheirLimitsAndTheLastDenominators) {
  const panel p = hand_panel()
                      .set("C", "persons", "2020", "200")
                      .set("C", "insured", "2020", "190")
                      .set("A", "persons", "2021", "100")
                      .set("A", "insured", "2021", "98")
                      .set("B", "persons", "2021", "1000")
                      .set("B", "insured", "2021", "960")
                      .build();
  const targets plan = wanted(p, "cover", comparison::at_least, 96);
  // 1058 of 1300 and 1258 of 1300
  EXPECT_NEAR(cell(p, worst_case, "cover", plan).value, 81.384615, 1e-6);
  EXPECT_NEAR(cell(p, best_case, "cover", plan).value, 96.769231, 1e-6);
  EXPECT_EQ(cell(p, outlook, "cover", plan).why, status::undetermined);
  EXPECT_EQ(cell(p, outlook, "cover", wanted(p, "cover", comparison::at_least, 97)).value, 0);
  EXPECT_EQ(cell(p, outlook, "cover", wanted(p, "cover", comparison::at_least, 81)).value, 1);
  // 190 of 200, two percent up or down
  EXPECT_NEAR(cell(p, worst_case, "cover", plan, 0.02).value, (1058 + 186.2) / 13, 1e-9);
}

TEST(LateReport, WithoutADenominatorNothingIsKnown) {
  const panel p = hand_panel()
                      .set("A", "persons", "2021", "100")
                      .set("A", "insured", "2021", "98")
                      .set("B", "persons", "2021", "1000")
                      .set("B", "insured", "2021", "960")
                      .build();
  const targets plan = wanted(p, "cover", comparison::at_least, 1);
  for (const measure m : {best_case, worst_case, outlook}) {
    EXPECT_EQ(cell(p, m, "cover", plan).why, status::undetermined) << name(m);
  }
}

TEST(LateReport, WithEveryTownThereIsOneCase) {
  const panel p = hand_panel()
                      .set("A", "amount", "2021", "60")
                      .set("B", "amount", "2021", "30")
                      .set("C", "amount", "2021", "10.5")
                      .build();
  const targets plan = wanted(p, "amount", comparison::at_least, 100);
  EXPECT_EQ(cell(p, best_case, "amount", plan).value, 100.5);
  EXPECT_EQ(cell(p, best_case, "amount", plan).why, status::ok);
  EXPECT_EQ(cell(p, worst_case, "amount", plan).value, 100.5);
  EXPECT_EQ(cell(p, outlook, "amount", plan).value, 1);
}

TEST(LateReport, WhereNobodyReportsThereIsNothingToSay) {
  const panel p = hand_panel().set("A", "amount", "2020", "60").build();
  const targets plan = wanted(p, "amount", comparison::at_least, 0);
  EXPECT_EQ(cell(p, outlook, "amount", plan).why, status::not_reported);
}

}  // namespace
}  // namespace zhibiao
