#include "io/figure_bits.hpp"

#include <zhibiao/panel/missing.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::uint32_t high_half(std::uint64_t bits) {
  return static_cast<std::uint32_t>(bits >> 32U);
}
constexpr std::uint32_t low_half(std::uint64_t bits) { return static_cast<std::uint32_t>(bits); }

constexpr std::uint32_t missing_high = high_half(no_row_bits);
static_assert(high_half(reported_empty_bits) == missing_high);

/// All ones where true.
constexpr std::uint32_t mask(bool x) { return x ? 0xFFFFFFFFU : 0U; }

/// Not zero where the two halves of a number make what no panel holds. By halves, since a vector of the
/// oldest instruction set compares no more than 32 bits.
constexpr std::uint32_t fault_of(std::uint32_t high, std::uint32_t low) {
  constexpr std::uint32_t exponent = 0x7FF00000;
  const std::uint32_t is_special = mask((high & exponent) == exponent);
  const std::uint32_t is_missing =
      mask(high == missing_high) &
      (mask(low == low_half(no_row_bits)) | mask(low == low_half(reported_empty_bits)));
  const std::uint32_t is_minus_zero = mask(((high ^ 0x80000000U) | low) == 0);
  return (is_special & ~is_missing) | is_minus_zero;
}

}  // namespace

bool are_figures(std::span<const double> values) noexcept {
  // A block of known length becomes vector code also where the compiler is careful.
  constexpr std::size_t block = 512;
  constexpr std::size_t high_at = std::endian::native == std::endian::little ? 1 : 0;
  std::array<std::uint32_t, 2 * block> halves{};
  for (std::size_t i = 0; i < values.size(); i += block) {
    const std::size_t count = std::min(block, values.size() - i);
    if (count < block) halves.fill(0);
    std::memcpy(halves.data(), values.data() + i, count * sizeof(double));
    std::uint32_t faults = 0;
    for (std::size_t k = 0; k < block; ++k) {
      faults |= fault_of(halves[2 * k + high_at], halves[2 * k + 1 - high_at]);
    }
    if (faults != 0) return false;
  }
  return true;
}

}  // namespace zhibiao::inline ZB_ABI::detail
