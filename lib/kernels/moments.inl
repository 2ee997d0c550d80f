#pragma once

#include <zhibiao/kernels/moments.hpp>

#include "kernels/error_free.inl"

// What moments are made of and what is made from them, for plain numbers and vectors alike.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// `moments` as the loops hold them.
template <class Number>
struct moment_parts {
  Number counted{};
  two_parts<Number> sum{};
  Number shift = detail::number<Number>(no_number);
  two_parts<Number> squares{};
  Number least = detail::number<Number>(no_number);
  Number greatest = detail::number<Number>(no_number);
};

inline moment_parts<double> parts_of(const moments& m) noexcept {
  return {static_cast<double>(m.counted),
          {m.sum, m.sum_rest},
          m.shift,
          {m.squares, m.squares_rest},
          m.least,
          m.greatest};
}

// Sum of (x - shift).
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> deviations(const moment_parts<Number>& m) noexcept {
  return normal(minus(m.sum, product(m.counted, m.shift)));
}

// n * sum of (x - mean)^2: for whole numbers a whole number, whatever the shift.
template <class Number>
[[gnu::always_inline]] inline two_parts<Number> spread(const moment_parts<Number>& m) noexcept {
  const two_parts<Number> d = deviations(m);
  const two_parts<Number> s = normal(minus(times(m.squares, m.counted), times(d, d)));
  const Number zero{};
  return {s.high < 0.0 ? zero : s.high, s.high < 0.0 ? zero : s.low};
}

template <class Number>
[[gnu::always_inline]] inline moment_parts<Number> merge(const moment_parts<Number>& a,
                                                         const moment_parts<Number>& b) noexcept {
  const auto only_a = b.counted == 0.0;
  const auto only_b = a.counted == 0.0;
  const two_parts<Number> way =
      minus(two_parts<Number>{b.shift, Number{}}, two_parts<Number>{a.shift, Number{}});
  const two_parts<Number> from_b = deviations(b);
  const two_parts<Number> from_a = plus(from_b, times(way, b.counted));
  const two_parts<Number> squares =
      normal(plus(plus(a.squares, b.squares), times(plus(from_b, from_a), way)));
  moment_parts<Number> m;
  m.counted = a.counted + b.counted;
  m.sum = normal(plus(a.sum, b.sum));
  m.shift = only_b ? b.shift : a.shift;
  m.squares.high = only_b ? b.squares.high : (only_a ? a.squares.high : squares.high);
  m.squares.low = only_b ? b.squares.low : (only_a ? a.squares.low : squares.low);
  m.least = (only_b | (b.least < a.least)) ? b.least : a.least;
  m.greatest = (only_b | (b.greatest > a.greatest)) ? b.greatest : a.greatest;
  return m;
}

// `value`, or `not_reported` where nothing is.
template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> reported(Number value,
                                                             Number counted) noexcept {
  const Number why =
      counted == 0.0 ? detail::number<Number>(status::not_reported) : detail::fit(value);
  return detail::with_reason(value, why);
}

template <class Number>
[[gnu::always_inline]] inline Number mean_of(const moment_parts<Number>& m,
                                             decimal_scale s) noexcept {
  const two_parts<Number> n{m.counted, Number{}};
  return rounded(divided(m.sum, s.exact ? times(n, Number{} + s.power) : n));
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> mean(const moment_parts<Number>& m,
                                                         decimal_scale s) noexcept {
  return reported(mean_of(m, s), m.counted);
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> variance(const moment_parts<Number>& m,
                                                             decimal_scale s,
                                                             taken_as taken) noexcept {
  const Number divisor = taken == taken_as::sample ? m.counted - 1.0 : m.counted;
  two_parts<Number> below = product(m.counted, divisor);
  if (s.exact) below = times(below, Number{} + s.power * s.power);
  const Number value = rounded(divided(spread(m), below));
  Number why = detail::fit(value);
  why = divisor == 0.0 ? detail::number<Number>(status::out_of_domain) : why;
  why = m.counted == 0.0 ? detail::number<Number>(status::not_reported) : why;
  return detail::with_reason(value, why);
}

// Correctly rounded on every processor.
[[gnu::always_inline]] inline double root(double x) noexcept { return __builtin_sqrt(x); }
template <class Number>
[[gnu::always_inline]] inline Number root(Number x) noexcept {
  for (std::size_t k = 0; k < sizeof x / sizeof(double); ++k) x[k] = __builtin_sqrt(x[k]);
  return x;
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> root(detail::cells<Number> variance) noexcept {
  return detail::with_reason(root(variance.value), variance.why);
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> standard_deviation(
    const moment_parts<Number>& m, decimal_scale s, taken_as taken) noexcept {
  return root(variance(m, s, taken));
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> coefficient_of_variation(
    const moment_parts<Number>& m, decimal_scale s, taken_as taken) noexcept {
  const detail::cells<Number> d = standard_deviation(m, s, taken);
  const Number value = d.value / mean_of(m, s);
  Number why = detail::fit(value);
  why = detail::is_finite(m.sum.high) ? why : detail::number<Number>(status::overflow);
  why = m.sum.high <= 0.0 ? detail::number<Number>(status::out_of_domain) : why;
  why = d.why > 0.0 ? d.why : why;
  return detail::with_reason(value, why);
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> sum(const moment_parts<Number>& m,
                                                        decimal_scale s) noexcept {
  return reported(unscaled(m.sum.high, s), m.counted);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
