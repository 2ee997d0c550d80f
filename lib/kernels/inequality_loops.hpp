#pragma once

#include <zhibiao/kernels/inequality.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of inequality.hpp.
struct inequality_loops {
  /// One segment; `scratch` has room for `sorted_places(rows) * sorted_lanes` doubles.
  void (*gini)(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
               decimal_scale s, taken_as taken, double* scratch, double* out, status* why) noexcept;
  void (*segment_theil)(theil_index index, block_view values, mask_view taking_part,
                        const segment* segments, std::size_t count, std::size_t lanes,
                        decimal_scale s, const moments_view& of_segments, double* out,
                        status* why) noexcept;
  void (*theil_parts)(theil_index index, const moments_view& of_groups,
                      const double* index_of_groups, const segment* areas, std::size_t count,
                      std::size_t lanes, const moments_view& of_areas, cell_columns within,
                      cell_columns between) noexcept;
  void (*herfindahl)(std::size_t n, const moments_view& sets, double* out, status* why) noexcept;

  static const inequality_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
