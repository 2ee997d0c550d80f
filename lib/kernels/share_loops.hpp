#pragma once

#include <zhibiao/kernels/share.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loop of share.hpp, over `count` segments.
struct share_loops {
  void (*segment_shares)(block_view values, mask_view taking_part, const segment* segments,
                         std::size_t count, std::size_t lanes, decimal_scale s,
                         const double* whole_totals, const double* least, cell_block out) noexcept;

  static const share_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
