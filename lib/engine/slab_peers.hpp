#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/kernels/rank.hpp>

#include "engine/cells_out.hpp"
#include "engine/peer_groups.hpp"
#include "engine/series_plan.hpp"
#include "engine/slab.hpp"

#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// Writes those of the measures that hold areas against their peers: `out[k]` takes `measures[k]`, a row
/// for each of the areas that the groups were made for. `plan` may be null where no measure needs one. Coverage has a row for each group.
void write_peer_measures(const slab& of, const peer_groups& groups, kernels::tie_rule ties,
                         series_plan* plan, std::span<const measure> measures,
                         std::span<const cells_out> out);

}  // namespace zhibiao::inline ZB_ABI::engine
