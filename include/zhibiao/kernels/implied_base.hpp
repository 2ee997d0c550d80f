#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>

/// The base that a published growth was computed on (隐含基数): published growth is on a comparable basis and need
/// not be that of the figures published a year earlier.
namespace zhibiao::inline ZB_ABI::kernels {

/// current * 100 / (100 + growth), the growth in percent.
///
/// No number: `not_reported` where either is missing, `out_of_domain` for a growth of -100 % or less and for a
/// negative figure, `overflow`.
inline cell implied_base(double current, double growth) noexcept {
  if (detail::is_missing(current) || detail::is_missing(growth)) {
    return {no_number, status::not_reported};
  }
  if (!(growth > -100) || current < 0) return {no_number, status::out_of_domain};
  return finite(current * 100 / (100 + growth), status::ok);
}

/// What is known of it where the two are intervals: from the least figure over the largest growth to the
/// largest over the least; unbounded above where the growth can be -100 %. NaN ends where either is missing.
interval implied_base(const interval& current, const interval& growth) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
