#include "engine/level_targets.hpp"

#include "engine/earlier_figures.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

using kernels::no_number;

std::tuple<int, int, std::int32_t> key_of(period p) noexcept {
  return {periods_per_year(p.frequency()), static_cast<int>(p.form()), p.ordinal()};
}

period base_period_of(const target& t) {
  if (t.base_period) return *t.base_period;
  return t.deadline.year() == 1 ? period() : t.deadline.same_period_last_year();
}

/// A target with its level, and what that was counted from.
struct worked_out {
  target wanted;
  std::optional<growth_base> from;
};

}  // namespace

/// Works targets of growth out.
class level_targets::writer {
 public:
  writer(const figure_source& from, indicator_index indicator, const slab_areas& areas,
         const slab_settings& settings)
      : from_(from), indicator_(indicator), areas_(areas), settings_(settings) {}

  void write(std::span<const target> list) {
    for (const target& t : list) {
      if (t.basis == target_basis::level) {
        out_.push_back({t, std::nullopt});
      } else if (t.area) {
        if (const figure* base = base_of(t, *t.area)) write_level(t, *t.area, *base);
      } else {
        write_every_town(t, list);
      }
    }
    std::ranges::stable_sort(out_, {}, [](const worked_out& w) {
      return std::pair(key_of(w.wanted.deadline),
                       w.wanted.area ? *w.wanted.area + std::int64_t{1} : 0);
    });
  }

  std::vector<worked_out> take() { return std::move(out_); }

 private:
  void write_every_town(const target& t, std::span<const target> list) {
    for (area_index town = areas_.towns.first; town < areas_.towns.last; ++town) {
      const bool has_own = std::ranges::any_of(list, [&](const target& other) {
        return other.area == town && other.deadline == t.deadline;
      });
      if (!has_own) write_level(t, town, *base_of(t, town));
    }
  }

  /// The figure that growth counts from; null where the area is none of those that are worked out.
  const figure* base_of(const target& t, area_index area) {
    const period at = base_period_of(t);
    auto found = figures_.find(key_of(at));
    if (found == figures_.end()) {
      earlier_figures read = read_earlier(from_, indicator_, at, areas_, settings_);
      found = figures_.emplace(key_of(at), std::move(read)).first;
    }
    if (area >= areas_.towns.first && area < areas_.towns.last) {
      return &found->second.towns[area - areas_.towns.first];
    }
    const auto upper = std::ranges::lower_bound(areas_.uppers, area);
    if (upper == areas_.uppers.end() || *upper != area) return nullptr;
    return &found->second.uppers[static_cast<std::size_t>(upper - areas_.uppers.begin())];
  }

  void write_level(const target& t, area_index area, const figure& reported) {
    worked_out w{t, growth_base{reported.value, reported.why, base_period_of(t), reported.made_of}};
    growth_base& base = *w.from;
    if (t.base) base = {*t.base, status::ok, base.at, {}};
    if (!has_number(base.why)) base.why = status::base_not_reported;
    // A bound of the base leaves the target itself open.
    if (!t.base && has_number(base.why) && !is_exact(reported.known))
      base.why = status::undetermined;
    const bool in_points = changes_in_points(from_.frame().catalog()[indicator_].kind);
    std::optional<interval> level;
    if (has_number(base.why)) {
      level = level_of_growth(t.wanted, base.value, in_points);
      if (!level) base.why = status::out_of_domain;
    }
    w.wanted.area = area;
    w.wanted.wanted = level.value_or(interval{no_number, no_number, false, false});
    w.wanted.basis = target_basis::level;
    w.wanted.base.reset();
    w.wanted.base_period.reset();
    out_.push_back(std::move(w));
  }

  const figure_source& from_;
  indicator_index indicator_;
  const slab_areas& areas_;
  const slab_settings& settings_;
  std::map<std::tuple<int, int, std::int32_t>, earlier_figures> figures_;
  std::vector<worked_out> out_;
};

level_targets::level_targets(const figure_source& from, indicator_index indicator,
                             const targets* wanted, const slab_areas& areas,
                             const slab_settings& settings)
    : plan_(wanted) {
  if (wanted == nullptr) return;
  const auto& listed = wanted->list();
  list_ = {std::ranges::lower_bound(listed, indicator, {}, &target::indicator),
           std::ranges::upper_bound(listed, indicator, {}, &target::indicator)};
  const bool has_growth =
      std::ranges::any_of(list_, [](const target& t) { return t.basis == target_basis::growth; });
  if (!has_growth) return;
  writer levels(from, indicator, areas, settings);
  levels.write(list_);
  for (worked_out& w : levels.take()) {
    own_.push_back(std::move(w.wanted));
    bases_.push_back(w.from);
  }
  list_ = own_;
}

const growth_base* level_targets::base_of(const target& t) const noexcept {
  if (own_.empty()) return nullptr;
  const std::optional<growth_base>& base = bases_[static_cast<std::size_t>(&t - own_.data())];
  return base ? &*base : nullptr;
}

}  // namespace zhibiao::inline ZB_ABI::engine
