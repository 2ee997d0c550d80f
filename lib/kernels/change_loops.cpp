#include "kernels/change_loops.hpp"

#include <zhibiao/kernels/change.hpp>

#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// Calls write(formula) with the formula for this scale. What is known when loops are compiled is a
// constant in the formula and not among what it captures, for those may be passed to a function.
template <class Write>
void with_difference(decimal_scale s, Write write) noexcept {
  with_constants(
      [&]<bool Exact>() {
        write([power = s.power](auto x, auto b) ZB_INLINED {
          return detail::difference(x, b, {power, Exact});
        });
      },
      s.exact);
}

template <class Write>
void with_percent_change(decimal_scale s, double min_base, Write write) noexcept {
  with_constants(
      [&]<bool Exact, bool Warns>() {
        write([power = s.power, min_base](auto x, auto b) ZB_INLINED {
          return detail::percent_change(x, b, {power, Exact}, Warns ? min_base : 0);
        });
      },
      s.exact, min_base > 0);
}

const auto without_base = [](auto x) ZB_INLINED { return detail::without_base(x); };

void difference(block_view current, block_view base, block_size size, decimal_scale s,
                cell_block out) noexcept {
  with_difference(s, [&](auto formula) {
    write_cells(formula, size, out, figures_of(current), figures_of(base));
  });
}

void percent_change(block_view current, block_view base, block_size size, decimal_scale s,
                    double min_base, cell_block out) noexcept {
  with_percent_change(s, min_base, [&](auto formula) {
    write_cells(formula, size, out, figures_of(current), figures_of(base));
  });
}

void difference_along_rows(block_view figures, std::size_t lag, block_size size, decimal_scale s,
                           cell_block out) noexcept {
  with_difference(s, [&](auto formula) {
    write_changes(formula, without_base, lag, size, out, figures_of(figures));
  });
}

void percent_change_along_rows(block_view figures, std::size_t lag, block_size size,
                               decimal_scale s, double min_base, cell_block out) noexcept {
  with_percent_change(s, min_base, [&](auto formula) {
    write_changes(formula, without_base, lag, size, out, figures_of(figures));
  });
}

constexpr change_loops table{difference, percent_change, difference_along_rows,
                             percent_change_along_rows};

}  // namespace

const change_loops change_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
