#include "kernels/power.hpp"

#include "kernels/error_free.inl"

#include <algorithm>
#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

using number = two_parts<double>;

/// The natural logarithm of 2, to twice the digits of a double.
constexpr number log_of_two{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

number scaled(number x, int exponent) noexcept {
  return {std::ldexp(x.high, exponent), std::ldexp(x.low, exponent)};
}

/// The logarithm of above / below: 2 artanh((m - 1) / (m + 1)) of the mantissa m, and the exponent's.
number logarithm(double above, double below) noexcept {
  constexpr double root_of_half = 0x1.6a09e667f3bcdp-1;
  constexpr int terms = 23;  // (0.172^2)^23 is below 2^-106
  int above_exponent = 0;
  int below_exponent = 0;
  const double a = std::frexp(above, &above_exponent);
  const double b = std::frexp(below, &below_exponent);
  number m = divided(number{a, 0}, number{b, 0});
  int exponent = above_exponent - below_exponent;
  while (m.high < root_of_half) {
    m = scaled(m, 1);
    --exponent;
  }
  while (m.high > 2 * root_of_half) {
    m = scaled(m, -1);
    ++exponent;
  }
  const number s = divided(minus(m, number{1, 0}), plus(m, number{1, 0}));
  const number square = times(s, s);
  number sum{};
  for (int term = terms; term >= 0; --term) {
    sum = plus(times(sum, square), divided(number{1, 0}, number{2.0 * term + 1, 0}));
  }
  return plus(times(log_of_two, double(exponent)), scaled(times(sum, s), 1));
}

/// e^x as (1 + fraction) * 2^exponent.
struct exponential {
  number fraction;
  int exponent;
};

exponential exponential_of(number x) noexcept {
  constexpr int terms = 26;           // 0.35^26 / 26! is below 2^-106
  constexpr double farthest = 10000;  // beyond it the exponent does not matter any more
  const double turns = std::floor(x.high / log_of_two.high + 0.5);
  const double whole = std::clamp(turns, -farthest, farthest);
  const number rest = minus(x, times(log_of_two, whole));
  number sum{};
  for (int term = terms; term >= 1; --term) {
    sum = times(divided(rest, number{double(term), 0}), plus(sum, number{1, 0}));
  }
  return {sum, static_cast<int>(whole)};
}

exponential power_of(double above, double below, double part, double all) noexcept {
  const number exponent = divided(number{part, 0}, number{all, 0});
  return exponential_of(times(logarithm(above, below), exponent));
}

}  // namespace

long_number power(double above, double below, double part, double all) noexcept {
  const exponential e = power_of(above, below, part, all);
  const number x = scaled(plus(e.fraction, number{1, 0}), e.exponent);
  return {x.high, x.low};
}

}  // namespace zhibiao::inline ZB_ABI::kernels
