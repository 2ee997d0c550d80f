#include <zhibiao/value/fault.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

using zhibiao::errc;
using zhibiao::fault_list;
using zhibiao::input_error;
using zhibiao::place;
using zhibiao::severity;

place at_line(int line) { return {"a.csv", line, 0, "", "", ""}; }

void add_errors(fault_list& list, int count) {
  for (int i = 1; i <= count; ++i) list.add(errc::not_a_period, at_line(i), std::to_string(i));
}

TEST(Fault, TextIsPlaceSeverityMessageRule) {
  fault_list list;
  list.add(errc::not_a_unit, {"a.csv", 12, 4, "", "", ""}, "found 'x'");
  list.add(errc::mixed_forms, {}, "look here", severity::warning);
  EXPECT_EQ(to_string(list.kept()[0]), "a.csv:12:4: error: found 'x' [not-a-unit]");
  EXPECT_EQ(to_string(list.kept()[1]), "warning: look here [mixed-forms]");
}

TEST(FaultList, KeepsTheFirstOfEachSeverityAndCountsTheRest) {
  fault_list list(2);
  add_errors(list, 5);
  list.add(errc::mixed_forms, at_line(6), "w", severity::warning);
  EXPECT_EQ(list.errors(), 5U);
  EXPECT_EQ(list.warnings(), 1U);
  ASSERT_EQ(list.kept().size(), 3U);
  EXPECT_EQ(list.kept()[0].message, "1");
  EXPECT_EQ(list.kept()[1].message, "2");
  EXPECT_EQ(list.kept()[2].message, "w");
}

TEST(FaultList, AppendKeepsTheOrderTheLimitAndTheCounts) {
  fault_list first(3);
  add_errors(first, 2);
  fault_list second(2);
  add_errors(second, 4);
  second.add(errc::mixed_forms, at_line(9), "w", severity::warning);
  first.append(std::move(second));
  EXPECT_EQ(first.errors(), 6U);
  EXPECT_EQ(first.warnings(), 1U);
  ASSERT_EQ(first.kept().size(), 4U);
  EXPECT_EQ(first.kept()[2].message, "1");
  EXPECT_EQ(first.kept()[3].message, "w");
}

TEST(FaultList, AppendOfAnEmptyListChangesNothing) {
  fault_list list;
  add_errors(list, 1);
  list.append(fault_list());
  EXPECT_EQ(list.errors(), 1U);
  EXPECT_EQ(list.kept().size(), 1U);
}

TEST(FaultList, CountsWhatWasLostElsewhere) {
  fault_list list(3);
  add_errors(list, 1);
  list.add_lost(4, 2);
  EXPECT_EQ(list.errors(), 5U);
  EXPECT_EQ(list.warnings(), 2U);
  EXPECT_EQ(list.kept().size(), 1U);
}

TEST(FaultList, WarningsAloneDoNotThrow) {
  fault_list list;
  list.add(errc::mixed_forms, {}, "w", severity::warning);
  EXPECT_NO_THROW(list.throw_if_errors());
}

TEST(FaultList, ThrowsAllFaultsWithTheFirstErrorInFront) {
  fault_list list;
  list.add(errc::mixed_forms, at_line(1), "w", severity::warning);
  list.add(errc::not_a_unit, at_line(2), "first", severity::error);
  list.add(errc::not_a_period, at_line(3), "second", severity::error);
  try {
    list.throw_if_errors();
    FAIL() << "nothing thrown";
  } catch (const input_error& e) {
    EXPECT_EQ(e.code(), errc::not_a_unit);
    EXPECT_EQ(e.where(), at_line(2));
    EXPECT_STREQ(e.what(), "a.csv:2: first [not-a-unit]");
    EXPECT_EQ(e.faults().kept().size(), 3U);
  }
}

TEST(FaultList, WithRoomForNoneStillThrows) {
  fault_list list(0);
  add_errors(list, 3);
  try {
    list.throw_if_errors();
    FAIL() << "nothing thrown";
  } catch (const input_error& e) {
    EXPECT_EQ(e.message(), "the input has 3 errors");
  }
}

}  // namespace
