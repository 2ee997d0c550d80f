#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>

#include "engine/cell_measure.hpp"
#include "engine/series_targets.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What can still become of an area while towns are missing.
struct reachable {
  interval known;        ///< all that its figure can be
  bool is_known = true;  ///< false where a missing town's weight is not known
  bool has_missing = false;
  status marks = status::ok;  ///< of the towns that report
};

/// What a missing town can still bring to the area above it.
struct late_town {
  std::size_t row = 0;
  interval figure;    ///< what its own figure can be
  double spread = 0;  ///< how far it can move the area's figure; infinite where nothing holds it
};

/// What an area above the towns can still reach: best and worst, and whether the verdict can still turn.
class late_report final : public cell_measure {
 public:
  late_report(const slab& of, measure what, const series_targets& wanted, const method_choice& by)
      : cell_measure(of), what_(what), targets_(wanted), by_(by) {}

  /// What the towns of a segment can still make of the area above them.
  reachable reach_of(row_range towns, std::size_t column) const;

  /// The missing towns, the one that can move the area's figure furthest first.
  std::vector<late_town> late_towns(row_range towns, std::size_t column) const;

 private:
  /// What a town adds to the sums that the area's figure is made from.
  struct added {
    interval part;
    interval all;
    bool is_known = true;
  };

  measured_cell of_town(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_upper(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_reach(const reachable& r, const target* t) const;
  bool is_there(std::size_t row, std::size_t column) const;
  bool is_member(std::size_t row, std::size_t column) const noexcept;
  interval admissible(std::size_t row, std::size_t column) const;
  added added_by(std::size_t row, std::size_t column) const;
  const figures* weights() const noexcept;
  ratio factor() const noexcept;
  std::optional<std::size_t> last_year(std::size_t column) const noexcept;

  measure what_;
  const series_targets& targets_;
  const method_choice& by_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
