#include "engine/other_form.hpp"

#include <zhibiao/engine/single_periods.hpp>
#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/change.hpp>

#include "engine/scale_of.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;

/// True where the catalogue and the form let the figures be carried over.
bool is_converted(const panel& data, const panel_block& block, indicator_index i, form to) {
  return block.form() != to && block.frequency() != frequency::year &&
         data.catalog()[i].over_time == time_aggregation::sum;
}

/// The catalogue without the forms that what is converted no longer has.
catalog catalog_of(const panel& data, form to) {
  std::vector<indicator> list(data.catalog().indicators().begin(),
                              data.catalog().indicators().end());
  for (const panel_block& block : data.blocks()) {
    for (const indicator_index i : block.indicators()) {
      if (is_converted(data, block, i, to)) list[i].form.reset();
    }
  }
  return catalog::make(std::move(list),
                       {data.catalog().groups().begin(), data.catalog().groups().end()});
}

}  // namespace

form_carrier::form_carrier(const panel_source& data, std::size_t block, std::size_t slot, form to,
                           panel_builder& builder)
    : block_(data.frame().blocks()[block]),
      slot_(slot),
      indicator_(block_.indicators()[slot]),
      to_(to),
      stated_(read_all(data, block, indicator_)),
      builder_(builder) {}

void form_carrier::carry() {
  for (area_index area = 0; area < stated_.rows; ++area) {
    for (std::size_t column = 0; column < stated_.columns; ++column) {
      to_ == form::single ? carry_single(area, column) : carry_sum(area, column);
    }
  }
}

bool form_carrier::stands_for_two(area_index area, std::size_t february) const {
  const period p = block_.period_at(february);
  const bool is_february = p.frequency() == frequency::month && p.index() == 2;
  const bool has_january =
      february != 0 && (has(area, february - 1) || is_withheld(area, february - 1));
  if (!is_february || has_january) return false;
  // Where others have a January of their own, this one is missing.
  if (to_ == form::single) return february == 0 || !anybody_reports(february - 1);
  const remark* said = block_.find_remark(slot_, area, february);
  return said != nullptr && said->note == january_and_february;
}

bool form_carrier::anybody_reports(std::size_t column) const {
  for (area_index area = 0; area < stated_.rows; ++area) {
    if (has(area, column) || is_withheld(area, column)) return true;
  }
  return false;
}

void form_carrier::carry_single(area_index area, std::size_t column) {
  if (is_withheld(area, column)) return withhold(area, column);
  if (!has(area, column)) return;
  const double x = stated_.value(area, column);
  const interval known = stated_.known(area, column);
  const bool is_first = block_.period_at(column).index() == 1;
  if (is_first || stands_for_two(area, column)) {
    return add(area, {column, column, x, known, !is_first, false});
  }
  if (column != 0 && is_withheld(area, column - 1)) return withhold(area, column);
  if (column == 0 || !has(area, column - 1)) return;
  const decimal_scale s = scale(area, column - 1, column);
  made m{column - 1, column};
  m.value = kernels::difference(x, stated_.value(area, column - 1), s).value;
  if (m.value != m.value) return;  // too large for a number
  m.known = kernels::difference(known, stated_.known(area, column - 1), s);
  m.fell = m.value < 0;
  add(area, m);
}

void form_carrier::carry_sum(area_index area, std::size_t column) {
  const auto back = static_cast<std::size_t>(block_.period_at(column).index() - 1);
  std::size_t first = column < back ? 0 : column - back;
  if (back != 0 && column + 1 >= back && stands_for_two(area, column - back + 1)) {
    first = column - back + 1;
  } else if (column < back) {
    return;  // the year is not reported from its beginning
  }
  std::vector<double> figures;
  for (std::size_t t = first; t <= column; ++t) {
    if (is_withheld(area, t)) return withhold(area, column);
    if (!has(area, t)) return;
    figures.push_back(stated_.value(area, t));
  }
  const decimal_scale s = scale(area, first, column);
  made m{first, column};
  m.value = kernels::total(kernels::total_of(figures, s), s).value;
  if (m.value != m.value) return;
  m.known = sum(area, first, column, s);
  add(area, m);
}

interval form_carrier::sum(area_index area, std::size_t first, std::size_t last,
                           decimal_scale s) const {
  interval all{0, 0};
  for (std::size_t t = first; t <= last; ++t) {
    const interval k = stated_.known(area, t);
    all.lower += kernels::whole(k.lower, s);
    all.upper += kernels::whole(k.upper, s);
    all.lower_open = all.lower_open || k.lower_open;
    all.upper_open = all.upper_open || k.upper_open;
  }
  all.lower = kernels::unscaled(all.lower, s);
  all.upper = kernels::unscaled(all.upper, s);
  return all;
}

/// That of the slot, or where it has none that of the figures at hand.
decimal_scale form_carrier::scale(area_index area, std::size_t first, std::size_t last) const {
  if (stated_.scale.exact) return stated_.scale;
  decimal_scale s = scale_of({stated_.value(area, first)});
  for (std::size_t t = first; t <= last; ++t) {
    const decimal_scale own = scale_of({stated_.value(area, t)});
    if (!own.exact) return {};
    s.power = std::max(s.power, own.power);
  }
  for (std::size_t t = first; t <= last; ++t) {
    const double x = stated_.value(area, t);
    if (!kernels::fitting(s, x, x).exact) return {};
  }
  return s;
}

void form_carrier::withhold(area_index area, std::size_t column) {
  const period p = block_.period_at(column);
  observation o;
  o.area = area;
  o.indicator = indicator_;
  o.period = period::make(p.frequency(), p.year(), p.index(), to_);
  o.status = observation_status::suppressed;
  builder_.add(o);
}

void form_carrier::add(area_index area, const made& m) {
  const period p = block_.period_at(m.at);
  derived_figure d;
  d.area = area;
  d.indicator = indicator_;
  d.period = period::make(p.frequency(), p.year(), p.index(), to_);
  d.value = m.value;
  d.known = m.known;
  for (std::size_t t = m.first; t <= m.at; ++t) {
    const figure x = stated_.at(area, t);
    if (x.bounded) d.how = qualifier::between;
    if (x.estimated) d.status = observation_status::estimated;
    const bool is_difference = to_ == form::single && t != m.at;
    if (!is_difference && stated_.breaks_between(area, t, 1)) {
      d.status = observation_status::break_in_series;
    }
  }
  const bool knows_negative = builder_.catalog()[indicator_].limits.lower < 0;
  if (m.fell && !knows_negative) d.status = observation_status::revised_down;
  if (d.how == qualifier::exact && !is_exact(d.known)) d.how = qualifier::rounded;
  if (m.stands_for_two) d.note = january_and_february;
  builder_.add_derived(d);
}

panel in_form(const panel& data, form to) {
  panel_builder builder(std::make_shared<const catalog>(catalog_of(data, to)),
                        std::make_shared<const area_tree>(data.areas()));
  const panel_source source(data);
  for (std::size_t b = 0; b < data.blocks().size(); ++b) {
    const panel_block& block = data.blocks()[b];
    for (std::size_t slot = 0; slot < block.indicators().size(); ++slot) {
      if (is_converted(data, block, block.indicators()[slot], to)) {
        form_carrier(source, b, slot, to, builder).carry();
      } else {
        builder.add_slot(block, slot);
      }
    }
  }
  return builder.build();
}

}  // namespace zhibiao::inline ZB_ABI::engine
