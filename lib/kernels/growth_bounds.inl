#pragma once

#include <zhibiao/kernels/change.hpp>

#include <limits>

// What is known of a growth where its figures are intervals.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// Of a measure that rises with the rate of change between the two figures: `of(current, base)`, whose least
/// number is that of a current figure of 0.
template <class Formula>
known_change known_growth(const interval& current, const interval& base, decimal_scale s,
                          double min_base, Formula of) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  known_change k = percent_change(current, base, s, min_base);
  if (!has_number(k.why)) return k;
  const bool has_floor = current.lower == 0 || base.upper == infinity;
  const cell least = has_floor ? of(0.0, 1.0) : of(current.lower, base.upper);
  if (!has_number(least.why)) return {{no_number, no_number}, least.why};
  k.known.lower = least.value;
  if (current.upper == 0) {
    k.known.upper = least.value;
  } else if (k.known.upper < infinity) {
    const cell most = of(current.upper, base.lower);
    k.known.upper = has_number(most.why) ? most.value : infinity;
  }
  return k;
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
