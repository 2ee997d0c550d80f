#pragma once

#include <zhibiao/kernels/cell.hpp>

#include "kernels/vectors.inl"

#include <cstddef>
#include <cstdint>
#include <cstring>

// Natural logarithms that are the same on every machine: that of a C library depends on the library, and
// on what the processor can do.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

template <class Number>
using bits_of = typename vectors_of<width_of<Number>>::bits;

template <class To, class From>
[[gnu::always_inline]] inline To same_bits(From x) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  To y;
  std::memcpy(&y, &x, sizeof y);
  return y;
}

/// |r| = 2^exponent * mantissa, the mantissa from about 0.71 to 1.41, for numbers that are normal; anything
/// for others, which may stand in lanes that are not taken.
template <class Number>
struct scaled_number {
  Number exponent;
  Number mantissa;
};

template <class Number>
[[gnu::always_inline]] inline scaled_number<Number> scaled(Number r) noexcept {
  constexpr std::int64_t root_of_half = 0x3fe6a09e667f3bcd;
  constexpr double shift = 0x1.8p52;
  constexpr std::int64_t shift_bits = 0x4338000000000000;
  constexpr std::int64_t without_sign = 0x7fffffffffffffff;
  const bits_of<Number> bits = same_bits<bits_of<Number>>(r) & without_sign;
  const bits_of<Number> exponent = (bits - root_of_half) >> 52;
  return {same_bits<Number>(exponent + shift_bits) - shift,
          same_bits<Number>(bits - (exponent << 52))};
}

/// 2 * artanh(s) - 2 * s for |s| < 0.172, by its series.
template <class Number>
[[gnu::always_inline]] inline Number artanh_rest(Number s) noexcept {
  const Number square = s * s;
  Number sum{};
  for (int k = 23; k >= 3; k -= 2) sum = sum * square + 2.0 / k;
  return s * square * sum;
}

/// What the terms of an entropy are made of.
template <class Number>
struct logarithms {
  Number of_ratio;  ///< ln r
  Number
      excess;  ///< (r - 1) - ln r, never negative, and exact to its last digits where r is close to 1
};

/// Of a ratio r > 0 and its distance `d` from 1, which must not have lost its digits to the subtraction.
template <class Number>
[[gnu::always_inline]] inline logarithms<Number> logarithms_of(Number r, Number d) noexcept {
  constexpr double ln2_high = 0x1.62e42feep-1;
  constexpr double ln2_low = 0x1.a39ef35793c76p-33;
  const auto is_close = (d > -0.25) & (d < 0.25);
  const scaled_number<Number> far = scaled(r);
  // ln((1 + s) / (1 - s)) = 2 * artanh(s)
  const Number s = (is_close ? d : far.mantissa - 1.0) / (is_close ? d + 2.0 : far.mantissa + 1.0);
  const Number rest = artanh_rest(s);
  const Number mantissa_part = s + s + rest;
  const Number far_logarithm = far.exponent * ln2_high + (far.exponent * ln2_low + mantissa_part);
  // d - 2 * s = d * s, for s = d / (2 + d)
  return {is_close ? mantissa_part : far_logarithm, is_close ? d * s - rest : d - far_logarithm};
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
