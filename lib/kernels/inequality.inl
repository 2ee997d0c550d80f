#pragma once

#include <zhibiao/kernels/inequality.hpp>

#include "kernels/error_free.inl"
#include "kernels/logarithm.inl"
#include "kernels/moments.inl"

// The formulas of inequality.hpp, for plain numbers and vectors alike.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// `value` for figures an index of inequality is defined for; `total` is their sum.
template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> index_cell(Number value, Number counted,
                                                               Number least, Number total,
                                                               double fewest = 2) noexcept {
  const auto code = [](status why) { return detail::number<Number>(why); };
  Number why = detail::fit(value);
  why = detail::is_finite(total) ? why : code(status::overflow);
  why = ((counted < fewest) | (least < 0.0) | (total == 0.0)) ? code(status::out_of_domain) : why;
  why = counted == 0.0 ? code(status::not_reported) : why;
  return detail::with_reason(value, why);
}

/// Sums over figures in ascending order.
template <class Number>
struct sorted_sums {
  compensated<Number> ranked;  ///< of (2 * i - n - 1) * x_i
  compensated<Number> total;
  Number counted{};
  Number least{};
  Number greatest{};
};

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> gini(const sorted_sums<Number>& sums,
                                                         taken_as taken) noexcept {
  const two_parts<Number> total = normal(two_parts<Number>{sums.total.sum, sums.total.lost});
  const Number divisor = taken == taken_as::sample ? sums.counted - 1.0 : sums.counted;
  const Number zero{};
  Number value =
      rounded(divided(two_parts<Number>{sums.ranked.sum, sums.ranked.lost}, times(total, divisor)));
  value = ((value < 0.0) | (sums.least == sums.greatest)) ? zero : value;
  return index_cell(value, sums.counted, sums.least, total.high);
}

/// What a figure or a group at the ratio `r` to the mean, `d` from 1, adds to an index, times its weight.
template <theil_index Index, class Number>
[[gnu::always_inline]] inline Number theil_term(Number r, Number d) noexcept {
  const logarithms<Number> log = logarithms_of(r, d);
  if constexpr (Index == theil_index::l) return log.excess;
  // r * ln(r) - d, which is d^2 - r * excess: the one where figures are far from the mean, the other where
  // they are close.
  const auto is_close = (d > -0.25) & (d < 0.25);
  return is_close ? d * d - r * log.excess : r * log.of_ratio - d;
}

/// The same for a figure among so many with such a total.
template <theil_index Index, class Number>
[[gnu::always_inline]] inline Number theil_term_of(two_parts<Number> times_count,
                                                   two_parts<Number> total) noexcept {
  const Number distance = (times_count.high - total.high) + (times_count.low - total.low);
  const Number r = times_count.high / total.high;
  const Number term = theil_term<Index>(r, distance / total.high);
  if constexpr (Index == theil_index::t) return term;
  // Too small for its logarithm.
  return r < 0x1p-1022 ? detail::number<Number>(no_number) : term;
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> theil_cell(theil_index index, Number value,
                                                               Number counted, Number least,
                                                               Number total) noexcept {
  const detail::cells<Number> c = index_cell(value, counted, least, total);
  const bool needs_positive = index == theil_index::l;
  const auto has_zero = (least == 0.0) & (counted > 0.0);
  const Number why =
      needs_positive ? (has_zero ? detail::number<Number>(status::out_of_domain) : c.why) : c.why;
  return detail::with_reason(c.value, why);
}

/// (n * sum of squares) / (n * sum^2), from n * sum of (x - mean)^2.
template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> herfindahl(
    const moment_parts<Number>& m) noexcept {
  const two_parts<Number> squared_sum = times(m.sum, m.sum);
  const Number value =
      rounded(divided(plus(spread(m), squared_sum), times(squared_sum, m.counted)));
  return index_cell(value, m.counted, m.least, m.sum.high, 1);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
