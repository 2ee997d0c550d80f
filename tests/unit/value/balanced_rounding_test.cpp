#include <zhibiao/value/balanced_rounding.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace zhibiao {
namespace {

using numbers = std::vector<double>;

TEST(BalancedRounding, GivesTheMissingStepsToTheLargestRemainders) {
  // Floors 12.4, 30.4 and 57.0 leave 0.2 of the 100.0.
  const numbers parts{12.46, 30.45, 57.09};
  EXPECT_EQ(balanced(parts, 100.0, decimal_places(1)), (numbers{12.5, 30.4, 57.1}));
  EXPECT_EQ(balanced(parts, decimal_places(1), rounding_mode::half_up),
            (numbers{12.5, 30.4, 57.1}));
}

TEST(BalancedRounding, TiesGoToTheLargerPartThenToTheFirst) {
  EXPECT_EQ(balanced(numbers{1.5, 2.5, 3.5}, 8.0, decimal_places(0)), (numbers{1, 3, 4}));
  EXPECT_EQ(balanced(numbers{1.5, 1.5}, 3.0, decimal_places(0)), (numbers{2, 1}));
}

TEST(BalancedRounding, WholePartsStayWhereTheyAre) {
  EXPECT_EQ(balanced(numbers{1, 2, 3}, 6.0, decimal_places(0)), (numbers{1, 2, 3}));
  EXPECT_EQ(balanced(numbers{}, 0.0, decimal_places(0)), numbers{});
}

TEST(BalancedRounding, BelowZeroPartsAreTakenDownToo) {
  EXPECT_EQ(balanced(numbers{-1.5, -1.5}, -3.0, decimal_places(0)), (numbers{-1, -2}));
  EXPECT_EQ(balanced(numbers{-0.4, 0.4}, 0.0, decimal_places(0)), (numbers{0, 0}));
}

TEST(BalancedRounding, TheSumIsRoundedAsOneFigure) {
  EXPECT_EQ(balanced(numbers{0.2, 0.3}, decimal_places(0), rounding_mode::half_up),
            (numbers{0, 1}));
  EXPECT_EQ(balanced(numbers{0.2, 0.3}, decimal_places(0), rounding_mode::half_even),
            (numbers{0, 0}));
  EXPECT_EQ(balanced(numbers{-0.2, -0.3}, decimal_places(0), rounding_mode::half_up),
            (numbers{0, -1}));
  EXPECT_EQ(balanced(numbers{-0.7, -0.8}, decimal_places(0), rounding_mode::half_even),
            (numbers{-1, -1}));
}

TEST(BalancedRounding, TakesStepsOfTwoAndFiveAndTens) {
  EXPECT_EQ(balanced(numbers{0.3, 0.3, 0.4}, 1.0, {5, -1}), (numbers{0.5, 0, 0.5}));
  EXPECT_EQ(balanced(numbers{149, 251}, 400.0, {1, 2}), (numbers{100, 300}));
}

TEST(BalancedRounding, TellsRemaindersApartToTheLastDigit) {
  const numbers parts{1.0 / 3, 2.0 / 3, 1e-30};
  EXPECT_EQ(balanced(parts, 1.0, decimal_places(0)), (numbers{0, 1, 0}));
}

TEST(BalancedRounding, RefusesWhatCannotBeReached) {
  const auto why = [](const numbers& parts, double total, rounding_step step) {
    try {
      balanced(parts, total, step);
    } catch (const error& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  EXPECT_NE(why({1.2, 1.3}, 5.0, decimal_places(0)).find("too large"), std::string::npos);
  EXPECT_NE(why({1.2, 1.3}, 1.0, decimal_places(0)).find("too small"), std::string::npos);
  EXPECT_NE(why({1.2, 1.3}, 2.5, decimal_places(0)).find("found 2.5"), std::string::npos);
  EXPECT_NE(why({1.2}, 1.0, {3, 0}).find("found 3 times"), std::string::npos);
  EXPECT_NE(why({std::numeric_limits<double>::quiet_NaN()}, 1.0, decimal_places(0)), "");
  EXPECT_NE(why({1e300}, 1.0, decimal_places(0)).find("18 digits"), std::string::npos);
}

}  // namespace
}  // namespace zhibiao
