#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/quantile.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// How unequally a total is spread over areas. All are bare numbers that do not change with the unit, for
/// figures that are not negative. No number, for every index and in this order: `not_reported` where there
/// is no figure; `out_of_domain` where there is only one, one is negative or all are zero; `overflow`.
/// Results are the same on every machine: logarithms are the library's own.
namespace zhibiao::inline ZB_ABI::kernels {

/// Gini coefficient (基尼系数) of figures in ascending order, all of them there:
/// sum of (2 * i - n - 1) * x_i / (n * sum of x), from 0 for equal figures to below 1; taken as a sample
/// n / (n - 1) of that, to 1. Of whole-scaled figures rounded once. O(n).
cell gini_of_sorted(std::span<const double> figures, decimal_scale s,
                    taken_as taken = taken_as::population) noexcept;

/// The same with weights, such as the population: sum of w_i * x_i * (2 * C_i - w_i - W) / (W * sum of
/// w * x), C_i the weights up to the i-th figure and W all of them. A figure takes part where it and its
/// weight are there and the weight is not zero; a negative weight is `out_of_domain`. Reorders the figures.
/// O(n log n), no allocation.
cell weighted_gini(std::span<weighted_figure> figures, decimal_scale value_scale,
                   decimal_scale weight_scale) noexcept;

/// How many bytes of scratch memory `segment_gini` needs, aligned as a double is.
std::size_t gini_scratch(std::span<const segment> segments) noexcept;

/// Gini coefficients by segment and lane: `out[segment * lanes + lane]`. O(rows * lanes) but for sorting,
/// no allocation; safe to call from several threads, each with scratch memory of its own.
void segment_gini(block_view values, mask_view taking_part, std::span<const segment> segments,
                  std::size_t lanes, decimal_scale s, taken_as taken, std::span<std::byte> scratch,
                  std::span<double> out, std::span<status> why) noexcept;

/// The two indices of Theil (泰尔指数), with m the mean.
enum class theil_index : std::uint8_t {
  t,  ///< mean of x / m * ln(x / m), where 0 * ln 0 is 0
  l,  ///< mean of ln(m / x), the mean logarithmic deviation; out_of_domain where a figure is zero
};

/// Theil's index of a column; missing figures take no part. It is summed from terms that are never
/// negative, x / m * ln(x / m) - (x / m - 1) and x / m - 1 - ln(x / m), which add to the same, so that it
/// keeps its digits where figures are close to each other. O(n).
cell theil(theil_index index, std::span<const double> figures, decimal_scale s) noexcept;

/// The same with weights: means are weighted means. Who takes part is as for `weighted_gini`.
cell weighted_theil(theil_index index, std::span<const weighted_figure> figures,
                    decimal_scale value_scale, decimal_scale weight_scale) noexcept;

/// Theil's index by segment and lane, in a second pass after that of `segment_moments` over the same rows.
/// O(rows * lanes), no allocation; safe to call from several threads.
void segment_theil(theil_index index, block_view values, mask_view taking_part,
                   std::span<const segment> segments, std::size_t lanes, decimal_scale s,
                   const moments_view& of_segments, std::span<double> out,
                   std::span<status> why) noexcept;

/// Where cells by segment and lane go.
struct cell_columns {
  double* values = nullptr;
  status* why = nullptr;
};

/// Takes Theil's index of areas apart into what lies within their groups and what lies between them:
/// index = within + between. `of_groups` and `index_of_groups` are moments and index of the groups,
/// `[group][lane]`, `of_areas` moments of areas that are runs of groups, `[area][lane]`.
/// T: within = sum of s_g * T_g, between = sum of s_g * ln(m_g / m), s_g the group's share of the total.
/// L: within = sum of n_g / n * L_g, between = sum of n_g / n * ln(m / m_g).
/// Statuses are those of the area's index. A group of one figure, or of zeros alone, has nothing within.
/// O(groups * lanes), no allocation; safe to call from several threads.
/// Source: Shorrocks, The class of additively decomposable inequality measures, Econometrica 48, 1980.
void theil_parts(theil_index index, const moments_view& of_groups,
                 std::span<const double> index_of_groups, std::span<const segment> areas,
                 std::size_t lanes, const moments_view& of_areas, cell_columns within,
                 cell_columns between) noexcept;

/// Herfindahl-Hirschman index (赫芬达尔指数): sum of squared shares, from 1 / n to 1. Of one figure it is 1.
cell herfindahl(const moments& m) noexcept;

/// The same of many sets.
void herfindahl(const moments_view& sets, std::span<double> out, std::span<status> why) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
