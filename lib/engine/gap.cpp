#include "engine/gap.hpp"

#include "engine/scale_of.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

/// A number as the quotient of two whole ones, where it is a decimal.
kernels::quotient quotient_of(double x) noexcept {
  const decimal_scale s = scale_of({x});
  return {kernels::whole(x, s), s.power};
}

/// The shortfall of a figure that is a quotient, rounded once.
cell shortfall_of(const kernels::quotient& x, const interval& goal) noexcept {
  const bool has_lower = std::isfinite(goal.lower);
  const bool has_upper = std::isfinite(goal.upper);
  cell below;
  cell above;
  if (has_lower) below = kernels::difference(quotient_of(goal.lower), x);
  if (has_upper) above = kernels::difference(x, quotient_of(goal.upper));
  if (!has_upper) return below;
  if (!has_lower) return above;
  return {std::max({below.value, above.value, 0.0}), status::ok};
}

}  // namespace

gap::gap(const slab& of, measure what, const series_targets& wanted)
    : slab_(of), what_(what), targets_(wanted), values_(of.values()) {
  if (what_ == measure::verdict) return;
  needs_care_ = !targets_.scale().exact || targets_.scale().power > values_.scale.power;
  for (std::size_t c = of.first_column(); c < of.columns(); ++c) {
    const period_targets& here = targets_.at(of.period_of(c));
    const auto is_odd = [&](const target& t) {
      return !targets_.fits(t) || (what_ == measure::completion && t.base_period);
    };
    needs_care_ = needs_care_ || (here.every_town != nullptr && is_odd(*here.every_town)) ||
                  std::ranges::any_of(here.of_areas, is_odd);
  }
}

void gap::write_towns(const row_run& rows, const cells_out& out) {
  lay_out(rows);
  write_plain(rows, out);
  if (needs_care_) write_exact(rows, out);
  write_marked(rows, out);
}

void gap::set(std::size_t at, const target* t, double base) {
  if (t == nullptr) {
    lower_[at] = upper_[at] = base_[at] = no_number;
    open_[at] = 0;
    return;
  }
  lower_[at] = t->wanted.lower;
  upper_[at] = t->wanted.upper;
  base_[at] = base;
  open_[at] =
      static_cast<std::uint8_t>((t->wanted.lower_open ? 1 : 0) | (t->wanted.upper_open ? 2 : 0));
}

/// The targets of every town are the same in all rows: they are laid out once, and only what single
/// areas have of their own is put over them.
void gap::lay_out(const row_run& rows) {
  const std::size_t periods = period_count();
  if (lower_.size() < rows.size() * periods) {
    lower_.resize(rows.size() * periods);
    upper_.resize(rows.size() * periods);
    base_.resize(rows.size() * periods);
    open_.resize(rows.size() * periods);
  }
  for (; laid_out_ < rows.size(); ++laid_out_) {
    for (std::size_t p = 0; p < periods; ++p) {
      const target* t = targets_.at(slab_.period_of(slab_.first_column() + p)).every_town;
      set(laid_out_ * periods + p, t, t != nullptr ? t->base.value_or(no_number) : no_number);
    }
  }
  const area_index first = slab_.areas().towns.first;
  for (std::size_t p = 0; p < periods; ++p) {
    const period_targets& here = targets_.at(slab_.period_of(slab_.first_column() + p));
    const target* t = here.every_town;
    if (what_ == measure::completion && t != nullptr && !t->base && t->base_period) {
      for (std::size_t row = rows.first; row < rows.last; ++row) {
        base_[(row - rows.first) * periods + p] = base_of_town(t, row);
      }
    }
    const auto area_of = [](const target& own) { return *own.area; };
    auto own = std::ranges::lower_bound(here.of_areas, first + rows.first, {}, area_of);
    for (; own != here.of_areas.end() && *own->area < first + rows.last; ++own) {
      const std::size_t row = *own->area - first;
      set((row - rows.first) * periods + p, &*own, base_of_town(&*own, row));
      laid_out_ = 0;
    }
  }
}

void gap::write_plain(const row_run& rows, const cells_out& out) const {
  const std::size_t periods = period_count();
  const auto run = [&](std::size_t row, std::size_t count) {
    const auto laid_out = [&](const auto& all) {
      return std::span(all).subspan((row - rows.first) * periods, count);
    };
    const kernels::wanted_span goal{laid_out(lower_), laid_out(upper_), laid_out(base_),
                                    laid_out(open_)};
    const std::span<const double> x(values_.values + row * values_.stride + slab_.first_column(),
                                    count);
    const std::span<double> numbers = out.values_of(rows.position_of(row), 0, count);
    const std::span<status> why = out.statuses_of(rows.position_of(row), 0, count);
    switch (what_) {
      case measure::gap:
        kernels::shortfall(x, goal, targets_.scale(), numbers, why);
        break;
      case measure::completion:
        kernels::completion(x, goal, targets_.scale(), numbers, why);
        break;
      default:
        kernels::verdict(x, goal, numbers, why);
        break;
    }
  };
  if (values_.stride == periods && out.stride == periods) {
    run(rows.first, rows.size() * periods);
    return;
  }
  for (std::size_t row = rows.first; row < rows.last; ++row) run(row, periods);
}

/// Cells whose numbers the scale of the series does not hold, that are quotients, or whose progress
/// counts from a figure that is missing.
void gap::write_exact(const row_run& rows, const cells_out& out) const {
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      if (!values_.has(row, c)) continue;
      const target* t = target_of_town(row, c);
      if (t == nullptr || is_plain(values_.value(row, c), *t, row)) continue;
      figure x;
      x.value = values_.value(row, c);
      x.why = status::ok;
      x.known = exactly(x.value);
      if (!values_.made_of.empty()) x.made_of = values_.made_of[row * values_.columns + c];
      const double base = base_of_town(t, row);
      out.put(rows.position_of(row), c - slab_.first_column(),
              of(x, t, base, scale_of_cell(x.value, t, base)).cell);
    }
  }
}

void gap::write_marked(const row_run& rows, const cells_out& out) const {
  for (const marked_cell& m : values_.marks_of(rows.first, rows.last)) {
    const std::size_t row = m.offset / values_.columns;
    const std::size_t column = m.offset % values_.columns;
    if (column < slab_.first_column()) continue;
    const figure x = values_.at(row, column);
    const target* t = target_of_town(row, column);
    const double base = base_of_town(t, row);
    const measured made = of(x, t, base, scale_of_cell(x.value, t, base));
    out.put(rows.position_of(row), column - slab_.first_column(), made.cell, made.known);
  }
}

void gap::write_above(std::size_t position, const cells_out& out) {
  const upper_figures& above = slab_.above();
  // A weighted mean has no last digit, whatever the figures it is made from.
  const bool is_mean = slab_.inputs().rule == area_aggregation::weighted_mean;
  for (std::size_t row = 0; row < above.rows(); ++row) {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      const std::size_t period = c - slab_.first_column();
      const figure x = above.at(row, c);
      const target* t = targets_.find(slab_.period_of(c), slab_.areas().uppers[row], false);
      double base = no_number;
      if (t != nullptr && what_ == measure::completion) base = targets_.base_of_upper(*t, row);
      const decimal_scale s = is_mean ? decimal_scale{} : scale_of_cell(x.value, t, base);
      const measured made = of(x, t, base, s);
      out.put(position + row, period, made.cell, made.known);
      out.coverage[row * out.stride + period] = above.coverage(row, c);
    }
  }
}

const target* gap::target_of_town(std::size_t row, std::size_t column) const noexcept {
  const auto town = static_cast<area_index>(slab_.areas().towns.first + row);
  return targets_.find(slab_.period_of(column), town, true);
}

double gap::base_of_town(const target* t, std::size_t row) const noexcept {
  if (t == nullptr || what_ != measure::completion) return no_number;
  return targets_.base_of_town(*t, row);
}

/// True where the kernel has the cell right.
bool gap::is_plain(double x, const target& t, std::size_t row) const noexcept {
  if (!targets_.scale().exact || !targets_.fits(t) || !targets_.fits(x)) return false;
  if (what_ != measure::completion || t.base || !t.base_period) return true;
  const double base = base_of_town(&t, row);
  return base == base && targets_.fits(base);
}

decimal_scale gap::scale_of_cell(double x, const target* t, double base) const noexcept {
  const bool holds = targets_.scale().exact && t != nullptr && targets_.fits(*t) &&
                     targets_.fits(x) && targets_.fits(base);
  return holds ? targets_.scale() : decimal_scale{};
}

gap::measured gap::of(const figure& x, const target* t, double base, decimal_scale s) const {
  if (!has_number(x.why)) return {{no_number, x.why}, {}};
  if (t == nullptr) return {{no_number, status::no_target}, {}};
  if (what_ == measure::verdict) {
    measured made{kernels::verdict(x.known, t->wanted), {}};
    made.known = exactly(made.cell.value);
    // A bound that decides leaves nothing uncertain about the verdict.
    const status hidden = x.estimated ? status::estimated : status::ok;
    const status current = x.why == status::bounded ? hidden : x.why;
    if (has_number(made.cell.why)) made.cell.why = weaker(made.cell.why, current);
    return made;
  }
  const bool counts_from_nothing =
      what_ == measure::completion && !t->base && t->base_period && base != base;
  if (counts_from_nothing) return {{no_number, status::base_not_reported}, {}};

  measured made{computed(x, {t->wanted.lower, t->wanted.upper, false, false}, base, s), {}};
  made.known = exactly(made.cell.value);
  if (!has_number(made.cell.why)) return made;
  if (!is_exact(x.known)) {
    made.known = what_ == measure::gap ? kernels::shortfall(x.known, t->wanted, s)
                                       : kernels::completion(x.known, t->wanted, base, s);
  }
  made.cell.why = weaker(made.cell.why, x.why);
  return made;
}

cell gap::computed(const figure& x, const interval& goal, double base, decimal_scale s) const {
  if (what_ == measure::gap) {
    if (x.made_of.all == x.made_of.all) {
      const cell c = kernels::shortfall(x.value, goal, s);
      return has_number(c.why) ? shortfall_of(x.made_of, goal) : c;
    }
    if (!s.exact) s = scale_of({x.value, goal.lower, goal.upper});
    return kernels::shortfall(x.value, goal, s);
  }
  if (!s.exact) s = scale_of({x.value, goal.lower, goal.upper, base});
  return kernels::completion(x.value, goal, base, s);
}

}  // namespace zhibiao::inline ZB_ABI::engine
