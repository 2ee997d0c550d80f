#pragma once

#include <zhibiao/engine/measure.hpp>

#include "engine/cells_out.hpp"
#include "engine/peer_groups.hpp"
#include "engine/slab.hpp"

namespace zhibiao::inline ZB_ABI::engine {

/// What each area adds to the change of all its peers together on the year before: `contribution` in percent
/// of that change, `pull` in points of their growth. Peers that have both figures take part; an area above
/// the towns with its towns that report in both periods.
void write_contributions(const slab& of, const peer_groups& groups, measure m,
                         const cells_out& out);

}  // namespace zhibiao::inline ZB_ABI::engine
