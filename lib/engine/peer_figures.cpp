#include "engine/peer_figures.hpp"

#include "engine/taken_from.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// Where a group of towns stands, if row after row, all of them asked for.
struct standing_group {
  area_index town = 0;
  std::size_t position = 0;
};

std::optional<standing_group> standing(const slab& of, const peer_groups& groups,
                                       std::size_t group) {
  const kernels::segment members = groups.groups()[group];
  const area_index town = groups.members()[members.first];
  const std::uint32_t position = groups.positions()[members.first];
  if (!of.series().areas().is_leaf(town) || position == peer_groups::not_asked_for) {
    return std::nullopt;
  }
  for (std::size_t i = members.first; i < members.last; ++i) {
    const auto n = static_cast<std::uint32_t>(i - members.first);
    const bool follows = groups.members()[i] == town + n && groups.positions()[i] == position + n &&
                         of.series().areas().is_leaf(town + n);
    if (!follows) return std::nullopt;
  }
  return standing_group{town, position};
}

}  // namespace

std::vector<peer_figures> peer_figures::all(const slab& of, const peer_groups& groups) {
  std::vector<peer_figures> found;
  std::vector<std::uint32_t> scattered;
  std::size_t first = 0;  // of the groups that stand together
  std::size_t next = 0;   // the town that would go on with them
  const auto see_until = [&](std::size_t last) {
    if (first == last) return;
    found.push_back(peer_figures(of, groups));
    found.back().see(first, last);
  };
  for (std::size_t g = 0; g < groups.groups().size(); ++g) {
    const std::optional<standing_group> here = standing(of, groups, g);
    if (!here || here->town != next) {
      see_until(g);
      first = g;
    }
    if (here) {
      next = here->town + (groups.groups()[g].last - groups.groups()[g].first);
    } else {
      scattered.push_back(static_cast<std::uint32_t>(g));
      first = g + 1;
    }
  }
  see_until(groups.groups().size());
  if (!scattered.empty()) {
    found.push_back(peer_figures(of, groups));
    found.back().gather(std::move(scattered));
  }
  return found;
}

peer_figures::peer_figures(const slab& of, const peer_groups& groups)
    : slab_(&of), groups_(&groups), lanes_(of.columns() - of.first_column()) {}

void peer_figures::add_group(std::size_t group) {
  const kernels::segment members = groups_->groups()[group];
  segments_.push_back({rows_, rows_ + (members.last - members.first)});
  group_of_.push_back(static_cast<std::uint32_t>(group));
  for (std::size_t i = members.first; i < members.last; ++i) member_of_.push_back(i);
  rows_ = segments_.back().last;
}

void peer_figures::see(std::size_t first_group, std::size_t last_group) {
  is_in_place_ = true;
  for (std::size_t g = first_group; g < last_group; ++g) add_group(g);
  const figures& f = slab_->values();
  const std::size_t first_row = slab_->row_of(area(0));
  values_ = f.view(first_row, slab_->first_column()).values;
  stride_ = f.stride;
  for (const marked_cell& m : f.marks_of(first_row, first_row + rows_)) {
    const std::size_t column = m.offset % f.columns;
    if (column < slab_->first_column()) continue;
    marks_.push_back({m.offset / f.columns - first_row, column - slab_->first_column(), m.why,
                      m.estimated, m.why == status::bounded, m.known});
  }
}

void peer_figures::gather(std::vector<std::uint32_t> groups) {
  for (const std::uint32_t g : groups) add_group(g);
  own_ = taken_from<double>(slab_->memory(), rows_ * lanes_);
  values_ = own_.data();
  stride_ = lanes_;
  for (std::size_t row = 0; row < rows_; ++row) {
    const area_index a = area(row);
    const auto position_in = [a](std::span<const area_index> list) {
      return static_cast<std::size_t>(std::ranges::lower_bound(list, a) - list.begin());
    };
    if (slab_->series().areas().is_leaf(a)) {
      gather_town(row, a);
    } else if (position(row)) {
      gather_upper(row, slab_->above(), position_in(slab_->areas().uppers));
    } else {
      gather_upper(row, slab_->beside(), position_in(slab_->areas().beside));
    }
  }
}

void peer_figures::gather_town(std::size_t row, area_index town) {
  const figures& f = slab_->values();
  const std::size_t from = slab_->row_of(town);
  std::copy_n(f.view(from, slab_->first_column()).values, lanes_, own_.data() + row * lanes_);
  for (const marked_cell& m : f.marks_of(from, from + 1)) {
    const std::size_t column = m.offset % f.columns;
    if (column < slab_->first_column()) continue;
    marks_.push_back({row, column - slab_->first_column(), m.why, m.estimated,
                      m.why == status::bounded, m.known});
  }
}

void peer_figures::gather_upper(std::size_t row, const upper_figures& above, std::size_t at) {
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    const std::size_t column = slab_->first_column() + lane;
    double& to = own_[row * lanes_ + lane];
    to = above.value(at, column);
    const status why = above.why(at, column);
    const bool is_plain = why == status::ok || why == status::not_reported;
    if (is_plain && above.known_of(at).empty()) continue;
    const figure f = above.at(at, column);
    marks_.push_back({row, lane, why, f.estimated, f.bounded, f.known});
  }
}

std::span<const marked_peer> peer_figures::marks_of(const kernels::segment& rows) const noexcept {
  const auto first = std::ranges::lower_bound(marks_, rows.first, {}, &marked_peer::row);
  return {first, std::ranges::lower_bound(first, marks_.end(), rows.last, {}, &marked_peer::row)};
}

std::vector<known_peer> peer_figures::known_peers(std::size_t segment, std::size_t lane) const {
  const kernels::segment all = segments_[segment];
  std::vector<known_peer> peers;
  for (std::size_t row = all.first; row < all.last; ++row) {
    if (!has(row, lane)) continue;
    const double x = value(row, lane);
    peers.push_back({row, x, false, exactly(x)});
  }
  auto at = peers.begin();
  for (const marked_peer& m : marks_of(all)) {
    if (m.lane != lane || !has_number(m.why)) continue;
    at = std::ranges::lower_bound(at, peers.end(), m.row, {}, &known_peer::row);
    at->known = m.known;
    at->bounded = m.bounded && !is_exact(m.known);
  }
  return peers;
}

std::uint32_t peer_figures::absent(std::size_t segment, std::size_t lane) const noexcept {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      marks_of(segments_[segment]),
      [&](const marked_peer& m) { return m.lane == lane && m.why == status::no_such_area; }));
}

std::optional<std::size_t> peer_figures::position(std::size_t row) const noexcept {
  const std::uint32_t at = groups_->positions()[member_of_[row]];
  if (at == peer_groups::not_asked_for) return std::nullopt;
  return at;
}

peer_cells::peer_cells(const peer_figures& of, const cells_out& out) : of_(of), out_(out) {
  if (of.is_in_place()) {
    block_ = out.block(*of.position(0), 0);
    block_.streamed = false;  // it is looked at again
    return;
  }
  arena* const memory = of.of().memory();
  values_ = taken_from<double>(memory, of.rows() * of.lanes());
  statuses_ = taken_from<status>(memory, of.rows() * of.lanes());
  block_ = {values_.data(), statuses_.data(), of.lanes(), false};
}

void peer_cells::put_known(std::size_t row, std::size_t lane, const interval& known) const {
  if (known == exactly(value(row, lane))) return;
  if (const std::optional<std::size_t> at = of_.position(row)) out_.put_known(*at, lane, known);
}

void peer_cells::put_counted(std::size_t segment, std::size_t lane, std::uint32_t counted) const {
  const std::size_t group = of_.group(segment);
  const std::uint32_t all = of_.all_groups().peers(group);
  const std::uint32_t peers = all - std::min(all, of_.absent(segment, lane));
  out_.coverage[group * out_.stride + lane] = {std::min(counted, peers), peers, kernels::no_number};
}

void peer_cells::finish() const {
  if (of_.is_in_place()) return;
  for (std::size_t row = 0; row < of_.rows(); ++row) {
    const std::optional<std::size_t> at = of_.position(row);
    if (!at) continue;
    const kernels::cell_block to = out_.block(*at, 0);
    std::copy_n(block_.values + row * block_.stride, of_.lanes(), to.values);
    std::copy_n(block_.why + row * block_.stride, of_.lanes(), to.why);
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
