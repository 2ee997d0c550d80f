#pragma once

#include <zhibiao/engine/result_set.hpp>

#include "engine/cells_out.hpp"
#include "engine/request_plan.hpp"
#include "engine/slab.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// The figures that the growths of a block are of, for all areas and periods of the plan; empty where the
/// indicator is no growth of anything, or nothing asks for them.
result_set figures_grown(const request_plan& plan, const block_plan& block,
                         indicator_index indicator);

/// Writes the bases that published growths were computed on. `first_period` is the position of the slab's own
/// first period among those of the block plan.
void write_implied_bases(const slab& of, const result_set& grown, const request_plan& plan,
                         const block_plan& block, std::size_t first_period, const cells_out& out);

}  // namespace zhibiao::inline ZB_ABI::engine
