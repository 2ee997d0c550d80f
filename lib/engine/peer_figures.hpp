#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include "engine/cells_out.hpp"
#include "engine/peer_groups.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// A figure of a peer of which there is more to say than its number.
struct marked_peer {
  std::size_t row = 0;
  std::size_t lane = 0;
  status why = status::ok;
  bool estimated = false;
  bool bounded = false;  ///< it is only known to be beyond a bound
  interval known;
};

/// A figure that is there, with what is known of it.
struct known_peer {
  std::size_t row = 0;
  double value = 0;
  bool bounded = false;
  interval known;
};

/// The figures of some groups of peers, group after group, as kernels take them: `[row][lane]`, the lanes
/// being the periods of the slab's own run. Groups of towns that stand one after the other among the
/// requested areas too are seen in place, all others are copied together.
class peer_figures {
 public:
  /// Together the groups of a request. The slab and the groups must outlive them.
  static std::vector<peer_figures> all(const slab& of, const peer_groups& groups);

  std::size_t rows() const noexcept { return rows_; }
  std::size_t lanes() const noexcept { return lanes_; }
  kernels::block_view view() const noexcept { return {values_, stride_}; }
  double value(std::size_t row, std::size_t lane) const noexcept {
    return values_[row * stride_ + lane];
  }
  bool has(std::size_t row, std::size_t lane) const noexcept {
    const double x = value(row, lane);
    return x == x;
  }
  const slab& of() const noexcept { return *slab_; }
  const peer_groups& all_groups() const noexcept { return *groups_; }
  /// The groups as rows, and which they are.
  std::span<const kernels::segment> segments() const noexcept { return segments_; }
  std::size_t group(std::size_t segment) const noexcept { return group_of_[segment]; }
  bool has_peers(std::size_t segment) const noexcept { return groups_->has_peers(group(segment)); }

  /// Which cells are not plain, by row, then lane.
  std::span<const marked_peer> marks() const noexcept { return marks_; }
  std::span<const marked_peer> marks_of(const kernels::segment& rows) const noexcept;
  /// All figures of a segment in one period.
  std::vector<known_peer> known_peers(std::size_t segment, std::size_t lane) const;

  area_index area(std::size_t row) const noexcept { return groups_->members()[member_of_[row]]; }
  /// The position of a row among the requested areas; none where it is there only as a peer.
  std::optional<std::size_t> position(std::size_t row) const noexcept;
  bool is_in_place() const noexcept { return is_in_place_; }

  /// How many of the peers of a segment there are not in that lane's period.
  std::uint32_t absent(std::size_t segment, std::size_t lane) const noexcept;

 private:
  peer_figures(const slab& of, const peer_groups& groups);

  void see(std::size_t first_group, std::size_t last_group);
  void gather(std::vector<std::uint32_t> groups);
  void add_group(std::size_t group);
  void gather_town(std::size_t row, area_index town);
  void gather_upper(std::size_t row, const upper_figures& above, std::size_t at);
  const slab* slab_;
  const peer_groups* groups_;
  std::size_t rows_ = 0;
  std::size_t lanes_;
  const double* values_ = nullptr;
  std::size_t stride_ = 0;
  bool is_in_place_ = false;
  buffer<double> own_;
  std::vector<kernels::segment> segments_;
  std::vector<std::uint32_t> group_of_;  ///< by segment
  std::vector<std::size_t> member_of_;   ///< by row
  std::vector<marked_peer> marks_;
};

/// Where the cells of a measure of peers go: straight to the result where the peers are seen in place.
class peer_cells {
 public:
  peer_cells(const peer_figures& of, const cells_out& out);

  kernels::cell_block block() noexcept { return block_; }
  status why(std::size_t row, std::size_t lane) const noexcept {
    return block_.why[row * block_.stride + lane];
  }
  double value(std::size_t row, std::size_t lane) const noexcept {
    return block_.values[row * block_.stride + lane];
  }
  void put(std::size_t row, std::size_t lane, const kernels::cell& c) const noexcept {
    block_.values[row * block_.stride + lane] = c.value;
    block_.why[row * block_.stride + lane] = c.why;
  }
  void put_known(std::size_t row, std::size_t lane, const interval& known) const;
  /// How many of the peers of a segment have a figure.
  void put_counted(std::size_t segment, std::size_t lane, std::uint32_t counted) const;

  /// Brings the cells of areas that are asked for to the result, if they are not there already.
  void finish() const;

 private:
  const peer_figures& of_;
  const cells_out& out_;
  buffer<double> values_;
  buffer<status> statuses_;
  kernels::cell_block block_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
