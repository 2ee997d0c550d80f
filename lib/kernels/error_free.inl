#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cstddef>

// Sums and products together with what rounding takes from them, for plain numbers and vectors alike.
// Inlined by force where formulas of vectors are made of them: their registers would not survive a call.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// A sum and what rounding has taken from it: together exact as long as the losses add up without one.
template <class Number>
struct compensated {
  Number sum{};
  Number lost{};

  // Knuth's TwoSum.
  void add(Number x) noexcept { lost += moved_by(x); }
  // `also` is a smaller part of the same term.
  void add(Number x, Number also) noexcept { lost += moved_by(x) + also; }

 private:
  Number moved_by(Number x) noexcept {
    const Number next = sum + x;
    const Number part = next - sum;
    const Number error = (sum - (next - part)) + (x - part);
    sum = next;
    return error;
  }
};

template <class Number>
struct two_parts {
  Number high;
  Number low;
};

#if defined(__FMA__)

// x * y + z, rounded once.
[[gnu::always_inline]] inline double fused(double x, double y, double z) noexcept {
  return __builtin_fma(x, y, z);
}
template <class Number>
[[gnu::always_inline]] inline Number fused(Number x, Number y, Number z) noexcept {
  for (std::size_t k = 0; k < sizeof x / sizeof(double); ++k)
    x[k] = __builtin_fma(x[k], y[k], z[k]);
  return x;
}

// What rounding takes from the product p of x and y.
template <class Number>
[[gnu::always_inline]] inline Number error_of(Number p, Number x, Number y) noexcept {
  return fused(x, y, -p);
}
template <class Number>
[[gnu::always_inline]] inline Number error_of(Number square, Number x) noexcept {
  return fused(x, x, -square);
}

#else

// Veltkamp's splitting into halves of 26 bits.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> split(Number x) noexcept {
  const Number shifted = x * 134217729.0;
  const Number high = shifted - (shifted - x);
  return {high, x - high};
}

// What rounding takes from the product p of x and y, after Dekker.
template <class Number>
[[gnu::always_inline]] inline Number error_of(Number p, Number x, Number y) noexcept {
  const two_parts<Number> a = split(x);
  const two_parts<Number> b = split(y);
  return ((a.high * b.high - p) + a.high * b.low + a.low * b.high) + a.low * b.low;
}
template <class Number>
[[gnu::always_inline]] inline Number error_of(Number square, Number x) noexcept {
  const two_parts<Number> a = split(x);
  return ((a.high * a.high - square) + (a.high + a.high) * a.low) + a.low * a.low;
}

#endif

// A product and its rounding error, which is a double and the same by an fma as by Dekker's way. Where
// they might differ it is given up: where it may be below the least double, and where the splitting
// overflows.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> product(Number x, Number y) noexcept {
  constexpr double large = 0x1p990;
  const Number p = x * y;
  const Number error = error_of(p, x, y);
  const auto is_known = (x < large) & (x > -large) & (y < large) & (y > -large) &
                        ((p > 0x1p-900) | (p < -0x1p-900)) & detail::is_finite(p);
  return {p, is_known ? error : Number{}};
}

// The same of a number with itself. What is too large for its square leaves a NaN in any sum.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> square(Number x) noexcept {
  const Number p = x * x;
  return {p, p > 0x1p-900 ? error_of(p, x) : Number{}};
}

// Arithmetic with twice the digits of a double. Whole numbers stay exact where the results have at most
// 106 bits and `low` at most 53.

template <class Number>
[[gnu::always_inline]] inline two_parts<Number> plus(two_parts<Number> x,
                                                     two_parts<Number> y) noexcept {
  compensated<Number> sum{x.high, x.low};
  sum.add(y.high, y.low);
  return {sum.sum, sum.lost};
}

template <class Number>
[[gnu::always_inline]] inline two_parts<Number> minus(two_parts<Number> x,
                                                      two_parts<Number> y) noexcept {
  return plus(x, {-y.high, -y.low});
}

template <class Number>
[[gnu::always_inline]] inline two_parts<Number> times(two_parts<Number> x, Number y) noexcept {
  const two_parts<Number> p = product(x.high, y);
  return {p.high, p.low + x.low * y};
}

template <class Number>
[[gnu::always_inline]] inline two_parts<Number> times(two_parts<Number> x,
                                                      two_parts<Number> y) noexcept {
  const two_parts<Number> p = product(x.high, y.high);
  return {p.high, p.low + (x.high * y.low + x.low * y.high)};
}

template <class Number>
[[gnu::always_inline]] inline Number rounded(two_parts<Number> x) noexcept {
  return x.high + x.low;
}

template <class Number>
[[gnu::always_inline]] inline two_parts<Number> divided(two_parts<Number> x,
                                                        two_parts<Number> y) noexcept {
  const Number first = x.high / y.high;
  const two_parts<Number> rest = minus(x, times(y, first));
  return {first, rounded(rest) / y.high};
}

// The same number with `high` nearest to it, so that what is equal has equal parts. A sum that is too
// large becomes a NaN, whose sign is the same on every processor.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> normal(two_parts<Number> x) noexcept {
  compensated<Number> sum{x.high};
  sum.add(x.low);
  const auto fits = detail::is_finite(sum.sum);
  return {fits ? sum.sum + 0.0 : detail::number<Number>(no_number),
          fits ? sum.lost + 0.0 : Number{}};
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
