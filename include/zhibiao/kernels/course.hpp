#pragma once

#include <zhibiao/kernels/cell.hpp>

namespace zhibiao::inline ZB_ABI::kernels {

/// The way of a figure from a base period to now, and the goal it is to reach (进程). A missing figure or
/// goal is a NaN. Periods are counted in years.
struct course {
  double base = no_number;
  double current = no_number;
  double goal = no_number;
  int years = 0;          ///< from the base to the current figure
  int years_to_goal = 0;  ///< from the base to the deadline
  bool up = true;         ///< more is better

  /// True where the current figure is at the goal or beyond.
  constexpr bool is_achieved() const noexcept { return up ? current >= goal : current <= goal; }
};

/// Why there is no progress to speak of: `not_reported`, `base_not_reported`, `no_target`; else `ok`. Current figure
/// before base, base before goal.
status missing_of(const course& c) noexcept;

/// The same where no goal is needed.
status missing_figure_of(const course& c) noexcept;

/// Growth a year from the base to a later figure, in percent, of magnitudes where both are below zero. No number:
/// `base_zero`; `out_of_domain` where the signs differ or there are no years between.
cell yearly_growth(double later, double base, int years) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
