#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>

#include <cstddef>
#include <span>

/// Shares (比重) of areas in the total of the area above them.
namespace zhibiao::inline ZB_ABI::kernels {

namespace detail {

template <class Number>
[[gnu::always_inline]] inline cells<Number> share(Number x, Number whole_total, Number least,
                                                  decimal_scale s) noexcept {
  const auto code = [](status why) { return number<Number>(why); };
  const Number value = whole(x, s) * 100.0 / whole_total;
  Number why = fit(value);
  why = whole_total == 0.0 ? code(status::out_of_domain) : why;
  why = least < 0.0 ? code(status::out_of_domain) : why;
  why = is_missing(x) ? code(status::not_reported) : why;
  return with_reason(value, why);
}

}  // namespace detail

/// Share in percent: x * 100 / total, with the total of `segment_sums` or `segment_moments` and the least
/// of the figures in it. For whole-scaled figures of at most 9e13 whole units (2^53 / 100) it is the exact
/// quotient rounded once. No number: `not_reported`, `out_of_domain` where the total is zero or one of the
/// figures negative, `overflow`.
inline cell share(double x, double whole_total, double least, decimal_scale s) noexcept {
  return detail::single(detail::share(x, whole_total, least, s));
}

/// The shares of the rows of each segment, lane by lane: to the row and lane of `out`, `not_reported` for
/// what is missing or does not take part. Totals and least figures are those of `segment * lanes + lane`,
/// over the same rows; rows outside of all segments are left alone. O(rows * lanes), no allocation; safe
/// to call from several threads.
void segment_shares(block_view values, mask_view taking_part, std::span<const segment> segments,
                    std::size_t lanes, decimal_scale s, std::span<const double> whole_totals,
                    std::span<const double> least, cell_block out) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
