#include "engine/earlier_figures.hpp"

#include "engine/series.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// The period that says in a block what a year was; not valid where none does.
period last_of_year(const block_shape& shape, int year, const indicator& i) {
  if (shape.frequency() == frequency::year) return {};
  const bool is_total = i.over_time == time_aggregation::sum;
  if (is_total != (shape.form() == form::year_to_date)) return {};
  return period::make(shape.frequency(), year, periods_per_year(shape.frequency()), shape.form());
}

void take(const figure& x, figure& to) {
  if (!to.is_there() && (x.is_there() || to.why == status::not_reported)) to = x;
}

}  // namespace

earlier_figures read_earlier(const figure_source& from, indicator_index indicator, period at,
                             const slab_areas& areas, const slab_settings& settings) {
  earlier_figures found;
  found.towns.resize(areas.towns.size());
  found.uppers.resize(areas.uppers.size());
  const auto read = [&](std::size_t block, period p) {
    const std::optional<std::size_t> column = from.blocks()[block].find(p);
    if (!column) return;
    const engine::depth depth = areas.uppers.empty() ? depth::towns : depth::roll_up;
    const series of(from, block, indicator, depth);
    const std::unique_ptr<figure_reader> reader = of.open(0);
    const slab one(of, areas, settings, reader.get(), *column, *column + 1, 0);
    for (std::size_t row = 0; row < found.towns.size(); ++row) {
      take(one.values().at(row, 0), found.towns[row]);
    }
    for (std::size_t row = 0; row < found.uppers.size(); ++row) {
      take(one.above().at(row, 0), found.uppers[row]);
    }
  };
  for (std::size_t b = 0; b < from.blocks().size(); ++b) read(b, at);
  if (at.frequency() != frequency::year) return found;
  for (std::size_t b = 0; b < from.blocks().size(); ++b) {
    const period last =
        last_of_year(from.blocks()[b], at.year(), from.frame().catalog()[indicator]);
    if (last.is_valid()) read(b, last);
  }
  return found;
}

}  // namespace zhibiao::inline ZB_ABI::engine
