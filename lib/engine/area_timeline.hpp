#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/panel/area_tree.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// An area and the columns [first, last) in which there is one.
struct limited_columns {
  area_index area = 0;
  std::size_t first = 0;
  std::size_t last = 0;

  bool holds_in(std::size_t column) const noexcept { return column >= first && column < last; }
};

/// An area and the first column in which its territory is another than before.
struct break_column {
  area_index area = 0;
  std::size_t column = 0;
};

/// What happens to areas in a run of periods: to nearly all of them, nothing.
class area_timeline {
 public:
  area_timeline() = default;
  /// Over `columns` periods of a block from `first_period` on. Rows count from `first_row`.
  area_timeline(const area_tree& areas, const block_shape& shape, std::size_t first_period,
                std::size_t columns, area_index first_row = 0);

  /// By area: those that there are not in every column, and those that change.
  std::span<const limited_columns> limited() const noexcept { return limited_; }
  std::span<const break_column> breaks() const noexcept { return breaks_; }

  /// How many of these rows there are in a column, or in it or the one `lag` before it.
  std::uint32_t count(row_range rows, std::size_t column, std::size_t lag = 0) const noexcept;

  /// What happens to areas where only some columns count together: those that there are in none of them.
  area_timeline over(std::span<const std::size_t> columns) const;

  /// True where there are all of these rows in every column.
  bool has_all(row_range rows) const noexcept { return among(rows).empty(); }

 private:
  std::span<const limited_columns> among(row_range rows) const noexcept;

  area_index first_row_ = 0;
  std::vector<limited_columns> limited_;
  std::vector<break_column> breaks_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
