#pragma once

#include <zhibiao/kernels/course.hpp>

/// Progress as the UN progress chart has it: growth so far, carried on to the deadline (按现增速推算到期末的进程).
/// Source: United Nations Statistics Division, technical note of the 2023 progress chart, as cited by EUSTAT.
namespace zhibiao::inline ZB_ABI::kernels {

/// The share of the way from base to goal that is gone at the deadline where growth goes on: q = (v - base) / (goal - base) with
/// v = current * (1 + a)^(years left). No number: those of `missing_of`; `base_zero`; `out_of_domain` where base and current figure do not
/// have one sign, where there are no years, and where the base is at the goal; `deadline_passed` where no year is left but
/// the goal's own.
cell projected_share(const course& c) noexcept;

/// 3 on track: q >= 0.95, and a goal that is met, or lies within a point of a goal of 0 % or 100 % (`is_percent`); 2 q >= 0.10, 1 below.
/// No number: as `projected_share`.
cell projected_share_class(const course& c, bool is_percent) noexcept;

/// Without a goal: 3 a' >= 2 % a year the right way, 2 a' >= 0.5 %, else 1. No number: as `growth_trend`.
cell projected_trend_class(const course& c) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
