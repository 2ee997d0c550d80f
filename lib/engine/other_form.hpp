#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/period.hpp>

#include "engine/figures.hpp"

#include <cstddef>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// The figures of one indicator on their way into the other form.
class form_carrier {
 public:
  /// One figure of the other form, made from those at the columns [first, at].
  struct made {
    std::size_t first = 0;
    std::size_t at = 0;
    double value = 0;
    interval known = {};
    bool stands_for_two = false;  ///< for January and February
    bool fell = false;            ///< a cumulative figure fell
  };

  form_carrier(const panel_source& data, std::size_t block, std::size_t slot, form to,
               panel_builder& builder);

  /// Makes what can be made, by the rule of the form.
  void carry();

 private:
  void carry_single(area_index area, std::size_t column);
  void carry_sum(area_index area, std::size_t column);
  void withhold(area_index area, std::size_t column);
  void add(area_index area, const made& m);

  bool has(area_index area, std::size_t column) const { return stated_.has(area, column); }
  bool is_withheld(area_index area, std::size_t column) const {
    return stated_.why(area, column) == status::suppressed;
  }
  /// True where a February stands for January as well: nobody reports January, or its note says so.
  bool stands_for_two(area_index area, std::size_t february) const;
  bool anybody_reports(std::size_t column) const;
  kernels::decimal_scale scale(area_index area, std::size_t first, std::size_t last) const;
  interval sum(area_index area, std::size_t first, std::size_t last,
               kernels::decimal_scale s) const;

  const panel_block& block_;
  std::size_t slot_;
  indicator_index indicator_;
  form to_;
  figures stated_;
  panel_builder& builder_;
};

/// The panel with every series that is summed over time in the form `to`.
panel in_form(const panel& data, form to);

}  // namespace zhibiao::inline ZB_ABI::engine
