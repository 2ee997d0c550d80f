#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>
#include <vector>

/// The twin of `evaluate`: one cell at a time from the plain rows, by maps and exact fractions, written
/// from the rules and not from the engine. Figures must be in their indicator's unit.
namespace zhibiao::test {

__extension__ typedef __int128 wide;

/// An exact fraction. Throws where 127 bits do not do, so that no law is checked on a wrong number.
class fraction {
 public:
  fraction() = default;
  fraction(wide n, wide d = 1) : n_(n), d_(d) { reduce(); }  // NOLINT: implicit by intent
  explicit fraction(decimal x) : n_(x.mantissa) {
    for (int i = 0; i < x.scale; ++i) d_ *= 10;
    reduce();
  }
  /// The decimal that was written where the double came from.
  static fraction written(double x) { return fraction(shortest_decimal(x)); }

  long double number() const { return static_cast<long double>(n_) / static_cast<long double>(d_); }
  int sign() const { return n_ > 0 ? 1 : n_ < 0 ? -1 : 0; }

  friend fraction operator+(const fraction& a, const fraction& b) {
    return {plus(times(a.n_, b.d_), times(b.n_, a.d_)), times(a.d_, b.d_)};
  }
  friend fraction operator-(const fraction& a, const fraction& b) {
    return a + fraction(-b.n_, b.d_);
  }
  friend fraction operator*(const fraction& a, const fraction& b) {
    const fraction left(a.n_, b.d_);
    const fraction right(b.n_, a.d_);
    return {times(left.n_, right.n_), times(left.d_, right.d_)};
  }
  friend fraction operator/(const fraction& a, const fraction& b) {
    if (b.n_ == 0) throw std::domain_error("a fraction over zero");
    return a * fraction(b.d_, b.n_);
  }
  friend bool operator==(const fraction& a, const fraction& b) {
    return a.n_ == b.n_ && a.d_ == b.d_;
  }
  friend bool operator<(const fraction& a, const fraction& b) {
    wide left = 0;
    wide right = 0;
    const bool fits =
        !__builtin_mul_overflow(a.n_, b.d_, &left) && !__builtin_mul_overflow(b.n_, a.d_, &right);
    // What is too long to be compared exactly is no figure that could equal another.
    return fits ? left < right : !(a == b) && a.number() < b.number();
  }
  friend bool operator>(const fraction& a, const fraction& b) { return b < a; }
  friend bool operator<=(const fraction& a, const fraction& b) { return !(b < a); }
  friend bool operator>=(const fraction& a, const fraction& b) { return !(a < b); }

 private:
  static wide times(wide a, wide b) {
    wide out = 0;
    if (__builtin_mul_overflow(a, b, &out)) throw std::overflow_error("a fraction is too large");
    return out;
  }
  static wide plus(wide a, wide b) {
    wide out = 0;
    if (__builtin_add_overflow(a, b, &out)) throw std::overflow_error("a fraction is too large");
    return out;
  }
  void reduce() {
    wide a = n_ < 0 ? -n_ : n_;
    wide b = d_ < 0 ? -d_ : d_;
    while (b != 0) {
      const wide rest = a % b;
      a = b;
      b = rest;
    }
    if (d_ < 0) a = -a;
    n_ /= a;
    d_ /= a;
  }

  wide n_ = 0;
  wide d_ = 1;
};

/// What is known of a figure; an end that is not there is unbounded.
struct bounds {
  std::optional<fraction> lower;
  std::optional<fraction> upper;
  bool lower_open = false;
  bool upper_open = false;

  static bounds point(const fraction& x) { return {x, x, false, false}; }
  bool exact() const { return lower && upper && *lower == *upper; }
  bool surely_positive() const {
    return lower && (lower->sign() > 0 || (lower->sign() == 0 && lower_open));
  }
  bool surely_negative() const {
    return upper && (upper->sign() < 0 || (upper->sign() == 0 && upper_open));
  }
  bool never_negative() const { return lower && lower->sign() >= 0; }
};

/// One cell of the twin.
struct slow_cell {
  status why = status::not_reported;
  long double value = 0;
  bounds known;
  /// The largest number that went into the value, in its unit: what rounding is measured against.
  long double size = 0;
};

class slow_evaluation {
 public:
  struct figure {
    std::optional<fraction> value;
    status reason = status::not_reported;  ///< where there is no value
    std::set<status> marks;                ///< statuses that come with a number
    bounds known;
    bool breaks = false;
    bool from_towns = false;
  };

  slow_evaluation(const catalog& indicators, const area_tree& areas,
                  const std::vector<observation>& rows, const targets* wanted = nullptr,
                  std::optional<double> min_coverage = std::nullopt)
      : indicators_(indicators), areas_(areas), wanted_(wanted), min_coverage_(min_coverage) {
    for (const observation& o : rows) read(o);
    for (area_index a = 0; a < areas_.size(); ++a) {
      // Every town is counted under each area above it, by walking up.
      if (!areas_.is_leaf(a)) continue;
      for (auto up = areas_.parent(a); up; up = areas_.parent(*up)) towns_[*up].push_back(a);
    }
  }

  slow_cell at(measure m, area_index area, indicator_index i, period p) const {
    const bool in_points = indicators_[i].kind == indicator_kind::rate;
    const int year = periods_per_year(p.frequency());
    switch (m) {
      case measure::value:
        return shown(figure_of(area, i, p));
      case measure::stated: {
        return shown(stated(area, i, p));
      }
      case measure::difference:
        return change(area, i, p, year, true, false);
      case measure::year_on_year:
        return change(area, i, p, year, in_points, false);
      case measure::period_on_period:
        return change(area, i, p, 1, in_points, p.form() == form::year_to_date);
      case measure::gap:
      case measure::completion:
      case measure::verdict:
        return gap(m, area, i, p);
      case measure::relative_gap:
      case measure::unmet_ratio:
        return gap_ratio(m, area, i, p);
      default:
        throw std::logic_error("slow_peers.hpp, slow_growth.hpp and slow_plan.hpp have the others");
    }
    return {};
  }

  /// The figure that measures are taken of.
  figure figure_of(area_index a, indicator_index i, period p) const {
    return areas_.is_leaf(a) ? own(a, i, p) : rolled_up(a, i, p);
  }

  /// What a town weighs: the declared weight, else the denominator of a rate; none where it has neither.
  std::optional<figure> weight_of(area_index town, indicator_index i, period p) const {
    if (const auto w = indicators_.weight(i)) return stated(town, *w, p);
    if (const auto& parts = indicators_.parts(i)) return stated(town, parts->denominator, p);
    return std::nullopt;
  }

  /// An area is there in a period where it is on the period's last day.
  bool is_there(area_index a, period p) const { return areas_.valid(a).holds_on(last_day(p)); }

  const catalog& indicators() const { return indicators_; }
  const area_tree& areas() const { return areas_; }
  const std::vector<area_index>& towns_of(area_index a) const { return towns_.at(a); }
  double min_coverage(indicator_index i) const {
    return min_coverage_.value_or(indicators_[i].min_coverage);
  }

  /// The status of a number with several doubts.
  static status shown_status(const std::set<status>& marks) {
    for (const status s :
         {status::partial, status::bounded, status::estimated, status::small_base}) {
      if (marks.count(s) != 0) return s;
    }
    return status::ok;
  }

 private:
  friend class slow_growth;

  using key = std::tuple<area_index, indicator_index, frequency, form, std::int32_t>;
  using town_list = std::vector<area_index>;

  static key key_of(area_index a, indicator_index i, period p) {
    return {a, i, p.frequency(), p.form(), p.ordinal()};
  }

  bounds clipped(bounds k, indicator_index i) const {
    const interval& limits = indicators_[i].limits;
    if (std::isfinite(limits.lower) && (!k.lower || *k.lower < fraction::written(limits.lower))) {
      k.lower = fraction::written(limits.lower);
      k.lower_open = limits.lower_open;
    }
    if (std::isfinite(limits.upper) && (!k.upper || *k.upper > fraction::written(limits.upper))) {
      k.upper = fraction::written(limits.upper);
      k.upper_open = limits.upper_open;
    }
    return k;
  }

  /// What follows from figures can contradict the natural limits; then nothing is cut.
  bounds clipped_if_possible(const bounds& k, const fraction& value, indicator_index i) const {
    const bounds cut = clipped(k, i);
    const bool fits = (!cut.lower || *cut.lower <= value) && (!cut.upper || value <= *cut.upper);
    const bool is_empty = cut.exact() && (cut.lower_open || cut.upper_open);
    return fits && !is_empty ? cut : k;
  }

  void read(const observation& o) {
    figure f;
    f.breaks = o.status == observation_status::break_in_series;
    if (o.status == observation_status::suppressed) {
      f.reason = status::suppressed;
    } else if (o.value && o.status != observation_status::missing) {
      const quantity& q = *o.value;
      f.value = fraction(q.value);
      f.known = bounds::point(*f.value);
      if (q.how != qualifier::exact) {
        f.known = {};
        if (q.lower) f.known.lower = fraction(*q.lower);
        if (q.upper) f.known.upper = fraction(*q.upper);
        f.known.lower_open = q.lower_open;
        f.known.upper_open = q.upper_open;
        f.known = clipped(f.known, o.indicator);
        if (q.how != qualifier::rounded) f.marks.insert(status::bounded);
      }
      if (o.status == observation_status::estimated) f.marks.insert(status::estimated);
    }
    rows_[key_of(o.area, o.indicator, o.period)] = f;
  }

  figure stated(area_index a, indicator_index i, period p) const {
    if (!is_there(a, p)) return without(status::no_such_area, false);
    const auto found = rows_.find(key_of(a, i, p));
    figure f = found == rows_.end() ? figure{} : found->second;
    for (const area_break& b : areas_.breaks()) {
      const bool is_within = b.on <= last_day(p) && first_day(p) <= b.on;
      f.breaks = f.breaks || (b.area == a && is_within);
    }
    return f;
  }

  /// The figure as the area itself has it: from its parts, or as stated.
  figure own(area_index a, indicator_index i, period p) const {
    figure f = stated(a, i, p);
    const auto& parts = indicators_.parts(i);
    if (!parts) return f;
    const figure n = stated(a, parts->numerator, p);
    const figure d = stated(a, parts->denominator, p);
    f.breaks = f.breaks || n.breaks || d.breaks;
    if (!n.value || !d.value) {
      const bool withheld = n.reason == status::suppressed || d.reason == status::suppressed;
      if (!f.value && ((!n.value && withheld) || (!d.value && withheld))) {
        f.reason = status::suppressed;
      }
      return f;
    }
    const bool breaks = f.breaks;
    f = quotient(n, d, i);
    f.breaks = breaks;
    return f;
  }

  figure quotient(const figure& n, const figure& d, indicator_index i) const {
    figure f;
    if (d.value->sign() == 0) {
      f.reason = status::out_of_domain;
      return f;
    }
    const ratio times = indicators_.parts(i)->factor;
    const fraction factor(times.numerator, times.denominator);
    f.value = *n.value / *d.value * factor;
    f.marks = n.marks;
    f.marks.insert(d.marks.begin(), d.marks.end());
    f.known = bounds::point(*f.value);
    if (n.known.exact() && d.known.exact()) {
      const interval& limits = indicators_[i].limits;
      const long double x = f.value->number();
      if (x < limits.lower || x > limits.upper) {
        f.value.reset();
        f.reason = status::out_of_domain;
      }
      return f;
    }
    f.known = clipped_if_possible(quotient(n.known, d.known, factor), *f.value, i);
    return f;
  }

  /// Denominators of the random panels are counts; one that can be zero leaves nothing known.
  static bounds quotient(const bounds& n, const bounds& d, const fraction& factor) {
    if (!d.surely_positive()) return {};
    const auto end = [&](const std::optional<fraction>& x, bool x_open, bool far) {
      // `far`: divided by the small end of the denominator.
      std::pair<std::optional<fraction>, bool> out;
      if (!x) return out;
      const std::optional<fraction>& by = far ? d.lower : d.upper;
      const bool by_open = far ? d.lower_open : d.upper_open;
      if (x->sign() == 0 || !by) {
        out = {fraction(), x_open || x->sign() != 0};
      } else if (by->sign() == 0) {
        out = {std::nullopt, true};
      } else {
        out = {*x / *by * factor, x_open || by_open};
      }
      return out;
    };
    bounds k;
    std::tie(k.lower, k.lower_open) = end(n.lower, n.lower_open, n.lower && n.lower->sign() < 0);
    std::tie(k.upper, k.upper_open) = end(n.upper, n.upper_open, n.upper && n.upper->sign() > 0);
    return k;
  }

  struct share {
    std::size_t counted = 0;
    std::size_t members = 0;
    long double of = 0;
  };

  bool takes_part(area_index town, indicator_index i, period p) const {
    switch (indicators_[i].over_areas) {
      case area_aggregation::ratio_of_sums:
        return stated(town, indicators_.parts(i)->numerator, p).value &&
               stated(town, indicators_.parts(i)->denominator, p).value &&
               (own(town, i, p).value ||
                stated(town, indicators_.parts(i)->denominator, p).value->sign() == 0);
      case area_aggregation::weighted_mean:
        return own(town, i, p).value && stated(town, *indicators_.weight(i), p).value;
      case area_aggregation::sum:
        return own(town, i, p).value.has_value();
      case area_aggregation::none:
        break;
    }
    return false;
  }

  town_list taking_part(area_index a, indicator_index i, period p) const {
    town_list list;
    for (const area_index t : towns_of(a)) {
      if (takes_part(t, i, p)) list.push_back(t);
    }
    return list;
  }

  /// Of a change, the towns of all its periods count.
  share share_of(const town_list& taking, area_index a, indicator_index i, period p,
                 const std::vector<period>& before = {}) const {
    town_list all = towns_of(a);
    std::erase_if(all, [&](area_index t) {
      return !is_there(t, p) &&
             std::ranges::none_of(before, [&](const period& q) { return is_there(t, q); });
    });
    share s{taking.size(), all.size(),
            static_cast<long double>(taking.size()) / static_cast<long double>(all.size())};
    std::optional<indicator_index> by = indicators_.weight(i);
    if (indicators_[i].over_areas == area_aggregation::ratio_of_sums) {
      by = indicators_.parts(i)->denominator;
    }
    if (!by) return s;
    fraction whole;
    for (const area_index t : all) {
      const figure w = stated(t, *by, p);
      if (!w.value) return s;
      whole = whole + *w.value;
    }
    if (whole.sign() <= 0) return s;
    fraction part;
    for (const area_index t : taking) part = part + *stated(t, *by, p).value;
    s.of = (part / whole).number();
    return s;
  }

  bool reaches_minimum(const share& s, indicator_index i) const {
    return s.counted == s.members || s.of >= static_cast<long double>(min_coverage(i)) - 1e-12L;
  }

  static figure sum_of(const std::vector<figure>& list) {
    figure f;
    f.value = fraction();
    f.known = bounds::point({});
    for (const figure& x : list) {
      f.value = *f.value + *x.value;
      f.marks.insert(x.marks.begin(), x.marks.end());
      add(f.known.lower, f.known.lower_open, x.known.lower, x.known.lower_open);
      add(f.known.upper, f.known.upper_open, x.known.upper, x.known.upper_open);
    }
    return f;
  }

  static void add(std::optional<fraction>& sum, bool& open, const std::optional<fraction>& x,
                  bool x_open) {
    if (sum && x) {
      sum = *sum + *x;
    } else {
      sum.reset();
    }
    open = open || x_open || !sum;
  }

  struct weighted {
    std::optional<fraction> x;  ///< one end of what is known of the figure
    bool open = false;
    bounds weight;
  };

  /// The least mean there can be, by Dinkelbach's iteration; each weight anywhere in its bounds.
  static std::pair<std::optional<fraction>, bool> least_mean(std::vector<weighted> list) {
    std::erase_if(list,
                  [](const weighted& w) { return w.weight.upper && w.weight.upper->sign() == 0; });
    std::optional<fraction> limit;  // where a weight without bound leads
    std::optional<fraction> mean;   // one that is too large, to start from
    for (weighted& w : list) {
      if (!w.x) return {std::nullopt, true};
      if (!mean || *w.x > *mean) mean = w.x;
      if (w.weight.upper) continue;
      if (!limit || *w.x < *limit) limit = w.x;
      w.weight.upper = w.weight.lower;
      w.weight.upper_open = w.weight.lower_open;
    }
    if (!mean) return {std::nullopt, true};
    for (;;) {
      fraction top;
      fraction all;
      for (const weighted& w : list) {
        const fraction& by = *w.x < *mean ? *w.weight.upper : *w.weight.lower;
        top = top + *w.x * by;
        all = all + by;
      }
      if (all.sign() == 0 || top / all >= *mean) break;
      mean = top / all;
    }
    if (limit && *limit < *mean) return {limit, true};
    bool open = false;
    for (const weighted& w : list) {
      const bool counts = *w.x <= *mean || w.weight.lower->sign() > 0;
      const bool end_open = *w.x < *mean ? w.weight.upper_open : w.weight.lower_open;
      open = open || (w.open && counts) || (end_open && !(*w.x == *mean));
    }
    return {mean, open};
  }

  figure weighted_mean(const town_list& taking, indicator_index i, period p) const {
    figure f;
    fraction top;
    fraction all;
    bool exact = true;
    std::vector<weighted> low;
    std::vector<weighted> high;
    for (const area_index t : taking) {
      const figure x = own(t, i, p);
      const figure w = stated(t, *indicators_.weight(i), p);
      top = top + *x.value * *w.value;
      all = all + *w.value;
      exact = exact && x.known.exact() && w.known.exact();
      f.marks.insert(x.marks.begin(), x.marks.end());
      f.marks.insert(w.marks.begin(), w.marks.end());
      low.push_back({x.known.lower, x.known.lower_open, w.known});
      high.push_back({x.known.upper, x.known.upper_open, w.known});
      if (x.known.upper) high.back().x = fraction() - *x.known.upper;
    }
    if (all.sign() <= 0) {
      f.reason = status::out_of_domain;
      return f;
    }
    f.value = top / all;
    f.known = bounds::point(*f.value);
    if (exact) return f;
    std::tie(f.known.lower, f.known.lower_open) = least_mean(low);
    std::tie(f.known.upper, f.known.upper_open) = least_mean(high);
    if (f.known.upper) f.known.upper = fraction() - *f.known.upper;
    f.known = clipped_if_possible(f.known, *f.value, i);
    return f;
  }

  /// The figure that these towns make together.
  figure aggregate(const town_list& taking, indicator_index i, period p) const {
    figure f;
    const auto column = [&](indicator_index of) {
      std::vector<figure> list;
      for (const area_index t : taking) {
        list.push_back(of == i ? own(t, of, p) : stated(t, of, p));
      }
      return sum_of(list);
    };
    switch (indicators_[i].over_areas) {
      case area_aggregation::ratio_of_sums: {
        const indicator_parts& parts = *indicators_.parts(i);
        f = quotient(column(parts.numerator), column(parts.denominator), i);
        break;
      }
      case area_aggregation::weighted_mean:
        f = weighted_mean(taking, i, p);
        break;
      case area_aggregation::sum:
      case area_aggregation::none:
        f = column(i);
        break;
    }
    f.from_towns = true;
    return f;
  }

  static figure without(status why, bool from_towns) {
    figure f;
    f.reason = why;
    f.from_towns = from_towns;
    return f;
  }

  figure rolled_up(area_index a, indicator_index i, period p) const {
    const figure mine = own(a, i, p);
    const town_list taking = taking_part(a, i, p);
    if (taking.empty()) {
      if (mine.value || mine.reason != status::not_reported) return mine;
      bool any = false;
      bool withheld = false;  // of a figure that is not made from the towns' they do not speak
      const bool is_made = indicators_[i].over_areas != area_aggregation::none;
      for (const area_index t : towns_of(a)) {
        const figure f = own(t, i, p);
        any = any || f.value;
        withheld = withheld || (is_made && !f.value && f.reason == status::suppressed);
      }
      const indicator_kind kind = indicators_[i].kind;
      const bool is_quotient = kind == indicator_kind::rate || kind == indicator_kind::mean ||
                               kind == indicator_kind::index;
      if (any) return without(is_quotient ? status::no_weight : status::out_of_domain, true);
      if (withheld) return without(status::suppressed, true);
      const auto& all = towns_of(a);
      const bool any_town =
          std::any_of(all.begin(), all.end(), [&](area_index t) { return is_there(t, p); });
      return without(any_town ? status::not_reported : status::no_such_area, true);
    }
    const share s = share_of(taking, a, i, p);
    if (!reaches_minimum(s, i)) return without(status::coverage_low, true);
    figure f = aggregate(taking, i, p);
    if (s.counted < s.members) f.marks.insert(status::partial);
    return f;
  }

  static slow_cell shown(const figure& f) {
    slow_cell c;
    if (!f.value) {
      c.why = f.reason;
      return c;
    }
    c.why = shown_status(f.marks);
    c.value = f.value->number();
    c.known = f.known;
    c.size = std::fabs(c.value);
    return c;
  }

  static slow_cell none(status why) {
    slow_cell c;
    c.why = why;
    return c;
  }

  bool breaks_between(area_index a, indicator_index i, period p, int lag) const {
    for (int back = 0; back < lag; ++back) {
      if (own(a, i, p.shifted(-back)).breaks) return true;
    }
    return false;
  }

  slow_cell change(area_index a, indicator_index i, period p, int lag, bool in_points,
                   bool refused) const {
    const period before = p.shifted(-lag);
    figure current = figure_of(a, i, p);
    figure base = figure_of(a, i, before);
    if (!current.value) return none(current.reason);
    if (!base.value) {
      if (base.reason == status::no_such_area) return none(status::not_comparable);
      return none(base.reason == status::coverage_low ? status::coverage_low
                                                      : status::base_not_reported);
    }
    if (refused || current.from_towns != base.from_towns) return none(status::not_comparable);
    if (!current.from_towns) {
      if (breaks_between(a, i, p, lag)) return none(status::not_comparable);
    } else {
      town_list both;
      for (const area_index t : taking_part(a, i, p)) {
        if (takes_part(t, i, before)) both.push_back(t);
      }
      const share s = share_of(both, a, i, p, {before});
      if (both.empty() || !reaches_minimum(s, i)) return none(status::coverage_low);
      for (const area_index t : both) {
        if (breaks_between(t, i, p, lag)) return none(status::not_comparable);
      }
      current = aggregate(both, i, p);
      base = aggregate(both, i, before);
      if (!current.value) return none(current.reason);
      if (!base.value) return none(status::base_not_reported);
      if (s.counted < s.members) current.marks.insert(status::partial);
    }
    figure f = in_points
                   ? difference(current, base)
                   : percent_change(current, base, fraction::written(indicators_[i].min_base));
    f.marks.insert(current.marks.begin(), current.marks.end());
    f.marks.insert(base.marks.begin(), base.marks.end());
    slow_cell c = shown(f);
    if (!f.value) return c;
    const long double x = std::fabs(current.value->number());
    const long double b = std::fabs(base.value->number());
    c.size = in_points ? std::max(x, b) : 100 * std::max(x, b) / b;
    return c;
  }

  static figure difference(const figure& x, const figure& b) {
    figure f;
    f.value = *x.value - *b.value;
    if (x.known.lower && b.known.upper) f.known.lower = *x.known.lower - *b.known.upper;
    if (x.known.upper && b.known.lower) f.known.upper = *x.known.upper - *b.known.lower;
    f.known.lower_open = !f.known.lower || x.known.lower_open || b.known.upper_open;
    f.known.upper_open = !f.known.upper || x.known.upper_open || b.known.lower_open;
    return f;
  }

  static fraction rate(const fraction& x, const fraction& b) { return (x - b) / b * fraction(100); }

  /// The table of methods.md 1.3; on bounds only what holds for every figure within them.
  static figure percent_change(const figure& x, const figure& b, const fraction& min_base) {
    if (!x.known.exact() || !b.known.exact()) return bounded_change(x, b, min_base);
    const int now = x.value->sign();
    const int then = b.value->sign();
    figure f;
    if (then == 0) return without(now == 0 ? status::both_zero : status::base_zero, false);
    if (then > 0 && now < 0) return without(status::turned_negative, false);
    if (then < 0 && now >= 0) return without(status::turned_positive, false);
    if (then < 0 && *x.value > *b.value) return without(status::loss_narrowed, false);
    if (then < 0 && *x.value < *b.value) return without(status::loss_widened, false);
    f.value = rate(*x.value, *b.value);
    f.known = bounds::point(*f.value);
    if (then > 0 && *b.value < min_base) f.marks.insert(status::small_base);
    return f;
  }

  static figure bounded_change(const figure& x, const figure& b, const fraction& min_base) {
    const bounds& xk = x.known;
    const bounds& bk = b.known;
    const auto above = [](const bounds& p, const bounds& q) {
      return p.lower && q.upper &&
             (*p.lower > *q.upper || (*p.lower == *q.upper && (p.lower_open || q.upper_open)));
    };
    if (bk.surely_negative()) {
      if (xk.never_negative()) return without(status::turned_positive, false);
      if (above(bk, xk)) return without(status::loss_widened, false);
      if (xk.surely_negative() && above(xk, bk)) return without(status::loss_narrowed, false);
      return without(status::undetermined, false);
    }
    if (bk.exact() && bk.lower->sign() == 0) {
      const bool differs = xk.surely_positive() || xk.surely_negative();
      return without(differs ? status::base_zero : status::undetermined, false);
    }
    if (!bk.surely_positive()) return without(status::undetermined, false);
    if (xk.surely_negative()) return without(status::turned_negative, false);
    // A printed number that is itself no base leaves no number to show.
    if (!xk.never_negative() || b.value->sign() <= 0) return without(status::undetermined, false);
    figure f;
    f.value = rate(*x.value, *b.value);
    f.known.lower = bk.upper && xk.lower ? rate(*xk.lower, *bk.upper) : fraction(-100);
    if (xk.upper && xk.upper->sign() == 0) {
      f.known.upper = fraction(-100);
    } else if (xk.upper && bk.lower->sign() > 0) {
      f.known.upper = rate(*xk.upper, *bk.lower);
    }
    if (*b.value < min_base) f.marks.insert(status::small_base);
    return f;
  }

  const target* target_of(area_index a, indicator_index i, period p) const {
    if (wanted_ == nullptr) return nullptr;
    const target* of_all = nullptr;
    for (const target& t : wanted_->list()) {
      if (t.indicator != i || t.deadline != p) continue;
      if (t.area && *t.area == a) return &t;
      if (!t.area && areas_.is_leaf(a)) of_all = &t;
    }
    return of_all;
  }

  slow_cell gap(measure m, area_index a, indicator_index i, period p) const {
    const figure x = figure_of(a, i, p);
    if (!x.value) return none(x.reason);
    const target* t = target_of(a, i, p);
    if (t == nullptr) return none(status::no_target);
    bounds goal;
    if (std::isfinite(t->wanted.lower)) goal.lower = fraction::written(t->wanted.lower);
    if (std::isfinite(t->wanted.upper)) goal.upper = fraction::written(t->wanted.upper);
    goal.lower_open = t->wanted.lower_open;
    goal.upper_open = t->wanted.upper_open;
    if (m == measure::verdict) return verdict(x, goal);

    std::optional<fraction> from;
    if (t->base) from = fraction::written(*t->base);
    figure f = m == measure::gap ? shortfall(x, goal) : completion(x, goal, from);
    f.marks = x.marks;
    slow_cell c = shown(f);
    if (!f.value) return c;
    for (const auto& number : {x.value, goal.lower, goal.upper, from}) {
      if (number) c.size = std::max(c.size, std::fabs(number->number()));
    }
    if (m == measure::completion) {
      const fraction width = goal.lower && goal.upper ? *goal.upper - *goal.lower
                             : from ? *from - (goal.lower ? *goal.lower : *goal.upper)
                                    : (goal.lower ? *goal.lower : *goal.upper);
      c.size = 100 * (width.sign() == 0 ? 1 : 1 + c.size / std::fabs(width.number()));
    }
    return c;
  }

  /// The gap in percent of the target's magnitude; what is left open over what may be left open.
  slow_cell gap_ratio(measure m, area_index a, indicator_index i, period p) const {
    const figure x = figure_of(a, i, p);
    if (!x.value) return none(x.reason);
    const target* t = target_of(a, i, p);
    if (t == nullptr) return none(status::no_target);
    const bool is_limit = std::isinf(t->wanted.lower);
    if (!is_limit && !std::isinf(t->wanted.upper)) return none(status::out_of_domain);
    const fraction goal = fraction::written(is_limit ? t->wanted.upper : t->wanted.lower);
    const fraction sign(is_limit ? -1 : 1);
    fraction from = sign * goal;
    fraction by = goal.sign() < 0 ? fraction() - goal : goal;
    fraction times(100);
    if (m == measure::unmet_ratio) {
      const double most = indicators_[i].limits.upper;
      if (is_limit || !std::isfinite(most)) return none(status::out_of_domain);
      from = fraction::written(most);
      by = from - goal;
      times = fraction(1);
    }
    if (by.sign() <= 0) return none(status::out_of_domain);
    const auto ratio = [&](const fraction& v) { return (from - sign * v) * times / by; };
    figure f;
    f.value = ratio(*x.value);
    f.marks = x.marks;
    std::optional<fraction> low;
    std::optional<fraction> high;
    if (x.known.lower) low = ratio(*x.known.lower);
    if (x.known.upper) high = ratio(*x.known.upper);
    f.known.lower = is_limit ? low : high;
    f.known.upper = is_limit ? high : low;
    slow_cell c = shown(f);
    for (const fraction& n : {*x.value, from}) {
      c.size = std::max(c.size, std::fabs((n * times / by).number()));
    }
    return c;
  }

  /// methods.md 2.2.
  static slow_cell verdict(const figure& x, const bounds& goal) {
    const bounds& k = x.known;
    const auto meets_lower = [&] {
      if (!goal.lower) return true;
      if (!k.lower) return false;
      return *k.lower > *goal.lower ||
             (*k.lower == *goal.lower && (!goal.lower_open || k.lower_open));
    };
    const auto meets_upper = [&] {
      if (!goal.upper) return true;
      if (!k.upper) return false;
      return *k.upper < *goal.upper ||
             (*k.upper == *goal.upper && (!goal.upper_open || k.upper_open));
    };
    const auto misses_lower = [&] {
      return goal.lower && k.upper &&
             (*k.upper < *goal.lower ||
              (*k.upper == *goal.lower && (goal.lower_open || k.upper_open)));
    };
    const auto misses_upper = [&] {
      return goal.upper && k.lower &&
             (*k.lower > *goal.upper ||
              (*k.lower == *goal.upper && (goal.upper_open || k.lower_open)));
    };
    slow_cell c;
    std::set<status> marks = x.marks;
    marks.erase(status::bounded);
    c.why = shown_status(marks);
    if (meets_lower() && meets_upper()) {
      c.value = 1;
    } else if (!misses_lower() && !misses_upper()) {
      c.why = status::undetermined;
    }
    c.known = bounds::point(fraction(static_cast<wide>(c.value)));
    return c;
  }

  static fraction max(const fraction& a, const fraction& b) { return a > b ? a : b; }

  static bool touches(const bounds& k, const bounds& goal) {
    return !(k.upper && *k.upper < *goal.lower) && !(k.lower && *k.lower > *goal.upper);
  }

  static figure shortfall(const figure& x, const bounds& goal) {
    figure f;
    const auto missing = [&](const fraction& v) {
      if (!goal.upper) return *goal.lower - v;
      if (!goal.lower) return v - *goal.upper;
      return max(max(*goal.lower - v, v - *goal.upper), {});
    };
    f.value = missing(*x.value);
    std::optional<fraction> a;
    std::optional<fraction> b;
    if (x.known.lower) a = missing(*x.known.lower);
    if (x.known.upper) b = missing(*x.known.upper);
    if (!goal.upper) {
      f.known = {b, a};
    } else if (!goal.lower) {
      f.known = {a, b};
    } else {
      if (a && b) f.known.upper = max(*a, *b);
      f.known.lower = touches(x.known, goal) ? fraction() : (!a ? *b : !b ? *a : *a < *b ? *a : *b);
    }
    return f;
  }

  static figure completion(const figure& x, const bounds& goal,
                           const std::optional<fraction>& from) {
    const fraction hundred(100);
    figure f;
    if (goal.lower && goal.upper) {
      const fraction width = *goal.upper > *goal.lower ? *goal.upper - *goal.lower
                             : goal.lower->sign() < 0  ? fraction() - *goal.lower
                                                       : *goal.lower;
      const auto done = [&](const fraction& v) {
        const fraction out = max(max(*goal.lower - v, v - *goal.upper), {});
        if (out.sign() == 0) return hundred;
        return width.sign() == 0 ? fraction() : max(fraction(1) - out / width, {}) * hundred;
      };
      f.value = done(*x.value);
      const fraction a = x.known.lower ? done(*x.known.lower) : fraction();
      const fraction b = x.known.upper ? done(*x.known.upper) : fraction();
      f.known.lower = a < b ? a : b;
      f.known.upper = touches(x.known, goal) ? hundred : max(a, b);
      return f;
    }
    const bool up = goal.lower.has_value();
    const fraction aim = up ? *goal.lower : *goal.upper;
    if (!up && aim.sign() == 0 && !from) {
      const auto done = [&](const fraction& v) { return v.sign() <= 0 ? hundred : fraction(); };
      f.value = done(*x.value);
      const bounds& k = x.known;
      if (k.upper && k.upper->sign() <= 0) {
        f.known = bounds::point(hundred);
      } else if (k.surely_positive()) {
        f.known = bounds::point({});
      } else {
        f.known = {fraction(), hundred};
      }
      return f;
    }
    const fraction way = !from ? aim : up ? aim - *from : *from - aim;
    if (way.sign() <= 0) return without(status::out_of_domain, false);
    const auto done = [&](const fraction& v) {
      if (from) return (v - *from) / (aim - *from) * hundred;
      return (up ? v / aim : fraction(2) - v / aim) * hundred;
    };
    f.value = done(*x.value);
    if (x.known.lower) (up ? f.known.lower : f.known.upper) = done(*x.known.lower);
    if (x.known.upper) (up ? f.known.upper : f.known.lower) = done(*x.known.upper);
    return f;
  }

  const catalog& indicators_;
  const area_tree& areas_;
  const targets* wanted_;
  std::optional<double> min_coverage_;
  std::map<key, figure> rows_;
  std::map<area_index, town_list> towns_;
};

}  // namespace zhibiao::test
