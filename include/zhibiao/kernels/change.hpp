#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>

#include <cstddef>
#include <span>

/// Change between a base and a current figure (增减, 增长). A missing figure is a NaN.
namespace zhibiao::inline ZB_ABI::kernels {

namespace detail {

/// Any change where there is no base.
template <class Number>
[[gnu::always_inline]] inline cells<Number> without_base(Number current) noexcept {
  const Number why = is_missing(current) ? number<Number>(status::not_reported)
                                         : number<Number>(status::base_not_reported);
  return {number<Number>(no_number), why};
}

template <class Number>
[[gnu::always_inline]] inline cells<Number> difference(Number current, Number base,
                                                       decimal_scale s) noexcept {
  const Number change = unscaled(whole(current, s) - whole(base, s), s);
  Number why = fit(change, s);
  why = is_missing(base) ? number<Number>(status::base_not_reported) : why;
  why = is_missing(current) ? number<Number>(status::not_reported) : why;
  return with_reason(change, why);
}

template <class Number>
[[gnu::always_inline]] inline cells<Number> percent_change(Number current, Number base,
                                                           decimal_scale s,
                                                           double min_base) noexcept {
  const Number b = whole(base, s);
  const Number rate = (whole(current, s) - b) * 100.0 / b;
  const Number fits = fit(rate, s);
  const auto is_negative = current < 0.0;
  const auto is_same = current == base;
  const auto on_zero = base == 0.0;

  Number on_positive = fits;
  if (min_base > 0) {
    const Number warned =
        base < min_base ? number<Number>(status::small_base) : number<Number>(status::ok);
    on_positive = fits > warned ? fits : warned;
  }
  on_positive = is_negative ? number<Number>(status::turned_negative) : on_positive;

  Number otherwise =
      current > base ? number<Number>(status::loss_narrowed) : number<Number>(status::loss_widened);
  otherwise = is_negative ? otherwise : number<Number>(status::turned_positive);
  otherwise = on_zero ? number<Number>(status::base_zero) : otherwise;
  const Number unchanged = on_zero ? number<Number>(status::both_zero) : fits;
  otherwise = is_same ? unchanged : otherwise;

  Number why = base > 0.0 ? on_positive : otherwise;
  why = is_missing(base) ? number<Number>(status::base_not_reported) : why;
  why = is_missing(current) ? number<Number>(status::not_reported) : why;
  return with_reason(rate, why);
}

}  // namespace detail

/// Absolute change (增减量): current - base, in the unit of the figures; for rates in points (百分点).
/// No number: `not_reported`, `base_not_reported`, `overflow`.
inline cell difference(double current, double base, decimal_scale s = {}) noexcept {
  return detail::single(detail::difference(current, base, s));
}

/// Rate of change (增长率), in percent: (current - base) * 100 / base, for a positive base and a
/// current figure that is not negative. For whole-scaled figures whose difference is at most 9e13
/// whole units (2^53 / 100) it is the exact quotient rounded once.
///
/// | base | current | result |
/// | --- | --- | --- |
/// | > 0 | >= 0 | number, `ok`; `small_base` where base < min_base |
/// | > 0 | < 0 | `turned_negative` |
/// | 0 | 0 | `both_zero` |
/// | 0 | not 0 | `base_zero` |
/// | < 0 | >= 0 | `turned_positive` |
/// | < 0 | between base and 0 | `loss_narrowed` |
/// | < 0 | < base | `loss_widened` |
/// | < 0 | = base | 0, `ok` |
///
/// Missing comes first: current, then base. Source: OECD Data and Metadata Reporting and Presentation
/// Handbook 2007 (growth on a negative base is not meaningful).
inline cell percent_change(double current, double base, decimal_scale s = {},
                           double min_base = 0) noexcept {
  return detail::single(detail::percent_change(current, base, s, min_base));
}

/// How far a loss has narrowed or widened (减亏, 增亏), in percent of it: |current - base| * 100 / |base|, for
/// two figures below zero. No number: `out_of_domain` elsewhere; missing comes first: current, then base.
inline cell loss_change(double current, double base, decimal_scale s = {}) noexcept {
  const cell rate = percent_change(-current, -base, s);
  if (rate.why == status::not_reported || rate.why == status::base_not_reported) return rate;
  if (!(current < 0 && base < 0)) return {no_number, status::out_of_domain};
  return {rate.value < 0 ? -rate.value : rate.value, rate.why};
}

/// What is known of a difference: [current.lower - base.upper, current.upper - base.lower]; an end is
/// open where one it comes from is. NaN ends where either figure is missing.
interval difference(const interval& current, const interval& base, decimal_scale s = {}) noexcept;

/// What is known of a rate of change, and the status. `known` has NaN ends where `why` has no number.
struct known_change {
  interval known;
  status why = status::ok;
};

/// - Both figures exact: the number and status of the table above.
/// - Base surely positive, current surely not negative: `bounded`. Or `ok` or `small_base` where only
///   one rate is possible all the same: -100 for a current figure of exactly 0.
/// - A status of the table without a number, where it holds whatever the figures are.
/// - Else `undetermined`.
known_change percent_change(const interval& current, const interval& base, decimal_scale s = {},
                            double min_base = 0) noexcept;

/// The same over spans of equal length; value and status are written together. `out` and `why` must
/// not overlap the inputs. O(n), no allocation; safe to call from several threads.
void difference(std::span<const double> current, std::span<const double> base, decimal_scale s,
                std::span<double> out, std::span<status> why) noexcept;
void percent_change(std::span<const double> current, std::span<const double> base, decimal_scale s,
                    double min_base, std::span<double> out, std::span<status> why) noexcept;

/// The same cell by cell over blocks.
void difference(block_view current, block_view base, block_size size, decimal_scale s,
                cell_block out) noexcept;
void percent_change(block_view current, block_view base, block_size size, decimal_scale s,
                    double min_base, cell_block out) noexcept;

/// Change along the rows of a block: every figure against the one `lag` lanes earlier in its row. The
/// first `lag` lanes of a row have no base: `base_not_reported`, or `not_reported` where the figure is
/// missing itself.
void difference_along_rows(block_view figures, std::size_t lag, block_size size, decimal_scale s,
                           cell_block out) noexcept;
void percent_change_along_rows(block_view figures, std::size_t lag, block_size size,
                               decimal_scale s, double min_base, cell_block out) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
