#pragma once

#include <zhibiao/kernels/block.hpp>

#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of presence.hpp.
struct presence_loops {
  void (*as_reported)(block_view figures, block_size size, cell_block out) noexcept;
  void (*find_pairs)(block_view first, block_view second, block_size size,
                     std::uint8_t* mask) noexcept;

  static const presence_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
