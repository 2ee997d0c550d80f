#include <zhibiao/engine/apportion.hpp>
#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/value/balanced_rounding.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/error.hpp>

#include "engine/earlier_figures.hpp"
#include "panel/plain_number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::plain_number;

constexpr std::array<std::string_view, 3> words = {"base", "weight", "equal"};

period year_before(period p) { return p.year() == 1 ? period() : p.same_period_last_year(); }

/// The towns' figures of an indicator in a period.
std::vector<engine::figure> figures_of(const panel& data, row_range towns, indicator_index of,
                                       period at) {
  engine::slab_areas areas;
  areas.towns = towns;
  if (!at.is_valid()) return std::vector<engine::figure>(towns.size());
  return engine::read_earlier(panel_source(data), of, at, areas, {}).towns;
}

/// What the parts are in proportion to.
std::vector<double> proportions(const panel& data, const target& of, const apportionment& how) {
  const row_range towns = data.areas().leaves(*of.area);
  if (how.by == apportion_by::equal) return std::vector<double>(towns.size(), 1.0);
  indicator_index by = of.indicator;
  if (how.by == apportion_by::weight) {
    const std::optional<indicator_index> weight =
        how.weight ? how.weight : data.catalog().weight(of.indicator);
    if (!weight) {
      throw error(errc::invalid_argument, "expected an indicator to apportion by, for '" +
                                              data.catalog()[of.indicator].id + "' has no weight");
    }
    by = *weight;
  }
  const period at =
      how.base_period.value_or(of.base_period ? *of.base_period : year_before(of.deadline));
  std::vector<double> weights;
  const std::vector<engine::figure> figures = figures_of(data, towns, by, at);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    place where;
    where.indicator = data.catalog()[by].id;
    where.area = data.areas()[static_cast<area_index>(towns.first + i)].code;
    where.period = to_string(at);
    if (!figures[i].is_there()) {
      throw error(errc::missing_value, "expected a figure to apportion by, found none", where);
    }
    if (figures[i].value < 0) {
      throw error(errc::invalid_argument,
                  "expected a figure that is not negative to apportion by, found " +
                      plain_number(figures[i].value),
                  where);
    }
    weights.push_back(figures[i].value);
  }
  return weights;
}

/// Parts of a whole that add up to it, in its own decimals or so many where it has fewer.
std::vector<double> parts_of(double whole, const std::vector<double>& weights, int decimals) {
  double sum = 0;
  for (const double w : weights) sum += w;
  if (!(sum > 0)) {
    throw error(errc::invalid_argument, "expected some figure above zero to apportion by");
  }
  std::vector<double> parts;
  parts.reserve(weights.size());
  for (const double w : weights) parts.push_back(whole * w / sum);
  const int places = std::max(fewest_places(whole).value_or(decimals), decimals);
  return balanced(parts, whole, decimal_places(places));
}

interval wanted_of(const target& like, double number) {
  interval wanted = like.wanted;
  if (std::isfinite(wanted.lower)) wanted.lower = number;
  if (std::isfinite(wanted.upper)) wanted.upper = number;
  return wanted;
}

}  // namespace

std::string_view name(apportion_by by) noexcept { return words[static_cast<std::size_t>(by)]; }

std::optional<apportion_by> parse_apportion_by(std::string_view text) noexcept {
  const auto* const found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<apportion_by>(found - words.begin());
}

std::span<const std::string_view> all_apportion_words() noexcept { return words; }

std::vector<target> apportion(const panel& data, const target& of, const apportionment& how) {
  const indicator& definition = data.catalog()[of.indicator];
  if (!of.area || data.areas().is_leaf(*of.area)) {
    throw error(errc::invalid_argument, "expected the target of an area above the towns", of.where);
  }
  if (definition.over_areas != area_aggregation::sum) {
    throw error(errc::invalid_argument,
                "expected an indicator that adds up over areas, found '" + definition.id +
                    "', whose towns have the target of the area itself",
                of.where);
  }
  const std::optional<double> whole = number_of(of);
  if (!whole || of.basis != target_basis::level) {
    throw error(errc::invalid_argument, "expected a target of one number, and not of growth",
                of.where);
  }
  const std::vector<double> weights = proportions(data, of, how);
  const std::vector<double> parts = parts_of(*whole, weights, definition.decimals);
  std::vector<target> towns(parts.size(), of);
  const row_range rows = data.areas().leaves(*of.area);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    towns[i].area = static_cast<area_index>(rows.first + i);
    towns[i].wanted = wanted_of(of, parts[i]);
    towns[i].base.reset();
    towns[i].is_inherited = false;
  }
  for (std::size_t m = 0; m < of.milestones.size(); ++m) {
    const std::vector<double> on_the_way =
        parts_of(of.milestones[m].value, weights, definition.decimals);
    for (std::size_t i = 0; i < parts.size(); ++i) towns[i].milestones[m].value = on_the_way[i];
  }
  return towns;
}

namespace {

/// Holds the targets of the towns against those of the areas above them.
class target_checker {
 public:
  target_checker(const panel& data, const targets& wanted, std::size_t limit)
      : data_(data), wanted_(wanted), warnings_(limit) {}

  fault_list check() {
    for (const target& t : wanted_.list()) {
      if (is_checked(t)) check(t);
    }
    return std::move(warnings_);
  }

  fault_list count() {
    for (const target& t : wanted_.list()) {
      if (!is_checked(t)) continue;
      const row_range towns = data_.areas().leaves(*t.area);
      std::size_t with_target = 0;
      for (area_index town = towns.first; town < towns.last; ++town) {
        if (wanted_.find(t.indicator, town, true, t.deadline) != nullptr) ++with_target;
      }
      if (with_target == 0 || with_target == towns.size()) continue;
      warn(t, std::to_string(with_target) + " of " + std::to_string(towns.size()) + " towns of " +
                  name_of(t) + " have a target");
    }
    return std::move(warnings_);
  }

 private:
  /// A target of one number, of an area above the towns.
  bool is_checked(const target& t) const {
    return t.area && !data_.areas().is_leaf(*t.area) && t.basis == target_basis::level &&
           number_of(t);
  }

  void check(const target& above) {
    const row_range towns = data_.areas().leaves(*above.area);
    std::vector<double> numbers;
    const bool is_limit = std::isinf(above.wanted.lower);
    for (area_index town = towns.first; town < towns.last; ++town) {
      const target* t = wanted_.find(above.indicator, town, true, above.deadline);
      if (t == nullptr || !number_of(*t)) continue;
      if (std::isinf(t->wanted.lower) != is_limit) {
        warn(above, std::string(data_.areas()[town].name) + " is to " +
                        (is_limit ? "reach" : "stay under") + " what " + name_of(above) +
                        " is to " + (is_limit ? "stay under" : "reach"));
        return;
      }
      const std::optional<double> number = level_of(*t, town);
      // Of a town whose growth has no base there is nothing to add up.
      if (!number) return;
      numbers.push_back(*number);
    }
    if (numbers.size() != towns.size()) return;
    const indicator& of = data_.catalog()[above.indicator];
    if (of.over_areas == area_aggregation::sum) {
      compare(above, exact_sum(numbers), "add up to ");
    } else if (const std::optional<double> mean = weighted(above, towns, numbers)) {
      compare(above, *mean, "make ");
    }
  }

  /// The number a town is to reach, of growth on the figure of its base period.
  std::optional<double> level_of(const target& t, area_index town) const {
    if (t.basis == target_basis::level) return number_of(t);
    const period at = t.base_period ? *t.base_period : year_before(t.deadline);
    const engine::figure base = figures_of(data_, {town, town + 1}, t.indicator, at).front();
    const bool in_points = changes_in_points(data_.catalog()[t.indicator].kind);
    const std::optional<interval> level =
        level_of_growth(t.wanted, t.base.value_or(base.value), in_points);
    if (!level) return std::nullopt;
    return std::isinf(level->lower) ? level->upper : level->lower;
  }

  void compare(const target& above, double towns, const std::string& verb) {
    const double wanted = *number_of(above);
    const bool is_limit = std::isinf(above.wanted.lower);
    const double missing = is_limit ? towns - wanted : wanted - towns;
    // What rounding may have done to a mean is no finding.
    constexpr double noise = 1e-12;
    if (missing <= noise * std::fabs(wanted)) return;
    const unit u = data_.catalog()[above.indicator].unit;
    warn(above, "the targets of the towns " + verb + plain_number(towns, u) + ", and that of " +
                    name_of(above) + " is " + to_string(above, u, language::zh));
  }

  static double exact_sum(const std::vector<double>& numbers) {
    decimal sum;
    for (const double x : numbers) sum = sum + shortest_decimal(x);
    return to_double(sum);
  }

  /// The mean that the towns' rates make together; none where their weights are not known.
  std::optional<double> weighted(const target& above, row_range towns,
                                 const std::vector<double>& numbers) const {
    const catalog& all = data_.catalog();
    std::optional<indicator_index> by = all.weight(above.indicator);
    if (const auto& parts = all.parts(above.indicator)) by = parts->denominator;
    if (!by) return std::nullopt;
    for (const period at : {above.deadline, year_before(above.deadline)}) {
      const std::vector<engine::figure> weights = figures_of(data_, towns, *by, at);
      double part = 0;
      double whole = 0;
      for (std::size_t i = 0; i < weights.size(); ++i) {
        part += numbers[i] * weights[i].value;
        whole += weights[i].value;
      }
      if (whole > 0) return part / whole;
    }
    return std::nullopt;
  }

  std::string name_of(const target& t) const { return std::string(data_.areas()[*t.area].name); }

  void warn(const target& above, std::string message) {
    place where = above.where;
    where.indicator = data_.catalog()[above.indicator].id;
    where.area = data_.areas()[*above.area].code;
    where.period = to_string(above.deadline);
    warnings_.add(errc::targets_do_not_add_up, where, std::move(message), severity::warning);
  }

  const panel& data_;
  const targets& wanted_;
  fault_list warnings_;
};

}  // namespace

fault_list target_warnings(const panel& data, const targets& wanted, std::size_t fault_limit) {
  return target_checker(data, wanted, fault_limit).check();
}

fault_list missing_target_warnings(const panel& data, const targets& wanted,
                                   std::size_t fault_limit) {
  return target_checker(data, wanted, fault_limit).count();
}

}  // namespace zhibiao::inline ZB_ABI
