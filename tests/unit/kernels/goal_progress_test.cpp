#include <zhibiao/kernels/goal_progress.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using zhibiao::status;
using namespace zhibiao::kernels;

TEST(GoalStatus, IsTheShareOfTheWayInTenths) {
  EXPECT_EQ(goal_status({20, 35, 50, 3, 10, true}).value, 5);
  EXPECT_EQ(goal_status({20, 5, 50, 3, 10, true}).value, -5) << "went back";
  EXPECT_EQ(goal_status({50, 35, 20, 3, 10, false}).value, 5);
  EXPECT_EQ(goal_status({20, 60, 50, 3, 10, true}).value, 10) << "achieved";
  EXPECT_EQ(goal_status({50, 60, 50, 3, 10, true}).value, 10);
  EXPECT_EQ(goal_status({50, 40, 50, 3, 10, true}).why, status::out_of_domain);
  EXPECT_EQ(goal_status({no_number, 40, 50, 3, 10, true}).why, status::base_not_reported);
}

TEST(GoalStatus, OfParityCountsTheDistanceFromEitherSide) {
  EXPECT_EQ(parity_status({0.8, 0.9, 1, 3, 10, true}).value, 10 - 10 * (1 - 0.9) / (1 - 0.8));
  EXPECT_EQ(parity_status({0.5, 1.25, 1, 3, 10, true}).value, 5);
  EXPECT_EQ(parity_status({1, 1, 1, 3, 10, true}).value, 10);
  EXPECT_EQ(parity_status({1, 0.9, 1, 3, 10, true}).why, status::out_of_domain);
}

TEST(ProjectedFigure, LiesOnTheLineWhereTheFiguresDo) {
  const std::vector<dated_figure> line{{0, 10}, {1, 12}, {3, 16}};
  EXPECT_NEAR(projected_figure(line, 8).value, 26, 1e-12);
  EXPECT_NEAR(projected_figure(line, 8, 1).value, 26, 1e-12);
}

TEST(ProjectedFigure, RecentFiguresCountMore) {
  // Two slopes: flat, then one a year. With equal weights the slope is 0.5 (least squares by hand:
  // sum of off * value = 0 * -1 + ... over 2).
  const std::vector<dated_figure> bent{{0, 0}, {1, 0}, {2, 1}};
  EXPECT_NEAR(projected_figure(bent, 3, 1).value, 1.0 / 3 + 0.5 * 2, 1e-12);
  EXPECT_GT(projected_figure(bent, 3, 0.1).value, projected_figure(bent, 3, 1).value);
}

TEST(ProjectedFigure, NeedsTwo) {
  EXPECT_EQ(projected_figure(std::vector<dated_figure>{{0, 1}}, 3).why, status::out_of_domain);
}

TEST(AnticipatedGap, IsWhatWillBeMissingOfWhatWas) {
  EXPECT_EQ(anticipated_gap({20, 47, 50, 3, 10, true}).value, 10);
  EXPECT_EQ(anticipated_gap({20, 35, 50, 3, 10, true}).value, 50);
  EXPECT_EQ(anticipated_gap({20, 55, 50, 3, 10, true}).value, 0);
  EXPECT_EQ(anticipated_gap({20, 5, 50, 3, 10, true}).value, 150) << "goes back";
  EXPECT_EQ(anticipated_gap_class({20, 47, 50, 3, 10, true}).value, 3);
  EXPECT_EQ(anticipated_gap_class({20, 20, 50, 3, 10, true}).value, 2);
  EXPECT_EQ(anticipated_gap_class({20, 19, 50, 3, 10, true}).value, 1);
}

}  // namespace
