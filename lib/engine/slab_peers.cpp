#include "engine/slab_peers.hpp"

#include "engine/peer_contributions.hpp"
#include "engine/peer_distances.hpp"
#include "engine/peer_figures.hpp"
#include "engine/peer_ranks.hpp"
#include "engine/peer_shares.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

void write_peer_measures(const slab& of, const peer_groups& groups, kernels::tie_rule ties,
                         series_plan* plan, std::span<const measure> measures,
                         std::span<const cells_out> out) {
  const std::vector<peer_figures> all = peer_figures::all(of, groups);
  for (std::size_t k = 0; k < measures.size(); ++k) {
    if (!needs_peers(measures[k])) continue;
    if (measures[k] == measure::contribution || measures[k] == measure::pull) {
      write_contributions(of, groups, measures[k], out[k]);
      continue;
    }
    for (const peer_figures& peers : all) {
      peer_cells cells(peers, out[k]);
      switch (measures[k]) {
        case measure::rank:
          write_ranks(peers, ties, cells);
          break;
        case measure::goal_distance:
          write_goal_distances(peers, *plan, cells);
          break;
        case measure::frontier_distance:
          write_frontier_distances(peers, cells);
          break;
        default:
          write_shares(peers, cells);
      }
      cells.finish();
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
