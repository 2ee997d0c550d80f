#pragma once

#include <zhibiao/config.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// A whole number that is in order as the figure is. 0 and -0 have the same; not for a NaN.
inline std::uint64_t sort_key(double figure) noexcept {
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  const auto bits = std::bit_cast<std::uint64_t>(figure + 0.0);
  return (bits & sign) != 0 ? ~bits : bits | sign;
}

/// The figure of a key.
inline double figure_of(std::uint64_t key) noexcept {
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  return std::bit_cast<double>((key & sign) != 0 ? key ^ sign : ~key);
}

/// Keys with the rows they stand for.
struct keyed_rows {
  std::uint64_t* keys = nullptr;
  std::uint32_t* rows = nullptr;
};

/// How many counts `radix_sort` needs.
std::size_t radix_counts(std::size_t n) noexcept;

/// Sorts by key from the last digit on (LSD), equal keys in the order given. The result lies in `from` or
/// in `spare`; which one is returned. O(n).
keyed_rows radix_sort(std::size_t n, keyed_rows from, keyed_rows spare,
                      std::uint32_t* counts) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
