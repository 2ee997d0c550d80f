#include "engine/implied_bases.hpp"

#include <zhibiao/kernels/implied_base.hpp>

#include "engine/evaluation.hpp"
#include "engine/figure_change.hpp"

#include <algorithm>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// The base behind a growth and the figure that grew.
changed implied(const figure& growth, const result_cell& grown) {
  const auto none = [](status why) { return changed{{kernels::no_number, why}, {}}; };
  if (!has_number(growth.why)) return none(growth.why);
  if (!has_number(grown.why)) return none(grown.why);
  changed c;
  c.cell = kernels::implied_base(grown.value, growth.value);
  if (!has_number(c.cell.why)) return c;
  c.cell.why = weaker(growth.why, grown.why);
  c.known = exactly(c.cell.value);
  if (is_exact(growth.known) && is_exact(grown.known)) return c;
  c.known = kernels::implied_base(grown.known, growth.known);
  c.known.lower = std::min(c.known.lower, c.cell.value);
  c.known.upper = std::max(c.known.upper, c.cell.value);
  return c;
}

}  // namespace

result_set figures_grown(const request_plan& plan, const block_plan& block,
                         indicator_index indicator) {
  const panel& frame = plan.source().frame();
  const std::optional<indicator_index> of = frame.catalog().grown(indicator);
  const bool is_wanted =
      std::ranges::find(plan.measures(), measure::implied_base) != plan.measures().end();
  if (!of || !is_wanted || plan.areas().empty()) return {};
  request r;
  r.measures = {measure::value};
  r.indicators = {frame.catalog()[*of].id};
  r.periods = block.periods;
  for (const area_index a : plan.areas()) r.areas.emplace_back(frame.areas()[a].code);
  r.min_coverage = plan.what().min_coverage;
  return evaluate(plan.source(), r, work_split{});
}

void write_implied_bases(const slab& of, const result_set& grown, const request_plan& plan,
                         const block_plan& block, std::size_t first_period, const cells_out& out) {
  const indicator_index indicator = *of.series().catalog().grown(of.series().index());
  const std::size_t lanes = of.columns() - of.first_column();
  for (std::size_t position = 0; position < plan.areas().size(); ++position) {
    const area_index a = plan.areas()[position];
    const bool is_town = position < plan.first_upper();
    const std::size_t row = is_town ? of.row_of(a) : position - plan.first_upper();
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t column = of.first_column() + lane;
      const figure growth = is_town ? of.values().at(row, column) : of.above().at(row, column);
      const result_cell x =
          grown.find(a, indicator, block.periods[first_period + lane], measure::value)
              .value_or(result_cell());
      const changed made = implied(growth, x);
      out.put(position, lane, made.cell, made.known);
      if (!is_town) out.coverage[row * out.stride + lane] = x.coverage;
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
