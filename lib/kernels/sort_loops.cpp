#include "kernels/sort_loops.hpp"

#include "kernels/lanes.inl"
#include "kernels/sorted_lanes.inl"
#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

void sort_lanes(block_view values, mask_view taking_part, segment rows, std::size_t first,
                std::size_t lanes, double* sorted, std::uint32_t* counted) noexcept {
  with_constants(
      [&]<bool Masked>() {
        each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
          store(sort_all_rows<Number, Masked>(values, taking_part, rows, first + lane,
                                              sorted + lane, sorted_lanes),
                counted + lane);
        });
      },
      taking_part.mask != nullptr);
}

// A network of n places has n / 4 * log2(n)^2 comparators, each for a vector of lanes. Measured against
// selecting the median of one lane after the other.
constexpr sort_loops table{sort_lanes, vector_width == 8 ? 8192 : (vector_width == 4 ? 2048 : 256)};

}  // namespace

const sort_loops sort_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
