#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/kernels/rate_split.hpp>

#include "engine/cells_out.hpp"
#include "engine/change.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What the change of a rate or mean on the year before is made of: the own rates of the towns, the shift of
/// weights between them, towns that came and towns that went. Together they are the headline growth.
class rate_effects final : public slab_measure {
 public:
  /// `rule` is that of year on year.
  rate_effects(measure m, const slab& of, const change_rule& rule);

  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

 private:
  changed of_area(std::size_t row, std::size_t column) const;
  kernels::cell effect(const kernels::rate_split& s) const noexcept;
  interval all_possible(double value) const noexcept;

  measure measure_;
  const slab& slab_;
  change_rule rule_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
