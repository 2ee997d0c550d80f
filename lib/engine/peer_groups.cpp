#include "engine/peer_groups.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

constexpr std::uint32_t none = 0xFFFF'FFFF;

/// What the peers of an area have in common, as a number: the level, and the area of the other level.
class group_keys {
 public:
  group_keys(const area_tree& areas, std::string_view within)
      : levels_(areas.size(), none), inside_(areas.size(), none) {
    for (std::uint32_t level = 0; level < areas.levels().size(); ++level) {
      for (const area_index a : areas.at_level(areas.levels()[level])) levels_[a] = level;
    }
    if (within.empty()) return;
    const std::span<const area_index> others = areas.at_level(within);
    for (const area_index a : areas.top_down()) {
      const std::optional<area_index> parent = areas.parent(a);
      if (!parent) continue;
      inside_[a] = std::ranges::binary_search(others, *parent) ? *parent : inside_[*parent];
    }
  }

  std::uint64_t of(area_index a) const noexcept {
    return (std::uint64_t{levels_[a]} << 32U) | inside_[a];
  }
  bool is_inside(area_index a) const noexcept { return inside_[a] != none; }

 private:
  std::vector<std::uint32_t> levels_;
  std::vector<area_index> inside_;
};

}  // namespace

peer_groups::peer_groups(const area_tree& areas, std::span<const area_index> asked_for,
                         std::string_view within)
    : of_areas_(asked_for.size()) {
  const group_keys keys(areas, within);
  std::unordered_map<std::uint64_t, std::uint32_t> found;  // the group of a key, once it has one
  for (const area_index a : asked_for) found.emplace(keys.of(a), none);

  struct member {
    area_index area;
    std::uint32_t group;
    std::uint32_t position;
  };
  std::vector<member> all;
  for (const area_index a : areas.top_down()) {
    const auto group = found.find(keys.of(a));
    if (group == found.end()) continue;
    const auto at = std::ranges::lower_bound(asked_for, a);
    const bool is_asked_for = at != asked_for.end() && *at == a;
    const bool has_peers = within.empty() || keys.is_inside(a);
    if (!has_peers && !is_asked_for) continue;
    if (group->second == none) {
      group->second = static_cast<std::uint32_t>(groups_.size());
      groups_.push_back({});
      has_peers_.push_back(static_cast<std::uint8_t>(has_peers));
    }
    const auto position = static_cast<std::uint32_t>(at - asked_for.begin());
    if (is_asked_for) of_areas_[position] = group->second;
    all.push_back({a, group->second, is_asked_for ? position : not_asked_for});
  }
  std::ranges::stable_sort(all, {}, &member::group);
  for (std::size_t i = 0; i < all.size(); ++i) {
    kernels::segment& group = groups_[all[i].group];
    if (group.last == 0) group.first = i;
    group.last = i + 1;
    members_.push_back(all[i].area);
    positions_.push_back(all[i].position);
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
