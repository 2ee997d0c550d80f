#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/decimal.hpp>

#include <cstddef>

/// Change between rates or means that are made from parts.
namespace zhibiao::inline ZB_ABI::kernels {

/// A quotient as the two numbers that are divided: `part / all`. Kept so, a change between two of them
/// is rounded once and 78.1 % - 77.9 % is 0.2 points, where the difference of the rounded quotients
/// is not.
struct quotient {
  double part = no_number;
  double all = no_number;
};

/// numerator / denominator times the exact factor, of sums in whole scale (see `segment_sums`). The
/// products are exact while they are below 2^53.
quotient quotient_of(double numerator, decimal_scale numerator_scale, double denominator,
                     decimal_scale denominator_scale, ratio factor) noexcept;

/// `part / all`, rounded once. No number: `out_of_domain` where `all` is 0, `overflow`, also where one of
/// them is a NaN: a sum that was too large.
cell value_of(const quotient& q) noexcept;

/// current - base, as of rates in points. Computed with twice the digits of a double and rounded once.
/// No number: the reason of a current quotient that has none, `base_not_reported` where the base has
/// none, `overflow`.
cell difference(const quotient& current, const quotient& base) noexcept;

/// (current - base) * 100 / base, as of means in percent, likewise; where both have a number, the
/// statuses are those of `percent_change` of the two values.
cell percent_change(const quotient& current, const quotient& base, double min_base = 0) noexcept;

/// Quotients of a block of reported figures: `part / all` where `part` is the figure in whole scale times `part_factor`.
struct quotient_block {
  block_view part;
  block_view all;
  decimal_scale part_scale;
  decimal_scale all_scale;
  double part_factor = 1;
  double all_factor = 1;
};

/// numerator / denominator times the exact factor, of figures in their units: cell by cell what
/// `quotient_of` makes of them.
quotient_block quotients_of(block_view numerator, decimal_scale numerator_scale,
                            block_view denominator, decimal_scale denominator_scale,
                            ratio factor) noexcept;

/// The same cell by cell over blocks, but that a NaN is a figure that is not there: `not_reported`. Value
/// and status are written together. `out` must not overlap the inputs. O(rows * lanes), no allocation; safe to call from several threads.
void value_of(const quotient_block& q, block_size size, cell_block out) noexcept;
void difference(const quotient_block& current, const quotient_block& base, block_size size,
                cell_block out) noexcept;
void percent_change(const quotient_block& current, const quotient_block& base, block_size size,
                    double min_base, cell_block out) noexcept;

/// Change along the rows of a block, as in change.hpp: the first `lag` lanes of a row have no base.
void difference_along_rows(const quotient_block& q, std::size_t lag, block_size size,
                           cell_block out) noexcept;
void percent_change_along_rows(const quotient_block& q, std::size_t lag, block_size size,
                               double min_base, cell_block out) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
