#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include "engine/figures.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// How a figure is held against an earlier one.
struct change_rule {
  std::size_t lag = 1;      ///< in periods
  bool in_points = false;   ///< a difference, not a percentage
  bool is_refused = false;  ///< cumulative figures always exceed the ones before: that is no growth
};

/// The change of one figure with all that is known of it.
struct changed {
  kernels::cell cell;
  interval known;
};

/// The status of a change whose base has no number. What did not exist, or not as it is now, cannot be
/// compared with; that is no fault of who reports.
constexpr status without_base(status base) noexcept {
  switch (base) {
    case status::coverage_low:
      return status::coverage_low;
    case status::no_such_area:
    case status::not_comparable:
      return status::not_comparable;
    default:
      return status::base_not_reported;
  }
}

/// Takes the change of one figure of a series.
class figure_change {
 public:
  figure_change(const change_rule& rule, const figures& series, double min_base)
      : in_points_(rule.in_points),
        is_by_cell_(!series.parts && !series.scale.exact),
        scale_(series.scale),
        min_base_(min_base) {}

  /// Of a figure that stands as it is, a town's or an area's own report. `is_broken`: the series breaks
  /// between the two.
  changed of_report(const figure& current, const figure& base, bool is_broken) const;

  /// Of two sums, in a scale that holds both.
  changed of_sums(const figure& current, const figure& base, kernels::decimal_scale s) const;

 private:
  changed computed(const figure& current, const figure& base, kernels::decimal_scale own,
                   kernels::decimal_scale s) const;
  kernels::known_change known_between(const figure& current, const figure& base,
                                      kernels::decimal_scale s) const;

  bool in_points_;
  bool is_by_cell_;  ///< the slot has no last digit: each pair of figures has its own scale
  kernels::decimal_scale scale_;
  double min_base_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
