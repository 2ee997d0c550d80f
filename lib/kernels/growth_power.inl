#pragma once

#include <zhibiao/kernels/average_growth.hpp>

#include "kernels/error_free.inl"

#include <cmath>

// Powers and roots of growth with twice the digits of a double, from the four operations alone: those of a C
// library depend on the library.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

using long_number = two_parts<double>;

constexpr long_number exactly_one{1, 0};

/// current / base of figures that are there.
inline long_number ratio_of(const quotient& current, const quotient& base) noexcept {
  return normal(divided(product(current.part, base.all), product(current.all, base.part)));
}

inline long_number power(long_number x, int n) noexcept {
  long_number result = exactly_one;
  for (; n != 0; n /= 2) {
    if (n % 2 != 0) result = normal(times(result, x));
    x = normal(times(x, x));
  }
  return result;
}

/// At least x^(1 / n) and at most a few percent above it, for a positive x: of 2^e * m with m from 1 to 2 the
/// roots of its factors from above.
inline double root_from_above(double x, int n) noexcept {
  int exponent = 0;
  const double m = std::frexp(x, &exponent) * 2;
  --exponent;
  int whole = exponent / n;
  if (whole * n > exponent) --whole;
  const double rest = exponent - whole * n;
  return std::ldexp((1 + rest / n) * (1 + (m - 1) / n), whole);
}

/// The root of an equation f(q) = x whose left side is convex and rises: Newton's steps fall from a start
/// that is not below it until they no longer do, and two more with all digits make it a long number.
/// `f(q)` gives the left side and its slope.
template <class LeftSide>
long_number solved(long_number x, double from_above, LeftSide f) noexcept {
  double q = from_above;
  for (;;) {
    const auto at = f(long_number{q, 0});
    const double next = q - (at.value.high - x.high) / at.slope;
    if (!(next < q)) break;
    q = next;
  }
  long_number root{q, 0};
  for (int step = 0; step < 2; ++step) {
    const auto at = f(root);
    root = normal(plus(root, {rounded(minus(x, at.value)) / at.slope, 0}));
  }
  return root;
}

struct left_side {
  long_number value;
  double slope;
};

/// x^(1 / n), for an x that is not negative.
inline long_number root(long_number x, int n) noexcept {
  if (x.high == 0 || n == 1) return x;
  return solved(x, root_from_above(x.high, n), [n](long_number q) {
    const long_number below = power(q, n - 1);
    return left_side{normal(times(below, q)), n * below.high};
  });
}

/// The q of q + q^2 + ... + q^n = x, for an x that is not negative. Not above x, nor above its n-th root.
inline long_number root_of_sum(long_number x, int n) noexcept {
  if (x.high == 0) return x;
  const double start = x.high < 1 ? x.high : root_from_above(x.high, n);
  return solved(x, start, [n](long_number q) {
    long_number sum = exactly_one;
    double slope = 0;
    for (int k = 1; k < n; ++k) {
      slope = slope * q.high + sum.high;
      sum = normal(plus(times(sum, q), exactly_one));
    }
    return left_side{normal(times(sum, q)), slope * q.high + sum.high};
  });
}

/// (q - 1) * 100
inline double growth_of(long_number q) noexcept {
  return rounded(times(minus(q, exactly_one), 100.0));
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
