#pragma once

#include <zhibiao/kernels/cell.hpp>

// Sums and products together with what rounding takes from them, for plain numbers and vectors alike.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// A sum and what rounding has taken from it: together exact as long as the losses add up without one.
template <class Number>
struct compensated {
  Number sum{};
  Number lost{};

  [[gnu::always_inline]] void add(Number x) noexcept { lost += add_rounded(x); }

  // `also` is a smaller part of the same term.
  [[gnu::always_inline]] void add(Number x, Number also) noexcept { lost += add_rounded(x) + also; }

  // Knuth's TwoSum: adds to the rounded sum alone and returns what that loses.
  [[gnu::always_inline]] Number add_rounded(Number x) noexcept {
    const Number next = sum + x;
    const Number part = next - sum;
    const Number loss = (sum - (next - part)) + (x - part);
    sum = next;
    return loss;
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

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
