#pragma once

#include <zhibiao/kernels/course.hpp>

/// Progress as the ratio of observed to required growth, as Eurostat, Statistics Canada and Open SDG compute it
/// (实际增速与所需增速之比). A base or goal of 0 has no compound growth: it is refused, not replaced by 0.001, which would
/// make the result depend on the unit.
///
/// Source: Open SDG, docs/progress-methodology.md and the class ProgressMeasure (2.4.0); Eurostat, Sustainable development in
/// the European Union, annex on the assessment method.
namespace zhibiao::inline ZB_ABI::kernels {

/// R = sign * dir * a / |r|, with a = ((current / base)^(1 / years) - 1) and r the same of the goal and the years to it; dir is
/// -1 where less is better, sign -1 where the base is below zero. A base that is beyond the goal does not turn the sign.
///
/// No number: those of `missing_of`; `base_zero`; `out_of_domain` where base, current figure and goal do not have one sign, where
/// there are no years, and where no growth is required (the base is at the goal).
cell growth_ratio(const course& c) noexcept;

/// 4 achieved; 3 R >= 0.95, on track; 2 R >= 0.60, moderate; 1 R >= 0, limited; 0 deterioration. Whether the goal is achieved is
/// asked first, so it holds where there is no ratio. No number: as `growth_ratio`.
cell growth_ratio_class(const course& c) noexcept;

/// -5 to 5, to be averaged over several figures: 7.1429 R - 4.2857 from R = 0.6 on, else 4.1667 R - 2.5, cut to -5 and 5; achieved: 5.
/// No number: as `growth_ratio`.
cell growth_ratio_score(const course& c) noexcept;

/// Without a goal: a' = sign * dir * a, in percent a year. No number: as `growth_ratio`, but for the goal.
cell growth_trend(const course& c) noexcept;

/// How much of the usual growth can still be asked of a figure near its natural limit, 0 to 1: 1 - (base / limit)^4.44 up to the
/// limit, 1 - ((2 limit - base) / limit)^4.44 up to twice it, 1 beyond and without a limit; of magnitudes.
double room_to_grow(double base, double limit) noexcept;

/// Open SDG and Statistics Canada, `room` from `room_to_grow`: 3 a' >= 1.5 % * room, 2 a' >= 0.5 % * room, 1 a' >= 0, else 0. No number: as
/// `growth_trend`.
cell growth_trend_class(const course& c, double room) noexcept;

/// -5 to 5: 125 a' - 2.5 below 0; with a' as a fraction over `room`: 500 a' - 2.5, from 0.5 % on 250 a' - 1.25, from 1.5 % on
/// 500 a' - 5, cut to -5 and 5; 5 where there is no room. No number: as `growth_trend`.
cell growth_trend_score(const course& c, double room) noexcept;

/// Eurostat: 3 a' >= 1 %, 2 a' >= 0, 1 a' >= -1 %, else 0. No number: as `growth_trend`.
cell growth_trend_class_of_eurostat(const course& c) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
