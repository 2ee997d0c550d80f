#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of change.hpp.
struct change_loops {
  void (*difference)(block_view current, block_view base, block_size size, decimal_scale s,
                     cell_block out) noexcept;
  void (*percent_change)(block_view current, block_view base, block_size size, decimal_scale s,
                         double min_base, cell_block out) noexcept;
  void (*difference_along_rows)(block_view figures, std::size_t lag, block_size size,
                                decimal_scale s, cell_block out) noexcept;
  void (*percent_change_along_rows)(block_view figures, std::size_t lag, block_size size,
                                    decimal_scale s, double min_base, cell_block out) noexcept;

  static const change_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
