#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Where the cells of one measure of a slab go: `[area][period]`, the areas as requested, the periods
/// those of the slab's own run.
struct cells_out {
  double* values = nullptr;
  status* statuses = nullptr;
  std::size_t stride = 0;
  bool streamed = false;                     ///< as of `kernels::cell_block`
  cell_coverage* coverage = nullptr;         ///< `[row of coverage][period]`, the same stride
  std::uint64_t offset = 0;                  ///< of the first cell among those of its section
  std::vector<known_cell>* known = nullptr;  ///< cells that are not exact are added here

  /// For kernels: the cells from one on.
  kernels::cell_block block(std::size_t row, std::size_t period) const {
    return {values + row * stride + period, statuses + row * stride + period, stride, streamed};
  }
  void put(std::size_t row, std::size_t period, const kernels::cell& c) const {
    values[row * stride + period] = c.value;
    statuses[row * stride + period] = c.why;
  }
  void put(std::size_t row, std::size_t period, const kernels::cell& c, const interval& k) const {
    put(row, period, c);
    if (has_number(c.why) && k != exactly(c.value)) put_known(row, period, k);
  }
  void put_known(std::size_t row, std::size_t period, const interval& k) const {
    known->push_back({offset + row * stride + period, k});
  }
};

/// Rows of a slab that stand one after the other among the requested areas too.
struct row_run {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t position = 0;  ///< of the first among the requested areas

  std::size_t size() const noexcept { return last - first; }
  std::size_t position_of(std::size_t row) const noexcept { return position + row - first; }
};

}  // namespace zhibiao::inline ZB_ABI::engine
