#pragma once

#include <zhibiao/engine/result_set.hpp>

#include "engine/cells_out.hpp"
#include "engine/figure_change.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The cells of a measure of areas above the towns, kept so that others are made of them.
class effect_cells {
 public:
  effect_cells(std::size_t rows, std::size_t lanes);

  cells_out out();
  changed at(std::size_t row, std::size_t lane) const;
  const cell_coverage& coverage(std::size_t row, std::size_t lane) const {
    return coverage_[row * lanes_ + lane];
  }

 private:
  std::size_t lanes_;
  std::vector<double> values_;
  std::vector<status> statuses_;
  std::vector<cell_coverage> coverage_;
  std::vector<known_cell> known_;
};

/// a - b, of which the reason of `a` comes first. What is the same is 0 whatever is known of it.
changed difference_of(const changed& a, const changed& b, bool is_same);

/// 0 in place of the numbers of a town's change, which nothing but itself has a part in.
void put_zeros(const slab& of, const row_run& rows, const cells_out& out);

/// True where the series of a town that takes part in the column or in the one `lag` before breaks between.
bool breaks_in(const slab& of, std::size_t row, std::size_t column, std::size_t lag);

}  // namespace zhibiao::inline ZB_ABI::engine
