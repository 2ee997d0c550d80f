#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/peers.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include "support/slow_evaluate.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

/// The twin of ranks and shares: every pair of peers is compared by exact fractions.
namespace zhibiao::test {

class slow_peers {
 public:
  slow_peers(const slow_evaluation& of, peer_choice peers) : of_(of), choice_(std::move(peers)) {}

  slow_cell at(measure m, area_index area, indicator_index i, period p) {
    const figure own = figure_of(area, i, p);
    slow_cell c;
    c.why = own.reason;
    if (!own.value) return c;
    c.why = status::out_of_domain;
    const std::vector<area_index> peers = peers_of(area);
    if (peers.empty()) return c;
    return m == measure::rank ? rank(area, peers, i, p) : share(area, peers, i, p);
  }

  /// How many peers there are, and how many of them have a figure.
  std::size_t members(area_index area, indicator_index i, period p) {
    std::vector<area_index> peers = peers_of(area);
    std::erase_if(peers, [&](area_index a) {
      return figure_of(a, i, p).reason == status::no_such_area && !figure_of(a, i, p).value;
    });
    return peers.size();
  }
  std::size_t counted(area_index area, indicator_index i, period p) {
    const std::vector<area_index> peers = peers_of(area);
    return static_cast<std::size_t>(std::ranges::count_if(
        peers, [&](area_index a) { return figure_of(a, i, p).value.has_value(); }));
  }

 private:
  using figure = slow_evaluation::figure;

  const figure& figure_of(area_index a, indicator_index i, period p) {
    const auto key = std::make_tuple(a, i, p.frequency(), p.form(), p.ordinal());
    const auto found = figures_.find(key);
    if (found != figures_.end()) return found->second;
    return figures_.emplace(key, of_.figure_of(a, i, p)).first->second;
  }

  /// The area of the level that an area lies in; none where there is no such area.
  std::optional<area_index> around(area_index a) const {
    for (auto up = of_.areas().parent(a); up; up = of_.areas().parent(*up)) {
      if (of_.areas()[*up].level == choice_.within) return up;
    }
    return std::nullopt;
  }

  std::vector<area_index> peers_of(area_index area) const {
    std::vector<area_index> peers;
    const auto inside = around(area);
    if (!choice_.within.empty() && !inside) return peers;
    for (const area_index a : of_.areas().top_down()) {
      const bool is_peer = of_.areas()[a].level == of_.areas()[area].level &&
                           (choice_.within.empty() || around(a) == inside);
      if (is_peer) peers.push_back(a);
    }
    return peers;
  }

  // Ranks. All bounds are turned so that more is better.

  static bounds turned(const bounds& k) {
    bounds t;
    if (k.upper) t.lower = fraction() - *k.upper;
    if (k.lower) t.upper = fraction() - *k.lower;
    t.lower_open = k.upper_open;
    t.upper_open = k.lower_open;
    return t;
  }

  // x > y for some, or all, figures within what is known; the same for x >= y.
  static bool can_exceed(const bounds& x, const bounds& y) {
    return !x.upper || !y.lower || *x.upper > *y.lower;
  }
  static bool must_reach(const bounds& x, const bounds& y) { return !can_exceed(y, x); }
  static bool must_exceed(const bounds& x, const bounds& y) {
    if (!x.lower || !y.upper) return false;
    return *x.lower > *y.upper || (*x.lower == *y.upper && (x.lower_open || y.upper_open));
  }
  static bool can_reach(const bounds& x, const bounds& y) { return !must_exceed(y, x); }

  struct span_of_ranks {
    fraction best;
    fraction worst;
    bool is_certain() const { return best == worst; }
  };

  static span_of_ranks ranks_of(std::size_t own, const std::vector<bounds>& all,
                                kernels::tie_rule ties) {
    using kernels::tie_rule;
    if (ties == tie_rule::dense) return dense_ranks_of(own, all);
    int surely_better = 0;
    int perhaps_better = 0;
    int surely_reach = 0;
    int perhaps_reach = 0;
    int surely_first = 0;
    int perhaps_first = 0;
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (j == own) continue;
      surely_better += must_exceed(all[j], all[own]) ? 1 : 0;
      perhaps_better += can_exceed(all[j], all[own]) ? 1 : 0;
      surely_reach += must_reach(all[j], all[own]) ? 1 : 0;
      perhaps_reach += can_reach(all[j], all[own]) ? 1 : 0;
      const bool earlier = j < own;
      const bool surely = earlier ? must_reach(all[j], all[own]) : must_exceed(all[j], all[own]);
      const bool perhaps = earlier ? can_reach(all[j], all[own]) : can_exceed(all[j], all[own]);
      surely_first += surely ? 1 : 0;
      perhaps_first += perhaps ? 1 : 0;
    }
    switch (ties) {
      case tie_rule::modified:
        return {1 + surely_reach, 1 + perhaps_reach};
      case tie_rule::ordinal:
        return {1 + surely_first, 1 + perhaps_first};
      case tie_rule::fractional:
        return {fraction(2 + surely_better + surely_reach, 2),
                fraction(2 + perhaps_better + perhaps_reach, 2)};
      default:
        return {1 + surely_better, 1 + perhaps_better};
    }
  }

  /// How many different figures can be better: at least as many as there are intervals of the surely better
  /// ones without a common point, at most all that are not the same exact number.
  static span_of_ranks dense_ranks_of(std::size_t own, const std::vector<bounds>& all) {
    std::vector<bounds> better;
    std::vector<fraction> numbers;
    int most = 0;
    for (std::size_t j = 0; j < all.size(); ++j) {
      if (j == own) continue;
      if (must_exceed(all[j], all[own])) better.push_back(all[j]);
      if (!can_exceed(all[j], all[own])) continue;
      if (!all[j].exact()) {
        ++most;
      } else if (std::ranges::find(numbers, *all[j].lower) == numbers.end()) {
        numbers.push_back(*all[j].lower);
        ++most;
      }
    }
    int least = 0;
    while (!better.empty()) {
      // The one that ends first must be hit; all that it touches before its end go with it.
      const bounds first = *std::ranges::min_element(better, [](const bounds& a, const bounds& b) {
        if (!a.upper || !b.upper) return a.upper.has_value();
        return *a.upper < *b.upper || (*a.upper == *b.upper && a.upper_open && !b.upper_open);
      });
      std::erase_if(better, [&](const bounds& b) { return !must_exceed(b, first); });
      ++least;
    }
    return {1 + least, 1 + most};
  }

  slow_cell rank(area_index area, const std::vector<area_index>& peers, indicator_index i,
                 period p) {
    slow_cell c;
    const direction d = of_.indicators()[i].direction;
    c.why = status::out_of_domain;
    if (d == direction::range) return c;
    std::vector<bounds> known;
    std::vector<bounds> as_printed;
    std::size_t own = 0;
    for (const area_index a : peers) {
      const figure& f = figure_of(a, i, p);
      if (!f.value) continue;
      if (a == area) own = known.size();
      const bounds point = bounds::point(*f.value);
      const bounds printed = f.marks.count(status::bounded) != 0 ? f.known : point;
      known.push_back(d == direction::down ? turned(f.known) : f.known);
      as_printed.push_back(d == direction::down ? turned(printed) : printed);
    }
    const span_of_ranks rank = ranks_of(own, as_printed, choice_.ties);
    c.why = status::undetermined;
    if (!rank.is_certain()) return c;
    std::set<status> doubts = figure_of(area, i, p).marks;
    doubts.erase(status::bounded);
    c.why = slow_evaluation::shown_status(doubts);
    c.value = rank.best.number();
    const span_of_ranks possible = ranks_of(own, known, choice_.ties);
    c.known.lower = possible.best;
    c.known.upper = possible.worst;
    return c;
  }

  slow_cell share(area_index area, const std::vector<area_index>& peers, indicator_index i,
                  period p) {
    slow_cell c;
    c.why = status::out_of_domain;
    if (of_.indicators()[i].over_areas != area_aggregation::sum) return c;
    fraction total;
    fraction least;
    fraction most;
    std::size_t counted = 0;
    bool negative = false;
    bool perhaps_negative = false;
    bool exact = true;
    bool bounded = false;
    std::set<status> doubts;
    for (const area_index a : peers) {
      const figure& f = figure_of(a, i, p);
      if (!f.value) continue;
      ++counted;
      total = total + *f.value;
      doubts.insert(f.marks.begin(), f.marks.end());
      negative = negative || f.known.surely_negative();
      perhaps_negative = perhaps_negative || !f.known.never_negative();
      exact = exact && f.known.exact();
      bounded = bounded || (f.marks.count(status::bounded) != 0 && !f.known.exact());
      if (f.known.lower) least = least + *f.known.lower;
      if (f.known.upper) most = most + *f.known.upper;
    }
    if (counted < members(area, i, p)) {
      const long double part =
          static_cast<long double>(counted) / static_cast<long double>(members(area, i, p));
      c.why = status::coverage_low;
      if (part < static_cast<long double>(of_.min_coverage(i)) - 1e-12L) return c;
      doubts.insert(status::partial);
    }
    c.why = status::out_of_domain;
    if (negative || (exact && total.sign() == 0)) return c;
    c.why = status::undetermined;
    if (bounded || perhaps_negative || total.sign() == 0) return c;
    doubts.erase(status::bounded);
    c.why = slow_evaluation::shown_status(doubts);
    const figure& own = figure_of(area, i, p);
    const auto part = [](const fraction& x, const fraction& others) {
      return x.sign() == 0 ? fraction() : fraction(100) * x / (x + others);
    };
    c.value = part(*own.value, total - *own.value).number();
    c.known.lower = part(*own.known.lower, most - *own.known.upper);
    c.known.upper = part(*own.known.upper, least - *own.known.lower);
    c.size = 100;
    return c;
  }

  const slow_evaluation& of_;
  peer_choice choice_;
  std::map<std::tuple<area_index, indicator_index, frequency, form, std::int32_t>, figure> figures_;
};

}  // namespace zhibiao::test

namespace zhibiao {

inline void showValue(const peer_choice& p, std::ostream& out) {
  out << "{.within = " << p.within << ", .ties = " << name(p.ties) << "}";
}

}  // namespace zhibiao
