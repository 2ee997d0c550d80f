#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/indicator.hpp>

#include "engine/figures.hpp"
#include "engine/participation.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Figures of areas above the towns before the coverage rule: a number or why there is none, with the
/// interval where it is not exact. Columns are those of the slab from `first_column` on.
struct rolled_up {
  std::size_t first_column = 0;
  std::size_t columns = 0;
  std::vector<double> values;  ///< `[area][column]`
  std::vector<status> why;
  std::vector<double> part;  ///< what rates and means were divided from; else both are empty
  std::vector<double> all;
  std::vector<std::uint8_t>
      estimates;                     ///< 1 where a figure that went in is estimated; empty: nowhere
  std::vector<std::uint8_t> bounds;  ///< the same of figures of which only a bound is known
  std::vector<known_cell> known;     ///< by offset
  std::vector<std::uint8_t> is_plain;  ///< by area: 1 where all that went in was exact and `ok`

  std::size_t offset(std::size_t row, std::size_t column) const noexcept {
    return row * columns + column - first_column;
  }
  kernels::quotient made_of(std::size_t offset) const noexcept {
    return part.empty() ? kernels::quotient{} : kernels::quotient{part[offset], all[offset]};
  }
  bool is_estimated(std::size_t offset) const noexcept {
    return !estimates.empty() && estimates[offset] != 0;
  }
  bool is_bounded(std::size_t offset) const noexcept {
    return !bounds.empty() && bounds[offset] != 0;
  }
  figure at(std::size_t offset) const noexcept;
};

/// Figures of areas above the towns and what they stand on.
struct area_sums {
  rolled_up cells;
  std::vector<cell_coverage> coverage;  ///< as the values
};

/// Rolls the towns up to each segment of rows. A quotient of exact parts beyond the natural limits is
/// `out_of_domain`.
area_sums roll_up(const roll_up_inputs& in, const participation& taking_part,
                  std::span<const row_range> segments);

/// The sums of the towns that take part in a column and in the one `both.lag()` before it: what a change
/// is taken between. Coverage is by the weights of the later column. Columns begin with the first that
/// has one before it.
struct matched_sums {
  rolled_up current;
  rolled_up base;  ///< in the column of the current figure
  std::vector<cell_coverage> coverage;
};
matched_sums roll_up_matched(const roll_up_inputs& in, const participation& both,
                             std::span<const row_range> segments);

/// What a rolled-up rate or mean is divided from, in the units of its parts.
struct part_sums {
  double numerator = 0;
  double denominator = 0;
};
part_sums sums_of_parts(const roll_up_inputs& in, const participation& taking_part,
                        row_range segment, std::size_t column);

/// The one that covers less. Of equal shares the one with fewer towns: one that weighs nothing is missing all
/// the same.
inline const cell_coverage& lower_of(const cell_coverage& a, const cell_coverage& b) noexcept {
  if (a.share() < b.share()) return a;
  if (b.share() < a.share()) return b;
  return b.counted < a.counted ? b : a;
}

/// The coverage rule applied to one cell of a roll-up.
inline kernels::cell covered(const kernels::cell& c, const cell_coverage& coverage,
                             double minimum) noexcept {
  if (coverage.counted == coverage.members && coverage.counted != 0) return c;
  return kernels::covered(c, coverage.counted, coverage.members,
                          {coverage.by_count(), coverage.by_weight}, minimum);
}

}  // namespace zhibiao::inline ZB_ABI::engine
