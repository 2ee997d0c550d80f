#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of aggregate.hpp, over `count` segments.
struct aggregate_loops {
  void (*segment_sums)(block_view values, mask_view taking_part, const segment* segments,
                       std::size_t count, std::size_t lanes, decimal_scale s, double* totals,
                       std::uint32_t* counted) noexcept;
  void (*segment_weighted_sums)(block_view values, block_view weights, mask_view taking_part,
                                const segment* segments, std::size_t count, std::size_t lanes,
                                decimal_scale value_scale, decimal_scale weight_scale,
                                double* totals, std::uint32_t* counted) noexcept;

  static const aggregate_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
