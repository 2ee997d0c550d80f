#include "engine/rate_effects.hpp"

#include "engine/effect_cells.hpp"

#include <algorithm>
#include <cmath>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::no_number;
using kernels::quotient;
using kernels::split_member;

}  // namespace

rate_effects::rate_effects(measure m, const slab& of, const change_rule& rule)
    : measure_(m), slab_(of), rule_(rule) {}

/// All of a town's change is its own.
void rate_effects::write_towns(const row_run& rows, const cells_out& out) {
  change(slab_, rule_).write_towns(rows, out);
  if (measure_ != measure::own_rate_effect) put_zeros(slab_, rows, out);
}

void rate_effects::write_above(std::size_t position, const cells_out& out) {
  for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const std::size_t lane = c - slab_.first_column();
      const changed made = of_area(row, c);
      out.put(position + row, lane, made.cell, made.known);
      cell_coverage coverage = slab_.above().coverage(row, c);
      if (c >= rule_.lag) {
        coverage = lower_of(coverage, slab_.above().coverage(row, c - rule_.lag));
      }
      out.coverage[row * out.stride + lane] = coverage;
    }
  }
}

changed rate_effects::of_area(std::size_t row, std::size_t column) const {
  const upper_figures& above = slab_.above();
  const auto none = [](status why) { return changed{{no_number, why}, {}}; };
  const figure current = above.at(row, column);
  if (!has_number(current.why)) return none(current.why);
  if (column < rule_.lag) return none(status::base_not_reported);
  const std::size_t then = column - rule_.lag;
  const figure base = above.at(row, then);
  if (!has_number(base.why)) {
    const bool is_low = base.why == status::coverage_low;
    return none(is_low ? status::coverage_low : status::base_not_reported);
  }
  const bool is_made = above.comes_from_towns(row, column);
  if (is_made != above.comes_from_towns(row, then)) return none(status::not_comparable);
  // What an area reports itself is not made from its towns.
  if (!is_made) return none(status::out_of_domain);
  if (breaks_in(slab_, row, column, rule_.lag)) return none(status::not_comparable);

  std::vector<split_member> members;
  const row_range towns = slab_.segments()[row];
  for (std::size_t town = towns.first; town < towns.last; ++town) {
    split_member m;
    if (slab_.taking_part()->has(town, column)) m.current = slab_.values().made_of(town, column);
    if (slab_.taking_part()->has(town, then)) m.base = slab_.values().made_of(town, then);
    members.push_back(m);
  }
  const auto unit =
      rule_.in_points ? kernels::split_unit::of_the_rates : kernels::split_unit::percent_of_base;
  changed made;
  made.cell = effect(kernels::split_of_rate(members, unit));
  made.known = exactly(made.cell.value);
  if (!has_number(made.cell.why)) return made;
  made.cell.why = weaker(made.cell.why, weaker(current.why, base.why));
  if (!is_exact(current.known) || !is_exact(base.known)) made.known = all_possible(made.cell.value);
  return made;
}

cell rate_effects::effect(const kernels::rate_split& s) const noexcept {
  switch (measure_) {
    case measure::own_rate_effect:
      return s.own;
    case measure::structure_effect:
      return s.structure;
    case measure::entry_effect:
      return s.entry;
    default:
      return s.exit;
  }
}

/// No effect on a rate is larger than the span of its natural limits.
interval rate_effects::all_possible(double value) const noexcept {
  const interval& limits = slab_.definition().limits;
  const double span = limits.upper - limits.lower;
  if (!rule_.in_points || !std::isfinite(span) || std::fabs(value) > span) return {};
  return {-span, span};
}

}  // namespace zhibiao::inline ZB_ABI::engine
