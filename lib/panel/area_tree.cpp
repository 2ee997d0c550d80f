#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/area_code.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

std::optional<area_code> statistical_code(std::string_view text) {
  const result<area_code> code = try_parse_area_code(text);
  if (!code || !code->is_valid()) return std::nullopt;
  return *code;
}

place place_of(const area& a) {
  place where = a.defined_at;
  where.area = a.code;
  return where;
}

std::string at_line(const area& a) {
  return a.defined_at.line > 0 ? " at line " + std::to_string(a.defined_at.line) : std::string();
}

// The table on its way into a tree, still in the order of the input.
struct draft {
  std::vector<area> areas;
  std::vector<std::optional<area_code>> codes;
  std::unordered_map<std::string_view, std::size_t> by_code;
  std::unordered_map<std::uint64_t, std::size_t> by_number;
  std::vector<std::size_t> parents;  // `none` of a root

  std::size_t find(std::string_view code) const {
    if (const auto exact = by_code.find(code); exact != by_code.end()) return exact->second;
    const auto number = statistical_code(code);
    return number ? find(*number) : none;
  }
  std::size_t find(area_code code) const {
    const auto found = by_number.find(code.value());
    return found == by_number.end() ? none : found->second;
  }
};

// Whether the codes are statistical ones, whose digits say something: where one is as long as that of
// a town, or where nothing but the digits could say which area lies in which. Otherwise 10 and 1000
// are just two ids.
bool are_statistical(const std::vector<area>& areas) {
  constexpr std::size_t digits_of_a_town = 9;
  const auto is_long = [](const area& a) {
    const auto has_digits = [](std::string_view code) {
      return code.size() >= digits_of_a_town && statistical_code(code).has_value();
    };
    return has_digits(a.code) || (a.parent && has_digits(*a.parent));
  };
  const auto stands_alone = [](const area& a) {
    return !a.parent && statistical_code(a.code).has_value();
  };
  return std::ranges::any_of(areas, is_long) || std::ranges::all_of(areas, stands_alone);
}

void index_codes(draft& d, fault_list& faults) {
  const bool statistical = are_statistical(d.areas);
  d.codes.resize(d.areas.size());
  for (std::size_t i = 0; i < d.areas.size(); ++i) {
    const area& a = d.areas[i];
    if (a.code.empty()) {
      faults.add(errc::missing_value, place_of(a), "expected the code of an area, found none");
      continue;
    }
    if (const auto [other, is_new] = d.by_code.emplace(a.code, i); !is_new) {
      faults.add(errc::duplicate_id, place_of(a),
                 "the code " + a.code + " is already listed" + at_line(d.areas[other->second]));
      continue;
    }
    if (statistical) d.codes[i] = statistical_code(a.code);
    if (!d.codes[i]) continue;
    if (const auto [other, is_new] = d.by_number.emplace(d.codes[i]->value(), i); !is_new) {
      const area& twin = d.areas[other->second];
      faults.add(errc::duplicate_id, place_of(a),
                 "the code " + a.code + " is the same as " + twin.code + ", already listed" +
                     at_line(twin));
    }
  }
}

std::size_t parent_by_digits(const draft& d, area_code code) {
  for (auto above = code.parent(); above; above = above->parent()) {
    if (const std::size_t found = d.find(*above); found != none) return found;
  }
  return none;
}

void find_parents(draft& d, fault_list& faults) {
  d.parents.assign(d.areas.size(), none);
  for (std::size_t i = 0; i < d.areas.size(); ++i) {
    const area& a = d.areas[i];
    if (!a.parent) {
      if (d.codes[i]) d.parents[i] = parent_by_digits(d, *d.codes[i]);
    } else if (!a.parent->empty()) {
      d.parents[i] = d.find(*a.parent);
      if (d.parents[i] == none) {
        faults.add(errc::unknown_reference, place_of(a),
                   "parent: expected the code of a listed area, found " + *a.parent);
      }
    }
  }
}

// `a -> b -> a`, beginning with the least code; a long way round is cut in its middle.
std::string circle_text(const draft& d, std::size_t on_circle) {
  constexpr std::size_t most_names = 8;
  std::size_t first = on_circle;
  std::size_t length = 0;
  std::size_t at = on_circle;
  do {
    if (d.areas[at].code < d.areas[first].code) first = at;
    at = d.parents[at];
    ++length;
  } while (at != on_circle);
  std::string text;
  at = first;
  for (std::size_t n = 0; n < std::min(length, most_names); ++n) {
    text += d.areas[at].code + " -> ";
    at = d.parents[at];
  }
  if (length > most_names) text += "... -> ";
  return text + d.areas[first].code;
}

void report_circles(const draft& d, fault_list& faults) {
  // The walk from each area up its parents carries the number of the area it began with: to meet
  // one's own number is a circle, to meet an older one is known ground.
  std::vector<std::size_t> walk(d.areas.size(), none);
  for (std::size_t start = 0; start < d.areas.size(); ++start) {
    std::size_t at = start;
    while (at != none && walk[at] == none) {
      walk[at] = start;
      at = d.parents[at];
    }
    if (at == none || walk[at] != start) continue;
    faults.add(errc::cycle, place_of(d.areas[at]),
               "expected parents that lead to the top, found the circle " + circle_text(d, at));
  }
}

}  // namespace

area_tree area_tree::make(std::vector<area> areas, std::size_t fault_limit) {
  if (areas.size() >= no_parent) {
    throw error(errc::too_large, "more areas than can be numbered");
  }
  fault_list faults(fault_limit);
  draft d;
  d.areas = std::move(areas);
  index_codes(d, faults);
  find_parents(d, faults);
  report_circles(d, faults);
  faults.throw_if_errors();

  // Children of i are next[child[i]...]; walking the codes backwards leaves each list in order.
  const std::size_t n = d.areas.size();
  std::vector<std::size_t> by_code(n);
  std::iota(by_code.begin(), by_code.end(), std::size_t{0});
  std::sort(by_code.begin(), by_code.end(),
            [&d](std::size_t a, std::size_t b) { return d.areas[a].code < d.areas[b].code; });
  std::vector<std::size_t> child(n + 1, none);  // [n]: the roots
  std::vector<std::size_t> sibling(n, none);
  for (auto i = by_code.rbegin(); i != by_code.rend(); ++i) {
    const std::size_t above = d.parents[*i] == none ? n : d.parents[*i];
    sibling[*i] = child[above];
    child[above] = *i;
  }

  // Depth first without recursion: a list of parents may be as deep as it is long.
  std::vector<std::size_t> visited;
  std::vector<std::size_t> depth(n, 0);
  visited.reserve(n);
  for (std::size_t at = child[n]; at != none;) {
    visited.push_back(at);
    if (child[at] != none) {
      depth[child[at]] = depth[at] + 1;
      at = child[at];
      continue;
    }
    while (at != none && sibling[at] == none) at = d.parents[at];
    if (at == none) break;
    depth[sibling[at]] = depth[at];
    at = sibling[at];
  }

  area_tree made;
  std::vector<area_index> row(n);
  area_index next = 0;
  for (const std::size_t i : visited) {
    if (child[i] == none) row[i] = next++;
  }
  made.leaf_count_ = next;
  for (const std::size_t i : visited) {
    if (child[i] != none) row[i] = next++;
  }

  made.areas_.resize(n);
  made.parents_.resize(n);
  made.leaves_.resize(n);
  made.top_down_.reserve(n);
  std::vector<std::size_t> depth_of_row(n);
  area_index leaves_before = 0;
  for (const std::size_t i : visited) {
    const area_index r = row[i];
    made.top_down_.push_back(r);
    made.parents_[r] = d.parents[i] == none ? no_parent : row[d.parents[i]];
    depth_of_row[r] = depth[i];
    made.leaves_[r] = {leaves_before, leaves_before};
    if (child[i] == none) made.leaves_[r].last = ++leaves_before;
  }
  for (auto r = made.top_down_.rbegin(); r != made.top_down_.rend(); ++r) {
    if (made.parents_[*r] == no_parent) continue;
    area_index& last = made.leaves_[made.parents_[*r]].last;
    last = std::max(last, made.leaves_[*r].last);
  }

  made.by_code_.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    made.by_code_.emplace(d.areas[i].code, row[i]);
    if (d.codes[i]) made.by_number_.emplace(d.codes[i]->value(), row[i]);
  }
  std::unordered_map<std::string_view, std::size_t> top;  // the least depth of each level
  for (std::size_t i = 0; i < n; ++i) {
    area& a = made.areas_[row[i]];
    a = std::move(d.areas[i]);
    if (a.level.empty()) {
      a.level = d.codes[i] ? std::string(name(d.codes[i]->level()))
                           : "level " + std::to_string(depth[i] + 1);
    }
  }
  for (std::size_t r = 0; r < n; ++r) {
    const auto [known, is_new] = top.emplace(made.areas_[r].level, depth_of_row[r]);
    if (!is_new) known->second = std::min(known->second, depth_of_row[r]);
  }
  std::vector<std::pair<std::size_t, std::string_view>> levels;
  levels.reserve(top.size());
  for (const auto& [level, depth_of_level] : top) levels.emplace_back(depth_of_level, level);
  std::sort(levels.begin(), levels.end());
  std::unordered_map<std::string_view, std::size_t> number;
  for (const auto& [depth_of_level, level] : levels) {
    number.emplace(level, made.levels_.size());
    made.levels_.emplace_back(level);
  }
  made.by_level_.resize(made.levels_.size());
  for (std::size_t r = 0; r < n; ++r) {
    made.by_level_[number.at(made.areas_[r].level)].push_back(static_cast<area_index>(r));
  }
  return made;
}

std::optional<area_index> area_tree::parent(area_index i) const noexcept {
  if (parents_[i] == no_parent) return std::nullopt;
  return parents_[i];
}

std::optional<area_index> area_tree::find(std::string_view code) const {
  if (const auto exact = by_code_.find(std::string(code)); exact != by_code_.end()) {
    return exact->second;
  }
  const auto number = statistical_code(code);
  if (!number) return std::nullopt;
  const auto found = by_number_.find(number->value());
  if (found == by_number_.end()) return std::nullopt;
  return found->second;
}

area_index area_tree::at(std::string_view code) const {
  if (const auto found = find(code)) return *found;
  throw error(errc::unknown_area,
              "expected the code of a listed area, found '" + std::string(code) + "'");
}

std::span<const area_index> area_tree::at_level(std::string_view level) const {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    if (levels_[i] == level) return by_level_[i];
  }
  std::string known;
  for (const std::string& l : levels_) known += (known.empty() ? "" : ", ") + l;
  throw error(errc::unknown_level, "expected a level of the area list (" + known + "), found '" +
                                       std::string(level) + "'");
}

}  // namespace zhibiao::inline ZB_ABI
