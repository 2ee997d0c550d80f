#include "engine/cell_measure.hpp"

namespace zhibiao::inline ZB_ABI::engine {

void cell_measure::write_towns(const row_run& rows, const cells_out& out) {
  const figures& values = slab_.values();
  mark_cursor marks(values.marks_of(rows.first, rows.last));
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const figure x = values.at(row, c, marks.at(row * values.columns + c));
      const measured_cell made = of_town(row, c, x);
      out.put(rows.position_of(row), c - slab_.first_column(), made.cell, made.known);
    }
  }
}

void cell_measure::write_above(std::size_t position, const cells_out& out) {
  const upper_figures& above = slab_.above();
  for (std::size_t row = 0; row < above.rows(); ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const std::size_t period = c - slab_.first_column();
      const measured_cell made = of_upper(row, c, above.at(row, c));
      out.put(position + row, period, made.cell, made.known);
      out.coverage[row * out.stride + period] = above.coverage(row, c);
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
