#pragma once

#include <zhibiao/kernels/rank.hpp>

#include "engine/peer_figures.hpp"

namespace zhibiao::inline ZB_ABI::engine {

/// Ranks every figure among its peers. A rank has the doubts of its own figure (`partial`, `estimated`);
/// where it depends on what is not known of figures it is `undetermined`.
void write_ranks(const peer_figures& peers, kernels::tie_rule ties, peer_cells& out);

}  // namespace zhibiao::inline ZB_ABI::engine
