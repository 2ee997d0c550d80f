#include <zhibiao/panel/targets.hpp>

#include "panel/plain_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::plain_number;

struct comparison_word {
  std::string_view word;
  comparison means;
};

// As plans and reports write it; the first of each meaning is its symbol.
constexpr std::array comparison_words = {
    comparison_word{">=", comparison::at_least},
    comparison_word{"≥", comparison::at_least},
    comparison_word{"大于等于", comparison::at_least},
    comparison_word{"不低于", comparison::at_least},
    comparison_word{"不少于", comparison::at_least},
    comparison_word{"以上", comparison::at_least},
    comparison_word{"至少", comparison::at_least},
    comparison_word{"达到", comparison::at_least},
    comparison_word{">", comparison::more_than},
    comparison_word{"＞", comparison::more_than},
    comparison_word{"大于", comparison::more_than},
    comparison_word{"超过", comparison::more_than},
    comparison_word{"高于", comparison::more_than},
    comparison_word{"突破", comparison::more_than},
    comparison_word{"<=", comparison::at_most},
    comparison_word{"≤", comparison::at_most},
    comparison_word{"小于等于", comparison::at_most},
    comparison_word{"不超过", comparison::at_most},
    comparison_word{"不高于", comparison::at_most},
    comparison_word{"以下", comparison::at_most},
    comparison_word{"以内", comparison::at_most},
    comparison_word{"至多", comparison::at_most},
    comparison_word{"控制在", comparison::at_most},
    comparison_word{"<", comparison::less_than},
    comparison_word{"＜", comparison::less_than},
    comparison_word{"小于", comparison::less_than},
    comparison_word{"低于", comparison::less_than},
    comparison_word{"不足", comparison::less_than},
    comparison_word{"少于", comparison::less_than},
    comparison_word{"in", comparison::within},
    comparison_word{"区间", comparison::within},
    comparison_word{"=", comparison::equal},
    comparison_word{"＝", comparison::equal},
    comparison_word{"等于", comparison::equal},
};

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> path_names = {"none", "linear", "compound", "seasonal"};

// Periods of every frequency and form in one order.
using period_key = std::tuple<int, int, std::int32_t>;
period_key key_of(period p) noexcept {
  return {periods_per_year(p.frequency()), static_cast<int>(p.form()), p.ordinal()};
}

using cell_key = std::tuple<indicator_index, period_key, std::uint64_t>;
cell_key key_of(indicator_index indicator, period deadline,
                std::optional<area_index> area) noexcept {
  return {indicator, key_of(deadline), area ? std::uint64_t{*area} + 1 : 0};
}
cell_key key_of(const target& t) noexcept { return key_of(t.indicator, t.deadline, t.area); }

// The number a comparison is with; a range has two and therefore none.
std::optional<double> value_of(const target& t) noexcept {
  switch (t.comparison) {
    case comparison::at_least:
    case comparison::more_than:
    case comparison::equal:
      return t.wanted.lower;
    case comparison::at_most:
    case comparison::less_than:
      return t.wanted.upper;
    case comparison::within:
      break;
  }
  return std::nullopt;
}

std::string why_bad(const target& t) {
  if (!t.deadline.is_valid()) return "expected the period of the target, found none";
  if (is_empty(t.wanted)) {
    return "expected a target some figure can reach, found from " + plain_number(t.wanted.lower) +
           " to " + plain_number(t.wanted.upper);
  }
  const std::optional<double> value = value_of(t);
  if (value && !std::isfinite(*value)) {
    return "expected a finite target, found " + plain_number(*value);
  }
  if (t.base && !std::isfinite(*t.base)) {
    return "expected a finite base, found " + plain_number(*t.base);
  }
  if (t.base && value && *t.base == *value) {
    return "expected a base that differs from the target, found " + plain_number(*value) +
           " for both";
  }
  if (t.base_period && *t.base_period >= t.deadline) {
    return "expected a base period before " + to_string(t.deadline) + ", found " +
           to_string(*t.base_period);
  }
  return {};
}

}  // namespace

std::optional<comparison> parse_comparison(std::string_view text) noexcept {
  for (const comparison_word& w : comparison_words) {
    if (w.word == text) return w.means;
  }
  return std::nullopt;
}

std::string_view symbol(comparison c) noexcept {
  for (const comparison_word& w : comparison_words) {
    if (w.means == c) return w.word;
  }
  return {};
}

std::string_view name(target_path path) noexcept {
  return path_names[static_cast<std::size_t>(path)];
}

std::optional<target_path> parse_target_path(std::string_view text) noexcept {
  if (text.empty()) return target_path::none;
  for (std::size_t i = 0; i < path_names.size(); ++i) {
    if (path_names[i] == text) return static_cast<target_path>(i);
  }
  return std::nullopt;
}

std::string to_string(const target& t, unit u, language lang) {
  if (const std::optional<double> value = value_of(t)) {
    return std::string(symbol(t.comparison)) + " " + plain_number(*value, u, lang);
  }
  return plain_number(t.wanted.lower) + " - " + plain_number(t.wanted.upper, u, lang);
}

targets targets::make(std::vector<target> list, std::size_t fault_limit) {
  fault_list faults(fault_limit);
  for (const target& t : list) {
    if (std::string why = why_bad(t); !why.empty()) {
      faults.add(errc::bad_target, t.where, std::move(why));
    }
  }
  // Stable, so that of two targets for one cell the later one is at fault.
  std::stable_sort(list.begin(), list.end(),
                   [](const target& a, const target& b) { return key_of(a) < key_of(b); });
  for (std::size_t i = 1, first = 0; i < list.size(); ++i) {
    if (key_of(list[i]) != key_of(list[first])) {
      first = i;
      continue;
    }
    const std::int64_t line = list[first].where.line;
    faults.add(errc::bad_target, list[i].where,
               line > 0 ? "the same figure already has a target at line " + std::to_string(line)
                        : "the same figure already has a target");
  }
  faults.throw_if_errors();
  targets made;
  made.list_ = std::move(list);
  return made;
}

const target* targets::find(indicator_index indicator, area_index area, bool is_town,
                            period period) const noexcept {
  const auto at = [&](std::optional<area_index> a) -> const target* {
    const cell_key wanted = key_of(indicator, period, a);
    const auto found =
        std::lower_bound(list_.begin(), list_.end(), wanted,
                         [](const target& t, const cell_key& key) { return key_of(t) < key; });
    return found != list_.end() && key_of(*found) == wanted ? &*found : nullptr;
  };
  const target* own = at(area);
  return own != nullptr || !is_town ? own : at(std::nullopt);
}

}  // namespace zhibiao::inline ZB_ABI
