#pragma once

#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/interval.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// The numbers that an indicator's natural limits allow: the finite ones from `least` to `greatest`.
struct closed_limits {
  double least;
  double greatest;

  /// False for a NaN.
  bool hold(double x) const noexcept { return x >= least && x <= greatest; }
};

inline closed_limits closed(const interval& limits) noexcept {
  constexpr double largest = std::numeric_limits<double>::max();
  const double least = limits.lower_open ? std::nextafter(limits.lower, largest) : limits.lower;
  const double greatest = limits.upper_open ? std::nextafter(limits.upper, -largest) : limits.upper;
  return {std::max(least, -largest), std::min(greatest, largest)};
}

/// By indicator.
inline std::vector<closed_limits> closed_limits_of(const catalog& catalog) {
  std::vector<closed_limits> all;
  all.reserve(catalog.size());
  for (const indicator& i : catalog.indicators()) all.push_back(closed(i.limits));
  return all;
}

}  // namespace zhibiao::inline ZB_ABI::detail
