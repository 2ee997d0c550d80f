#pragma once

#include <zhibiao/value/interval.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace zhibiao::test {

/// Equal to the bit but for the kind of NaN; a result is never -0.
inline void expect_same(double actual, double expected) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(actual)) << actual;
  } else {
    EXPECT_EQ(actual, expected);
    EXPECT_FALSE(actual == 0 && std::signbit(actual)) << "-0";
  }
}

inline void expect_same(const interval& actual, const interval& expected) {
  expect_same(actual.lower, expected.lower);
  expect_same(actual.upper, expected.upper);
  EXPECT_EQ(actual.lower_open, expected.lower_open);
  EXPECT_EQ(actual.upper_open, expected.upper_open);
}

}  // namespace zhibiao::test
