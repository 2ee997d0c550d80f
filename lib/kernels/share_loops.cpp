#include "kernels/share_loops.hpp"

#include "kernels/lanes.inl"
#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

void segment_shares(block_view values, mask_view taking_part, const segment* segments,
                    std::size_t count, std::size_t lanes, decimal_scale s,
                    const double* whole_totals, const double* least, cell_block out) noexcept {
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const decimal_scale scale{s.power, Exact};
        for (std::size_t i = 0; i < count; ++i) {
          each_vector(lanes, [&]<class Number>(std::size_t lane) ZB_INLINED {
            const Number total = load<Number>(whole_totals + i * lanes + lane);
            const Number lowest = load<Number>(least + i * lanes + lane);
            for (std::size_t row = segments[i].first; row < segments[i].last; ++row) {
              Number x = load<Number>(values.values + row * values.stride + lane);
              if constexpr (Masked) {
                const auto taken =
                    load<Number>(taking_part.mask + row * taking_part.stride + lane) != 0;
                x = taken ? x : detail::number<Number>(no_number);
              }
              const std::size_t at = row * out.stride + lane;
              store(detail::share(x, total, lowest, scale), out.values + at, out.why + at);
            }
          });
        }
      },
      taking_part.mask != nullptr, s.exact);
}

constexpr share_loops table{segment_shares};

}  // namespace

const share_loops share_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
