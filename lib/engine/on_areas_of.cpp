#include <zhibiao/engine/on_areas_of.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/interval.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr decimal one{1, 0};

/// Adds shares of figures up: exactly as long as eighteen digits do, else in the order given.
class share_sum {
 public:
  void add(double x, decimal share) {
    rough_ += x * to_double(share);
    if (std::isinf(x)) is_exact_ = false;
    if (!is_exact_) return;
    try {
      exact_ = exact_ + shortest_decimal(x) * share;
    } catch (const error&) {
      is_exact_ = false;
    }
  }
  double value() const { return (is_exact_ ? to_double(exact_) : rough_) + 0.0; }

 private:
  decimal exact_{0, 0};
  double rough_ = 0;
  bool is_exact_ = true;
};

/// What a panel says of one cell.
struct reported_cell {
  double value = no_row;
  interval known;
  qualifier how = qualifier::exact;
  observation_status status = observation_status::normal;
  const remark* said = nullptr;

  bool has_number() const noexcept {
    return !is_missing(value) && status != observation_status::suppressed &&
           status != observation_status::missing && status != observation_status::not_comparable;
  }
};

reported_cell cell_of(const panel_block& block, std::optional<std::size_t> slot, area_index area,
                      std::size_t t) {
  reported_cell c;
  if (!slot) return c;
  const std::size_t at = area * block.period_count() + t;
  c.value = block.values(*slot)[at];
  c.known = exactly(c.value);
  if (!block.statuses(*slot).empty()) c.status = block.statuses(*slot)[at];
  c.said = block.find_remark(*slot, area, t);
  if (c.said != nullptr) {
    c.known = c.said->known;
    c.how = c.said->how;
  }
  return c;
}

/// How the figures of an indicator are put on other areas.
enum class carrying { added, weighed, passed_on, refused };

carrying carrying_of(const indicator& i, bool has_weight, bool is_divided) {
  const bool is_quantity = i.kind == indicator_kind::flow || i.kind == indicator_kind::stock;
  if (is_quantity) {
    return i.over_areas == area_aggregation::sum ? carrying::added : carrying::refused;
  }
  const bool is_quotient = i.kind == indicator_kind::rate || i.kind == indicator_kind::mean;
  // All that is known of a part of an area is the rate of the whole.
  if (is_divided) return is_quotient ? carrying::passed_on : carrying::refused;
  return has_weight ? carrying::weighed : carrying::refused;
}

/// A part with what its area reports and weighs.
struct part_cell {
  area_part part;
  reported_cell figure;
  reported_cell weight;
};

/// Puts the figures of a panel on the areas of a day.
class carrier {
 public:
  carrier(const panel& data, const area_changes& changes, date day)
      : data_(data), changes_(changes), day_(day), days_(changes.days()) {
    std::erase_if(days_, [&](date d) { return d > day; });
  }

  panel carry() {
    panel_builder builder(
        std::make_shared<const catalog>(data_.catalog()),
        std::make_shared<const area_tree>(
            data_.areas().with_validity(validity_then()).with_breaks(breaks_left())));
    to_ = &builder;
    for (const panel_block& block : data_.blocks()) {
      for (std::size_t t = 0; t < block.period_count(); ++t) carry_period(block, t);
    }
    return builder.build();
  }

 private:
  struct cell_place {
    const panel_block& block;
    indicator_index indicator;
    std::size_t t;

    period when() const { return block.period_at(t); }
    std::optional<std::size_t> slot() const { return block.slot(indicator); }
  };

  void carry_period(const panel_block& block, std::size_t t) {
    const date since = last_day(block.period_at(t));
    const auto later = std::ranges::upper_bound(days_, since);
    for (const indicator_index i : block.indicators()) {
      const cell_place at{block, i, t};
      if (later == days_.end()) {
        for (area_index a = 0; a < data_.areas().size(); ++a) keep(at, a);
        continue;
      }
      const std::vector<made_area>& made = made_of(i, since, later);
      auto next = made.begin();
      for (area_index a = 0; a < data_.areas().size(); ++a) {
        if (next != made.end() && next->area == a) {
          put_together(at, *next++);
        } else if (!data_.areas().is_leaf(a) && changes_after(a, since)) {
          keep_incomparable(at, a);
        } else {
          keep(at, a);
        }
      }
    }
  }

  /// The periods between two changes share what areas are made of.
  const std::vector<made_area>& made_of(indicator_index i, date since,
                                        std::vector<date>::const_iterator later) {
    const auto [found, is_new] = made_.try_emplace({i, *later});
    if (is_new) found->second = changes_.made_of(i, since, day_);
    return found->second;
  }

  /// True where the territory of an area changes after a day.
  bool changes_after(area_index a, date since) const {
    return std::ranges::any_of(changes_.breaks(), [&](const area_break& b) {
      return b.area == a && b.on > since && b.on <= day_;
    });
  }

  derived_figure figure_at(const cell_place& at, area_index a, const reported_cell& c) const {
    derived_figure d;
    d.area = a;
    d.indicator = at.indicator;
    d.period = at.when();
    d.value = c.value;
    d.how = c.how;
    d.known = c.known;
    d.status = c.status;
    if (c.said != nullptr) {
      d.printed = c.said->printed;
      d.note = c.said->note;
      d.made_of = c.said->made_of;
    }
    return d;
  }

  void keep(const cell_place& at, area_index a) {
    const reported_cell c = cell_of(at.block, at.slot(), a, at.t);
    if (is_no_row(c.value)) return;
    derived_figure d = figure_at(at, a, c);
    // The break of a series that a change of areas made is bridged.
    if (d.status == observation_status::break_in_series && is_bridged(a, d.period)) {
      d.status = observation_status::normal;
    }
    to_->add_derived(d);
  }

  bool is_bridged(area_index a, period p) const {
    const bool is_first = p.ordinal() <= periods_per_year(p.frequency());
    const date before = is_first ? date() : last_day(p.previous());
    return std::ranges::any_of(changes_.links(), [&](const area_link& l) {
      return (l.to == a || l.from == a) && l.on > before && l.on <= last_day(p) && l.on <= day_;
    });
  }

  void keep_incomparable(const cell_place& at, area_index a) {
    if (is_missing(cell_of(at.block, at.slot(), a, at.t).value)) return;
    put_none(at, a, observation_status::not_comparable, {});
  }

  void put_none(const cell_place& at, area_index a, observation_status why, std::string made_of) {
    derived_figure d;
    d.area = a;
    d.indicator = at.indicator;
    d.period = at.when();
    d.value = reported_empty;
    d.status = why;
    d.made_of = std::move(made_of);
    to_->add_derived(d);
  }

  std::string words_of(const std::vector<area_part>& parts) const {
    std::string words;
    for (const area_part& p : parts) {
      const listed_area a = data_.areas()[p.area];
      if (!words.empty()) words += " + ";
      words += a.name.empty() ? a.code : a.name;
      if (p.share != one) words += " × " + to_string(p.share);
    }
    return words;
  }

  void put_together(const cell_place& at, const made_area& made) {
    if (made.parts.empty() && made.is_known) return;  // it is no more
    const std::string words = words_of(made.parts);
    const auto is_there = [&](const area_part& p) {
      return data_.areas().is_valid(p.area, at.when());
    };
    const bool any = std::ranges::any_of(made.parts, is_there);
    if (!any && made.is_known) return;  // nor was any of what it is made of
    if (!made.is_known || !std::ranges::all_of(made.parts, is_there)) {
      put_none(at, made.area, observation_status::not_comparable, words);
      return;
    }
    const indicator& definition = data_.catalog()[at.indicator];
    const std::optional<indicator_index> by = weight_of(at.indicator);
    std::vector<part_cell> cells;
    for (const area_part& p : made.parts) {
      cells.push_back({p, cell_of(at.block, at.slot(), p.area, at.t), {}});
      if (by) cells.back().weight = cell_of(at.block, at.block.slot(*by), p.area, at.t);
    }
    const bool is_same = cells.size() == 1 && cells.front().part.share == one;
    if (is_same) {
      pass_on(at, made.area, cells.front(), false);
      return;
    }
    if (comes_from_parts(at, made.area)) return;
    if (const std::optional<observation_status> why = absence(cells)) {
      if (*why != observation_status::missing) put_none(at, made.area, *why, words);
      return;
    }
    const bool has_weight = by && std::ranges::all_of(cells, [](const part_cell& c) {
                              return c.weight.has_number() && c.weight.known.lower >= 0;
                            });
    const bool is_divided = cells.size() == 1;
    switch (carrying_of(definition, has_weight, is_divided)) {
      case carrying::added:
        to_->add_derived(sum_of(at, made.area, cells));
        break;
      case carrying::weighed:
        if (const auto mean = mean_of(at, made.area, cells)) {
          to_->add_derived(*mean);
          break;
        }
        put_none(at, made.area, observation_status::not_comparable, words);
        break;
      case carrying::passed_on:
        pass_on(at, made.area, cells.front(), true);
        break;
      case carrying::refused:
        put_none(at, made.area, observation_status::not_comparable, words);
        break;
    }
  }

  /// The declared weight, else the denominator.
  std::optional<indicator_index> weight_of(indicator_index i) const {
    if (const auto declared = data_.catalog().weight(i)) return declared;
    if (const auto& parts = data_.catalog().parts(i)) return parts->denominator;
    return std::nullopt;
  }

  /// True where both parts of a rate can be carried, so that it is divided again.
  bool comes_from_parts(const cell_place& at, area_index a) {
    const std::optional<indicator_parts>& parts = data_.catalog().parts(at.indicator);
    return parts && is_carried({at.block, parts->numerator, at.t}, a) &&
           is_carried({at.block, parts->denominator, at.t}, a);
  }

  bool is_carried(const cell_place& at, area_index a) {
    const date since = last_day(at.when());
    const std::vector<made_area>& all =
        made_of(at.indicator, since, std::ranges::upper_bound(days_, since));
    const auto made = std::ranges::lower_bound(all, a, {}, &made_area::area);
    return made->is_known && std::ranges::all_of(made->parts, [&](const area_part& p) {
             return cell_of(at.block, at.slot(), p.area, at.t).has_number();
           });
  }

  /// Why the figures together make none; `missing` where one was not reported. None where all are there.
  static std::optional<observation_status> absence(const std::vector<part_cell>& cells) {
    for (const observation_status why :
         {observation_status::suppressed, observation_status::not_comparable}) {
      if (std::ranges::any_of(cells, [&](const part_cell& c) { return c.figure.status == why; })) {
        return why;
      }
    }
    const auto is_there = [](const part_cell& c) { return c.figure.has_number(); };
    if (std::ranges::all_of(cells, is_there)) return std::nullopt;
    return observation_status::missing;
  }

  void pass_on(const cell_place& at, area_index a, const part_cell& from, bool is_estimated) {
    if (is_no_row(from.figure.value)) return;
    derived_figure d = figure_at(at, a, from.figure);
    if (from.part.area != a || is_estimated) d.made_of = words_of({from.part});
    if (is_estimated && d.status != observation_status::break_in_series) {
      d.status = observation_status::estimated;
    }
    to_->add_derived(d);
  }

  /// A figure with what the statuses and qualifiers of its parts make of it.
  derived_figure figure_of(const cell_place& at, area_index a, const std::vector<part_cell>& cells,
                           bool is_estimated) const {
    derived_figure d;
    d.area = a;
    d.indicator = at.indicator;
    d.period = at.when();
    std::vector<area_part> parts;
    bool is_inexact = false;
    const auto any = [&](observation_status s) {
      return std::ranges::any_of(cells, [&](const part_cell& c) { return c.figure.status == s; });
    };
    for (const part_cell& c : cells) {
      parts.push_back(c.part);
      is_inexact = is_inexact || !is_exact(c.figure.known);
      if (is_bound(c.figure.how)) d.how = qualifier::between;
    }
    if (is_inexact && d.how == qualifier::exact) d.how = qualifier::rounded;
    if (any(observation_status::break_in_series)) {
      d.status = observation_status::break_in_series;
    } else if (is_estimated || any(observation_status::estimated)) {
      d.status = observation_status::estimated;
    } else if (any(observation_status::provisional)) {
      d.status = observation_status::provisional;
    }
    d.made_of = words_of(parts);
    return d;
  }

  derived_figure sum_of(const cell_place& at, area_index a,
                        const std::vector<part_cell>& cells) const {
    const bool is_estimated =
        std::ranges::any_of(cells, [](const part_cell& c) { return c.part.share != one; });
    derived_figure d = figure_of(at, a, cells, is_estimated);
    share_sum value;
    share_sum lower;
    share_sum upper;
    d.known = exactly(0);
    for (const part_cell& c : cells) {
      value.add(c.figure.value, c.part.share);
      lower.add(c.figure.known.lower, c.part.share);
      upper.add(c.figure.known.upper, c.part.share);
      d.known.lower_open = d.known.lower_open || c.figure.known.lower_open;
      d.known.upper_open = d.known.upper_open || c.figure.known.upper_open;
    }
    d.value = value.value();
    d.known.lower = lower.value();
    d.known.upper = upper.value();
    if (d.how == qualifier::exact) d.known = exactly(d.value);
    return d;
  }

  /// The mean by the printed weights; none where they add up to nothing.
  std::optional<derived_figure> mean_of(const cell_place& at, area_index a,
                                        const std::vector<part_cell>& cells) const {
    derived_figure d = figure_of(at, a, cells, true);
    double top = 0;
    double all = 0;
    interval known = cells.front().figure.known;
    interval mean{0, 0};
    bool are_weights_exact = true;
    for (const part_cell& c : cells) {
      const double w = c.weight.value * to_double(c.part.share);
      const interval& k = c.figure.known;
      top += c.figure.value * w;
      all += w;
      mean.lower += k.lower * w;
      mean.upper += k.upper * w;
      mean.lower_open = mean.lower_open || k.lower_open;
      mean.upper_open = mean.upper_open || k.upper_open;
      are_weights_exact = are_weights_exact && is_exact(c.weight.known);
      // Whatever the weights are, the mean lies between the least and the greatest figure.
      if (k.lower < known.lower) {
        known.lower = k.lower;
        known.lower_open = k.lower_open;
      }
      if (k.upper > known.upper) {
        known.upper = k.upper;
        known.upper_open = k.upper_open;
      }
    }
    if (!(all > 0)) return std::nullopt;
    d.value = top / all + 0.0;
    if (are_weights_exact && d.how != qualifier::exact) {
      mean.lower /= all;
      mean.upper /= all;
      known = mean;
    }
    if (are_weights_exact && d.how == qualifier::exact) {
      d.known = exactly(d.value);
    } else {
      d.known = known;
      d.known.lower = std::min(d.known.lower, d.value);
      d.known.upper = std::max(d.known.upper, d.value);
      if (d.how == qualifier::exact) d.how = qualifier::between;
    }
    return d;
  }

  /// When there are the areas, seen from the day: what all went to others is there no more in any period,
  /// and what was made of others is there as long as the first of them.
  std::vector<limited_area> validity_then() const {
    const area_tree& areas = data_.areas();
    std::map<area_index, validity> now;
    const auto valid = [&](area_index a) {
      const auto found = now.find(a);
      return found != now.end() ? found->second : areas.valid(a);
    };
    for (const date d : days_) {
      const std::map<area_index, validity> before = now;
      const auto valid_before = [&](area_index a) {
        const auto found = before.find(a);
        return found != before.end() ? found->second : areas.valid(a);
      };
      for (const area_link& l : changes_.links()) {
        if (l.on != d || l.from == l.to) continue;
        validity to = valid(l.to);
        to.from = std::min(to.from, valid_before(l.from).from);
        now[l.to] = to;
        if (areas.valid(l.from).to == d) now[l.from] = never;
      }
    }
    std::map<area_index, validity> all;
    for (const limited_area& l : areas.limited()) all[l.area] = l.valid;
    for (const auto& [area, v] : now) all[area] = v;
    std::vector<limited_area> limited;
    for (const auto& [area, v] : all) limited.push_back({area, v});
    return limited;
  }

  std::vector<area_break> breaks_left() const {
    std::vector<area_break> left(data_.areas().breaks().begin(), data_.areas().breaks().end());
    std::erase_if(left, [&](const area_break& b) { return b.on <= day_; });
    return left;
  }

  const panel& data_;
  const area_changes& changes_;
  date day_;
  std::vector<date> days_;
  std::map<std::pair<indicator_index, date>, std::vector<made_area>> made_;
  panel_builder* to_ = nullptr;
};

}  // namespace

panel on_areas_of(const panel& data, const area_changes& changes, date day) {
  for (const area_link& l : changes.links()) {
    if (std::max(l.from, l.to) < data.areas().size()) continue;
    throw error(errc::invalid_argument,
                "expected changes of the areas of the panel, found those of others", l.where);
  }
  return carrier(data, changes, day).carry();
}

}  // namespace zhibiao::inline ZB_ABI
