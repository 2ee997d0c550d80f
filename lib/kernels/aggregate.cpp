#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/quotient.hpp>

#include "kernels/error_free.inl"
#include "kernels/vectors.inl"

#include <algorithm>
#include <cstring>
#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr interval nothing_known{no_number, no_number, false, false};

constexpr std::size_t strip_lanes = 8;

// What is added up. That a mask or weights are there and that a scale is exact is known when the loops
// are compiled.
template <bool Masked, bool Weighted, bool ExactValues, bool ExactWeights>
struct source {
  static constexpr bool masked = Masked;
  static constexpr bool weighted = Weighted;

  block_view values;
  block_view weights;
  mask_view mask;
  double value_power;
  double weight_power;

  decimal_scale value_scale() const { return {value_power, ExactValues}; }
  decimal_scale weight_scale() const { return {weight_power, ExactWeights}; }
};

template <class Number>
struct lanes_total {
  compensated<Number> total;
  Number counted{};

  template <class Source>
  void add_row(const Source& from, std::size_t row, std::size_t lane) noexcept {
    const Number value = load<Number>(from.values.values + row * from.values.stride + lane);
    auto there = detail::is_there(value);
    two_parts<Number> term{whole(value, from.value_scale()), Number{}};
    if constexpr (Source::weighted) {
      const Number weight = load<Number>(from.weights.values + row * from.weights.stride + lane);
      there = there & detail::is_there(weight);
      term = product(term.high, whole(weight, from.weight_scale()));
    }
    if constexpr (Source::masked) {
      there = there & (load<Number>(from.mask.mask + row * from.mask.stride + lane) != 0);
    }
    const Number zero{};
    total.add(there ? term.high : zero, there ? term.low : zero);
    counted += there ? zero + 1.0 : zero;
  }
};

template <class Number, std::size_t Vectors, class Source>
void sum_strip(const Source& from, segment rows, std::size_t lane, double* totals,
               std::uint32_t* counted) noexcept {
  constexpr std::size_t width = width_of<Number>;
  lanes_total<Number> sums[Vectors];
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    for (std::size_t v = 0; v < Vectors; ++v) sums[v].add_row(from, row, lane + v * width);
  }
  for (std::size_t v = 0; v < Vectors; ++v) {
    // A NaN that an overflow leaves has a sign that depends on the processor; this one has not.
    const Number sum = sums[v].total.sum + sums[v].total.lost + 0.0;
    const Number total = detail::is_finite(sum) ? sum : detail::number<Number>(no_number);
    double counts[width];
    std::memcpy(totals + lane + v * width, &total, sizeof total);
    std::memcpy(counts, &sums[v].counted, sizeof counts);
    for (std::size_t k = 0; k < width; ++k) {
      counted[lane + v * width + k] = static_cast<std::uint32_t>(counts[k]);
    }
  }
}

template <class Source>
void sum_segments(const Source& from, std::span<const segment> segments, std::size_t lanes,
                  double* totals, std::uint32_t* counted) noexcept {
  for (const segment& rows : segments) {
    std::size_t lane = 0;
    for (; lane + strip_lanes <= lanes; lane += strip_lanes) {
      sum_strip<vector, strip_lanes / vector_width>(from, rows, lane, totals, counted);
    }
    for (; lane + vector_width <= lanes; lane += vector_width) {
      sum_strip<vector, 1>(from, rows, lane, totals, counted);
    }
    for (; lane < lanes; ++lane) sum_strip<double, 1>(from, rows, lane, totals, counted);
    totals += lanes;
    counted += lanes;
  }
}

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
  with_constants(
      [&]<bool Masked, bool Exact>() {
        const source<Masked, false, Exact, false> from{values, {}, taking_part, s.power, 1};
        sum_segments(from, segments, lanes, totals.data(), counted.data());
      },
      taking_part.mask != nullptr, s.exact);
}

void segment_weighted_sums(block_view values, block_view weights, mask_view taking_part,
                           std::span<const segment> segments, std::size_t lanes,
                           decimal_scale value_scale, decimal_scale weight_scale,
                           std::span<double> totals, std::span<std::uint32_t> counted) noexcept {
  with_constants(
      [&]<bool Masked, bool ExactValues, bool ExactWeights>() {
        const source<Masked, true, ExactValues, ExactWeights> from{
            values, weights, taking_part, value_scale.power, weight_scale.power};
        sum_segments(from, segments, lanes, totals.data(), counted.data());
      },
      taking_part.mask != nullptr, value_scale.exact, weight_scale.exact);
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

cell covered(cell aggregate, std::uint32_t counted, std::uint32_t members, const coverage& share,
             double minimum) noexcept {
  constexpr double rounding = 1e-12;
  if (counted == 0) return {no_number, status::not_reported};
  if (counted >= members) return aggregate;
  if (deciding(share) < minimum - rounding) return {no_number, status::coverage_low};
  if (has_number(aggregate.why)) aggregate.why = weaker(status::partial, aggregate.why);
  return aggregate;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
