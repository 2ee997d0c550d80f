#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/panel/area_tree.hpp>

#include "engine/figures.hpp"
#include "engine/roll_up.hpp"
#include "engine/series.hpp"
#include "engine/upper_figures.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Which areas' figures are worked out: those of a run of towns, and those of some areas above them,
/// whose towns are all in the run.
struct slab_areas {
  row_range towns;
  std::span<const area_index> uppers;       ///< ascending
  std::span<const area_index> beside = {};  ///< not asked for, but peers of what is; ascending
};

/// What holds for every slab of a request.
struct slab_settings {
  std::optional<double> min_coverage;  ///< instead of the indicator's
  arena* memory = nullptr;             ///< for what is worked out on the way; may be null
};

/// The figures of one indicator for all areas that are asked for and a run of periods, together with
/// the periods before it that a change needs: the unit of work of `evaluate`. What crosses areas
/// (sums, ranks) needs all areas of one period, what crosses periods (changes) a known number of
/// periods before: so whatever is worked out of a slab does not depend on how the periods were cut.
/// Columns are the periods from `first - reach` on; rows of the towns count from the first one.
class slab {
 public:
  /// Reads the periods [first - reach, last). `reader` is the series' own; null where it has no slot.
  /// It must outlive the slab and not be read from meanwhile.
  slab(const series& of, const slab_areas& areas, const slab_settings& settings,
       figure_reader* reader, std::size_t first, std::size_t last, std::size_t reach);
  slab(const slab&) = delete;
  slab& operator=(const slab&) = delete;

  const zhibiao::indicator& definition() const noexcept { return series_.definition(); }
  const engine::series& series() const noexcept { return series_; }
  const slab_areas& areas() const noexcept { return areas_; }

  arena* memory() const noexcept { return settings_.memory; }

  /// The columns of the periods [first, last).
  std::size_t first_column() const noexcept { return reach_; }
  std::size_t columns() const noexcept { return columns_; }
  /// The position in the block of a column's period.
  std::size_t period_of(std::size_t column) const noexcept { return start_ + column; }
  std::size_t row_of(area_index town) const noexcept { return town - areas_.towns.first; }

  /// The towns' figures as reported.
  const figures& stated() const noexcept { return stated_; }
  /// The same of the areas above.
  const figures& stated_above() const noexcept { return stated_above_; }

  /// The towns' figures before a measure is taken of them: computed where they have parts.
  const figures& values() const noexcept { return made_ ? *made_ : stated_; }
  /// The figures of the areas above.
  const upper_figures& above() const noexcept { return above_; }
  /// Those of the areas above that are only there as peers.
  const upper_figures& beside() const noexcept { return beside_; }

  /// What each town weighs: the declared weight, else the denominator of a rate; null where there is
  /// neither, or nothing asked for it.
  const figures* weights() const noexcept {
    return weight_ ? &*weight_ : denominator_ ? &*denominator_ : nullptr;
  }

  const std::optional<figures>& numerators() const noexcept { return numerator_; }
  const std::optional<figures>& denominators() const noexcept { return denominator_; }
  /// What the areas above report of the parts themselves.
  const std::optional<figures>& numerators_above() const noexcept { return above_parts_.numerator; }
  const std::optional<figures>& denominators_above() const noexcept {
    return above_parts_.denominator;
  }

  /// True where there was an area, and any town of it, so many periods before a column. That may be before
  /// the block.
  bool was_there(area_index area, std::size_t column, std::size_t periods_before) const;

  /// What happens to areas in the columns; rows are those of the towns.
  const area_timeline& timeline() const noexcept { return timeline_; }

  /// The towns of the areas above, as rows.
  std::span<const row_range> segments() const noexcept { return segments_; }
  /// The same of other areas above them.
  std::vector<row_range> towns_of(std::span<const area_index> areas) const;
  /// Which towns take part in what is rolled up; none where nothing is.
  const std::optional<participation>& taking_part() const noexcept { return taking_part_; }
  const roll_up_inputs& inputs() const noexcept { return inputs_; }
  double min_coverage() const noexcept { return min_coverage_; }

 private:
  slot_run run_of(const series::input& of) const;
  figures read_towns(const std::optional<series::input>& of) const;
  figures read_above(const std::optional<series::input>& of,
                     std::span<const area_index> areas) const;
  /// What areas above the towns report of the parts of an indicator.
  struct own_parts {
    std::optional<figures> numerator;
    std::optional<figures> denominator;
  };
  upper_figures roll_up(std::span<const area_index> areas, std::span<const row_range> segments,
                        own_parts& parts) const;
  void roll_up();

  const engine::series& series_;
  slab_areas areas_;
  slab_settings settings_;
  std::size_t reach_;
  std::size_t start_;
  std::size_t columns_;
  double min_coverage_;
  area_timeline timeline_;
  std::vector<figure_run> runs_;  ///< by slot of the reader
  figures stated_;
  figures stated_above_;
  std::optional<figures> made_;
  std::optional<figures> numerator_;
  std::optional<figures> denominator_;
  own_parts above_parts_;
  own_parts beside_parts_;
  std::optional<figures> weight_;
  std::vector<row_range> segments_;
  roll_up_inputs inputs_;
  std::optional<participation> taking_part_;
  upper_figures above_;
  upper_figures beside_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
