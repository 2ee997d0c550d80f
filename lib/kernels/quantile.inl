#pragma once

#include <zhibiao/kernels/cell.hpp>

#include "kernels/error_free.inl"

// The figure between two places, for plain numbers and vectors alike.
namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// (below * weight_below + above * weight_above) / weights, where the weights add to `weights`, which is
// at most 1, or 0 for a probability that is none.
template <class Number>
[[gnu::always_inline]] inline detail::cells<Number> between(Number below, Number above,
                                                            Number weight_below,
                                                            Number weight_above, Number weights,
                                                            Number counted,
                                                            decimal_scale s) noexcept {
  const two_parts<Number> above_line =
      plus(product(whole(below, s), weight_below), product(whole(above, s), weight_above));
  const Number below_line = s.exact ? weights * s.power : weights;
  Number value = rounded(divided(above_line, two_parts<Number>{below_line, Number{}}));
  value = value < below ? below : value;
  value = value > above ? above : value;
  value = ((below == above) | (weight_above == 0.0)) ? below : value;
  Number why = detail::fit(value);
  why = weights == 0.0 ? detail::number<Number>(status::out_of_domain) : why;
  why = counted == 0.0 ? detail::number<Number>(status::not_reported) : why;
  return detail::with_reason(value, why);
}

}  // namespace
}  // namespace zhibiao::inline ZB_ABI::kernels
