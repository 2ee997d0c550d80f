#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// True for what a workbook (`.xlsx`, `.xls`) or another archive starts with.
constexpr bool is_archive(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

/// A place in a text, both from 1, the column in characters.
struct line_and_column {
  std::int64_t line = 1;
  std::int64_t column = 1;
};

/// Where the end of `before` is, if its start is at `start`. Lines end with LF, CRLF or CR.
constexpr line_and_column position_behind(std::string_view before, line_and_column start = {}) {
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto c = static_cast<unsigned char>(before[i]);
    if (c == '\n' || (c == '\r' && (i + 1 == before.size() || before[i + 1] != '\n'))) {
      ++start.line;
      start.column = 1;
    } else if (c != '\r' && (c & 0xC0U) != 0x80U) {
      ++start.column;
    }
  }
  return start;
}

/// The text without spaces, tabs and line ends around it.
constexpr std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace zhibiao::inline ZB_ABI::detail
