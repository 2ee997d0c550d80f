#pragma once

#include <zhibiao/config.hpp>

#include <array>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::detail {

// The extension keyword is what keeps -Wpedantic quiet about a type ISO C++ does not have.
__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/// The most digits a `decimal` holds, before and behind the point together.
inline constexpr int max_digits = 18;

inline constexpr std::array<uint128, 39> powers_of_ten = [] {
  std::array<uint128, 39> powers{};
  uint128 power = 1;
  for (uint128& p : powers) {
    p = power;
    power *= 10;
  }
  return powers;
}();

/// 10^n for n in 0..38.
constexpr uint128 ten_to(int n) noexcept { return powers_of_ten[static_cast<std::size_t>(n)]; }

/// |x| without the overflow at the lowest number.
constexpr std::uint64_t magnitude(std::int64_t x) noexcept {
  return x < 0 ? 0 - static_cast<std::uint64_t>(x) : static_cast<std::uint64_t>(x);
}

/// `mantissa * 10^exponent`
struct decimal_digits {
  std::uint64_t mantissa = 0;
  int exponent = 0;
};

/// The fewest digits (at most 17) that read back as `x`, which is finite and not negative.
decimal_digits shortest_digits(double x) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
