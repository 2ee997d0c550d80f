#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/figure_rows.hpp>
#include <zhibiao/panel/indicator.hpp>

#include "panel/panel_outline.hpp"
#include "panel/period_key.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// One figure on its way into a panel.
struct stored_row {
  area_index area;
  indicator_index indicator;
  period_key period;
  double value;
  std::int64_t line;  ///< 0: none
};

/// The rows that a builder has accepted, in columns: 20 bytes a row, and four more where lines neither
/// follow each other nor are missing altogether.
class row_store {
 public:
  explicit row_store(std::size_t indicators) : outline_(indicators) {}

  std::size_t size() const noexcept { return batches_.empty() ? 0 : batches_.back().end(); }
  const panel_outline& outline() const noexcept { return outline_; }

  void add(const stored_row& row);

  /// Adds columns whose indices are good and whose outline that is.
  void add(figure_rows rows, const panel_outline& outline);

  /// Takes the rows out. The outline stays here too, as that of all rows there ever were.
  row_store take_rows() noexcept {
    row_store taken(outline_);
    std::swap(taken.batches_, batches_);
    return taken;
  }

  stored_row operator[](std::size_t i) const noexcept;

  /// True where no row has a lesser line than one before it.
  bool is_in_line_order() const noexcept;

  /// Rows that lie together in memory.
  struct run {
    const area_index* areas;
    const indicator_index* indicators;
    const period_key* periods;
    const double* values;
    std::size_t first;  ///< number of the first
    std::size_t size;
  };
  /// Calls visit(run) for the rows [first, last), in their order.
  template <class Visit>
  void for_each_run(std::size_t first, std::size_t last, const Visit& visit) const {
    for (const batch& b : batches_) {
      const std::size_t from = std::max(first, b.begin);
      const std::size_t to = std::min(last, b.end());
      if (from >= to) continue;
      const std::size_t at = from - b.begin;
      visit(run{b.areas.data() + at, b.indicators.data() + at, b.periods.data() + at,
                b.values.data() + at, from, to - from});
    }
  }

 private:
  explicit row_store(panel_outline outline) : outline_(std::move(outline)) {}

  struct batch {
    std::size_t begin = 0;  ///< number of its first row
    std::vector<area_index> areas;
    std::vector<indicator_index> indicators;
    std::vector<period_key> periods;
    std::vector<double> values;
    /// Row i stands at line `first_line + i`; where there are offsets, at `first_line + offset`; where
    /// `first_line` is 0 and there are none, at no line.
    std::int64_t first_line = 0;
    std::vector<std::uint32_t> line_offsets;

    std::size_t size() const noexcept { return values.size(); }
    std::size_t end() const noexcept { return begin + size(); }
    std::int64_t line(std::size_t i) const noexcept {
      if (!line_offsets.empty()) return first_line + line_offsets[i];
      return first_line == 0 ? 0 : first_line + static_cast<std::int64_t>(i);
    }
    bool take_line(std::int64_t line);
    void list_lines_from_zero();
  };

  batch& open_batch(std::int64_t line);

  std::vector<batch> batches_;
  panel_outline outline_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
