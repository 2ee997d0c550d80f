#pragma once

#include <zhibiao/config.hpp>

#include <bit>
#include <cstdint>

namespace zhibiao::inline ZB_ABI {

/// A missing figure inside a panel is a NaN with one of two private payloads; nothing outside a
/// panel may rely on them, and arithmetic is not expected to keep them.
inline constexpr std::uint64_t no_row_bits = 0x7FF8'5A42'0000'0001;
inline constexpr std::uint64_t reported_empty_bits = 0x7FF8'5A42'0000'0002;

/// No row of the input is about this cell.
inline constexpr double no_row = std::bit_cast<double>(no_row_bits);
/// A row is about this cell, but says no number.
inline constexpr double reported_empty = std::bit_cast<double>(reported_empty_bits);

constexpr bool is_missing(double x) noexcept { return x != x; }
constexpr bool is_no_row(double x) noexcept {
  return std::bit_cast<std::uint64_t>(x) == no_row_bits;
}
constexpr bool is_reported_empty(double x) noexcept {
  return std::bit_cast<std::uint64_t>(x) == reported_empty_bits;
}

}  // namespace zhibiao::inline ZB_ABI
