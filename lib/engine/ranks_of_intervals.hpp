#pragma once

#include <zhibiao/kernels/rank.hpp>
#include <zhibiao/value/interval.hpp>

#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The best and the worst rank that each of some figures can have, in the order of their areas, where all
/// that is known of a figure is that it lies in an interval and none is bound to another. O(n log n).
std::vector<interval> ranks_of_intervals(std::span<const interval> known, kernels::rank_order order,
                                         kernels::tie_rule ties);

}  // namespace zhibiao::inline ZB_ABI::engine
