#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/decimal.hpp>

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

/// `part / all`, rounded once. No number: `out_of_domain` where `all` is 0, `overflow`.
cell value_of(const quotient& q) noexcept;

/// current - base, as of rates in points. Computed with twice the digits of a double and rounded once.
/// Neither may be without a number.
cell difference(const quotient& current, const quotient& base) noexcept;

/// (current - base) * 100 / base, as of means in percent, likewise; the statuses are those of
/// `percent_change` of the two values.
cell percent_change(const quotient& current, const quotient& base, double min_base = 0) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
