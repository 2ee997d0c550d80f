#include <zhibiao/kernels/progress_chart.hpp>

#include <gtest/gtest.h>

namespace {

using zhibiao::status;
using namespace zhibiao::kernels;

TEST(ProgressChart, CarriesTheGrowthOnToTheDeadline) {
  // 100 doubles in a year; two years more make 800, of a way from 100 to 800.
  EXPECT_EQ(projected_share({100, 200, 800, 1, 3, true}).value, 1);
  EXPECT_EQ(projected_share({100, 200, 1500, 1, 3, true}).value, 0.5);
  EXPECT_EQ(projected_share({400, 200, 0, 1, 2, false}).value, 0.75) << "down to nothing";
  EXPECT_LT(projected_share({100, 50, 800, 1, 3, true}).value, 0);
}

TEST(ProgressChart, HasThreeLevels) {
  EXPECT_EQ(projected_share_class({100, 200, 800, 1, 3, true}, false).value, 3);
  EXPECT_EQ(projected_share_class({100, 200, 1500, 1, 3, true}, false).value, 2);
  EXPECT_EQ(projected_share_class({100, 101, 800, 1, 3, true}, false).value, 1);
  EXPECT_EQ(projected_share_class({900, 800, 800, 1, 3, true}, false).value, 3)
      << "met, whatever the trend";
}

TEST(ProgressChart, WithinAPointOfAWholePercentageCountsAsMet) {
  EXPECT_EQ(projected_share_class({99.5, 99, 100, 1, 3, true}, true).value, 3);
  EXPECT_EQ(projected_share_class({99.5, 98.9, 100, 1, 3, true}, true).value, 1);
  EXPECT_EQ(projected_share_class({0.5, 1, 0, 1, 3, false}, true).value, 3);
  EXPECT_EQ(projected_share_class({99.5, 99, 100, 1, 3, true}, false).value, 1) << "an amount";
}

TEST(ProgressChart, SaysWhyThereIsNone) {
  EXPECT_EQ(projected_share({100, 200, 800, 4, 3, true}).why, status::deadline_passed);
  EXPECT_EQ(projected_share({0, 200, 800, 1, 3, true}).why, status::base_zero);
  EXPECT_EQ(projected_share({100, 200, 100, 1, 3, true}).why, status::out_of_domain);
  EXPECT_EQ(projected_share({100, 200, no_number, 1, 3, true}).why, status::no_target);
  EXPECT_EQ(projected_share({1, 1e300, 2, 1, 9, true}).why, status::overflow);
}

TEST(ProgressChart, WithoutAGoalTheTrendDecides) {
  EXPECT_EQ(projected_trend_class({100, 102, no_number, 1, 0, true}).value, 3);
  EXPECT_EQ(projected_trend_class({100, 100.5, no_number, 1, 0, true}).value, 2);
  EXPECT_EQ(projected_trend_class({100, 100.4, no_number, 1, 0, true}).value, 1);
  EXPECT_EQ(projected_trend_class({100, 98, no_number, 1, 0, false}).value, 3);
}

}  // namespace
