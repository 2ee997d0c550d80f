#include "engine/ranks_of_intervals.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::tie_rule;

/// An end of an interval among others; the better, the larger. Ends that are open lie beside their number,
/// and where equal figures come in the order of their rows the earlier lies above: so a figure is certainly
/// better than another where its worst end lies above the other's best.
struct end {
  double at = 0;
  int beside = 0;
  std::ptrdiff_t row = 0;

  friend auto operator<=>(const end&, const end&) = default;
};

/// When one figure is in front of another.
enum class front { better, better_or_equal, better_or_earlier };

/// How many others are certainly in front of each figure, and how many it is certainly in front of.
struct certain_pairs {
  std::vector<std::size_t> in_front;
  std::vector<std::size_t> behind;
};

class interval_ranks {
 public:
  interval_ranks(std::span<const interval> known, kernels::rank_order order) {
    for (const interval& k : known) {
      const bool up = order == kernels::rank_order::largest_first;
      known_.push_back(up ? k : interval{-k.upper, -k.lower, k.upper_open, k.lower_open});
    }
  }

  // A figure is either in front of another or not. That it is not is certain where the other is in front of
  // it in the opposite sense.
  std::vector<interval> standard() const {
    return one_more_than(pairs(front::better), pairs(front::better_or_equal));
  }
  std::vector<interval> modified() const {
    return one_more_than(pairs(front::better_or_equal), pairs(front::better));
  }
  std::vector<interval> ordinal() const {
    const certain_pairs in_order = pairs(front::better_or_earlier);
    return one_more_than(in_order, in_order);
  }

  /// The mean of the first and the last place of equal figures, which are best and worst together.
  std::vector<interval> fractional() const {
    std::vector<interval> ranks = standard();
    const std::vector<interval> last = modified();
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      ranks[i] = {(ranks[i].lower + last[i].lower) / 2, (ranks[i].upper + last[i].upper) / 2};
    }
    return ranks;
  }

  /// Better figures can be as few as points that hit the intervals of all that are certainly better, and as
  /// many as can be better: all that are not the same number.
  std::vector<interval> dense() const {
    std::vector<double> numbers;
    std::vector<double> best_of_inexact;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (is_exact(known_[i])) {
        numbers.push_back(known_[i].upper);
      } else {
        best_of_inexact.push_back(known_[i].upper);
      }
    }
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    std::ranges::sort(best_of_inexact);
    const std::vector<end> points = hitting_points();
    std::vector<interval> ranks;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      const auto above = [](const auto& list, const auto& x) {
        return static_cast<double>(list.end() - std::ranges::upper_bound(list, x));
      };
      const double itself = is_exact(known_[i]) ? 0 : 1;
      ranks.push_back(
          {1 + above(points, best(i, front::better)),
           1 + above(numbers, known_[i].lower) + above(best_of_inexact, known_[i].lower) - itself});
    }
    return ranks;
  }

 private:
  end worst(std::size_t i, front f) const {
    return end_of(i, known_[i].lower, known_[i].lower_open ? 1 : 0, f);
  }
  end best(std::size_t i, front f) const {
    return end_of(i, known_[i].upper, known_[i].upper_open ? -1 : 0, f);
  }
  static end end_of(std::size_t i, double at, int beside, front f) {
    if (f == front::better_or_equal) return {at};
    return {at, beside, f == front::better_or_earlier ? -static_cast<std::ptrdiff_t>(i) : 0};
  }

  /// The fewest points that hit every interval, ascending: the worst end of the best, of the best of those
  /// it does not hit, and so on.
  std::vector<end> hitting_points() const {
    struct ends {
      end worst;
      end best;
    };
    std::vector<ends> all;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      all.push_back({worst(i, front::better), best(i, front::better)});
    }
    std::ranges::sort(all, std::ranges::greater(), &ends::worst);
    std::vector<end> points;
    for (const ends& e : all) {
      if (points.empty() || e.best < points.back()) points.push_back(e.worst);
    }
    std::ranges::reverse(points);
    return points;
  }

  certain_pairs pairs(front f) const {
    const std::size_t n = known_.size();
    std::vector<end> worst_ends(n);
    std::vector<end> best_ends(n);
    for (std::size_t i = 0; i < n; ++i) {
      worst_ends[i] = worst(i, f);
      best_ends[i] = best(i, f);
    }
    std::ranges::sort(worst_ends);
    std::ranges::sort(best_ends);
    const bool or_equal = f == front::better_or_equal;
    certain_pairs p{std::vector<std::size_t>(n), std::vector<std::size_t>(n)};
    for (std::size_t i = 0; i < n; ++i) {
      const end own_worst = worst(i, f);
      const end own_best = best(i, f);
      const auto above = or_equal ? std::ranges::lower_bound(worst_ends, own_best)
                                  : std::ranges::upper_bound(worst_ends, own_best);
      const auto below = or_equal ? std::ranges::upper_bound(best_ends, own_worst)
                                  : std::ranges::lower_bound(best_ends, own_worst);
      const std::size_t itself = or_equal && own_worst == own_best ? 1 : 0;
      p.in_front[i] = static_cast<std::size_t>(worst_ends.end() - above) - itself;
      p.behind[i] = static_cast<std::size_t>(below - best_ends.begin()) - itself;
    }
    return p;
  }

  std::vector<interval> one_more_than(const certain_pairs& those,
                                      const certain_pairs& opposite) const {
    std::vector<interval> ranks;
    for (std::size_t i = 0; i < known_.size(); ++i) {
      ranks.push_back({1 + static_cast<double>(those.in_front[i]),
                       static_cast<double>(known_.size() - opposite.behind[i])});
    }
    return ranks;
  }

  std::vector<interval> known_;
};

}  // namespace

std::vector<interval> ranks_of_intervals(std::span<const interval> known, kernels::rank_order order,
                                         kernels::tie_rule ties) {
  const interval_ranks ranks(known, order);
  switch (ties) {
    case tie_rule::standard:
      return ranks.standard();
    case tie_rule::dense:
      return ranks.dense();
    case tie_rule::modified:
      return ranks.modified();
    case tie_rule::ordinal:
      return ranks.ordinal();
    case tie_rule::fractional:
      return ranks.fractional();
  }
  return {};
}

}  // namespace zhibiao::inline ZB_ABI::engine
