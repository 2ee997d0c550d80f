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
  const double& value(std::size_t row, std::size_t column) const noexcept {
    return cells_.values[row * own_.columns + column];
  }
  const status& why(std::size_t row, std::size_t column) const noexcept {
    return cells_.why[row * own_.columns + column];
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
  /// The cells of an area that are not exact, by offset: row * columns + column.
  std::span<const known_cell> known_of(std::size_t row) const noexcept {
    return cells_between(cells_.known, row * own_.columns, (row + 1) * own_.columns);
  }

 private:
  void take_reports();
  void refuse(const figures& towns, std::span<const row_range> segments, status refusal,
              const area_timeline& timeline);
  void take_sums(const figures& towns, std::span<const row_range> segments, status refusal,
                 double min_coverage);
  void keep_report(std::size_t offset, std::vector<known_cell>& known);

  figures own_;
  rolled_up cells_;  ///< after the coverage rule
  std::vector<cell_coverage> coverage_;
  std::vector<std::uint8_t> from_towns_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
