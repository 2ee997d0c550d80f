#pragma once

#include <zhibiao/kernels/quotient.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::kernels {

/// The bulk loops of quotient.hpp.
struct quotient_loops {
  void (*value_of)(const quotient_block& q, block_size size, cell_block out) noexcept;
  void (*difference)(const quotient_block& current, const quotient_block& base, block_size size,
                     cell_block out) noexcept;
  void (*percent_change)(const quotient_block& current, const quotient_block& base, block_size size,
                         double min_base, cell_block out) noexcept;
  void (*difference_along_rows)(const quotient_block& q, std::size_t lag, block_size size,
                                cell_block out) noexcept;
  void (*percent_change_along_rows)(const quotient_block& q, std::size_t lag, block_size size,
                                    double min_base, cell_block out) noexcept;

  static const quotient_loops baseline, avx2, avx512;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
