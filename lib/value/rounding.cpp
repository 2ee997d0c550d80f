#include <zhibiao/value/rounding.hpp>

#include "value/digits.hpp"
#include "value/rounding_steps.hpp"

#include <cmath>

namespace zhibiao::inline ZB_ABI {

void detail::check_step(rounding_step step) {
  const bool is_factor = step.factor == 1 || step.factor == 2 || step.factor == 5;
  if (!is_factor || step.exponent < -max_digits || step.exponent > max_digits) {
    throw error(errc::invalid_argument,
                "expected a rounding step of 1, 2 or 5 times a power of ten from 10^-18 to 10^18, "
                "found " +
                    std::to_string(step.factor) + " times 10^" + std::to_string(step.exponent));
  }
}

namespace {

using detail::check_step;
using detail::decimal_digits;
using detail::max_digits;
using detail::ten_to;
using detail::uint128;

/// n / d to the nearest integer. The remainder is compared with what is missing to d, because twice
/// the remainder could overflow.
uint128 rounded_quotient(uint128 n, uint128 d, rounding_mode mode) {
  const uint128 quotient = n / d;
  const uint128 rest = n % d;
  const uint128 missing = d - rest;
  const bool is_up =
      rest > missing || (rest == missing && (mode == rounding_mode::half_up || quotient % 2 == 1));
  return quotient + (is_up ? 1 : 0);
}

/// `steps` whole steps as a decimal with as many places as the step shows.
decimal from_steps(uint128 steps, rounding_step step, bool is_negative) {
  uint128 mantissa = steps * static_cast<unsigned>(step.factor);
  if (step.exponent > 0) mantissa *= ten_to(step.exponent);
  if (mantissa >= ten_to(max_digits)) {
    throw error(errc::too_large, "expected a rounded number of at most 18 digits, found more");
  }
  const auto size = static_cast<std::int64_t>(mantissa);
  return {is_negative ? -size : size, step.exponent < 0 ? -step.exponent : 0};
}

/// x / step with a single rounding, for x not negative: 5 * 10^e is 10^(e+1) / 2, so every step is
/// one multiplication with or one division by an exact double.
double in_steps(double x, rounding_step step) {
  if (step.exponent >= 0) return x / (step.factor * power_of_ten(step.exponent));
  switch (step.factor) {
    case 2:
      return x * (5.0 * power_of_ten(-step.exponent - 1));
    case 5:
      return x * (2.0 * power_of_ten(-step.exponent - 1));
    default:
      return x * power_of_ten(-step.exponent);
  }
}

/// The shortest decimal of `x`, which is finite and not negative, rounded to whole steps. The result
/// has the step's exponent, or a greater one where it is `x` unchanged.
decimal_digits rounded_digits(double x, rounding_step step, rounding_mode mode) {
  // Let d be the shortest decimal of x. |d - x| <= x 2^-53, because d reads back as x, and the one
  // operation of in_steps adds as much again; hence |d/step - s| <= s 2^-52 but for terms of second
  // order. Where s is further than twice that from a half, d/step lies on the same side of the half
  // as s does. From s = 2^50 on no s is; NaN, from an overflow, is not either.
  const double s = in_steps(x, step);
  const double whole = std::floor(s);
  const double part = s - whole;
  if (std::fabs(part - 0.5) > s * 0x1p-51) {
    const std::uint64_t steps = static_cast<std::uint64_t>(whole) + (part > 0.5 ? 1 : 0);
    return {steps * static_cast<unsigned>(step.factor), step.exponent};
  }

  const decimal_digits exact = detail::shortest_digits(x);
  const int shift = exact.exponent - step.exponent;
  if (shift > 0 || (shift == 0 && step.factor == 1)) return exact;
  // At most 17 digits are less than half of 10^18.
  if (-shift > max_digits) return {0, step.exponent};
  const auto factor = static_cast<unsigned>(step.factor);
  const uint128 steps = rounded_quotient(exact.mantissa, factor * ten_to(-shift), mode);
  return {static_cast<std::uint64_t>(steps * factor), step.exponent};
}

}  // namespace

decimal round(decimal value, rounding_step step, rounding_mode mode) {
  check_step(step);
  const uint128 mantissa = detail::magnitude(value.mantissa);
  const auto factor = static_cast<unsigned>(step.factor);
  const int shift = step.exponent + value.scale;
  const uint128 steps = shift < 0 ? rounded_quotient(mantissa * ten_to(-shift), factor, mode)
                                  : rounded_quotient(mantissa, factor * ten_to(shift), mode);
  return from_steps(steps, step, value.mantissa < 0);
}

double round(double value, rounding_step step, rounding_mode mode) {
  check_step(step);
  if (!std::isfinite(value)) return value;
  const decimal_digits digits = rounded_digits(std::fabs(value), step, mode);
  if (digits.mantissa == 0) return 0.0;
  if (digits.exponent > step.exponent) return value;
  const auto mantissa = static_cast<std::int64_t>(digits.mantissa);
  const double size = digits.exponent < 0
                          ? to_double(decimal{mantissa, -digits.exponent})
                          : to_double(decimal{mantissa, 0},
                                      ratio{static_cast<std::int64_t>(ten_to(digits.exponent)), 1});
  return std::copysign(size, value);
}

decimal round_quotient(std::int64_t numerator, std::int64_t denominator, rounding_step step,
                       rounding_mode mode) {
  check_step(step);
  if (denominator == 0) {
    throw error(errc::invalid_argument,
                "expected a denominator other than 0, found " + std::to_string(numerator) + " / 0");
  }
  uint128 n = detail::magnitude(numerator);
  uint128 d = uint128{detail::magnitude(denominator)} * static_cast<unsigned>(step.factor);
  (step.exponent < 0 ? n : d) *= ten_to(step.exponent < 0 ? -step.exponent : step.exponent);
  return from_steps(rounded_quotient(n, d, mode), step, (numerator < 0) != (denominator < 0));
}

std::string format_fixed(double value, int places, rounding_mode mode) {
  const rounding_step step = decimal_places(places);
  check_step(step);
  if (!std::isfinite(value)) return {};
  const decimal_digits digits = rounded_digits(std::fabs(value), step, mode);

  std::string text = std::to_string(digits.mantissa);
  if (digits.mantissa != 0 && digits.exponent > 0) {
    text.append(static_cast<std::size_t>(digits.exponent), '0');
  }
  const auto shown = static_cast<std::size_t>(digits.exponent < 0 ? -digits.exponent : 0);
  if (text.size() <= shown) text.insert(0, shown + 1 - text.size(), '0');
  if (places > 0) {
    text.insert(text.size() - shown, 1, '.');
    text.append(static_cast<std::size_t>(places) - shown, '0');
  }
  if (value < 0 && digits.mantissa != 0) text.insert(0, 1, '-');
  return text;
}

}  // namespace zhibiao::inline ZB_ABI
