#include "io/observation_piece.hpp"

#include <zhibiao/panel/missing.hpp>

#include "io/large_pages.hpp"

#include <numeric>
#include <type_traits>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

/// Those that a list did not keep, another of the same limit does not keep either. All are errors.
void add_lost(const fault_list& from, fault_list& to) noexcept {
  to.add_lost(from.errors() - from.kept().size(), 0);
}

}  // namespace

void observation_piece::reserve(std::size_t rows) {
  reserve_large_pages(figures_.areas, rows);
  reserve_large_pages(figures_.indicators, rows);
  reserve_large_pages(figures_.period_codes, rows);
  reserve_large_pages(figures_.values, rows);
}

void observation_piece::append_batch() {
  const auto append = [n = batch_.size](auto& column, const auto& more) {
    column.insert(column.end(), more.data(), more.data() + n);
  };
  append(figures_.areas, batch_.areas);
  append(figures_.indicators, batch_.indicators);
  append(figures_.period_codes, batch_.period_codes);
  append(figures_.values, batch_.values);
  batch_.size = 0;
}

void observation_piece::finish(std::vector<period> periods) {
  append_batch();
  figures_.periods = std::move(periods);
}

/// For a figure that is the first, or stands on another line than behind the one before.
void observation_piece::note_line() {
  const std::size_t before = figure_count();
  if (before == 0) {
    figures_.first_line = line_;
    next_line_ = line_;
    return;
  }
  std::vector<std::uint32_t>& offsets = figures_.line_offsets;
  if (offsets.empty()) {
    offsets.resize(before);
    std::iota(offsets.begin(), offsets.end(), 0U);
  }
  offsets.push_back(static_cast<std::uint32_t>(line_ - figures_.first_line));
  next_line_ = none - 1;  // never again
}

void observation_piece::add(const observation_row& row, const place& value_at) {
  if (row.said) said_.push_back(*row.said);
  texts_ += row.printed;
  const std::size_t printed_end = texts_.size();
  texts_ += row.note;
  stated_.push_back({figure_count(), said_.size(), printed_end, texts_.size(), value_at.line,
                     value_at.column, row.period, row.area, row.indicator, row.unit, row.status});
}

void observation_piece::place_new_faults() {
  fault_positions_.resize(faults_.kept().size(), {figure_count(), stated_.size()});
}

void observation_piece::hand_over(panel_builder& builder, const std::string& file,
                                  std::int64_t first_line) {
  figures_.first_line += first_line;
  if (stated_.empty() && faults_.errors() == 0) {
    if (figure_count() > 0) builder.add(std::move(figures_));
    return;
  }
  std::size_t figure = 0;
  const auto figures_up_to = [&](std::size_t end) {
    if (figure < end) hand_over_figures(builder, figure, end);
    figure = end;
  };
  std::size_t stated = 0;
  const auto stated_up_to = [&](std::size_t end) {
    for (; stated < end; ++stated) {
      figures_up_to(stated_[stated].figures_before);
      hand_over_stated(builder, file, first_line, stated);
    }
  };
  for (std::size_t i = 0; i < fault_positions_.size(); ++i) {
    stated_up_to(fault_positions_[i].stated_before);
    figures_up_to(fault_positions_[i].figures_before);
    fault f = faults_.kept()[i];
    f.where.line += first_line;
    builder.faults().add(f.code, std::move(f.where), std::move(f.message), f.level);
  }
  stated_up_to(stated_.size());
  figures_up_to(figure_count());
  add_lost(faults_, builder.faults());
}

void observation_piece::hand_over(fault_list& faults, std::int64_t first_line) const {
  for (fault f : faults_.kept()) {
    f.where.line += first_line;
    faults.add(f.code, std::move(f.where), std::move(f.message), f.level);
  }
  add_lost(faults_, faults);
}

void observation_piece::hand_over_figures(panel_builder& builder, std::size_t first,
                                          std::size_t last) const {
  const auto line_of = [this](std::size_t i) {
    return figures_.first_line + (figures_.line_offsets.empty() ? static_cast<std::int64_t>(i)
                                                                : figures_.line_offsets[i]);
  };
  // A few rows are not worth columns of their own.
  constexpr std::size_t few = 16;
  if (last - first <= few) {
    for (std::size_t i = first; i < last; ++i) {
      const period at = figures_.periods[figures_.period_codes[i]];
      if (is_missing(figures_.values[i])) {
        builder.add_empty(figures_.areas[i], figures_.indicators[i], at, line_of(i));
      } else {
        builder.add(figures_.areas[i], figures_.indicators[i], at, figures_.values[i], line_of(i));
      }
    }
    return;
  }
  const auto part = [first, last](const auto& column) {
    using offset = std::ptrdiff_t;
    return std::remove_cvref_t<decltype(column)>(column.begin() + static_cast<offset>(first),
                                                 column.begin() + static_cast<offset>(last));
  };
  figure_rows some;
  some.periods = figures_.periods;
  some.areas = part(figures_.areas);
  some.indicators = part(figures_.indicators);
  some.period_codes = part(figures_.period_codes);
  some.values = part(figures_.values);
  if (figures_.line_offsets.empty()) {
    some.first_line = line_of(first);
  } else {
    some.first_line = figures_.first_line;
    some.line_offsets = part(figures_.line_offsets);
  }
  builder.add(std::move(some));
}

void observation_piece::hand_over_stated(panel_builder& builder, const std::string& file,
                                         std::int64_t first_line, std::size_t i) {
  const stated_row& row = stated_[i];
  const std::size_t said_start = i == 0 ? 0 : stated_[i - 1].said_end;
  const std::size_t start = i == 0 ? 0 : stated_[i - 1].note_end;
  const std::string_view texts = texts_;
  observation o;
  o.area = row.area;
  o.indicator = row.indicator;
  o.period = row.period;
  if (said_start < row.said_end) o.value = said_[said_start];
  o.unit = row.unit;
  o.status = row.status;
  o.printed = texts.substr(start, row.printed_end - start);
  o.note = texts.substr(row.printed_end, row.note_end - row.printed_end);
  o.where.file = file;
  o.where.line = first_line + row.line;
  o.where.column = row.column;
  builder.add(o);
}

}  // namespace zhibiao::inline ZB_ABI::detail
