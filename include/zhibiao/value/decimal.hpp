#pragma once

#include <zhibiao/value/error.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// An exact decimal number: `mantissa / 10^scale`, scale 0..18. What reports print is decimal;
/// scaling 万元 to 元 and rounding are exact here, where a double would already be off.
/// `2.50` keeps its two printed places; comparison is by value, so it is equivalent to `2.5`.
struct decimal {
  std::int64_t mantissa = 0;
  std::int32_t scale = 0;

  friend std::weak_ordering operator<=>(const decimal& a, const decimal& b) noexcept;
  friend bool operator==(const decimal& a, const decimal& b) noexcept { return (a <=> b) == 0; }
};

/// An exact positive factor, such as the one between two units.
struct ratio {
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  friend constexpr bool operator==(const ratio&, const ratio&) = default;
};

/// Reads `-12.50`, `1,234.5`, `1e3`. Throws `error(not_a_quantity)` for anything else or for more
/// than 18 digits.
decimal parse_decimal(std::string_view text);
result<decimal> try_parse_decimal(std::string_view text);

/// Plain decimal text with all printed places: `-12.50`.
std::string to_string(decimal d);

/// The double nearest to the decimal.
double to_double(decimal d) noexcept;

/// The double nearest to `d * factor`, rounded once.
double to_double(decimal d, ratio factor) noexcept;

/// The shortest decimal that reads back as `x`: what was written where `x` came from.
/// Throws `error(not_finite)` for NaN and infinity, `error(too_large)` beyond 18 digits.
decimal shortest_decimal(double x);

/// Exact sum and difference. Throws `error(too_large)` beyond 18 digits.
decimal operator+(decimal a, decimal b);
decimal operator-(decimal a, decimal b);

/// Exact product, without zeros at its end behind the point. Throws `error(too_large)` beyond 18 digits.
decimal operator*(decimal a, decimal b);

/// The fewest places behind the point, 0 to `most`, that `x` fits into exactly: d, where `x` is the
/// double nearest to a whole number below 2^51 over 10^d. None where there is no such d, as for NaN
/// and infinity. `most` is at most 22.
std::optional<int> fewest_places(double x, int most = 9) noexcept;

/// 10^n as a double, exact for n in 0..22.
double power_of_ten(int n) noexcept;

}  // namespace zhibiao::inline ZB_ABI
