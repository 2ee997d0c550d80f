#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace zhibiao::inline ZB_ABI::detail {

/// Where 64 bytes have what matters to CSV: bit i is byte i.
struct csv_marks {
  static constexpr std::size_t width = 64;

  std::uint64_t ends = 0;    ///< commas, LF and CR: what ends a field
  std::uint64_t quotes = 0;  ///< double quotes
};

/// Which of the 64 bytes are a comma or below it (ASCII): all that matters to CSV, blanks, and little
/// else that figures have. Takes a third of the time of `find_csv_marks`.
inline std::uint64_t find_low_bytes(const char* at) noexcept {
  std::uint64_t found = 0;
#if defined(__SSE2__)
  const auto add = [&found, at](unsigned i) {
    __m128i bytes;
    std::memcpy(&bytes, at + i, sizeof bytes);
    const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(',')), bytes);
    found |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(low))} << i;
  };
  add(0);
  add(16);
  add(32);
  add(48);
#else
  for (std::size_t i = 0; i < csv_marks::width; ++i) {
    found |= std::uint64_t{static_cast<unsigned char>(at[i]) <= ','} << i;
  }
#endif
  return found;
}

/// Byte by byte: the meaning of the one below, and what machines without SSE2 use.
inline csv_marks find_csv_marks_plainly(const char* at) noexcept {
  csv_marks found;
  for (std::size_t i = 0; i < csv_marks::width; ++i) {
    const char c = at[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (c == ',' || c == '\n' || c == '\r') found.ends |= bit;
    if (c == '"') found.quotes |= bit;
  }
  return found;
}

/// The marks of the 64 bytes at `at`.
inline csv_marks find_csv_marks(const char* at) noexcept {
#if defined(__SSE2__)
  csv_marks found;
  const auto add = [&found, at](unsigned i) {
    __m128i bytes;
    std::memcpy(&bytes, at + i, sizeof bytes);
    const auto bits_of = [](__m128i hits) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(hits))};
    };
    const auto is = [bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const __m128i line_ends = _mm_or_si128(is('\n'), is('\r'));
    found.ends |= bits_of(_mm_or_si128(is(','), line_ends)) << i;
    found.quotes |= bits_of(is('"')) << i;
  };
  add(0);
  add(16);
  add(32);
  add(48);
  return found;
#else
  return find_csv_marks_plainly(at);
#endif
}

}  // namespace zhibiao::inline ZB_ABI::detail
