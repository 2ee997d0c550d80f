#pragma once

#include "kernels/moments.inl"
#include "kernels/vectors.inl"

// Statistics of moments of whole numbers that are small: sums and products of any two of them are exact, or
// have an error that is known to be a double. What `moments.inl` does for all others is the same to the
// last bit, and takes two to three times as long.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// Whether those of all lanes are so small.
template <class Number>
ZB_INLINED inline bool are_small(const moment_parts<Number>& m, decimal_scale s) noexcept {
  constexpr double limit = 0x1p51;
  const Number origins = m.counted * m.shift;
  const Number divisors = m.counted * m.counted * (s.power * s.power);
  return s.exact && are_all((m.sum.high < limit) & (m.sum.high > -limit) & (m.sum.low == 0.0) &
                            (origins < limit) & (origins > -limit) & (m.squares.high < limit) &
                            (m.squares.low == 0.0) & (divisors < limit));
}

template <class Number>
ZB_INLINED inline two_parts<Number> small_product(Number x, Number y) noexcept {
  const Number p = x * y;
  return {p, error_of(p, x, y)};
}

// x / y
template <class Number>
ZB_INLINED inline Number small_quotient(two_parts<Number> x, Number y) noexcept {
  const Number first = x.high / y;
  const two_parts<Number> rest = minus(x, small_product(y, first));
  return first + rounded(rest) / y;
}

template <class Number>
ZB_INLINED inline detail::cells<Number> small_mean(const moment_parts<Number>& m,
                                                   decimal_scale s) noexcept {
  return reported(small_quotient({m.sum.high, Number{}}, m.counted * s.power), m.counted);
}

template <class Number>
ZB_INLINED inline detail::cells<Number> small_variance(const moment_parts<Number>& m,
                                                       decimal_scale s, taken_as taken) noexcept {
  const Number deviations = m.sum.high - m.counted * m.shift;
  const two_parts<Number> difference =
      minus(small_product(m.squares.high, m.counted), small_product(deviations, deviations));
  compensated<Number> spread{difference.high};
  spread.add(difference.low);
  const Number zero{};
  const auto is_below = spread.sum < 0.0;
  const Number divisor = taken == taken_as::sample ? m.counted - 1.0 : m.counted;
  const Number value = small_quotient({is_below ? zero : spread.sum, is_below ? zero : spread.lost},
                                      m.counted * divisor * (s.power * s.power));
  // There is at least one figure: the shift of none is a NaN, which is not small.
  const Number why =
      divisor == 0.0 ? detail::number<Number>(status::out_of_domain) : detail::fit(value);
  return detail::with_reason(value, why);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
