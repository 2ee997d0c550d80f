#pragma once

#include <zhibiao/panel/targets.hpp>

#include "engine/cell_measure.hpp"
#include "engine/series_targets.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// What is known of a figure when it is rounded to some places, halves to even (GB/T 8170-2008).
interval rounded(const interval& known, int places);

/// The verdict on what is known of a figure, its status left as it is.
measured_cell verdict_of(const figure& x, const interval& known, const target* t, status aim);

/// Whether every figure of a slab meets its target once it is rounded to the indicator's decimals.
class rounded_verdict final : public cell_measure {
 public:
  rounded_verdict(const slab& of, const series_targets& wanted)
      : cell_measure(of), targets_(wanted) {}

 private:
  measured_cell of_town(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_upper(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_figure(const figure& x, const target* t) const;

  const series_targets& targets_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
