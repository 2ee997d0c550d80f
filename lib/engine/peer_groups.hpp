#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/area_tree.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The areas that are asked for with their peers: those of the same level inside the same area of
/// another. Groups and their members stand in the order of the tree, siblings by code.
class peer_groups {
 public:
  /// The position of a member that is not asked for.
  static constexpr std::uint32_t not_asked_for = 0xFFFF'FFFF;

  /// `asked_for` ascend. Throws `error(unknown_level)`.
  peer_groups(const area_tree& areas, std::span<const area_index> asked_for,
              std::string_view within);

  /// The members of the groups, one group after the other.
  std::span<const kernels::segment> groups() const noexcept { return groups_; }
  std::span<const area_index> members() const noexcept { return members_; }
  /// The position of each member among the areas that are asked for.
  std::span<const std::uint32_t> positions() const noexcept { return positions_; }
  /// False where areas that are asked for lie inside no area of the level, so they have no peers.
  bool has_peers(std::size_t group) const noexcept { return has_peers_[group] != 0; }
  /// How many peers the members of a group have, each itself among them.
  std::uint32_t peers(std::size_t group) const noexcept {
    return has_peers(group) ? static_cast<std::uint32_t>(groups_[group].last - groups_[group].first)
                            : 0;
  }

  /// The group of each area that is asked for.
  std::span<const std::uint32_t> of_areas() const noexcept { return of_areas_; }

 private:
  std::vector<kernels::segment> groups_;
  std::vector<std::uint8_t> has_peers_;
  std::vector<area_index> members_;
  std::vector<std::uint32_t> positions_;
  std::vector<std::uint32_t> of_areas_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
