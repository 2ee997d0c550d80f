#pragma once

#include "engine/peer_figures.hpp"

namespace zhibiao::inline ZB_ABI::engine {

/// The share of every figure in the sum of its peers', of an indicator that is added up over areas. A peer
/// without a figure leaves the sum incomplete, as a missing town does that of its county.
void write_shares(const peer_figures& peers, peer_cells& out);

}  // namespace zhibiao::inline ZB_ABI::engine
