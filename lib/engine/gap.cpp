#include "engine/gap.hpp"

#include "engine/scale_of.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

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

void gap::goals::resize(std::size_t cells) {
  lower.resize(cells);
  upper.resize(cells);
  base.resize(cells);
  open.resize(cells);
}

void gap::goals::set(std::size_t at, const target* t, double from) {
  lower[at] = t != nullptr ? t->wanted.lower : no_number;
  upper[at] = t != nullptr ? t->wanted.upper : no_number;
  base[at] = from;
  const int lower_open = t != nullptr && t->wanted.lower_open ? 1 : 0;
  const int upper_open = t != nullptr && t->wanted.upper_open ? 2 : 0;
  open[at] = static_cast<std::uint8_t>(lower_open | upper_open);
}

gap::gap(const slab& of, measure what, const series_targets& wanted)
    : slab_(of), what_(what), targets_(wanted), values_(of.values()) {
  const auto is_odd = [&](const target& t) {
    return !targets_.fits(t) || (what_ == measure::completion && t.base_period);
  };
  needs_care_ = !targets_.scale().exact || targets_.scale().power > values_.scale.power;
  of_every_town_.resize(period_count());
  for (std::size_t p = 0; p < period_count(); ++p) {
    const period_targets& here = targets_of(p);
    const target* t = here.every_town;
    of_every_town_.set(p, t, t != nullptr ? t->base.value_or(no_number) : no_number);
    needs_care_ =
        needs_care_ || (t != nullptr && is_odd(*t)) || std::ranges::any_of(here.of_areas, is_odd);
  }
  const auto is_open = [&](const target& t) { return targets_.why_of(t) != status::ok; };
  if (what_ == measure::verdict) needs_care_ = false;
  for (std::size_t p = 0; p < period_count(); ++p) {
    needs_care_ = needs_care_ || std::ranges::any_of(targets_of(p).of_areas, is_open);
  }
  if (what_ == measure::gap && values_.parts) find_goal_quotients();
}

/// Targets of every town as quotients, where all are to be exceeded or all to be kept under.
void gap::find_goal_quotients() {
  goals_as_quotients all;
  bool all_up = true;
  bool all_down = true;
  for (std::size_t p = 0; p < period_count(); ++p) {
    const target* t = targets_of(p).every_town;
    const bool has_lower = t != nullptr && std::isfinite(t->wanted.lower);
    const bool has_upper = t != nullptr && std::isfinite(t->wanted.upper);
    all_up = all_up && !has_upper;
    all_down = all_down && !has_lower;
    kernels::quotient q;
    if (t != nullptr) q = quotient_of(has_lower ? t->wanted.lower : t->wanted.upper);
    all.part.push_back(q.part);
    all.all.push_back(q.all);
  }
  all.are_lower = all_up;
  if (all_up || all_down) goal_quotients_ = std::move(all);
}

/// The gaps of rates that have parts, which are rounded once; their statuses stand already.
void gap::write_quotients(const row_run& rows, const cells_out& out) {
  const std::size_t periods = period_count();
  const std::size_t cells = rows.size() * periods;
  numbers_.resize(std::max(numbers_.size(), cells));
  reasons_.resize(numbers_.size());
  const kernels::quotient_block x = values_.quotients(rows.first, slab_.first_column());
  const kernels::quotient_block goal{
      {goal_quotients_->part.data(), 0}, {goal_quotients_->all.data(), 0}, {}, {}};
  const bool are_lower = goal_quotients_->are_lower;
  kernels::difference(are_lower ? goal : x, are_lower ? x : goal, {rows.size(), periods},
                      {numbers_.data(), reasons_.data(), periods});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const kernels::cell_block to = out.block(rows.position + row, 0);
    for (std::size_t p = 0; p < periods; ++p) {
      if (!has_number(to.why[p])) continue;
      to.values[p] = numbers_[row * periods + p];
      to.why[p] = reasons_[row * periods + p];
    }
  }
}

void gap::write_towns(const row_run& rows, const cells_out& out) {
  const kernels::wanted_block wanted = lay_out(rows);
  write_plain(rows, wanted, out);
  if (goal_quotients_ && wanted.stride == 0) {
    write_quotients(rows, out);
  } else if (needs_care_) {
    write_exact(rows, out);
  }
  write_marked(rows, out);
}

/// The targets that some of the towns have of their own in a period.
std::span<const target> gap::own_targets(const row_run& rows, std::size_t period) const noexcept {
  const std::span<const target> all = targets_of(period).of_areas;
  const area_index towns = slab_.areas().towns.first;
  const auto area_of = [](const target& t) { return *t.area; };
  const auto first = std::ranges::lower_bound(all, towns + rows.first, {}, area_of);
  return {first, std::ranges::lower_bound(first, all.end(), towns + rows.last, {}, area_of)};
}

/// True where the progress of each town counts from a figure of its own.
bool gap::has_own_bases(std::size_t period) const noexcept {
  const target* t = targets_of(period).every_town;
  return what_ == measure::completion && t != nullptr && !t->base && t->base_period;
}

/// The targets of every town stand for all rows; they are laid out one by one only for rows of which
/// some have others.
kernels::wanted_block gap::lay_out(const row_run& rows) {
  const std::size_t periods = period_count();
  const auto view = [](const goals& all, std::size_t stride) {
    return kernels::wanted_block{all.lower.data(), all.upper.data(), all.base.data(),
                                 all.open.data(), stride};
  };
  bool is_common = true;
  for (std::size_t p = 0; p < periods; ++p) {
    is_common = is_common && own_targets(rows, p).empty() && !has_own_bases(p);
  }
  if (is_common) return view(of_every_town_, 0);

  laid_out_.resize(rows.size() * periods);
  for (std::size_t p = 0; p < periods; ++p) {
    const target* t = targets_of(p).every_town;
    for (std::size_t row = rows.first; row < rows.last; ++row) {
      laid_out_.set((row - rows.first) * periods + p, t, base_of_town(t, row));
    }
    for (const target& own : own_targets(rows, p)) {
      const std::size_t row = slab_.row_of(*own.area);
      laid_out_.set((row - rows.first) * periods + p, &own, base_of_town(&own, row));
    }
  }
  return view(laid_out_, periods);
}

void gap::write_plain(const row_run& rows, const kernels::wanted_block& wanted,
                      const cells_out& out) const {
  const kernels::block_view x = values_.view(rows.first, slab_.first_column());
  const kernels::block_size size{rows.size(), period_count()};
  const kernels::cell_block to = out.block(rows.position, 0);
  switch (what_) {
    case measure::gap:
      kernels::shortfall(x, wanted, size, targets_.scale(), to);
      break;
    case measure::completion:
      kernels::completion(x, wanted, size, targets_.scale(), to);
      break;
    default:
      kernels::verdict(x, wanted, size, to);
      break;
  }
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
      x.made_of = values_.made_of(row, c);
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
    const figure x = values_.at(row, column, &m);
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
  if (what_ == measure::verdict) return targets_.why_of(t) == status::ok;
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
  const status aim = targets_.why_of(*t);
  if (!has_number(aim)) return {{no_number, aim}, {}};
  if (what_ == measure::verdict) {
    measured made{kernels::verdict(x.known, t->wanted), {}};
    made.known = exactly(made.cell.value);
    // A bound that decides leaves nothing uncertain about the verdict.
    const status hidden = x.estimated ? status::estimated : status::ok;
    const status current = x.why == status::bounded ? hidden : x.why;
    if (has_number(made.cell.why)) made.cell.why = weaker(weaker(made.cell.why, current), aim);
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
  made.cell.why = weaker(weaker(made.cell.why, x.why), aim);
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
