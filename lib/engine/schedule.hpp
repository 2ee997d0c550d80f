#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>

#include "engine/cell_measure.hpp"
#include "engine/known_result.hpp"
#include "engine/series_plan.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// What a figure and its way make: one measure of the schedule.
class schedule_formula {
 public:
  schedule_formula(measure what, const indicator& of, const kernels::lamp_thresholds& lamps)
      : what_(what), definition_(of), lamps_(lamps) {}

  /// `last_so_far` and `last_year`: of the same period last year and of that year, for `required_growth`.
  measured_cell of(const figure& x, const way& w, const figure& last_so_far,
                   const figure& last_year) const;

  /// The lead in the points that lamps go by: of flows points of the target, of rates points, of other
  /// levels percent of where they should be.
  kernels::cell lead_in_points(const figure& x, const way& w) const;

 private:
  measured_cell of_figure(const figure& x, const way& w, const figure& last_so_far,
                          const figure& last_year) const;
  kernels::cell at(double x, const way& w, double last_so_far, double last_year) const;
  kernels::cell lead(const kernels::quotient& x, const way& w) const;
  kernels::cell lead_of_target(double x, const way& w) const;
  kernels::cell projection(double x, const way& w) const;
  measured_cell lamp(const figure& x, const way& w) const;
  bool is_flow() const noexcept { return definition_.kind == indicator_kind::flow; }
  course course_of(const way& w) const noexcept;

  measure what_;
  const indicator& definition_;
  kernels::lamp_thresholds lamps_;
};

/// A measure of the schedule, of every figure of a slab.
class schedule final : public cell_measure {
 public:
  schedule(const slab& of, measure what, series_plan& plan, const method_choice& by)
      : cell_measure(of),
        plan_(plan),
        needs_last_year_(what == measure::required_growth),
        formula_(what, of.definition(), by.lamp) {}

 private:
  measured_cell of_town(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_upper(std::size_t row, std::size_t column, const figure& x) override;

  series_plan& plan_;
  bool needs_last_year_;
  schedule_formula formula_;
};

/// How many columns before one stands the last period of the year before, and the same period of that
/// year.
struct last_year_columns {
  std::size_t last = 0;
  std::size_t same = 0;
};
last_year_columns before(period p) noexcept;

}  // namespace zhibiao::inline ZB_ABI::engine
