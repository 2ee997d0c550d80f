#pragma once

#include <zhibiao/config.hpp>
#include <zhibiao/value/unit.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace zhibiao::inline ZB_ABI::detail {

/// The shortest text that reads back as `x`, without an exponent where people can still count the
/// digits: `3667070`, `-0.25`, `1e+20`.
inline std::string plain_number(double x) {
  std::array<char, 64> text;
  const double size = std::abs(x);
  const bool is_plain = size == 0 || (size >= 1e-9 && size < 1e18);
  char* const end = text.data() + text.size();
  const auto written = is_plain ? std::to_chars(text.data(), end, x, std::chars_format::fixed)
                                : std::to_chars(text.data(), end, x);
  return {text.data(), written.ptr};
}

/// `103 %`, `4.5 亿元`; the number alone where there is no unit.
inline std::string plain_number(double x, unit u, language lang = language::zh) {
  std::string text = plain_number(x);
  const std::string name = to_string(u, lang);
  if (!name.empty()) text += " " + name;
  return text;
}

}  // namespace zhibiao::inline ZB_ABI::detail
