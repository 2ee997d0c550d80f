#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/area_tree.hpp>

#include "engine/slab.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The areas above the towns in the order in which something is worked out over their towns: first from
/// the towns themselves, then those that others of them make up, from these. Where counties,
/// prefectures and provinces are asked for, the counties come first.
class nested_areas {
 public:
  nested_areas(const area_tree& tree, const slab_areas& areas);

  std::size_t size() const noexcept { return towns_.size(); }

  /// The towns of each, as rows of a slab.
  std::span<const kernels::segment> towns() const noexcept { return towns_; }
  /// Of those that are worked out from the towns.
  std::span<const kernels::segment> from_towns() const noexcept {
    return std::span(towns_).first(size() - made_up_.size());
  }
  /// Of which of the first areas the others are made up.
  std::span<const kernels::segment> made_up() const noexcept { return made_up_; }
  /// The position of each among the slab's upper areas.
  std::span<const std::size_t> rows() const noexcept { return rows_; }

 private:
  std::vector<kernels::segment> towns_;
  std::vector<kernels::segment> made_up_;
  std::vector<std::size_t> rows_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
