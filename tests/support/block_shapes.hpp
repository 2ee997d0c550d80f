#pragma once

#include <zhibiao/kernels/block.hpp>

#include <cstddef>
#include <vector>

namespace zhibiao::test {

/// A block within wider ones: rows of the figures and of the results lie so far apart.
struct block_shape {
  kernels::block_size size;
  std::size_t stride;
  std::size_t out_stride;
};

/// Shapes around the widths of vectors and strips, without and with gaps between the rows.
inline std::vector<block_shape> block_shapes() {
  std::vector<block_shape> shapes;
  for (const std::size_t lanes : {1U, 2U, 3U, 7U, 8U, 9U, 19U, 20U, 24U, 120U}) {
    for (const std::size_t rows : {0U, 1U, 2U, 5U, 37U, 150U}) {
      if (rows * lanes > 5000) continue;
      for (const std::size_t stride : {lanes, lanes + 1, lanes + 12}) {
        for (const std::size_t out_stride : {lanes, lanes + 5}) {
          shapes.push_back({{rows, lanes}, stride, out_stride});
        }
      }
    }
  }
  return shapes;
}

/// Figures that meet every status of a change, over just as many cells as a block with such a stride has,
/// so that reading beyond it is found.
inline std::vector<double> figures_for(const block_shape& shape, std::size_t start = 0) {
  constexpr double figures[] = {
      5,   0,     12.5, kernels::no_number, -3,  -8,  0.1, 7,   98.6, -0.0,
      0.3, 1e300, 4,    kernels::no_number, 100, 4.4, -3,  250, 0,    61};
  const auto& [size, stride, out_stride] = shape;
  std::vector<double> x(size.rows == 0 ? 0 : (size.rows - 1) * stride + size.lanes);
  std::size_t next = start;
  for (double& figure : x) {
    figure = figures[next % 20];
    next = next * 5 + 7 + next / 20;
    next %= 1'000'003;
  }
  return x;
}

}  // namespace zhibiao::test
