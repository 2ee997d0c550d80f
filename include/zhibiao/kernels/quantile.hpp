#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/decimal.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// Quantiles (分位数) of the figures of many areas, exact and never from a sketch. Missing figures do not
/// take part.
namespace zhibiao::inline ZB_ABI::kernels {

/// The nine definitions, under the numbers of Hyndman and Fan (Sample quantiles in statistical packages,
/// The American Statistician 50, 1996) and the names of NumPy. Of sorted figures x_1 .. x_n and the
/// probability p, h = n * p + m lies between the places j = floor(h) and j + 1, and the quantile is
/// (1 - gamma) * x_j + gamma * x_(j + 1); what lies before the first place is x_1, behind the last x_n.
///
/// | type | m | gamma, g = h - j |
/// | --- | --- | --- |
/// | 1 | 0 | 0 where g = 0, else 1 |
/// | 2 | 0 | 1/2 where g = 0, else 1 |
/// | 3 | -1/2 | 0 where g = 0 and j is even, else 1 |
/// | 4 | 0 | g |
/// | 5 | 1/2 | g |
/// | 6 | p | g |
/// | 7 | 1 - p | g |
/// | 8 | (p + 1) / 3 | g |
/// | 9 | p / 4 + 3/8 | g |
enum class quantile_type : std::uint8_t {
  inverted_cdf = 1,
  averaged_inverted_cdf = 2,  ///< SAS definition 5
  closest_observation = 3,    ///< SAS definition 2
  interpolated_inverted_cdf = 4,
  hazen = 5,
  weibull = 6,          ///< Minitab, SPSS, PERCENTILE.EXC of Excel
  linear = 7,           ///< the default here, of R, NumPy and PERCENTILE.INC of Excel
  median_unbiased = 8,  ///< recommended by Hyndman and Fan
  normal_unbiased = 9,
};

/// A probability is an exact ratio from 0 to 1, so that ten times 0.1 is a whole place and no guess is
/// made of what rounding has done to it: 0.9 is 9 / 10.
ratio probability(decimal p) noexcept;

/// The quantile of figures in ascending order, all of them there. Rounded once, so it neither falls
/// while p rises nor leaves the figures' range. No number: `not_reported` where there is no figure,
/// `out_of_domain` where p is beyond 0 to 1, `overflow`. O(1).
cell quantile_of_sorted(std::span<const double> figures, ratio p, quantile_type type,
                        decimal_scale s) noexcept;

/// The same of figures in any order, some missing; reorders them. O(n), no allocation.
cell quantile(std::span<double> figures, ratio p, quantile_type type, decimal_scale s) noexcept;

/// Median (中位数): the middle figure, or the mean of the two in the middle. Reorders the figures.
cell median(std::span<double> figures, decimal_scale s) noexcept;

/// How many doubles of scratch memory `segment_quantiles` needs.
std::size_t quantile_scratch(std::span<const segment> segments, std::size_t lanes) noexcept;

/// The quantiles of every segment and lane for each of the probabilities:
/// `out[(probability * segments + segment) * lanes + lane]`, likewise `why`. Statuses as above.
/// O(rows * lanes * probabilities) at most: segments of up to 32 rows are sorted, several lanes side by
/// side, larger ones only as far as the probabilities need. No allocation; safe to call from several
/// threads, each with scratch memory of its own.
void segment_quantiles(block_view values, mask_view taking_part, std::span<const segment> segments,
                       std::size_t lanes, decimal_scale s, std::span<const ratio> probabilities,
                       quantile_type type, std::span<double> scratch, std::span<double> out,
                       std::span<status> why) noexcept;

/// A figure and how much it counts for.
struct weighted_figure {
  double figure = no_number;
  double weight = no_number;
};

/// Weighted quantile (加权分位数): the least figure up to which the weights add to at least p of all
/// weights; where they add to exactly p, the mean of it and the next figure. A figure takes part where it
/// and its weight are there; a weight of zero does not count. With equal weights it is type 2. Weights of
/// an exact scale are compared exactly. Reorders the figures.
/// No number: `not_reported` where none takes part, `out_of_domain` where a weight is negative, all are
/// zero or p is beyond 0 to 1, `overflow`. O(n log n), no allocation.
/// Source: SAS 9.4 Base Procedures Guide, Quantile and Related Statistics, with the WEIGHT statement.
cell weighted_quantile(std::span<weighted_figure> figures, ratio p, decimal_scale value_scale,
                       decimal_scale weight_scale) noexcept;

/// How much scratch memory `segment_weighted_quantiles` needs.
std::size_t weighted_quantile_scratch(std::span<const segment> segments,
                                      std::size_t lanes) noexcept;

/// Weighted quantiles of every segment and lane, laid out as those of `segment_quantiles`.
void segment_weighted_quantiles(block_view values, block_view weights, mask_view taking_part,
                                std::span<const segment> segments, std::size_t lanes,
                                decimal_scale value_scale, decimal_scale weight_scale,
                                std::span<const ratio> probabilities,
                                std::span<weighted_figure> scratch, std::span<double> out,
                                std::span<status> why) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
