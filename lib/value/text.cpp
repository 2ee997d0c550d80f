#include "value/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// What is shown of a text that was not understood; more only hides the message.
constexpr std::size_t longest_quote = 60;

unsigned char byte_at(std::string_view text, std::size_t i) noexcept {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : std::uint8_t{0};
}

}  // namespace

std::size_t character_length(std::string_view text, std::size_t i) noexcept {
  const unsigned char lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  unsigned char lowest = 0x80;
  unsigned char highest = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) lowest = 0xA0;
    if (lead == 0xED) highest = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) lowest = 0x90;
    if (lead == 0xF4) highest = 0x8F;
  } else {
    return 0;
  }
  if (byte_at(text, i + 1) < lowest || byte_at(text, i + 1) > highest) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

std::string with_separators(std::string number) {
  const std::size_t first = number.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(number.find('.'), number.size());
  while (at > first + 3) {
    at -= 3;
    number.insert(at, 1, ',');
  }
  return number;
}

std::string narrow(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char first = byte_at(text, i);
    const unsigned char second = byte_at(text, i + 1);
    const unsigned char third = byte_at(text, i + 2);
    char ascii = '\0';
    // U+FF01..U+FF5E mirror U+0021..U+007E, and are EF BC 81..BF and EF BD 80..9E in UTF-8.
    if (first == 0xEF && second == 0xBC && third >= 0x81 && third <= 0xBF) {
      ascii = static_cast<char>(third - 0x60);
    } else if (first == 0xEF && second == 0xBD && third >= 0x80 && third <= 0x9E) {
      ascii = static_cast<char>(third - 0x20);
    } else if (first == 0xE3 && second == 0x80 && third == 0x80) {  // U+3000 ideographic blank
      ascii = ' ';
    } else if (first == 0xE2 && second == 0x88 && third == 0x92) {  // U+2212 minus
      ascii = '-';
    }
    if (ascii != '\0') {
      out += ascii;
      i += 3;
    } else if (first == 0xC2 && second == 0xA0) {  // U+00A0 blank that does not break
      out += ' ';
      i += 2;
    } else {
      out += text[i];
      ++i;
    }
  }
  const std::size_t begin = out.find_first_not_of(blanks);
  if (begin == std::string::npos) return {};
  out.erase(out.find_last_not_of(blanks) + 1);
  out.erase(0, begin);
  return out;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  std::size_t i = 0;
  while (i < text.size() && i < longest_quote) {
    const std::size_t length = character_length(text, i);
    const bool is_control = byte_at(text, i) < 0x20 || byte_at(text, i) == 0x7F;
    if (length == 0 || is_control) {
      out += "\xEF\xBF\xBD";  // U+FFFD, what stands for bytes that are no character
      ++i;
    } else {
      out += text.substr(i, length);
      i += length;
    }
  }
  out += i < text.size() ? "...'" : "'";
  return out;
}

}  // namespace zhibiao::inline ZB_ABI::detail
