#pragma once

#include <zhibiao/kernels/gap.hpp>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of gap.hpp.
struct gap_loops {
  void (*shortfall)(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
                    cell_block out) noexcept;
  void (*completion)(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
                     cell_block out) noexcept;
  void (*verdict)(block_view x, const wanted_block& wanted, block_size size,
                  cell_block out) noexcept;

  static const gap_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
