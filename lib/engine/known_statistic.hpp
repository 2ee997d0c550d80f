#pragma once

#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/value/interval.hpp>

#include "engine/figures.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// The figures of an area's towns in one period.
struct town_column {
  const figures& values;
  const figures* weights;  ///< null where there are none
  kernels::segment towns;  ///< rows
  std::size_t column;
};

/// What is known of a statistic of which figures or weights are only known as intervals. `value` is its
/// number, all taken as printed. Time and memory grow with the towns, of quantiles with their sorting.
interval known_of(const statistic& s, const town_column& of, bool weights_are_inexact,
                  double value);

/// True where there is no such statistic wherever beyond their bounds the figures lie.
bool is_surely_out(statistic_kind kind, const town_column& of);

}  // namespace zhibiao::inline ZB_ABI::engine
