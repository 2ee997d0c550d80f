#include <zhibiao/kernels/fixed_base.hpp>

#include "kernels/growth_bounds.inl"
#include "kernels/growth_power.inl"

namespace zhibiao::inline ZB_ABI::kernels {

cell fixed_base_index(const quotient& current, const quotient& base, double min_base) noexcept {
  const cell change = percent_change(current, base, min_base);
  if (!has_number(change.why)) return change;
  return finite(rounded(times(ratio_of(current, base), 100.0)), change.why);
}

known_change fixed_base_index(const interval& current, const interval& base, decimal_scale s,
                              double min_base) noexcept {
  return known_growth(current, base, s, min_base, [&](double x, double b) {
    return fixed_base_index(quotient_of(x, s), quotient_of(b, s));
  });
}

}  // namespace zhibiao::inline ZB_ABI::kernels
