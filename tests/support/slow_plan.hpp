#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/panel/targets.hpp>

#include "support/slow_evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>

/// The twin of the measures of a schedule by months, for totals of the year so far and levels, on straight
/// paths to a target of one number: from the rules, in fractions.
namespace zhibiao::test {

class slow_plan {
 public:
  slow_plan(const slow_evaluation& figures, const targets& wanted)
      : figures_(figures), wanted_(wanted) {}

  slow_cell at(measure m, area_index a, indicator_index i, period p) const {
    const auto x = figures_.figure_of(a, i, p);
    const bool is_of_the_way = m == measure::elapsed || m == measure::expected;
    if (!is_of_the_way && !x.value) return none(x.reason);
    bool has_other = false;
    const target* t = target_of(a, i, p, has_other);
    if (t == nullptr) return none(has_other ? status::not_comparable : status::no_target);
    const bool is_limit = std::isinf(t->wanted.lower);
    const fraction goal = fraction::written(is_limit ? t->wanted.upper : t->wanted.lower);

    const bool is_total = p.form() == form::year_to_date && adds_up(i);
    const period from = t->base_period.value_or(t->deadline.same_period_last_year());
    const int start = is_total ? t->deadline.year() * 12 : end_month(from);
    const int all = end_month(t->deadline) - start;
    const int over = std::clamp(end_month(p) - start, 0, all);
    const fraction share(over, all);
    std::set<status> marks = x.value ? x.marks : std::set<status>();
    if (m == measure::elapsed) return number(share * fraction(100), {});
    if (m == measure::progress) return percent(*x.value, goal, marks);
    const int left =
        (end_month(t->deadline) - end_month(p)) / (12 / periods_per_year(p.frequency()));
    if (m == measure::required_pace) {
      if (left == 0) return none(status::deadline_passed);
      return number((goal - *x.value) / fraction(left), marks);
    }

    if (m == measure::required_growth) return growth_of_the_rest(a, i, p, goal, is_total, left);

    std::optional<fraction> base;
    std::set<status> of_base;
    if (is_total) base = fraction();
    if (!is_total && t->base) base = fraction::written(*t->base);
    if (!base && over == all) base = goal;
    if (!base) {
      auto b = figures_.figure_of(a, i, from);
      // A year that is not reported as one is what its last period says.
      const bool is_year = from.frequency() == frequency::year && p.frequency() != frequency::year;
      if (!b.value && is_year && p.form() == form::single) {
        const period last =
            period::make(p.frequency(), from.year(), periods_per_year(p.frequency()));
        const auto of_last = figures_.figure_of(a, i, last);
        if (of_last.value || b.reason == status::not_reported) b = of_last;
      }
      if (!b.value) {
        const bool is_low = b.reason == status::coverage_low;
        return none(is_low ? status::coverage_low : status::base_not_reported);
      }
      base = b.value;
      of_base = b.marks;
      marks.insert(b.marks.begin(), b.marks.end());
    }
    const fraction due = *base + (goal - *base) * share;
    // What is known of the figure itself says nothing about where it should be.
    if (m == measure::expected) return number(due, of_base);
    if (m == measure::projection) {
      if (over == 0) return none(status::out_of_domain);
      if (over == all) return number(*x.value, x.marks);
      return number(*base + (*x.value - *base) / share, marks);
    }
    const fraction ahead = is_limit ? due - *x.value : *x.value - due;
    if (m != measure::lead) throw std::logic_error("no twin of this measure");
    if (figures_.indicators()[i].kind != indicator_kind::flow) return number(ahead, marks);
    return percent(ahead, goal, marks);
  }

 private:
  static slow_cell none(status why) {
    slow_cell c;
    c.why = why;
    return c;
  }

  static slow_cell number(const fraction& x, const std::set<status>& marks) {
    slow_cell c;
    c.value = x.number();
    c.why = slow_evaluation::shown_status(marks);
    return c;
  }

  static slow_cell percent(const fraction& x, const fraction& of, const std::set<status>& marks) {
    if (of.sign() <= 0) return none(status::out_of_domain);
    return number(x * fraction(100) / of, marks);
  }

  slow_cell growth_of_the_rest(area_index a, indicator_index i, period p, const fraction& goal,
                               bool is_total, int left) const {
    if (!is_total) return none(status::not_comparable);
    if (left == 0) return none(status::deadline_passed);
    const auto x = figures_.figure_of(a, i, p);
    const auto same = figures_.figure_of(a, i, p.same_period_last_year());
    const auto last = figures_.figure_of(
        a, i, period::make(p.frequency(), p.year() - 1, periods_per_year(p.frequency()), p.form()));
    if (!same.value || !last.value) return none(status::base_not_reported);
    const fraction rest = goal - *x.value;
    const fraction base = *last.value - *same.value;
    if (base.sign() == 0) return none(rest.sign() == 0 ? status::both_zero : status::base_zero);
    if (base.sign() > 0 && rest.sign() < 0) return none(status::turned_negative);
    if (base.sign() < 0 && !(rest == base)) {
      if (rest.sign() >= 0) return none(status::turned_positive);
      return none(rest > base ? status::loss_narrowed : status::loss_widened);
    }
    std::set<status> marks = x.marks;
    marks.insert(same.marks.begin(), same.marks.end());
    marks.insert(last.marks.begin(), last.marks.end());
    return number((rest - base) * fraction(100) / base, marks);
  }

  bool adds_up(indicator_index i) const {
    return figures_.indicators()[i].over_time == time_aggregation::sum;
  }

  bool leads_to(indicator_index i, period p, period deadline) const {
    if (p == deadline) return true;
    const bool is_year = deadline.frequency() == frequency::year;
    if (p.form() == form::year_to_date && adds_up(i)) {
      return p.year() == deadline.year() && (is_year || deadline.form() == form::year_to_date);
    }
    if (adds_up(i)) return is_year && p.frequency() == frequency::year;
    return is_year || p.form() == deadline.form();
  }

  /// The target of the figure's year, else the one with the nearest deadline.
  const target* target_of(area_index a, indicator_index i, period p, bool& has_other) const {
    const bool is_town = figures_.areas().is_leaf(a);
    const target* best = nullptr;
    const auto order = [&](const target& t) {
      const bool is_of_year =
          t.deadline.frequency() == frequency::year && t.deadline.year() == p.year();
      return std::tuple(!is_of_year, end_month(t.deadline), t.deadline != p,
                        periods_per_year(t.deadline.frequency()), !t.area.has_value());
    };
    for (const target& t : wanted_.list()) {
      const bool is_mine = t.indicator == i && (t.area ? *t.area == a : is_town);
      if (!is_mine || end_month(t.deadline) < end_month(p)) continue;
      if (!leads_to(i, p, t.deadline)) {
        has_other = true;
      } else if (best == nullptr || order(t) < order(*best)) {
        best = &t;
      }
    }
    return best;
  }

  const slow_evaluation& figures_;
  const targets& wanted_;
};

}  // namespace zhibiao::test
