#include "engine/area_timeline.hpp"

#include <zhibiao/value/validity.hpp>

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// The column of the period that a day lies in; negative before the first.
std::int64_t column_of(date day, period first) {
  return std::int64_t{period_of(day, first.frequency()).ordinal()} - first.ordinal();
}

}  // namespace

area_timeline::area_timeline(const area_tree& areas, const block_shape& shape,
                             std::size_t first_period, std::size_t columns, area_index first_row)
    : first_row_(first_row) {
  if (areas.limited().empty() && areas.breaks().empty()) return;
  const period first = shape.period_at(first_period);
  const auto end = static_cast<std::int64_t>(columns);
  // A period is of what there is on its last day: the one that holds the first day is the first, the one
  // that holds the day of the end is the first without.
  const auto cut = [&](date day) {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(column_of(day, first), 0, end));
  };
  for (const limited_area& l : areas.limited()) {
    limited_columns c{l.area, 0, columns};
    if (l.valid.is_never()) {
      c.last = 0;
    } else {
      if (l.valid.from.is_valid()) c.first = cut(l.valid.from);
      if (l.valid.to.is_valid()) c.last = cut(l.valid.to);
    }
    if (c.first != 0 || c.last != columns) limited_.push_back(c);
  }
  for (const area_break& b : areas.breaks()) {
    const std::int64_t column = column_of(b.on, first);
    if (column < 0 || column >= end) continue;
    const break_column at{b.area, static_cast<std::size_t>(column)};
    const bool is_known =
        !breaks_.empty() && breaks_.back().area == at.area && breaks_.back().column == at.column;
    if (!is_known) breaks_.push_back(at);
  }
}

std::span<const limited_columns> area_timeline::among(row_range rows) const noexcept {
  const auto first =
      std::ranges::lower_bound(limited_, first_row_ + rows.first, {}, &limited_columns::area);
  return {first, std::ranges::lower_bound(first, limited_.end(), first_row_ + rows.last, {},
                                          &limited_columns::area)};
}

area_timeline area_timeline::over(std::span<const std::size_t> columns) const {
  area_timeline some;
  some.first_row_ = first_row_;
  for (const limited_columns& l : limited_) {
    const bool is_there =
        std::ranges::any_of(columns, [&](std::size_t c) { return l.holds_in(c); });
    if (!is_there) some.limited_.push_back({l.area, 0, 0});
  }
  return some;
}

std::uint32_t area_timeline::count(row_range rows, std::size_t column,
                                   std::size_t lag) const noexcept {
  const auto absent = std::ranges::count_if(among(rows), [&](const limited_columns& l) {
    return !l.holds_in(column) && !(lag <= column && l.holds_in(column - lag));
  });
  return static_cast<std::uint32_t>(rows.size() - static_cast<std::size_t>(absent));
}

}  // namespace zhibiao::inline ZB_ABI::engine
