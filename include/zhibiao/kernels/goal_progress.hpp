#pragma once

#include <zhibiao/kernels/course.hpp>

#include <cstddef>
#include <span>

/// Progress toward goals as the UN Economic and Social Commission for Asia and the Pacific (ESCAP) computes it (目标进展).
/// Source: ESCAP, Asia and the Pacific SDG Progress Report, technical notes; UNECE technical notes 2022 and 2023.
namespace zhibiao::inline ZB_ABI::kernels {

/// Current status (现状指数): 10 * dir * (current - base) / |goal - base|; 10 where the goal is achieved; below zero where the figure
/// went back. No number: those of `missing_of`; `out_of_domain` where the base is at the goal.
cell goal_status(const course& c) noexcept;

/// The same of a goal that is to be hit (parity): 10 - 10 * |goal - current| / |goal - base|.
cell parity_status(const course& c) noexcept;

/// A figure of a series and when it was, in years from the base.
struct dated_figure {
  int year = 0;
  double value = no_number;
};

/// The straight line through the figures, the older the less they count: weights theta^(last year - year), such that the first
/// has the weight `oldest`; its value at `year`. The figures ascend and none is missing. No number: `out_of_domain` for fewer
/// than two. O(n), no allocation.
cell projected_figure(std::span<const dated_figure> figures, int year,
                      double oldest = 0.1) noexcept;

/// Anticipated progress (预期差距), in percent: what is missing to the goal at the deadline of what was missing at the base. `c.current` is
/// the projected figure. 0 where the goal is reached; 100 * |goal - projected| / |goal - base|; above 100 where the figure goes
/// back. No number: those of `missing_of`; `out_of_domain` where the base is at the goal.
cell anticipated_gap(const course& c) noexcept;

/// 3 on track: up to 10; 2 accelerate: up to 100; 1 reverse the trend. No number: as `anticipated_gap`.
cell anticipated_gap_class(const course& c) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
