#pragma once

#include <zhibiao/panel/missing.hpp>
#include <zhibiao/value/decimal.hpp>

#include "value/places.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace zhibiao::inline ZB_ABI::detail {

/// The least number of decimals that a growing set of numbers fits into exactly, whatever their order.
/// A number that fits into d decimals fits into more as long as it is small enough.
class decimals_finder {
 public:
  void add(double x) noexcept {
    if (is_missing(x)) return;
    largest_ = std::max(largest_, std::abs(x));
    if (decimals_ > most || is_whole_at(x, scale_)) return;
    // One that fits into fewer only is too large for as many as the others need.
    const std::optional<int> places = fewest_places(x, most);
    decimals_ = places && *places > decimals_ ? *places : most + 1;
    scale_ = power_of_ten(decimals_);
  }

  /// -1 where there is no such number.
  std::int8_t found() const noexcept {
    if (decimals_ > most || largest_ * scale_ >= whole_limit) return -1;
    return static_cast<std::int8_t>(decimals_);
  }

 private:
  static constexpr int most = 9;

  int decimals_ = 0;
  double scale_ = 1;
  double largest_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
