#pragma once

#include <zhibiao/kernels/cell.hpp>

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

// Veltkamp's splitting into halves of 26 bits.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> split(Number x) noexcept {
  const Number shifted = x * 134217729.0;
  const Number high = shifted - (shifted - x);
  return {high, x - high};
}

// Dekker's product and its rounding error; not an fma, which some processors lack. Beyond 2^996 the
// splitting overflows and the error is given up.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> product(Number x, Number y) noexcept {
  const Number p = x * y;
  const two_parts<Number> a = split(x);
  const two_parts<Number> b = split(y);
  const Number error = ((a.high * b.high - p) + a.high * b.low + a.low * b.high) + a.low * b.low;
  return {p, detail::is_finite(error) ? error : Number{}};
}

// Arithmetic with twice the digits of a double.

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

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
