#pragma once

#include <zhibiao/engine/statistic.hpp>

#include "engine/cells_out.hpp"
#include "engine/nested_areas.hpp"
#include "engine/slab.hpp"

#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// Writes the statistics over the towns of each area above them, each to its own place: `out[k]` takes
/// `wanted[k]`, a row for each of the slab's upper areas, which `sets` are. Outputs may share their
/// coverage where they take the same towns.
void write_statistics(const slab& of, const nested_areas& sets, std::span<const statistic> wanted,
                      std::span<const cells_out> out);

}  // namespace zhibiao::inline ZB_ABI::engine
