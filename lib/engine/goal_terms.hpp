#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/kernels/course.hpp>
#include <zhibiao/kernels/goal_progress.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/status.hpp>

#include "engine/figures.hpp"
#include "engine/series_plan.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What progress over years is computed of: the way of a figure since a base year, and its goal.
struct goal_terms {
  /// Without a number: why there is none, whatever the method.
  status why = status::ok;
  kernels::course course;
  figure current;
  figure base;
  period base_at;                             ///< not valid where there is no base
  std::size_t columns_back = 0;               ///< from the current figure to the base
  const target* goal_of = nullptr;            ///< null where there is no goal
  bool is_parity = false;                     ///< the goal is to be hit
  std::vector<kernels::dated_figure> series;  ///< from the base to the current figure
  bool is_open_before = false;                ///< one of those before is only a bound
  bool is_exact_before = true;                ///< all of those before are exact
  status marks = status::ok;                  ///< the weakest of their statuses

  bool has_goal() const noexcept { return goal_of != nullptr; }
};

/// By which formula a measure of progress is computed of its terms: the formulas of one published method.
class goal_formula {
 public:
  goal_formula(measure what, progress_method by, const indicator& of)
      : what_(what), by_(by), definition_(of) {}

  /// With another current figure, as where that is only known as an interval.
  kernels::cell of(const goal_terms& t, double current) const;

  /// True where the result rises with the current figure, false where it falls as that rises.
  bool rises(const goal_terms& t) const noexcept;
  /// True where there is nothing to say without a goal.
  bool needs_goal() const noexcept {
    return what_ == measure::goal_progress ||
           (by_ == progress_method::escap && what_ != measure::trend);
  }
  bool is_class() const noexcept { return what_ == measure::goal_class; }

  /// The current figure carried on to the deadline, where the method does so.
  kernels::cell projected(const goal_terms& t, double current) const;
  /// The room that is left to grow, where the method asks for it.
  double room(const goal_terms& t) const;

 private:
  kernels::cell progress(const goal_terms& t, const kernels::course& c) const;
  kernels::cell level(const goal_terms& t, const kernels::course& c) const;
  kernels::cell score(const goal_terms& t, const kernels::course& c) const;
  kernels::cell of_yes_or_no(const kernels::course& c) const;

  measure what_;
  progress_method by_;
  const indicator& definition_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
