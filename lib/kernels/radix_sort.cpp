#include "kernels/radix_sort.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// The more keys there are, the longer digits pay: fewer passes, but more counts to go through.
constexpr std::size_t few = 1024;
constexpr std::size_t many = 16384;

// Calls f.operator()<bits>() with the length of a digit.
template <class F>
auto with_digit(std::size_t n, const F& f) {
  if (n < few) return f.template operator()<8>();
  if (n < many) return f.template operator()<11>();
  return f.template operator()<16>();
}

template <int Bits>
constexpr int digits = (64 + Bits - 1) / Bits;

template <int Bits>
std::size_t digit(std::uint64_t key, int place) {
  return static_cast<std::size_t>(key >> (place * Bits)) & ((std::size_t{1} << Bits) - 1);
}

template <int Bits>
keyed_rows sort(std::size_t n, keyed_rows from, keyed_rows spare, std::uint32_t* counts) {
  constexpr std::size_t values = std::size_t{1} << Bits;
  std::fill_n(counts, digits<Bits> * values, 0U);
  for (std::size_t i = 0; i < n; ++i) {
    for (int d = 0; d < digits<Bits>; ++d) {
      ++counts[static_cast<std::size_t>(d) * values + digit<Bits>(from.keys[i], d)];
    }
  }
  for (int d = 0; d < digits<Bits>; ++d) {
    std::uint32_t* const next = counts + static_cast<std::size_t>(d) * values;
    if (n == 0 || next[digit<Bits>(from.keys[0], d)] == n) continue;  // the same in all keys
    std::uint32_t sum = 0;
    for (std::size_t v = 0; v < values; ++v) sum += std::exchange(next[v], sum);
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint32_t to = next[digit<Bits>(from.keys[i], d)]++;
      spare.keys[to] = from.keys[i];
      spare.rows[to] = from.rows[i];
    }
    std::swap(from, spare);
  }
  return from;
}

}  // namespace

std::size_t radix_counts(std::size_t n) noexcept {
  return with_digit(n, []<int Bits>() { return std::size_t{digits<Bits>} << Bits; });
}

keyed_rows radix_sort(std::size_t n, keyed_rows from, keyed_rows spare,
                      std::uint32_t* counts) noexcept {
  return with_digit(n, [&]<int Bits>() { return sort<Bits>(n, from, spare, counts); });
}

}  // namespace zhibiao::inline ZB_ABI::kernels
