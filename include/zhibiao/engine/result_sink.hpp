#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace zhibiao::inline ZB_ABI {

/// The cells of one measure or statistic of one indicator over some periods, `[area][period]`. A view
/// that ends with the call it is given to.
struct result_slab {
  zhibiao::measure measure = zhibiao::measure::value;
  std::optional<zhibiao::statistic> statistic;  ///< none for the measure itself
  const method_choice* method = nullptr;        ///< as of `result_set::method`
  indicator_index indicator = 0;
  /// All that were asked for, ascending; of a statistic those above the towns.
  std::span<const area_index> areas;
  std::span<const period> periods;  ///< ascending
  std::size_t first_upper = 0;      ///< position in `areas` of the first area above the towns
  std::span<const double> values;
  std::span<const status> statuses;
  std::span<const cell_coverage> coverage;  ///< `[row][period]`, a row an area above the towns
  /// Of ranks and shares: the row of each area's group of peers, by position in `areas`; else empty.
  std::span<const std::uint32_t> coverage_row_of;
  std::span<const known_cell> known;  ///< cells that are not exact, by offset

  /// Offset of a cell by positions in the two lists.
  std::size_t offset(std::size_t area, std::size_t period) const noexcept {
    return area * periods.size() + period;
  }
  /// The cell at those positions, with its interval and coverage.
  result_cell at(std::size_t area, std::size_t period) const noexcept;
};

/// Takes results as they are worked out, so that no more than a slab of them is held at a time.
class result_sink {
 public:
  result_sink() = default;
  result_sink(const result_sink&) = delete;
  result_sink& operator=(const result_sink&) = delete;
  virtual ~result_sink() = default;

  /// Called from the thread that called `evaluate`: by block, indicator by catalogue order, run of
  /// periods (how long a run is may depend on memory and threads), and measure, then statistic, as requested. What it
  /// throws ends the evaluation and is passed on.
  virtual void take(const result_slab& cells) = 0;
};

}  // namespace zhibiao::inline ZB_ABI
