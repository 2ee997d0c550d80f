#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/period.hpp>

#include <cstdint>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Exact figures in columns, as a reader hands them over by the thousand: row i says that `areas[i]`
/// reported `values[i]` (`reported_empty`: an empty cell) of `indicators[i]` in
/// `periods[period_codes[i]]`, in the indicator's own unit.
struct figure_rows {
  std::vector<period> periods;  ///< what the codes stand for; at most 65,536
  std::vector<area_index> areas;
  std::vector<indicator_index> indicators;
  std::vector<std::uint16_t> period_codes;
  std::vector<double> values;
  std::int64_t first_line = 0;  ///< 0: rows have no lines
  /// Row i stands at line `first_line + line_offsets[i]`; empty: at `first_line + i`.
  std::vector<std::uint32_t> line_offsets;
};

}  // namespace zhibiao::inline ZB_ABI
