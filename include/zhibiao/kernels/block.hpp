#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cstddef>
#include <cstdint>

/// Blocks of figures and of results as the bulk kernels see them: rows are areas, lanes are periods. A
/// block is seen, not owned; with a stride it can be a run of periods of a wider one.
namespace zhibiao::inline ZB_ABI::kernels {

/// How much of a block is meant.
struct block_size {
  std::size_t rows = 0;
  std::size_t lanes = 0;
};

/// A block of figures: `values[row * stride + lane]`; a missing figure is a NaN. With a stride of 0 all
/// rows are the same one.
struct block_view {
  const double* values = nullptr;
  std::size_t stride = 0;
};

/// Which cells take part: `mask[row * stride + lane]` not 0. Without a mask every figure that is
/// there takes part.
struct mask_view {
  const std::uint8_t* mask = nullptr;
  std::size_t stride = 0;
};

/// Where results go: `values[row * stride + lane]` with its reason `why[row * stride + lane]`. What lies
/// between the lanes of one row and the next is left alone.
struct cell_block {
  double* values = nullptr;
  status* why = nullptr;
  std::size_t stride = 0;
  /// A hint: what is written is more than the caches hold and will not be read soon, so it need not go
  /// through them. Changes no bit.
  bool streamed = false;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
