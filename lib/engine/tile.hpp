#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>

#include "engine/figures.hpp"
#include "engine/roll_up.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// One measure of every cell of a tile, `[area][period]`, and the coverage of the areas above the
/// towns, `[area above the towns][period]`.
struct measured {
  measured(std::size_t rows, std::size_t upper_rows, std::size_t periods)
      : value(rows * periods, kernels::no_number),
        why(rows * periods, status::not_reported),
        coverage(upper_rows * periods) {}

  buffer<double> value;
  buffer<status> why;
  known_cells known;
  std::vector<cell_coverage> coverage;
};

/// All figures of one indicator in one block: the unit of work of `evaluate`. Rows are the areas of
/// the tree: first the towns, whose figures are reported, then the areas above them, whose figures are
/// rolled up.
class tile {
 public:
  tile(const panel& data, const panel_block& block, indicator_index indicator,
       std::optional<double> min_coverage);
  tile(const tile&) = delete;
  tile& operator=(const tile&) = delete;

  /// Computes one measure. `wanted` may be null.
  measured compute(measure m, const targets* wanted) const;

  /// The two figures that a change of a cell is taken between: of an area above the towns those of the
  /// towns that report in both periods.
  struct compared {
    kernels::cell current;
    kernels::cell base;
    interval known_current;
    interval known_base;
  };
  compared compare(area_index area, std::size_t t, std::size_t lag) const;

  /// What a rolled-up rate or mean is divided from, in the units of its parts.
  struct part_sums {
    double numerator;
    double denominator;
  };
  part_sums sums_of_parts(area_index area, std::size_t t) const;

  /// Where progress towards a target counts from: the base it states, or the figure of its base
  /// period; NaN where it has neither, or that figure is missing.
  double base_of(const target& t, area_index area) const noexcept;

  /// The figure of a cell before a measure is taken of it.
  const figures& values() const noexcept { return value_; }
  const figures& stated() const noexcept { return stated_; }
  const std::optional<figures>& numerators() const noexcept { return numerator_; }
  const std::optional<figures>& denominators() const noexcept { return denominator_; }
  const std::optional<figures>& weights() const noexcept { return weight_; }
  /// True where the towns make the cell, false where the area itself reports it.
  bool comes_from_towns(area_index area, std::size_t t) const noexcept {
    return is_rolled_up(area * periods_ + t);
  }
  /// True where the town takes part in what is rolled up at that period.
  bool takes_part(area_index town, std::size_t t) const noexcept {
    return !taking_part_.empty() && taking_part_[town * periods_ + t] != 0;
  }
  double min_coverage() const noexcept { return inputs_.min_coverage; }

  /// True where the catalogue and the block give the indicator any figure.
  static bool has_figures(const catalog& indicators, const panel_block& block,
                          indicator_index indicator);

 private:
  /// Where the figure of an area above the towns comes from.
  enum class basis : std::uint8_t { own_report, towns };

  bool is_town(std::size_t row) const noexcept { return row < towns_; }
  std::size_t upper_cell(std::size_t row, std::size_t t) const noexcept {
    return (row - towns_) * periods_ + t;
  }

  /// True for a cell that is made from the towns' figures.
  bool is_rolled_up(std::size_t offset) const noexcept {
    return offset >= towns_ * periods_ && basis_[offset - towns_ * periods_] == basis::towns;
  }
  bool any_town_reports(row_range towns, std::size_t t) const noexcept;
  bool any_town_withholds(row_range towns, std::size_t t) const noexcept;

  void roll_up();
  void leave_out_contradictions();
  measured copy_of(const figures& f) const;
  measured change(std::size_t lag, bool in_points) const;
  void change_rows(measured& m, std::size_t lag, bool in_points) const;
  void change_quotients(measured& m, std::size_t lag, bool in_points) const;
  kernels::cell change_of(const kernels::quotient& current, const kernels::quotient& base,
                          bool in_points) const noexcept;
  void explain_missing_numbers(measured& m, std::size_t lag) const;
  /// A figure as printed and what is known of it.
  struct known_figure {
    double value;
    interval known;
  };
  kernels::known_change change_between(const known_figure& current, const known_figure& base,
                                       kernels::decimal_scale s, bool in_points) const;
  void change_known(measured& m, std::size_t lag, bool in_points) const;
  void change_rolled_up(measured& m, std::size_t lag, bool in_points) const;
  void refuse(measured& m) const;
  bool breaks_between(std::size_t row, std::size_t t, std::size_t lag) const noexcept;
  measured gap(measure what, const targets& wanted) const;
  kernels::decimal_scale rolled_up_scale() const noexcept;
  kernels::decimal_scale scale_with(const std::vector<double>& bounds) const;

  const panel& data_;
  const panel_block& block_;
  const indicator_index index_;
  const indicator& definition_;
  const std::size_t towns_;
  const std::size_t rows_;
  const std::size_t periods_;

  figures stated_;
  figures value_;
  std::optional<figures> numerator_;
  std::optional<figures> denominator_;
  std::optional<figures> weight_;
  roll_up_inputs inputs_;
  participation taking_part_;
  std::vector<row_range> segments_;  ///< towns of each area above them
  std::vector<basis> basis_;         ///< [area above the towns][period]
  std::vector<cell_coverage> coverage_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
