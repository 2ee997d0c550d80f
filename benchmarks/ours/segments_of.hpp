#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/area_tree.hpp>

#include <string_view>
#include <vector>

namespace zhibiao_bench {

/// The towns of every area of a level, as the kernels take them.
inline std::vector<zhibiao::kernels::segment> segments_of(const zhibiao::area_tree& tree,
                                                          std::string_view level) {
  std::vector<zhibiao::kernels::segment> segments;
  for (const zhibiao::area_index a : tree.at_level(level)) {
    segments.push_back({tree.leaves(a).first, tree.leaves(a).last});
  }
  return segments;
}

}  // namespace zhibiao_bench
