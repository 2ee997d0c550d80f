#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/quotient.hpp>

#include "kernels/aggregate_loops.hpp"
#include "kernels/error_free.inl"
#include "kernels/loops.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr interval nothing_known{no_number, no_number, false, false};

bool is_missing(const interval& x) {
  return detail::is_missing(x.lower) || detail::is_missing(x.upper);
}

double power_of(decimal_scale s) { return s.exact ? s.power : 1; }

// The quotient of one end by the end of a positive denominator, which may be 0+ or infinite.
double limit_ratio(double numerator, double denominator, ratio factor,
                   decimal_scale numerator_scale, decimal_scale denominator_scale) {
  if (numerator == 0) return 0;
  if (denominator == 0 || !detail::is_finite(numerator))
    return numerator > 0 ? infinity : -infinity;
  if (denominator == infinity) return 0;
  const decimal_scale above = fitting(numerator_scale, numerator, 0);
  const decimal_scale below = fitting(denominator_scale, denominator, 0);
  const cell c =
      ratio_of_sums(whole(numerator, above), above, whole(denominator, below), below, factor);
  return has_number(c.why) ? c.value : (numerator > 0 ? infinity : -infinity);
}

}  // namespace

void segment_sums(block_view values, mask_view taking_part, std::span<const segment> segments,
                  std::size_t lanes, decimal_scale s, std::span<double> totals,
                  std::span<std::uint32_t> counted) noexcept {
  loops<aggregate_loops>().segment_sums(values, taking_part, segments.data(), segments.size(),
                                        lanes, s, totals.data(), counted.data());
}

void segment_weighted_sums(block_view values, block_view weights, mask_view taking_part,
                           std::span<const segment> segments, std::size_t lanes,
                           decimal_scale value_scale, decimal_scale weight_scale,
                           std::span<double> totals, std::span<std::uint32_t> counted) noexcept {
  loops<aggregate_loops>().segment_weighted_sums(values, weights, taking_part, segments.data(),
                                                 segments.size(), lanes, value_scale, weight_scale,
                                                 totals.data(), counted.data());
}

double total_of(std::span<const double> figures, decimal_scale s) noexcept {
  const segment all{0, figures.size()};
  double total = 0;
  std::uint32_t counted = 0;
  segment_sums({figures.data(), 1}, {}, {&all, 1}, 1, s, {&total, 1}, {&counted, 1});
  return total;
}

double weighted_total_of(std::span<const double> figures, std::span<const double> weights,
                         decimal_scale value_scale, decimal_scale weight_scale) noexcept {
  const segment all{0, figures.size()};
  double total = 0;
  std::uint32_t counted = 0;
  segment_weighted_sums({figures.data(), 1}, {weights.data(), 1}, {}, {&all, 1}, 1, value_scale,
                        weight_scale, {&total, 1}, {&counted, 1});
  return total;
}

void segment_pair_sums(block_view first, block_view second, mask_view taking_part,
                       std::span<const segment> segments, std::size_t lanes,
                       decimal_scale first_scale, decimal_scale second_scale,
                       std::span<double> first_totals, std::span<double> second_totals,
                       std::span<std::uint32_t> counted) noexcept {
  loops<aggregate_loops>().segment_pair_sums(
      first, second, taking_part, segments.data(), segments.size(), lanes, first_scale,
      second_scale, first_totals.data(), second_totals.data(), counted.data());
}

void add_to_groups(block_view values, mask_view taking_part, std::span<const std::uint32_t> groups,
                   std::size_t lanes, decimal_scale s, running_sums to) noexcept {
  loops<aggregate_loops>().add_to_groups(values, taking_part, groups.data(), groups.size(), lanes,
                                         s, to);
}

void add_weighted_to_groups(block_view values, block_view weights, mask_view taking_part,
                            std::span<const std::uint32_t> groups, std::size_t lanes,
                            decimal_scale value_scale, decimal_scale weight_scale,
                            running_sums to) noexcept {
  loops<aggregate_loops>().add_weighted_to_groups(values, weights, taking_part, groups.data(),
                                                  groups.size(), lanes, value_scale, weight_scale,
                                                  to);
}

void finish_groups(running_sums from, std::span<double> totals) noexcept {
  loops<aggregate_loops>().finish_groups(from, totals.size(), totals.data());
}

cell total(double whole_total, decimal_scale s) noexcept {
  return finite(unscaled(whole_total, s) + 0.0, status::ok);
}

cell ratio_of_sums(double numerator, decimal_scale numerator_scale, double denominator,
                   decimal_scale denominator_scale, ratio factor) noexcept {
  return value_of(quotient_of(numerator, numerator_scale, denominator, denominator_scale, factor));
}

interval ratio_of_sums(const interval& numerator, const interval& denominator, ratio factor,
                       decimal_scale numerator_scale, decimal_scale denominator_scale) noexcept {
  const auto limit = [&](double above, double below) {
    return limit_ratio(above, below, factor, numerator_scale, denominator_scale);
  };
  if (is_missing(numerator) || is_missing(denominator)) return nothing_known;
  if (is_exact(numerator) && is_exact(denominator)) {
    const decimal_scale above = fitting(numerator_scale, numerator.lower, 0);
    const decimal_scale below = fitting(denominator_scale, denominator.lower, 0);
    return exactly(ratio_of_sums(whole(numerator.lower, above), above,
                                 whole(denominator.lower, below), below, factor)
                       .value);
  }
  if (denominator.lower == 0 && denominator.upper == 0) return nothing_known;
  const auto negated = [](const interval& x) {
    return interval{-x.upper, -x.lower, x.upper_open, x.lower_open};
  };
  if (denominator.upper < 0 || (denominator.upper == 0 && denominator.upper_open)) {
    return ratio_of_sums(negated(numerator), negated(denominator), factor, numerator_scale,
                         denominator_scale);
  }
  const bool is_positive =
      denominator.lower > 0 || (denominator.lower == 0 && denominator.lower_open);
  if (!is_positive) return {-infinity, infinity, true, true};
  // A larger denominator brings the ratio closer to zero, so the sign of the numerator decides which
  // one is the far end. A numerator of 0 gives 0 on any.
  const bool low_by_upper = numerator.lower >= 0;
  const bool high_by_lower = numerator.upper >= 0;
  interval known{limit(numerator.lower, low_by_upper ? denominator.upper : denominator.lower),
                 limit(numerator.upper, high_by_lower ? denominator.lower : denominator.upper),
                 numerator.lower_open ||
                     (numerator.lower != 0 &&
                      (low_by_upper ? denominator.upper_open || denominator.upper == infinity
                                    : denominator.lower_open)),
                 numerator.upper_open ||
                     (numerator.upper != 0 &&
                      (high_by_lower ? denominator.lower_open
                                     : denominator.upper_open || denominator.upper == infinity))};
  known.lower = std::min(known.lower, largest);
  known.upper = std::max(known.upper, -largest);
  known.lower_open = known.lower_open || known.lower == -infinity;
  known.upper_open = known.upper_open || known.upper == infinity;
  return known;
}

cell weighted_mean(double weighted_total, decimal_scale value_scale, double weight_total) noexcept {
  if (weight_total <= 0) return {no_number, status::out_of_domain};
  return finite(weighted_total / (weight_total * power_of(value_scale)) + 0.0, status::ok);
}

void last_of_lanes(block_view values, std::size_t rows, std::size_t first, std::size_t lanes,
                   std::span<double> out) noexcept {
  for (std::size_t row = 0; row < rows; ++row) {
    const double* figures = values.values + row * values.stride + first;
    out[row] = lanes == 0 ? no_number : figures[lanes - 1];
    // A copy and not a sum, for a NaN also says in what way the figure is missing.
    if (out[row] == 0) out[row] = 0;
  }
}

void sum_of_lanes(block_view values, std::size_t rows, std::size_t first, std::size_t lanes,
                  decimal_scale s, std::span<double> out) noexcept {
  for (std::size_t row = 0; row < rows; ++row) {
    const double* figures = values.values + row * values.stride + first;
    compensated<double> total;
    for (std::size_t lane = 0; lane < lanes; ++lane) total.add(whole(figures[lane], s), 0);
    out[row] = lanes == 0 ? no_number : kernels::total(total.sum + total.lost, s).value;
  }
}

namespace {

/// What a share may miss the minimum by.
constexpr double rounding = 1e-12;

}  // namespace

cell covered(cell aggregate, std::uint32_t counted, std::uint32_t members, const coverage& share,
             double minimum) noexcept {
  if (counted == 0) return {no_number, status::not_reported};
  if (counted >= members) return aggregate;
  if (deciding(share) < minimum - rounding) return {no_number, status::coverage_low};
  if (has_number(aggregate.why)) aggregate.why = weaker(status::partial, aggregate.why);
  return aggregate;
}

std::uint32_t least_counted(std::uint32_t members, double minimum) noexcept {
  const double all = members;
  const auto reaches = [&](std::uint32_t counted) {
    return static_cast<double>(counted) / all >= minimum - rounding;
  };
  const double close = std::clamp(std::ceil(minimum * all), 1.0, std::max(1.0, all));
  auto least = static_cast<std::uint32_t>(close);
  while (least > 1 && reaches(least - 1)) --least;
  while (least < members && !reaches(least)) ++least;
  return least;
}

void covered(std::span<const double> aggregates, std::span<const status> why,
             std::span<const std::uint32_t> counted, std::span<const covered_row> areas,
             std::size_t lanes, cell_block out) noexcept {
  loops<aggregate_loops>().covered(aggregates.data(), why.data(), counted.data(), areas.data(),
                                   areas.size(), lanes, out);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
