#include <zhibiao/value/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::place;
using zhibiao::result;

constexpr errc all_codes[] = {
#define ZB_ERROR(name, number, rule, sentence) errc::name,
#include <zhibiao/value/error.def>
#undef ZB_ERROR
};

TEST(Error, EveryRuleHasItsOwnNumberNameAndSentence) {
  std::set<errc> codes;
  std::set<std::string_view> names;
  for (const errc code : all_codes) {
    EXPECT_TRUE(codes.insert(code).second) << static_cast<int>(code);
    EXPECT_TRUE(names.insert(zhibiao::rule_name(code)).second) << zhibiao::rule_name(code);
    EXPECT_FALSE(zhibiao::describe(code).empty()) << zhibiao::rule_name(code);
  }
  EXPECT_EQ(zhibiao::rule_name(errc::unknown_indicator), "unknown-indicator");
  EXPECT_EQ(zhibiao::describe(errc::not_a_period), "the text is no period");
}

TEST(Error, NumberThatIsNotInTheListHasNoName) {
  EXPECT_EQ(zhibiao::rule_name(static_cast<errc>(0)), "");
  EXPECT_EQ(zhibiao::describe(static_cast<errc>(9999)), "");
}

TEST(Error, PlaceSaysWhatIsKnownOfIt) {
  struct row {
    place where;
    std::string_view text;
  };
  const row rows[] = {
      {{}, ""},
      {{"observations.csv", 12, 4, "", "", ""}, "observations.csv:12:4"},
      {{"observations.csv", 12, 0, "", "", ""}, "observations.csv:12"},
      {{"observations.csv", 0, 4, "", "", ""}, "observations.csv"},
      {{"", 12, 4, "", "", ""}, "line 12, column 4"},
      {{"", 12, 0, "", "", ""}, "line 12"},
      {{"", 0, 0, "sort_rate", "990121101000", "2021"},
       "indicator 'sort_rate', area 990121101000, period 2021"},
      {{"", 0, 0, "", "", "2021"}, "period 2021"},
      {{"a.csv", 3, 0, "", "990121101000", ""}, "a.csv:3, area 990121101000"},
  };
  for (const row& r : rows) EXPECT_EQ(zhibiao::to_string(r.where), r.text);
}

TEST(Error, WhatIsPlaceMessageAndRule) {
  const error e(errc::not_a_unit, "expected a unit, found 'x'", {"a.csv", 2, 3, "", "", ""});
  EXPECT_STREQ(e.what(), "a.csv:2:3: expected a unit, found 'x' [not-a-unit]");
  EXPECT_EQ(e.code(), errc::not_a_unit);
  EXPECT_EQ(e.message(), "expected a unit, found 'x'");
  EXPECT_EQ(e.where(), (place{"a.csv", 2, 3, "", "", ""}));

  EXPECT_STREQ(error(errc::cancelled, "stopped").what(), "stopped [cancelled]");
}

TEST(Result, HoldsAValueOrAReason) {
  const result<std::string> good(std::string("text"));
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, "text");
  EXPECT_EQ(good->size(), 4U);
  EXPECT_EQ(good.value(), "text");

  const result<std::string> bad(error(errc::empty_file, "no rows"));
  EXPECT_FALSE(bad.has_value());
  EXPECT_EQ(bad.why().code(), errc::empty_file);
}

TEST(Result, ValueOfAFailureThrowsItsReason) {
  const result<int> bad(error(errc::empty_file, "no rows"));
  EXPECT_THROW((void)bad.value(), error);
  EXPECT_THROW((void)result<int>(error(errc::empty_file, "no rows")).value(), error);
}

TEST(Result, GivesItsValueAway) {
  result<std::unique_ptr<int>> held(std::make_unique<int>(7));
  const std::unique_ptr<int> taken = std::move(held).value();
  EXPECT_EQ(*taken, 7);
  EXPECT_EQ(**result<std::unique_ptr<int>>(std::make_unique<int>(8)), 8);
}

}  // namespace
