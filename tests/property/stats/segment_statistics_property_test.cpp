#include <zhibiao/stats/features.hpp>
#include <zhibiao/stats/segment_statistics.hpp>

#include "support/random_blocks.hpp"
#include "support/random_figures.hpp"
#include "support/reference_statistics.hpp"

#include <boost/accumulators/statistics/max.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

namespace ba = boost::accumulators;
namespace kernels = zhibiao::kernels;
namespace stats = zhibiao::stats;
namespace tag = zhibiao::tag;
using namespace zhibiao::test;
using kernels::cell;
using zhibiao::status;

/// The statistic of the figures that are there, by the coverage rule, cell by cell.
template <class Statistic>
cell slow_cell(const std::vector<double>& figures, std::size_t members, double minimum,
               Statistic statistic) {
  const auto counted = static_cast<std::uint32_t>(figures.size());
  const kernels::coverage share{members == 0 ? 0 : double(counted) / double(members)};
  const cell number = figures.empty() ? cell{} : statistic(figures);
  return zhibiao::test::covered(number, counted, static_cast<std::uint32_t>(members), share,
                                minimum);
}

bool is_same(double value, status why, const cell& twin) {
  return why == twin.why && is_sound(value, why) && (!has_number(why) || value == twin.value);
}

RC_GTEST_PROP(SegmentStatisticsProperty, AreThoseOfEachSegmentAndLaneAlone, ()) {
  const block values = any_block(any_rows(), any_lanes(), any_places());
  const auto segments = any_segments(values.rows);
  const auto mask = any_mask(values.figures.size());
  const double minimum = *rc::gen::element(1e-9, 0.5, 2.0 / 3, 1.0);
  const std::size_t cells = segments.size() * values.lanes;
  std::vector<double> out(2 * cells);
  std::vector<status> why(2 * cells);
  std::vector<std::uint32_t> counted(cells);
  stats::segment_statistics<ba::tag::max, tag::mean>(
      view(values), view(mask, values.lanes), segments, values.lanes, minimum, {out, why, counted});
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      const std::size_t i = s * values.lanes + lane;
      const std::vector<double> figures = reported(values, mask, segments[s], lane);
      const std::size_t members = segments[s].last - segments[s].first;
      RC_ASSERT(counted[i] == figures.size());
      const cell greatest = slow_cell(figures, members, minimum, [](const std::vector<double>& x) {
        return cell{*std::ranges::max_element(x) + 0.0, status::ok};
      });
      RC_ASSERT(is_same(out[i], why[i], greatest));
      const cell mean = slow_cell(figures, members, minimum, [](const std::vector<double>& x) {
        stats::accumulators_of<tag::mean> alone;
        for (const double figure : x) alone(figure);
        return stats::mean(alone);
      });
      RC_ASSERT(is_same(out[cells + i], why[cells + i], mean));
    }
  }
}

}  // namespace
