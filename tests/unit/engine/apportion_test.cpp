#include <zhibiao/engine/apportion.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::wanted_of;

panel base() {
  return hand_panel()
      .set("A", "amount", "2020", "100")
      .set("B", "amount", "2020", "200")
      .set("C", "amount", "2020", "400")
      .set("A", "persons", "2020", "1")
      .set("B", "persons", "2020", "1")
      .set("C", "persons", "2020", "1")
      .set("A", "persons", "2021", "50")
      .set("B", "persons", "2021", "30")
      .set("C", "persons", "2021", "20")
      .build();
}

std::vector<double> parts(const panel& p, double whole, const apportionment& how) {
  const target t = wanted_of(p, "K1", "amount", "2021", comparison::at_least, whole);
  std::vector<double> numbers;
  for (const target& part : apportion(p, t, how)) {
    EXPECT_EQ(part.wanted.upper, t.wanted.upper);
    numbers.push_back(part.wanted.lower);
  }
  return numbers;
}

TEST(Apportion, ByBaseWeightAndEqually) {
  const panel p = base();
  EXPECT_EQ(parts(p, 770, {}), (std::vector<double>{110, 220, 440}));
  EXPECT_EQ(parts(p, 100, {apportion_by::equal, {}, {}}), (std::vector<double>{34, 33, 33}));
  const apportionment by_persons{apportion_by::weight, p.catalog().at("persons"),
                                 parse_period("2021")};
  EXPECT_EQ(parts(p, 1001, by_persons), (std::vector<double>{501, 300, 200}));
}

// Written in tenths, the target is apportioned in tenths.
TEST(Apportion, InTheDecimalsOfTheTarget) {
  const panel p = base();
  EXPECT_EQ(parts(p, 100.1, {apportion_by::equal, {}, {}}),
            (std::vector<double>{33.4, 33.4, 33.3}));
}

TEST(Apportion, MilestonesToo) {
  const panel p = base();
  target t = wanted_of(p, "K1", "amount", "2021", comparison::at_least, 770);
  t.path = target_path::milestones;
  t.milestones = {{parse_period("2021-S1YTD"), 70}};
  const std::vector<target> towns = apportion(p, t, {});
  EXPECT_EQ(towns[2].milestones[0].value, 40);
}

std::string why_not(const panel& p, const target& t, const apportionment& how = {}) {
  try {
    apportion(p, t, how);
  } catch (const error& e) {
    return e.what();
  }
  return {};
}

TEST(Apportion, WhatCannotBe) {
  const panel p = base();
  const auto at_least = [&](std::string_view area, std::string_view indicator) {
    return wanted_of(p, area, indicator, "2021", comparison::at_least, 10);
  };
  EXPECT_EQ(why_not(p, at_least("A", "amount")),
            "expected the target of an area above the towns [invalid-argument]");
  EXPECT_EQ(why_not(p, at_least("K1", "cover")),
            "expected an indicator that adds up over areas, found 'cover', whose towns have the "
            "target of the area itself [invalid-argument]");
  EXPECT_EQ(why_not(p, wanted_of(p, "K1", "amount", "2021", comparison::within, 10)),
            "expected a target of one number, and not of growth [invalid-argument]");
  EXPECT_EQ(why_not(p, at_least("K1", "amount"), {apportion_by::weight, {}, {}}),
            "expected an indicator to apportion by, for 'amount' has no weight [invalid-argument]");
  EXPECT_EQ(
      why_not(p, at_least("K1", "profit")),
      "indicator 'profit', area A, period 2020: expected a figure to apportion by, found none "
      "[missing-value]");
}

std::vector<std::string> findings(const panel& p, std::vector<target> list) {
  std::vector<std::string> said;
  const fault_list found = target_warnings(p, targets::make(std::move(list)));
  for (const fault& f : found.kept()) {
    EXPECT_EQ(f.level, severity::warning);
    EXPECT_EQ(f.where.area, "K1");
    said.push_back(f.message);
  }
  return said;
}

TEST(TargetWarnings, ApportionedTargetsReachTheirWhole) {
  const panel p = base();
  const target t = wanted_of(p, "K1", "amount", "2021", comparison::at_least, 100.1);
  for (const apportion_by by : {apportion_by::base, apportion_by::equal}) {
    std::vector<target> list = apportion(p, t, {by, {}, {}});
    list.push_back(t);
    EXPECT_EQ(findings(p, list), std::vector<std::string>{});
  }
}

TEST(TargetWarnings, SumsAndMeans) {
  const panel p = base();
  const auto of = [&](std::string_view area, std::string_view indicator, double x,
                      comparison how = comparison::at_least) {
    return wanted_of(p, area, indicator, "2021", how, x);
  };
  EXPECT_EQ(findings(p, {of("K1", "amount", 100), of("A", "amount", 40), of("B", "amount", 30),
                         of("C", "amount", 29.9)}),
            std::vector<std::string>{
                "the targets of the towns add up to 99.9 元, and that of K1 is >= 100 元"});
  EXPECT_EQ(findings(p, {of("K1", "amount", 100, comparison::at_most),
                         of("", "amount", 33, comparison::at_most)}),
            std::vector<std::string>{});
  EXPECT_EQ(findings(p, {of("K1", "amount", 100), of("A", "amount", 10)}),
            std::vector<std::string>{});
  const fault_list missing = missing_target_warnings(
      p, targets::make({of("K1", "amount", 100), of("A", "amount", 10), of("K1", "cover", 90)}));
  ASSERT_EQ(missing.warnings(), 1U);
  EXPECT_EQ(missing.kept()[0].message, "1 of 3 towns of K1 have a target");
  EXPECT_EQ(findings(p, {of("K1", "amount", 100), of("", "amount", 50, comparison::at_most)}),
            std::vector<std::string>{"A is to stay under what K1 is to reach"});
  EXPECT_EQ(findings(p, {of("K1", "cover", 90), of("", "cover", 90)}), std::vector<std::string>{});
  EXPECT_EQ(
      findings(p, {of("K1", "cover", 90), of("A", "cover", 80), of("B", "cover", 95),
                   of("C", "cover", 100)}),
      std::vector<std::string>{"the targets of the towns make 88.5 %, and that of K1 is >= 90 %"});
}

}  // namespace
}  // namespace zhibiao
