#include "kernels/presence_loops.hpp"

#include <zhibiao/kernels/presence.hpp>

#include "kernels/vectors.inl"

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

void as_reported(block_view figures, block_size size, cell_block out) noexcept {
  write_cells([](auto x) ZB_INLINED { return detail::as_reported(x); }, size, out,
              figures_of(figures));
}

/// A mask is written as statuses are, a byte a cell. The numbers that come with them are left where the
/// next ones overwrite them.
void find_pairs(block_view first, block_view second, block_size size, std::uint8_t* mask) noexcept {
  constexpr std::size_t at_once = 1024;
  double unused[at_once];
  const auto formula = [](auto x, auto y) ZB_INLINED {
    using number = decltype(x);
    const auto both = detail::is_there(x) & detail::is_there(y);
    return detail::cells<number>{x, both ? detail::number<number>(1.0) : number{}};
  };
  if (size.lanes == 0) return;
  const std::size_t rows = size.lanes < at_once ? at_once / size.lanes : 1;
  for (std::size_t row = 0; row < size.rows; row += rows) {
    const std::size_t count = size.rows - row < rows ? size.rows - row : rows;
    for (std::size_t lane = 0; lane < size.lanes; lane += at_once) {
      const std::size_t lanes = size.lanes - lane < at_once ? size.lanes - lane : at_once;
      const cell_block out{unused, reinterpret_cast<status*>(mask + row * size.lanes + lane),
                           lanes};
      const strided<double> a = part_of(figures_of(first), lane);
      const strided<double> b = part_of(figures_of(second), lane);
      write_cells(formula, {count, lanes}, out, strided<double>{a.row(row), a.stride},
                  strided<double>{b.row(row), b.stride});
    }
  }
}

constexpr presence_loops table{as_reported, find_pairs};

}  // namespace

const presence_loops presence_loops::ZB_INSTRUCTION_SET = table;

}  // namespace zhibiao::inline ZB_ABI::kernels
