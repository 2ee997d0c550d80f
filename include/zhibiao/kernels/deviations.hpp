#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/moments.hpp>

#include <cmath>
#include <cstdint>

/// Mean and spread of figures that come one by one, as the features of `stats/features.hpp` get them. Of
/// whole blocks, `kernels/moments.hpp` is faster and exact.
namespace zhibiao::inline ZB_ABI::kernels {

/// Sums of the distances from one of the figures, and the extremes. Nothing is lost to a large common
/// part: figures around 1e9 that differ by 1 are as good as figures around 0.
struct deviation_sums {
  std::uint32_t counted = 0;
  double origin = no_number;  ///< the first figure
  double sum = 0;             ///< sum of x - origin
  double squares = 0;         ///< sum of (x - origin)^2
  double least = no_number;
  double greatest = no_number;
};

/// The same as moments, which can be merged.
moments moments_of(const deviation_sums& d) noexcept;

/// Arithmetic mean, origin + sum / n, off by n * 2^-53 of the mean distance from the origin at most, and
/// by the rounding of the result.
/// No number: `not_reported` where there is no figure, `overflow`.
[[gnu::always_inline]] inline cell mean(const deviation_sums& d) noexcept {
  if (d.counted == 0) return {};
  return finite(d.origin + d.sum / d.counted, status::ok);
}

/// Variance, (squares - sum^2 / n) / (n - 1), off by n * 2^-52 of the mean squared distance from the
/// origin at most; 0 of equal figures and never negative.
/// No number: `not_reported` where there is no figure, `out_of_domain` of one, `overflow`.
[[gnu::always_inline]] inline cell variance(const deviation_sums& d) noexcept {
  if (d.counted == 0) return {};
  if (d.counted == 1) return {no_number, status::out_of_domain};
  const double n = d.counted;
  const double around_mean = d.squares - d.sum * (d.sum / n);
  // A sum of squares is not negative; a NaN stays one. A branch that is rarely taken: a select would have to
  // wait for the division.
  if (around_mean < 0) [[unlikely]]
    return {0, status::ok};
  return finite(around_mean / (n - 1), status::ok);
}

/// Root of the variance; statuses likewise.
[[gnu::always_inline]] inline cell standard_deviation(const deviation_sums& d) noexcept {
  const cell v = variance(d);
  return {std::sqrt(v.value), v.why};
}

/// Standard deviation / mean. Statuses as above; `out_of_domain` also where the mean is not positive.
[[gnu::always_inline]] inline cell coefficient_of_variation(const deviation_sums& d) noexcept {
  const cell deviation = standard_deviation(d);
  if (!has_number(deviation.why)) return deviation;
  const cell m = mean(d);
  if (!has_number(m.why)) return m;
  if (m.value <= 0) return {no_number, status::out_of_domain};
  return finite(deviation.value / m.value, status::ok);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
