#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

// The bulk loops are written in vector types and not left to the compiler's vectoriser: whether it
// takes a loop depends on its version and on the width at hand, and it keeps accumulators in memory.
// Every lane is computed on its own, so the width changes no bit.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

#if defined(__AVX512F__)
constexpr std::size_t vector_width = 8;
#elif defined(__AVX__)
constexpr std::size_t vector_width = 4;
#else
constexpr std::size_t vector_width = 2;
#endif
typedef double vector __attribute__((vector_size(vector_width * sizeof(double))));
typedef std::int64_t vector_bits __attribute__((vector_size(vector_width * sizeof(double))));
typedef std::int32_t vector_codes __attribute__((vector_size(vector_width * sizeof(std::int32_t))));
typedef std::uint8_t vector_bytes __attribute__((vector_size(vector_width)));

template <class Number>
constexpr std::size_t width_of = sizeof(Number) / sizeof(double);

template <class Number>
Number load(const double* from) noexcept {
  Number x;
  std::memcpy(&x, from, sizeof x);
  return x;
}

// Bytes, widened so that comparing them selects among numbers.
template <class Number>
auto load(const std::uint8_t* from) noexcept {
  if constexpr (std::is_same_v<Number, double>) {
    return static_cast<std::int64_t>(*from);
  } else {
    vector_bytes bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return __builtin_convertvector(bytes, vector_bits);
  }
}

inline void store(detail::cells<vector> c, double* out, std::int32_t* why) noexcept {
  const vector_codes codes = __builtin_convertvector(c.why, vector_codes);
  std::memcpy(out, &c.value, sizeof c.value);
  std::memcpy(why, &codes, sizeof codes);
}

// out[i], why[i] = formula(in[i]...)
template <class Formula, class... In>
void write_cells(Formula formula, std::size_t n, double* out, status* why,
                 const In*... in) noexcept {
  constexpr std::size_t strip = 64;
  std::int32_t codes[strip];
  std::size_t i = 0;
  for (; i + strip <= n; i += strip) {
    for (std::size_t k = 0; k < strip; k += vector_width) {
      store(formula(load<vector>(in + i + k)...), out + i + k, codes + k);
    }
    for (std::size_t k = 0; k < strip; ++k) why[i + k] = static_cast<status>(codes[k]);
  }
  for (; i + vector_width <= n; i += vector_width) {
    store(formula(load<vector>(in + i)...), out + i, codes);
    for (std::size_t k = 0; k < vector_width; ++k) why[i + k] = static_cast<status>(codes[k]);
  }
  for (; i < n; ++i) {
    const cell c = detail::single(formula(load<double>(in + i)...));
    out[i] = c.value;
    why[i] = c.why;
  }
}

// Calls run.operator()<a, b, ...>() with the truth values that follow, so that what is the same for
// all cells is decided outside the loop.
template <bool... Known, class Run>
void with_constants(const Run& run) noexcept {
  run.template operator()<Known...>();
}
template <bool... Known, class Run, class... Rest>
void with_constants(const Run& run, bool next, Rest... rest) noexcept {
  next ? with_constants<Known..., true>(run, rest...)
       : with_constants<Known..., false>(run, rest...);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
