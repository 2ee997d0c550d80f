#include "engine/peer_ranks.hpp"

#include "engine/ranks_of_intervals.hpp"
#include "engine/taken_from.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::no_number;

class rank_writer {
 public:
  rank_writer(const peer_figures& peers, kernels::tie_rule ties, peer_cells& out)
      : peers_(peers), ties_(ties), out_(out) {
    const bool down = peers.of().definition().direction == direction::down;
    order_ = down ? kernels::rank_order::smallest_first : kernels::rank_order::largest_first;
  }

  void write() {
    rank_plain();
    for (const marked_peer& m : peers_.marks()) {
      if (!has_number(m.why)) {
        out_.put(m.row, m.lane, {no_number, m.why});
      } else if (m.why == status::partial) {
        out_.put(m.row, m.lane, {out_.value(m.row, m.lane), status::partial});
      } else if (m.estimated) {
        out_.put(m.row, m.lane, {out_.value(m.row, m.lane), status::estimated});
      }
    }
    const bool has_order = peers_.of().definition().direction != direction::range;
    for (std::size_t s = 0; s < peers_.segments().size(); ++s) {
      if (has_order && peers_.has_peers(s)) {
        rank_inexact(s);
      } else {
        refuse(s);
      }
    }
  }

 private:
  /// As if every figure were what it says it is.
  void rank_plain() {
    const std::size_t lanes = peers_.lanes();
    arena* const memory = peers_.of().memory();
    const std::size_t bytes = kernels::rank_scratch(peers_.segments());
    buffer<double> scratch = taken_from<double>(memory, bytes / sizeof(double) + 1);
    std::vector<std::uint32_t> ranked(peers_.segments().size() * lanes);
    kernels::segment_ranks(peers_.view(), {}, peers_.segments(), lanes, order_, ties_,
                           std::as_writable_bytes(std::span(scratch.data(), scratch.size())),
                           out_.block(), ranked);
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      out_.put_counted(i / lanes, i % lanes, ranked[i]);
    }
  }

  /// Lanes with figures of which only an interval is known are looked at again.
  void rank_inexact(std::size_t segment) {
    std::vector<std::uint8_t> is_inexact;
    for (const marked_peer& m : peers_.marks_of(peers_.segments()[segment])) {
      if (!has_number(m.why) || is_exact(m.known)) continue;
      is_inexact.resize(peers_.lanes());
      is_inexact[m.lane] = 1;
    }
    for (std::size_t lane = 0; lane < is_inexact.size(); ++lane) {
      if (is_inexact[lane] != 0) rank_known(segment, lane);
    }
  }

  /// Figures that were rounded to be printed are ranked as printed. Figures beyond a bound may be anywhere
  /// there: what they leave open is no rank.
  void rank_known(std::size_t segment, std::size_t lane) {
    const std::vector<known_peer> all = peers_.known_peers(segment, lane);
    std::vector<interval> known;
    std::vector<interval> as_printed;
    for (const known_peer& p : all) {
      known.push_back(p.known);
      as_printed.push_back(p.bounded ? p.known : exactly(p.value));
    }
    const std::vector<interval> possible = ranks_of_intervals(known, order_, ties_);
    if (std::ranges::any_of(all, &known_peer::bounded)) {
      const std::vector<interval> ranks = ranks_of_intervals(as_printed, order_, ties_);
      for (std::size_t i = 0; i < all.size(); ++i) {
        const bool is_certain = is_exact(ranks[i]);
        out_.put(all[i].row, lane,
                 {is_certain ? ranks[i].lower : no_number,
                  is_certain ? out_.why(all[i].row, lane) : status::undetermined});
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (has_number(out_.why(all[i].row, lane))) out_.put_known(all[i].row, lane, possible[i]);
    }
  }

  /// No rank where there is nobody to be ranked among, or no better and worse.
  void refuse(std::size_t segment) {
    const kernels::segment all = peers_.segments()[segment];
    for (std::size_t row = all.first; row < all.last; ++row) {
      for (std::size_t lane = 0; lane < peers_.lanes(); ++lane) {
        if (peers_.has(row, lane)) out_.put(row, lane, {no_number, status::out_of_domain});
      }
    }
  }

  const peer_figures& peers_;
  kernels::tie_rule ties_;
  kernels::rank_order order_;
  peer_cells& out_;
};

}  // namespace

void write_ranks(const peer_figures& peers, kernels::tie_rule ties, peer_cells& out) {
  rank_writer(peers, ties, out).write();
}

}  // namespace zhibiao::inline ZB_ABI::engine
