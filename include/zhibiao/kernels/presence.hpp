#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>

#include <cstdint>

/// Which figures of a block are there.
namespace zhibiao::inline ZB_ABI::kernels {

namespace detail {

template <class Number>
[[gnu::always_inline]] inline cells<Number> as_reported(Number x) noexcept {
  return with_reason(
      x, is_missing(x) ? number<Number>(status::not_reported) : number<Number>(status::ok));
}

}  // namespace detail

/// A figure as it is: a number that is `ok`, or none that is `not_reported`.
inline cell as_reported(double x) noexcept { return detail::single(detail::as_reported(x)); }

/// The same cell by cell. `out` must not overlap the figures. O(rows * lanes), no allocation; safe to
/// call from several threads.
void as_reported(block_view figures, block_size size, cell_block out) noexcept;

/// mask[row * size.lanes + lane] = 1 where both figures are there, else 0. Likewise.
void find_pairs(block_view first, block_view second, block_size size, std::uint8_t* mask) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
