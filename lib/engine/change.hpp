#pragma once

#include <zhibiao/kernels/change.hpp>

#include "engine/cells_out.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// How a figure is held against an earlier one.
struct change_rule {
  std::size_t lag = 1;      ///< in periods
  bool in_points = false;   ///< a difference, not a percentage
  bool is_refused = false;  ///< cumulative figures always exceed the ones before: that is no growth
};

/// The change of every figure of a slab on the one `lag` periods before it. An area above the towns is
/// compared over the towns that report in both periods (同口径), unless it reports itself in both.
class change final : public slab_measure {
 public:
  change(const slab& of, const change_rule& rule);

  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

  /// The two figures that the change of an area above the towns is taken between.
  struct compared {
    figure current;
    figure base;
  };
  compared compare_above(std::size_t row, std::size_t column) const;

 private:
  struct changed {
    kernels::cell cell;
    interval known;
  };
  struct compared_area {
    changed change;
    cell_coverage coverage;
  };
  /// The towns that report in both periods, added up for either, and the changes of these sums as if
  /// all were plain, `[area][column]` as the sums.
  struct matched_areas {
    participation both;
    matched_sums sums;
    std::vector<double> values;
    std::vector<status> why;
    std::vector<std::uint8_t> is_plain;  ///< by area: 1 where nothing that went in is marked
  };

  void write_plain(const row_run& rows, const cells_out& out) const;
  void write_first_periods(const row_run& rows, const cells_out& out) const;
  void write_exact(const row_run& rows, const cells_out& out) const;
  void write_marked(const row_run& rows, const cells_out& out) const;
  void write_refused(const row_run& rows, const cells_out& out) const;

  kernels::decimal_scale scale_above() const;
  matched_areas match(std::span<const row_range> segments) const;
  bool is_plain_area(std::size_t row, std::size_t column, const matched_areas& areas) const;
  compared_area of_plain_area(std::size_t offset, const matched_areas& areas) const;
  compared_area of_area(std::size_t row, std::size_t column, const matched_areas* areas) const;
  changed of_matched(std::size_t row, std::size_t column, const matched_areas& areas) const;
  changed of_town(std::size_t row, std::size_t column) const;
  changed of_report(const figure& current, const figure& base, bool is_broken) const;
  changed computed(const figure& current, const figure& base, kernels::decimal_scale own,
                   kernels::decimal_scale s) const;
  kernels::known_change known_between(const figure& current, const figure& base,
                                      kernels::decimal_scale s) const;
  bool breaks_in(row_range towns, std::size_t column, const participation& both) const;

  const slab& slab_;
  change_rule rule_;
  const figures& values_;
  double min_base_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
