#pragma once

#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/quotient.hpp>

/// Index on a fixed base (定基指数).
namespace zhibiao::inline ZB_ABI::kernels {

/// current * 100 / base: the growth on the base plus 100 (定基发展速度). Computed with twice the digits of a
/// double and rounded once.
///
/// No number: the statuses of `percent_change`, in its order.
cell fixed_base_index(const quotient& current, const quotient& base, double min_base = 0) noexcept;

/// What is known of the index where figures are intervals, and the status, as `percent_change` has them.
known_change fixed_base_index(const interval& current, const interval& base, decimal_scale s = {},
                              double min_base = 0) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
