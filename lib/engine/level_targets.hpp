#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/panel/targets.hpp>

#include "engine/slab.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What a target of growth was counted from.
struct growth_base {
  double value = kernels::no_number;
  status why = status::ok;  ///< without a number: why there is no level
  period at;
  kernels::quotient made_of{};  ///< without a number where it has no parts
};

/// The targets of one indicator as levels: those of growth are worked out for each area, from the figure of
/// its own base period.
class level_targets {
 public:
  /// Reads figures where some target is of growth. `wanted` may be null; it must outlive this.
  level_targets(const figure_source& from, indicator_index indicator, const targets* wanted,
                const slab_areas& areas, const slab_settings& settings);
  level_targets(const level_targets&) = delete;
  level_targets& operator=(const level_targets&) = delete;

  /// By deadline and area, every town first. One of growth that has no level has no bounds.
  std::span<const target> list() const noexcept { return list_; }

  /// What a target of the list was counted from; null where it is no target of growth.
  const growth_base* base_of(const target& t) const noexcept;

  /// `ok`, or what the base makes of every result, or without a number why there is no level.
  status why_of(const target& t) const noexcept {
    const growth_base* base = base_of(t);
    return base == nullptr ? status::ok : base->why;
  }

  const targets* plan() const noexcept { return plan_; }

 private:
  class writer;

  const targets* plan_;
  std::span<const target> list_;
  std::vector<target> own_;  ///< the list, where some were of growth
  std::vector<std::optional<growth_base>> bases_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
