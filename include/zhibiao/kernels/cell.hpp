#pragma once

#include <zhibiao/value/status.hpp>

#include <cstdint>
#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {

inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// A computed number with its reason. `value` is NaN where `why` has no number.
struct cell {
  double value = no_number;
  status why = status::not_reported;
};

/// No number, for that reason.
constexpr cell none(status why) noexcept { return {no_number, why}; }

/// How the numbers of a series are held exactly. Where `exact`, every `x * power` is a whole number
/// below 2^51 in magnitude, so differences and sums of them are exact and a quotient is rounded once;
/// otherwise numbers are taken as they are.
struct decimal_scale {
  double power = 1;
  bool exact = false;
};

// Formulas are templates over `Number`: a double in the functions of these headers, a vector of
// doubles in the bulk loops. So a formula stands once and has selects in place of branches. Literals
// in it are doubles, for a vector takes no others. All are inlined by force: a copy that was compiled
// for one processor's instructions must never serve a program on another.

namespace detail {
inline constexpr double whole_shift = 6755399441055744.0;  // 1.5 * 2^52
}  // namespace detail

/// `x` as the whole number it stands for. Adding and subtracting 1.5 * 2^52 rounds to a whole number
/// in two vector instructions, without the rounding functions that older processors lack. The product
/// is off by less than 0.4, so a fused multiply-add gives the same.
template <class Number>
[[gnu::always_inline]] inline Number whole(Number x, decimal_scale s) noexcept {
  return s.exact ? (x * s.power + detail::whole_shift) - detail::whole_shift : x;
}

/// Whole numbers up to here are told apart by `whole`.
inline constexpr double largest_whole = 2251799813685248.0;  // 2^51

/// The scale of a series where both figures fit into it: sums over many towns may not.
inline decimal_scale fitting(decimal_scale s, double x, double y) noexcept {
  const double bound = largest_whole / s.power;
  return x < bound && x > -bound && y < bound && y > -bound ? s : decimal_scale{};
}

/// A number of the whole scale, back in the series' unit.
template <class Number>
[[gnu::always_inline]] inline Number unscaled(Number x, decimal_scale s) noexcept {
  return s.exact ? x / s.power : x;
}

namespace detail {

// Only a NaN is not equal to itself, and what is infinite leaves one when taken from itself. Truth
// values where `Number` is double, else a vector of them.
template <class Number>
[[gnu::always_inline]] constexpr auto is_missing(Number x) noexcept {
  return x != x;  // NOLINT(misc-redundant-expression)
}
template <class Number>
[[gnu::always_inline]] constexpr auto is_there(Number x) noexcept {
  return x == x;  // NOLINT(misc-redundant-expression)
}
template <class Number>
[[gnu::always_inline]] constexpr auto is_finite(Number x) noexcept {
  return x - x == 0.0;  // NOLINT(misc-redundant-expression)
}

/// Results in the making. The status is as wide as the value, so that the same selects serve both.
template <class Number>
struct cells {
  Number value;
  Number why;
};

template <class Number>
[[gnu::always_inline]] inline Number number(double x) noexcept {
  return Number{} + x;
}

template <class Number>
[[gnu::always_inline]] inline Number number(status s) noexcept {
  return Number{} + static_cast<double>(s);
}

/// `ok`, or `overflow` where `value` is beyond what a double holds.
template <class Number>
[[gnu::always_inline]] inline Number fit(Number value) noexcept {
  return is_finite(value) ? number<Number>(status::ok) : number<Number>(status::overflow);
}

/// The same of a difference or quotient of two figures, which is never too large where their scale is exact.
template <class Number>
[[gnu::always_inline]] inline Number fit(Number value, decimal_scale s) noexcept {
  return s.exact ? number<Number>(status::ok) : fit(value);
}

/// NaN in place of the value where the status has no number. Adding 0.0 turns -0.0 into 0.
template <class Number>
[[gnu::always_inline]] inline cells<Number> with_reason(Number value, Number why) noexcept {
  static_assert(has_number(static_cast<status>(31)) && !has_number(static_cast<status>(32)));
  return {why < 32.0 ? value + 0.0 : number<Number>(no_number), why};
}

inline cell single(cells<double> c) noexcept {
  return {c.value, static_cast<status>(static_cast<std::uint8_t>(c.why))};
}

}  // namespace detail

/// `value`, or `overflow` where it is beyond what a double holds. Never -0.0.
inline cell finite(double value, status why) noexcept {
  const bool fits = detail::is_finite(value);
  return {fits ? value + 0.0 : no_number, fits ? why : status::overflow};
}

}  // namespace zhibiao::inline ZB_ABI::kernels
