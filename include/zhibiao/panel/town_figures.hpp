#pragma once

#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// One figure of every town at every period, reported or computed: what statistics over the towns of an
/// area are made from. Values and statuses are `[town][period]`, the towns being the first rows of the
/// panel's area tree; a value is NaN where the status has no number.
struct town_figures {
  zhibiao::panel panel;  ///< whose areas and indicator these are
  indicator_index indicator = 0;
  std::vector<period> periods;
  buffer<double> values;
  buffer<status> statuses;

  std::size_t towns() const noexcept { return panel.areas().leaf_count(); }
};

}  // namespace zhibiao::inline ZB_ABI
