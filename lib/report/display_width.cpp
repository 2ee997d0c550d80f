#include <zhibiao/report/display_width.hpp>

#include "report/characters.hpp"
#include "value/text.hpp"

#include <algorithm>
#include <iterator>

namespace zhibiao::inline ZB_ABI {
namespace {

struct code_range {
  char32_t first;
  char32_t last;
};

// Unicode EastAsianWidth.txt, W and F, gaps without characters closed.
constexpr code_range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6B},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FB},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
    {0x1F200, 0x1F265}, {0x1F300, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0},
    {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC},
    {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A},
    {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
    {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945},
    {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

// The combining marks and invisible signs that can stand in Chinese or Latin text.
constexpr code_range invisible[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20F0}, {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

template <std::size_t Size>
bool is_in(const code_range (&ranges)[Size], char32_t code) noexcept {
  const auto* found =
      std::upper_bound(std::begin(ranges), std::end(ranges), code,
                       [](char32_t c, const code_range& range) { return c < range.first; });
  return found != std::begin(ranges) && code <= std::prev(found)->last;
}

}  // namespace

namespace detail {

character first_character(std::string_view text) noexcept {
  const std::size_t length = character_length(text, 0);
  if (length == 0) return {U'\uFFFD', 1};
  const auto byte = [text](std::size_t i) -> char32_t {
    return static_cast<unsigned char>(text[i]);
  };
  if (length == 1) return {byte(0), 1};
  char32_t code = byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (byte(i) & 0x3FU);
  return {code, length};
}

std::size_t width_of(char32_t code) noexcept {
  if (code >= 0x20 && code < 0x7F) return 1;
  if (is_in(invisible, code)) return 0;
  return is_in(wide, code) ? 2 : 1;
}

}  // namespace detail

std::size_t display_width(std::string_view text) noexcept {
  std::size_t columns = 0;
  while (!text.empty()) {
    const detail::character c = detail::first_character(text);
    columns += detail::width_of(c.code);
    text.remove_prefix(c.length);
  }
  return columns;
}

std::size_t fitting_prefix(std::string_view text, std::size_t columns) noexcept {
  std::size_t bytes = 0;
  std::size_t used = 0;
  while (bytes < text.size()) {
    const detail::character c = detail::first_character(text.substr(bytes));
    used += detail::width_of(c.code);
    if (used > columns && bytes > 0) break;
    bytes += c.length;
  }
  return bytes;
}

}  // namespace zhibiao::inline ZB_ABI
