#pragma once

#include "panel/decimals_finder.hpp"

#include <cstddef>
#include <limits>
#include <span>

namespace zhibiao::inline ZB_ABI::detail {

/// What there is to know of the cells of one slot once all figures are placed.
struct cell_summary {
  std::size_t filled = 0;  ///< cells that a row is about, empty rows included
  double least =
      std::numeric_limits<double>::infinity();  ///< of the numbers; above `greatest`: none
  double greatest = -std::numeric_limits<double>::infinity();
  decimals_finder decimals;

  void add(const cell_summary& other) noexcept;

  /// Reads every cell once, at about the speed of memory.
  void add(std::span<const double> cells) noexcept;
};

}  // namespace zhibiao::inline ZB_ABI::detail
