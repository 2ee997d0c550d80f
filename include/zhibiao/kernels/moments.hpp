#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// Count, sum, mean, variance and extremes of the figures of many areas, all from one pass, in a form that
/// merges: the moments of a county and of its neighbours make those of the prefecture.
namespace zhibiao::inline ZB_ABI::kernels {

/// Moments of a set of figures; as made, those of no figure.
///
/// `sum` and `squares` each come with what rounding took from them. For whole-scaled figures (`exact`)
/// all of it are whole numbers without any error, while `counted`^2 times the largest squared deviation
/// from `shift` stays below 2^106 (in units of the scale): 40,000 figures may be 2 * 10^11 apart. Then
/// no statistic depends by a bit on the order of the figures, nor on the parts they were merged from.
/// Otherwise figures are taken in their order, and a variance is off by 4 * 2^-53 of the mean squared
/// deviation from `shift` at most.
struct moments {
  std::uint32_t counted = 0;
  double sum = 0;            ///< in the whole scale; that of `segment_sums`. NaN where too large
  double sum_rest = 0;       ///< what is to be added to `sum`
  double shift = no_number;  ///< one of the figures, in the whole scale
  double squares = 0;        ///< sum of squared deviations from `shift`, in the whole scale squared
  double squares_rest = 0;   ///< what is to be added to `squares`
  double least = no_number;  ///< in the unit of the figures; NaN where there is none
  double greatest = no_number;
};

/// Moments of both sets together. Count, sum and extremes are exact; the squares are moved to one shift
/// (Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances,
/// 1979) in twice the digits of a double.
moments merged(const moments& a, const moments& b) noexcept;

/// Whether figures stand for more than themselves or are all there are: what is divided by n - 1 in the one
/// case is divided by n in the other.
enum class taken_as : std::uint8_t { sample, population };

/// The number of figures that are there (上报个数). Always a number: of none it is 0.
cell count(const moments& m) noexcept;

/// Sum (合计), in the unit of the figures. No number: `not_reported` where there is no figure, `overflow`.
cell sum(const moments& m, decimal_scale s) noexcept;

/// Least and greatest figure. No number: `not_reported` where there is none, `overflow`.
cell minimum(const moments& m) noexcept;
cell maximum(const moments& m) noexcept;

/// Arithmetic mean (平均数), sum / n; of whole-scaled figures rounded once.
/// No number: `not_reported` where there is no figure, `overflow`.
cell mean(const moments& m, decimal_scale s) noexcept;

/// Variance (方差), in the squared unit: sum of (x - mean)^2 / (n - 1), or / n. Never negative; of
/// whole-scaled figures rounded once.
/// No number: `not_reported` where there is no figure, `out_of_domain` for a sample of one, `overflow`.
cell variance(const moments& m, decimal_scale s, taken_as taken = taken_as::sample) noexcept;

/// Standard deviation (标准差), the root of the variance, in the unit of the figures; statuses likewise.
cell standard_deviation(const moments& m, decimal_scale s,
                        taken_as taken = taken_as::sample) noexcept;

/// Coefficient of variation (变异系数), standard deviation / mean, a bare number: 0.66 and not 66 %.
/// Statuses as above; `out_of_domain` also where the mean is zero or negative, for it compares spreads
/// by the size of what is spread.
cell coefficient_of_variation(const moments& m, decimal_scale s,
                              taken_as taken = taken_as::sample) noexcept;

/// Moments of many sets, member by member: those of segment and lane stand at `segment * lanes + lane`
/// of each.
struct moments_columns {
  std::uint32_t* counted = nullptr;
  double* sum = nullptr;
  double* sum_rest = nullptr;
  double* shift = nullptr;
  double* squares = nullptr;
  double* squares_rest = nullptr;
  double* least = nullptr;
  double* greatest = nullptr;
};

/// How many doubles the columns of one set take.
inline constexpr std::size_t moments_numbers = 7;

/// Columns of `counted.size()` sets in caller's memory; `numbers` holds `moments_numbers` times as many.
moments_columns moments_in(std::span<double> numbers, std::span<std::uint32_t> counted) noexcept;

/// The columns from one set on.
moments_columns moments_from(const moments_columns& sets, std::size_t first) noexcept;

/// Columns to read.
struct moments_view {
  const std::uint32_t* counted = nullptr;
  const double* sum = nullptr;
  const double* sum_rest = nullptr;
  const double* shift = nullptr;
  const double* squares = nullptr;
  const double* squares_rest = nullptr;
  const double* least = nullptr;
  const double* greatest = nullptr;

  moments_view() = default;
  moments_view(
      const moments_columns& c) noexcept  // NOLINT(google-explicit-constructor): adds const
      : counted(c.counted),
        sum(c.sum),
        sum_rest(c.sum_rest),
        shift(c.shift),
        squares(c.squares),
        squares_rest(c.squares_rest),
        least(c.least),
        greatest(c.greatest) {}
};

/// One set of many.
moments moments_at(const moments_view& sets, std::size_t i) noexcept;

/// Moments by segment and lane of the figures that are there and take part, in one pass. Each lane is
/// computed on its own in the order of the rows, so nothing depends on threads or vector width.
/// O(rows * lanes), no allocation; safe to call from several threads.
void segment_moments(block_view values, mask_view taking_part, std::span<const segment> segments,
                     std::size_t lanes, decimal_scale s, const moments_columns& out) noexcept;

/// Moments of sets of sets: of counties from those of their towns. `parts` holds `[part][lane]`, a
/// segment is a run of parts. Parts are merged in their order.
void merged_segments(const moments_view& parts, std::span<const segment> segments,
                     std::size_t lanes, const moments_columns& out) noexcept;

/// Moments of one column.
moments moments_of(std::span<const double> figures, decimal_scale s) noexcept;

/// The statistics above of `out.size()` sets at once, value and status written together. `out` and `why`
/// must not overlap the columns. O(n), no allocation; safe to call from several threads.
void count(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept;
void sum(const moments_view& sets, decimal_scale s, std::span<double> out,
         std::span<status> why) noexcept;
void minimum(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept;
void maximum(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept;
void mean(const moments_view& sets, decimal_scale s, std::span<double> out,
          std::span<status> why) noexcept;
void variance(const moments_view& sets, decimal_scale s, taken_as taken, std::span<double> out,
              std::span<status> why) noexcept;
void standard_deviation(const moments_view& sets, decimal_scale s, taken_as taken,
                        std::span<double> out, std::span<status> why) noexcept;
void coefficient_of_variation(const moments_view& sets, decimal_scale s, taken_as taken,
                              std::span<double> out, std::span<status> why) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
