#include "engine/figures.hpp"

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/value/decimal.hpp>

#include "engine/taken_from.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// Which rows of a run are read: areas one after the other, or those of a list.
class chosen_rows {
 public:
  explicit chosen_rows(row_range areas) : first_(areas.first), count_(areas.size()) {}
  explicit chosen_rows(std::span<const area_index> list) : list_(list), count_(list.size()) {}

  std::size_t size() const noexcept { return count_; }
  area_index area(std::size_t row) const noexcept {
    return list_.empty() ? first_ + static_cast<area_index>(row) : list_[row];
  }
  std::optional<std::size_t> row_of(area_index area) const noexcept {
    if (list_.empty()) {
      if (area < first_ || area - first_ >= count_) return std::nullopt;
      return area - first_;
    }
    const auto found = std::ranges::lower_bound(list_, area);
    if (found == list_.end() || *found != area) return std::nullopt;
    return static_cast<std::size_t>(found - list_.begin());
  }

 private:
  area_index first_ = 0;
  std::span<const area_index> list_;
  std::size_t count_ = 0;
};

/// Calls `f(column)` for the statuses of a row that say anything; nearly all are normal.
template <class F>
void for_each_said(const observation_status* row, std::size_t columns, F f) {
  constexpr std::size_t step = 8;
  std::size_t c = 0;
  while (c < columns) {
    std::uint64_t eight = 0;
    static_assert(static_cast<int>(observation_status::normal) == 0);
    const std::size_t n = std::min(step, columns - c);
    std::memcpy(&eight, row + c, n);
    for (std::size_t k = 0; eight != 0 && k < n; ++k) {
      if (row[c + k] != observation_status::normal) f(c + k);
    }
    c += n;
  }
}

/// What is known of a figure to begin with: that it is what it is.
marked_cell plain_mark(const figures& f, std::size_t row, std::size_t column) {
  marked_cell m;
  m.offset = row * f.columns + column;
  const double x = f.value(row, column);
  m.why = is_missing(x) ? status::not_reported : status::ok;
  m.known = exactly(x);
  return m;
}

/// The marks of cells that the report qualifies.
void mark_remarks(figures& f, const slot_run& run, const chosen_rows& rows) {
  if (rows.size() == 0) return;
  const std::span<const remarked_figure> remarks = run.figures.remarks;
  auto r = std::ranges::lower_bound(remarks, rows.area(0), {}, &remarked_figure::area);
  for (; r != remarks.end(); ++r) {
    if (r->area > rows.area(rows.size() - 1)) break;
    const std::optional<std::size_t> row = rows.row_of(r->area);
    const std::size_t column = r->period - run.first_period;
    if (!row || !f.has(*row, column)) continue;
    marked_cell m = plain_mark(f, *row, column);
    m.known = r->known;
    if (is_bound(r->how)) m.why = status::bounded;
    f.marks.push_back(m);
  }
}

/// Takes numbers away, in a copy where they are somebody else's.
void withhold(figures& f, const std::vector<std::size_t>& offsets, arena* memory) {
  if (offsets.empty()) return;
  if (f.own.empty()) {
    f.own = taken_from<double>(memory, f.rows * f.columns);
    for (std::size_t row = 0; row < f.rows; ++row) {
      std::copy_n(f.values + row * f.stride, f.columns, f.own.data() + row * f.columns);
    }
    f.values = f.own.data();
    f.stride = f.columns;
  }
  for (const std::size_t offset : offsets) f.own[offset] = kernels::no_number;
}

/// What the reporter says of single cells, added to their marks.
void mark_statuses(figures& f, const slot_run& run, const chosen_rows& rows) {
  if (run.figures.statuses == nullptr) return;
  std::vector<marked_cell> said;
  std::vector<std::size_t> withheld;
  std::size_t next = 0;  // of the marks that are there already
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const observation_status* statuses =
        run.figures.statuses + rows.area(row) * run.figures.status_stride;
    for_each_said(statuses, f.columns, [&](std::size_t column) {
      const observation_status s = statuses[column];
      if (s == observation_status::provisional || s == observation_status::missing) return;
      marked_cell m = plain_mark(f, row, column);
      while (next < f.marks.size() && f.marks[next].offset < m.offset) {
        said.push_back(f.marks[next++]);
      }
      if (next < f.marks.size() && f.marks[next].offset == m.offset) m = f.marks[next++];
      switch (s) {
        case observation_status::estimated:
          if (!f.has(row, column)) return;
          m.why = weaker(m.why, status::estimated);
          m.estimated = true;
          break;
        case observation_status::revised_down:
          if (!f.has(row, column)) return;
          m.why = weaker(m.why, status::revised_down);
          break;
        case observation_status::suppressed:
        case observation_status::not_comparable:
          m.why = s == observation_status::suppressed ? status::suppressed : status::not_comparable;
          if (f.has(row, column)) withheld.push_back(m.offset);
          break;
        default:
          m.breaks = true;
          break;
      }
      said.push_back(m);
    });
  }
  said.insert(said.end(), f.marks.begin() + static_cast<std::ptrdiff_t>(next), f.marks.end());
  f.marks = std::move(said);
  withhold(f, withheld, run.memory);
}

/// The marks of cells with which another territory begins.
void mark_breaks(figures& f, std::span<const break_column> breaks, const chosen_rows& rows) {
  std::vector<marked_cell> all;
  auto next = f.marks.begin();
  for (const break_column& b : breaks) {
    const std::optional<std::size_t> row = rows.row_of(b.area);
    if (!row) continue;
    marked_cell m = plain_mark(f, *row, b.column);
    while (next != f.marks.end() && next->offset < m.offset) all.push_back(*next++);
    if (next != f.marks.end() && next->offset == m.offset) m = *next++;
    m.breaks = true;
    all.push_back(m);
  }
  if (all.empty()) return;
  all.insert(all.end(), next, f.marks.end());
  f.marks = std::move(all);
}

/// The marks of cells in which there is no such area, instead of any other.
void mark_absence(figures& f, std::span<const limited_columns> limited, const chosen_rows& rows,
                  arena* memory) {
  std::vector<marked_cell> all;
  std::vector<std::size_t> withheld;
  auto next = f.marks.begin();
  for (const limited_columns& l : limited) {
    const std::optional<std::size_t> row = rows.row_of(l.area);
    if (!row) continue;
    for (std::size_t column = 0; column < f.columns; ++column) {
      if (l.holds_in(column)) continue;
      marked_cell m;
      m.offset = *row * f.columns + column;
      m.why = status::no_such_area;
      m.known = exactly(kernels::no_number);
      while (next != f.marks.end() && next->offset < m.offset) all.push_back(*next++);
      if (next != f.marks.end() && next->offset == m.offset) ++next;
      if (f.has(*row, column)) withheld.push_back(m.offset);
      all.push_back(m);
    }
  }
  if (all.empty()) return;
  all.insert(all.end(), next, f.marks.end());
  f.marks = std::move(all);
  withhold(f, withheld, memory);
}

/// The scale of the slot and the marks of its cells.
void mark_cells(figures& f, const slot_run& run, const chosen_rows& rows) {
  if (run.exact_decimals) f.scale = {power_of_ten(*run.exact_decimals), true};
  mark_remarks(f, run, rows);
  mark_statuses(f, run, rows);
  if (run.timeline == nullptr) return;
  mark_breaks(f, run.timeline->breaks(), rows);
  mark_absence(f, run.timeline->limited(), rows, run.memory);
}

/// Walks several lists of marks at once, by offset.
class marked_offsets {
 public:
  void add(const std::vector<marked_cell>& marks) {
    for (const marked_cell& m : marks) offsets_.push_back(m.offset);
  }
  void add(std::size_t offset) { offsets_.push_back(offset); }
  const std::vector<std::size_t>& sorted() {
    std::ranges::sort(offsets_);
    offsets_.erase(std::unique(offsets_.begin(), offsets_.end()), offsets_.end());
    return offsets_;
  }

 private:
  std::vector<std::size_t> offsets_;
};

/// The statuses and intervals of figures made from parts of which not all are plain, by ascending
/// offset.
class part_marks {
 public:
  part_marks(const figures& stated, const figures& numerator, const figures& denominator,
             ratio factor, const interval& limits)
      : stated_{stated, mark_cursor(stated.marks)},
        numerator_{numerator, mark_cursor(numerator.marks)},
        denominator_{denominator, mark_cursor(denominator.marks)},
        factor_(factor),
        limits_(limits) {}

  marked_cell mark(std::size_t row, std::size_t column, const kernels::cell& computed) {
    const auto [s, s_breaks] = stated_.at(row, column);
    const auto [n, n_breaks] = numerator_.at(row, column);
    const auto [d, d_breaks] = denominator_.at(row, column);
    marked_cell m;
    m.breaks = s_breaks || n_breaks || d_breaks;
    if (!n.is_there() || !d.is_there()) {
      m.why = s.why;
      m.known = s.known;
      m.estimated = s.estimated;
      if (s.is_there() || s.why == status::no_such_area) return m;
      // The reason that a part is not there is one for the rate.
      for (const status why : {status::no_such_area, status::suppressed, status::not_comparable}) {
        if (n.why != why && d.why != why) continue;
        m.why = why;
        break;
      }
      return m;
    }
    m.estimated = n.estimated || d.estimated;
    m.known = exactly(computed.value);
    m.why = computed.why;
    if (!has_number(m.why)) return m;
    const bool exact = is_exact(n.known) && is_exact(d.known);
    // More insured than there are people: the parts contradict each other.
    if (exact && (computed.value < limits_.lower || computed.value > limits_.upper)) {
      m.why = status::out_of_domain;
      return m;
    }
    m.why = weaker(n.why, d.why);
    if (!exact) {
      const interval quotient = kernels::ratio_of_sums(
          n.known, d.known, factor_, numerator_.all.scale, denominator_.all.scale);
      m.known = cut_to_limits(quotient, computed.value, limits_);
    }
    return m;
  }

 private:
  struct input {
    const figures& all;
    mark_cursor marks;

    std::pair<figure, bool> at(std::size_t row, std::size_t column) {
      const marked_cell* m = marks.at(row * all.columns + column);
      return {all.at(row, column, m), m != nullptr && m->breaks};
    }
  };

  input stated_;
  input numerator_;
  input denominator_;
  ratio factor_;
  const interval& limits_;
};

}  // namespace

const marked_cell* figures::mark(std::size_t row, std::size_t column) const noexcept {
  const std::size_t offset = row * columns + column;
  const auto found = std::ranges::lower_bound(marks, offset, {}, &marked_cell::offset);
  return found != marks.end() && found->offset == offset ? &*found : nullptr;
}

status figures::why(std::size_t row, std::size_t column) const noexcept {
  const marked_cell* m = mark(row, column);
  if (m != nullptr) return m->why;
  return has(row, column) ? status::ok : status::not_reported;
}

interval figures::known(std::size_t row, std::size_t column) const noexcept {
  const marked_cell* m = mark(row, column);
  return m != nullptr ? m->known : exactly(value(row, column));
}

figure figures::at(std::size_t row, std::size_t column, const marked_cell* m) const noexcept {
  figure f;
  f.value = value(row, column);
  if (m != nullptr) {
    f.why = m->why;
    f.known = m->known;
    f.estimated = m->estimated;
    f.bounded = m->why == status::bounded;
  } else {
    f.why = f.is_there() ? status::ok : status::not_reported;
    f.known = exactly(f.value);
  }
  f.made_of = made_of(row, column);
  return f;
}

kernels::quotient figures::made_of(std::size_t row, std::size_t column) const noexcept {
  if (!parts) return {};
  const figures& n = *parts->numerator;
  const figures& d = *parts->denominator;
  if (n.has(row, column) && d.has(row, column)) {
    return kernels::quotient_of(kernels::whole(n.value(row, column), n.scale), n.scale,
                                kernels::whole(d.value(row, column), d.scale), d.scale,
                                parts->factor);
  }
  if (!has(row, column)) return {};
  const kernels::decimal_scale s = parts->stated_scale;
  return {kernels::whole(value(row, column), s), s.exact ? s.power : 1};
}

kernels::quotient_block figures::quotients(std::size_t row, std::size_t column) const noexcept {
  const figures& n = *parts->numerator;
  const figures& d = *parts->denominator;
  return kernels::quotients_of(n.view(row, column), n.scale, d.view(row, column), d.scale,
                               parts->factor);
}

bool figures::breaks_between(std::size_t row, std::size_t column, std::size_t lag) const noexcept {
  const std::size_t offset = row * columns + column;
  const std::span<const marked_cell> run = cells_between(marks, offset + 1 - lag, offset + 1);
  return std::ranges::any_of(run, &marked_cell::breaks);
}

interval cut_to_limits(const interval& known, double value, const interval& limits) noexcept {
  if (value < limits.lower || value > limits.upper || is_apart(known, limits)) return known;
  return clipped(known, limits);
}

figures read_figures(const slot_run& run, row_range areas) {
  figures f;
  f.rows = areas.size();
  f.columns = run.columns;
  f.values = run.figures.values + areas.first * run.figures.value_stride;
  f.stride = run.figures.value_stride;
  mark_cells(f, run, chosen_rows(areas));
  return f;
}

figures gather_figures(const slot_run& run, std::span<const area_index> areas) {
  figures f;
  f.rows = areas.size();
  f.columns = run.columns;
  f.own = taken_from<double>(run.memory, f.rows * f.columns);
  for (std::size_t row = 0; row < f.rows; ++row) {
    std::copy_n(run.figures.values + areas[row] * run.figures.value_stride, f.columns,
                f.own.data() + row * f.columns);
  }
  f.values = f.own.data();
  f.stride = f.columns;
  mark_cells(f, run, chosen_rows(areas));
  return f;
}

figures no_figures(std::size_t rows, std::size_t columns) {
  figures f;
  f.rows = rows;
  f.columns = columns;
  f.own = buffer<double>(columns, kernels::no_number);
  f.values = f.own.data();  // every row is the same one
  return f;
}

figures no_figures(row_range areas, std::size_t columns, const area_timeline& timeline) {
  figures f = no_figures(areas.size(), columns);
  mark_absence(f, timeline.limited(), chosen_rows(areas), nullptr);
  return f;
}

figures no_figures(std::span<const area_index> areas, std::size_t columns,
                   const area_timeline& timeline) {
  figures f = no_figures(areas.size(), columns);
  mark_absence(f, timeline.limited(), chosen_rows(areas), nullptr);
  return f;
}

figures read_all(const panel_source& from, std::size_t block, indicator_index indicator) {
  const block_shape& shape = from.blocks()[block];
  const std::size_t areas = from.frame().areas().size();
  const std::optional<std::size_t> slot = shape.slot(indicator);
  const area_timeline timeline(from.frame().areas(), shape, 0, shape.period_count);
  const row_range all{0, static_cast<area_index>(areas)};
  if (!slot) return no_figures(all, shape.period_count, timeline);
  const std::array<std::size_t, 1> slots{*slot};
  const std::unique_ptr<figure_reader> reader = from.open(block, slots, 0);
  const slot_run run{reader->read(0, 0, shape.period_count),
                     0,
                     shape.period_count,
                     shape.exact_decimals[*slot],
                     nullptr,
                     &timeline};
  return read_figures(run, all);
}

figures compute_from_parts(const figures& stated, const figures& numerator,
                           const figures& denominator, ratio factor, const interval& limits,
                           arena* memory) {
  figures f;
  f.rows = stated.rows;
  f.columns = stated.columns;
  f.own = taken_from<double>(memory, f.rows * f.columns);
  f.values = f.own.data();
  f.stride = f.columns;
  f.parts = {&numerator, &denominator, factor, stated.scale};
  buffer<status> why = taken_from<status>(memory, f.rows * f.columns);
  kernels::value_of(f.quotients(0, 0), {f.rows, f.columns}, {f.own.data(), why.data(), f.columns});

  marked_offsets touched;
  touched.add(stated.marks);
  touched.add(numerator.marks);
  touched.add(denominator.marks);
  for (std::size_t row = 0; row < f.rows; ++row) {
    for (std::size_t c = 0; c < f.columns; ++c) {
      const std::size_t i = row * f.columns + c;
      const double x = f.own[i];
      const bool is_odd = why[i] == status::not_reported
                              ? stated.has(row, c)
                              : !(x >= limits.lower && x <= limits.upper);
      if (is_odd) touched.add(i);
    }
  }
  part_marks rule(stated, numerator, denominator, factor, limits);
  for (const std::size_t offset : touched.sorted()) {
    const std::size_t row = offset / f.columns;
    const std::size_t column = offset % f.columns;
    marked_cell m = rule.mark(row, column, {f.own[offset], why[offset]});
    m.offset = offset;
    if (why[offset] == status::not_reported) f.own[offset] = stated.value(row, column);
    if (!has_number(m.why)) f.own[offset] = kernels::no_number;
    f.marks.push_back(m);
  }
  return f;
}

}  // namespace zhibiao::inline ZB_ABI::engine
