#include "engine/slab.hpp"

#include <algorithm>
#include <cstdint>
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
      min_coverage_(settings.min_coverage.value_or(of.definition().min_coverage)),
      timeline_(of.areas(), of.shape(), start_, columns_, areas.towns.first),
      segments_(towns_of(areas_.uppers)) {
  for (std::size_t slot = 0; slot < of.slots(); ++slot) {
    runs_.push_back(reader->read(slot, start_, last));
  }
  stated_ = read_towns(of.stated());
  stated_above_ = read_above(of.stated(), areas_.uppers);
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
  inputs_.timeline = &timeline_;
  if (numerator_) {
    inputs_.numerator = &*numerator_;
    inputs_.denominator = &*denominator_;
    inputs_.factor = series_.catalog().parts(series_.index())->factor;
  }
  if (weight_) inputs_.weight = &*weight_;
  if (inputs_.rule != area_aggregation::none) taking_part_.emplace(inputs_, settings_.memory);
  above_ = roll_up(areas_.uppers, segments_, above_parts_);
  if (!areas_.beside.empty()) {
    beside_ = roll_up(areas_.beside, towns_of(areas_.beside), beside_parts_);
  }
}

bool slab::was_there(area_index area, std::size_t column, std::size_t periods_before) const {
  const area_tree& tree = series_.areas();
  if (tree.limited().empty()) return true;
  const period at = series_.shape().period_at(period_of(column));
  const bool is_beyond_calendar =
      at.ordinal() < periods_per_year(at.frequency()) + static_cast<std::int32_t>(periods_before);
  if (is_beyond_calendar) return true;
  const period before = at.shifted(-static_cast<int>(periods_before));
  return tree.is_valid(area, before) && tree.count_valid(tree.leaves(area), before) != 0;
}

slot_run slab::run_of(const series::input& of) const {
  return {runs_[of.slot], start_, columns_, of.exact_decimals, settings_.memory, &timeline_};
}

figures slab::read_towns(const std::optional<series::input>& of) const {
  if (!of) return no_figures(areas_.towns, columns_, timeline_);
  return read_figures(run_of(*of), areas_.towns);
}

figures slab::read_above(const std::optional<series::input>& of,
                         std::span<const area_index> areas) const {
  if (!of) return no_figures(areas, columns_, timeline_);
  return gather_figures(run_of(*of), areas);
}

/// The towns of areas above them, as rows.
std::vector<row_range> slab::towns_of(std::span<const area_index> areas) const {
  std::vector<row_range> rows;
  for (const area_index area : areas) {
    const row_range towns = series_.areas().leaves(area);
    rows.push_back({towns.first - areas_.towns.first, towns.last - areas_.towns.first});
  }
  return rows;
}

/// The figures of areas above the towns: from their towns, or what they report themselves, made from
/// their own parts where they have them.
upper_figures slab::roll_up(std::span<const area_index> areas, std::span<const row_range> segments,
                            own_parts& own) const {
  figures reported = read_above(series_.stated(), areas);
  if (const std::optional<indicator_parts>& parts = series_.catalog().parts(series_.index())) {
    own.numerator = read_above(series_.numerator(), areas);
    own.denominator = read_above(series_.denominator(), areas);
    reported = compute_from_parts(reported, *own.numerator, *own.denominator, parts->factor,
                                  definition().limits, settings_.memory);
  }
  return {std::move(reported),
          values(),
          definition(),
          segments,
          inputs_,
          taking_part_ ? &*taking_part_ : nullptr};
}

}  // namespace zhibiao::inline ZB_ABI::engine
