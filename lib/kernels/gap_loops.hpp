#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of gap.hpp: out[i], why[i] from x[i] and its target.
struct gap_loops {
  void (*shortfall)(std::size_t n, const double* x, const double* lower, const double* upper,
                    decimal_scale s, double* out, status* why) noexcept;
  void (*completion)(std::size_t n, const double* x, const double* lower, const double* upper,
                     const double* base, decimal_scale s, double* out, status* why) noexcept;
  void (*verdict)(std::size_t n, const double* x, const double* lower, const double* upper,
                  const std::uint8_t* open, double* out, status* why) noexcept;

  static const gap_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
