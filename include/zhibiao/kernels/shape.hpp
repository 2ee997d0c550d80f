#pragma once

#include <zhibiao/kernels/cell.hpp>

/// Shape of the distribution of figures over areas (偏度, 峰度): how lopsided it is and how heavy its
/// ends are. The features of `stats/features.hpp` gather what these formulas take.
namespace zhibiao::inline ZB_ABI::kernels {

/// Sums of the powers of the distances from one figure, of figures x that are there:
/// `s1` = sum (x - origin), ..., `s4` = sum (x - origin)^4. With an origin among the figures nothing is
/// lost to a large common part, as it is in powers of the figures themselves: of figures around 1e9
/// that differ by 1 those keep no digit.
struct power_sums {
  double count = 0;
  double origin = 0;
  double s1 = 0;
  double s2 = 0;
  double s3 = 0;
  double s4 = 0;
};

/// Count, mean (origin + offset, in two parts for the same reason) and the sums of the powers of the
/// distances from the mean: `m2` = sum (x - mean)^2, ... Of two groups of towns they can be merged.
struct shape_moments {
  double count = 0;
  double origin = 0;
  double offset = 0;
  double m2 = 0;
  double m3 = 0;
  double m4 = 0;
};

/// The moments of what has been added up.
shape_moments shape_of(const power_sums& sums) noexcept;

/// The moments of two groups together. O(1). Source: Pebay, Formulas for Robust, One-Pass Parallel
/// Computation of Covariances and Arbitrary-Order Statistical Moments, Sandia report SAND2008-6212
/// (2008); for `m2` that is the formula of Chan, Golub and LeVeque (1979).
shape_moments merged(const shape_moments& a, const shape_moments& b) noexcept;

/// Skewness (偏度系数) of the areas as a whole population: g1 = sqrt(n) m3 / m2^(3/2). 0: symmetric;
/// above: a long end of large figures. Without unit. SKEW.P of spreadsheets; Boost's and scipy's.
/// No number: `not_reported` of no figures; `out_of_domain` of fewer than 3 (two are always symmetric)
/// or where all are equal; `overflow`. Source: Joanes, Gill, Comparing Measures of Sample Skewness and
/// Kurtosis, The Statistician 47 (1998), 183-189.
cell skewness(const shape_moments& m) noexcept;

/// Excess kurtosis (峰度系数) of the areas as a whole population: g2 = n m4 / m2^2 - 3. 0: as the
/// normal distribution; above: heavier ends. Statuses and source as of `skewness`.
cell kurtosis(const shape_moments& m) noexcept;

/// The skewness of a population that the areas are a random sample of:
/// G1 = g1 sqrt(n (n - 1)) / (n - 2). SKEW of spreadsheets, SAS and SPSS. Statuses and source as of
/// `skewness`.
cell sample_skewness(const shape_moments& m) noexcept;

/// Likewise of the excess kurtosis: G2 = ((n + 1) g2 + 6) (n - 1) / ((n - 2) (n - 3)). KURT of
/// spreadsheets. `out_of_domain` also of 3 figures.
cell sample_kurtosis(const shape_moments& m) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
