#pragma once

#include <zhibiao/panel/arena.hpp>

#include "engine/area_timeline.hpp"
#include "engine/figures.hpp"
#include "engine/participation.hpp"
#include "engine/roll_up.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// What is rolled up, cut to a few columns side by side, with the towns that take part in all of them: what
/// a growth over several periods compares (同口径).
class chosen_columns {
 public:
  /// The inputs must outlive them.
  chosen_columns(const roll_up_inputs& all, std::span<const std::size_t> columns, arena* memory);
  chosen_columns(const chosen_columns&) = delete;
  chosen_columns& operator=(const chosen_columns&) = delete;

  /// Column k is the k-th that was chosen.
  area_sums roll_up(std::span<const row_range> segments) const {
    return engine::roll_up(inputs_, *taking_part_, segments);
  }
  bool takes_part(std::size_t town) const noexcept { return taking_part_->has(town, 0); }

 private:
  std::optional<figures> value_;
  std::optional<figures> numerator_;
  std::optional<figures> denominator_;
  std::optional<figures> weight_;
  area_timeline timeline_;  ///< the members of a growth are those of any of its periods
  roll_up_inputs inputs_;
  std::optional<participation> taking_part_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
