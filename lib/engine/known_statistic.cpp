#include "engine/known_statistic.hpp"

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/inequality.hpp>
#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/quantile.hpp>
#include <zhibiao/value/status.hpp>

#include "engine/quantile_place.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The statistic of one cell, with other figures in place of the towns' own.
cell draw_again(const statistic& s, const town_column& of, std::vector<double> figures,
                const std::vector<double>& weights) {
  const kernels::decimal_scale scale = of.values.scale;
  const auto [p, type] = place_of(s);
  switch (s.kind) {
    case statistic_kind::sum:
      return kernels::sum(kernels::moments_of(figures, scale), scale);
    case statistic_kind::mean:
      return kernels::mean(kernels::moments_of(figures, scale), scale);
    case statistic_kind::minimum:
      return kernels::minimum(kernels::moments_of(figures, scale));
    case statistic_kind::maximum:
      return kernels::maximum(kernels::moments_of(figures, scale));
    case statistic_kind::median:
    case statistic_kind::quantile:
      return kernels::quantile(figures, p, type, scale);
    case statistic_kind::weighted_mean: {
      const kernels::decimal_scale weight_scale = of.weights->scale;
      return kernels::weighted_mean(
          kernels::weighted_total_of(figures, weights, scale, weight_scale), scale,
          kernels::total_of(weights, weight_scale));
    }
    case statistic_kind::weighted_median:
    case statistic_kind::weighted_quantile: {
      std::vector<kernels::weighted_figure> both;
      for (std::size_t i = 0; i < figures.size(); ++i) both.push_back({figures[i], weights[i]});
      return kernels::weighted_quantile(both, p, scale, of.weights->scale);
    }
    default:
      return {};
  }
}

/// The statistic of the lower or the upper ends. Where some are infinite it is finite only if it stays the
/// same wherever beyond all others they lie.
double end_of(const statistic& s, const town_column& of, const std::vector<double>& ends,
              const std::vector<double>& weights, int sign) {
  const double beyond = sign * infinity;
  const bool is_bounded = std::ranges::none_of(ends, [](double x) { return std::isinf(x); });
  const bool adds = s.kind == statistic_kind::sum || s.kind == statistic_kind::mean ||
                    s.kind == statistic_kind::weighted_mean;
  if (!is_bounded && adds) return beyond;
  double largest = 1;
  for (const double x : ends) {
    if (!std::isinf(x)) largest = std::max(largest, std::fabs(x));
  }
  const auto drawn = [&](double far) {
    std::vector<double> finite = ends;
    std::ranges::replace_if(
        finite, [](double x) { return std::isinf(x); }, sign * far);
    return draw_again(s, of, std::move(finite), weights);
  };
  const cell near = drawn(2 * largest);
  const bool stays = is_bounded || near.value == drawn(4 * largest).value;
  return has_number(near.why) && stays ? near.value : beyond;
}

/// What is known of a statistic that never falls while a figure rises: it lies between those of all
/// lower and of all upper ends.
interval between_ends(const statistic& s, const town_column& of, double value) {
  const figures* const weights = needs_weight(s.kind) ? of.weights : nullptr;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> weight;
  bool lower_open = false;
  bool upper_open = false;
  for (std::size_t row = of.towns.first; row < of.towns.last; ++row) {
    if (!of.values.has(row, of.column)) continue;
    if (weights != nullptr && !weights->has(row, of.column)) continue;
    const double w = weights != nullptr ? weights->value(row, of.column) : 1;
    if (w == 0) continue;  // whatever it is, it does not count
    const interval k = of.values.known(row, of.column);
    lower.push_back(k.lower);
    upper.push_back(k.upper);
    weight.push_back(w);
    lower_open = lower_open || k.lower_open;
    upper_open = upper_open || k.upper_open;
  }
  // An open end of one figure opens that of a sum; of an order statistic it may belong to another.
  const bool adds = s.kind == statistic_kind::sum || s.kind == statistic_kind::mean;
  interval known{end_of(s, of, lower, weight, -1), end_of(s, of, upper, weight, 1), false, false};
  known.lower = std::min(known.lower, value);
  known.upper = std::max(known.upper, value);
  known.lower_open = known.lower == -infinity || (adds && lower_open && known.lower < value);
  known.upper_open = known.upper == infinity || (adds && upper_open && known.upper > value);
  return known;
}

/// All that is said of a statistic that may rise or fall with a rounded figure: no such one is negative,
/// and Gini's stays below 1.
interval range_of(statistic_kind kind, double value) noexcept {
  return {std::min(0.0, value), kind == statistic_kind::gini ? 1 : infinity, false, true};
}

/// What is known of a weighted mean or quantile whatever the weights are, as long as none is negative:
/// it lies among the figures that weigh something.
interval hull_of(const town_column& of, double value) {
  const figures& weights = *of.weights;
  interval hull = exactly(value);
  for (std::size_t row = of.towns.first; row < of.towns.last; ++row) {
    if (!of.values.has(row, of.column) || !weights.has(row, of.column)) continue;
    if (weights.known(row, of.column) == exactly(0)) continue;
    const interval k = of.values.known(row, of.column);
    hull.lower = std::min(hull.lower, k.lower);
    hull.upper = std::max(hull.upper, k.upper);
  }
  hull.lower_open = hull.lower == -infinity;
  hull.upper_open = hull.upper == infinity;
  return hull;
}

}  // namespace

interval known_of(const statistic& s, const town_column& of, bool weights_are_inexact,
                  double value) {
  if (!is_monotone(s.kind)) return range_of(s.kind, value);
  return weights_are_inexact ? hull_of(of, value) : between_ends(s, of, value);
}

bool is_surely_out(statistic_kind kind, const town_column& of) {
  if (is_monotone(kind)) return true;
  std::size_t counted = 0;
  bool any_negative = false;
  for (std::size_t row = of.towns.first; row < of.towns.last; ++row) {
    if (!of.values.has(row, of.column)) continue;
    ++counted;
    const interval k = of.values.known(row, of.column);
    any_negative = any_negative || k.upper < 0 || (k.upper == 0 && k.upper_open);
  }
  return counted < 2 || (any_negative && kind != statistic_kind::coefficient_of_variation);
}

}  // namespace zhibiao::inline ZB_ABI::engine
