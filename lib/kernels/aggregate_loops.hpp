#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of aggregate.hpp, over `count` segments or so many rows.
struct aggregate_loops {
  void (*segment_sums)(block_view values, mask_view taking_part, const segment* segments,
                       std::size_t count, std::size_t lanes, decimal_scale s, double* totals,
                       std::uint32_t* counted) noexcept;
  void (*segment_weighted_sums)(block_view values, block_view weights, mask_view taking_part,
                                const segment* segments, std::size_t count, std::size_t lanes,
                                decimal_scale value_scale, decimal_scale weight_scale,
                                double* totals, std::uint32_t* counted) noexcept;
  void (*segment_pair_sums)(block_view first, block_view second, mask_view taking_part,
                            const segment* segments, std::size_t count, std::size_t lanes,
                            decimal_scale first_scale, decimal_scale second_scale,
                            double* first_totals, double* second_totals,
                            std::uint32_t* counted) noexcept;
  void (*add_to_groups)(block_view values, mask_view taking_part, const std::uint32_t* groups,
                        std::size_t rows, std::size_t lanes, decimal_scale s,
                        running_sums to) noexcept;
  void (*add_weighted_to_groups)(block_view values, block_view weights, mask_view taking_part,
                                 const std::uint32_t* groups, std::size_t rows, std::size_t lanes,
                                 decimal_scale value_scale, decimal_scale weight_scale,
                                 running_sums to) noexcept;
  void (*finish_groups)(running_sums from, std::size_t n, double* totals) noexcept;
  void (*covered)(const double* aggregates, const status* why, const std::uint32_t* counted,
                  const covered_row* areas, std::size_t count, std::size_t lanes,
                  cell_block out) noexcept;

  static const aggregate_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
