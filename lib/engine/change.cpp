#include "engine/change.hpp"

#include <zhibiao/kernels/change.hpp>

#include "engine/area_change.hpp"
#include "engine/scale_of.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

}  // namespace

/// The marks of one row by column, and which changes they touch.
struct change::marked_row {
  explicit marked_row(std::size_t columns) : marks(columns), is_touched(columns) {}

  void clear() {
    std::ranges::fill(marks, nullptr);
    std::ranges::fill(is_touched, std::uint8_t{0});
  }
  void touch(std::size_t column) {
    if (column < is_touched.size()) is_touched[column] = 1;
  }

  std::vector<const marked_cell*> marks;
  std::vector<std::uint8_t> is_touched;
};

change::change(const slab& of, const change_rule& rule)
    : slab_(of),
      rule_(rule),
      values_(of.values()),
      min_base_(of.definition().min_base),
      formula_(rule, of.values(), of.definition().min_base) {}

void change::write_towns(const row_run& rows, const cells_out& out) {
  if (rule_.is_refused) {
    write_refused(rows, out);
  } else {
    write_plain(rows, out);
    write_exact(rows, out);
    write_marked(rows, out);
  }
  write_founded(rows, out);
}

/// Every figure as if it were plain. Where the slab begins with the series, its first periods have no
/// base; otherwise all that have one in the series have it in the slab.
void change::write_plain(const row_run& rows, const cells_out& out) const {
  const std::size_t first = slab_.first_column();
  const kernels::block_size size{rows.size(), slab_.columns() - first};
  if (first == 0) {
    const kernels::cell_block to = out.block(rows.position, 0);
    if (!values_.parts) {
      const kernels::block_view x = values_.view(rows.first, 0);
      rule_.in_points
          ? kernels::difference_along_rows(x, rule_.lag, size, values_.scale, to)
          : kernels::percent_change_along_rows(x, rule_.lag, size, values_.scale, min_base_, to);
    } else {
      const kernels::quotient_block x = values_.quotients(rows.first, 0);
      rule_.in_points ? kernels::difference_along_rows(x, rule_.lag, size, to)
                      : kernels::percent_change_along_rows(x, rule_.lag, size, min_base_, to);
    }
    return;
  }
  write_first_periods(rows, out);
  const std::size_t from = std::max(first, rule_.lag);
  if (from >= slab_.columns()) return;
  const kernels::block_size rest{rows.size(), slab_.columns() - from};
  const kernels::cell_block to = out.block(rows.position, from - first);
  if (!values_.parts) {
    const kernels::block_view x = values_.view(rows.first, from);
    const kernels::block_view b = values_.view(rows.first, from - rule_.lag);
    rule_.in_points ? kernels::difference(x, b, rest, values_.scale, to)
                    : kernels::percent_change(x, b, rest, values_.scale, min_base_, to);
  } else {
    const kernels::quotient_block x = values_.quotients(rows.first, from);
    const kernels::quotient_block b = values_.quotients(rows.first, from - rule_.lag);
    rule_.in_points ? kernels::difference(x, b, rest, to)
                    : kernels::percent_change(x, b, rest, min_base_, to);
  }
}

/// Cells of a slot without a last digit: one long decimal must not cost the others their exactness.
void change::write_exact(const row_run& rows, const cells_out& out) const {
  if (values_.scale.exact || values_.parts) return;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = std::max(slab_.first_column(), rule_.lag); c < slab_.columns(); ++c) {
      const double x = values_.value(row, c);
      const double b = values_.value(row, c - rule_.lag);
      if (!(x == x && b == b)) continue;
      const decimal_scale s = scale_of({x, b});
      out.put(rows.position_of(row), c - slab_.first_column(),
              rule_.in_points ? kernels::difference(x, b, s)
                              : kernels::percent_change(x, b, s, min_base_));
    }
  }
}

/// Periods at the beginning of the series, before which nothing is reported.
void change::write_first_periods(const row_run& rows, const cells_out& out) const {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < std::min(rule_.lag, slab_.columns()); ++c) {
      out.put(rows.position_of(row), c - slab_.first_column(),
              {no_number, values_.has(row, c) ? status::base_not_reported : status::not_reported});
    }
  }
}

/// Cells of which the figure, its base or the series between them is marked, row by row.
void change::write_marked(const row_run& rows, const cells_out& out) const {
  marked_row at_hand(slab_.columns());
  const std::span<const marked_cell> marks = values_.marks_of(rows.first, rows.last);
  for (std::size_t next = 0; next < marks.size();) {
    const std::size_t row = marks[next].offset / values_.columns;
    at_hand.clear();
    for (; next < marks.size() && marks[next].offset / values_.columns == row; ++next) {
      const std::size_t column = marks[next].offset % values_.columns;
      at_hand.marks[column] = &marks[next];
      at_hand.touch(column);
      at_hand.touch(column + rule_.lag);
      for (std::size_t later = 1; marks[next].breaks && later < rule_.lag; ++later) {
        at_hand.touch(column + later);
      }
    }
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      if (at_hand.is_touched[c] == 0) continue;
      const changed made = of_town(row, c, at_hand);
      out.put(rows.position_of(row), c - slab_.first_column(), made.cell, made.known);
    }
  }
}

/// Towns that there were not yet before the first period of the series.
void change::write_founded(const row_run& rows, const cells_out& out) const {
  const area_index first_town = slab_.areas().towns.first;
  const row_range towns{static_cast<area_index>(first_town + rows.first),
                        static_cast<area_index>(first_town + rows.last)};
  for (const limited_area& l : slab_.series().areas().limited(towns)) {
    const std::size_t row = slab_.row_of(l.area);
    for (std::size_t c = slab_.first_column(); c < std::min(rule_.lag, slab_.columns()); ++c) {
      if (!values_.has(row, c) || slab_.was_there(l.area, c, rule_.lag)) continue;
      out.put(rows.position_of(row), c - slab_.first_column(), {no_number, status::not_comparable});
    }
  }
}

void change::write_refused(const row_run& rows, const cells_out& out) const {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      status why = status::not_comparable;
      // A figure that is missing is the better reason.
      if (!values_.has(row, c)) {
        why = values_.why(row, c);
      } else if (c < rule_.lag) {
        why = status::base_not_reported;
      } else if (!values_.has(row, c - rule_.lag)) {
        why = without_base(values_.why(row, c - rule_.lag));
      }
      out.put(rows.position_of(row), c - slab_.first_column(), {no_number, why});
    }
  }
}

changed change::of_town(std::size_t row, std::size_t column, const marked_row& at_hand) const {
  const figure current = values_.at(row, column, at_hand.marks[column]);
  if (column < rule_.lag) return formula_.of_report(current, {}, false);
  const std::size_t base = column - rule_.lag;
  bool is_broken = false;
  for (std::size_t c = base + 1; c <= column; ++c) {
    is_broken = is_broken || (at_hand.marks[c] != nullptr && at_hand.marks[c]->breaks);
  }
  return formula_.of_report(current, values_.at(row, base, at_hand.marks[base]), is_broken);
}

void change::write_above(std::size_t position, const cells_out& out) {
  const area_change areas(slab_, rule_);
  areas.write(position, out);
}

}  // namespace zhibiao::inline ZB_ABI::engine
