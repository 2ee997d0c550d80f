#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include "support/slow_evaluate.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

/// The twin of growth over several periods: periods by the calendar, figures of the twin of `evaluate`,
/// powers and roots of the C library in long doubles.
namespace zhibiao::test {

struct slow_growth_cell {
  status why = status::not_reported;
  long double value = 0;
  long double lower = 0;
  long double upper = 0;
};

class slow_growth {
 public:
  slow_growth(const slow_evaluation& of, method_choice by) : of_(of), by_(std::move(by)) {}

  static bool knows(measure m) {
    static const std::set<measure> all{measure::fixed_base, measure::average_growth,
                                       measure::two_year_average, measure::annualised,
                                       measure::cumulative_ratio};
    return all.contains(m);
  }

  /// The rest of its family, which laws of their own check.
  static bool is_of_changes(measure m) {
    static const std::set<measure> all{measure::contribution,    measure::pull,
                                       measure::headline_growth, measure::panel_effect,
                                       measure::own_rate_effect, measure::structure_effect,
                                       measure::entry_effect,    measure::exit_effect,
                                       measure::implied_base};
    return all.contains(m);
  }

  slow_growth_cell at(measure m, area_index a, indicator_index i, period p) const {
    const indicator_kind kind = of_.indicators_[i].kind;
    in_points_ = kind == indicator_kind::rate;
    const bool never = in_points_ && (m == measure::fixed_base || m == measure::annualised);
    const figure current = of_.figure_of(a, i, p);
    if (!current.value) return none(current.reason);
    if (never) return none(status::out_of_domain);
    plan(m, i, p);
    std::vector<std::vector<figure>> figures;
    bool all_made = true;
    bool any_made = false;
    status missing = status::ok;
    for (const auto& span : spans_) {
      figures.emplace_back();
      for (const period& q : span) {
        const figure f = of_.figure_of(a, i, q);
        if (!f.value && missing != status::coverage_low) {
          missing = f.reason == status::coverage_low ? f.reason : status::base_not_reported;
        }
        all_made = all_made && f.from_towns;
        any_made = any_made || f.from_towns;
        figures.back().push_back(f);
      }
    }
    if (missing != status::ok) return none(missing);
    if (refused_ != status::ok) return none(refused_);
    if (any_made && !all_made) return none(status::not_comparable);
    const int back = p.ordinal() - spans_.front().front().ordinal();
    if (!any_made) {
      if (of_.breaks_between(a, i, p, back)) return none(status::not_comparable);
      return growth(figures, i, false);
    }
    return matched(a, i, p, back);
  }

 private:
  using figure = slow_evaluation::figure;
  static constexpr long double inf = std::numeric_limits<long double>::infinity();

  static slow_growth_cell none(status why) {
    slow_growth_cell c;
    c.why = why;
    return c;
  }

  enum class formula { index, level, cumulative, chained, annualised, points };

  /// Which periods, and how.
  void plan(measure m, indicator_index i, period p) const {
    const int year = periods_per_year(p.frequency());
    refused_ = status::ok;
    spans_ = {{p, p}};
    formula_ = in_points_ ? formula::points : formula::level;
    count_ = 1;
    switch (m) {
      case measure::fixed_base:
      case measure::average_growth:
        since(m, i, p, year);
        return;
      case measure::two_year_average:
        count_ = 2;
        spans_ = {{p.shifted(-2 * year), p}};
        if (in_points_ || by_.two_year == two_year_method::level) return;
        formula_ = formula::chained;
        spans_ = {{p.shifted(-2 * year), p.shifted(-year)}, {p.shifted(-year), p}};
        return;
      case measure::annualised:
        formula_ = formula::annualised;
        count_ = year;
        spans_ = {{p.shifted(-1), p}};
        if (p.form() == form::year_to_date) refused_ = status::not_comparable;
        return;
      default:
        spans_ = {{p.shifted(-1), p}};
        if (p.form() != form::year_to_date) {
          refused_ = status::out_of_domain;
        } else if (p.index() == 1) {
          refused_ = status::not_comparable;
        }
        return;
    }
  }

  void since(measure m, indicator_index i, period p, int year) const {
    period base = *by_.base_period;
    const bool is_same = base.frequency() == p.frequency() && base.form() == p.form();
    if (m == measure::fixed_base) {
      formula_ = formula::index;
      if (!is_same) {
        refused_ = status::not_comparable;
      } else if (p < base) {
        refused_ = status::out_of_domain;
      } else {
        spans_ = {{base, p}};
      }
      return;
    }
    if (!in_points_ &&
        by_.average.value_or(of_.indicators_[i].average_growth) == averaging::cumulative) {
      formula_ = formula::cumulative;
    }
    if (!is_same) {
      if (base.frequency() != frequency::year) {
        refused_ = status::not_comparable;
        return;
      }
      base = period::make(p.frequency(), base.year(), p.index(), p.form());
    }
    const int back = p.ordinal() - base.ordinal();
    if (back <= 0) {
      refused_ = status::out_of_domain;
    } else if (back % year != 0) {
      refused_ = status::not_comparable;
    } else {
      count_ = back / year;
      spans_ = {{base, p}};
      if (formula_ != formula::cumulative) return;
      spans_.front().clear();
      for (int n = count_; n >= 0; --n) spans_.front().push_back(p.shifted(-n * year));
    }
  }

  slow_growth_cell matched(area_index a, indicator_index i, period p, int back) const {
    std::vector<std::vector<figure>> sums;
    bool partial = false;
    bool broken = false;
    for (const auto& span : spans_) {
      std::vector<area_index> all = of_.taking_part(a, i, span.back());
      for (const period& q : span) {
        std::erase_if(all, [&](area_index t) { return !of_.takes_part(t, i, q); });
      }
      const auto share = of_.share_of(all, a, i, span.back(), span);
      if (all.empty() || !of_.reaches_minimum(share, i)) return none(status::coverage_low);
      partial = partial || share.counted < share.members;
      for (const area_index t : all) {
        if (of_.breaks_between(t, i, p, back)) broken = true;
      }
      sums.emplace_back();
      for (const period& q : span) sums.back().push_back(of_.aggregate(all, i, q));
    }
    if (broken) return none(status::not_comparable);
    if (!sums.back().back().value) return none(sums.back().back().reason);
    for (const auto& span : sums) {
      for (const figure& f : span) {
        if (!f.value) return none(status::base_not_reported);
      }
    }
    if (partial) sums.back().back().marks.insert(status::partial);
    return growth(sums, i, true);
  }

  slow_growth_cell growth(const std::vector<std::vector<figure>>& x, indicator_index i,
                          bool is_matched) const {
    const fraction min_base = fraction::written(of_.indicators_[i].min_base);
    std::set<status> marks;
    bool exact = true;
    for (auto span = x.rbegin(); span != x.rend(); ++span) {
      for (const figure& f : *span) {
        marks.insert(f.marks.begin(), f.marks.end());
        exact = exact && f.known.exact();
      }
      if (formula_ == formula::points) continue;
      const figure change = slow_evaluation::percent_change(span->back(), span->front(), min_base);
      if (!change.value) return none(change.reason);
      marks.insert(change.marks.begin(), change.marks.end());
    }
    const figure& now = x.back().back();
    const figure& then = x.front().front();
    slow_growth_cell c;
    if (formula_ == formula::cumulative) {
      const std::optional<status> reason = without_sum(x.front());
      if (reason) return none(*reason);
    }
    c.value = of_values(x, [](const figure& f) { return f.value->number(); });
    c.lower = c.upper = c.value;
    if (!exact && formula_ == formula::index && spans_.front().front() == spans_.front().back()) {
      c.lower = c.upper = 100;
    } else if (!exact && formula_ == formula::chained && !is_matched) {
      c.lower = level(end(now.known.lower, 0), end(then.known.upper, inf), 2);
      c.upper = level(end(now.known.upper, inf), end(then.known.lower, 0), 2);
    } else if (!exact) {
      c.lower = of_ends(x, true);
      c.upper = of_ends(x, false);
    }
    c.why = slow_evaluation::shown_status(marks);
    return c;
  }

  /// The cumulative method needs a base that is not negative, and years that do not add to less than
  /// nothing.
  static std::optional<status> without_sum(const std::vector<figure>& x) {
    const figure& base = x.front();
    fraction sum;
    bool exact = base.known.exact();
    std::optional<fraction> lower = fraction();
    std::optional<fraction> upper = fraction();
    for (std::size_t k = 1; k < x.size(); ++k) {
      sum = sum + *x[k].value;
      exact = exact && x[k].known.exact();
      lower = lower && x[k].known.lower ? std::optional(*lower + *x[k].known.lower) : std::nullopt;
      upper = upper && x[k].known.upper ? std::optional(*upper + *x[k].known.upper) : std::nullopt;
    }
    if (exact) {
      if (base.value->sign() <= 0 || sum.sign() < 0) return status::out_of_domain;
      return std::nullopt;
    }
    if (!base.known.never_negative()) return status::out_of_domain;
    if (upper && upper->sign() < 0) return status::out_of_domain;
    if (!lower || lower->sign() < 0) return status::undetermined;
    return sum.sign() < 0 ? std::optional(status::undetermined) : std::nullopt;
  }

  static long double end(const std::optional<fraction>& x, long double where_none) {
    return x ? x->number() : where_none;
  }

  static long double level(long double x, long double b, int n) {
    if (b == inf) return -100;
    if (x == inf) return inf;
    if (x == 0) return -100;
    if (b == 0) return inf;
    return std::expm1(std::log(x / b) / static_cast<long double>(n)) * 100;
  }

  /// The least or the largest value that the ends of the figures make.
  long double of_ends(const std::vector<std::vector<figure>>& x, bool least) const {
    std::vector<std::vector<long double>> numbers;
    for (const auto& span : x) {
      numbers.emplace_back();
      for (std::size_t k = 0; k < span.size(); ++k) {
        const bounds& known = span[k].known;
        const bool low = least == (k != 0);
        const long double none = low ? (formula_ == formula::points ? -inf : 0) : inf;
        numbers.back().push_back(end(low ? known.lower : known.upper, none));
      }
    }
    return of_numbers(numbers);
  }

  template <class Number>
  long double of_values(const std::vector<std::vector<figure>>& x, Number number) const {
    std::vector<std::vector<long double>> numbers;
    for (const auto& span : x) {
      numbers.emplace_back();
      for (const figure& f : span) numbers.back().push_back(number(f));
    }
    return of_numbers(numbers);
  }

  long double of_numbers(const std::vector<std::vector<long double>>& x) const {
    const long double now = x.back().back();
    const long double then = x.front().front();
    const auto n = static_cast<long double>(count_);
    switch (formula_) {
      case formula::index:
        return level(now, then, 1) + 100;
      case formula::level:
        return level(now, then, count_);
      case formula::points:
        return (now - then) / n;
      case formula::annualised: {
        const long double once = level(now, then, 1);
        return once == inf ? inf : (std::pow(1 + once / 100, n) - 1) * 100;
      }
      case formula::chained: {
        long double product = 1;
        for (const auto& link : x) {
          const long double ratio = 1 + level(link.back(), link.front(), 1) / 100;
          product = ratio == 0 || product == 0 ? 0 : product * ratio;
        }
        return product == inf ? inf : level(product, 1, count_);
      }
      case formula::cumulative:
        break;
    }
    return cumulative(x.front());
  }

  static long double cumulative(const std::vector<long double>& x) {
    long double sum = 0;
    for (std::size_t k = 1; k < x.size(); ++k) sum += x[k];
    if (x.front() == inf) return -100;
    if (sum == inf || x.front() == 0) return inf;
    const long double wanted = sum / x.front();
    long double low = 0;
    long double high = std::fmax(1, wanted);
    for (int step = 0; step < 300; ++step) {
      const long double q = (low + high) / 2;
      long double left = 0;
      for (std::size_t k = 1; k < x.size(); ++k) left = (left + 1) * q;
      (left < wanted ? low : high) = q;
    }
    return ((low + high) / 2 - 1) * 100;
  }

  const slow_evaluation& of_;
  method_choice by_;
  // Of the cell at hand:
  mutable bool in_points_ = false;
  mutable formula formula_ = formula::level;
  mutable status refused_ = status::ok;
  mutable int count_ = 1;
  mutable std::vector<std::vector<period>> spans_;
};

}  // namespace zhibiao::test
