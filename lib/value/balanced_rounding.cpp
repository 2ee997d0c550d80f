#include <zhibiao/value/balanced_rounding.hpp>

#include "value/digits.hpp"
#include "value/rounding_steps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::int128;
using detail::max_digits;
using detail::ten_to;
using detail::uint128;

/// Remainders are counted in this part of a step: a quotient of a digit string by a step that ends up to
/// 18 places before it is exact in them.
constexpr int remainder_places = 19;

/// A number as whole steps below it and what is left.
struct steps_and_rest {
  int128 steps = 0;
  uint128 rest = 0;  ///< in units of 10^-19 steps, below one step
};

steps_and_rest in_steps(double x, rounding_step step) {
  if (!std::isfinite(x)) {
    throw error(errc::invalid_argument, "expected finite numbers to round, found one that is not");
  }
  const detail::decimal_digits digits = detail::shortest_digits(std::fabs(x));
  const int shift = digits.exponent - step.exponent;
  uint128 n = digits.mantissa;
  if (shift > max_digits || (n != 0 && shift + std::log10(static_cast<double>(n)) > max_digits)) {
    throw error(errc::too_large, "expected a number of at most 18 digits at the step, found more");
  }
  if (shift > 0) n *= ten_to(shift);
  const auto factor = static_cast<unsigned>(step.factor);
  steps_and_rest made;
  uint128 rest = 0;
  if (shift >= -max_digits) {
    const uint128 whole = factor * ten_to(shift < 0 ? -shift : 0);
    made.steps = static_cast<int128>(n / whole);
    rest = n % whole * ten_to(remainder_places) / whole;
  } else if (-shift < 2 * max_digits) {
    // Less than half a hundredth of a step: what lies behind the 19th place is left out.
    rest = n * ten_to(remainder_places) / factor / ten_to(-shift);
  }
  if (x < 0) {
    made.steps = -made.steps - (rest != 0 ? 1 : 0);
    rest = rest != 0 ? ten_to(remainder_places) - rest : 0;
  }
  made.rest = rest;
  return made;
}

double from_steps(int128 steps, rounding_step step) {
  const int128 mantissa = steps * step.factor;
  if (mantissa > static_cast<int128>(ten_to(max_digits)) ||
      -mantissa > static_cast<int128>(ten_to(max_digits))) {
    throw error(errc::too_large, "expected a rounded number of at most 18 digits, found more");
  }
  const auto whole = static_cast<std::int64_t>(mantissa);
  if (whole == 0) return 0;
  if (step.exponent <= 0) return to_double(decimal{whole, -step.exponent});
  return to_double(decimal{whole, 0}, {static_cast<std::int64_t>(ten_to(step.exponent)), 1});
}

std::vector<steps_and_rest> in_steps(std::span<const double> parts, rounding_step step) {
  detail::check_step(step);
  std::vector<steps_and_rest> made;
  made.reserve(parts.size());
  for (const double x : parts) made.push_back(in_steps(x, step));
  return made;
}

int128 steps_of(std::span<const steps_and_rest> parts) {
  int128 all = 0;
  for (const steps_and_rest& p : parts) all += p.steps;
  return all;
}

std::vector<double> add_up(std::span<const double> parts, std::vector<steps_and_rest> made,
                           int128 total, rounding_step step) {
  const int128 missing = total - steps_of(made);
  if (missing < 0 || missing > static_cast<int128>(parts.size())) {
    throw error(errc::invalid_argument,
                "expected a total that the parts reach when each is rounded up or down, found one "
                "that is too " +
                    std::string(missing < 0 ? "small" : "large"));
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (made[a].rest != made[b].rest) return made[a].rest > made[b].rest;
    return parts[a] > parts[b];
  });
  for (std::size_t i = 0; i < static_cast<std::size_t>(missing); ++i) ++made[order[i]].steps;

  std::vector<double> rounded;
  rounded.reserve(parts.size());
  for (const steps_and_rest& p : made) rounded.push_back(from_steps(p.steps, step));
  return rounded;
}

}  // namespace

std::vector<double> balanced(std::span<const double> parts, double total, rounding_step step) {
  std::vector<steps_and_rest> made = in_steps(parts, step);
  const steps_and_rest whole = in_steps(total, step);
  if (whole.rest != 0) {
    throw error(errc::invalid_argument,
                "expected a total that is a multiple of the rounding step, found " +
                    to_string(shortest_decimal(total)));
  }
  return add_up(parts, std::move(made), whole.steps, step);
}

std::vector<double> balanced(std::span<const double> parts, rounding_step step,
                             rounding_mode mode) {
  std::vector<steps_and_rest> made = in_steps(parts, step);
  const uint128 one = ten_to(remainder_places);
  uint128 rests = 0;
  for (const steps_and_rest& p : made) rests += p.rest;
  int128 total = steps_of(made) + static_cast<int128>(rests / one);
  const uint128 rest = rests % one;
  // A half of a total below zero is rounded by its magnitude: away from zero is down.
  const bool half_goes_up = mode == rounding_mode::half_even ? total % 2 != 0 : total >= 0;
  if (rest > one / 2 || (rest == one / 2 && half_goes_up)) ++total;
  return add_up(parts, std::move(made), total, step);
}

}  // namespace zhibiao::inline ZB_ABI
