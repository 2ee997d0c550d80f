#pragma once

#include <zhibiao/value/decimal.hpp>

#include <cstdint>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// How an exact half is rounded (修约).
enum class rounding_mode : std::uint8_t {
  half_up,    ///< 四舍五入, away from zero: what published tables use
  half_even,  ///< 四舍六入五成双, GB/T 8170-2008
};

/// The interval of rounding (修约间隔): `factor * 10^exponent`, factor 1, 2 or 5.
/// One decimal place is {1, -1}; to hundreds {1, 2}; half units {5, -1}; 0.2 units {2, -1}.
struct rounding_step {
  std::int32_t factor = 1;
  std::int32_t exponent = 0;
};

/// Rounding to `n` decimal places; a negative n rounds to tens, hundreds, ...
constexpr rounding_step decimal_places(int n) noexcept { return {1, -n}; }

/// Rounds to a whole multiple of the step, once, from the full value; a negative number by its
/// magnitude. Exact. Half-even looks at the quotient value/step (GB/T 8170-2008 3.4).
/// Throws `error(invalid_argument)` for a step that is not 1, 2 or 5 times a power of ten from
/// 10^-18 to 10^18, `error(too_large)` where the result has more than 18 digits.
/// The result has as many places as the step shows: 12.5 to two places is 12.50.
decimal round(decimal value, rounding_step step, rounding_mode mode);

/// The same for a number that is already a double: rounds the shortest decimal that reads back as
/// it, so 2.675 is a tie (in binary it is not). Never -0. NaN and infinity come back unchanged.
/// Throws `error(invalid_argument)` for the same steps as above.
double round(double value, rounding_step step, rounding_mode mode);

/// Rounds the exact quotient numerator / denominator: for figures that are published from integers,
/// where dividing first in binary can lose a tie. Throws `error(invalid_argument)` for denominator 0.
decimal round_quotient(std::int64_t numerator, std::int64_t denominator, rounding_step step,
                       rounding_mode mode);

/// Fixed-point text of a double, rounded as above: `format_fixed(2.675, 2)` is `2.68`.
/// `-0.00` is written `0.00`. NaN and infinity are no figures: an empty text.
std::string format_fixed(double value, int places, rounding_mode mode = rounding_mode::half_up);

}  // namespace zhibiao::inline ZB_ABI
