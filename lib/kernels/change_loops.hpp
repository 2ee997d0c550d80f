#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of change.hpp: out[i], why[i] from current[i] and base[i].
struct change_loops {
  void (*difference)(std::size_t n, const double* current, const double* base, decimal_scale s,
                     double* out, status* why) noexcept;
  void (*percent_change)(std::size_t n, const double* current, const double* base, decimal_scale s,
                         double min_base, double* out, status* why) noexcept;

  static const change_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
