#include "kernels/gap_loops.hpp"

#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

strided<double> column(const double* first, const wanted_block& wanted) {
  return {first, wanted.stride};
}

void shortfall(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
               cell_block out) noexcept {
  with_constants(
      [&]<bool Exact>() {
        const auto formula = [power = s.power](auto figure, auto lower, auto upper) ZB_INLINED {
          return detail::shortfall(figure, lower, upper, {power, Exact});
        };
        write_cells(formula, size, out, figures_of(x), column(wanted.lower, wanted),
                    column(wanted.upper, wanted));
      },
      s.exact);
}

void completion(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
                cell_block out) noexcept {
  with_constants(
      [&]<bool Exact>() {
        const auto formula = [power = s.power](auto figure, auto lower, auto upper,
                                               auto base) ZB_INLINED {
          return detail::completion(figure, lower, upper, base, {power, Exact});
        };
        write_cells(formula, size, out, figures_of(x), column(wanted.lower, wanted),
                    column(wanted.upper, wanted), column(wanted.base, wanted));
      },
      s.exact);
}

void verdict(block_view x, const wanted_block& wanted, block_size size, cell_block out) noexcept {
  const auto formula = [](auto figure, auto lower, auto upper, auto open)
                           ZB_INLINED { return detail::verdict(figure, lower, upper, open); };
  write_cells(formula, size, out, figures_of(x), column(wanted.lower, wanted),
              column(wanted.upper, wanted), strided<std::uint8_t>{wanted.open, wanted.stride});
}

constexpr gap_loops table{shortfall, completion, verdict};

}  // namespace

const gap_loops gap_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
