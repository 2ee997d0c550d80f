// A program of somebody else that uses a statistic of ours and one of Boost's in one set.
#include <zhibiao/stats/accumulators.hpp>

#include <boost/accumulators/statistics/max.hpp>

int main() {
  zhibiao::stats::accumulators_of<zhibiao::tag::skewness, boost::accumulators::tag::max> towns;
  for (const double x : {1.0, 2.0, 3.0}) towns(x);
  const bool right =
      zhibiao::stats::skewness(towns).value == 0 && boost::accumulators::max(towns) == 3;
  return right ? 0 : 1;
}
