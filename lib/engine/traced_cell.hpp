#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/request.hpp>
#include <zhibiao/engine/result_set.hpp>

#include "engine/area_change.hpp"
#include "engine/goal_terms.hpp"
#include "engine/growth_terms.hpp"
#include "engine/late_report.hpp"
#include "engine/level_targets.hpp"
#include "engine/series.hpp"
#include "engine/series_plan.hpp"
#include "engine/series_targets.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// A peer of an area, with its own figure and its rank; of a contribution or a pull with its own change and
/// what that adds.
struct traced_peer {
  result_cell value;
  result_cell rank;
};

/// One cell of a result with the figures that it is made from: what an explanation is written from.
class traced_cell {
 public:
  /// `wanted` says which cell, by area, indicator, period, measure and statistic.
  traced_cell(const panel& data, const request& what, const result_cell& wanted);
  traced_cell(const traced_cell&) = delete;
  traced_cell& operator=(const traced_cell&) = delete;

  const result_cell& cell() const noexcept { return cell_; }
  const panel& data() const noexcept { return source_.frame(); }
  const panel_block& block() const noexcept { return data().blocks()[block_]; }
  const zhibiao::indicator& definition() const noexcept { return series_.definition(); }
  const std::optional<indicator_parts>& parts() const noexcept {
    return data().catalog().parts(cell_.indicator);
  }
  bool is_town() const noexcept { return data().areas().is_leaf(cell_.area); }
  double min_coverage() const noexcept;
  const request& what() const noexcept { return what_; }

  bool is_change() const noexcept;
  bool in_points() const noexcept;
  /// How many periods before the current one a change has its base.
  std::size_t lag() const noexcept;
  /// Not valid before the first year.
  period base_period() const;

  /// Of a growth over several periods: which they are, by which formula it is computed, and of which
  /// figures, in the order of the terms.
  bool is_growth() const noexcept { return growth_.has_value(); }
  const growth_terms& terms() const noexcept { return *terms_; }
  growth_formula formula() const noexcept { return growth_->formula(); }
  std::vector<figure> growth_figures() const;
  /// Not valid before the first year.
  period period_of(growth_terms::position p) const;

  /// Another measure of the same area and period, as the request has it computed.
  result_cell other(measure m) const { return other(m, cell_.indicator); }
  result_cell other(measure m, indicator_index of) const;

  /// The target of the cell as the plan has it, and as a level; null where it has none. Where progress
  /// towards it counts from.
  const target* stated_target() const noexcept;
  const target* wanted() const noexcept;
  double base_of_target(const target& t) const noexcept;
  /// What that target was counted from where it is one of growth; else null.
  const growth_base* growth_base_of_target() const noexcept;
  /// The way of the figure to its target, where the measure is of the schedule.
  std::optional<way> scheduled() const;
  /// The terms of its progress over years, where the measure is of that.
  std::optional<goal_terms> goal() const;

  /// The column of a period among the figures read here; none where the block does not reach so far.
  std::optional<std::size_t> column_of(period p) const noexcept;

  /// Figures of the area itself.
  figure value(std::size_t column) const noexcept;
  figure stated(std::size_t column) const noexcept;
  figure numerator(std::size_t column) const noexcept;
  figure denominator(std::size_t column) const noexcept;

  /// True where the towns make the cell, and where the area's own parts do.
  bool comes_from_towns() const noexcept;
  bool comes_from_towns(std::size_t column) const noexcept;
  bool comes_from_parts() const noexcept;

  /// Figures of the towns of an area.
  const figures& town_values() const noexcept { return slab_->values(); }
  const figures* town_weights() const noexcept { return slab_->inputs().weight; }
  const figures* town_numerators() const noexcept { return slab_->inputs().numerator; }
  const figures* town_denominators() const noexcept { return slab_->inputs().denominator; }
  row_range towns() const noexcept { return data().areas().leaves(cell_.area); }
  std::size_t row_of(area_index town) const noexcept { return slab_->row_of(town); }
  /// True where the town takes part in what is rolled up in that column.
  bool takes_part(area_index town, std::size_t column) const noexcept;
  /// True where a town's figure of that column went into the cell: into a change only together with
  /// the figure it is compared with.
  bool went_in(area_index town, std::size_t column) const noexcept;

  /// What each town weighs in a weighted statistic; null where that is unknown.
  const figures* weights() const noexcept { return slab_ ? slab_->weights() : nullptr; }

  /// The peers of a rank or a share, itself among them, in the order of the tree; none where the area lies
  /// inside no area of the level.
  const std::vector<traced_peer>& peers() const noexcept { return peers_; }

  /// What a rolled-up rate or mean is divided from.
  part_sums sums() const;

  /// What can still become of the area while towns are missing.
  reachable still_possible() const;
  std::vector<late_town> late_towns() const;

  /// The two figures that the change is taken between.
  area_change::compared compared() const;

 private:
  slab_areas needed_areas() const noexcept;
  void find_peers();
  std::size_t reach() const;

  panel_source source_;
  const request& what_;
  std::size_t block_;
  result_cell cell_;
  series series_;
  level_targets levels_;
  series_targets targets_;
  std::optional<growth_rule> growth_;
  std::optional<growth_terms> terms_;  ///< where the period is in the block
  mutable std::optional<series_plan> schedule_;
  std::unique_ptr<figure_reader> reader_;
  std::optional<slab> slab_;        ///< where the block has the period or its base
  std::optional<std::size_t> now_;  ///< the column of the cell's own period
  std::vector<traced_peer> peers_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
