#pragma once

#include <zhibiao/kernels/block.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace zhibiao::test {

/// Equal to the bit, the kind of NaN included.
inline bool is_same(const kernels::cell& a, const kernels::cell& b) {
  return a.why == b.why &&
         std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value);
}

/// Room for the results of a block with marks before, behind and between its rows, which a kernel must
/// leave alone.
class marked_cells {
 public:
  marked_cells(kernels::block_size size, std::size_t stride)
      : size_(size),
        stride_(stride),
        values_(size.rows * stride + 2 * margin, mark),
        why_(size.rows * stride + 2 * margin, status::suppressed) {}

  kernels::cell_block view() { return {values_.data() + margin, why_.data() + margin, stride_}; }

  kernels::cell at(std::size_t row, std::size_t lane) const {
    const std::size_t i = margin + row * stride_ + lane;
    return {values_[i], why_[i]};
  }

  bool keeps_marks() const {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::size_t cell = i - margin;
      const bool is_result =
          i >= margin && cell < size_.rows * stride_ && cell % stride_ < size_.lanes;
      if (!is_result && (values_[i] != mark || why_[i] != status::suppressed)) return false;
    }
    return true;
  }

 private:
  static constexpr double mark = 17.25;
  static constexpr std::size_t margin = 16;

  kernels::block_size size_;
  std::size_t stride_;
  std::vector<double> values_;
  std::vector<status> why_;
};

}  // namespace zhibiao::test
