#include "engine/slab_statistics.hpp"

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/inequality.hpp>
#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/quantile.hpp>
#include <zhibiao/panel/buffer.hpp>

#include "engine/known_statistic.hpp"
#include "engine/marked_members.hpp"
#include "engine/nested_moments.hpp"
#include "engine/quantile_place.hpp"
#include "engine/taken_from.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::cell;
using kernels::no_number;

constexpr auto theil_t = kernels::theil_index::t;

/// The cells of one statistic, `[set][lane]`, before what the towns' marks say and coverage. A set is an
/// area above the towns, in the order of `nested_areas`.
struct drawn_cells {
  drawn_cells(std::size_t cells, arena* memory)
      : values(taken_from<double>(memory, cells)), statuses(taken_from<status>(memory, cells)) {}

  buffer<double> values;
  buffer<status> statuses;
  std::span<double> value{values.data(), values.size()};
  std::span<status> why{statuses.data(), statuses.size()};
};

bool is_from_moments(statistic_kind kind) noexcept {
  switch (kind) {
    case statistic_kind::count:
    case statistic_kind::sum:
    case statistic_kind::mean:
    case statistic_kind::variance:
    case statistic_kind::standard_deviation:
    case statistic_kind::coefficient_of_variation:
    case statistic_kind::minimum:
    case statistic_kind::maximum:
      return true;
    default:
      return false;
  }
}

class town_statistics {
 public:
  town_statistics(const slab& of, const nested_areas& sets)
      : slab_(of),
        sets_(sets),
        segments_(sets.towns()),
        values_(of.values()),
        first_(of.first_column()),
        lanes_(of.columns() - of.first_column()),
        drawn_(cells(), of.memory()),
        marked_(find_marked(values_, segments_, first_)),
        moments_(values_, first_, sets, of.memory()) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const auto members = static_cast<std::uint32_t>(segments_[i].last - segments_[i].first);
      rows_.push_back(
          {members, kernels::least_counted(members, of.min_coverage()), sets.rows()[i]});
      if (!of.timeline().has_all(rows_of(i))) limited_.push_back(i);
    }
  }

  void write(std::span<const statistic> wanted, std::span<const cells_out> out) {
    if (std::ranges::any_of(wanted, is_from_moments, &statistic::kind)) {
      moments_.make([&](std::size_t first, std::size_t last) {
        for (std::size_t k = 0; k < wanted.size(); ++k) {
          if (is_from_moments(wanted[k].kind)) write_run(wanted[k], first, last, out[k]);
        }
      });
    }
    for (std::size_t k = 0; k < wanted.size(); ++k) {
      if (needs_weight(wanted[k].kind) && slab_.weights() == nullptr) {
        write_without_weight(out[k]);
        continue;
      }
      if (!is_from_moments(wanted[k].kind)) write_all(wanted[k], out[k]);
      const std::span<const std::uint32_t> counted = counted_for(wanted[k].kind);
      for (const marked_members& m : marked_for(wanted[k].kind)) {
        look_closer(wanted[k], m, cell_at(m.cell, out[k]), counted[m.cell], out[k]);
      }
    }
  }

 private:
  std::size_t cells() const noexcept { return segments_.size() * lanes_; }
  kernels::block_view view(const figures& f) const noexcept {
    return {f.values + first_, f.stride};
  }

  // What is worked out, each at its first use.

  kernels::moments_view moments() {
    if (!moments_.is_made()) moments_.make([](std::size_t, std::size_t) {});
    return moments_.from(0);
  }

  /// Where both a town's figure and its weight are there.
  kernels::mask_view weighed() {
    if (mask_.empty()) {
      const figures& weights = *slab_.weights();
      mask_.resize(values_.rows * lanes_);
      for (std::size_t row = 0; row < values_.rows; ++row) {
        for (std::size_t lane = 0; lane < lanes_; ++lane) {
          mask_[row * lanes_ + lane] = static_cast<std::uint8_t>(values_.has(row, first_ + lane) &&
                                                                 weights.has(row, first_ + lane));
        }
      }
    }
    return {mask_.data(), lanes_};
  }

  struct weighted_totals {
    std::vector<double> of_products;
    std::vector<double> of_weights;
    std::vector<std::uint32_t> counted;
  };
  const weighted_totals& weighted() {
    if (!weighted_) {
      weighted_totals t{std::vector<double>(cells()), std::vector<double>(cells()),
                        std::vector<std::uint32_t>(cells())};
      const figures& weights = *slab_.weights();
      kernels::segment_weighted_sums(view(values_), view(weights), weighed(), segments_, lanes_,
                                     values_.scale, weights.scale, t.of_products, t.counted);
      kernels::segment_sums(view(weights), weighed(), segments_, lanes_, weights.scale,
                            t.of_weights, t.counted);
      weighted_ = std::move(t);
      marked_weighed_ = find_marked_weighed(values_, weights, segments_, first_);
    }
    return *weighted_;
  }

  std::span<const std::uint32_t> counted_for(statistic_kind kind) {
    if (needs_weight(kind)) return weighted().counted;
    moments();
    return moments_.counted();
  }

  /// The statistics that moments are enough for, of the areas [first, last), while the moments are near.
  void write_run(const statistic& s, std::size_t first, std::size_t last, const cells_out& out) {
    const std::size_t n = (last - first) * lanes_;
    const std::span<double> value = drawn_.value.first(n);
    const std::span<status> why = drawn_.why.first(n);
    const kernels::moments_view sets = moments_.from(first);
    const kernels::decimal_scale scale = values_.scale;
    constexpr auto sample = kernels::taken_as::sample;
    switch (s.kind) {
      case statistic_kind::sum:
        kernels::sum(sets, scale, value, why);
        break;
      case statistic_kind::mean:
        kernels::mean(sets, scale, value, why);
        break;
      case statistic_kind::variance:
        kernels::variance(sets, scale, sample, value, why);
        break;
      case statistic_kind::standard_deviation:
        kernels::standard_deviation(sets, scale, sample, value, why);
        break;
      case statistic_kind::coefficient_of_variation:
        kernels::coefficient_of_variation(sets, scale, sample, value, why);
        break;
      case statistic_kind::minimum:
        kernels::minimum(sets, value, why);
        break;
      case statistic_kind::maximum:
        kernels::maximum(sets, value, why);
        break;
      default:
        break;
    }
    const std::span<const std::uint32_t> counted = moments_.counted().subspan(first * lanes_, n);
    const std::span<const kernels::covered_row> areas =
        std::span(rows_).subspan(first, last - first);
    if (s.kind == statistic_kind::count) {
      put_counts(sets, areas, out);
    } else {
      kernels::covered(value, why, counted, areas, lanes_, out.block(0, 0));
      cover_limited(value, why, counted, first, out);
    }
    write_coverage(counted, first, out);
  }

  void write_all(const statistic& s, const cells_out& out) {
    draw(s, drawn_);
    const std::span<const std::uint32_t> counted = counted_for(s.kind);
    kernels::covered(drawn_.value, drawn_.why, counted, rows_, lanes_, out.block(0, 0));
    cover_limited(drawn_.value, drawn_.why, counted, 0, out);
    if (needs_weight(s.kind)) put_without_weight(counted, out);
    write_coverage(counted, 0, out);
  }

  /// The others.
  void draw(const statistic& s, drawn_cells& d) {
    const kernels::decimal_scale scale = values_.scale;
    switch (s.kind) {
      case statistic_kind::median:
      case statistic_kind::quantile:
        draw_quantiles(s, d);
        break;
      case statistic_kind::weighted_mean:
        for (std::size_t i = 0; i < cells(); ++i) {
          const cell c = weighted().counted[i] == 0
                             ? cell{}
                             : kernels::weighted_mean(weighted().of_products[i], scale,
                                                      weighted().of_weights[i]);
          d.value[i] = c.value;
          d.why[i] = c.why;
        }
        break;
      case statistic_kind::weighted_median:
      case statistic_kind::weighted_quantile:
        draw_weighted_quantiles(s, d);
        break;
      case statistic_kind::gini:
        draw_gini(d);
        break;
      case statistic_kind::theil:
        kernels::segment_theil(theil_t, view(values_), {}, segments_, lanes_, scale, moments(),
                               d.value, d.why);
        break;
      case statistic_kind::theil_between:
      case statistic_kind::theil_within:
        draw_theil_part(s, d);
        break;
      default:
        break;
    }
  }

  void draw_quantiles(const statistic& s, drawn_cells& d) {
    if (scratch_.empty()) scratch_.resize(kernels::quantile_scratch(segments_, lanes_));
    const quantile_place at = place_of(s);
    kernels::segment_quantiles(view(values_), {}, segments_, lanes_, values_.scale, {&at.p, 1},
                               at.type, scratch_, d.value, d.why);
  }

  void draw_weighted_quantiles(const statistic& s, drawn_cells& d) {
    if (weighted_scratch_.empty()) {
      weighted_scratch_.resize(kernels::weighted_quantile_scratch(segments_, lanes_));
    }
    const figures& weights = *slab_.weights();
    const quantile_place at = place_of(s);
    kernels::segment_weighted_quantiles(view(values_), view(weights), {}, segments_, lanes_,
                                        values_.scale, weights.scale, {&at.p, 1}, weighted_scratch_,
                                        d.value, d.why);
  }

  void draw_gini(drawn_cells& d) {
    // Scratch memory is asked for in bytes that are aligned as doubles are.
    std::vector<double> scratch(kernels::gini_scratch(segments_) / sizeof(double) + 1);
    kernels::segment_gini(view(values_), {}, segments_, lanes_, values_.scale,
                          kernels::taken_as::population, std::as_writable_bytes(std::span(scratch)),
                          d.value, d.why);
  }

  /// Runs of towns right below each area above them: the towns of the areas there, or single towns.
  struct groups {
    std::vector<kernels::segment> towns;
    std::vector<kernels::segment> of_area;  ///< which of them, by set
  };
  groups find_groups() const {
    const area_tree& tree = slab_.series().areas();
    const std::span<const area_index> uppers = slab_.areas().uppers;
    const area_index first_town = slab_.areas().towns.first;
    std::vector<std::vector<kernels::segment>> below(uppers.size());
    for (area_index a = 0; a < tree.size(); ++a) {
      const std::optional<area_index> parent = tree.parent(a);
      if (!parent) continue;
      const auto at = std::ranges::lower_bound(uppers, *parent);
      if (at == uppers.end() || *at != *parent) continue;
      const row_range towns = tree.leaves(a);
      below[static_cast<std::size_t>(at - uppers.begin())].push_back(
          {towns.first - first_town, towns.last - first_town});
    }
    groups g;
    for (const std::size_t row : sets_.rows()) {
      std::vector<kernels::segment>& parts = below[row];
      std::ranges::sort(parts, {}, &kernels::segment::first);
      g.of_area.push_back({g.towns.size(), g.towns.size() + parts.size()});
      g.towns.insert(g.towns.end(), parts.begin(), parts.end());
    }
    return g;
  }

  void draw_theil_part(const statistic& s, drawn_cells& d) {
    const groups g = find_groups();
    const std::size_t sets = g.towns.size() * lanes_;
    std::vector<double> numbers(sets * kernels::moments_numbers);
    std::vector<std::uint32_t> counted(sets);
    const kernels::moments_columns of_groups = kernels::moments_in(numbers, counted);
    kernels::segment_moments(view(values_), {}, g.towns, lanes_, values_.scale, of_groups);
    drawn_cells of_group(sets, slab_.memory());
    kernels::segment_theil(theil_t, view(values_), {}, g.towns, lanes_, values_.scale, of_groups,
                           of_group.value, of_group.why);
    drawn_cells other(cells(), slab_.memory());
    const bool is_within = s.kind == statistic_kind::theil_within;
    drawn_cells& within = is_within ? d : other;
    drawn_cells& between = is_within ? other : d;
    kernels::theil_parts(theil_t, of_groups, of_group.value, g.of_area, lanes_, moments(),
                         {within.value.data(), within.why.data()},
                         {between.value.data(), between.why.data()});
  }

  // What the marks say.

  /// The cells to look at for a statistic: for a weighted one also those with marked weights.
  std::span<const marked_members> marked_for(statistic_kind kind) const noexcept {
    return needs_weight(kind) ? marked_weighed_ : marked_;
  }

  void look_closer(const statistic& s, const marked_members& m, cell c, std::uint32_t counted,
                   const cells_out& out) const {
    if (s.kind == statistic_kind::count) return;
    if (counted == 0) {
      if (m.withheld && c.why == status::not_reported) c.why = status::suppressed;
      put(s, m.cell, c, counted, nullptr, out);
      return;
    }
    if (c.why == status::out_of_domain && m.bounded && !is_surely_out(s.kind, towns_at(m.cell))) {
      c.why = status::undetermined;
    }
    if (m.weight_bounded) c = {no_number, status::undetermined};
    if (!has_number(c.why)) {
      put(s, m.cell, c, counted, nullptr, out);
      return;
    }
    if (!is_monotone(s.kind)) {
      if (m.bounded) c = {no_number, status::undetermined};
    } else if (m.bounded) {
      c.why = weaker(c.why, status::bounded);
    }
    if (has_number(c.why) && m.estimated) c.why = weaker(c.why, status::estimated);
    if (!has_number(c.why) || !(m.inexact || m.weight_inexact)) {
      put(s, m.cell, c, counted, nullptr, out);
      return;
    }
    const interval known = known_of(s, towns_at(m.cell), m.weight_inexact, c.value);
    put(s, m.cell, c, counted, &known, out);
  }

  town_column towns_at(std::size_t at) const noexcept {
    return {values_, slab_.weights(), segments_[at / lanes_], first_ + at % lanes_};
  }

  // Writing.

  void put(const statistic& s, std::size_t at, cell c, std::uint32_t counted, const interval* known,
           const cells_out& out) const {
    const kernels::covered_row& area = rows_[at / lanes_];
    const std::size_t period = at % lanes_;
    const std::uint32_t all = members(at / lanes_, period);
    if (s.kind != statistic_kind::count && counted != all && counted != 0) {
      c = covered(c, {counted, all, no_number}, slab_.min_coverage());
    }
    if (known != nullptr) {
      out.put(area.row, period, c, *known);
    } else {
      out.put(area.row, period, c);
    }
  }

  row_range rows_of(std::size_t set) const noexcept {
    return {static_cast<area_index>(segments_[set].first),
            static_cast<area_index>(segments_[set].last)};
  }

  bool is_limited(std::size_t set) const noexcept {
    return !limited_.empty() && std::ranges::binary_search(limited_, set);
  }

  /// The towns of an area that there are in that lane's period.
  std::uint32_t members(std::size_t set, std::size_t lane) const noexcept {
    if (!is_limited(set)) return rows_[set].members;
    return slab_.timeline().count(rows_of(set), first_ + lane);
  }

  /// The coverage rule once more for areas whose towns are not the same in every period. `value` begins with
  /// area `first`.
  void cover_limited(std::span<const double> value, std::span<const status> why,
                     std::span<const std::uint32_t> counted, std::size_t first,
                     const cells_out& out) const {
    const std::size_t last = first + counted.size() / lanes_;
    for (const std::size_t set : limited_) {
      if (set < first || set >= last) continue;
      for (std::size_t lane = 0; lane < lanes_; ++lane) {
        const std::size_t i = (set - first) * lanes_ + lane;
        if (members(set, lane) == 0) {
          out.put(rows_[set].row, lane, {no_number, status::no_such_area});
          continue;
        }
        out.put(rows_[set].row, lane,
                covered({value[i], why[i]}, {counted[i], members(set, lane), no_number},
                        slab_.min_coverage()));
      }
    }
  }

  /// How many there are is known however few they are.
  void put_counts(kernels::moments_view sets, std::span<const kernels::covered_row> areas,
                  const cells_out& out) const {
    const auto is_next = [](const kernels::covered_row& a, const kernels::covered_row& b) {
      return b.row == a.row + 1;
    };
    const auto gap = std::ranges::adjacent_find(areas, std::not_fn(is_next));
    if (gap == areas.end() && out.stride == lanes_) {
      const kernels::cell_block to = out.block(areas.front().row, 0);
      const std::size_t n = areas.size() * lanes_;
      kernels::count(sets, {to.values, n}, {to.why, n});
      return;
    }
    const std::span<double> value = drawn_.value.first(areas.size() * lanes_);
    const std::span<status> why = drawn_.why.first(areas.size() * lanes_);
    kernels::count(sets, value, why);
    for (std::size_t i = 0; i < areas.size(); ++i) {
      const kernels::cell_block to = out.block(areas[i].row, 0);
      std::copy_n(value.data() + i * lanes_, lanes_, to.values);
      std::copy_n(why.data() + i * lanes_, lanes_, to.why);
    }
  }

  cell cell_at(std::size_t at, const cells_out& out) const {
    const kernels::cell_block from = out.block(rows_[at / lanes_].row, at % lanes_);
    return {*from.values, *from.why};
  }

  /// Of some areas from the first on; once for all statistics that share it.
  void write_coverage(std::span<const std::uint32_t> counted, std::size_t first,
                      const cells_out& out) {
    const std::pair<const cell_coverage*, std::size_t> written(out.coverage, first);
    if (std::ranges::find(covered_, written) != covered_.end()) return;
    covered_.push_back(written);
    for (std::size_t i = 0; i < counted.size() / lanes_; ++i) {
      const kernels::covered_row& area = rows_[first + i];
      cell_coverage* const to = out.coverage + area.row * out.stride;
      const bool varies = is_limited(first + i);
      for (std::size_t lane = 0; lane < lanes_; ++lane) {
        to[lane] = {counted[i * lanes_ + lane], varies ? members(first + i, lane) : area.members,
                    no_number};
      }
    }
  }

  void write_without_weight(const cells_out& out) {
    moments();
    for (std::size_t i = 0; i < cells(); ++i) {
      const kernels::covered_row& area = rows_[i / lanes_];
      out.coverage[area.row * out.stride + i % lanes_] = {0, members(i / lanes_, i % lanes_),
                                                          no_number};
      out.put(area.row, i % lanes_, without_weight(i));
    }
    for (const marked_members& m : marked_) {
      if (!m.withheld || moments_.counted()[m.cell] != 0) continue;
      out.put(rows_[m.cell / lanes_].row, m.cell % lanes_, {no_number, status::suppressed});
    }
  }

  /// There are figures, but none with its weight.
  void put_without_weight(std::span<const std::uint32_t> counted, const cells_out& out) {
    for (std::size_t i = 0; i < cells(); ++i) {
      if (counted[i] != 0) continue;
      drawn_.why[i] = without_weight(i).why;
      out.put(rows_[i / lanes_].row, i % lanes_, without_weight(i));
    }
  }

  /// Where no town has both a figure and a weight.
  cell without_weight(std::size_t at) {
    moments();
    if (members(at / lanes_, at % lanes_) == 0) return {no_number, status::no_such_area};
    return {no_number, moments_.counted()[at] == 0 ? status::not_reported : status::no_weight};
  }

  const slab& slab_;
  const nested_areas& sets_;
  std::span<const kernels::segment> segments_;
  const figures& values_;
  std::size_t first_;
  std::size_t lanes_;
  drawn_cells drawn_;
  std::vector<kernels::covered_row> rows_;
  std::vector<std::size_t> limited_;  ///< the sets whose towns are not the same in every lane
  std::vector<std::pair<const cell_coverage*, std::size_t>> covered_;  ///< what is written already
  std::vector<marked_members> marked_;
  std::vector<marked_members> marked_weighed_;  ///< with a weight

  nested_moments moments_;
  std::optional<weighted_totals> weighted_;
  std::vector<std::uint8_t> mask_;
  std::vector<double> scratch_;
  std::vector<kernels::weighted_figure> weighted_scratch_;
};

}  // namespace

void write_statistics(const slab& of, const nested_areas& sets, std::span<const statistic> wanted,
                      std::span<const cells_out> out) {
  if (wanted.empty() || sets.size() == 0) return;
  town_statistics statistics(of, sets);
  statistics.write(wanted, out);
}

}  // namespace zhibiao::inline ZB_ABI::engine
