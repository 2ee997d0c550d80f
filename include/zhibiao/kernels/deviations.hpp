#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/moments.hpp>

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
cell mean(const deviation_sums& d) noexcept;

/// Variance, (squares - sum^2 / n) / (n - 1), off by n * 2^-52 of the mean squared distance from the
/// origin at most; 0 of equal figures and never negative.
/// No number: `not_reported` where there is no figure, `out_of_domain` of one, `overflow`.
cell variance(const deviation_sums& d) noexcept;

/// Root of the variance; statuses likewise.
cell standard_deviation(const deviation_sums& d) noexcept;

/// Standard deviation / mean. Statuses as above; `out_of_domain` also where the mean is not positive.
cell coefficient_of_variation(const deviation_sums& d) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
