#include <zhibiao/kernels/growth_ratio.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace {

using zhibiao::status;
using namespace zhibiao::kernels;

/// 80 in 2018, 90 in 2021, to be 98 by 2025.
constexpr course rising{80, 90, 98, 3, 7, true};
/// 40 in 2018, 30 in 2021, to be 20 by 2025.
constexpr course falling{40, 30, 20, 3, 7, false};

course with_goal(course c, double goal) {
  c.goal = goal;
  return c;
}

// The values of these are those of the methods reference, to the digits it prints.

TEST(GrowthRatio, IsObservedOverRequiredGrowth) {
  EXPECT_NEAR(growth_trend(rising).value, 4.0042, 5e-5);
  EXPECT_NEAR(yearly_growth(98, 80, 7).value, 2.9416, 5e-5);
  EXPECT_NEAR(growth_ratio(rising).value, 1.3612, 5e-5);
  EXPECT_NEAR(yearly_growth(30, 40, 3).value, -9.1440, 5e-5);
  EXPECT_NEAR(yearly_growth(20, 40, 7).value, -9.4276, 5e-5);
  EXPECT_NEAR(growth_ratio(falling).value, 0.9699, 5e-5);
  EXPECT_EQ(growth_ratio_class(rising).value, 3);
  EXPECT_EQ(growth_ratio_class(falling).value, 3);
}

TEST(GrowthRatio, RoomShrinksTowardTheNaturalLimit) {
  const double rooms[][2] = {{50, 0.9539}, {80, 0.6287}, {90, 0.3736},
                             {95, 0.2037}, {98, 0.0858}, {100, 0}};
  for (const auto& [base, room] : rooms) EXPECT_NEAR(room_to_grow(base, 100), room, 5e-5) << base;
  EXPECT_EQ(room_to_grow(150, 100), room_to_grow(50, 100)) << "beyond the limit room grows again";
  EXPECT_EQ(room_to_grow(200, 100), 1);
  EXPECT_EQ(room_to_grow(0, 100), 1);
  EXPECT_EQ(room_to_grow(98, std::numeric_limits<double>::infinity()), 1);
}

TEST(GrowthRatio, AGoalThatIsMetIsAchievedWhateverTheGrowth) {
  EXPECT_EQ(growth_ratio_class(with_goal(rising, 90)).value, 4);
  EXPECT_EQ(growth_ratio_score(with_goal(rising, 90)).value, 5);
  EXPECT_EQ(growth_ratio_class({98, 90, 90, 3, 7, true}).value, 4) << "falling all the same";
  EXPECT_EQ(growth_ratio_class({0, 5, 5, 3, 7, true}).value, 4) << "and from nothing";
}

TEST(GrowthRatio, ABaseBeyondTheGoalDoesNotTurnTheSign) {
  // 99 of a goal of 98, now 95: a deterioration, though the growth that was required is below zero too.
  const course c{99, 95, 98, 3, 7, true};
  EXPECT_LT(growth_ratio(c).value, 0);
  EXPECT_EQ(growth_ratio_class(c).value, 0);
}

TEST(GrowthRatio, ZeroIsNotReplaced) {
  EXPECT_EQ(growth_ratio({0, 5, 98, 3, 7, true}).why, status::base_zero);
  EXPECT_EQ(growth_ratio({0, 0.05, 0.98, 3, 7, true}).why, status::base_zero);
  EXPECT_EQ(growth_ratio({40, 30, 0, 3, 7, false}).why, status::out_of_domain);
  EXPECT_EQ(growth_ratio_class({40, 0, 0, 3, 7, false}).value, 4);
}

TEST(GrowthRatio, TheUnitDoesNotMatter) {
  const course share{0.40, 0.30, 0.20, 3, 7, false};
  EXPECT_NEAR(growth_ratio(share).value, growth_ratio(falling).value, 1e-13);
  EXPECT_EQ(growth_ratio_class(share).value, growth_ratio_class(falling).value);
}

TEST(GrowthRatio, BelowZeroMagnitudesGrow) {
  // A loss of 100 that is to become one of 50, and is 80: less is more.
  const course loss{-100, -80, -50, 2, 6, true};
  EXPECT_GT(growth_ratio(loss).value, 0);
  EXPECT_LT(growth_ratio({-100, -120, -50, 2, 6, true}).value, 0);
  EXPECT_EQ(growth_ratio({-100, 20, 50, 2, 6, true}).why, status::out_of_domain);
}

TEST(GrowthRatio, SaysWhatIsMissing) {
  EXPECT_EQ(growth_ratio({80, no_number, 98, 3, 7, true}).why, status::not_reported);
  EXPECT_EQ(growth_ratio({no_number, 90, 98, 3, 7, true}).why, status::base_not_reported);
  EXPECT_EQ(growth_ratio({80, 90, no_number, 3, 7, true}).why, status::no_target);
  EXPECT_EQ(growth_ratio({80, 90, 98, 0, 7, true}).why, status::out_of_domain);
  EXPECT_EQ(growth_ratio({98, 90, 98, 3, 7, true}).why, status::out_of_domain) << "at the goal";
  EXPECT_EQ(growth_trend({80, 90, no_number, 3, 0, true}).why, status::ok);
}

TEST(GrowthRatio, ScoresJoinTheClasses) {
  const auto with_ratio = [](double r) {
    // Growth of one year: r times the 10 % that are required.
    return course{100, 100 + 10 * r, 110.0001, 1, 1, true};
  };
  EXPECT_NEAR(growth_ratio_score(with_ratio(0.95)).value, 2.5, 1e-3);
  EXPECT_NEAR(growth_ratio_score(with_ratio(0.6)).value, 0, 1e-3);
  EXPECT_NEAR(growth_ratio_score(with_ratio(0)).value, -2.5, 1e-3);
  EXPECT_EQ(growth_ratio_score(with_ratio(-3)).value, -5);
}

TEST(GrowthTrend, HasTheClassesAndScoresOfSeriesWithoutAGoal) {
  const auto growing = [](double percent) {
    return course{100, 100 + percent, no_number, 1, 0, true};
  };
  const struct {
    double percent;
    double room;
    double level;
    double score;
  } rows[] = {{2, 1, 3, 5},        {1.5, 1, 3, 2.5}, {1, 1, 2, 1.25},   {0.5, 1, 2, 0},
              {0.25, 1, 1, -1.25}, {0, 1, 1, -2.5},  {-1, 1, 0, -3.75}, {0.75, 0.5, 3, 2.5},
              {0.1, 0, 3, 5},      {-1, 0, 0, -3.75}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.percent);
    EXPECT_EQ(growth_trend_class(growing(row.percent), row.room).value, row.level);
    EXPECT_NEAR(growth_trend_score(growing(row.percent), row.room).value, row.score, 1e-9);
  }
  EXPECT_EQ(growth_trend_class_of_eurostat(growing(1)).value, 3);
  EXPECT_EQ(growth_trend_class_of_eurostat(growing(0.9)).value, 2);
  EXPECT_EQ(growth_trend_class_of_eurostat(growing(-1)).value, 1);
  EXPECT_EQ(growth_trend_class_of_eurostat(growing(-1.1)).value, 0);
}

}  // namespace
