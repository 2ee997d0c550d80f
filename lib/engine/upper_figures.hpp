#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/panel/indicator.hpp>

#include "engine/figures.hpp"
#include "engine/roll_up.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The figures of areas above the towns, `[area][column]`: made from their towns, or where no town
/// takes part (or the indicator is not to be aggregated) as the area itself reports them.
class upper_figures {
 public:
  upper_figures() = default;

  /// `own` are the areas' own reports, `segments` their towns as rows of `towns`. Without
  /// participation nothing is rolled up.
  upper_figures(figures own, const figures& towns, const indicator& definition,
                std::span<const row_range> segments, const roll_up_inputs& inputs,
                const participation* taking_part);

  std::size_t rows() const noexcept { return own_.rows; }

  figure at(std::size_t row, std::size_t column) const noexcept;
  status why(std::size_t row, std::size_t column) const noexcept {
    return cells_[row * own_.columns + column].why;
  }
  /// True where the towns make the cell, false where the area itself reports it.
  bool comes_from_towns(std::size_t row, std::size_t column) const noexcept {
    return from_towns_[row * own_.columns + column] != 0;
  }
  const cell_coverage& coverage(std::size_t row, std::size_t column) const noexcept {
    return coverage_[row * own_.columns + column];
  }
  /// True where the area's own series breaks in the columns (column - lag, column].
  bool breaks_between(std::size_t row, std::size_t column, std::size_t lag) const noexcept {
    return own_.breaks_between(row, column, lag);
  }
  /// The cells of the rows that are not exact, by offset.
  std::span<const known_cell> known() const noexcept { return known_; }

 private:
  void refuse(const figures& towns, std::span<const row_range> segments, status refusal);
  void take(rolled_up sums, const figures& towns, std::span<const row_range> segments,
            status refusal, double min_coverage);

  figures own_;
  std::vector<kernels::cell> cells_;
  std::vector<cell_coverage> coverage_;
  std::vector<std::uint8_t> from_towns_;
  std::vector<std::uint8_t> estimates_;
  std::vector<kernels::quotient> made_of_;  ///< empty for figures without parts
  std::vector<known_cell> known_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
