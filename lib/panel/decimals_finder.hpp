#pragma once

#include <zhibiao/panel/missing.hpp>
#include <zhibiao/value/decimal.hpp>

#include "value/places.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace zhibiao::inline ZB_ABI::detail {

/// The least number of decimals that a growing set of numbers fits into exactly. A number that fits
/// into d decimals fits into more as long as it is small enough, so neither the order of the numbers
/// nor how they are divided among finders matters.
class decimals_finder {
 public:
  void add(double x) noexcept {
    if (is_missing(x)) return;
    add_size(std::abs(x));
    if (is_hopeless() || is_whole_at(x, scale_)) return;
    // One that fits into fewer only is too large for as many as the others need.
    const std::optional<int> places = fewest_places(x, most);
    widen(places && *places > decimals_ ? *places : most + 1);
  }

  void add(const decimals_finder& other) noexcept {
    add_size(other.largest_);
    if (other.decimals_ > decimals_) widen(other.decimals_);
  }

  /// A number of which only the size is still to be counted: no larger than this, and whole at `scale()`.
  void add_size(double size) noexcept { largest_ = std::max(largest_, size); }

  /// What the numbers so far are whole multiples of: 1 / scale.
  double scale() const noexcept { return scale_; }
  /// No number of decimals will do any more.
  bool is_hopeless() const noexcept { return decimals_ > most; }

  /// -1 where there is no such number.
  std::int8_t found() const noexcept {
    if (is_hopeless() || largest_ * scale_ >= whole_limit) return -1;
    return static_cast<std::int8_t>(decimals_);
  }

 private:
  static constexpr int most = 9;

  void widen(int decimals) noexcept {
    decimals_ = decimals;
    scale_ = power_of_ten(decimals_);
  }

  int decimals_ = 0;
  double scale_ = 1;
  double largest_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
