#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/area_code.hpp>

#include "panel/area_list.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;

std::optional<area_code> statistical_code(std::string_view text) {
  const result<area_code> code = try_parse_area_code(text);
  if (!code || !code->is_valid()) return std::nullopt;
  return *code;
}

std::size_t hash_of(std::string_view code) noexcept { return std::hash<std::string_view>{}(code); }
std::size_t hash_of(area_code code) noexcept {
  return static_cast<std::size_t>(code.value() * 0x9E3779B97F4A7C15U >> 20U);
}

/// Room for `count` entries, a fifth of it or more free.
std::vector<std::uint32_t> table_for(std::size_t count) {
  return std::vector<std::uint32_t>(std::bit_ceil(count + count / 4 + 1), none);
}

/// Where in a table the entry with that hash stands for which `is_it(entry)` holds, or a free place
/// where it would stand.
template <class IsIt>
std::size_t place_in(const std::vector<std::uint32_t>& table, std::size_t hash, IsIt is_it) {
  std::size_t at = hash & (table.size() - 1);
  while (table[at] != none && !is_it(table[at])) at = (at + 1) & (table.size() - 1);
  return at;
}

}  // namespace

// The table on its way into a tree, still in the order of the input.
struct area_tree::draft {
  draft(area_list list, std::size_t fault_limit) : areas(std::move(list)), faults(fault_limit) {}

  area_list areas;
  fault_list faults;
  std::vector<area_code> codes;  // not valid where the code says nothing
  std::vector<std::uint32_t> by_code;
  std::vector<std::uint32_t> by_number;
  std::vector<std::uint32_t> parents;  // `none` of a root

  std::size_t size() const noexcept { return areas.size(); }

  std::size_t place_of(std::string_view code) const {
    return place_in(by_code, hash_of(code), [&](std::uint32_t i) { return areas.code(i) == code; });
  }
  std::size_t place_of(area_code code) const {
    return place_in(by_number, hash_of(code), [&](std::uint32_t i) { return codes[i] == code; });
  }
  std::uint32_t find(std::string_view code) const {
    if (const std::uint32_t exact = by_code[place_of(code)]; exact != none) return exact;
    const auto number = statistical_code(code);
    return number ? find(*number) : none;
  }
  std::uint32_t find(area_code code) const { return by_number[place_of(code)]; }

  std::string at_line(std::uint32_t i) const {
    const std::int64_t line = areas.line(i);
    return line > 0 ? " at line " + std::to_string(line) : std::string();
  }

  // Whether the codes are statistical ones, whose digits say something: where one is as long as that
  // of a town, or where nothing but the digits could say which area lies in which. Otherwise 10 and
  // 1000 are just two ids.
  bool are_statistical() const {
    constexpr std::size_t digits_of_a_town = 9;
    const auto is_long = [](std::string_view code) {
      return code.size() >= digits_of_a_town && statistical_code(code).has_value();
    };
    bool stand_alone = true;
    for (std::size_t i = 0; i < size(); ++i) {
      const std::optional<std::string_view> parent = areas.parent(i);
      if (is_long(areas.code(i)) || (parent && is_long(*parent))) return true;
      stand_alone = stand_alone && !parent && statistical_code(areas.code(i)).has_value();
    }
    return stand_alone;
  }

  void index_codes() {
    const bool statistical = are_statistical();
    codes.resize(size());
    by_code = table_for(size());
    by_number = table_for(statistical ? size() : 0);
    for (std::uint32_t i = 0; i < size(); ++i) {
      const std::string_view code = areas.code(i);
      if (code.empty()) {
        faults.add(errc::missing_value, areas.where(i), "expected the code of an area, found none");
        continue;
      }
      std::uint32_t& same = by_code[place_of(code)];
      if (same != none) {
        faults.add(errc::duplicate_id, areas.where(i),
                   "the code " + std::string(code) + " is already listed" + at_line(same));
        continue;
      }
      same = i;
      if (!statistical) continue;
      const std::optional<area_code> number = statistical_code(code);
      if (!number) continue;
      std::uint32_t& twin = by_number[place_of(*number)];
      codes[i] = *number;
      if (twin != none) {
        faults.add(errc::duplicate_id, areas.where(i),
                   "the code " + std::string(code) + " is the same as " +
                       std::string(areas.code(twin)) + ", already listed" + at_line(twin));
        continue;
      }
      twin = i;
    }
  }

  std::uint32_t parent_by_digits(area_code code) const {
    for (auto above = code.parent(); above; above = above->parent()) {
      if (const std::uint32_t found = find(*above); found != none) return found;
    }
    return none;
  }

  void find_parents() {
    parents.assign(size(), none);
    for (std::uint32_t i = 0; i < size(); ++i) {
      const std::optional<std::string_view> parent = areas.parent(i);
      if (!parent) {
        if (codes[i].is_valid()) parents[i] = parent_by_digits(codes[i]);
      } else if (!parent->empty()) {
        parents[i] = find(*parent);
        if (parents[i] == none) {
          faults.add(errc::unknown_reference, areas.where(i),
                     "parent: expected the code of a listed area, found " + std::string(*parent));
        }
      }
    }
  }

  // `a -> b -> a`, beginning with the least code; a long way round is cut in its middle.
  std::string circle_text(std::uint32_t on_circle) const {
    constexpr std::size_t most_names = 8;
    std::uint32_t first = on_circle;
    std::size_t length = 0;
    std::uint32_t at = on_circle;
    do {
      if (areas.code(at) < areas.code(first)) first = at;
      at = parents[at];
      ++length;
    } while (at != on_circle);
    std::string text;
    at = first;
    for (std::size_t n = 0; n < std::min(length, most_names); ++n) {
      text += std::string(areas.code(at)) + " -> ";
      at = parents[at];
    }
    if (length > most_names) text += "... -> ";
    return text.append(areas.code(first));
  }

  void report_circles() {
    // The walk from each area up its parents carries the number of the area it began with: to meet
    // one's own number is a circle, to meet an older one is known ground.
    std::vector<std::uint32_t> walk(size(), none);
    for (std::uint32_t start = 0; start < size(); ++start) {
      std::uint32_t at = start;
      while (at != none && walk[at] == none) {
        walk[at] = start;
        at = parents[at];
      }
      if (at == none || walk[at] != start) continue;
      faults.add(errc::cycle, areas.where(at),
                 "expected parents that lead to the top, found the circle " + circle_text(at));
    }
  }

  // Cuts each area's validity to those of the areas above it. Parents must lead to the top.
  void cut_validity() {
    if (areas.limited_.empty() || faults.errors() != 0) return;
    valid.resize(size());
    for (const limited_area& l : areas.limited_) valid[l.area] = l.valid;
    std::vector<bool> is_cut(size(), false);
    std::vector<std::uint32_t> path;
    for (std::uint32_t start = 0; start < size(); ++start) {
      for (std::uint32_t at = start; at != none && !is_cut[at]; at = parents[at]) {
        path.push_back(at);
      }
      for (; !path.empty(); path.pop_back()) {
        const std::uint32_t at = path.back();
        is_cut[at] = true;
        cut_validity(at);
      }
    }
  }

  void cut_validity(std::uint32_t at) {
    const validity own = valid[at];
    if (own.is_never()) {
      faults.add(errc::bad_validity, areas.where(at),
                 "expected a first day before the day the area ends on, found " + to_string(own));
      return;
    }
    if (parents[at] == none) return;
    const validity above = valid[parents[at]];
    valid[at] = both(own, above);
    if (valid[at].is_never() && !above.is_never()) {
      faults.add(errc::bad_validity, areas.where(at),
                 "expected days on which there is the area above it, " +
                     std::string(areas.code(parents[at])) + ": " + to_string(above) + ", found " +
                     to_string(own));
    }
  }

  area_tree tree();
  std::vector<validity> valid;  // by position; empty where all are valid always
};

// The areas in depth-first order, by position in the input, with siblings by code.
area_tree area_tree::draft::tree() {
  const auto n = static_cast<std::uint32_t>(size());
  // Children of i are sibling[child[i]...]; walking the codes backwards leaves each list in order.
  std::vector<std::uint32_t> child(n + std::size_t{1}, none);  // [n]: the roots
  std::vector<std::uint32_t> sibling(n, none);
  {
    std::vector<std::uint32_t> sorted(n);
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::sort(sorted.begin(), sorted.end(),
              [this](std::uint32_t a, std::uint32_t b) { return areas.code(a) < areas.code(b); });
    for (auto i = sorted.rbegin(); i != sorted.rend(); ++i) {
      const std::uint32_t above = parents[*i] == none ? n : parents[*i];
      sibling[*i] = child[above];
      child[above] = *i;
    }
  }

  // Depth first without recursion: a list of parents may be as deep as it is long.
  std::vector<std::uint32_t> visited;
  std::vector<std::uint32_t> depth(n, 0);
  visited.reserve(n);
  for (std::uint32_t at = child[n]; at != none;) {
    visited.push_back(at);
    if (child[at] != none) {
      depth[child[at]] = depth[at] + 1;
      at = child[at];
      continue;
    }
    while (at != none && sibling[at] == none) at = parents[at];
    if (at == none) break;
    depth[sibling[at]] = depth[at];
    at = sibling[at];
  }

  area_tree made;
  std::vector<area_index> row(n);
  area_index next = 0;
  for (const std::uint32_t i : visited) {
    if (child[i] == none) row[i] = next++;
  }
  made.leaf_count_ = next;
  for (const std::uint32_t i : visited) {
    if (child[i] != none) row[i] = next++;
  }

  made.rows_.resize(n);
  made.parents_.resize(n);
  made.leaves_.resize(n);
  made.top_down_.reserve(n);
  area_index leaves_before = 0;
  for (const std::uint32_t i : visited) {
    const area_index r = row[i];
    made.top_down_.push_back(r);
    made.parents_[r] = parents[i] == none ? no_parent : row[parents[i]];
    made.leaves_[r] = {leaves_before, leaves_before};
    if (child[i] == none) made.leaves_[r].last = ++leaves_before;
  }
  for (auto r = made.top_down_.rbegin(); r != made.top_down_.rend(); ++r) {
    if (made.parents_[*r] == no_parent) continue;
    area_index& last = made.leaves_[made.parents_[*r]].last;
    last = std::max(last, made.leaves_[*r].last);
  }

  // Levels by the least depth at which they stand.
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!areas.levels_[areas.rows_[i].level].empty()) continue;
    areas.rows_[i].level =
        areas.number_of_level(codes[i].is_valid() ? std::string(name(codes[i].level()))
                                                  : "level " + std::to_string(depth[i] + 1));
  }
  std::vector<std::uint32_t> top(areas.levels_.size(), none);
  for (std::uint32_t i = 0; i < n; ++i) {
    std::uint32_t& least = top[areas.rows_[i].level];
    least = std::min(least, depth[i]);
  }
  std::vector<std::uint32_t> levels;
  for (std::uint32_t l = 0; l < top.size(); ++l) {
    if (top[l] != none) levels.push_back(l);
  }
  std::ranges::sort(levels, {}, [&](std::uint32_t l) {
    return std::pair(top[l], std::string_view(areas.levels_[l]));
  });
  std::vector<std::uint32_t> number(top.size());
  for (const std::uint32_t l : levels) {
    number[l] = static_cast<std::uint32_t>(made.levels_.size());
    made.levels_.push_back(areas.levels_[l]);
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    row_texts& r = made.rows_[row[i]];
    r = areas.rows_[i];
    r.level = number[r.level];
  }
  made.by_level_.resize(made.levels_.size());
  for (area_index r = 0; r < n; ++r) made.by_level_[made.rows_[r].level].push_back(r);

  const auto to_rows = [&row](std::vector<std::uint32_t> table) {
    for (std::uint32_t& i : table) i = i == none ? no_area : row[i];
    return table;
  };
  for (std::uint32_t i = 0; i < valid.size(); ++i) {
    if (!valid[i].is_always()) made.limited_.push_back({row[i], valid[i]});
  }
  std::ranges::sort(made.limited_, {}, &limited_area::area);
  made.by_code_ = to_rows(std::move(by_code));
  made.by_number_ = to_rows(std::move(by_number));
  made.texts_ = std::move(areas.texts_);
  return made;
}

area_tree area_tree::make(std::vector<area> areas, std::size_t fault_limit) {
  return make_area_tree(area_list(std::move(areas)), fault_limit);
}

area_tree make_area_tree(area_list areas, std::size_t fault_limit) {
  if (areas.size() >= area_tree::no_area) {
    throw error(errc::too_large, "more areas than can be numbered");
  }
  area_tree::draft d(std::move(areas), fault_limit);
  d.index_codes();
  d.find_parents();
  d.report_circles();
  d.cut_validity();
  d.faults.throw_if_errors();
  return d.tree();
}

listed_area area_tree::operator[](area_index i) const noexcept {
  const row_texts& r = rows_[i];
  const std::string_view texts = std::string_view(texts_).substr(r.at);
  listed_area a;
  a.code = texts.substr(0, r.code_size);
  a.name = texts.substr(r.code_size, r.name_size);
  a.level = levels_[r.level];
  if (r.has_parent())
    a.parent = texts.substr(std::size_t{r.code_size} + r.name_size, r.parent_size);
  return a;
}

std::optional<area_index> area_tree::parent(area_index i) const noexcept {
  if (parents_[i] == no_parent) return std::nullopt;
  return parents_[i];
}

std::span<const limited_area> area_tree::limited(row_range rows) const noexcept {
  const auto first = std::ranges::lower_bound(limited_, rows.first, {}, &limited_area::area);
  return {first,
          std::ranges::lower_bound(first, limited_.end(), rows.last, {}, &limited_area::area)};
}

std::size_t area_tree::count_valid(row_range rows, period p) const noexcept {
  const auto absent = std::ranges::count_if(
      limited(rows), [&](const limited_area& l) { return !l.valid.holds_in(p); });
  return rows.size() - static_cast<std::size_t>(absent);
}

validity area_tree::valid(area_index i) const noexcept {
  const std::span<const limited_area> found = limited({i, i + 1});
  return found.empty() ? validity() : found.front().valid;
}

area_tree area_tree::with_validity(std::vector<limited_area> limited) const {
  const bool is_sorted = std::ranges::adjacent_find(limited, std::greater_equal<>(),
                                                    &limited_area::area) == limited.end();
  if (!is_sorted || (!limited.empty() && limited.back().area >= size())) {
    throw error(errc::invalid_argument, "expected areas of the tree by ascending row, each once");
  }
  std::erase_if(limited, [](const limited_area& l) { return l.valid.is_always(); });
  area_tree made = *this;
  made.limited_ = std::move(limited);
  return made;
}

area_tree area_tree::with_breaks(std::vector<area_break> breaks) const {
  const auto key = [](const area_break& b) { return std::pair(b.area, b.on); };
  const bool is_sorted =
      std::ranges::adjacent_find(breaks, std::greater_equal<>(), key) == breaks.end();
  if (!is_sorted || (!breaks.empty() && breaks.back().area >= size())) {
    throw error(errc::invalid_argument,
                "expected areas of the tree by ascending row and day, each once");
  }
  area_tree made = *this;
  made.breaks_ = std::move(breaks);
  return made;
}

std::optional<area_index> area_tree::find(std::string_view code) const {
  if (rows_.empty()) return std::nullopt;
  const area_index exact =
      by_code_[place_in(by_code_, hash_of(code), [&](area_index i) { return code_of(i) == code; })];
  if (exact != no_area) return exact;
  const auto number = statistical_code(code);
  if (!number) return std::nullopt;
  const area_index found = by_number_[place_in(by_number_, hash_of(*number), [&](area_index i) {
    return statistical_code(code_of(i)) == number;
  })];
  return found == no_area ? std::nullopt : std::optional(found);
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
