#pragma once

#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/quotient.hpp>

#include <span>

/// Growth over several periods brought to one (年均增长, 两年平均, 年化). A figure is a quotient, which one
/// that is no rate is over 1. Powers and roots are computed with twice the digits of a double from the four
/// operations alone and rounded once, so they are the same bits everywhere.
namespace zhibiao::inline ZB_ABI::kernels {

/// More periods than this are not averaged over.
inline constexpr int most_spans = 1000;

/// The figure as a quotient, exact where the scale is.
inline quotient quotient_of(double figure, decimal_scale s) noexcept {
  return {whole(figure, s), s.exact ? s.power : 1};
}

/// Average growth by the level method (水平法), in percent: ((current / base)^(1 / spans) - 1) * 100.
///
/// No number: the statuses of `percent_change`, in its order; `out_of_domain` for fewer than 1 or more
/// than `most_spans` spans. O(spans), no allocation; safe to call from several threads. Source: standing
/// note of the China Statistical Yearbook (平均增长速度: 水平法, 累计法).
cell average_growth(const quotient& current, const quotient& base, int spans,
                    double min_base = 0) noexcept;

/// Average growth by the cumulative method (累计法), in percent: (q - 1) * 100 with
/// q + q^2 + ... + q^n = (later[0] + ... + later[n - 1]) / base. There is one such q for a sum that is not
/// negative. Official statistics use it for investment in fixed assets (固定资产投资).
///
/// No number: the statuses of `percent_change` of the last figure and the base; `base_not_reported` where
/// a figure between them is missing; `out_of_domain` for a negative base or sum, and for as many figures as
/// of `average_growth`. O(n) a step and few steps, no allocation. Source: as above.
cell cumulative_growth(const quotient& base, std::span<const quotient> later,
                       double min_base = 0) noexcept;

/// One growth of a chain.
struct growth_link {
  quotient current;
  quotient base;
};

/// Average growth by chaining, in percent: the geometric mean of the growths of the links, the oldest first:
/// sqrt((1 + g1) (1 + g2)) - 1 of two. The same as the level method where each base is the current figure of
/// the link before.
///
/// No number: where a link has none, the statuses of `percent_change` of the latest such link, a figure that
/// is missing in an earlier one being `base_not_reported`; `out_of_domain` without links and for more than
/// `most_spans`.
cell chained_growth(std::span<const growth_link> links, double min_base = 0) noexcept;

/// Growth of one period kept up over a year (年化), in percent: ((current / base)^times - 1) * 100, `times`
/// being the periods of a year.
///
/// No number: the statuses of `percent_change`; `out_of_domain` for less than once or more than `most_spans`
/// times; `overflow`.
cell annualised_growth(const quotient& current, const quotient& base, int times,
                       double min_base = 0) noexcept;

/// Average change of a rate (率的年均变动), in points a period: (current - base) / spans, rounded once.
///
/// No number: the statuses of `difference`; `out_of_domain` for as many spans as of `average_growth`.
cell average_difference(const quotient& current, const quotient& base, int spans) noexcept;

/// What is known of each where figures are intervals, and the status, as `percent_change` has them: an end
/// comes from the ends of the figures that make it least or largest.
known_change average_growth(const interval& current, const interval& base, int spans,
                            decimal_scale s = {}, double min_base = 0) noexcept;
known_change cumulative_growth(const interval& base, std::span<const interval> later,
                               decimal_scale s = {}, double min_base = 0) noexcept;
/// Of a chain each link is taken to know nothing of the others.
struct known_link {
  interval current;
  interval base;
};
known_change chained_growth(std::span<const known_link> links, decimal_scale s = {},
                            double min_base = 0) noexcept;
known_change annualised_growth(const interval& current, const interval& base, int times,
                               decimal_scale s = {}, double min_base = 0) noexcept;
interval average_difference(const interval& current, const interval& base, int spans,
                            decimal_scale s = {}) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
