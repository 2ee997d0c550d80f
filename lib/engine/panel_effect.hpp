#pragma once

#include <zhibiao/engine/measure.hpp>

#include "engine/area_change.hpp"
#include "engine/cells_out.hpp"
#include "engine/change.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Growth of all that reported then and now, whoever they are (名义增速), and what of it is due to who
/// reported: less the growth of the same towns (样本变动影响).
class panel_effect final : public slab_measure {
 public:
  /// `m` is `headline_growth` or `panel_effect`; `rule` that of year on year.
  panel_effect(measure m, const slab& of, const change_rule& rule);

  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

 private:
  struct headline {
    changed change;
    cell_coverage coverage;
    bool is_same_towns = false;  ///< nobody came or went
  };
  headline of_area(std::size_t row, std::size_t column, const cell_coverage& matched) const;

  measure measure_;
  const slab& slab_;
  change_rule rule_;
  change matched_;
  figure_change formula_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
