#include <zhibiao/kernels/schedule.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>

namespace {

using namespace zhibiao::kernels;
using zhibiao::exactly;
using zhibiao::interval;
using zhibiao::status;

constexpr quotient five_of_twelve{5, 12};
constexpr decimal_scale tenths{10, true};

TEST(Schedule, WhatIsMissingComesFirst) {
  EXPECT_EQ(progress(no_number, 0).why, status::not_reported);
  EXPECT_EQ(lead_of_total(no_number, 0, {}, false).why, status::not_reported);
  EXPECT_EQ(lead_of_level({}, {}, false).why, status::not_reported);
  EXPECT_EQ(lead_of_level({3, 1}, {}, false).why, status::base_not_reported);
  EXPECT_EQ(required_pace(no_number, 1, 0).why, status::not_reported);
  EXPECT_EQ(required_rate(no_number, 1, 0).why, status::not_reported);
  EXPECT_EQ(required_growth(no_number, 1, 1, 1).why, status::not_reported);
  EXPECT_EQ(required_growth(1, 1, no_number, 1).why, status::base_not_reported);
  EXPECT_EQ(required_growth(1, 1, 1, no_number).why, status::base_not_reported);
  EXPECT_EQ(projection(1, no_number, {}).why, status::base_not_reported);
  EXPECT_EQ(projection_compound(no_number, 0, {}).why, status::not_reported);
  EXPECT_EQ(expected_compound(no_number, 0, {}).why, status::base_not_reported);
  EXPECT_EQ(unmet_ratio(no_number, 2, 1).why, status::not_reported);
  EXPECT_EQ(relative_gap(no_number, 0).why, status::not_reported);
}

TEST(Schedule, ALeadOfNothingIsExactlyNothing) {
  // 0.3 of 3.6 is 1 of 12, which as rounded quotients it is not.
  const cell c = lead_of_total(0.3, 3.6, {1, 12}, false, tenths);
  EXPECT_EQ(c.value, 0);
  EXPECT_FALSE(std::signbit(c.value));
  EXPECT_EQ(lamp(c.value, {}), 1);
}

TEST(Schedule, ThePathEndsWhereItShould) {
  for (const double base : {0.0, 0.1, 75.0}) {
    EXPECT_EQ(value_of(expected(base, 99.9, {0, 12}, tenths)).value, base);
    EXPECT_EQ(value_of(expected(base, 99.9, {12, 12}, tenths)).value, 99.9);
  }
  EXPECT_EQ(expected_compound(0.1, 99.9, {0, 12}).value, 0.1);
  EXPECT_EQ(expected_compound(0.1, 99.9, {12, 12}).value, 99.9);
}

TEST(Schedule, TheRestOfTheYearHasTheStatusesOfAChange) {
  EXPECT_EQ(required_growth(47, 108, 45, 45).why, status::base_zero);
  EXPECT_EQ(required_growth(108, 108, 45, 45).why, status::both_zero);
  EXPECT_EQ(required_growth(120, 108, 45, 100).why, status::turned_negative);
}

TEST(Schedule, LampsOfALead) {
  EXPECT_EQ(lamp(0, {}), 1);
  EXPECT_EQ(lamp(-0.01, {}), 2);
  EXPECT_EQ(lamp(-5, {}), 2);
  EXPECT_EQ(lamp(-5.01, {}), 3);
  EXPECT_EQ(lamp(-0.01, {-1, -3}), 1);
}

TEST(Schedule, LampsOfWhatIsKnown) {
  EXPECT_EQ(lamp(exactly(1), {}).value, 1);
  EXPECT_EQ(lamp(interval{-4, -1}, {}).value, 2);
  EXPECT_EQ(lamp(interval{-4, 1}, {}).why, status::undetermined);
  EXPECT_EQ(lamp(interval{-9, -4}, {}).why, status::undetermined);
  EXPECT_EQ(lamp(interval{-4, 0}, {}).why, status::undetermined);
  EXPECT_EQ(lamp(interval{-4, 0, false, true}, {}).value, 2);
  EXPECT_EQ(lamp(interval{-9, -5, false, true}, {}).value, 3);
  EXPECT_EQ(lamp(interval{}, {}).why, status::undetermined);
}

TEST(Schedule, WhatNeverEnds) {
  EXPECT_EQ(unmet_ratio(97, 98, INFINITY).why, status::out_of_domain);
  EXPECT_EQ(progress(1e308, 1e-308).why, status::overflow);
  EXPECT_EQ(required_pace(-1e308, 1e308, 1).why, status::overflow);
  EXPECT_EQ(expected_compound(1e300, 2e300, five_of_twelve).why, status::ok);
}

}  // namespace
