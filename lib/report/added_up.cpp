#include "report/added_up.hpp"

#include <zhibiao/value/balanced_rounding.hpp>

#include <cmath>
#include <cstddef>
#include <numeric>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

/// Sums of doubles that are the same figure.
bool is_same_sum(double a, double b) noexcept {
  return std::fabs(a - b) <= 1e-12 * std::fmax(std::fabs(a), std::fabs(b));
}

double sum_of(std::span<const double> parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

}  // namespace

added_up::added_up(const result_set& results, const presentation& shown)
    : results_(results), shown_(shown) {
  if (!shown.adds_up) return;
  const area_tree& tree = results.panel().areas();
  below_.resize(tree.size());
  std::vector<area_index> roots;
  for (const area_index a : tree.top_down()) {
    const std::optional<area_index> upper = tree.parent(a);
    (upper ? below_[*upper] : roots).push_back(a);
  }
  for (const result_section& s : results.sections()) {
    if (s.statistic()) continue;
    for (const indicator_index i : s.indicators()) {
      const bool is_summed = results.panel().catalog()[i].over_areas == area_aggregation::sum;
      for (const period p : s.periods()) {
        const column of{s.measure(), i, p};
        if (s.measure() == measure::value && is_summed) {
          for (const area_index root : roots) add_figures_below(of, root, std::nullopt);
        }
        if (s.measure() != measure::share) continue;
        for (const std::vector<area_index>& siblings : below_) add_shares(of, siblings);
        for (const std::string& level : tree.levels()) add_shares(of, tree.at_level(level));
      }
    }
  }
}

std::optional<double> added_up::at(const result_cell& cell) const {
  if (cell.statistic) return std::nullopt;
  const auto found =
      printed_.find({cell.measure, cell.indicator, cell.period.ordinal(), cell.area});
  return found == printed_.end() ? std::nullopt : std::optional(found->second);
}

void added_up::add_figures_below(const column& of, area_index upper,
                                 std::optional<double> printed) {
  const std::vector<area_index>& below = below_[upper];
  if (below.empty()) return;
  const auto whole = results_.find(upper, of.indicator, of.at, of.measure);
  const auto parts = parts_of(of, below);
  if (whole && has_number(whole->why) && parts && is_same_sum(sum_of(*parts), whole->value)) {
    put(of, below, *parts, printed.value_or(round(whole->value, step_of(of), shown_.rounding)));
  }
  for (const area_index a : below) {
    const auto found = printed_.find({of.measure, of.indicator, of.at.ordinal(), a});
    add_figures_below(of, a, found == printed_.end() ? std::nullopt : std::optional(found->second));
  }
}

void added_up::add_shares(const column& of, areas peers) {
  const auto parts = parts_of(of, peers);
  if (parts && is_same_sum(sum_of(*parts), 100)) put(of, peers, *parts, 100);
}

std::optional<std::vector<double>> added_up::parts_of(const column& of, areas some) const {
  std::vector<double> parts;
  for (const area_index a : some) {
    const auto c = results_.find(a, of.indicator, of.at, of.measure);
    if (!c || !has_number(c->why) || c->why == status::bounded) return std::nullopt;
    parts.push_back(c->value);
  }
  if (parts.empty()) return std::nullopt;
  return parts;
}

void added_up::put(const column& of, areas some, std::span<const double> parts, double total) {
  const std::vector<double> made = balanced(parts, total, step_of(of));
  for (std::size_t i = 0; i < some.size(); ++i) {
    printed_[{of.measure, of.indicator, of.at.ordinal(), some[i]}] = made[i];
  }
}

rounding_step added_up::step_of(const column& of) const {
  const indicator& i = results_.panel().catalog()[of.indicator];
  return decimal_places(shown_.decimals.value_or(decimals_of(of.measure, i)));
}

}  // namespace zhibiao::inline ZB_ABI::detail
