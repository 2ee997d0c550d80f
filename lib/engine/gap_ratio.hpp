#pragma once

#include <zhibiao/engine/measure.hpp>

#include "engine/cell_measure.hpp"
#include "engine/series_targets.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// How far every figure of a slab is from its target, in proportion: to the target, or to what may be left
/// open.
class gap_ratio final : public cell_measure {
 public:
  gap_ratio(const slab& of, measure what, const series_targets& wanted)
      : cell_measure(of), what_(what), targets_(wanted) {}

 private:
  measured_cell of_town(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell of_upper(std::size_t row, std::size_t column, const figure& x) override;
  measured_cell ratio_of(const figure& x, const target* t) const;
  kernels::cell ratio_at(double x, const target& t) const;

  measure what_;
  const series_targets& targets_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
