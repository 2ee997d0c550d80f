#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>

#include "engine/cell_measure.hpp"
#include "engine/goal_terms.hpp"
#include "engine/series_plan.hpp"

#include <cstddef>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {

/// Progress over years of every figure of a slab, by one of the published methods. An area above the towns
/// whose figures are added up has progress only where all its towns report in both years: its goal is one
/// for all of them.
class goal_course final : public cell_measure {
 public:
  goal_course(const slab& of, measure what, series_plan& plan, const method_choice& by);

  goal_terms terms_of_town(std::size_t row, std::size_t column);
  goal_terms terms_of_upper(std::size_t row, std::size_t column);
  const goal_formula& formula() const noexcept { return formula_; }

 private:
  measured_cell of_town(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_upper(std::size_t row, std::size_t column, const figure& x) override;

  measured_cell computed(const goal_terms& t) const;
  measured_cell of_interval(const goal_terms& t) const;
  /// What the figures, got by `at(column)`, and the plan say of a column.
  template <class At>
  goal_terms terms_of(std::size_t column, const way& w, const At& at) const;
  void find_goal(goal_terms& t, const way& w, period at) const;
  /// The first column that may be the base; beyond `column` where the base period is.
  std::size_t first_base(const way& w, std::size_t column, period at) const;

  series_plan& plan_;
  std::optional<period> base_period_;
  goal_formula formula_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
