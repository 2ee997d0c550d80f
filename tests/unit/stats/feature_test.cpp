#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/stats/accumulate.hpp>
#include <zhibiao/stats/feature.hpp>
#include <zhibiao/stats/features.hpp>

#include <boost/accumulators/statistics/count.hpp>
#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/min.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <type_traits>

namespace {

namespace ba = boost::accumulators;
namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::finite;
using zhibiao::kernels::no_number;

double width_of(double least, double greatest) noexcept { return greatest - least; }
struct width : stats::formula<&width_of, ba::tag::min, ba::tag::max> {};

cell mean_width_of(const double& w, std::size_t n) {
  return n < 2 ? cell{no_number, status::out_of_domain} : finite(w / double(n - 1), status::ok);
}
struct mean_width : stats::formula<&mean_width_of, width, ba::tag::count> {};

cell twice(const cell& sum) { return finite(2 * sum.value, sum.why); }
struct twice_the_sum : stats::formula<&twice, tag::sum> {};

/// The longest run of growing figures: needs their order, so the figures themselves.
class longest_growth_accumulator : public ba::accumulator_base {
 public:
  using result_type = int;

  longest_growth_accumulator(ba::dont_care) {}

  template <class Arguments>
  void operator()(const Arguments& arguments) {
    const double x = arguments[ba::sample];
    // What it depends on has seen the figure before it does.
    run_ = ba::count(arguments) > 1 && x > last_ ? run_ + 1 : 1;
    longest_ = std::max(longest_, run_);
    last_ = x;
  }

  result_type result(ba::dont_care) const { return longest_; }

 private:
  double last_ = 0;
  int run_ = 0;
  int longest_ = 0;
};
struct longest_growth : stats::feature<longest_growth_accumulator, ba::tag::count> {};

TEST(Feature, KeepsWhatItNeeds) {
  stats::accumulators_of<longest_growth> periods;
  EXPECT_EQ(ba::extract_result<longest_growth>(periods), 0);
  for (const double x : {3.0, 4.0, 2.0, 5.0, 6.0, 6.0}) periods(x);
  EXPECT_EQ(ba::extract_result<longest_growth>(periods), 3);
}

TEST(Formula, IsThatOfTheResultsOfItsSources) {
  stats::accumulators_of<width, twice_the_sum> towns;
  for (const double x : {4.0, 1.0, 9.0}) towns(x);
  EXPECT_EQ(ba::extract_result<width>(towns), 8);
  EXPECT_EQ(ba::extract_result<twice_the_sum>(towns).value, 28);
}

TEST(Formula, MayBeMadeFromFormulas) {
  stats::accumulators_of<mean_width> towns;
  towns(4);
  EXPECT_EQ(ba::extract_result<mean_width>(towns).why, status::out_of_domain);
  towns(10);
  towns(7);
  EXPECT_EQ(ba::extract_result<mean_width>(towns).value, 3);
}

TEST(Formula, KeepsNothingItselfAndSharesItsSources) {
  static_assert(std::is_empty_v<stats::detail::formula_accumulator<&width_of, width>>);
  // The sources need not be named, and may be.
  stats::accumulators_of<ba::tag::max, mean_width, width> towns;
  towns(4);
  towns(6);
  EXPECT_EQ(ba::max(towns), 6);
  EXPECT_EQ(ba::extract_result<mean_width>(towns).value, 2);
}

TEST(Formula, TakesSamplesOfAnyKind) {
  ba::accumulator_set<int, ba::stats<ba::tag::count, width>> towns;
  towns(1);
  towns(4);
  EXPECT_EQ(ba::extract_result<width>(towns), 3);
}

}  // namespace
