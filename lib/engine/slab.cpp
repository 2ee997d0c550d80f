#include "engine/slab.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {

slab::slab(const engine::series& of, const slab_areas& areas, const slab_settings& settings,
           figure_reader* reader, std::size_t first, std::size_t last, std::size_t reach)
    : series_(of),
      areas_(areas),
      settings_(settings),
      reach_(std::min(reach, first)),
      start_(first - reach_),
      columns_(last - start_),
      min_coverage_(settings.min_coverage.value_or(of.definition().min_coverage)) {
  for (const area_index area : areas_.uppers) {
    const row_range towns = of.areas().leaves(area);
    segments_.push_back({towns.first - areas_.towns.first, towns.last - areas_.towns.first});
  }
  for (std::size_t slot = 0; slot < of.slots(); ++slot) {
    runs_.push_back(reader->read(slot, start_, last));
  }
  stated_ = read_towns(of.stated());
  stated_above_ = read_above(of.stated());
  if (of.depth() == depth::stated) return;
  if (const std::optional<indicator_parts>& parts = of.catalog().parts(of.index())) {
    numerator_ = read_towns(of.numerator());
    denominator_ = read_towns(of.denominator());
    made_ = compute_from_parts(stated_, *numerator_, *denominator_, parts->factor,
                               definition().limits, settings_.memory);
  }
  if (of.depth() == depth::towns) return;
  if (of.catalog().weight(of.index())) weight_ = read_towns(of.weight());
  if (of.depth() == depth::roll_up) roll_up();
}

void slab::roll_up() {
  inputs_.rule = definition().over_areas;
  inputs_.limits = definition().limits;
  inputs_.min_coverage = min_coverage_;
  inputs_.value = &values();
  if (numerator_) {
    inputs_.numerator = &*numerator_;
    inputs_.denominator = &*denominator_;
    inputs_.factor = series_.catalog().parts(series_.index())->factor;
  }
  if (weight_) inputs_.weight = &*weight_;
  if (inputs_.rule != area_aggregation::none) taking_part_.emplace(inputs_, settings_.memory);
  above_ = upper_figures(read_own_reports(), values(), definition(), segments_, inputs_,
                         taking_part_ ? &*taking_part_ : nullptr);
}

slot_run slab::run_of(const series::input& of) const {
  return {runs_[of.slot], start_, columns_, of.exact_decimals, settings_.memory};
}

figures slab::read_towns(const std::optional<series::input>& of) const {
  if (!of) return no_figures(areas_.towns.size(), columns_);
  return read_figures(run_of(*of), areas_.towns);
}

figures slab::read_above(const std::optional<series::input>& of) const {
  if (!of) return no_figures(areas_.uppers.size(), columns_);
  return gather_figures(run_of(*of), areas_.uppers);
}

/// What the areas above the towns report themselves, made from their own parts where they have them.
figures slab::read_own_reports() {
  figures own = read_above(series_.stated());
  const std::optional<indicator_parts>& parts = series_.catalog().parts(series_.index());
  if (!parts) return own;
  numerator_above_ = read_above(series_.numerator());
  denominator_above_ = read_above(series_.denominator());
  return compute_from_parts(own, *numerator_above_, *denominator_above_, parts->factor,
                            definition().limits, settings_.memory);
}

}  // namespace zhibiao::inline ZB_ABI::engine
