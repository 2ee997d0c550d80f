#pragma once

#include <zhibiao/engine/result_set.hpp>

#include "engine/cells_out.hpp"
#include "engine/chosen_columns.hpp"
#include "engine/figure_change.hpp"
#include "engine/growth_terms.hpp"
#include "engine/roll_up.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Growth over several periods of every figure of a slab: averaged, as an index, or kept up over a year.
/// Of areas above the towns over the towns that report in all the periods of a span (同口径), unless the
/// area reports itself in all of them.
class growth final : public slab_measure {
 public:
  growth(const slab& of, const growth_rule& rule);

  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

  /// The figures that the growth of a cell is computed of, in the order of its terms: of an area above the
  /// towns the sums that are compared.
  std::vector<figure> figures_of_town(std::size_t row, std::size_t column) const;
  std::vector<figure> figures_of_area(std::size_t row, std::size_t column) const;

 private:
  /// The towns that report throughout each span of a period, added up for each of its columns.
  struct matched_span {
    std::unique_ptr<chosen_columns> towns;
    area_sums sums;
    std::size_t columns = 0;

    figure at(std::size_t row, std::size_t k) const { return sums.cells.at(row * columns + k); }
    const cell_coverage& coverage(std::size_t row) const {
      return sums.coverage[row * columns + columns - 1];
    }
  };
  using matched_spans = std::vector<matched_span>;
  struct covered_change {
    changed change;
    cell_coverage coverage;
  };

  const growth_terms& terms(std::size_t column) const noexcept {
    return terms_[column - slab_.first_column()];
  }
  template <class At>
  std::vector<figure> figures_at(const growth_terms& t, const At& at) const;
  std::size_t column_of(growth_terms::position p) const noexcept {
    return static_cast<std::size_t>(p) - slab_.period_of(0);
  }
  std::size_t reach_of(const growth_terms& t) const noexcept;

  matched_spans match(std::size_t column, std::span<const row_range> segments) const;
  bool breaks_in(row_range towns, std::size_t column, const matched_spans& spans) const;
  covered_change of_area(std::size_t row, std::size_t column, const matched_spans& spans) const;
  covered_change of_matched(std::size_t row, std::size_t column, const matched_spans& spans) const;

  changed of_reports(std::span<const figure> x, const growth_terms& t, bool is_broken) const;
  changed computed(std::span<const figure> x, const growth_terms& t, bool is_matched) const;
  kernels::decimal_scale scale(bool is_matched) const;
  kernels::cell number(std::span<const figure> x, const growth_terms& t, bool is_matched) const;
  kernels::known_change known(std::span<const figure> x, const growth_terms& t,
                              bool is_matched) const;

  const slab& slab_;
  growth_rule rule_;
  double min_base_;
  std::vector<growth_terms> terms_;  ///< by column from the first of the slab's own run on
};

}  // namespace zhibiao::inline ZB_ABI::engine
