#pragma once

#include <zhibiao/kernels/cell.hpp>

#include "engine/peer_figures.hpp"
#include "engine/series_plan.hpp"

#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// The standard deviation (n - 1) of the figures of peers, whatever their order.
kernels::cell deviation_of(std::vector<double> figures);

/// How many standard deviations of the peers each is away from the goal it is on the way to. Where a figure is
/// only known as a bound there is no deviation: `undetermined`.
void write_goal_distances(const peer_figures& peers, series_plan& plan, peer_cells& out);

/// Where each stands between the worst and the best of the peers. The better end follows the indicator's
/// direction; without one `out_of_domain`.
void write_frontier_distances(const peer_figures& peers, peer_cells& out);

}  // namespace zhibiao::inline ZB_ABI::engine
