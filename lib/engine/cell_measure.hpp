#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>

#include "engine/cells_out.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// A result with all that is known of it.
struct measured_cell {
  kernels::cell cell;
  interval known;
};

/// A result that an exact figure has.
inline measured_cell exact_result(const kernels::cell& c) noexcept { return {c, exactly(c.value)}; }

inline measured_cell no_result(status why) noexcept { return {{kernels::no_number, why}, {}}; }

/// A measure that is worked out one cell at a time.
class cell_measure : public slab_measure {
 public:
  explicit cell_measure(const slab& of) : slab_(of) {}

  void write_towns(const row_run& rows, const cells_out& out) final;
  void write_above(std::size_t position, const cells_out& out) final;

 protected:
  const slab& of() const noexcept { return slab_; }

 private:
  /// The cell of a town, or of an area above the towns, in a column of the slab, and the figure that stands
  /// there.
  virtual measured_cell of_town(std::size_t row, std::size_t column, const figure& x) = 0;
  virtual measured_cell of_upper(std::size_t row, std::size_t column, const figure& x) = 0;

  const slab& slab_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
