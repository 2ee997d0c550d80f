#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/decimal.hpp>

#include "panel/plain_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
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
constexpr std::array<std::string_view, 5> path_names = {"none", "linear", "compound", "seasonal",
                                                        "milestones"};

struct basis_word {
  std::string_view word;
  target_basis means;
};

// The first of each meaning is its name.
constexpr std::array basis_words = {
    basis_word{"level", target_basis::level},     basis_word{"总量", target_basis::level},
    basis_word{"水平", target_basis::level},      basis_word{"growth", target_basis::growth},
    basis_word{"增长", target_basis::growth},     basis_word{"增速", target_basis::growth},
    basis_word{"同比增长", target_basis::growth},
};

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

// What is wrong with the way to a target, or nothing.
std::string why_bad_way(const target& t) {
  if (t.path == target_path::milestones && t.milestones.empty()) {
    return "expected the milestones of the path, found none";
  }
  if (t.path != target_path::milestones && !t.milestones.empty()) {
    return "expected the path 'milestones' for milestones, found '" + std::string(name(t.path)) +
           "'";
  }
  const milestone* before = nullptr;
  for (const milestone& m : t.milestones) {
    if (!m.at.is_valid() || end_month(m.at) >= end_month(t.deadline)) {
      return "expected a milestone before " + to_string(t.deadline) + ", found " + to_string(m.at);
    }
    if (!std::isfinite(m.value)) {
      return "expected a finite milestone, found " + plain_number(m.value);
    }
    if (before != nullptr && end_month(before->at) >= end_month(m.at)) {
      return "expected milestones one after the other, found " + to_string(m.at) + " after " +
             to_string(before->at);
    }
    const bool are_totals = m.at.form() == form::year_to_date && before != nullptr &&
                            before->at.form() == form::year_to_date &&
                            before->at.year() == m.at.year();
    if (are_totals && m.value < before->value) {
      return "expected totals that do not fall within a year, found " + plain_number(m.value) +
             " after " + plain_number(before->value);
    }
    before = &m;
  }
  return {};
}

std::string why_bad(const target& t) {
  if (!t.deadline.is_valid()) return "expected the period of the target, found none";
  if (is_empty(t.wanted)) {
    return "expected a target some figure can reach, found from " + plain_number(t.wanted.lower) +
           " to " + plain_number(t.wanted.upper);
  }
  const std::optional<double> value = number_of(t);
  if (value && !std::isfinite(*value)) {
    return "expected a finite target, found " + plain_number(*value);
  }
  if (t.base && !std::isfinite(*t.base)) {
    return "expected a finite base, found " + plain_number(*t.base);
  }
  if (t.basis == target_basis::level && t.base && value && *t.base == *value) {
    return "expected a base that differs from the target, found " + plain_number(*value) +
           " for both";
  }
  if (t.base_period && *t.base_period >= t.deadline) {
    return "expected a base period before " + to_string(t.deadline) + ", found " +
           to_string(*t.base_period);
  }
  return why_bad_way(t);
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

std::string_view name(target_basis basis) noexcept {
  return std::ranges::find(basis_words, basis, &basis_word::means)->word;
}

std::optional<target_basis> parse_target_basis(std::string_view text) noexcept {
  if (text.empty()) return target_basis::level;
  const auto* const found = std::ranges::find(basis_words, text, &basis_word::word);
  return found == basis_words.end() ? std::nullopt : std::optional(found->means);
}

std::string to_string(const target& t, unit u, language lang) {
  std::string text;
  if (t.basis == target_basis::growth) {
    text = lang == language::zh ? "增长 " : "growth ";
    const bool in_points = difference_unit(u) != u;
    u = in_points ? difference_unit(u) : percent();
  }
  if (const std::optional<double> value = number_of(t)) {
    return text + std::string(symbol(t.comparison)) + " " + plain_number(*value, u, lang);
  }
  return text + plain_number(t.wanted.lower) + " - " + plain_number(t.wanted.upper, u, lang);
}

std::optional<double> number_of(const target& t) noexcept {
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

std::optional<interval> level_of_growth(const interval& growth, double base, bool in_points) {
  if (!std::isfinite(base) || (!in_points && base <= 0)) return std::nullopt;
  const auto level = [&](double g) {
    if (!std::isfinite(g)) return g;
    const double plain = in_points ? base + g : base + base * g / 100;
    const std::optional<int> base_places = fewest_places(base);
    const std::optional<int> growth_places = fewest_places(g);
    if (!base_places || !growth_places) return plain;
    // In whole numbers: 1.08 is no binary number, 108 is.
    const double base_power = power_of_ten(*base_places);
    const double growth_power = power_of_ten(*growth_places);
    const double whole_base = std::nearbyint(base * base_power);
    const double whole_growth = std::nearbyint(g * growth_power);
    if (in_points) {
      const double power = std::max(base_power, growth_power);
      return (whole_base * (power / base_power) + whole_growth * (power / growth_power)) / power;
    }
    const double product = whole_base * (100 * growth_power + whole_growth);
    constexpr double exact = 9007199254740992.0;  // 2^53
    return std::fabs(product) < exact ? product / (100 * growth_power * base_power) : plain;
  };
  return interval{level(growth.lower), level(growth.upper), growth.lower_open, growth.upper_open};
}

std::vector<target> hand_down(std::vector<target> list, const area_tree& areas) {
  std::vector<target> inherited;
  std::set<cell_key> has_own;
  for (const target& t : list) {
    if (!t.area) continue;
    if (areas.is_leaf(*t.area)) has_own.insert(key_of(t));
    if (t.is_inherited) inherited.push_back(t);
  }
  // The smallest areas first: what a town has from one, it does not take from those around it.
  std::ranges::stable_sort(inherited, {},
                           [&](const target& t) { return areas.leaves(*t.area).size(); });
  for (const target& t : inherited) {
    const row_range towns = areas.leaves(*t.area);
    for (area_index town = towns.first; town < towns.last; ++town) {
      target own = t;
      own.area = town;
      own.is_inherited = false;
      if (has_own.insert(key_of(own)).second) list.push_back(std::move(own));
    }
  }
  return list;
}

targets targets::make(std::vector<target> list, std::vector<seasonal_profile> profiles,
                      std::size_t fault_limit) {
  targets made;
  made.profiles_ = std::move(profiles);
  fault_list faults(fault_limit);
  for (const target& t : list) {
    if (std::string why = why_bad(t); !why.empty()) {
      faults.add(errc::bad_target, t.where, std::move(why));
    } else if (t.path == target_path::seasonal && made.profile_of(t.indicator) == nullptr) {
      faults.add(errc::bad_target, t.where,
                 "expected a seasonal profile of the indicator for its path, found none");
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
  made.list_ = std::move(list);
  return made;
}

const seasonal_profile* targets::profile_of(indicator_index indicator) const noexcept {
  const seasonal_profile* of_all = nullptr;
  for (const seasonal_profile& p : profiles_) {
    if (p.indicator() == indicator) return &p;
    if (!p.indicator()) of_all = &p;
  }
  return of_all;
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
