#pragma once

#include <zhibiao/panel/observation.hpp>

#include <span>

namespace zhibiao::inline ZB_ABI::detail {

// The numbers of statuses stand in files: they may grow, and never change.
static_assert(sizeof(observation_status) == 1);
static_assert(static_cast<int>(observation_status::normal) == 0 &&
              static_cast<int>(observation_status::provisional) == 1 &&
              static_cast<int>(observation_status::estimated) == 2 &&
              static_cast<int>(observation_status::break_in_series) == 3 &&
              static_cast<int>(observation_status::suppressed) == 4 &&
              static_cast<int>(observation_status::missing) == 5 &&
              static_cast<int>(observation_status::revised_down) == 6 &&
              static_cast<int>(observation_status::not_comparable) == 7);

/// True where every byte read from a file is a status there is.
inline bool are_statuses(std::span<const observation_status> bytes) noexcept {
  unsigned greatest = 0;
  for (const observation_status s : bytes) {
    const auto number = static_cast<unsigned>(s);
    greatest = number > greatest ? number : greatest;
  }
  return greatest <= static_cast<unsigned>(observation_status::not_comparable);
}

}  // namespace zhibiao::inline ZB_ABI::detail
