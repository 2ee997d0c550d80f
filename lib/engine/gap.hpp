#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/kernels/gap.hpp>

#include "engine/cells_out.hpp"
#include "engine/series_targets.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// How far every figure of a slab is from its target: gap, completion or verdict.
class gap final : public slab_measure {
 public:
  gap(const slab& of, measure what, const series_targets& wanted);

  /// A moderate number of rows at a time: their targets are laid out cell by cell.
  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

 private:
  struct measured {
    kernels::cell cell;
    interval known;
  };

  std::size_t period_count() const noexcept { return slab_.columns() - slab_.first_column(); }
  void lay_out(const row_run& rows);
  void set(std::size_t at, const target* t, double base);
  void write_plain(const row_run& rows, const cells_out& out) const;
  void write_exact(const row_run& rows, const cells_out& out) const;
  void write_marked(const row_run& rows, const cells_out& out) const;

  const target* target_of_town(std::size_t row, std::size_t column) const noexcept;
  double base_of_town(const target* t, std::size_t row) const noexcept;
  bool is_plain(double x, const target& t, std::size_t row) const noexcept;
  kernels::decimal_scale scale_of_cell(double x, const target* t, double base) const noexcept;
  measured of(const figure& x, const target* t, double base, kernels::decimal_scale s) const;
  kernels::cell computed(const figure& x, const interval& goal, double base,
                         kernels::decimal_scale s) const;

  const slab& slab_;
  measure what_;
  const series_targets& targets_;
  const figures& values_;
  bool needs_care_ = false;  ///< some cell with a target may not be plain

  // The targets of the rows at hand, `[row][period]`.
  std::size_t laid_out_ = 0;  ///< rows that hold the targets of every town and nothing else
  std::vector<double> lower_;
  std::vector<double> upper_;
  std::vector<double> base_;
  std::vector<std::uint8_t> open_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
