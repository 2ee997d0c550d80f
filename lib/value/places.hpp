#pragma once

#include <zhibiao/config.hpp>

#include <cmath>

namespace zhibiao::inline ZB_ABI::detail {

/// Whole numbers of decimal units are exact doubles below this, with room for a rounded product.
inline constexpr double whole_limit = 2251799813685248.0 - 0.5;  // 2^51

/// True where `x` is the double nearest to a whole number below 2^51 of the unit `1 / scale`, scale
/// being a power of ten up to 10^22.
inline bool is_whole_at(double x, double scale) noexcept {
  // Adding and taking away 1.5 * 2^52 rounds to a whole number what is below 2^51.
  constexpr double shift = 6755399441055744.0;
  const double scaled = x * scale;
  if (!(std::abs(scaled) < whole_limit)) return false;
  return ((scaled + shift) - shift) / scale == x;
}

}  // namespace zhibiao::inline ZB_ABI::detail
