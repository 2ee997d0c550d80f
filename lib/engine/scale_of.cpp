#include "engine/scale_of.hpp"

#include <zhibiao/value/decimal.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {

kernels::decimal_scale scale_of(std::initializer_list<double> numbers) noexcept {
  double power = 1;
  double largest = 0;
  for (const double x : numbers) {
    if (!std::isfinite(x)) continue;
    const std::optional<int> places = fewest_places(x);
    if (!places) return {};
    power = std::max(power, power_of_ten(*places));
    largest = std::max(largest, std::fabs(x));
  }
  if (largest * power < kernels::largest_whole) return {power, true};
  return {};
}

}  // namespace zhibiao::inline ZB_ABI::engine
