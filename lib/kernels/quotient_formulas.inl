#pragma once

#include <zhibiao/kernels/change.hpp>

#include "kernels/error_free.inl"

// The formulas of quotient.hpp, for plain numbers and vectors alike.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

template <class Number>
struct parts {
  Number part;
  Number all;
};

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> value_of(parts<Number> q) noexcept {
  const Number value = q.part / q.all;
  Number why = detail::fit(value);
  why = q.all == 0.0 ? detail::number<Number>(status::out_of_domain) : why;
  why = detail::is_there(q.part) ? why : detail::number<Number>(status::not_reported);
  why = detail::is_there(q.all) ? why : detail::number<Number>(status::not_reported);
  return detail::with_reason(value, why);
}

/// `changed` where both quotients have a number; else the reason of the current one, or that there is no
/// base.
template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> where_both(
    detail::cells<Number> current, detail::cells<Number> base,
    detail::cells<Number> changed) noexcept {
  Number why = base.why < 32.0 ? changed.why : detail::number<Number>(status::base_not_reported);
  why = current.why < 32.0 ? why : current.why;
  return detail::with_reason(changed.value, why);
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> difference(parts<Number> current,
                                                               parts<Number> base) noexcept {
  const auto quotient = [](parts<Number> q) __attribute__((always_inline)) {
    return divided<Number>({q.part, Number{}}, {q.all, Number{}});
  };
  const Number change = rounded(minus(quotient(current), quotient(base)));
  return where_both(value_of(current), value_of(base), {change, detail::fit(change)});
}

template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> percent_change(parts<Number> current,
                                                                   parts<Number> base,
                                                                   double min_base) noexcept {
  const detail::cells<Number> x = value_of(current);
  const detail::cells<Number> b = value_of(base);
  const detail::cells<Number> of_values = detail::percent_change(x.value, b.value, {}, min_base);
  const two_parts<Number> base_product = product(base.part, current.all);
  const two_parts<Number> change = minus(product(current.part, base.all), base_product);
  const Number rate = rounded(divided(times(change, detail::number<Number>(100)), base_product));
  Number why = detail::is_finite(rate) ? of_values.why : detail::number<Number>(status::overflow);
  why = of_values.why < 32.0 ? why : of_values.why;
  return where_both(x, b, {rate, why});
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
