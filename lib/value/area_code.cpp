#include <zhibiao/value/area_code.hpp>

#include "value/text.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr std::size_t full_length = 12;

bool is_length(std::size_t n) { return n == 2 || n == 4 || n == 6 || n == 9 || n == full_length; }

}  // namespace

result<area_code> try_parse_area_code(std::string_view text) {
  const std::string digits = detail::narrow(text);
  // No province's code begins with 0; a number that does is something else, such as a telephone.
  bool is_code = is_length(digits.size()) && digits.front() != '0';
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') is_code = false;
    if (!is_code) break;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (!is_code) {
    return error(errc::not_an_area_code,
                 "expected an area code of 2, 4, 6, 9 or 12 digits such as 140121101000, found " +
                     detail::quoted(text));
  }
  for (std::size_t n = digits.size(); n < full_length; ++n) value *= 10;
  return area_code(value);
}

area_code parse_area_code(std::string_view text) { return try_parse_area_code(text).value(); }

std::string to_string(area_code code) {
  const std::string digits = std::to_string(code.value());
  return std::string(full_length - digits.size(), '0') + digits;
}

std::string_view name(code_level level) noexcept {
  switch (level) {
    case code_level::province:
      return "province";
    case code_level::prefecture:
      return "prefecture";
    case code_level::county:
      return "county";
    case code_level::town:
      return "town";
    case code_level::village:
      return "village";
  }
  return {};
}

}  // namespace zhibiao::inline ZB_ABI
