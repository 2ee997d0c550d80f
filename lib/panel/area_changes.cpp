#include <zhibiao/panel/area_changes.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr decimal one{1, 0};

struct kind_name {
  std::string_view name;
  std::array<std::string_view, 3> zh;
};

// In the order of the enumerators: the position is the value.
constexpr std::array<kind_name, 4> kind_names = {{
    {"merge", {"合并", "并入", "撤并"}},
    {"split", {"拆分", "分设", "析置"}},
    {"rename", {"更名", "变更代码", "改名"}},
    {"transfer", {"划转", "划入", "划出"}},
}};

date day_before(date day) noexcept { return date::from_number(day.number() - 1); }

/// The links of one area on one day stand together.
using area_on_day = std::pair<date, area_index>;
area_on_day key_of(const area_link& l) noexcept { return {l.on, l.from}; }

auto order_of(const area_link& l) {
  return std::tuple(l.on, l.from, l.indicator, std::string_view(l.group), l.to);
}

/// Calls `visit(span)` for the links of each area and day.
template <class Visit>
void for_each_change(std::span<const area_link> links, const Visit& visit) {
  for (auto first = links.begin(); first != links.end();) {
    const auto last = std::find_if(first, links.end(),
                                   [&](const area_link& l) { return key_of(l) != key_of(*first); });
    visit(std::span(first, last));
    first = last;
  }
}

bool goes_on(std::span<const area_link> links) noexcept {
  return std::ranges::any_of(links, [](const area_link& l) { return l.to == l.from; });
}

}  // namespace

std::string_view name(area_change_kind kind) noexcept {
  return kind_names[static_cast<std::size_t>(kind)].name;
}

std::optional<area_change_kind> parse_area_change_kind(std::string_view text) noexcept {
  for (std::size_t i = 0; i < kind_names.size(); ++i) {
    const kind_name& k = kind_names[i];
    if (text == k.name || std::ranges::find(k.zh, text) != k.zh.end()) {
      return static_cast<area_change_kind>(i);
    }
  }
  return std::nullopt;
}

// Looks for what is wrong with sorted links.
struct area_changes::checker {
  const area_tree& areas;
  fault_list& faults;

  void check(std::span<const area_link> links) {
    for (std::size_t i = 1; i < links.size(); ++i) {
      if (order_of(links[i - 1]) == order_of(links[i])) {
        report(errc::duplicate_row, links[i], "the same link is given twice");
      }
    }
    for (const area_link& l : links) check_link(l);
    for_each_change(links, [this](std::span<const area_link> of_area) { check_change(of_area); });
  }

 private:
  void report(errc code, const area_link& l, std::string message) {
    faults.add(code, l.where, std::move(message));
  }

  std::string code(area_index i) const { return std::string(areas[i].code); }

  std::string days_of(area_index i) const { return to_string(areas.valid(i)); }

  void check_link(const area_link& l) {
    const bool is_whole = l.kind == area_change_kind::merge || l.kind == area_change_kind::rename;
    if (!(l.share > decimal{0, 0} && l.share <= one)) {
      report(errc::bad_area_change, l,
             "expected a share above 0 and up to 1, found " + to_string(l.share));
    } else if (is_whole && l.share != one) {
      report(errc::bad_area_change, l,
             "expected all of the area, share 1, since it is a " + std::string(name(l.kind)) +
                 ", found " + to_string(l.share));
    }
    if (l.from == l.to) {
      if (is_whole) {
        report(errc::bad_area_change, l, "expected another area than " + code(l.from) + " itself");
      }
      return;
    }
    if (areas[l.from].level != areas[l.to].level) {
      report(errc::bad_area_change, l,
             "expected areas of one level, found " + std::string(areas[l.from].level) + " and " +
                 std::string(areas[l.to].level));
    }
    const bool is_founded = l.kind == area_change_kind::split || l.kind == area_change_kind::rename;
    const validity to = areas.valid(l.to);
    if (!to.holds_on(l.on)) {
      report(errc::bad_validity, l,
             "expected " + code(l.to) + " to be there from " + to_string(l.on) + " on, found " +
                 days_of(l.to) + " in the area list");
    } else if (is_founded && to.from != l.on) {
      report(errc::bad_validity, l,
             "expected " + code(l.to) + " to begin on " + to_string(l.on) + ", the day of the " +
                 std::string(name(l.kind)) + ", found " + days_of(l.to) + " in the area list");
    }
  }

  void check_change(std::span<const area_link> of_area) {
    const area_link& first = of_area.front();
    for (const area_link& l : of_area) {
      if (l.kind == first.kind) continue;
      report(errc::bad_area_change, l,
             "expected one kind of change of " + code(l.from) + " on " + to_string(l.on) +
                 ", found " + std::string(name(first.kind)) + " and " + std::string(name(l.kind)));
    }
    const validity from = areas.valid(first.from);
    if (!from.holds_on(day_before(first.on))) {
      report(errc::bad_validity, first,
             "expected " + code(first.from) + " to be there before " + to_string(first.on) +
                 ", found " + days_of(first.from) + " in the area list");
    } else if (goes_on(of_area)) {
      if (!from.holds_on(first.on)) {
        report(errc::bad_validity, first,
               "expected " + code(first.from) + ", which keeps a part, to go on after " +
                   to_string(first.on) + ", found " + days_of(first.from) + " in the area list");
      }
    } else if (from.to != first.on) {
      report(errc::bad_validity, first,
             "expected " + code(first.from) + ", all of which goes to others, to end on " +
                 to_string(first.on) + ", found " + days_of(first.from) + " in the area list");
    }
    check_sums(of_area);
  }

  // Links with the same indicators stand together.
  void check_sums(std::span<const area_link> of_area) {
    const auto same_indicators = [](const area_link& a, const area_link& b) {
      return a.indicator == b.indicator && a.group == b.group;
    };
    for (auto first = of_area.begin(); first != of_area.end();) {
      decimal sum{0, 0};
      auto last = first;
      for (; last != of_area.end() && same_indicators(*first, *last); ++last)
        sum = sum + last->share;
      if (sum != one) {
        report(errc::bad_area_change, *first,
               "expected shares of " + code(first->from) + " on " + to_string(first->on) +
                   " that add up to 1, found " + to_string(sum));
      }
      first = last;
    }
  }
};

area_changes area_changes::make(std::vector<area_link> links, const area_tree& areas,
                                const catalog& indicators, std::size_t fault_limit) {
  fault_list faults(fault_limit);
  for (const area_link& l : links) {
    if (l.from >= areas.size() || l.to >= areas.size() || !l.on.is_valid() ||
        (l.indicator && *l.indicator >= indicators.size())) {
      throw error(errc::invalid_argument,
                  "expected areas of the list, a day and an indicator of "
                  "the catalogue",
                  l.where);
    }
  }
  std::ranges::stable_sort(links, {}, order_of);
  checker{areas, faults}.check(links);
  faults.throw_if_errors();

  area_changes made;
  made.links_ = std::move(links);
  const auto ancestors = [&](area_index i) {
    std::vector<area_index> above;
    for (auto up = areas.parent(i); up; up = areas.parent(*up)) above.push_back(*up);
    return above;
  };
  for (const area_link& l : made.links_) {
    made.was_there_.push_back(
        static_cast<std::uint8_t>(areas.valid(l.to).holds_on(day_before(l.on))));
    if (!l.group.empty()) made.group_of_.resize(indicators.size());
    if (l.from == l.to) continue;
    if (made.was_there_.back() != 0) made.breaks_.push_back({l.to, l.on});
    if (areas.valid(l.from).holds_on(l.on)) made.breaks_.push_back({l.from, l.on});
    const std::vector<area_index> over = ancestors(l.from);
    const std::vector<area_index> under = ancestors(l.to);
    for (const area_index a : over) {
      if (std::ranges::find(under, a) == under.end()) made.breaks_.push_back({a, l.on});
    }
    for (const area_index a : under) {
      if (std::ranges::find(over, a) == over.end()) made.breaks_.push_back({a, l.on});
    }
  }
  const auto key = [](const area_break& b) { return std::pair(b.area, b.on); };
  std::ranges::sort(made.breaks_, {}, key);
  made.breaks_.erase(std::unique(made.breaks_.begin(), made.breaks_.end()), made.breaks_.end());
  for (indicator_index i = 0; i < made.group_of_.size(); ++i) {
    made.group_of_[i] = indicators[i].group;
  }
  return made;
}

std::vector<date> area_changes::days() const {
  std::vector<date> days;
  for (const area_link& l : links_) {
    if (days.empty() || days.back() != l.on) days.push_back(l.on);
  }
  return days;
}

namespace {

/// The areas that changed so far in terms of those of the beginning.
class composition {
 public:
  made_area at(area_index i) const {
    const auto found = made_.find(i);
    return found != made_.end() ? found->second : made_area{i, true, {{i, one}}};
  }

  /// Adds a share of one area to another.
  void add(area_index to, const made_area& from, decimal share) {
    made_area& a = entry(to);
    a.is_known = a.is_known && from.is_known;
    for (const area_part& part : from.parts) {
      const decimal more = part.share * share;
      const auto same = std::ranges::find(a.parts, part.area, &area_part::area);
      if (same != a.parts.end()) {
        same->share = same->share + more;
      } else {
        a.parts.push_back({part.area, more});
      }
    }
  }

  void make_unknown(area_index i) { entry(i).is_known = false; }

  /// An area that has nothing, to begin with.
  made_area& entry(area_index i) {
    return made_.try_emplace(i, made_area{i, true, {}}).first->second;
  }

  /// Takes over what has become of areas.
  void replace_by(composition changed) {
    for (auto& [area, now] : changed.made_) made_[area] = std::move(now);
  }

  std::vector<made_area> list() {
    std::vector<made_area> list;
    for (auto& [area, made] : made_) {
      std::ranges::sort(made.parts, {}, &area_part::area);
      list.push_back(std::move(made));
    }
    return list;
  }

 private:
  std::map<area_index, made_area> made_;
};

}  // namespace

std::vector<made_area> area_changes::made_of(indicator_index indicator, date since,
                                             date until) const {
  const auto speaks_of = [&](const area_link& l, int how_closely) {
    switch (how_closely) {
      case 0:
        return l.indicator == indicator;
      case 1:
        return !l.group.empty() && l.group == group_of_[indicator];
      default:
        return !l.indicator && l.group.empty();
    }
  };
  composition so_far;
  for (std::size_t day = 0; day < links_.size();) {
    std::size_t next_day = day;
    while (next_day < links_.size() && links_[next_day].on == links_[day].on) ++next_day;
    const std::span<const area_link> today(links_.data() + day, next_day - day);
    if (today.front().on > since && today.front().on <= until) {
      composition changed;
      for_each_change(today, [&](std::span<const area_link> of_area) {
        const made_area from = so_far.at(of_area.front().from);
        changed.entry(from.area);
        for (int how_closely = 0; how_closely < 3; ++how_closely) {
          bool any = false;
          for (const area_link& l : of_area) {
            if (!speaks_of(l, how_closely)) continue;
            any = true;
            changed.add(l.to, from, l.share);
          }
          if (any) return;
        }
        for (const area_link& l : of_area) changed.make_unknown(l.to);
      });
      // What was there already and gives nothing away keeps what it has.
      std::vector<area_index> kept;
      for (std::size_t i = day; i < next_day; ++i) {
        const area_index to = links_[i].to;
        const bool gives =
            std::ranges::any_of(today, [&](const area_link& l) { return l.from == to; });
        if (gives || was_there_[i] == 0 || std::ranges::find(kept, to) != kept.end()) continue;
        kept.push_back(to);
        changed.add(to, so_far.at(to), one);
      }
      so_far.replace_by(std::move(changed));
    }
    day = next_day;
  }
  return so_far.list();
}

}  // namespace zhibiao::inline ZB_ABI
