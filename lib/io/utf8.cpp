#include "io/utf8.hpp"

#include "value/text.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;

/// True for a well-formed character of three bytes, which is most of Chinese, but for the leads whose
/// second byte has a range of its own.
bool is_common_character(const char* at) noexcept {
  const auto lead = static_cast<unsigned char>(at[0]);
  const auto second = static_cast<unsigned char>(at[1]);
  const auto third = static_cast<unsigned char>(at[2]);
  return lead > 0xE0 && lead < 0xED && (second & 0xC0U) == 0x80U && (third & 0xC0U) == 0x80U;
}

std::uint64_t word_at(const char* at) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// How many ASCII characters the eight bytes start with.
std::size_t count_ascii(const char* at) noexcept {
  const std::uint64_t word = word_at(at) & high_bits;
  if constexpr (std::endian::native == std::endian::little) {
    return static_cast<std::size_t>(std::countr_zero(word)) / 8;
  } else {
    return static_cast<std::size_t>(std::countl_zero(word)) / 8;
  }
}

}  // namespace

std::size_t find_malformed(std::string_view text) noexcept {
  constexpr std::size_t block = 64;
  const char* const data = text.data();
  std::size_t i = 0;
  while (i < text.size()) {
    // Most of a table is ASCII.
    while (i + block <= text.size()) {
      const char* const at = data + i;
      const std::uint64_t first =
          word_at(at) | word_at(at + 8) | word_at(at + 16) | word_at(at + 24);
      const std::uint64_t rest =
          word_at(at + 32) | word_at(at + 40) | word_at(at + 48) | word_at(at + 56);
      if (((first | rest) & high_bits) != 0) break;
      i += block;
    }
    // The block that is not, or what is left.
    const std::size_t end = i + block;
    while (i < end && i < text.size()) {
      if (i + sizeof(std::uint64_t) <= text.size()) {
        const std::size_t ascii = count_ascii(data + i);
        i += ascii;
        if (ascii == sizeof(std::uint64_t)) continue;
        if (i + 3 <= text.size() && is_common_character(data + i)) {
          i += 3;
          continue;
        }
      }
      const std::size_t length = character_length(text, i);
      if (length == 0) return i;
      i += length;
    }
  }
  return text.size();
}

}  // namespace zhibiao::inline ZB_ABI::detail
