#include "engine/peer_shares.hpp"

#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/share.hpp>

#include "engine/roll_up.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

/// What the marks of a group say of its shares in one period.
struct marked_group {
  bool inexact = false;    ///< a figure is only known as an interval
  bool estimated = false;  ///< a figure is estimated
  bool partial = false;    ///< a figure does not stand on all its towns
};

/// What is known of the shares of figures that are never negative: one is least where the figure has its
/// least value and all others have their largest.
class known_shares {
 public:
  known_shares(const std::vector<known_peer>& members, decimal_scale s) : scale_(s) {
    std::vector<double> lower;
    std::vector<double> upper;
    for (const known_peer& m : members) {
      lower.push_back(m.known.lower);
      upper.push_back(m.known.upper);
      lower_open_ += m.known.lower_open ? 1U : 0U;
      upper_open_ += m.known.upper_open ? 1U : 0U;
    }
    lower_ = kernels::total_of(lower, s);
    upper_ = kernels::total_of(upper, s);
  }

  interval of(const known_peer& m, double share) const {
    const double least = kernels::whole(m.known.lower, scale_);
    const double most = kernels::whole(m.known.upper, scale_);
    const bool others_lower_open = lower_open_ > (m.known.lower_open ? 1U : 0U);
    const bool others_upper_open = upper_open_ > (m.known.upper_open ? 1U : 0U);
    interval k{part(least, upper_ - most), part(most, lower_ - least),
               m.known.lower_open || (least > 0 && others_upper_open),
               m.known.upper_open || (most > 0 && others_lower_open)};
    k.lower = std::min(k.lower, share);
    k.upper = std::max(k.upper, share);
    if (k.lower == k.upper) return exactly(share);
    return k;
  }

 private:
  static double part(double x, double others) noexcept {
    return x == 0 ? 0 : x * 100.0 / (x + others);
  }

  decimal_scale scale_;
  double lower_ = 0;  ///< of all together
  double upper_ = 0;
  std::size_t lower_open_ = 0;  ///< how many
  std::size_t upper_open_ = 0;
};

class share_writer {
 public:
  share_writer(const peer_figures& peers, peer_cells& out)
      : peers_(peers), out_(out), scale_(peers.of().values().scale) {}

  void write() {
    share_plain();
    for (const marked_peer& m : peers_.marks()) {
      if (!has_number(m.why)) out_.put(m.row, m.lane, {no_number, m.why});
    }
    const bool is_summed = peers_.of().definition().over_areas == area_aggregation::sum;
    for (std::size_t s = 0; s < peers_.segments().size(); ++s) {
      if (!peers_.has_peers(s) || !is_summed) {
        for (std::size_t lane = 0; lane < peers_.lanes(); ++lane) {
          put_all(s, lane, {no_number, status::out_of_domain});
        }
        continue;
      }
      if (has_uppers(s)) share_large(s);
      look_closer(s);
      cover(s);
    }
    put_known();
  }

 private:
  /// As if every figure were what it says it is.
  void share_plain() {
    const std::size_t lanes = peers_.lanes();
    const std::size_t sets = peers_.segments().size() * lanes;
    std::vector<double> numbers(sets * kernels::moments_numbers);
    counted_.resize(sets);
    const kernels::moments_columns columns = kernels::moments_in(numbers, counted_);
    kernels::segment_moments(peers_.view(), {}, peers_.segments(), lanes, scale_, columns);
    kernels::segment_shares(peers_.view(), {}, peers_.segments(), lanes, scale_,
                            {columns.sum, sets}, {columns.least, sets}, out_.block());
    for (std::size_t i = 0; i < sets; ++i) out_.put_counted(i / lanes, i % lanes, counted_[i]);
  }

  bool has_uppers(std::size_t segment) const {
    const std::span<const area_index> members = peers_.all_groups().members();
    const kernels::segment rows = peers_.all_groups().groups()[peers_.group(segment)];
    const area_tree& areas = peers_.of().series().areas();
    return std::any_of(members.begin() + static_cast<std::ptrdiff_t>(rows.first),
                       members.begin() + static_cast<std::ptrdiff_t>(rows.last),
                       [&](area_index a) { return !areas.is_leaf(a); });
  }

  /// True where the scale of the slot holds all figures and ends: sums over many towns can be beyond it.
  bool fits(const std::vector<known_peer>& members) const {
    return std::ranges::all_of(members, [&](const known_peer& m) {
      return kernels::fitting(scale_, m.known.lower, m.known.upper).exact &&
             kernels::fitting(scale_, m.value, m.value).exact;
    });
  }

  /// Figures of areas above the towns that are beyond the scale of the slot are taken as they are.
  void share_large(std::size_t segment) {
    if (!scale_.exact) return;
    for (std::size_t lane = 0; lane < peers_.lanes(); ++lane) {
      const std::vector<known_peer> members = peers_.known_peers(segment, lane);
      if (members.empty() || fits(members)) continue;
      std::vector<double> figures;
      for (const known_peer& m : members) figures.push_back(m.value);
      const double total = kernels::total_of(figures, {});
      const double least = *std::ranges::min_element(figures);
      for (const known_peer& m : members) {
        out_.put(m.row, lane, kernels::share(m.value, total, least, {}));
      }
    }
  }

  void look_closer(std::size_t segment) {
    const std::span<const marked_peer> marks = peers_.marks_of(peers_.segments()[segment]);
    if (marks.empty()) return;
    std::vector<marked_group> groups(peers_.lanes());
    for (const marked_peer& m : marks) {
      if (!has_number(m.why)) continue;
      marked_group& g = groups[m.lane];
      g.inexact = g.inexact || !is_exact(m.known);
      g.estimated = g.estimated || m.estimated;
      g.partial = g.partial || m.why == status::partial;
    }
    for (std::size_t lane = 0; lane < groups.size(); ++lane) {
      if (groups[lane].inexact) share_known(segment, lane);
      if (groups[lane].estimated) weaken(segment, lane, status::estimated);
      if (groups[lane].partial) weaken(segment, lane, status::partial);
    }
  }

  /// Shares of a group of which not all figures are exact.
  void share_known(std::size_t segment, std::size_t lane) {
    const std::vector<known_peer> members = peers_.known_peers(segment, lane);
    const bool any_negative = std::ranges::any_of(members, [](const known_peer& m) {
      return m.known.upper < 0 || (m.known.upper == 0 && m.known.upper_open);
    });
    if (any_negative) {
      put_all(segment, lane, {no_number, status::out_of_domain});
      return;
    }
    // Where a figure may be negative or their sum zero, there may be no shares at all.
    const bool is_open = std::ranges::any_of(members, [&](const known_peer& m) {
      return m.bounded || m.known.lower < 0 || out_.why(m.row, lane) == status::out_of_domain;
    });
    if (is_open) {
      put_all(segment, lane, {no_number, status::undetermined});
      return;
    }
    const known_shares known(members, fits(members) ? scale_ : decimal_scale{});
    for (const known_peer& m : members) {
      if (!has_number(out_.why(m.row, lane))) continue;
      known_.push_back({m.row, lane, known.of(m, out_.value(m.row, lane))});
    }
  }

  void weaken(std::size_t segment, std::size_t lane, status doubt) {
    const kernels::segment all = peers_.segments()[segment];
    for (std::size_t row = all.first; row < all.last; ++row) {
      const status why = out_.why(row, lane);
      if (has_number(why)) out_.put(row, lane, {out_.value(row, lane), weaker(why, doubt)});
    }
  }

  void put_all(std::size_t segment, std::size_t lane, const cell& c) {
    const kernels::segment all = peers_.segments()[segment];
    for (std::size_t row = all.first; row < all.last; ++row) {
      if (peers_.has(row, lane)) out_.put(row, lane, c);
    }
  }

  /// The coverage rule: of a sum that lacks too many peers there are no shares.
  void cover(std::size_t segment) {
    const kernels::segment all = peers_.segments()[segment];
    for (std::size_t lane = 0; lane < peers_.lanes(); ++lane) {
      const auto members =
          static_cast<std::uint32_t>(all.last - all.first) - peers_.absent(segment, lane);
      const cell_coverage coverage{counted_[segment * peers_.lanes() + lane], members, no_number};
      if (coverage.counted == 0 || coverage.counted == members) continue;
      for (std::size_t row = all.first; row < all.last; ++row) {
        if (!peers_.has(row, lane)) continue;
        const cell own{out_.value(row, lane), out_.why(row, lane)};
        out_.put(row, lane, covered(own, coverage, peers_.of().min_coverage()));
      }
    }
  }

  /// Once it is certain which shares there are.
  void put_known() const {
    for (const known_share& k : known_) {
      if (has_number(out_.why(k.row, k.lane))) out_.put_known(k.row, k.lane, k.known);
    }
  }

  struct known_share {
    std::size_t row;
    std::size_t lane;
    interval known;
  };

  const peer_figures& peers_;
  peer_cells& out_;
  decimal_scale scale_;
  std::vector<std::uint32_t> counted_;  ///< `[segment][lane]`
  std::vector<known_share> known_;
};

}  // namespace

void write_shares(const peer_figures& peers, peer_cells& out) { share_writer(peers, out).write(); }

}  // namespace zhibiao::inline ZB_ABI::engine
