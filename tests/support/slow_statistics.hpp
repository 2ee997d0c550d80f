#pragma once

#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include "support/slow_evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

/// The twin of statistics over areas: the towns' exact figures in a list, the formulas as they are printed.
namespace zhibiao::test {

/// A cell of the twin. Ends that are not there are infinite.
struct slow_statistic {
  status why = status::not_reported;
  long double value = 0;
  long double lower = 0;
  long double upper = 0;
  long double size = 0;  ///< what rounding is measured against
  std::size_t counted = 0;
};

class slow_statistics {
 public:
  explicit slow_statistics(const slow_evaluation& of) : of_(of) {}

  slow_statistic at(const statistic& s, area_index area, indicator_index i, period p) const {
    std::vector<area_index> towns = of_.towns_of(area);
    std::erase_if(towns, [&](area_index town) { return !of_.is_there(town, p); });
    std::vector<member> members;
    bool any_figure = false;
    bool any_withheld = false;
    for (const area_index town : towns) {
      const auto weight = of_.weight_of(town, i, p);
      const auto f = of_.figure_of(town, i, p);
      any_figure = any_figure || f.value;
      any_withheld = any_withheld || f.reason == status::suppressed;
      if (!f.value) continue;
      if (needs_weight(s.kind) && !(weight && weight->value)) continue;
      members.push_back({town, f, weight.value_or(slow_evaluation::figure())});
    }
    slow_statistic c;
    c.counted = members.size();
    if (s.kind == statistic_kind::count) {
      c.why = status::ok;
      c.value = c.lower = c.upper = static_cast<long double>(members.size());
      return c;
    }
    if (members.empty()) {
      c.why = any_figure      ? status::no_weight
              : any_withheld  ? status::suppressed
              : towns.empty() ? status::no_such_area
                              : status::not_reported;
      return c;
    }
    std::set<status> doubts;
    if (members.size() < towns.size()) {
      c.why = status::coverage_low;
      const auto n = static_cast<long double>(members.size());
      const long double least = static_cast<long double>(of_.min_coverage(i)) - 1e-12L;
      if (n / static_cast<long double>(towns.size()) < least) return c;
      doubts.insert(status::partial);
    }
    for (const member& m : members) {
      doubts.insert(m.f.marks.begin(), m.f.marks.end());
      if (needs_weight(s.kind) && m.weight.marks.count(status::estimated) != 0) {
        doubts.insert(status::estimated);
      }
    }
    draw(s, area, members, doubts, c);
    return c;
  }

 private:
  struct member {
    area_index town;
    slow_evaluation::figure f;
    slow_evaluation::figure weight;
  };
  /// A number with its weight, in long double: ends may be infinite.
  struct weighted {
    long double x;
    fraction weight;
  };
  using list = std::vector<long double>;

  static long double infinite() { return std::numeric_limits<long double>::infinity(); }

  void draw(const statistic& s, area_index area, const std::vector<member>& members,
            std::set<status> doubts, slow_statistic& c) const {
    const bool is_bounded = doubts.count(status::bounded) != 0;
    list x;
    for (const member& m : members) {
      x.push_back(m.f.value->number());
      c.size = std::max(c.size, std::fabs(x.back()));
    }
    if (!is_monotone(s.kind)) {
      c.why = domain(s.kind, members);
      if (is_bounded && c.why == status::ok) c.why = status::undetermined;
      if (c.why != status::ok) return;
      c.why = slow_evaluation::shown_status(doubts);
      c.value = c.lower = c.upper = spread(s.kind, area, members, x, c.size);
      if (std::ranges::all_of(members, [](const member& m) { return m.f.known.exact(); })) return;
      c.lower = 0;
      c.upper = s.kind == statistic_kind::gini ? 1 : infinite();
      return;
    }
    std::vector<weighted> own;
    std::vector<weighted> lower;
    std::vector<weighted> upper;
    bool exact = true;
    bool exact_weights = true;
    bool bounded_weights = false;
    for (const member& m : members) {
      const fraction w = needs_weight(s.kind) ? *m.weight.value : fraction(1);
      if (needs_weight(s.kind)) {
        exact_weights = exact_weights && m.weight.known.exact();
        bounded_weights = bounded_weights || m.weight.marks.count(status::bounded) != 0;
      }
      exact = exact && m.f.known.exact();
      own.push_back({m.f.value->number(), w});
      lower.push_back({m.f.known.lower ? m.f.known.lower->number() : -infinite(), w});
      upper.push_back({m.f.known.upper ? m.f.known.upper->number() : infinite(), w});
    }
    fraction all;
    for (const weighted& w : own) all = all + w.weight;
    c.why = status::undetermined;
    if (bounded_weights) return;
    c.why = status::out_of_domain;
    if (all.sign() == 0) return;
    c.why = slow_evaluation::shown_status(doubts);
    c.value = c.lower = c.upper = ordered(s, own);
    if (!exact_weights) {
      // Among the figures of all towns that may weigh something.
      for (std::size_t k = 0; k < members.size(); ++k) {
        if (members[k].weight.known.exact() && members[k].weight.value->sign() == 0) continue;
        c.lower = std::min(c.lower, lower[k].x);
        c.upper = std::max(c.upper, upper[k].x);
      }
      return;
    }
    if (exact) return;
    c.lower = ordered(s, lower);
    c.upper = ordered(s, upper);
  }

  /// Sums, means and order statistics.
  static long double ordered(const statistic& s, std::vector<weighted> all) {
    std::erase_if(all, [](const weighted& w) { return w.weight.sign() == 0; });
    std::ranges::sort(all, {}, &weighted::x);
    const auto n = static_cast<long double>(all.size());
    long double sum = 0;
    long double top = 0;
    fraction weights;
    for (const weighted& w : all) {
      sum += w.x;
      top += w.x * w.weight.number();
      weights = weights + w.weight;
    }
    const fraction p = needs_probability(s.kind) ? fraction(s.p) : fraction(1, 2);
    switch (s.kind) {
      case statistic_kind::sum:
        return sum;
      case statistic_kind::mean:
        return sum / n;
      case statistic_kind::minimum:
        return all.front().x;
      case statistic_kind::maximum:
        return all.back().x;
      case statistic_kind::weighted_mean:
        return top / weights.number();
      case statistic_kind::median:
        return quantile(all, p, 7);
      case statistic_kind::quantile:
        return quantile(all, p, static_cast<int>(s.type));
      default:
        return weighted_quantile(all, p * weights);
    }
  }

  static long double between(long double a, long double b, long double gamma) {
    return a == b || gamma == 0 ? a : gamma == 1 ? b : (1 - gamma) * a + gamma * b;
  }

  /// methods.md 3.3: h = n p + m, j its whole and g its broken part.
  static long double quantile(const std::vector<weighted>& sorted, const fraction& p, int type) {
    const fraction m[] = {0,           0,
                          0,           fraction(-1, 2),
                          0,           fraction(1, 2),
                          p,           fraction(1) - p,
                          (p + 1) / 3, p / 4 + fraction(3, 8)};
    const fraction h = fraction(static_cast<wide>(sorted.size())) * p + m[type];
    wide j = 0;
    while (fraction(j + 1) <= h) ++j;
    while (fraction(j) > h) --j;
    const fraction g = h - fraction(j);
    long double gamma = g.number();
    if (type == 1) gamma = g.sign() == 0 ? 0 : 1;
    if (type == 2) gamma = g.sign() == 0 ? 0.5L : 1;
    if (type == 3) gamma = g.sign() == 0 && j % 2 == 0 ? 0 : 1;
    const auto figure = [&](wide at) {
      const wide n = static_cast<wide>(sorted.size());
      return sorted[static_cast<std::size_t>(std::clamp<wide>(at, 1, n) - 1)].x;
    };
    return between(figure(j), figure(j + 1), gamma);
  }

  static long double weighted_quantile(const std::vector<weighted>& sorted, const fraction& at) {
    fraction reached;
    for (std::size_t k = 0; k < sorted.size(); ++k) {
      reached = reached + sorted[k].weight;
      if (reached < at) continue;
      const bool is_last = k + 1 == sorted.size();
      return reached == at && !is_last ? between(sorted[k].x, sorted[k + 1].x, 0.5L) : sorted[k].x;
    }
    return sorted.back().x;
  }

  /// Quotients of many denominators have no fraction that fits; nor do they add to zero by chance.
  static int sum_sign(const std::vector<member>& members) {
    long double about = 0;
    for (const member& m : members) about += m.f.value->number();
    try {
      fraction sum;
      for (const member& m : members) sum = sum + *m.f.value;
      return sum.sign();
    } catch (const std::overflow_error&) {
      return about > 0 ? 1 : -1;
    }
  }

  /// Where there is no such statistic, whatever the figures are within what is known.
  static status domain(statistic_kind kind, const std::vector<member>& members) {
    const bool is_bounded = std::ranges::any_of(
        members, [](const member& m) { return m.f.marks.count(status::bounded) != 0; });
    bool any_negative = false;
    bool all_zero = true;
    for (const member& m : members) {
      any_negative =
          any_negative || (is_bounded ? m.f.known.surely_negative() : m.f.value->sign() < 0);
      all_zero = all_zero && m.f.value->sign() == 0;
    }
    if (members.size() == 1) return status::out_of_domain;
    switch (kind) {
      case statistic_kind::coefficient_of_variation: {
        if (is_bounded) return status::ok;
        return sum_sign(members) > 0 ? status::ok : status::out_of_domain;
      }
      case statistic_kind::gini:
      case statistic_kind::theil:
      case statistic_kind::theil_between:
      case statistic_kind::theil_within:
        return any_negative || (!is_bounded && all_zero) ? status::out_of_domain : status::ok;
      default:
        return status::ok;
    }
  }

  static long double mean_of(const list& x) {
    long double sum = 0;
    for (const long double v : x) sum += v;
    return sum / static_cast<long double>(x.size());
  }

  static long double theil(const list& x) {
    const long double m = mean_of(x);
    long double sum = 0;
    for (const long double v : x) sum += v == 0 ? 0 : v / m * std::log(v / m);
    return sum / static_cast<long double>(x.size());
  }

  long double spread(statistic_kind kind, area_index area, const std::vector<member>& members,
                     list x, long double& size) const {
    const auto n = static_cast<long double>(x.size());
    const long double m = mean_of(x);
    long double squares = 0;
    for (const long double v : x) squares += (v - m) * (v - m);
    const long double deviation = std::sqrt(squares / (n - 1));
    const long double largest = size;
    size = 1;
    switch (kind) {
      case statistic_kind::variance:
        size = largest * largest;
        return squares / (n - 1);
      case statistic_kind::standard_deviation:
        size = largest;
        return deviation;
      case statistic_kind::coefficient_of_variation:
        size = largest / m * (1 + deviation / m);
        return deviation / m;
      case statistic_kind::gini: {
        std::ranges::sort(x);
        long double top = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
          top += (2 * static_cast<long double>(i + 1) - n - 1) * x[i];
        }
        return top / (n * n * m);
      }
      case statistic_kind::theil:
        return theil(x);
      default:
        break;
    }
    // By the areas right below: the towns each of them has.
    std::map<area_index, list> groups;
    for (std::size_t k = 0; k < members.size(); ++k) {
      area_index below = members[k].town;
      while (*of_.areas().parent(below) != area) below = *of_.areas().parent(below);
      groups[below].push_back(x[k]);
    }
    long double within = 0;
    long double parts = 0;
    for (const auto& [below, figures] : groups) {
      const long double mean = mean_of(figures);
      if (mean == 0) continue;
      const long double share = mean * static_cast<long double>(figures.size()) / (m * n);
      within += share * theil(figures);
      parts += share * std::log(mean / m);
    }
    return kind == statistic_kind::theil_within ? within : parts;
  }

  const slow_evaluation& of_;
};

}  // namespace zhibiao::test
