#include <zhibiao/engine/stated_rates.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;

std::vector<stated_rate> compared(const char* insured, const char* persons, const char* cover) {
  hand_panel h;
  h.set("A", "insured", "2021", insured).set("A", "persons", "2021", persons);
  h.set("A", "cover", "2021", cover);
  return compare_stated_rates(h.build());
}

struct row {
  const char* insured;
  const char* persons;
  const char* cover;
  bool agrees;
};

TEST(StatedRates, AgreeWithinTheirPrintedDigits) {
  const row rows[] = {
      {"25", "32", "78%", true},
      {"25", "32", "78.1", true},
      {"25", "32", "78.13", true},
      {"25", "32", "78.12", true},  // either end of what it rounds from
      {"25", "32", "78.11", false},
      {"25", "32", "79%", false},
      {"999", "1000", "100%", false},
      {"1000", "1000", "100%", true},
      {"990", "1000", "98%以上", true},
      {"970", "1000", "98%以上", false},
      {"1", "3", "33.33", true},
      {"2", "3", "66.66", false},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(std::string(r.insured) + " / " + r.persons + " as " + r.cover);
    const std::vector<stated_rate> found = compared(r.insured, r.persons, r.cover);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].agrees, r.agrees);
  }
}

TEST(StatedRates, MoreThanLeavesTheNumberItselfOut) {
  EXPECT_FALSE(compared("98", "100", "超过98%").at(0).agrees);
  EXPECT_TRUE(compared("98", "100", "98%以上").at(0).agrees);
  EXPECT_FALSE(compared("98", "100", "不足98%").at(0).agrees);
}

TEST(StatedRates, SayWhatWasComputed) {
  const stated_rate r = compared("25", "32", "78%").at(0);
  EXPECT_EQ(r.numerator, 25);
  EXPECT_EQ(r.denominator, 32);
  EXPECT_EQ(r.computed, 78.125);
  EXPECT_EQ(r.stated.lower, 77.5);
  EXPECT_EQ(r.stated.upper, 78.5);
  EXPECT_EQ(to_string(r.period), "2021");
}

TEST(StatedRates, NeedBothPartsExactly) {
  EXPECT_TRUE(compared("25", "", "78%").empty());
  EXPECT_TRUE(compared("25余", "32", "78%").empty());
  EXPECT_TRUE(compared("25", "0", "78%").empty());
  EXPECT_TRUE(compared("25", "32", "").empty());
}

TEST(StatedRates, TinyAndLongNumbersAreNoFault) {
  hand_panel h;
  h.set("A", "insured", "2021", "0").set("A", "persons", "2021", "3");
  panel_builder b(catalog::make(test::hand_indicators()), h.build().areas());
  b.add("A", "insured", parse_period("2021"), 1);
  b.add("A", "persons", parse_period("2021"), 3);
  b.add("A", "cover", parse_period("2021"), 100.0 / 3);
  b.add("B", "insured", parse_period("2021"), 0);
  b.add("B", "persons", parse_period("2021"), 3);
  b.add("B", "cover", parse_period("2021"), 1e-300);
  std::vector<stated_rate> found;
  ASSERT_NO_THROW(found = compare_stated_rates(b.build()));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].agrees);
}

}  // namespace
}  // namespace zhibiao
