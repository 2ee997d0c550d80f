#include "io/shortest_number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::size_t most_bytes = 64;

/// Most figures have few digits behind the point. Where a number is the double nearest to a decimal
/// of at most 15 digits it is that of no other, and so the shortest text is those digits. Null for any
/// other number, which takes six times as long.
char* write_short_decimal(char* to, double value) noexcept {
  constexpr double scale = 10'000;
  constexpr double limit = 1e15;
  const double size = std::fabs(value);
  const double scaled = size * scale + 0.5;
  if (!(scaled < limit)) return nullptr;
  const auto digits = static_cast<std::uint64_t>(scaled);
  if (static_cast<double>(digits) / scale != size) return nullptr;

  constexpr std::uint64_t ones = 10'000;
  if (value < 0) *to++ = '-';
  to = std::to_chars(to, to + most_bytes / 2, digits / ones).ptr;
  std::uint64_t behind = digits % ones;
  if (behind == 0) return to;
  *to++ = '.';
  for (std::uint64_t place = ones / 10; behind != 0; place /= 10) {
    *to++ = static_cast<char>('0' + behind / place);
    behind %= place;
  }
  return to;
}

char* write_shortest(char* to, double value) noexcept {
  if (value == 0) value = 0;  // -0
  if (char* const end = write_short_decimal(to, value)) return end;
  const double size = std::fabs(value);
  const bool is_plain = size >= 1e-5 && size < 1e18;
  return is_plain ? std::to_chars(to, to + most_bytes, value, std::chars_format::fixed).ptr
                  : std::to_chars(to, to + most_bytes, value).ptr;
}

}  // namespace

void append_shortest(std::string& out, double value) {
  std::array<char, most_bytes> text{};
  out.append(text.data(), write_shortest(text.data(), value));
}

std::string shortest_text(double value) {
  std::string out;
  append_shortest(out, value);
  return out;
}

}  // namespace zhibiao::inline ZB_ABI::detail
