#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/kernels/gap.hpp>

#include "engine/cells_out.hpp"
#include "engine/series_targets.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// How far every figure of a slab is from its target: gap, completion or verdict.
class gap final : public slab_measure {
 public:
  gap(const slab& of, measure what, const series_targets& wanted);

  void write_towns(const row_run& rows, const cells_out& out) override;
  void write_above(std::size_t position, const cells_out& out) override;

 private:
  struct measured {
    kernels::cell cell;
    interval known;
  };

  /// Targets as the kernels take them: of one row for all, or `[row][period]`.
  struct goals {
    std::vector<double> lower;
    std::vector<double> upper;
    std::vector<double> base;
    std::vector<std::uint8_t> open;

    void resize(std::size_t cells);
    void set(std::size_t at, const target* t, double from);
  };

  std::size_t period_count() const noexcept { return slab_.columns() - slab_.first_column(); }
  const period_targets& targets_of(std::size_t period) const noexcept {
    return targets_.at(slab_.period_of(slab_.first_column() + period));
  }
  std::span<const target> own_targets(const row_run& rows, std::size_t period) const noexcept;
  bool has_own_bases(std::size_t period) const noexcept;
  kernels::wanted_block lay_out(const row_run& rows);
  void write_plain(const row_run& rows, const kernels::wanted_block& wanted,
                   const cells_out& out) const;
  void find_goal_quotients();
  void write_quotients(const row_run& rows, const cells_out& out);
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

  goals of_every_town_;
  goals laid_out_;  ///< of the rows at hand, where they have some of their own

  struct goals_as_quotients {
    std::vector<double> part;  ///< by period
    std::vector<double> all;
    bool are_lower = false;  ///< to be reached or exceeded
  };
  std::optional<goals_as_quotients> goal_quotients_;
  std::vector<double> numbers_;  ///< of the rows at hand
  std::vector<status> reasons_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
