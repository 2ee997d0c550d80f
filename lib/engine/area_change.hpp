#pragma once

#include <zhibiao/engine/result_set.hpp>

#include "engine/cells_out.hpp"
#include "engine/figure_change.hpp"
#include "engine/participation.hpp"
#include "engine/roll_up.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The changes of areas above the towns, each over the towns that report in both periods (同口径), unless
/// the area reports itself in both.
class area_change {
 public:
  area_change(const slab& of, const change_rule& rule);

  /// Of the areas, the first stands at `position` among the requested ones.
  void write(std::size_t position, const cells_out& out) const;

  /// The two figures that a change is taken between.
  struct compared {
    figure current;
    figure base;
  };
  compared compare(std::size_t row, std::size_t column) const;

 private:
  /// The towns that report in both periods, added up for either, and the changes of these sums as if
  /// all were plain, `[area][column]` as the sums.
  struct matched_areas {
    participation both;
    matched_sums sums;
    std::vector<double> values;
    std::vector<status> why;
    std::vector<std::uint8_t> is_plain;  ///< by area: 1 where nothing that went in is marked
  };
  /// A change and what it stands on.
  struct covered_change {
    changed change;
    cell_coverage coverage;
  };

  kernels::decimal_scale scale() const;
  matched_areas match(std::span<const row_range> segments) const;
  bool is_plain(std::size_t row, std::size_t column, const matched_areas& areas) const;
  covered_change of_plain(std::size_t offset, const matched_areas& areas) const;
  covered_change of_area(std::size_t row, std::size_t column, const matched_areas* areas) const;
  changed of_matched(std::size_t row, std::size_t column, const matched_areas& areas) const;
  bool breaks_in(row_range towns, std::size_t column, const participation& both) const;

  const slab& slab_;
  change_rule rule_;
  double min_base_;
  figure_change formula_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
