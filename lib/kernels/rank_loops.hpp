#pragma once

#include <zhibiao/kernels/rank.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// Segments of more rows are not for the loop.
inline constexpr std::size_t most_compared_rows = 128;

/// The bulk loop of rank.hpp.
struct rank_loops {
  /// One segment of at most `most_compared_rows`, each figure compared with each.
  void (*ranks)(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
                rank_order order, tie_rule ties, cell_block out, std::uint32_t* ranked) noexcept;

  static const rank_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
