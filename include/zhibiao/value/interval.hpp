#pragma once

#include <zhibiao/config.hpp>

#include <limits>

namespace zhibiao::inline ZB_ABI {

/// What is known of a figure: it lies between `lower` and `upper`, each included unless open.
/// An exact figure is `[x, x]`; an unknown side is infinite.
struct interval {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();
  bool lower_open = false;
  bool upper_open = false;

  friend constexpr bool operator==(const interval&, const interval&) = default;
};

/// `[x, x]`
constexpr interval exactly(double x) noexcept { return {x, x, false, false}; }

constexpr bool is_exact(const interval& x) noexcept { return x.lower == x.upper; }

/// True where nothing lies in `x`, as in `[2, 1]` and `(1, 1]`, or an end is NaN.
constexpr bool is_empty(const interval& x) noexcept {
  return !(x.lower < x.upper || (x.lower == x.upper && !x.lower_open && !x.upper_open));
}

/// True where every member of `x` lies in `set`.
constexpr bool is_within(const interval& x, const interval& set) noexcept {
  const bool low =
      x.lower > set.lower || (x.lower == set.lower && (!set.lower_open || x.lower_open));
  const bool high =
      x.upper < set.upper || (x.upper == set.upper && (!set.upper_open || x.upper_open));
  return low && high;
}

/// True where no member of `x` lies in `set`.
constexpr bool is_apart(const interval& x, const interval& set) noexcept {
  const bool below =
      x.upper < set.lower || (x.upper == set.lower && (x.upper_open || set.lower_open));
  const bool above =
      x.lower > set.upper || (x.lower == set.upper && (x.lower_open || set.upper_open));
  return below || above;
}

/// `x` cut to the natural limits. The two must not be apart.
constexpr interval clipped(interval x, const interval& limits) noexcept {
  if (x.lower < limits.lower || (x.lower == limits.lower && limits.lower_open)) {
    x.lower = limits.lower;
    x.lower_open = limits.lower_open;
  }
  if (x.upper > limits.upper || (x.upper == limits.upper && limits.upper_open)) {
    x.upper = limits.upper;
    x.upper_open = limits.upper_open;
  }
  return x;
}

}  // namespace zhibiao::inline ZB_ABI
