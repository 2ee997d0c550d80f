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

change::change(const slab& of, const change_rule& rule)
    : slab_(of), rule_(rule), values_(of.values()), min_base_(of.definition().min_base) {}

void change::write_towns(const row_run& rows, const cells_out& out) {
  if (rule_.is_refused) {
    write_refused(rows, out);
    return;
  }
  write_plain(rows, out);
  write_exact(rows, out);
  write_marked(rows, out);
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
  const bool by_cell = !values_.parts && !values_.scale.exact;
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

change::matched_areas change::match(std::span<const row_range> segments) const {
  matched_areas m{participation(slab_.inputs(), rule_.lag, slab_.memory()), {}, {}, {}, {}};
  m.sums = roll_up_matched(slab_.inputs(), m.both, segments);
  const rolled_up& current = m.sums.current;
  const rolled_up& base = m.sums.base;
  m.values.resize(current.values.size());
  m.why.resize(current.values.size());
  const std::size_t cells = m.values.size();
  const kernels::block_size size{1, cells};
  const kernels::cell_block to{m.values.data(), m.why.data(), cells};
  if (current.part.empty()) {
    const kernels::block_view x{current.values.data(), cells};
    const kernels::block_view b{base.values.data(), cells};
    rule_.in_points ? kernels::difference(x, b, size, scale_above(), to)
                    : kernels::percent_change(x, b, size, scale_above(), min_base_, to);
  } else {
    const auto quotients = [&](const rolled_up& of) {
      return kernels::quotient_block{{of.part.data(), cells}, {of.all.data(), cells}, {}, {}};
    };
    rule_.in_points
        ? kernels::difference(quotients(current), quotients(base), size, to)
        : kernels::percent_change(quotients(current), quotients(base), size, min_base_, to);
  }
  for (std::size_t row = 0; row < segments.size(); ++row) {
    const bool breaks = std::ranges::any_of(
        values_.marks_of(segments[row].first, segments[row].last), &marked_cell::breaks);
    m.is_plain.push_back(static_cast<std::uint8_t>(!breaks && current.is_plain[row] != 0 &&
                                                   base.is_plain[row] != 0));
  }
  return m;
}

/// The scale of the figures above the towns: a weighted mean has no last digit, whatever it is made
/// from.
decimal_scale change::scale_above() const {
  const bool is_mean = slab_.inputs().rule == area_aggregation::weighted_mean;
  return is_mean ? decimal_scale{} : values_.scale;
}

void change::write_above(std::size_t position, const cells_out& out) {
  std::optional<matched_areas> areas;
  if (slab_.taking_part()) areas = match(slab_.segments());
  for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const std::size_t period = c - slab_.first_column();
      const compared_area made = areas && is_plain_area(row, c, *areas)
                                     ? of_plain_area(areas->sums.current.offset(row, c), *areas)
                                     : of_area(row, c, areas ? &*areas : nullptr);
      out.put(position + row, period, made.change.cell, made.change.known);
      out.coverage[row * out.stride + period] = made.coverage;
    }
  }
}

/// True for nearly all areas: both figures are made from towns whose figures are plain, and there is no
/// reason but too few towns to withhold their change.
bool change::is_plain_area(std::size_t row, std::size_t column, const matched_areas& areas) const {
  const upper_figures& above = slab_.above();
  if (column < rule_.lag || rule_.is_refused || areas.is_plain[row] == 0) return false;
  const bool are_made =
      above.comes_from_towns(row, column) && above.comes_from_towns(row, column - rule_.lag);
  if (!are_made || !has_number(above.why(row, column)) ||
      !has_number(above.why(row, column - rule_.lag))) {
    return false;
  }
  const std::size_t i = areas.sums.current.offset(row, column);
  const double x = areas.sums.current.values[i];
  const double b = areas.sums.base.values[i];
  const decimal_scale s = scale_above();
  return x == x && b == b && kernels::fitting(s, x, b).exact == s.exact;
}

change::compared_area change::of_plain_area(std::size_t offset, const matched_areas& areas) const {
  compared_area made{{{areas.values[offset], areas.why[offset]}, {}}, areas.sums.coverage[offset]};
  made.change.cell = covered(made.change.cell, made.coverage, slab_.inputs().min_coverage);
  // Where no town takes part in both, too few do.
  if (made.coverage.counted == 0) made.change.cell = {no_number, status::coverage_low};
  made.change.known = exactly(made.change.cell.value);
  return made;
}

change::compared_area change::of_area(std::size_t row, std::size_t column,
                                      const matched_areas* areas) const {
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
    made.coverage = areas->sums.coverage[areas->sums.current.offset(row, column)];
  } else if (is_made != base_is_made) {
    made.change = {{no_number, status::not_comparable}, {}};
  } else {
    made.change = of_matched(row, column, *areas);
    made.coverage = areas->sums.coverage[areas->sums.current.offset(row, column)];
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
                                   const matched_areas& areas) const {
  const double minimum = slab_.inputs().min_coverage;
  const std::size_t i = areas.sums.current.offset(row, column);
  const cell_coverage& coverage = areas.sums.coverage[i];
  const bool is_covered =
      coverage.counted != 0 && has_number(covered({0, status::ok}, coverage, minimum).why);
  if (!is_covered) return {{no_number, status::coverage_low}, {}};
  if (breaks_in(slab_.segments()[row], column, areas.both)) {
    return {{no_number, status::not_comparable}, {}};
  }

  const figure current = areas.sums.current.at(i);
  const figure base = areas.sums.base.at(i);
  const decimal_scale s = kernels::fitting(scale_above(), current.value, base.value);
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
  const matched_areas areas = match(slab_.segments().subspan(row, 1));
  const std::size_t i = areas.sums.current.offset(0, column);
  return {areas.sums.current.at(i), areas.sums.base.at(i)};
}

}  // namespace zhibiao::inline ZB_ABI::engine
