#pragma once

#include <zhibiao/value/rounding.hpp>

#include <optional>

namespace zhibiao::inline ZB_ABI {

/// How numbers are put for people (数字表述). Nothing is computed on what is rounded here.
struct presentation {
  /// Places behind the point of every number, from -9 to 15; none: those of measure and indicator.
  std::optional<int> decimals;
  rounding_mode rounding = rounding_mode::half_up;
  /// Parts are rounded so that they add up to the printed total (`balanced`), where all of them are in the
  /// table: the figures of areas to that of the area above, shares to 100 %. Otherwise a printed sum can
  /// differ from its printed parts, as published tables say of themselves.
  bool adds_up = false;
};

}  // namespace zhibiao::inline ZB_ABI
