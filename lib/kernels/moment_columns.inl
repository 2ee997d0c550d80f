#pragma once

#include "kernels/moments.inl"
#include "kernels/vectors.inl"

#include <cstddef>

// Moments between their columns and the registers.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

template <class Number>
ZB_INLINED inline moment_parts<Number> load_moments(const moments_view& sets,
                                                    std::size_t i) noexcept {
  return {load<Number>(sets.counted + i),
          {load<Number>(sets.sum + i), load<Number>(sets.sum_rest + i)},
          load<Number>(sets.shift + i),
          {load<Number>(sets.squares + i), load<Number>(sets.squares_rest + i)},
          load<Number>(sets.least + i),
          load<Number>(sets.greatest + i)};
}

template <class Number>
ZB_INLINED inline void store_moments(const moment_parts<Number>& m, const moments_columns& out,
                                     std::size_t i) noexcept {
  store(m.counted, out.counted + i);
  store(m.sum.high, out.sum + i);
  store(m.sum.low, out.sum_rest + i);
  store(m.shift, out.shift + i);
  store(m.squares.high, out.squares + i);
  store(m.squares.low, out.squares_rest + i);
  store(m.least, out.least + i);
  store(m.greatest, out.greatest + i);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
