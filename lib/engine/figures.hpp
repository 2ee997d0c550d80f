#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/quotient.hpp>
#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include "engine/area_timeline.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// A figure with all that is known of it.
struct figure {
  double value = kernels::no_number;
  status why = status::not_reported;
  interval known;          ///< exactly(value) where it is exact
  bool estimated = false;  ///< an input is estimated, which `bounded` may hide
  bool bounded = false;    ///< an input is only known as a bound, which `partial` may hide
  kernels::quotient
      made_of;  ///< what a rate was divided from; without a number where it has no parts

  bool is_there() const noexcept { return value == value; }
};

/// A figure of which there is more to say than its number, which are few. All others are exact, and
/// `ok` where they are there and `not_reported` where they are not.
struct marked_cell {
  std::size_t offset = 0;  ///< row * columns + column
  status why = status::ok;
  bool estimated = false;
  bool breaks = false;  ///< the series breaks here
  interval known;       ///< exactly the value where it is exact
};

/// The cells with offsets [first, last) of a list by ascending offset.
template <class Cell>
std::span<const Cell> cells_between(const std::vector<Cell>& list, std::size_t first,
                                    std::size_t last) noexcept {
  const auto begin = std::ranges::lower_bound(list, first, {}, &Cell::offset);
  return {begin, std::ranges::lower_bound(begin, list.end(), last, {}, &Cell::offset)};
}

struct figures;

/// What figures made from parts are divided from; where a part is missing they are as stated.
struct figure_parts {
  const figures* numerator = nullptr;
  const figures* denominator = nullptr;
  ratio factor;
  kernels::decimal_scale stated_scale;
};

/// Finds marks at ascending offsets.
class mark_cursor {
 public:
  explicit mark_cursor(std::span<const marked_cell> marks) : rest_(marks) {}

  /// Null for a plain cell.
  const marked_cell* at(std::size_t offset) noexcept {
    while (!rest_.empty() && rest_.front().offset < offset) rest_ = rest_.subspan(1);
    return !rest_.empty() && rest_.front().offset == offset ? rest_.data() : nullptr;
  }

 private:
  std::span<const marked_cell> rest_;
};

/// The figures of some areas over some periods, `[row][column]`: a view of numbers, NaN where there is
/// none to be used, and the marks of the few cells that are not plain.
struct figures {
  std::size_t rows = 0;
  std::size_t columns = 0;
  const double* values = nullptr;  ///< `values[row * stride + column]`
  std::size_t stride = 0;
  kernels::decimal_scale scale;
  std::vector<marked_cell> marks;     ///< by offset
  std::optional<figure_parts> parts;  ///< of figures that have some; a figure as stated is marked
  buffer<double> own;                 ///< the numbers, where they are not somebody else's

  kernels::block_view view(std::size_t row, std::size_t column) const noexcept {
    return {values + row * stride + column, stride};
  }

  double value(std::size_t row, std::size_t column) const noexcept {
    return values[row * stride + column];
  }
  bool has(std::size_t row, std::size_t column) const noexcept {
    const double x = value(row, column);
    return x == x;
  }
  /// What a figure made from parts is divided from; without a number for others.
  kernels::quotient made_of(std::size_t row, std::size_t column) const noexcept;
  /// The same of all figures from a cell on that have both parts.
  kernels::quotient_block quotients(std::size_t row, std::size_t column) const noexcept;
  /// Null for a plain cell.
  const marked_cell* mark(std::size_t row, std::size_t column) const noexcept;
  status why(std::size_t row, std::size_t column) const noexcept;
  interval known(std::size_t row, std::size_t column) const noexcept;
  figure at(std::size_t row, std::size_t column) const noexcept {
    return at(row, column, mark(row, column));
  }
  /// The same where the mark is at hand; null for a plain cell.
  figure at(std::size_t row, std::size_t column, const marked_cell* m) const noexcept;
  /// The marks of the rows [first, last).
  std::span<const marked_cell> marks_of(std::size_t first, std::size_t last) const noexcept {
    return cells_between(marks, first * columns, last * columns);
  }
  /// True where the series breaks in the columns (column - lag, column].
  bool breaks_between(std::size_t row, std::size_t column, std::size_t lag) const noexcept;
};

/// What is known of a computed figure, cut to the natural limits; uncut where the figure itself or all
/// that is known lies beyond them, since then it is the inputs that contradict the limits.
interval cut_to_limits(const interval& known, double value, const interval& limits) noexcept;

/// What figures are read from: a run of a slot over `columns` periods from `first_period` on.
struct slot_run {
  figure_run figures;
  std::size_t first_period = 0;
  std::size_t columns = 0;
  std::optional<int> exact_decimals;
  arena* memory = nullptr;                  ///< for numbers that have to be copied; may be null
  const area_timeline* timeline = nullptr;  ///< of the columns; rows count from area 0
};

/// The areas [first, last) as they reported. The numbers stay where they are unless one is withheld.
figures read_figures(const slot_run& run, row_range areas);

/// The same of some areas by ascending row, copied together.
figures gather_figures(const slot_run& run, std::span<const area_index> areas);

/// Figures of which none is reported.
figures no_figures(std::size_t rows, std::size_t columns);
/// The same of the areas [first, last) and of areas by ascending row.
figures no_figures(row_range areas, std::size_t columns, const area_timeline& timeline);
figures no_figures(std::span<const area_index> areas, std::size_t columns,
                   const area_timeline& timeline);

/// All areas' figures of an indicator over all periods of a block of a panel; none where it has no
/// slot.
figures read_all(const panel_source& from, std::size_t block, indicator_index indicator);

/// Figures with every number where both are there computed as numerator / denominator * factor, and
/// elsewhere as stated. `limits` cut the intervals; exact parts whose quotient lies beyond them
/// contradict each other and give `out_of_domain`. The parts must outlive what is made of them.
figures compute_from_parts(const figures& stated, const figures& numerator,
                           const figures& denominator, ratio factor, const interval& limits,
                           arena* memory);

}  // namespace zhibiao::inline ZB_ABI::engine
