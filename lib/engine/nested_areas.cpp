#include "engine/nested_areas.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

struct upper_area {
  kernels::segment towns;
  std::size_t row = 0;

  std::size_t size() const noexcept { return towns.last - towns.first; }
};

/// An area before those inside it.
std::vector<upper_area> depth_first(const area_tree& tree, const slab_areas& areas) {
  std::vector<upper_area> uppers;
  for (std::size_t row = 0; row < areas.uppers.size(); ++row) {
    const row_range towns = tree.leaves(areas.uppers[row]);
    uppers.push_back({{towns.first - areas.towns.first, towns.last - areas.towns.first}, row});
  }
  std::ranges::stable_sort(uppers, [](const upper_area& a, const upper_area& b) {
    return a.towns.first != b.towns.first ? a.towns.first < b.towns.first : a.size() > b.size();
  });
  return uppers;
}

/// Behind the last area inside each.
std::vector<std::size_t> ends_of(const std::vector<upper_area>& uppers) {
  std::vector<std::size_t> ends(uppers.size());
  for (std::size_t i = uppers.size(); i-- > 0;) {
    std::size_t next = i + 1;
    while (next < uppers.size() && uppers[next].towns.first < uppers[i].towns.last) {
      next = ends[next];
    }
    ends[i] = next;
  }
  return ends;
}

}  // namespace

nested_areas::nested_areas(const area_tree& tree, const slab_areas& areas) {
  const std::vector<upper_area> uppers = depth_first(tree, areas);
  const std::vector<std::size_t> ends = ends_of(uppers);
  const auto is_innermost = [&](std::size_t i) { return ends[i] == i + 1; };
  const auto put = [&](const upper_area& a) {
    towns_.push_back(a.towns);
    rows_.push_back(a.row);
  };

  // Of the areas before each, how many are innermost ones, and how many towns these have.
  std::vector<std::size_t> parts(uppers.size() + 1);
  std::vector<std::size_t> towns(uppers.size() + 1);
  for (std::size_t i = 0; i < uppers.size(); ++i) {
    parts[i + 1] = parts[i] + (is_innermost(i) ? 1 : 0);
    towns[i + 1] = towns[i] + (is_innermost(i) ? uppers[i].size() : 0);
    if (is_innermost(i)) put(uppers[i]);
  }
  std::vector<std::size_t> made_up;
  for (std::size_t i = 0; i < uppers.size(); ++i) {
    if (is_innermost(i)) continue;
    if (towns[ends[i]] - towns[i] == uppers[i].size()) {
      made_up.push_back(i);
    } else {
      put(uppers[i]);
    }
  }
  for (const std::size_t i : made_up) {
    put(uppers[i]);
    made_up_.push_back({parts[i], parts[ends[i]]});
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
