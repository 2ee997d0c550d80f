#include "engine/peer_distances.hpp"

#include <zhibiao/kernels/goal_distance.hpp>
#include <zhibiao/kernels/moments.hpp>

#include "engine/known_result.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::none;

std::vector<double> values_of(const std::vector<known_peer>& peers) {
  std::vector<double> values;
  for (const known_peer& p : peers) values.push_back(p.value);
  return values;
}

}  // namespace

cell deviation_of(std::vector<double> figures) {
  std::ranges::sort(figures);
  return kernels::standard_deviation(kernels::moments_of(figures, {}), {});
}

namespace {

/// Goes through the periods of every group; a `Rule` says what the peers of one come to.
template <class Rule>
class distance_writer {
 public:
  distance_writer(const peer_figures& peers, peer_cells& out, Rule rule)
      : peers_(peers), out_(out), rule_(rule) {}

  void write() {
    for (std::size_t s = 0; s < peers_.segments().size(); ++s) {
      for (std::size_t lane = 0; lane < peers_.lanes(); ++lane) write(s, lane);
    }
    for (const marked_peer& m : peers_.marks()) {
      const status why = out_.why(m.row, m.lane);
      if (!has_number(m.why)) {
        out_.put(m.row, m.lane, none(m.why));
      } else if (has_number(why)) {
        out_.put(m.row, m.lane, {out_.value(m.row, m.lane), weaker(why, m.why)});
      }
    }
  }

 private:
  void write(std::size_t segment, std::size_t lane) {
    const kernels::segment all = peers_.segments()[segment];
    const std::vector<known_peer> there = peers_.known_peers(segment, lane);
    for (std::size_t row = all.first; row < all.last; ++row) {
      out_.put(row, lane, none(status::not_reported));
    }
    out_.put_counted(segment, lane, static_cast<std::uint32_t>(there.size()));
    const bool is_open = std::ranges::any_of(there, &known_peer::bounded);
    if (!peers_.has_peers(segment) || is_open) {
      const status why = peers_.has_peers(segment) ? status::undetermined : status::out_of_domain;
      for (const known_peer& p : there) out_.put(p.row, lane, none(why));
      return;
    }
    rule_(
        there, [&](std::size_t row, const cell& c) { out_.put(row, lane, c); }, lane);
    // Figures that were rounded to be printed are taken as printed.
    const bool is_rounded =
        std::ranges::any_of(there, [](const known_peer& p) { return !is_exact(p.known); });
    for (const known_peer& p : there) {
      if (is_rounded && has_number(out_.why(p.row, lane))) {
        out_.put_known(p.row, lane, nothing_narrower());
      }
    }
  }

  const peer_figures& peers_;
  peer_cells& out_;
  Rule rule_;
};

}  // namespace

void write_goal_distances(const peer_figures& peers, series_plan& plan, peer_cells& out) {
  const slab& of = peers.of();
  const auto way_of = [&](std::size_t row, std::size_t lane) -> way {
    const area_index area = peers.area(row);
    const std::size_t at = of.period_of(of.first_column() + lane);
    if (of.series().areas().is_leaf(area)) return plan.of_town(of.row_of(area), at);
    const std::span<const area_index> uppers = of.areas().uppers;
    const auto found = std::ranges::lower_bound(uppers, area);
    // What is there only as a peer is not written.
    if (found == uppers.end() || *found != area) return {};
    return plan.of_upper(static_cast<std::size_t>(found - uppers.begin()), at);
  };
  const auto rule = [&](const std::vector<known_peer>& there, const auto& put, std::size_t lane) {
    const cell deviation = deviation_of(values_of(there));
    for (const known_peer& p : there) {
      const way w = way_of(p.row, lane);
      if (!has_number(w.why) || !w.has_goal) {
        put(p.row, none(has_number(w.why) ? status::out_of_domain : w.why));
        continue;
      }
      put(p.row,
          kernels::deviations_to_goal(p.value, w.goal, !w.is_limit, deviation.value, there.size()));
    }
  };
  distance_writer(peers, out, rule).write();
}

void write_frontier_distances(const peer_figures& peers, peer_cells& out) {
  const direction better = peers.of().definition().direction;
  const auto rule = [&](const std::vector<known_peer>& there, const auto& put, std::size_t) {
    if (there.empty()) return;
    const std::vector<double> values = values_of(there);
    const auto [least, greatest] = std::ranges::minmax(values);
    const bool up = better == direction::up;
    const bool has_order = up || better == direction::down;
    for (const known_peer& p : there) {
      put(p.row, has_order ? kernels::distance_to_frontier(p.value, up ? least : greatest,
                                                           up ? greatest : least)
                           : none(status::out_of_domain));
    }
  };
  distance_writer(peers, out, rule).write();
}

}  // namespace zhibiao::inline ZB_ABI::engine
