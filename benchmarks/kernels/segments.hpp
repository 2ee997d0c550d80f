#pragma once

#include <zhibiao/kernels/aggregate.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace zhibiao_bench {

inline constexpr std::size_t periods = 20;
inline constexpr std::size_t towns_a_county = 14;  // about as many as there are in China

/// The towns of a block cut into counties.
inline std::vector<zhibiao::kernels::segment> counties_of(std::size_t towns) {
  std::vector<zhibiao::kernels::segment> counties;
  for (std::size_t first = 0; first < towns; first += towns_a_county) {
    counties.push_back({first, std::min(first + towns_a_county, towns)});
  }
  return counties;
}

}  // namespace zhibiao_bench
