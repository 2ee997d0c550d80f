#pragma once

#include <zhibiao/kernels/moments.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of moments.hpp, over `count` segments or `n` sets.
struct moments_loops {
  void (*segment_moments)(block_view values, mask_view taking_part, const segment* segments,
                          std::size_t count, std::size_t lanes, decimal_scale s,
                          const moments_columns& out) noexcept;
  void (*merged_segments)(const moments_view& parts, const segment* segments, std::size_t count,
                          std::size_t lanes, const moments_columns& out) noexcept;
  void (*sum)(std::size_t n, const moments_view& sets, decimal_scale s, double* out,
              status* why) noexcept;
  void (*minimum)(std::size_t n, const moments_view& sets, double* out, status* why) noexcept;
  void (*maximum)(std::size_t n, const moments_view& sets, double* out, status* why) noexcept;
  void (*mean)(std::size_t n, const moments_view& sets, decimal_scale s, double* out,
               status* why) noexcept;
  void (*variance)(std::size_t n, const moments_view& sets, decimal_scale s, taken_as taken,
                   double* out, status* why) noexcept;
  void (*standard_deviation)(std::size_t n, const moments_view& sets, decimal_scale s,
                             taken_as taken, double* out, status* why) noexcept;
  void (*coefficient_of_variation)(std::size_t n, const moments_view& sets, decimal_scale s,
                                   taken_as taken, double* out, status* why) noexcept;

  static const moments_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
