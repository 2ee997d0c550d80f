#pragma once

#include <zhibiao/config.hpp>

#include <fast_float/fast_float.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

namespace zhibiao::inline ZB_ABI::detail {

/// Up to eight digits that a text starts with.
struct digit_run {
  std::uint64_t value = 0;
  std::size_t count = 0;
};

/// All eight at once, as bytes of a word. Eight bytes behind the text may be read.
inline digit_run leading_digits(std::string_view text) noexcept {
  if constexpr (std::endian::native != std::endian::little) return {};
  constexpr std::uint64_t zeros = 0x3030'3030'3030'3030U;
  std::uint64_t word = 0;
  std::memcpy(&word, text.data(), sizeof word);
  word ^= zeros;
  // The high bit of each byte above 9; what it carries goes to bytes behind the first of those.
  const std::uint64_t others = ((word + 0x7676'7676'7676'7676U) | word) & 0x8080'8080'8080'8080U;
  const std::size_t run = others == 0 ? 8 : static_cast<std::size_t>(std::countr_zero(others)) / 8;
  const std::size_t count = std::min(run, text.size());
  if (count == 0) return {};
  word <<= 8 * (8 - count);  // zeros in front
  // Ones and tens to pairs, pairs to fours, fours to all eight.
  word = (word * 10 + (word >> 8U)) & 0x00FF'00FF'00FF'00FFU;
  word = (word * 100 + (word >> 16U)) & 0x0000'FFFF'0000'FFFFU;
  word = (word * 10'000 + (word >> 32U)) & 0xFFFF'FFFFU;
  return {word, count};
}

/// The number, where the text is nothing but digits, at most one point and a minus, and so short
/// that the double nearest to it stands for it. Everything else is for `parse_quantity`.
inline std::optional<double> read_plain_number(std::string_view text) noexcept {
  constexpr std::size_t most_bytes = 15;  // a double holds any 15 digits
  constexpr auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > most_bytes || !is_digit(text.back())) return std::nullopt;
  if (!is_digit(text[0]) && (text[0] != '-' || text.size() < 2 || !is_digit(text[1]))) {
    return std::nullopt;
  }
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto read =
      fast_float::from_chars(text.data(), end, value, fast_float::chars_format::fixed);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value + 0.0;  // -0 is 0
}

/// The same for most of what `read_plain_number` reads - up to eight digits on each side of the point -
/// in a third of its time; none where that one is to be asked. Eight bytes behind the text may be read.
inline std::optional<double> read_short_number(std::string_view text) noexcept {
  constexpr std::size_t most_bytes = 15;
  static constexpr std::array<double, 9> ten_to_the{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
  if (text.size() > most_bytes || text.empty()) return std::nullopt;
  const bool is_negative = text[0] == '-';
  text.remove_prefix(is_negative ? 1 : 0);
  const digit_run whole = leading_digits(text);
  if (whole.count == 0) return std::nullopt;
  auto value = static_cast<double>(whole.value);
  if (whole.count < text.size()) {
    const std::string_view behind = text.substr(whole.count + 1);
    const digit_run part = leading_digits(behind);
    if (text[whole.count] != '.' || part.count == 0 || part.count != behind.size()) {
      return std::nullopt;
    }
    // Both numbers are exact in a double, so the quotient is the double nearest to the decimal.
    const double power = ten_to_the[part.count];
    value = (value * power + static_cast<double>(part.value)) / power;
  }
  return is_negative ? 0.0 - value : value;
}

/// True where the text says no more than a number.
inline bool is_number_only(std::string_view text) noexcept {
  return text.find_first_not_of("0123456789.,+-eE") == std::string_view::npos;
}

}  // namespace zhibiao::inline ZB_ABI::detail
