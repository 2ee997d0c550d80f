#include "engine/area_change.hpp"

#include <zhibiao/kernels/change.hpp>

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;
using kernels::no_number;

}  // namespace

area_change::area_change(const slab& of, const change_rule& rule)
    : slab_(of),
      rule_(rule),
      min_base_(of.definition().min_base),
      formula_(rule, of.values(), of.definition().min_base) {}

area_change::matched_areas area_change::match(std::span<const row_range> segments) const {
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
    rule_.in_points ? kernels::difference(x, b, size, scale(), to)
                    : kernels::percent_change(x, b, size, scale(), min_base_, to);
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
        slab_.values().marks_of(segments[row].first, segments[row].last), &marked_cell::breaks);
    m.is_plain.push_back(static_cast<std::uint8_t>(!breaks && current.is_plain[row] != 0 &&
                                                   base.is_plain[row] != 0));
  }
  return m;
}

/// The scale of the figures above the towns: a weighted mean has no last digit, whatever it is made
/// from.
decimal_scale area_change::scale() const {
  const bool is_mean = slab_.inputs().rule == area_aggregation::weighted_mean;
  return is_mean ? decimal_scale{} : slab_.values().scale;
}

void area_change::write(std::size_t position, const cells_out& out) const {
  std::optional<matched_areas> areas;
  if (slab_.taking_part()) areas = match(slab_.segments());
  for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const std::size_t period = c - slab_.first_column();
      const covered_change made = areas && is_plain(row, c, *areas)
                                      ? of_plain(areas->sums.current.offset(row, c), *areas)
                                      : of_area(row, c, areas ? &*areas : nullptr);
      out.put(position + row, period, made.change.cell, made.change.known);
      out.coverage[row * out.stride + period] = made.coverage;
    }
  }
}

/// True for nearly all areas: both figures are made from towns whose figures are plain, and there is no
/// reason but too few towns to withhold their change.
bool area_change::is_plain(std::size_t row, std::size_t column, const matched_areas& areas) const {
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
  const decimal_scale s = scale();
  return x == x && b == b && kernels::fitting(s, x, b).exact == s.exact;
}

area_change::covered_change area_change::of_plain(std::size_t offset,
                                                  const matched_areas& areas) const {
  covered_change made{{{areas.values[offset], areas.why[offset]}, {}}, areas.sums.coverage[offset]};
  made.change.cell = covered(made.change.cell, made.coverage, slab_.inputs().min_coverage);
  // Where no town takes part in both, too few do.
  if (made.coverage.counted == 0) made.change.cell = {no_number, status::coverage_low};
  made.change.known = exactly(made.change.cell.value);
  return made;
}

area_change::covered_change area_change::of_area(std::size_t row, std::size_t column,
                                                 const matched_areas* areas) const {
  const upper_figures& above = slab_.above();
  covered_change made{{}, above.coverage(row, column)};
  const figure current = above.at(row, column);
  if (column < rule_.lag) {
    figure base;
    const area_index area = slab_.areas().uppers[row];
    if (!slab_.was_there(area, column, rule_.lag)) base.why = status::no_such_area;
    made.change = formula_.of_report(current, base, false);
    return made;
  }
  const figure base = above.at(row, column - rule_.lag);
  const bool is_made = above.comes_from_towns(row, column);
  const bool base_is_made = above.comes_from_towns(row, column - rule_.lag);
  if (!(is_made || base_is_made) || !has_number(current.why)) {
    made.change = formula_.of_report(current, base, above.breaks_between(row, column, rule_.lag));
  } else if (!has_number(base.why)) {
    made.change = formula_.of_report(current, base, false);
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

changed area_change::of_matched(std::size_t row, std::size_t column,
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
  const decimal_scale s = kernels::fitting(scale(), current.value, base.value);
  changed c = formula_.of_sums(current, base, s);
  c.cell = covered(c.cell, coverage, minimum);
  return c;
}

/// True where the series of a town that takes part in both columns breaks between them.
bool area_change::breaks_in(row_range towns, std::size_t column, const participation& both) const {
  return std::ranges::any_of(slab_.values().marks_of(towns.first, towns.last),
                             [&](const marked_cell& m) {
                               const std::size_t at = m.offset % slab_.columns();
                               return m.breaks && at <= column && at + rule_.lag > column &&
                                      both.has(m.offset / slab_.columns(), column);
                             });
}

area_change::compared area_change::compare(std::size_t row, std::size_t column) const {
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
