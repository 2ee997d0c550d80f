#pragma once

#include "engine/cells_out.hpp"
#include "engine/figure_change.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// The change of every figure of a slab on the one `lag` periods before it.
class change final : public slab_measure {
 public:
  change(const slab& of, const change_rule& rule);

  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

 private:
  struct marked_row;

  void write_plain(const row_run& rows, const cells_out& out) const;
  void write_first_periods(const row_run& rows, const cells_out& out) const;
  void write_exact(const row_run& rows, const cells_out& out) const;
  void write_marked(const row_run& rows, const cells_out& out) const;
  void write_founded(const row_run& rows, const cells_out& out) const;
  void write_refused(const row_run& rows, const cells_out& out) const;
  changed of_town(std::size_t row, std::size_t column, const marked_row& at_hand) const;

  const slab& slab_;
  change_rule rule_;
  const figures& values_;
  double min_base_;
  figure_change formula_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
