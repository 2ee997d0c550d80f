#include "kernels/quantile_loops.hpp"

#include "kernels/lanes.inl"
#include "kernels/quantile.inl"
#include "kernels/sorted_lanes.inl"
#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

static_assert(most_quantile_rows == most_sorted_rows);

void quantiles(block_view values, mask_view taking_part, segment rows, std::size_t lanes,
               decimal_scale s, const quantile_place* places, std::size_t probabilities,
               std::size_t step, double* out, status* why) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
          constexpr std::size_t width = width_of<Number>;
          double sorted[most_sorted_rows * width];
          double counted[width];
          store(sort_rows<Number, Masked>(values, taking_part, rows, lane, sorted, width), counted);
          for (std::size_t p = 0; p < probabilities; ++p) {
            double below[width], above[width];
            double weight_below[width], weight_above[width], weights[width];
            for (std::size_t k = 0; k < width; ++k) {
              const quantile_place& at =
                  places[p * (most_quantile_rows + 1) + static_cast<std::size_t>(counted[k])];
              below[k] = sorted[at.below * width + k];
              above[k] = sorted[at.above * width + k];
              weight_below[k] = at.weight_below;
              weight_above[k] = at.weight_above;
              weights[k] = at.weights;
            }
            store(between(load<Number>(below), load<Number>(above), load<Number>(weight_below),
                          load<Number>(weight_above), load<Number>(weights), load<Number>(counted),
                          decimal_scale{s.power, Exact}),
                  out + p * step + lane, why + p * step + lane);
          }
        });
      },
      taking_part.mask != nullptr, s.exact);
}

constexpr quantile_loops table{quantiles};

}  // namespace

const quantile_loops quantile_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
