#include "engine/goal_course.hpp"

#include "engine/known_result.hpp"

#include <algorithm>
#include <cmath>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::no_number;

/// The base year of the Sustainable Development Goals.
constexpr int usual_base_year = 2015;

/// True where two periods are the same part of a year, so that there are whole years between them. What is of
/// an instant is the same for the month and for the year that end with it.
bool are_years_apart(period a, period b, indicator_kind kind) noexcept {
  if (a.frequency() == b.frequency()) return a.form() == b.form() && a.index() == b.index();
  return kind != indicator_kind::flow && (end_month(a) - end_month(b)) % 12 == 0;
}

std::size_t a_year(period p) noexcept {
  return static_cast<std::size_t>(periods_per_year(p.frequency()));
}

}  // namespace

goal_course::goal_course(const slab& of, measure what, series_plan& plan, const method_choice& by)
    : cell_measure(of),
      plan_(plan),
      base_period_(by.base_period),
      formula_(what, by.progress, of.definition()) {}

goal_terms goal_course::terms_of_town(std::size_t row, std::size_t column) {
  const figures& values = of().values();
  goal_terms t = terms_of(column, plan_.of_town(row, of().period_of(column)),
                          [&](std::size_t c) { return values.at(row, c); });
  if (t.why == status::ok && values.breaks_between(row, column, t.columns_back)) {
    t.why = status::not_comparable;
  }
  return t;
}

goal_terms goal_course::terms_of_upper(std::size_t row, std::size_t column) {
  const upper_figures& above = of().above();
  goal_terms t = terms_of(column, plan_.of_upper(row, of().period_of(column)),
                          [&](std::size_t c) { return above.at(row, c); });
  if (t.why != status::ok) return t;
  const std::size_t base = column - t.columns_back;
  const auto lacks_towns = [&](std::size_t c) {
    const cell_coverage& coverage = above.coverage(row, c);
    return above.comes_from_towns(row, c) && coverage.counted < coverage.members;
  };
  const bool is_sum = of().definition().over_areas == area_aggregation::sum;
  const bool is_of_others = is_sum && (lacks_towns(column) || lacks_towns(base));
  const bool changes_source =
      above.comes_from_towns(row, column) != above.comes_from_towns(row, base);
  if (is_of_others || changes_source || above.breaks_between(row, column, t.columns_back)) {
    t.why = status::not_comparable;
  }
  return t;
}

template <class At>
goal_terms goal_course::terms_of(std::size_t column, const way& w, const At& at) const {
  const period now = of().series().shape().period_at(of().period_of(column));
  goal_terms t;
  t.current = at(column);
  t.course.current = t.current.value;
  t.course.up = of().definition().direction == direction::up;
  find_goal(t, w, now);
  if (!has_number(t.current.why)) t.why = t.current.why;
  if (t.why != status::ok) return t;

  const std::size_t step = a_year(now);
  const std::size_t first = first_base(w, column, now);
  for (std::size_t c = first; c < column; c += step) {
    const figure x = at(c);
    if (!has_number(x.why)) continue;
    if (t.series.empty()) {
      t.base = x;
      t.columns_back = column - c;
    }
    t.is_exact_before = t.is_exact_before && is_exact(x.known);
    t.is_open_before = t.is_open_before || (x.bounded && !is_exact(x.known));
    t.marks = weaker(t.marks, x.why);
    const auto year = static_cast<int>((c - (column - t.columns_back)) / step);
    t.series.push_back({year, x.value});
  }
  if (t.series.empty()) {
    t.why = status::base_not_reported;
    return t;
  }
  t.course.base = t.base.value;
  t.course.years = static_cast<int>(t.columns_back / step);
  t.base_at = now.shifted(-static_cast<int>(t.columns_back));
  if (t.has_goal()) t.course.years_to_goal = t.goal_of->deadline.year() - t.base_at.year();
  t.series.push_back({t.course.years, t.current.value});
  return t;
}

void goal_course::find_goal(goal_terms& t, const way& w, period at) const {
  const indicator& definition = of().definition();
  if (w.goal_of == nullptr) {
    if (w.why == status::not_comparable) t.why = w.why;
    const bool has_direction =
        definition.direction == direction::up || definition.direction == direction::down;
    if (formula_.needs_goal() && t.why == status::ok) {
      t.why = status::no_target;
      return;
    }
    if (!has_direction && definition.kind != indicator_kind::binary) t.why = status::out_of_domain;
    return;
  }
  t.goal_of = w.goal_of;
  t.is_parity = w.goal_of->comparison == comparison::equal;
  if (!has_number(w.why)) {
    t.why = w.why;
  } else if (!are_years_apart(at, w.goal_of->deadline, definition.kind)) {
    t.why = status::not_comparable;
  } else if (!w.has_goal && !t.is_parity) {
    t.why = status::out_of_domain;
  }
  t.course.goal = t.is_parity ? w.goal_of->wanted.lower : w.goal;
  t.course.up = !w.is_limit;
}

std::size_t goal_course::first_base(const way& w, std::size_t column, period at) const {
  int year = usual_base_year;
  if (base_period_) year = base_period_->year();
  if (w.goal_of != nullptr && w.goal_of->base_period) year = w.goal_of->base_period->year();
  const std::size_t step = a_year(at);
  const std::size_t there_are = column / step;
  const int back = at.year() - year;
  if (back <= 0) return column;
  return column - step * std::min(there_are, static_cast<std::size_t>(back));
}

measured_cell goal_course::of_town(std::size_t row, std::size_t column, const figure&) {
  return computed(terms_of_town(row, column));
}

measured_cell goal_course::of_upper(std::size_t row, std::size_t column, const figure&) {
  return computed(terms_of_upper(row, column));
}

measured_cell goal_course::computed(const goal_terms& t) const {
  if (t.why != status::ok) return no_result(t.why);
  measured_cell made = exact_result(formula_.of(t, t.current.value));
  if (!has_number(made.cell.why)) return made;
  // Growth from a base that is only a bound can be anything.
  if (t.is_open_before) return no_result(status::undetermined);
  if (!is_exact(t.current.known)) made = of_interval(t);
  if (!has_number(made.cell.why)) return made;
  // A base that was rounded to be printed is taken as printed.
  if (!t.is_exact_before && !formula_.is_class()) made.known = nothing_narrower();
  made.cell.why = weaker(made.cell.why, weaker(t.marks, t.current.why));
  return made;
}

measured_cell goal_course::of_interval(const goal_terms& t) const {
  const auto at = [&](double x) { return formula_.of(t, x); };
  measured_cell made = exact_result(at(t.current.value));
  // On either side of a goal that is to be hit the score falls.
  made.known = t.is_parity ? nothing_narrower()
                           : known_result(t.current, at,
                                          formula_.rises(t) ? course::rising : course::falling);
  if (!formula_.is_class()) return made;
  if (made.known.lower != made.known.upper) return no_result(status::undetermined);
  made.known = exactly(made.cell.value);
  return made;
}

}  // namespace zhibiao::inline ZB_ABI::engine
