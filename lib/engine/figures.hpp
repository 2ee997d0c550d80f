#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/quotient.hpp>
#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What is known of one cell that is not exact, by its offset.
struct known_cell {
  std::size_t offset;
  interval known;
};

/// Cells that are not exact, by ascending offset.
using known_cells = std::vector<known_cell>;

/// The interval of a cell if it is not exact; null otherwise.
const interval* find_known(const known_cells& cells, std::size_t offset) noexcept;

/// The figures of one indicator in one block, `[area][period]`: a number where the status has one,
/// NaN elsewhere.
struct figures {
  std::size_t rows = 0;
  std::size_t periods = 0;
  kernels::decimal_scale scale;
  buffer<double> value;
  buffer<status> why;
  known_cells known;
  /// What a figure made from parts was divided from; empty, or without a number, where it was stated.
  std::vector<kernels::quotient> quotients;
  std::vector<std::uint8_t> breaks;  ///< 1 where the series breaks at a cell; empty: nowhere
  /// 1 where an input is estimated, which `bounded` may hide; empty: nowhere.
  std::vector<std::uint8_t> estimates;
  bool flagged = false;  ///< some status is neither `ok` nor `not_reported`

  bool has(std::size_t offset) const noexcept { return value[offset] == value[offset]; }
  bool is_estimated(std::size_t offset) const noexcept {
    return !estimates.empty() && estimates[offset] != 0;
  }
  void mark_estimated(std::size_t offset) {
    if (estimates.empty()) estimates.resize(rows * periods);
    estimates[offset] = 1;
  }
  interval known_at(std::size_t offset) const noexcept {
    const interval* k = find_known(known, offset);
    return k != nullptr ? *k : exactly(value[offset]);
  }
};

/// What is known of a computed figure, cut to the natural limits; uncut where the figure itself or all
/// that is known lies beyond them, since then it is the inputs that contradict the limits.
interval cut_to_limits(const interval& known, double value, const interval& limits) noexcept;

/// Figures as the areas reported them; all missing where the indicator has none in the block.
figures read_stated(const panel_block& block, std::size_t areas, indicator_index indicator);

/// Figures with every number where both are there computed as numerator / denominator * factor, and
/// elsewhere as stated. `limits` cut the intervals; exact parts whose quotient lies beyond them
/// contradict each other and give `out_of_domain`.
figures compute_from_parts(figures stated, const figures& numerator, const figures& denominator,
                           ratio factor, const interval& limits);

}  // namespace zhibiao::inline ZB_ABI::engine
