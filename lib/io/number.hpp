#pragma once

#include <zhibiao/config.hpp>

#include <fast_float/fast_float.h>

#include <optional>
#include <string_view>
#include <system_error>

namespace zhibiao::inline ZB_ABI::detail {

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

/// True where the text says no more than a number.
inline bool is_number_only(std::string_view text) noexcept {
  return text.find_first_not_of("0123456789.,+-eE") == std::string_view::npos;
}

}  // namespace zhibiao::inline ZB_ABI::detail
