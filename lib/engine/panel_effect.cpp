#include "engine/panel_effect.hpp"

#include <zhibiao/kernels/change.hpp>

#include "engine/effect_cells.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

}  // namespace

panel_effect::panel_effect(measure m, const slab& of, const change_rule& rule)
    : measure_(m),
      slab_(of),
      rule_(rule),
      matched_(of, rule),
      formula_(rule, of.values(), of.definition().min_base) {}

/// A town is compared with itself.
void panel_effect::write_towns(const row_run& rows, const cells_out& out) {
  matched_.write_towns(rows, out);
  if (measure_ == measure::panel_effect) put_zeros(slab_, rows, out);
}

void panel_effect::write_above(std::size_t position, const cells_out& out) {
  const std::size_t lanes = slab_.columns() - slab_.first_column();
  effect_cells same(slab_.above().rows(), lanes);
  matched_.write_above(0, same.out());
  for (std::size_t row = 0; row < slab_.above().rows(); ++row) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const headline all = of_area(row, slab_.first_column() + lane, same.coverage(row, lane));
      changed made = all.change;
      if (measure_ == measure::panel_effect) {
        made = difference_of(all.change, same.at(row, lane), all.is_same_towns);
      }
      out.put(position + row, lane, made.cell, made.known);
      // The effect stands on both growths, of which the one over the same towns can have more members: those
      // of either year.
      const bool is_effect = measure_ == measure::panel_effect && has_number(made.cell.why);
      out.coverage[row * out.stride + lane] =
          is_effect ? lower_of(all.coverage, same.coverage(row, lane)) : all.coverage;
    }
  }
}

panel_effect::headline panel_effect::of_area(std::size_t row, std::size_t column,
                                             const cell_coverage& matched) const {
  const upper_figures& above = slab_.above();
  headline h{{}, above.coverage(row, column)};
  const figure current = above.at(row, column);
  if (column < rule_.lag) {
    h.change = formula_.of_report(current, {}, false);
    return h;
  }
  const figure base = above.at(row, column - rule_.lag);
  const bool is_made = above.comes_from_towns(row, column);
  const bool base_is_made = above.comes_from_towns(row, column - rule_.lag);
  const bool is_compared = has_number(current.why) && has_number(base.why);
  if (!is_made || !base_is_made || !is_compared) {
    h.change = formula_.of_report(current, base, above.breaks_between(row, column, rule_.lag));
    if (is_compared && is_made != base_is_made) {
      h.change = {{no_number, status::not_comparable}, {}};
    }
    h.is_same_towns = !is_made && !base_is_made;
    return h;
  }
  const cell_coverage& then = above.coverage(row, column - rule_.lag);
  h.is_same_towns = h.coverage.counted == matched.counted && then.counted == matched.counted;
  h.coverage = lower_of(h.coverage, then);
  if (breaks_in(slab_, row, column, rule_.lag)) {
    h.change = {{no_number, status::not_comparable}, {}};
    return h;
  }
  const bool is_mean = slab_.inputs().rule == area_aggregation::weighted_mean;
  const decimal_scale s = is_mean ? decimal_scale{} : slab_.values().scale;
  h.change = formula_.of_sums(current, base, kernels::fitting(s, current.value, base.value));
  return h;
}

}  // namespace zhibiao::inline ZB_ABI::engine
