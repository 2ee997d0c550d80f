#include "engine/peer_contributions.hpp"

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/contribution.hpp>

#include "engine/chosen_columns.hpp"
#include "engine/roll_up.hpp"
#include "engine/upper_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::decimal_scale;
using kernels::no_number;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The two figures of a peer, or why it does not take part.
struct growing_peer {
  figure current;
  figure base;
  status why = status::ok;

  bool takes_part() const noexcept { return has_number(why); }
};

status why_of(const figure& current, const figure& base) noexcept {
  if (!has_number(current.why)) return current.why;
  if (has_number(base.why)) return status::ok;
  return base.why == status::coverage_low ? base.why : status::base_not_reported;
}

/// The figures of areas above the towns in a column and in the one of its base.
class upper_pairs {
 public:
  upper_pairs(const slab& of, const upper_figures& above, std::span<const area_index> areas,
              std::size_t base, std::size_t column)
      : slab_(of), above_(above), base_(base), column_(column), segments_(of.towns_of(areas)) {
    if (!of.taking_part() || areas.empty()) return;
    const std::array<std::size_t, 2> columns{base, column};
    towns_ = std::make_unique<chosen_columns>(of.inputs(), columns, of.memory());
    sums_ = towns_->roll_up(segments_);
  }

  growing_peer at(std::size_t row) const {
    growing_peer p{above_.at(row, column_), above_.at(row, base_)};
    p.why = why_of(p.current, p.base);
    if (!has_number(p.why)) return p;
    const bool is_made = above_.comes_from_towns(row, column_);
    if (is_made != above_.comes_from_towns(row, base_)) {
      p.why = status::not_comparable;
    } else if (!is_made) {
      if (above_.breaks_between(row, column_, column_ - base_)) p.why = status::not_comparable;
    } else {
      take_matched(p, row);
    }
    return p;
  }

 private:
  void take_matched(growing_peer& p, std::size_t row) const {
    const std::size_t i = row * 2 + 1;
    const cell_coverage& coverage = sums_.coverage[i];
    p.base = sums_.cells.at(i - 1);
    p.current = sums_.cells.at(i);
    p.why = why_of(p.current, p.base);
    if (!has_number(p.why)) return;
    const cell c = covered({0, p.current.why}, coverage, slab_.inputs().min_coverage);
    if (coverage.counted == 0 || !has_number(c.why)) {
      p.why = status::coverage_low;
      return;
    }
    p.current.why = c.why;
    if (breaks(row)) p.why = status::not_comparable;
  }

  bool breaks(std::size_t row) const {
    return std::ranges::any_of(slab_.values().marks_of(segments_[row].first, segments_[row].last),
                               [&](const marked_cell& m) {
                                 const std::size_t at = m.offset % slab_.columns();
                                 return m.breaks && at <= column_ && at > base_ &&
                                        towns_->takes_part(m.offset / slab_.columns());
                               });
  }

  const slab& slab_;
  const upper_figures& above_;
  std::size_t base_;
  std::size_t column_;
  std::vector<row_range> segments_;
  std::unique_ptr<chosen_columns> towns_;
  area_sums sums_;
};

/// A sum of intervals, all in whole scale, so that the order of the peers does not matter.
class known_sum {
 public:
  void add(const interval& k) {
    lower_.push_back(k.lower);
    upper_.push_back(k.upper);
  }
  interval all() const { return {total_of(lower_), total_of(upper_)}; }
  interval without(const interval& k) const {
    // What is infinite cannot be taken away again.
    interval rest = all();
    if (!std::isinf(rest.lower)) rest.lower -= k.lower;
    if (!std::isinf(rest.upper)) rest.upper -= k.upper;
    return rest;
  }

 private:
  static double total_of(const std::vector<double>& ends) {
    const auto infinite = std::ranges::find_if(ends, [](double x) { return std::isinf(x); });
    return infinite != ends.end() ? *infinite : kernels::total_of(ends, {});
  }

  std::vector<double> lower_;
  std::vector<double> upper_;
};

interval in_whole(const interval& k, decimal_scale s) {
  return {kernels::whole(k.lower, s), kernels::whole(k.upper, s)};
}

interval change_of(const growing_peer& p, decimal_scale s) {
  return kernels::difference(in_whole(p.current.known, s), in_whole(p.base.known, s));
}

/// The least and the largest of the numbers at the corners.
class hull {
 public:
  void add(double x) noexcept {
    lower_ = std::min(lower_, x);
    upper_ = std::max(upper_, x);
  }
  interval around(double value) const noexcept {
    interval k{std::min(lower_, value), std::max(upper_, value)};
    k.lower_open = std::isinf(k.lower);
    k.upper_open = std::isinf(k.upper);
    return k;
  }

 private:
  double lower_ = infinity;
  double upper_ = -infinity;
};

/// change / (change + others) in percent, where the sum is not zero; in the limit where one is infinite.
double share_of(double change, double others) noexcept {
  if (std::isinf(change)) return 100;
  if (std::isinf(others)) return 0;
  return change * 100 / (change + others);
}

/// (current - base) / (base + others) in percent, likewise.
double share_of(double current, double base, double others) noexcept {
  if (std::isinf(others)) return std::isinf(current) ? infinity : 0;
  if (std::isinf(base)) return std::isinf(current) ? infinity : -100;
  if (std::isinf(current)) return infinity;
  return (current - base) * 100 / (base + others);
}

/// One group of peers in one period.
class growing_group {
 public:
  growing_group(std::vector<growing_peer> peers, decimal_scale s, measure m)
      : peers_(std::move(peers)), measure_(m) {
    std::vector<double> current;
    std::vector<double> base;
    bool fits = s.exact;
    for (const growing_peer& p : peers_) {
      if (!p.takes_part()) continue;
      fits = fits && kernels::fitting(s, p.current.value, p.base.value).exact;
      current.push_back(p.current.value);
      base.push_back(p.base.value);
      inexact_ = inexact_ || !is_exact(p.current.known) || !is_exact(p.base.known);
      for (const figure& f : {p.current, p.base}) doubt_ = weaker(doubt_, f.why);
    }
    counted_ = current.size();
    scale_ = fits ? s : decimal_scale{};
    whole_current_ = kernels::total_of(current, scale_);
    whole_base_ = kernels::total_of(base, scale_);
    if (!inexact_) return;
    for (const growing_peer& p : peers_) {
      if (!p.takes_part()) continue;
      bases_.add(in_whole(p.base.known, scale_));
      changes_.add(change_of(p, scale_));
    }
  }

  std::size_t counted() const noexcept { return counted_; }

  /// Of a peer that takes part.
  cell of(std::size_t which) const {
    const growing_peer& p = peers_[which];
    const kernels::growth_of_part part{p.current.value, p.base.value, whole_current_, whole_base_,
                                       scale_};
    cell c = measure_ == measure::pull ? kernels::pull(part) : kernels::contribution(part);
    if (has_number(c.why)) c.why = weaker(c.why, doubt_);
    if (inexact_ && !is_certain()) c = {no_number, status::undetermined};
    return c;
  }

  interval known(std::size_t which, double value) const {
    if (!inexact_) return exactly(value);
    const growing_peer& p = peers_[which];
    hull all;
    if (measure_ == measure::pull) {
      const interval current = in_whole(p.current.known, scale_);
      const interval base = in_whole(p.base.known, scale_);
      const interval others = bases_.without(base);
      for (const double x : {current.lower, current.upper}) {
        for (const double b : {base.lower, base.upper}) {
          for (const double o : {others.lower, others.upper}) all.add(share_of(x, b, o));
        }
      }
    } else {
      const interval change = change_of(p, scale_);
      const interval others = changes_.without(change);
      for (const double d : {change.lower, change.upper}) {
        for (const double o : {others.lower, others.upper}) all.add(share_of(d, o));
      }
    }
    return all.around(value);
  }

  const growing_peer& peer(std::size_t which) const noexcept { return peers_[which]; }

 private:
  /// True where what is divided by is surely not zero, or not negative, whatever the figures are.
  bool is_certain() const {
    if (measure_ == measure::pull) return bases_.all().lower > 0;
    const interval change = changes_.all();
    return change.lower > 0 || change.upper < 0;
  }

  std::vector<growing_peer> peers_;
  measure measure_;
  decimal_scale scale_;
  double whole_current_ = no_number;
  double whole_base_ = no_number;
  std::size_t counted_ = 0;
  bool inexact_ = false;
  status doubt_ = status::ok;
  known_sum bases_;
  known_sum changes_;
};

class contribution_writer {
 public:
  contribution_writer(const slab& of, const peer_groups& groups, measure m, const cells_out& out)
      : slab_(of),
        groups_(groups),
        measure_(m),
        out_(out),
        lag_(static_cast<std::size_t>(periods_per_year(of.series().shape().frequency()))) {}

  void write() const {
    for (std::size_t c = slab_.first_column(); c < slab_.columns(); ++c) {
      if (c < lag_) {
        write_without_base(c);
      } else {
        write_column(c);
      }
    }
  }

 private:
  void write_column(std::size_t column) const {
    const std::size_t base = column - lag_;
    const slab_areas& areas = slab_.areas();
    const upper_pairs above(slab_, slab_.above(), areas.uppers, base, column);
    const upper_pairs beside(slab_, slab_.beside(), areas.beside, base, column);
    for (std::size_t g = 0; g < groups_.groups().size(); ++g) {
      const kernels::segment members = groups_.groups()[g];
      std::vector<growing_peer> peers;
      for (std::size_t i = members.first; i < members.last; ++i) {
        const area_index a = groups_.members()[i];
        const auto position_in = [a](std::span<const area_index> list) {
          return static_cast<std::size_t>(std::ranges::lower_bound(list, a) - list.begin());
        };
        if (slab_.series().areas().is_leaf(a)) {
          peers.push_back(town(slab_.row_of(a), base, column));
        } else if (groups_.positions()[i] != peer_groups::not_asked_for) {
          peers.push_back(above.at(position_in(areas.uppers)));
        } else {
          peers.push_back(beside.at(position_in(areas.beside)));
        }
      }
      write_group(g, column, growing_group(std::move(peers), scale(), measure_));
    }
  }

  growing_peer town(std::size_t row, std::size_t base, std::size_t column) const {
    growing_peer p{slab_.values().at(row, column), slab_.values().at(row, base)};
    p.why = why_of(p.current, p.base);
    const bool is_broken = slab_.values().breaks_between(row, column, column - base);
    if (has_number(p.why) && is_broken) p.why = status::not_comparable;
    return p;
  }

  decimal_scale scale() const { return slab_.values().scale; }

  void write_group(std::size_t g, std::size_t column, const growing_group& all) const {
    const kernels::segment members = groups_.groups()[g];
    const bool is_summed = slab_.definition().over_areas == area_aggregation::sum;
    const cell_coverage coverage{static_cast<std::uint32_t>(all.counted()), groups_.peers(g),
                                 no_number};
    for (std::size_t i = members.first; i < members.last; ++i) {
      const growing_peer& p = all.peer(i - members.first);
      cell c{no_number, p.why};
      interval known;
      const bool has_current = has_number(p.current.why);
      if (!groups_.has_peers(g) || !is_summed) {
        if (has_current) c.why = status::out_of_domain;
      } else if (p.takes_part()) {
        c = covered(all.of(i - members.first), coverage, slab_.min_coverage());
        if (has_number(c.why)) known = all.known(i - members.first, c.value);
      }
      put(i, column, c, known);
    }
    put_coverage(g, column, coverage);
  }

  void write_without_base(std::size_t column) const {
    for (std::size_t g = 0; g < groups_.groups().size(); ++g) {
      const kernels::segment members = groups_.groups()[g];
      for (std::size_t i = members.first; i < members.last; ++i) {
        if (groups_.positions()[i] == peer_groups::not_asked_for) continue;
        const area_index a = groups_.members()[i];
        const bool is_town = slab_.series().areas().is_leaf(a);
        const auto& uppers = slab_.areas().uppers;
        const auto at =
            static_cast<std::size_t>(std::ranges::lower_bound(uppers, a) - uppers.begin());
        const status why =
            is_town ? slab_.values().why(slab_.row_of(a), column) : slab_.above().why(at, column);
        const bool is_summed = slab_.definition().over_areas == area_aggregation::sum;
        const status none =
            groups_.has_peers(g) && is_summed ? status::base_not_reported : status::out_of_domain;
        put(i, column, {no_number, has_number(why) ? none : why}, {});
      }
      put_coverage(g, column, {0, groups_.peers(g), no_number});
    }
  }

  void put(std::size_t member, std::size_t column, const cell& c, const interval& known) const {
    const std::uint32_t at = groups_.positions()[member];
    if (at != peer_groups::not_asked_for) out_.put(at, column - slab_.first_column(), c, known);
  }

  void put_coverage(std::size_t g, std::size_t column, cell_coverage coverage) const {
    coverage.counted = std::min(coverage.counted, coverage.members);
    out_.coverage[g * out_.stride + column - slab_.first_column()] = coverage;
  }

  const slab& slab_;
  const peer_groups& groups_;
  measure measure_;
  const cells_out& out_;
  std::size_t lag_;
};

}  // namespace

void write_contributions(const slab& of, const peer_groups& groups, measure m,
                         const cells_out& out) {
  contribution_writer(of, groups, m, out).write();
}

}  // namespace zhibiao::inline ZB_ABI::engine
