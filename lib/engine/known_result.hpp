#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>

#include "engine/figures.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {

/// Which way a result goes as the figure grows.
enum class course : std::uint8_t { rising, falling };

/// What is known of a result that goes one way, from what is known of the figure: `f` at its ends. An end
/// that is not there, or has no number, leaves that of the result open.
template <class F>
interval known_result(const figure& x, F f, course c) {
  if (is_exact(x.known)) return exactly(f(x.value).value);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  interval k;
  const auto end_of = [&](double at, double& to) {
    if (std::isinf(at)) return false;
    const kernels::cell made = f(at);
    if (has_number(made.why)) to = made.value;
    return has_number(made.why);
  };
  double low = -infinity;
  double high = infinity;
  if (c == course::falling) std::swap(low, high);
  const bool has_low = end_of(x.known.lower, low);
  const bool has_high = end_of(x.known.upper, high);
  k = {low, high, !has_low || x.known.lower_open, !has_high || x.known.upper_open};
  if (c == course::falling) {
    std::swap(k.lower, k.upper);
    std::swap(k.lower_open, k.upper_open);
  }
  // Where both ends give the same number it is reached.
  if (k.lower == k.upper) k.lower_open = k.upper_open = false;
  return k;
}

/// Every number: what is known where no more is.
constexpr interval nothing_narrower() noexcept {
  return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity(), true,
          true};
}

}  // namespace zhibiao::inline ZB_ABI::engine
