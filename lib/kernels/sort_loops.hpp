#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// Lanes that are sorted side by side: a cache line of them.
inline constexpr std::size_t sorted_lanes = 8;

/// Places that so many rows need.
constexpr std::size_t sorted_places(std::size_t rows) noexcept { return (rows + 31) / 32 * 32; }

/// Sorting columns of a block by a network.
struct sort_loops {
  /// Sorts up to `sorted_lanes` lanes from `first` on: the figures that are there and take part, -0.0 as
  /// 0, at `sorted[place * sorted_lanes + lane]`, behind them infinity.
  void (*sort_lanes)(block_view values, mask_view taking_part, segment rows, std::size_t first,
                     std::size_t lanes, double* sorted, std::uint32_t* counted) noexcept;

  /// Beyond so many rows a network has more to do than an algorithm that looks at the figures.
  std::size_t most_rows = 0;

  static const sort_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
