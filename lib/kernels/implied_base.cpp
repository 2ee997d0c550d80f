#include <zhibiao/kernels/implied_base.hpp>

#include <algorithm>
#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {

interval implied_base(const interval& current, const interval& growth) noexcept {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (detail::is_missing(current.lower) || detail::is_missing(growth.lower)) {
    return {no_number, no_number};
  }
  interval k;
  const double least = std::max(current.lower, 0.0);
  k.lower = growth.upper == infinity ? 0 : implied_base(least, growth.upper).value;
  k.lower_open = current.lower_open || growth.upper_open;
  const bool is_bounded = current.upper < infinity && growth.lower > -100;
  k.upper = is_bounded ? implied_base(current.upper, growth.lower).value : infinity;
  k.upper_open = current.upper_open || growth.lower_open || !is_bounded;
  return k;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
