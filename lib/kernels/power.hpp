#pragma once

#include <zhibiao/config.hpp>

namespace zhibiao::inline ZB_ABI::kernels {

/// A number with twice the digits of a double: the sum of the two.
struct long_number {
  double high = 0;
  double low = 0;

  double rounded() const noexcept { return high + low; }
};

/// (above / below) to the power of part / all, of positive numbers and `all` not 0, with some thirty
/// digits: rounded, it is the same on every machine, which the power of a C library is not. Infinite or 0
/// where it is too large or too small for a double.
long_number power(double above, double below, double part, double all) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
