#include "engine/effect_cells.hpp"

#include <zhibiao/kernels/cell.hpp>

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {

effect_cells::effect_cells(std::size_t rows, std::size_t lanes)
    : lanes_(lanes), values_(rows * lanes), statuses_(rows * lanes), coverage_(rows * lanes) {}

cells_out effect_cells::out() {
  cells_out to;
  to.values = values_.data();
  to.statuses = statuses_.data();
  to.stride = lanes_;
  to.coverage = coverage_.data();
  to.known = &known_;
  return to;
}

changed effect_cells::at(std::size_t row, std::size_t lane) const {
  const std::size_t i = row * lanes_ + lane;
  changed c{{values_[i], statuses_[i]}, exactly(values_[i])};
  const auto found = std::ranges::find(known_, i, &known_cell::offset);
  if (found != known_.end()) c.known = found->known;
  return c;
}

changed difference_of(const changed& a, const changed& b, bool is_same) {
  if (!has_number(a.cell.why)) return {{kernels::no_number, a.cell.why}, {}};
  if (!has_number(b.cell.why)) return {{kernels::no_number, b.cell.why}, {}};
  changed d;
  d.cell = kernels::finite(a.cell.value - b.cell.value, weaker(a.cell.why, b.cell.why));
  d.known = exactly(d.cell.value);
  if (is_same || (is_exact(a.known) && is_exact(b.known))) return d;
  d.known = {a.known.lower - b.known.upper, a.known.upper - b.known.lower,
             a.known.lower_open || b.known.upper_open, a.known.upper_open || b.known.lower_open};
  return d;
}

void put_zeros(const slab& of, const row_run& rows, const cells_out& out) {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t lane = 0; lane < of.columns() - of.first_column(); ++lane) {
      const std::size_t i = rows.position_of(row) * out.stride + lane;
      if (has_number(out.statuses[i])) out.values[i] = 0;
    }
  }
  // What was known of the change is not known of this.
  const auto first = out.offset + rows.position * out.stride;
  const auto last = out.offset + (rows.position + rows.size()) * out.stride;
  std::erase_if(*out.known,
                [&](const known_cell& k) { return k.offset >= first && k.offset < last; });
}

bool breaks_in(const slab& of, std::size_t row, std::size_t column, std::size_t lag) {
  const row_range towns = of.segments()[row];
  return std::ranges::any_of(
      of.values().marks_of(towns.first, towns.last), [&](const marked_cell& m) {
        const std::size_t at = m.offset % of.columns();
        const std::size_t town = m.offset / of.columns();
        return m.breaks && at <= column && at + lag > column &&
               (of.taking_part()->has(town, column) || of.taking_part()->has(town, column - lag));
      });
}

}  // namespace zhibiao::inline ZB_ABI::engine
