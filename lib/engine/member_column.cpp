#include "engine/member_column.hpp"

#include <zhibiao/kernels/aggregate.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::decimal_scale;

/// One end of a member's figure with all that its weight can be.
struct weighted_end {
  double x = 0;
  bool open = false;
  interval weight;
};

struct mean_end {
  double at = 0;
  bool open = false;
};

/// The least weighted mean of the figures. It is found where the smallest figures have their largest
/// weights and the others their smallest, so the split between the two is tried at every figure.
/// Weights are not negative; towards an unbounded one the mean tends to its figure.
mean_end least_mean(std::vector<weighted_end> members, decimal_scale value_scale,
                    decimal_scale weight_scale) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::erase_if(members, [](const weighted_end& m) { return m.weight.upper == 0; });
  std::ranges::sort(members, {}, &weighted_end::x);
  if (members.empty() || members.front().x == -infinity) return {-infinity, true};

  double top = 0;
  double all = 0;
  const auto add = [&](const weighted_end& m, double from, double to) {
    const double more = kernels::whole(to, weight_scale) - kernels::whole(from, weight_scale);
    top += kernels::whole(m.x, value_scale) * more;
    all += more;
  };
  const auto mean = [&] {
    return all > 0 ? kernels::weighted_mean(top, value_scale, all).value : infinity;
  };
  for (const weighted_end& m : members) add(m, 0, m.weight.lower);
  double least = mean();
  double limit = infinity;
  for (const weighted_end& m : members) {
    if (m.weight.upper == infinity) {
      limit = std::min(limit, m.x);
    } else {
      add(m, m.weight.lower, m.weight.upper);
      least = std::min(least, mean());
    }
  }
  if (limit < least) return {limit, true};
  mean_end end{least, false};
  for (const weighted_end& m : members) {
    const double weight = m.x > least ? m.weight.lower : m.weight.upper;
    // A figure that equals the mean may have any weight.
    const bool weight_open = m.x < least ? m.weight.upper_open : m.x > least && m.weight.lower_open;
    end.open = end.open || (m.open && weight > 0) || weight_open;
  }
  return end;
}

}  // namespace

member_column::member_column(const figures& f, row_range towns, std::size_t from,
                             const participation& taking_part, std::size_t at)
    : scale_(f.scale) {
  mark_cursor marks(f.marks_of(towns.first, towns.last));
  for (std::size_t r = towns.first; r < towns.last; ++r) {
    if (!taking_part.has(r, at)) continue;
    const marked_cell* m = marks.at(r * f.columns + from);
    known_.push_back(m != nullptr ? m->known : exactly(f.value(r, from)));
  }
}

interval member_column::sum() const {
  std::vector<double> lower;
  std::vector<double> upper;
  interval all{0, 0};
  for (const interval& k : known_) {
    lower.push_back(k.lower);
    upper.push_back(k.upper);
    all.lower_open = all.lower_open || k.lower_open;
    all.upper_open = all.upper_open || k.upper_open;
  }
  all.lower = sum_of(lower);
  all.upper = sum_of(upper);
  all.lower_open = all.lower_open || std::isinf(all.lower);
  all.upper_open = all.upper_open || std::isinf(all.upper);
  return all;
}

double member_column::sum_of(const std::vector<double>& ends) const {
  const auto infinite = std::ranges::find_if(ends, [](double x) { return std::isinf(x); });
  if (infinite != ends.end()) return *infinite;
  return kernels::unscaled(kernels::total_of(ends, scale_), scale_);
}

interval member_column::mean(const member_column& weights) const {
  std::vector<weighted_end> low(known_.size());
  std::vector<weighted_end> high(known_.size());
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const interval& w = weights.known_[i];
    if (w.lower < 0) return {};  // the weights may cancel
    low[i] = {known_[i].lower, known_[i].lower_open, w};
    high[i] = {-known_[i].upper, known_[i].upper_open, w};
  }
  const mean_end least = least_mean(std::move(low), scale_, weights.scale_);
  const mean_end most = least_mean(std::move(high), scale_, weights.scale_);
  return {least.at + 0.0, -most.at + 0.0, least.open, most.open};
}

}  // namespace zhibiao::inline ZB_ABI::engine
