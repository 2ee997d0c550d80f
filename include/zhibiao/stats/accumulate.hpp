#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>

#include <boost/accumulators/framework/accumulator_set.hpp>
#include <boost/accumulators/framework/parameters/weight.hpp>
#include <boost/accumulators/statistics/stats.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// Statistics written for Boost.Accumulators over blocks of figures. A statistic is not registered
/// anywhere: a feature of Boost, of ours (`stats/features.hpp`) or of your own is named where it is
/// wanted. These templates are compiled by their user: the target zhibiao::stats brings the flag that
/// keeps the bits the same on every machine, -ffp-contract=off.
namespace zhibiao::inline ZB_ABI::stats {

/// The accumulators of some features, of figures and of figures with weights.
template <class... Features>
using accumulators_of =
    boost::accumulators::accumulator_set<double, boost::accumulators::stats<Features...>>;
template <class... Features>
using weighted_accumulators_of =
    boost::accumulators::accumulator_set<double, boost::accumulators::stats<Features...>, double>;

namespace detail {

/// Every segment and lane gets accumulators on the stack, one set at a time, where the compiler can keep
/// them in registers; sets of many groups side by side in memory take several times as long.
/// `feed(takes_part, accumulators, row, lane)` says whether the cell took part. All that is called is drawn into
/// the loop, without which GCC leaves the accumulators in memory even here.
template <class TakesPart, class Accumulators, class Feed, class Receive>
[[gnu::flatten]] void accumulate_lanes(TakesPart takes_part,
                                       std::span<const kernels::segment> segments,
                                       std::size_t lanes, const Accumulators& empty, Feed feed,
                                       Receive& receive) {
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      Accumulators accumulators = empty;
      std::uint32_t counted = 0;
      for (std::size_t row = segments[s].first; row < segments[s].last; ++row) {
        if (feed(takes_part, accumulators, row, lane)) ++counted;
      }
      receive(s, lane, accumulators, counted);
    }
  }
}

/// Who takes part, decided once where it is everybody.
struct everybody {
  bool operator()(std::size_t, std::size_t) const noexcept { return true; }
};
struct masked {
  kernels::mask_view mask;
  bool operator()(std::size_t row, std::size_t lane) const noexcept {
    return mask.mask[row * mask.stride + lane] != 0;
  }
};

template <class Accumulators, class Feed, class Receive>
void accumulate_lanes(kernels::mask_view taking_part, std::span<const kernels::segment> segments,
                      std::size_t lanes, const Accumulators& empty, Feed feed, Receive& receive) {
  if (taking_part.mask == nullptr) {
    accumulate_lanes(everybody{}, segments, lanes, empty, feed, receive);
  } else {
    accumulate_lanes(masked{taking_part}, segments, lanes, empty, feed, receive);
  }
}

inline double figure_at(kernels::block_view values, std::size_t row, std::size_t lane) noexcept {
  return values.values[row * values.stride + lane];
}

}  // namespace detail

/// Gives the figures of every segment and lane that are there and take part, in the order of the rows,
/// to a copy of `empty`, and calls `receive(segment, lane, accumulators, counted)`. `Accumulators` is an
/// accumulator_set of figures, such as `accumulators_of<...>`, or anything that is called with a figure.
/// O(rows * lanes). Allocates nothing and is safe to call from several threads at once, if the features
/// are so; ours are.
template <class Accumulators, class Receive>
void accumulate(kernels::block_view values, kernels::mask_view taking_part,
                std::span<const kernels::segment> segments, std::size_t lanes,
                const Accumulators& empty, Receive receive) {
  detail::accumulate_lanes(
      taking_part, segments, lanes, empty,
      [=](const auto& takes_part, Accumulators& accumulators, std::size_t row, std::size_t lane) {
        const double x = detail::figure_at(values, row, lane);
        if (kernels::detail::is_missing(x)) return false;
        if (!takes_part(row, lane)) return false;
        accumulators(x);
        return true;
      },
      receive);
}

/// The same with weights, called as `accumulators(x, weight = w)`; a row takes part where both are
/// there.
template <class Accumulators, class Receive>
void accumulate_weighted(kernels::block_view values, kernels::block_view weights,
                         kernels::mask_view taking_part, std::span<const kernels::segment> segments,
                         std::size_t lanes, const Accumulators& empty, Receive receive) {
  detail::accumulate_lanes(
      taking_part, segments, lanes, empty,
      [=](const auto& takes_part, Accumulators& accumulators, std::size_t row, std::size_t lane) {
        const double x = detail::figure_at(values, row, lane);
        const double w = detail::figure_at(weights, row, lane);
        if (kernels::detail::is_missing(x) || kernels::detail::is_missing(w)) return false;
        if (!takes_part(row, lane)) return false;
        accumulators(x, boost::accumulators::weight = w);
        return true;
      },
      receive);
}

}  // namespace zhibiao::inline ZB_ABI::stats
