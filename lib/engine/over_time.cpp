#include <zhibiao/engine/over_time.hpp>
#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "engine/figures.hpp"

#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

/// The finest block of single periods that has the indicator and is finer than `coarser`.
std::optional<std::size_t> finest_block(const panel& data, indicator_index i, frequency coarser) {
  std::optional<std::size_t> found;
  for (std::size_t b = 0; b < data.blocks().size(); ++b) {  // coarsest first
    const panel_block& block = data.blocks()[b];
    const bool finer = periods_per_year(block.frequency()) > periods_per_year(coarser);
    if (finer && block.form() == form::single && block.slot(i)) found = b;
  }
  return found;
}

/// The figures of one indicator carried from a finer block to coarser periods.
class carrier {
 public:
  carrier(const panel_source& data, std::size_t from, frequency coarser, indicator_index i,
          panel_builder& to)
      : data_(data.frame()),
        from_(data.blocks()[from]),
        coarser_(coarser),
        index_(i),
        sums_(data_.catalog()[i].over_time == time_aggregation::sum),
        stated_(engine::read_all(data, from, i)),
        to_(to) {}

  void carry() {
    const std::int32_t lanes = periods_per_year(from_.frequency()) / periods_per_year(coarser_);
    const std::int32_t first = from_.first.ordinal();
    const auto last = first + static_cast<std::int32_t>(from_.period_count) - 1;
    for (std::int32_t whole = first / lanes; whole <= last / lanes; ++whole) {
      const std::int32_t ends = whole * lanes + lanes - 1;
      if (ends > last || (sums_ && whole * lanes < first)) continue;  // not all of it is reported
      carry_period(period::from_ordinal(coarser_, whole), static_cast<std::size_t>(lanes),
                   static_cast<std::size_t>(ends - first));
    }
  }

 private:
  void carry_period(period p, std::size_t lanes, std::size_t ends) {
    const std::size_t rows = stated_.rows;
    std::vector<double> made(rows);
    const kernels::block_view view{stated_.values, stated_.stride};
    const std::size_t taken = sums_ ? lanes : 1;
    const std::size_t starts = ends + 1 - taken;
    if (sums_) {
      kernels::sum_of_lanes(view, rows, starts, taken, stated_.scale, made);
    } else {
      kernels::last_of_lanes(view, rows, starts, taken, made);
    }
    for (area_index area = 0; area < rows; ++area) {
      if (made[area] != made[area] || is_reported(area, p)) continue;
      to_.add_derived(described(area, p, made[area], starts, ends));
    }
  }

  bool is_reported(area_index area, period p) const {
    const panel_block* block = data_.find_block(p.frequency(), p.form());
    if (block == nullptr) return false;
    const std::optional<std::size_t> slot = block->slot(index_);
    const std::optional<std::size_t> column = block->find(p);
    return slot && column &&
           !is_no_row(block->values(*slot)[area * block->period_count() + *column]);
  }

  derived_figure described(area_index area, period p, double value, std::size_t starts,
                           std::size_t ends) const {
    derived_figure d;
    d.area = area;
    d.indicator = index_;
    d.period = p;
    d.value = value;
    d.known = exactly(value);
    bool inexact = false;
    interval sum{0, 0};
    for (std::size_t t = starts; t <= ends; ++t) {
      const engine::figure x = stated_.at(area, t);
      inexact = inexact || !is_exact(x.known);
      sum.lower += kernels::whole(x.known.lower, stated_.scale);
      sum.upper += kernels::whole(x.known.upper, stated_.scale);
      sum.lower_open = sum.lower_open || x.known.lower_open;
      sum.upper_open = sum.upper_open || x.known.upper_open;
      if (x.why == status::bounded) d.how = qualifier::between;
      if (x.estimated) d.status = observation_status::estimated;
      if (stated_.breaks_between(area, t, 1)) d.status = observation_status::break_in_series;
    }
    if (inexact) {
      d.known = sum;
      d.known.lower = kernels::unscaled(sum.lower, stated_.scale);
      d.known.upper = kernels::unscaled(sum.upper, stated_.scale);
      if (d.how == qualifier::exact) d.how = qualifier::rounded;
    }
    return d;
  }

  const panel& data_;
  const block_shape& from_;
  frequency coarser_;
  indicator_index index_;
  bool sums_;
  engine::figures stated_;
  panel_builder& to_;
};

}  // namespace

panel over_time(const panel& data, frequency coarser) {
  panel_builder builder(data);
  bool any = false;
  for (const panel_block& b : data.blocks()) {
    any = any ||
          (b.form() == form::single && periods_per_year(b.frequency()) > periods_per_year(coarser));
  }
  if (!any) {
    throw error(errc::invalid_argument,
                "expected single periods finer than those to be made, found none");
  }
  const panel_source figures(data);
  for (indicator_index i = 0; i < data.catalog().size(); ++i) {
    const time_aggregation rule = data.catalog()[i].over_time;
    if (rule == time_aggregation::none || rule == time_aggregation::ratio_of_sums) continue;
    const std::optional<std::size_t> from = finest_block(data, i, coarser);
    if (from) carrier(figures, *from, coarser, i, builder).carry();
  }
  return builder.build();
}

}  // namespace zhibiao::inline ZB_ABI
