#include "engine/schedule.hpp"

#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/gap.hpp>
#include <zhibiao/kernels/schedule.hpp>

#include "engine/scale_of.hpp"

#include <cmath>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::no_number;
using kernels::quotient;

constexpr cell out_of_domain{no_number, status::out_of_domain};

/// A figure as the quotient it was made of, or over what makes it whole.
quotient quotient_of(const figure& x) {
  if (x.made_of.all == x.made_of.all) return x.made_of;
  const kernels::decimal_scale s = scale_of({x.value});
  return {kernels::whole(x.value, s), s.exact ? s.power : 1};
}

figure plain(double x) {
  figure f;
  f.value = x;
  f.known = exactly(x);
  return f;
}

/// Measures of the way alone: a figure that is missing takes nothing from them.
constexpr bool is_of_the_way(measure m) noexcept {
  return m == measure::elapsed || m == measure::expected;
}

}  // namespace

last_year_columns before(period p) noexcept {
  return {static_cast<std::size_t>(p.index()),
          static_cast<std::size_t>(periods_per_year(p.frequency()))};
}

measured_cell schedule_formula::of(const figure& x, const way& w, const figure& last_so_far,
                                   const figure& last_year) const {
  if (is_of_the_way(what_)) {
    if (!has_number(w.why)) return no_result(w.why);
    if (what_ == measure::elapsed) {
      return exact_result(w.is_elapsed_known ? kernels::elapsed(w.elapsed) : out_of_domain);
    }
    measured_cell made = exact_result(w.expected);
    if (!has_number(made.cell.why)) return made;
    made.cell.why = weaker(weaker(made.cell.why, w.marks), w.why);
    if (w.leaves_open) made.known = nothing_narrower();
    return made;
  }
  if (!has_number(x.why)) return no_result(x.why);
  if (!has_number(w.why)) return no_result(w.why);
  measured_cell made =
      what_ == measure::lamp ? lamp(x, w) : of_figure(x, w, last_so_far, last_year);
  if (has_number(made.cell.why)) made.cell.why = weaker(made.cell.why, w.why);
  return made;
}

measured_cell schedule_formula::of_figure(const figure& x, const way& w, const figure& last_so_far,
                                          const figure& last_year) const {
  const bool is_level_lead = what_ == measure::lead && !is_flow();
  measured_cell made = exact_result(
      is_level_lead ? lead(quotient_of(x), w) : at(x.value, w, last_so_far.value, last_year.value));
  if (!has_number(made.cell.why)) return made;
  made.known = known_result(
      x,
      [&](double end) {
        return is_level_lead ? lead(quotient_of(plain(end)), w)
                             : at(end, w, last_so_far.value, last_year.value);
      },
      course_of(w));
  if (is_exact(x.known)) made.known = exactly(made.cell.value);
  // A figure made of parts is not rounded on the way, as its ends are.
  if (made.cell.value < made.known.lower) made.known.lower = made.cell.value;
  if (made.cell.value > made.known.upper) made.known.upper = made.cell.value;
  made.cell.why = weaker(made.cell.why, x.why);

  const bool needs_base = what_ == measure::lead || what_ == measure::projection ||
                          what_ == measure::projected_completion;
  status marks = needs_base ? w.marks : status::ok;
  bool is_open = needs_base && w.leaves_open;
  if (what_ == measure::required_growth) {
    marks = weaker(last_so_far.why, last_year.why);
    is_open = !is_exact(last_so_far.known) || !is_exact(last_year.known);
  }
  made.cell.why = weaker(made.cell.why, marks);
  if (is_open) made.known = nothing_narrower();
  return made;
}

course schedule_formula::course_of(const way& w) const noexcept {
  switch (what_) {
    case measure::required_pace:
    case measure::required_rate:
    case measure::required_growth:
      return course::falling;
    case measure::lead:
      return w.is_limit ? course::falling : course::rising;
    default:
      return course::rising;
  }
}

cell schedule_formula::at(double x, const way& w, double last_so_far, double last_year) const {
  if (!w.has_goal) return out_of_domain;
  const kernels::decimal_scale s = scale_of({x, w.goal});
  switch (what_) {
    case measure::progress:
      return kernels::progress(x, w.goal, s);
    case measure::lead:
      return lead_of_target(x, w);
    case measure::required_pace:
      return kernels::required_pace(x, w.goal, w.periods_left, s);
    case measure::required_rate:
      return kernels::required_rate(x, w.goal, w.periods_left);
    case measure::required_growth:
      if (!w.is_total) return {no_number, status::not_comparable};
      if (w.periods_left == 0) return {no_number, status::deadline_passed};
      return kernels::required_growth(x, w.goal, last_so_far, last_year,
                                      scale_of({x, w.goal, last_so_far, last_year}));
    case measure::projection:
      return projection(x, w);
    default:
      break;
  }
  const cell end = projection(x, w);
  return has_number(end.why) ? kernels::progress(end.value, w.goal) : end;
}

/// Of a level, in the unit of the figure.
cell schedule_formula::lead(const quotient& x, const way& w) const {
  if (!has_number(w.expected.why)) return {no_number, w.expected.why};
  return kernels::lead_of_level(x, w.unrounded, w.is_limit);
}

/// Of a flow, in points of the target.
cell schedule_formula::lead_of_target(double x, const way& w) const {
  if (!has_number(w.expected.why)) return {no_number, w.expected.why};
  const kernels::decimal_scale s = scale_of({x, w.goal});
  if (w.is_total && w.is_straight) {
    return kernels::lead_of_total(x, w.goal, w.elapsed, w.is_limit, s);
  }
  const quotient due{w.unrounded.part, w.unrounded.all * w.goal};
  return kernels::lead_of_total(x, w.goal, due, w.is_limit, s);
}

cell schedule_formula::lead_in_points(const figure& x, const way& w) const {
  if (is_flow()) return lead_of_target(x.value, w);
  const cell in_units = lead(quotient_of(x), w);
  if (!has_number(in_units.why) || changes_in_points(definition_.kind)) return in_units;
  return kernels::relative_gap(in_units.value, w.expected.value);
}

cell schedule_formula::projection(double x, const way& w) const {
  if (!has_number(w.expected.why)) return {no_number, w.expected.why};
  if (w.is_straight) {
    const double base = w.base == w.base ? w.base : 0;
    return kernels::projection(x, base, w.elapsed, scale_of({x, base}));
  }
  const bool is_at_end = w.elapsed.part == w.elapsed.all;
  if (is_at_end) return {x, status::ok};
  const bool is_compound = w.goal_of->path == target_path::compound;
  if (is_compound) return kernels::projection_compound(x, w.base, w.elapsed);
  // Between milestones as much of the way is due as they say.
  const quotient due{w.expected.value - w.base, w.goal - w.base};
  if (!(w.base == w.base)) return {no_number, status::base_not_reported};
  const bool goes_on = due.part / due.all > 0;
  return goes_on ? kernels::projection(x, w.base, {std::fabs(due.part), std::fabs(due.all)})
                 : out_of_domain;
}

measured_cell schedule_formula::lamp(const figure& x, const way& w) const {
  const bool is_by_verdict = !w.has_goal || (is_flow() && w.goal <= 0);
  cell made;
  if (is_by_verdict) {
    // There is no way to a range or to zero, only inside and outside.
    const cell met = kernels::verdict(x.known, w.goal_of->wanted);
    made = has_number(met.why) ? cell{met.value != 0 ? 1.0 : 3.0, met.why} : met;
  } else {
    const cell ahead = lead_in_points(x, w);
    if (!has_number(ahead.why)) return no_result(ahead.why);
    interval known = exactly(ahead.value);
    if (!is_exact(x.known)) {
      known = known_result(
          x, [&](double end) { return lead_in_points(plain(end), w); },
          w.is_limit ? course::falling : course::rising);
    }
    if (w.leaves_open) return no_result(status::undetermined);
    made = kernels::lamp(known, lamps_);
  }
  measured_cell result = exact_result(made);
  if (!has_number(made.why)) return no_result(made.why);
  // A bound that leaves no other lamp leaves nothing uncertain.
  const status hidden = x.estimated ? status::estimated : status::ok;
  result.cell.why = weaker(x.why == status::bounded ? hidden : x.why, w.marks);
  return result;
}

measured_cell schedule::of_town(std::size_t row, std::size_t column, const figure& x) {
  const figures& values = of().values();
  const period p = of().series().shape().period_at(of().period_of(column));
  const last_year_columns back = before(p);
  figure same;
  figure last;
  if (needs_last_year_ && column >= back.same) same = values.at(row, column - back.same);
  if (needs_last_year_ && column >= back.last) last = values.at(row, column - back.last);
  return formula_.of(x, plan_.of_town(row, of().period_of(column)), same, last);
}

measured_cell schedule::of_upper(std::size_t row, std::size_t column, const figure& x) {
  const upper_figures& above = of().above();
  const period p = of().series().shape().period_at(of().period_of(column));
  const last_year_columns back = before(p);
  figure same;
  figure last;
  if (needs_last_year_ && column >= back.same) same = above.at(row, column - back.same);
  if (needs_last_year_ && column >= back.last) last = above.at(row, column - back.last);
  return formula_.of(x, plan_.of_upper(row, of().period_of(column)), same, last);
}

}  // namespace zhibiao::inline ZB_ABI::engine
