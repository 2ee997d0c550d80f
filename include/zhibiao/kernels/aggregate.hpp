#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/interval.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// Figures of many areas made into one (汇总). Blocks are `[row][lane]`, a lane a period; a segment is a
/// run of rows, the towns of one area. A missing figure is a NaN and never counts as zero.
namespace zhibiao::inline ZB_ABI::kernels {

/// Rows [first, last) of a block.
struct segment {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Sum and count of the figures that are there and take part, by segment and lane:
/// `totals[segment * lanes + lane]`, 0 where none is. The totals of an exact scale are whole numbers of
/// that scale; `total` brings one back to the unit. Sums are compensated (TwoSum). For whole-scaled
/// figures they are therefore exact before the one rounding to a double, and do not depend on any order,
/// while rows^2 times the largest figure stays below 2^106. Otherwise rows are added in their order, each
/// lane on its own, so the sum does not depend on threads or vector width. A sum that is too large for a
/// double is a NaN. O(rows * lanes), no allocation; safe to call from several threads.
void segment_sums(block_view values, mask_view taking_part, std::span<const segment> segments,
                  std::size_t lanes, decimal_scale s, std::span<double> totals,
                  std::span<std::uint32_t> counted) noexcept;

/// The same for the sum of figure times weight, products without rounding (Dekker); a row takes part
/// where both are there. Totals are whole in the product of the two scales: a figure of 2 decimals times
/// a weight of 1 is a number of thousandths.
void segment_weighted_sums(block_view values, block_view weights, mask_view taking_part,
                           std::span<const segment> segments, std::size_t lanes,
                           decimal_scale value_scale, decimal_scale weight_scale,
                           std::span<double> totals, std::span<std::uint32_t> counted) noexcept;

/// The total of one column as of `segment_sums`, and that of its figures times their weights as of
/// `segment_weighted_sums`. The two columns have one length.
double total_of(std::span<const double> figures, decimal_scale s) noexcept;
double weighted_total_of(std::span<const double> figures, std::span<const double> weights,
                         decimal_scale value_scale, decimal_scale weight_scale) noexcept;

/// The sums of two figures over the rows where both are there: numerator and denominator of a rate, or the
/// figures of two periods (同口径). Otherwise as `segment_sums`, with one count for both.
void segment_pair_sums(block_view first, block_view second, mask_view taking_part,
                       std::span<const segment> segments, std::size_t lanes,
                       decimal_scale first_scale, decimal_scale second_scale,
                       std::span<double> first_totals, std::span<double> second_totals,
                       std::span<std::uint32_t> counted) noexcept;

/// Sums in the making of groups whose rows stand anywhere: `[group * lanes + lane]`, all 0 before the
/// first row. `lost` is what rounding has taken from `sum`.
struct running_sums {
  double* sum = nullptr;
  double* lost = nullptr;
  std::uint32_t* counted = nullptr;
};

/// The group of a row that belongs to none.
inline constexpr std::uint32_t no_group = 0xffff'ffff;

/// Adds rows to the sums of their groups, `groups[row]`; row after row, so blocks of rows can be added
/// one after the other. The figures of a group are added as in `segment_sums`, and rows in the same order
/// give the same bits. Slower than that, for the sums lie in memory. O(rows * lanes), no allocation; safe
/// to call from several threads, each with sums of its own.
void add_to_groups(block_view values, mask_view taking_part, std::span<const std::uint32_t> groups,
                   std::size_t lanes, decimal_scale s, running_sums to) noexcept;
void add_weighted_to_groups(block_view values, block_view weights, mask_view taking_part,
                            std::span<const std::uint32_t> groups, std::size_t lanes,
                            decimal_scale value_scale, decimal_scale weight_scale,
                            running_sums to) noexcept;

/// Totals as of `segment_sums` from the sums made, which `totals` may lie over.
void finish_groups(running_sums from, std::span<double> totals) noexcept;

/// A sum (合计) from the total of `segment_sums`. No number: `overflow`.
cell total(double whole_total, decimal_scale s) noexcept;

/// Ratio of sums (分子合计 / 分母合计) of two totals of `segment_sums` with their scales, times the exact
/// factor: 100 for a rate in percent. Rounded once while the products with the factor are below 2^53.
/// No number: `out_of_domain` where the denominators add to zero, `overflow`.
cell ratio_of_sums(double numerator, decimal_scale numerator_scale, double denominator,
                   decimal_scale denominator_scale, ratio factor) noexcept;

/// The same of sums known as intervals, in their units (the scales make their ends whole, so that an
/// end equals the point form of it):
/// [numerator.lower / denominator.upper, numerator.upper / denominator.lower] for a numerator that is
/// not negative. Unbounded where the denominator can be zero, NaN ends where it must be or where a sum
/// is missing.
interval ratio_of_sums(const interval& numerator, const interval& denominator, ratio factor,
                       decimal_scale numerator_scale = {},
                       decimal_scale denominator_scale = {}) noexcept;

/// Weighted mean from the total of `segment_weighted_sums` and that of the same weights of
/// `segment_sums`, both as they come; the scale of the weights falls away.
/// No number: `out_of_domain` where the weights add to zero or less, `overflow`.
cell weighted_mean(double weighted_total, decimal_scale value_scale, double weight_total) noexcept;

/// The last of the periods (期末数): the figure of the last lane; a missing one is not replaced by an
/// earlier. By row, over `lanes` lanes from `first`; NaN where there is no lane.
void last_of_lanes(block_view values, std::size_t rows, std::size_t first, std::size_t lanes,
                   std::span<double> out) noexcept;

/// Sum over the periods of a row, in the unit of the figures; all of them must be there, else NaN.
void sum_of_lanes(block_view values, std::size_t rows, std::size_t first, std::size_t lanes,
                  decimal_scale s, std::span<double> out) noexcept;

/// How much of an area an aggregate stands on.
struct coverage {
  double by_count = 0;           ///< members counted / members
  double by_weight = no_number;  ///< weight counted / weight of all; NaN where a weight is unknown
};

/// The share that decides: by weight where it is known, else by count.
inline double deciding(const coverage& c) noexcept {
  return c.by_weight == c.by_weight ? c.by_weight : c.by_count;
}

/// Applies the coverage rule to an aggregate: nothing counted is `not_reported`; all members counted
/// leaves it as it is; at least `minimum` makes it `partial`; below, the number is withheld and the
/// status is `coverage_low`. A share that misses the minimum by rounding alone (1e-12) reaches it.
cell covered(cell aggregate, std::uint32_t counted, std::uint32_t members, const coverage& share,
             double minimum) noexcept;

/// The fewest of `members` that reach a minimum coverage where each of them counts for one; at least 1.
std::uint32_t least_counted(std::uint32_t members, double minimum) noexcept;

/// An area of many: how many members it has, how many of them have to be there, and its row among the
/// results.
struct covered_row {
  std::uint32_t members = 0;
  std::uint32_t least = 1;  ///< of `least_counted`
  std::size_t row = 0;
};

/// `covered` of a row of aggregates for each area, whose members count for one each: `aggregates`, `why`
/// and `counted` are `[area][lane]`, and area i's go to row `areas[i].row` of `out`. O(n), no allocation;
/// safe to call from several threads.
void covered(std::span<const double> aggregates, std::span<const status> why,
             std::span<const std::uint32_t> counted, std::span<const covered_row> areas,
             std::size_t lanes, cell_block out) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
