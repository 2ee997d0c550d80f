#pragma once

#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::detail {

/// A period in four bytes: its ordinal, and below it in three bits the block it belongs to. Blocks are
/// numbered as a panel lists them, by frequency from the coarsest, single before year-to-date.
using period_key = std::uint32_t;

inline constexpr std::size_t block_bits = 3;
inline constexpr std::size_t most_blocks = std::size_t{1} << block_bits;

constexpr std::size_t block_of(frequency f, form form) noexcept {
  std::size_t number = 0;
  switch (f) {
    case frequency::year:
      break;
    case frequency::half:
      number = 1;
      break;
    case frequency::quarter:
      number = 2;
      break;
    case frequency::month:
      number = 3;
      break;
  }
  return number * 2 + static_cast<std::size_t>(form);
}

constexpr std::size_t block_of(period_key k) noexcept { return k % most_blocks; }
constexpr std::int32_t ordinal_of(period_key k) noexcept {
  return static_cast<std::int32_t>(k >> block_bits);
}

/// Of a valid period.
constexpr period_key key_of(period p) noexcept {
  return static_cast<period_key>(static_cast<std::size_t>(p.ordinal()) << block_bits |
                                 block_of(p.frequency(), p.form()));
}

constexpr period period_of(period_key k) {
  constexpr frequency frequencies[] = {frequency::year, frequency::half, frequency::quarter,
                                       frequency::month};
  const std::size_t block = block_of(k);
  return period::from_ordinal(frequencies[block / 2], ordinal_of(k), static_cast<form>(block % 2));
}

}  // namespace zhibiao::inline ZB_ABI::detail
