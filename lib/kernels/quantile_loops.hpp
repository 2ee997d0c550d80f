#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// Where a quantile of so many figures lies: between two places, from 0, with the weights of `between`.
struct quantile_place {
  std::uint32_t below = 0;
  std::uint32_t above = 0;
  double weight_below = 0;
  double weight_above = 0;
  double weights = 0;
};

/// Segments of more rows are not for the loops.
inline constexpr std::size_t most_quantile_rows = 32;

/// The bulk loops of quantile.hpp.
struct quantile_loops {
  /// One segment of at most `most_quantile_rows`: `places[probability * (most_quantile_rows + 1) + n]` is
  /// the place among n figures, `out[probability * step + lane]` the quantile.
  void (*quantiles)(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
                    decimal_scale s, const quantile_place* places, std::size_t probabilities,
                    std::size_t step, double* out, status* why) noexcept;

  static const quantile_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
