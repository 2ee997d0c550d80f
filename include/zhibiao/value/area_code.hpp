#pragma once

#include <zhibiao/value/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Levels of the statistical area codes (统计用区划代码).
enum class code_level : std::uint8_t { province, prefecture, county, town, village };

/// A 12-digit statistical area code: 2 digits province, 2 prefecture, 2 county, 3 town, 3 village.
/// Trivially copyable; zero is no code. There is no check digit.
class area_code {
 public:
  constexpr area_code() noexcept = default;

  constexpr std::uint64_t value() const noexcept { return value_; }
  constexpr bool is_valid() const noexcept { return value_ != 0; }

  /// By the trailing zeros: the last group of digits that is not zero.
  constexpr code_level level() const noexcept {
    if (value_ % 1000 != 0) return code_level::village;
    if (value_ % 1'000'000 != 0) return code_level::town;
    if (value_ % 100'000'000 != 0) return code_level::county;
    if (value_ % 10'000'000'000 != 0) return code_level::prefecture;
    return code_level::province;
  }

  /// The code one level up, none for a province.
  constexpr std::optional<area_code> parent() const noexcept {
    switch (level()) {
      case code_level::village:
        return area_code(value_ / 1000 * 1000);
      case code_level::town:
        return area_code(value_ / 1'000'000 * 1'000'000);
      case code_level::county:
        return area_code(value_ / 100'000'000 * 100'000'000);
      case code_level::prefecture:
        return area_code(value_ / 10'000'000'000 * 10'000'000'000);
      case code_level::province:
        break;
    }
    return std::nullopt;
  }

  friend constexpr auto operator<=>(const area_code&, const area_code&) noexcept = default;

  friend result<area_code> try_parse_area_code(std::string_view text);

 private:
  constexpr explicit area_code(std::uint64_t value) noexcept : value_(value) {}
  std::uint64_t value_ = 0;
};

/// Reads a code of 2, 4, 6, 9 or 12 digits; shorter ones are filled with zeros.
/// Throws `error(not_an_area_code)`.
area_code parse_area_code(std::string_view text);
result<area_code> try_parse_area_code(std::string_view text);

/// Twelve digits.
std::string to_string(area_code code);

/// `province`, `prefecture`, `county`, `town`, `village`
std::string_view name(code_level level) noexcept;

}  // namespace zhibiao::inline ZB_ABI
