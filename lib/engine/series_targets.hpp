#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/panel/targets.hpp>

#include "engine/level_targets.hpp"
#include "engine/series.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The targets of one period of a series.
struct period_targets {
  const target* every_town = nullptr;
  std::span<const target> of_areas;  ///< by area
};

/// The targets of one indicator in one block, and the figures that progress counts from.
class series_targets {
 public:
  /// `wanted` must outlive this.
  series_targets(const series& of, const level_targets& wanted);

  const period_targets& at(std::size_t period) const noexcept { return periods_[period]; }

  /// The area's own target, else (for a town) that of every town; null where there is none.
  const target* find(std::size_t period, area_index area, bool is_town) const noexcept;

  /// The scale in which the figures of the slot and the bounds of all targets are whole. It depends on
  /// the digits that are stated, not on the figures at hand: `fits` says which are too large for it.
  kernels::decimal_scale scale() const noexcept { return scale_; }
  /// True where it holds a target's bounds and base. The target must be one of these.
  bool fits(const target& t) const noexcept { return fits_[index_of(t)] != 0; }
  /// True where it holds a figure.
  bool fits(double x) const noexcept;

  /// Reads the figures of the base periods that targets name, of the areas that are worked out.
  void read_bases(const series& of, const slab_areas& areas, const slab_settings& settings);

  /// Where progress towards a target counts from: the base it states, or the figure of its base
  /// period; NaN where it has neither, or that figure is missing. Rows as in a slab of the same areas.
  double base_of_town(const target& t, std::size_t row) const noexcept;
  double base_of_upper(const target& t, std::size_t row) const noexcept;

  /// What the base of a target of growth makes of every result: `level_targets::why_of`.
  status why_of(const target& t) const noexcept { return wanted_.why_of(t); }

 private:
  /// Figures of one period, by row.
  struct base_figures {
    std::vector<double> towns;
    std::vector<double> uppers;
  };
  const base_figures* bases_of(const target& t) const noexcept;
  std::size_t index_of(const target& t) const noexcept {
    return static_cast<std::size_t>(&t - list_.data());
  }

  const level_targets& wanted_;
  const block_shape& shape_;
  std::span<const target> list_;    ///< all targets of the indicator
  std::vector<std::uint8_t> fits_;  ///< by target: 1 where the scale holds it
  std::vector<period_targets> periods_;
  kernels::decimal_scale scale_;
  std::map<std::size_t, base_figures> bases_;  ///< by period
};

}  // namespace zhibiao::inline ZB_ABI::engine
