#include "engine/change.hpp"

#include "engine/scale_of.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

}  // namespace

/// The towns that report in both periods, added up for either.
struct change::matched_sums {
  participation both;
  rolled_up current;
  rolled_up base;
  std::size_t columns;

  const cell_coverage& coverage(std::size_t row, std::size_t column) const {
    return current.coverage[row * columns + column];
  }

  figure at(const rolled_up& sums, std::size_t row, std::size_t column) const {
    const std::size_t i = row * columns + column;
    figure f;
    f.value = sums.cells[i].value;
    f.why = sums.cells[i].why;
    const std::span<const known_cell> known = cells_between(sums.known, i, i + 1);
    f.known = known.empty() ? exactly(f.value) : known.front().known;
    if (!sums.made_of.empty()) f.made_of = sums.made_of[i];
    return f;
  }
};

change::change(const slab& of, const change_rule& rule)
    : slab_(of), rule_(rule), values_(of.values()), min_base_(of.definition().min_base) {}

void change::write_towns(const row_run& rows, const cells_out& out) {
  if (rule_.is_refused) {
    write_refused(rows, out);
    return;
  }
  write_plain(rows, out);
  write_exact(rows, out);
  write_first_periods(rows, out);
  write_marked(rows, out);
}

/// Every figure as if it were plain: one pass over the shifted block where the rows follow each other,
/// in which the first periods of a row meet the end of the row before.
void change::write_plain(const row_run& rows, const cells_out& out) const {
  const auto run = [&](std::size_t row, std::size_t column, std::size_t count) {
    const std::size_t period = column - slab_.first_column();
    const double* const x = values_.values + row * values_.stride + column;
    const std::span<const double> current(x, count);
    const std::span<const double> base(x - rule_.lag, count);
    const std::span<double> numbers = out.values_of(rows.position_of(row), period, count);
    const std::span<status> why = out.statuses_of(rows.position_of(row), period, count);
    if (rule_.in_points) {
      kernels::difference(current, base, values_.scale, numbers, why);
    } else {
      kernels::percent_change(current, base, values_.scale, min_base_, numbers, why);
    }
  };
  const std::size_t first = std::max(slab_.first_column(), rule_.lag);
  if (first >= slab_.columns()) return;
  const bool is_flat = slab_.first_column() == 0 && values_.stride == slab_.columns() &&
                       out.stride == slab_.columns();
  if (is_flat) {
    run(rows.first, first, rows.size() * slab_.columns() - first);
    return;
  }
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    run(row, first, slab_.columns() - first);
  }
}

/// Cells that the scale of the slot does not make exact: those made from parts, which have been rounded
/// once already, and those of a slot without a last digit, where one long decimal must not cost the
/// other cells their exactness.
void change::write_exact(const row_run& rows, const cells_out& out) const {
  const bool has_parts = !values_.made_of.empty();
  if (values_.scale.exact && !has_parts) return;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = std::max(slab_.first_column(), rule_.lag); c < slab_.columns(); ++c) {
      const double x = values_.value(row, c);
      const double b = values_.value(row, c - rule_.lag);
      if (!(x == x && b == b)) continue;
      figure current;
      figure base;
      current.value = x;
      base.value = b;
      current.known = exactly(x);
      base.known = exactly(b);
      if (has_parts) {
        current.made_of = values_.made_of[row * values_.columns + c];
        base.made_of = values_.made_of[row * values_.columns + c - rule_.lag];
      }
      current.why = base.why = status::ok;
      out.put(rows.position_of(row), c - slab_.first_column(),
              of_report(current, base, false).cell);
    }
  }
}

void change::write_first_periods(const row_run& rows, const cells_out& out) const {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < std::min(rule_.lag, slab_.columns()); ++c) {
      out.put(rows.position_of(row), c - slab_.first_column(),
              {no_number, values_.has(row, c) ? status::base_not_reported : status::not_reported});
    }
  }
}

/// Cells of which the figure, its base or the series between them is marked.
void change::write_marked(const row_run& rows, const cells_out& out) const {
  std::vector<std::size_t> touched;
  for (const marked_cell& m : values_.marks_of(rows.first, rows.last)) {
    const std::size_t column = m.offset % values_.columns;
    const auto touch = [&](std::size_t c) {
      if (c >= slab_.first_column() && c < slab_.columns()) {
        touched.push_back(m.offset - column + c);
      }
    };
    touch(column);
    if (m.breaks) {
      for (std::size_t later = 1; later < rule_.lag; ++later) touch(column + later);
    }
    touch(column + rule_.lag);
  }
  std::ranges::sort(touched);
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (const std::size_t offset : touched) {
    const std::size_t row = offset / values_.columns;
    const std::size_t column = offset % values_.columns;
    const changed c = of_town(row, column);
    out.put(rows.position_of(row), column - slab_.first_column(), c.cell, c.known);
  }
}

void change::write_refused(const row_run& rows, const cells_out& out) const {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      status why = status::not_comparable;
      // A figure that is missing is the better reason.
      if (!values_.has(row, c)) {
        why = values_.why(row, c);
      } else if (c < rule_.lag || !values_.has(row, c - rule_.lag)) {
        why = status::base_not_reported;
      }
      out.put(rows.position_of(row), c - slab_.first_column(), {no_number, why});
    }
  }
}

change::changed change::of_town(std::size_t row, std::size_t column) const {
  const figure current = values_.at(row, column);
  if (column < rule_.lag) return of_report(current, {}, false);
  return of_report(current, values_.at(row, column - rule_.lag),
                   values_.breaks_between(row, column, rule_.lag));
}

/// The change of a figure that stands as it is: a town's, or an area's own report.
change::changed change::of_report(const figure& current, const figure& base, bool is_broken) const {
  if (!has_number(current.why)) return {{no_number, current.why}, {}};
  if (!has_number(base.why)) {
    const bool low = base.why == status::coverage_low;
    return {{no_number, low ? status::coverage_low : status::base_not_reported}, {}};
  }
  if (is_broken) return {{no_number, status::not_comparable}, {}};
  const bool by_cell = values_.made_of.empty() && !values_.scale.exact;
  const decimal_scale own = by_cell ? scale_of({current.value, base.value}) : values_.scale;
  changed c = computed(current, base, own, values_.scale);
  if (has_number(c.cell.why)) c.cell.why = weaker(c.cell.why, weaker(current.why, base.why));
  return c;
}

/// The number is computed in its own scale and what is known of it in that of its series.
change::changed change::computed(const figure& current, const figure& base, decimal_scale own,
                                 decimal_scale s) const {
  const double x = current.value;
  const double b = base.value;
  changed c;
  c.cell = rule_.in_points ? kernels::difference(x, b, own)
                           : kernels::percent_change(x, b, own, min_base_);
  const bool is_quotient =
      current.made_of.all == current.made_of.all && base.made_of.all == base.made_of.all;
  if (is_quotient && has_number(c.cell.why)) {
    c.cell = rule_.in_points ? kernels::difference(current.made_of, base.made_of)
                             : kernels::percent_change(current.made_of, base.made_of, min_base_);
  }
  c.known = exactly(c.cell.value);
  if (!current.is_there() || !base.is_there()) return c;
  if (is_exact(current.known) && is_exact(base.known)) return c;
  const kernels::known_change k = known_between(current, base, s);
  c.cell.why = k.why;
  if (!has_number(k.why)) {
    c.cell.value = no_number;
    return c;
  }
  // Ends that are nearly the same may have been rounded past the figure between them.
  c.known = k.known;
  c.known.lower = std::min(c.known.lower, c.cell.value);
  c.known.upper = std::max(c.known.upper, c.cell.value);
  return c;
}

/// What is known of the change of two figures of which one is only known as an interval, and the
/// status before those of the figures are added.
kernels::known_change change::known_between(const figure& current, const figure& base,
                                            decimal_scale s) const {
  const double x = current.value;
  const double b = base.value;
  if (rule_.in_points) {
    return {kernels::difference(current.known, base.known, s), kernels::difference(x, b, s).why};
  }
  kernels::known_change k = kernels::percent_change(current.known, base.known, s, min_base_);
  // Of a base beyond zero the printed number can still be none to divide by: 超过0件.
  const status printed = kernels::percent_change(x, b, s, min_base_).why;
  if (has_number(k.why)) k.why = has_number(printed) ? printed : status::undetermined;
  return k;
}

change::matched_sums change::match(std::span<const row_range> segments) const {
  participation both = slab_.taking_part()->matched(rule_.lag);
  rolled_up current = roll_up_towns(slab_.inputs(), both, segments, 0);
  rolled_up base = roll_up_towns(slab_.inputs(), both, segments, rule_.lag);
  return {std::move(both), std::move(current), std::move(base), slab_.columns()};
}

void change::write_above(std::size_t position, const cells_out& out) {
  std::optional<matched_sums> sums;
  if (slab_.taking_part()) sums = match(slab_.segments());
  for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const std::size_t period = c - slab_.first_column();
      const compared_area made = of_area(row, c, sums ? &*sums : nullptr);
      out.put(position + row, period, made.change.cell, made.change.known);
      out.coverage[row * out.stride + period] = made.coverage;
    }
  }
}

change::compared_area change::of_area(std::size_t row, std::size_t column,
                                      const matched_sums* sums) const {
  const upper_figures& above = slab_.above();
  compared_area made{{}, above.coverage(row, column)};
  const figure current = above.at(row, column);
  if (column < rule_.lag) {
    made.change = of_report(current, {}, false);
    return made;
  }
  const figure base = above.at(row, column - rule_.lag);
  const bool is_made = above.comes_from_towns(row, column);
  const bool base_is_made = above.comes_from_towns(row, column - rule_.lag);
  if (!(is_made || base_is_made) || !has_number(current.why)) {
    made.change = of_report(current, base, above.breaks_between(row, column, rule_.lag));
  } else if (!has_number(base.why)) {
    made.change = of_report(current, base, false);
    made.coverage = sums->coverage(row, column);
  } else if (is_made != base_is_made) {
    made.change = {{no_number, status::not_comparable}, {}};
  } else {
    made.change = of_matched(row, column, *sums);
    made.coverage = sums->coverage(row, column);
  }
  if (rule_.is_refused) {
    if (has_number(current.why) && has_number(base.why)) {
      made.change.cell.why = status::not_comparable;
    }
    made.change.cell.value = no_number;
  }
  return made;
}

change::changed change::of_matched(std::size_t row, std::size_t column,
                                   const matched_sums& sums) const {
  const double minimum = slab_.inputs().min_coverage;
  const cell_coverage& coverage = sums.coverage(row, column);
  const bool is_covered =
      coverage.counted != 0 && has_number(covered({0, status::ok}, coverage, minimum).why);
  if (!is_covered) return {{no_number, status::coverage_low}, {}};
  if (breaks_in(slab_.segments()[row], column, sums.both)) {
    return {{no_number, status::not_comparable}, {}};
  }

  const figure current = sums.at(sums.current, row, column);
  const figure base = sums.at(sums.base, row, column);
  // A weighted mean has no last digit, whatever the figures it is made from.
  const bool is_mean = slab_.inputs().rule == area_aggregation::weighted_mean;
  const decimal_scale s =
      kernels::fitting(is_mean ? decimal_scale{} : values_.scale, current.value, base.value);
  changed c;
  if (!has_number(current.why)) {
    c.cell.why = current.why;
  } else if (!has_number(base.why)) {
    c.cell.why = status::base_not_reported;
  } else {
    c = computed(current, base, s, s);
    if (has_number(c.cell.why)) c.cell.why = weaker(c.cell.why, weaker(current.why, base.why));
  }
  c.cell = covered(c.cell, coverage, minimum);
  return c;
}

/// True where the series of a town that takes part in both columns breaks between them.
bool change::breaks_in(row_range towns, std::size_t column, const participation& both) const {
  return std::ranges::any_of(values_.marks_of(towns.first, towns.last), [&](const marked_cell& m) {
    const std::size_t at = m.offset % values_.columns;
    return m.breaks && at <= column && at + rule_.lag > column &&
           both.has(m.offset / values_.columns, column);
  });
}

change::compared change::compare_above(std::size_t row, std::size_t column) const {
  const upper_figures& above = slab_.above();
  compared two{above.at(row, column), {}};
  two.base.why = status::base_not_reported;
  if (column < rule_.lag) return two;
  two.base = above.at(row, column - rule_.lag);
  if (!above.comes_from_towns(row, column) || !above.comes_from_towns(row, column - rule_.lag)) {
    return two;
  }
  const matched_sums sums = match(slab_.segments().subspan(row, 1));
  return {sums.at(sums.current, 0, column), sums.at(sums.base, 0, column)};
}

}  // namespace zhibiao::inline ZB_ABI::engine
