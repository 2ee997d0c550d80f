#include <zhibiao/value/decimal.hpp>

#include "value/digits.hpp"
#include "value/places.hpp"
#include "value/text.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::int128;
using detail::max_digits;
using detail::ten_to;
using detail::uint128;

/// Below this every integer is a double.
constexpr std::uint64_t exact_double_limit = std::uint64_t{1} << 53;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

int bit_length(uint128 x) {
  const auto high = static_cast<std::uint64_t>(x >> 64);
  const auto low = static_cast<std::uint64_t>(x);
  return static_cast<int>(high != 0 ? 64 + std::bit_width(high) : std::bit_width(low));
}

/// The double nearest to n / d, both positive and below 2^127: long division to one bit behind the
/// last, so that it is rounded once, and the same on every machine.
double nearest_quotient(uint128 n, uint128 d) {
  int exponent = bit_length(n) - bit_length(d);
  if (exponent >= 0) {
    d <<= exponent;
  } else {
    n <<= -exponent;
  }
  if (n < d) {
    n <<= 1;
    --exponent;
  }
  constexpr int precision = std::numeric_limits<double>::digits;
  std::uint64_t mantissa = 0;
  for (int i = 0; i < precision; ++i) {
    mantissa <<= 1;
    if (n >= d) {
      n -= d;
      mantissa |= 1;
    }
    n <<= 1;
  }
  // n / d is now the rest in halves of the last bit: 1 is the tie, which goes to even.
  if (n > d || (n == d && mantissa % 2 == 1)) ++mantissa;
  return std::ldexp(static_cast<double>(mantissa), exponent - (precision - 1));
}

/// What is read of a numeral before its size is judged.
class digit_collector {
 public:
  void add(char c) {
    if (c != '0' || count_ != 0) ++count_;
    if (count_ <= max_digits) mantissa_ = mantissa_ * 10 + (c - '0');
  }

  std::int64_t mantissa() const { return mantissa_; }
  bool is_too_long() const { return count_ > max_digits; }

 private:
  std::int64_t mantissa_ = 0;
  int count_ = 0;
};

/// The digits of the whole part from `at`, with separators at every third place or with none.
/// Returns where they end, or npos where a separator stands elsewhere.
std::size_t read_whole_part(std::string_view text, std::size_t at, digit_collector& digits) {
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) digits.add(text[at++]);
  const std::size_t first_group = at - begin;
  if (at == text.size() || text[at] != ',') return at;
  if (first_group < 1 || first_group > 3) return std::string_view::npos;
  while (at < text.size() && text[at] == ',') {
    ++at;
    std::size_t group = 0;
    for (; at < text.size() && is_digit(text[at]); ++at, ++group) digits.add(text[at]);
    if (group != 3) return std::string_view::npos;
  }
  return at;
}

/// The exponent of `1e-3` from behind the e; nothing if it is no integer. Far beyond the limits it
/// stays there instead of overflowing.
std::optional<int> read_exponent(std::string_view text) {
  bool is_negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  int exponent = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    exponent = std::min(exponent * 10 + (c - '0'), 10'000);
  }
  return is_negative ? -exponent : exponent;
}

error not_a_number(std::string_view text) {
  return error(errc::not_a_quantity, "expected a number, found " + detail::quoted(text));
}

error too_many_digits(std::string_view text) {
  return error(errc::not_a_quantity,
               "expected a number of at most 18 digits, found " + detail::quoted(text));
}

/// The number of so many digits, if `mantissa / 10^scale` has no more than there is room for.
std::optional<decimal> decimal_of(int128 mantissa, int scale) {
  const auto limit = static_cast<int128>(ten_to(max_digits));
  if (mantissa >= limit || mantissa <= -limit || scale > max_digits) return std::nullopt;
  return decimal{static_cast<std::int64_t>(mantissa), scale};
}

/// `d` in units of `10^-scale`, not fewer places than it has.
int128 at_scale(decimal d, int scale) noexcept {
  return d.mantissa * static_cast<int128>(ten_to(scale - d.scale));
}

decimal checked_sum(decimal a, decimal b, int sign_of_b) {
  const int scale = std::max(a.scale, b.scale);
  const std::optional<decimal> sum =
      decimal_of(at_scale(a, scale) + sign_of_b * at_scale(b, scale), scale);
  if (!sum) {
    throw error(errc::too_large, "expected a result of at most 18 digits, found that of " +
                                     to_string(a) + (sign_of_b > 0 ? " + " : " - ") + to_string(b));
  }
  return *sum;
}

}  // namespace

detail::decimal_digits detail::shortest_digits(double x) noexcept {
  char buffer[32];  // the longest is 1.7976931348623157e+308
  const char* const end =
      std::to_chars(std::begin(buffer), std::end(buffer), x, std::chars_format::scientific).ptr;
  decimal_digits out;
  const char* p = buffer;
  for (; *p != 'e'; ++p) {
    if (*p == '.') continue;
    out.mantissa = out.mantissa * 10 + static_cast<std::uint64_t>(*p - '0');
  }
  const auto places = static_cast<int>(std::max<std::ptrdiff_t>(p - buffer - 2, 0));
  ++p;
  if (*p == '+') ++p;
  std::from_chars(p, end, out.exponent);
  out.exponent -= places;
  return out;
}

std::weak_ordering operator<=>(const decimal& a, const decimal& b) noexcept {
  const int scale = std::max(a.scale, b.scale);
  return at_scale(a, scale) <=> at_scale(b, scale);
}

result<decimal> try_parse_decimal(std::string_view text) {
  const std::string plain = detail::narrow(text);
  const std::string_view rest = plain;
  std::size_t at = 0;
  const bool is_negative = rest.starts_with('-');
  if (is_negative || rest.starts_with('+')) ++at;

  digit_collector digits;
  const std::size_t begin = at;
  at = read_whole_part(rest, at, digits);
  if (at == std::string_view::npos) return not_a_number(text);
  const bool has_whole_part = at > begin;

  int places = 0;
  if (at < rest.size() && rest[at] == '.') {
    const std::size_t point = at++;
    while (at < rest.size() && is_digit(rest[at])) digits.add(rest[at++]);
    // Capped, because a file may hold a field of any length.
    places = static_cast<int>(std::min<std::size_t>(at - point - 1, 10'000));
    if (places == 0) return not_a_number(text);
  } else if (!has_whole_part) {
    return not_a_number(text);
  }

  int exponent = 0;
  if (at < rest.size() && (rest[at] == 'e' || rest[at] == 'E')) {
    const std::optional<int> read = read_exponent(rest.substr(at + 1));
    if (!read) return not_a_number(text);
    exponent = *read;
    at = rest.size();
  }
  if (at != rest.size()) return not_a_number(text);
  if (digits.is_too_long()) return too_many_digits(text);

  int scale = places - exponent;
  int128 mantissa = is_negative ? -digits.mantissa() : digits.mantissa();
  if (scale < 0) {
    if (mantissa != 0) {
      if (scale < -max_digits) return too_many_digits(text);
      mantissa *= static_cast<int128>(ten_to(-scale));
    }
    scale = 0;
  }
  const std::optional<decimal> value = decimal_of(mantissa, scale);
  if (!value) return too_many_digits(text);
  return *value;
}

decimal parse_decimal(std::string_view text) { return try_parse_decimal(text).value(); }

std::string to_string(decimal d) {
  std::string digits = std::to_string(detail::magnitude(d.mantissa));
  if (d.scale > 0) {
    const auto places = static_cast<std::size_t>(d.scale);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, 1, '.');
  }
  if (d.mantissa < 0) digits.insert(0, 1, '-');
  return digits;
}

double to_double(decimal d) noexcept { return to_double(d, ratio{}); }

double to_double(decimal d, ratio factor) noexcept {
  if (d.mantissa == 0) return 0.0;
  const uint128 n =
      uint128{detail::magnitude(d.mantissa)} * static_cast<std::uint64_t>(factor.numerator);
  const uint128 q = ten_to(d.scale) * static_cast<std::uint64_t>(factor.denominator);
  // Two exact doubles are rounded once, by the division; 10^18 is exact though it is above 2^53.
  const bool is_exact_divisor = factor.denominator == 1 || q <= exact_double_limit;
  const double size = n <= exact_double_limit && is_exact_divisor
                          ? static_cast<double>(static_cast<std::uint64_t>(n)) /
                                static_cast<double>(static_cast<std::uint64_t>(q))
                          : nearest_quotient(n, q);
  return d.mantissa < 0 ? -size : size;
}

decimal shortest_decimal(double x) {
  if (!std::isfinite(x)) {
    throw error(errc::not_finite, std::isnan(x) ? "expected a finite number, found NaN"
                                                : "expected a finite number, found infinity");
  }
  const detail::decimal_digits digits = detail::shortest_digits(std::fabs(x));
  std::optional<decimal> out;
  if (digits.exponent <= 0) {
    out = decimal_of(digits.mantissa, -digits.exponent);
  } else if (digits.exponent < max_digits) {
    out = decimal_of(static_cast<int128>(digits.mantissa * ten_to(digits.exponent)), 0);
  }
  if (!out) {
    throw error(errc::too_large,
                "expected a number of at most 18 digits before and behind the point, found " +
                    std::to_string(digits.mantissa) + "e" + std::to_string(digits.exponent));
  }
  if (x < 0) out->mantissa = -out->mantissa;
  return *out;
}

decimal operator+(decimal a, decimal b) { return checked_sum(a, b, 1); }
decimal operator-(decimal a, decimal b) { return checked_sum(a, b, -1); }

decimal operator*(decimal a, decimal b) {
  int128 mantissa = static_cast<int128>(a.mantissa) * b.mantissa;
  int scale = a.scale + b.scale;
  for (; scale > 0 && mantissa % 10 == 0; --scale) mantissa /= 10;
  if (const std::optional<decimal> made = decimal_of(mantissa, scale)) return *made;
  throw error(errc::too_large, "expected a product of at most 18 digits, found more in " +
                                   to_string(a) + " times " + to_string(b));
}

std::optional<int> fewest_places(double x, int most) noexcept {
  for (int places = 0; places <= most; ++places) {
    if (detail::is_whole_at(x, power_of_ten(places))) return places;
  }
  return std::nullopt;
}

double power_of_ten(int n) noexcept {
  constexpr double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (n >= 0 && n < static_cast<int>(std::size(exact))) return exact[n];
  if (n > std::numeric_limits<double>::max_exponent10) {
    return std::numeric_limits<double>::infinity();
  }
  if (n < -330) return 0.0;
  char text[8] = {'1', 'e'};
  const char* const end = std::to_chars(text + 2, std::end(text), n).ptr;
  double power = 0.0;  // what stays where the text is below the least double
  std::from_chars(text, end, power);
  return power;
}

}  // namespace zhibiao::inline ZB_ABI
