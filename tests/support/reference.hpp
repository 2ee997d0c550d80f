#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/gap.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

/// The slow twin of every kernel: the formulas with if and else, one cell at a time, in fractions of
/// whole numbers where figures are decimals and in long doubles where they are not. `Number` is one of
/// the two.
namespace zhibiao::test {

__extension__ typedef __int128 wide_int;

inline wide_int gcd(wide_int a, wide_int b) {
  while (b != 0) {
    const wide_int rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

/// An exact fraction in lowest terms; `below` is positive.
struct fraction {
  wide_int above = 0;
  wide_int below = 1;

  fraction() = default;
  fraction(int x) : above(x) {}
  fraction(wide_int n, wide_int d) : above(d < 0 ? -n : n), below(d < 0 ? -d : d) {
    const wide_int shared = gcd(above, below);
    above /= shared;
    below /= shared;
  }

  friend fraction operator-(fraction a, fraction b) {
    return {a.above * b.below - b.above * a.below, a.below * b.below};
  }
  friend fraction operator+(fraction a, fraction b) { return a - (fraction(0) - b); }
  friend fraction operator*(fraction a, fraction b) {
    return {a.above * b.above, a.below * b.below};
  }
  friend fraction operator/(fraction a, fraction b) {
    return {a.above * b.below, a.below * b.above};
  }
  friend bool operator<(fraction a, fraction b) { return (a - b).above < 0; }
  friend bool operator==(fraction a, fraction b) { return (a - b).above == 0; }
};

/// 10^places
inline long double power(int places) { return std::pow(10.0L, static_cast<long double>(places)); }

template <class Number>
Number from_double(double x, int places);
template <>
inline fraction from_double<fraction>(double x, int places) {
  return {std::llround(static_cast<long double>(x) * power(places)), std::llround(power(places))};
}
template <>
inline long double from_double<long double>(double x, int) {
  return static_cast<long double>(x);
}

inline double nearest(long double x) { return static_cast<double>(x); }

/// The double nearest to a fraction: a quotient of more than 64 bits whose last bit says whether
/// anything is left, which the conversion then rounds.
inline double nearest(fraction x) {
  wide_int n = x.above < 0 ? -x.above : x.above;
  if (n == 0) return 0;
  int shift = 0;
  while (n < (wide_int{1} << 125)) {
    n *= 2;
    ++shift;
  }
  wide_int quotient = n / x.below;
  if (n % x.below != 0) quotient |= 1;
  const double size = std::ldexp(static_cast<double>(quotient), -shift);
  return x.above < 0 ? -size : size;
}

inline kernels::cell none(status why) { return {kernels::no_number, why}; }

template <class Number>
kernels::cell some(Number x, status why = status::ok) {
  const double value = nearest(x);
  return std::isfinite(value) ? kernels::cell{value, why} : none(status::overflow);
}

// Change: methods of growth, a line of the table an `if`.

template <class Number>
kernels::cell difference(double current, double base, int places) {
  if (std::isnan(current)) return none(status::not_reported);
  if (std::isnan(base)) return none(status::base_not_reported);
  return some(from_double<Number>(current, places) - from_double<Number>(base, places));
}

template <class Number>
kernels::cell percent_change(double current, double base, int places, double min_base) {
  if (std::isnan(current)) return none(status::not_reported);
  if (std::isnan(base)) return none(status::base_not_reported);
  if (base == 0 && current == 0) return none(status::both_zero);
  if (base == 0) return none(status::base_zero);
  if (base < 0 && current == base) return some(Number(0));
  if (base < 0 && current >= 0) return none(status::turned_positive);
  if (base < 0) return none(current > base ? status::loss_narrowed : status::loss_widened);
  if (current < 0) return none(status::turned_negative);
  // x / b - 1, and not the form of the kernel.
  const Number ratio = from_double<Number>(current, places) / from_double<Number>(base, places);
  return some((ratio - Number(1)) * Number(100), base < min_base ? status::small_base : status::ok);
}

/// Change along a row: `change` of every figure and the one `lag` before it, or a NaN.
template <class Change>
std::vector<kernels::cell> along_row(const std::vector<double>& row, std::size_t lag,
                                     Change change) {
  std::vector<kernels::cell> cells;
  for (std::size_t t = 0; t < row.size(); ++t) {
    cells.push_back(change(row[t], t < lag ? kernels::no_number : row[t - lag]));
  }
  return cells;
}

// Gap

inline bool has_target(const interval& wanted) {
  if (std::isnan(wanted.lower) || std::isnan(wanted.upper)) return false;
  if (std::isinf(wanted.lower) && std::isinf(wanted.upper)) return false;
  return !(wanted.lower > wanted.upper);
}

template <class Number>
kernels::cell shortfall(double figure, const interval& wanted, int places) {
  if (std::isnan(figure)) return none(status::not_reported);
  if (!has_target(wanted)) return none(status::no_target);
  const Number x = from_double<Number>(figure, places);
  if (std::isinf(wanted.upper)) return some(from_double<Number>(wanted.lower, places) - x);
  if (std::isinf(wanted.lower)) return some(x - from_double<Number>(wanted.upper, places));
  const Number low = from_double<Number>(wanted.lower, places);
  const Number high = from_double<Number>(wanted.upper, places);
  if (x < low) return some(low - x);
  if (high < x) return some(x - high);
  return some(Number(0));
}

template <class Number>
kernels::cell completion(double figure, const interval& wanted, double base, int places) {
  if (std::isnan(figure)) return none(status::not_reported);
  if (!has_target(wanted)) return none(status::no_target);
  const Number hundred(100);
  const Number x = from_double<Number>(figure, places);
  const bool exceeds = std::isinf(wanted.upper);
  if (exceeds || std::isinf(wanted.lower)) {
    const double target = exceeds ? wanted.lower : wanted.upper;
    const Number t = from_double<Number>(target, places);
    if (!std::isnan(base)) {
      if (exceeds ? base >= target : base <= target) return none(status::out_of_domain);
      const Number b = from_double<Number>(base, places);
      return some((x - b) / (t - b) * hundred);
    }
    if (exceeds) return target > 0 ? some(x / t * hundred) : none(status::out_of_domain);
    if (target < 0) return none(status::out_of_domain);
    if (target == 0) return some(figure <= 0 ? hundred : Number(0));
    return some((Number(2) - x / t) * hundred);
  }
  const Number low = from_double<Number>(wanted.lower, places);
  const Number high = from_double<Number>(wanted.upper, places);
  const Number distance = x < low ? low - x : (high < x ? x - high : Number(0));
  if (distance == Number(0)) return some(hundred);
  const Number magnitude = low < Number(0) ? Number(0) - low : low;
  const Number width = low < high ? high - low : magnitude;
  if (!(distance < width)) return some(Number(0));
  return some((Number(1) - distance / width) * hundred);
}

inline bool is_met(double x, const interval& wanted) {
  const bool low = wanted.lower_open ? x > wanted.lower : x >= wanted.lower;
  const bool high = wanted.upper_open ? x < wanted.upper : x <= wanted.upper;
  return low && high;
}

inline kernels::cell verdict(double x, const interval& wanted) {
  if (std::isnan(x)) return none(status::not_reported);
  if (!has_target(wanted)) return none(status::no_target);
  return {is_met(x, wanted) ? 1.0 : 0.0, status::ok};
}

// Intervals: a figure known as an interval is tried out.

/// Up to 18 members of `x` with so many places, the ends among them where they belong.
inline std::vector<double> members(const interval& x, int places) {
  const long long first = std::llround(static_cast<long double>(x.lower) * power(places));
  const long long last = std::llround(static_cast<long double>(x.upper) * power(places));
  const long long step = std::max(1LL, (last - first) / 16);
  std::vector<double> found;
  const auto add = [&](long long mantissa) {
    if (mantissa == first && x.lower_open) return;
    if (mantissa == last && x.upper_open) return;
    found.push_back(nearest(fraction(mantissa, std::llround(power(places)))));
  };
  for (long long mantissa = first; mantissa < last; mantissa += step) add(mantissa);
  add(last);
  return found;
}

/// The ends, belonging or not, and what lies between them of the corners of a target's formulas.
inline std::vector<double> corners(const interval& x, const interval& wanted) {
  std::vector<double> found{x.lower, x.upper};
  const double width =
      wanted.upper > wanted.lower ? wanted.upper - wanted.lower : std::fabs(wanted.lower);
  for (const double at : {wanted.lower, wanted.upper, wanted.lower - width, wanted.upper + width}) {
    if (at > x.lower && at < x.upper) found.push_back(at);
  }
  return found;
}

inline kernels::cell verdict(const interval& known, const interval& wanted) {
  if (std::isnan(known.lower) || std::isnan(known.upper)) return none(status::not_reported);
  if (!has_target(wanted)) return none(status::no_target);
  // Figures close to the ends decide where the ends do not belong.
  std::vector<double> tried;
  tried.push_back(known.lower_open ? std::nextafter(known.lower, known.upper) : known.lower);
  tried.push_back(known.upper_open ? std::nextafter(known.upper, known.lower) : known.upper);
  for (const double at : {wanted.lower, wanted.upper}) {
    for (const double near : {std::nextafter(at, -HUGE_VAL), at, std::nextafter(at, HUGE_VAL)}) {
      if (near > known.lower && near < known.upper) tried.push_back(near);
    }
  }
  const auto met = [&](double x) { return is_met(x, wanted); };
  if (std::ranges::all_of(tried, met)) return {1, status::ok};
  if (std::ranges::none_of(tried, met)) return {0, status::ok};
  return none(status::undetermined);
}

/// Least and greatest of what a formula gives.
struct hull {
  double least = HUGE_VAL;
  double greatest = -HUGE_VAL;

  void add(double x) {
    least = std::min(least, x);
    greatest = std::max(greatest, x);
  }
};

inline hull difference(const interval& current, const interval& base, int places) {
  hull h;
  for (const double x : {current.lower, current.upper}) {
    for (const double b : {base.lower, base.upper}) {
      h.add(difference<fraction>(x, b, places).value);
    }
  }
  return h;
}

inline hull percent_change(const interval& current, const interval& base, int places) {
  hull h;
  for (const double x : {current.lower, current.upper}) {
    for (const double b : {base.lower, base.upper}) {
      h.add(percent_change<fraction>(x, b, places, 0).value);
    }
  }
  return h;
}

/// The status whatever the figures are; none where it is not always the same.
inline std::optional<status> common_status(const interval& current, const interval& base,
                                           int places, double min_base) {
  std::optional<status> found;
  for (const double x : members(current, places)) {
    for (const double b : members(base, places)) {
      const status why = percent_change<fraction>(x, b, places, min_base).why;
      if (found && *found != why) return std::nullopt;
      found = why;
    }
  }
  return found;
}

inline hull shortfall(const interval& known, const interval& wanted, int places) {
  hull h;
  for (const double x : corners(known, wanted)) {
    h.add(shortfall<fraction>(x, wanted, places).value);
  }
  return h;
}

inline hull completion(const interval& known, const interval& wanted, double base, int places) {
  hull h;
  for (const double x : corners(known, wanted)) {
    h.add(completion<fraction>(x, wanted, base, places).value);
  }
  return h;
}

inline hull ratio_of_sums(const interval& numerator, const interval& denominator, ratio factor) {
  hull h;
  for (const double n : {numerator.lower, numerator.upper}) {
    for (const double d : {denominator.lower, denominator.upper}) {
      const long double quotient = static_cast<long double>(n) / static_cast<long double>(d);
      h.add(nearest(quotient * static_cast<long double>(factor.numerator) /
                    static_cast<long double>(factor.denominator)));
    }
  }
  return h;
}

// Aggregates

/// A table of figures with NaN where there is none, as blocks are: `figures[row * lanes + lane]`.
struct block {
  std::size_t rows = 0;
  std::size_t lanes = 0;
  std::vector<double> figures;

  double at(std::size_t row, std::size_t lane) const { return figures[row * lanes + lane]; }
};

struct sum {
  double total = 0;
  double magnitude = 0;  ///< sum of the magnitudes: what an error is measured by
  std::uint32_t counted = 0;
};

inline bool takes_part(const std::vector<std::uint8_t>& mask, std::size_t cell) {
  return mask.empty() || mask[cell] != 0;
}

/// Sum of the whole numbers that figures of so many places stand for, times those of the weights; of
/// the figures as they are where `places` is negative.
inline sum segment_sum(const block& values, const block* weights,
                       const std::vector<std::uint8_t>& mask, const kernels::segment& rows,
                       std::size_t lane, int places, int weight_places) {
  sum s;
  wide_int exact = 0;
  long double inexact = 0;
  const auto scaled = [](double x, int n) {
    return n < 0 ? static_cast<long double>(x) : std::round(static_cast<long double>(x) * power(n));
  };
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const double value = values.at(row, lane);
    const double weight = weights == nullptr ? 1 : weights->at(row, lane);
    if (std::isnan(value) || std::isnan(weight)) continue;
    if (!takes_part(mask, row * values.lanes + lane)) continue;
    const long double v = scaled(value, places);
    const long double w = weights == nullptr ? 1 : scaled(weight, weight_places);
    inexact += v * w;
    s.magnitude += static_cast<double>(std::fabs(v * w));
    if (places >= 0 && weight_places >= 0) {
      exact += static_cast<wide_int>(v) * static_cast<wide_int>(w);
    }
    ++s.counted;
  }
  s.total = places >= 0 && weight_places >= 0 ? static_cast<double>(exact) : nearest(inexact);
  return s;
}

/// The mask of the cells where both blocks have a figure.
inline std::vector<std::uint8_t> both_there(const block& first, const block& second,
                                            const std::vector<std::uint8_t>& mask) {
  std::vector<std::uint8_t> both(first.figures.size());
  for (std::size_t i = 0; i < both.size(); ++i) {
    both[i] =
        takes_part(mask, i) && !std::isnan(first.figures[i]) && !std::isnan(second.figures[i]);
  }
  return both;
}

/// The rows of one group, in their order.
inline block rows_of_group(const block& values, const std::vector<std::uint32_t>& groups,
                           std::uint32_t group) {
  block b{0, values.lanes, {}};
  for (std::size_t row = 0; row < values.rows; ++row) {
    if (groups[row] != group) continue;
    ++b.rows;
    for (std::size_t lane = 0; lane < values.lanes; ++lane) {
      b.figures.push_back(values.at(row, lane));
    }
  }
  return b;
}

/// Ratio of two sums of whole numbers.
inline kernels::cell ratio_of_sums(std::int64_t numerator, int numerator_places,
                                   std::int64_t denominator, int denominator_places, ratio factor) {
  if (denominator == 0) return none(status::out_of_domain);
  const fraction n(numerator, std::llround(power(numerator_places)));
  const fraction d(denominator, std::llround(power(denominator_places)));
  return some(n / d * fraction(factor.numerator, factor.denominator));
}

inline kernels::cell weighted_mean(std::int64_t weighted_total, int places,
                                   std::int64_t weight_total) {
  if (weight_total <= 0) return none(status::out_of_domain);
  return some(fraction(weighted_total, weight_total) / fraction(std::llround(power(places)), 1));
}

inline double last_of_lanes(const std::vector<double>& row) {
  return row.empty() ? kernels::no_number : row.back();
}

inline double sum_of_lanes(const std::vector<double>& row, int places) {
  if (row.empty()) return kernels::no_number;
  fraction total;
  for (const double x : row) {
    if (std::isnan(x)) return kernels::no_number;
    total = total + from_double<fraction>(x, places);
  }
  return nearest(total);
}

inline kernels::cell covered(kernels::cell aggregate, std::uint32_t counted, std::uint32_t members,
                             const kernels::coverage& share, double minimum) {
  if (counted == 0) return none(status::not_reported);
  if (counted >= members) return aggregate;
  const double decides = std::isnan(share.by_weight) ? share.by_count : share.by_weight;
  if (decides + 1e-12 < minimum) return none(status::coverage_low);
  if (has_number(aggregate.why)) aggregate.why = status::partial;
  return aggregate;
}

}  // namespace zhibiao::test
