#include <zhibiao/kernels/goal_distance.hpp>

#include <gtest/gtest.h>

namespace {

using zhibiao::status;
using namespace zhibiao::kernels;

TEST(DeviationsToGoal, CountDeviationsOfThePeers) {
  EXPECT_EQ(deviations_to_goal(90, 98, true, 4, 10).value, 2);
  EXPECT_EQ(deviations_to_goal(99, 98, true, 4, 10).value, 0) << "reached";
  EXPECT_EQ(deviations_to_goal(30, 20, false, 4, 10).value, 2.5);
  EXPECT_EQ(deviations_to_goal(90, 98, true, 0, 10).why, status::out_of_domain);
  EXPECT_EQ(deviations_to_goal(90, 98, true, 4, 2).why, status::out_of_domain);
  EXPECT_EQ(deviations_to_goal(no_number, 98, true, 4, 10).why, status::not_reported);
  EXPECT_EQ(deviations_to_goal(90, no_number, true, 4, 10).why, status::no_target);
}

TEST(DistanceToFrontier, RunsFromWorstToBest) {
  EXPECT_EQ(distance_to_frontier(10, 10, 60).value, 0);
  EXPECT_EQ(distance_to_frontier(60, 10, 60).value, 100);
  EXPECT_EQ(distance_to_frontier(35, 10, 60).value, 50);
  EXPECT_EQ(distance_to_frontier(35, 60, 10).value, 50) << "less is better";
  EXPECT_EQ(distance_to_frontier(70, 10, 60).value, 120) << "beyond a frontier of another year";
  EXPECT_EQ(distance_to_frontier(10, 10, 10).why, status::out_of_domain);
  EXPECT_EQ(distance_to_frontier(no_number, 10, 60).why, status::not_reported);
}

}  // namespace
