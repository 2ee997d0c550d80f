#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include "engine/figures.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What the marked figures of an area's towns mean for every statistic of a cell.
struct marked_members {
  std::size_t cell = 0;         ///< segment * lanes + lane
  bool bounded = false;         ///< a figure is only known to be beyond a bound
  bool inexact = false;         ///< a figure is only known as an interval, bounded or rounded
  bool estimated = false;       ///< a figure is estimated, or in a weighted statistic a weight
  bool withheld = false;        ///< a figure is suppressed
  bool weight_bounded = false;  ///< a weight is only known to be beyond a bound
  bool weight_inexact = false;  ///< a weight is only known as an interval, bounded or rounded
};

/// The cells with marked figures among the towns of each segment of rows, in the columns from one on,
/// ascending.
std::vector<marked_members> find_marked(const figures& f, std::span<const kernels::segment> towns,
                                        std::size_t first_column);

/// The same of the towns that have both a figure and a weight, with what their weights add. In time that
/// grows with the marks of both.
std::vector<marked_members> find_marked_weighed(const figures& f, const figures& weights,
                                                std::span<const kernels::segment> towns,
                                                std::size_t first_column);

}  // namespace zhibiao::inline ZB_ABI::engine
