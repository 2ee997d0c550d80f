#include "engine/request_plan.hpp"

#include <zhibiao/value/error.hpp>

#include "engine/slab_measure.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

template <class T>
void sort_unique(std::vector<T>& v) {
  // Tens of thousands of areas usually come in their order.
  const auto falls = [](const T& a, const T& b) { return !(a < b); };
  if (std::ranges::adjacent_find(v, falls) == v.end()) return;
  std::ranges::sort(v);
  v.erase(std::unique(v.begin(), v.end()), v.end());
}

bool is_of(const period& p, const block_shape& shape) noexcept {
  return p.frequency() == shape.frequency() && p.form() == shape.form();
}

/// Runs of periods that follow each other in the block, and of those that lie beyond it.
std::vector<period_run> runs_of(const std::vector<period>& periods, const block_shape& shape) {
  std::vector<period_run> runs;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const std::optional<std::size_t> at = shape.find(periods[i]);
    if (!runs.empty()) {
      period_run& last = runs.back();
      const bool follows = at && last.first ? *last.first + last.count == *at : !at && !last.first;
      if (follows) {
        ++last.count;
        continue;
      }
    }
    runs.push_back({i, 1, at});
  }
  return runs;
}

}  // namespace

request_plan::request_plan(const figure_source& from, const request& what)
    : source_(from), what_(what) {
  check();
  for (const measure m : what.measures) {
    if (std::ranges::find(measures_, m) == measures_.end()) measures_.push_back(m);
  }
  for (const statistic& s : what.statistics) {
    if (std::ranges::find(statistics_, s) == statistics_.end()) statistics_.push_back(s);
  }
  find_areas();
  find_peers();
  find_towns();
  const bool is_stated =
      std::ranges::all_of(measures_, [](measure m) { return m == measure::stated; });
  const bool has_uppers = first_upper_ != areas_.size() || !beside_.empty();
  if (!is_stated) depth_ = has_uppers ? depth::roll_up : depth::towns;
  const bool is_weighed =
      std::ranges::any_of(statistics_, [](const statistic& s) { return needs_weight(s.kind); });
  if (!statistics_.empty()) depth_ = std::max(depth_, is_weighed ? depth::weighed : depth::towns);

  if (!statistics_.empty()) nested_.emplace(from.frame().areas(), slab_areas());
  share_coverage();

  const std::vector<indicator_index> indicators = find_indicators();
  for (std::size_t b = 0; b < from.blocks().size(); ++b) {
    if (is_wanted(from.blocks()[b])) plan_block(b, indicators);
  }
}

void request_plan::share_coverage() {
  std::optional<std::size_t> weighted;
  std::optional<std::size_t> unweighted;
  for (std::size_t k = 0; k < measures_.size(); ++k) coverage_of_.push_back(coverages_++);
  for (const statistic& s : statistics_) {
    std::optional<std::size_t>& shared = needs_weight(s.kind) ? weighted : unweighted;
    if (!shared) shared = coverages_++;
    coverage_of_.push_back(*shared);
  }
}

std::optional<statistic> request_plan::statistic_of(std::size_t output) const {
  if (!is_statistic(output)) return std::nullopt;
  return statistics_[output - measures_.size()];
}

void request_plan::check() const {
  if (what_.measures.empty() && what_.statistics.empty()) {
    throw error(errc::invalid_argument, "expected at least one measure or statistic, found none");
  }
  for (const statistic& s : what_.statistics) {
    if (needs_probability(s.kind) && (s.p < decimal{0, 0} || s.p > decimal{1, 0})) {
      throw error(errc::invalid_argument,
                  "expected a probability from 0 to 1, found " + to_string(s.p));
    }
  }
  for (const measure m : what_.measures) {
    const bool has_base = what_.method.base_period && what_.method.base_period->is_valid();
    if (!needs_base_period(m) || has_base) continue;
    throw error(errc::invalid_argument,
                "expected a base period for " + std::string(name(m)) + ", found none");
  }
  if (what_.threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(what_.threads));
  }
  if (what_.min_coverage && !(*what_.min_coverage > 0 && *what_.min_coverage <= 1)) {
    throw error(errc::invalid_argument, "expected a minimum coverage above 0 and up to 1");
  }
  const auto& method = what_.method;
  const bool has_schedule = std::ranges::any_of(what_.measures, needs_schedule);
  if (has_schedule && method.elapsed == elapsed_by::working_day && what_.calendar == nullptr) {
    throw error(errc::invalid_argument,
                "expected a table of holidays for working days, found none");
  }
  if (!(method.lamp.yellow <= method.lamp.green)) {
    throw error(errc::invalid_argument,
                "expected a lamp that is yellow from no higher a lead than green");
  }
  if (method.admissible_change && !(*method.admissible_change >= 0)) {
    throw error(errc::invalid_argument, "expected an admissible change of at least 0");
  }
  for (const period& p : what_.periods) {
    const bool is_there = p.is_valid() && std::ranges::any_of(source_.blocks(), [&](const auto& b) {
                            return is_of(p, b);
                          });
    if (!is_there) {
      throw error(errc::unknown_period,
                  "nothing is reported for periods such as " +
                      (p.is_valid() ? to_string(p) : std::string("the empty one")));
    }
  }
}

void request_plan::find_areas() {
  const area_tree& tree = source_.frame().areas();
  for (const std::string& code : what_.areas) areas_.push_back(tree.at(code));
  for (const std::string& level : what_.levels) {
    const std::span<const area_index> at_level = tree.at_level(level);
    // Both lists given: the areas must be on one of the levels.
    if (what_.areas.empty()) areas_.insert(areas_.end(), at_level.begin(), at_level.end());
  }
  if (!what_.areas.empty() && !what_.levels.empty()) {
    std::erase_if(areas_, [&](area_index a) {
      return std::ranges::find(what_.levels, tree[a].level) == what_.levels.end();
    });
  }
  if (what_.areas.empty() && what_.levels.empty()) {
    for (area_index a = 0; a < tree.size(); ++a) areas_.push_back(a);
  }
  if (what_.areas.empty() && !tree.limited().empty()) {
    // Of an area that there is in no period there is nothing to say unless somebody asks for it.
    std::erase_if(areas_, [&](area_index a) { return tree.valid(a).is_never(); });
  }
  sort_unique(areas_);
  first_upper_ = static_cast<std::size_t>(std::ranges::lower_bound(areas_, tree.leaf_count()) -
                                          areas_.begin());
}

void request_plan::find_peers() {
  const bool wants_peers = std::ranges::any_of(measures_, needs_peers);
  const area_tree& tree = source_.frame().areas();
  const std::string& within = what_.peers.within;
  if (!within.empty()) static_cast<void>(tree.at_level(within));  // a fault even where unused
  if (!wants_peers) return;
  peers_.emplace(tree, areas_, within);
  for (std::size_t i = 0; i < peers_->members().size(); ++i) {
    const area_index a = peers_->members()[i];
    const bool is_asked_for = peers_->positions()[i] != peer_groups::not_asked_for;
    if (!is_asked_for && !tree.is_leaf(a)) beside_.push_back(a);
  }
  std::ranges::sort(beside_);
}

/// The towns whose figures are needed, and where the requested ones stand among them.
void request_plan::find_towns() {
  if (areas_.empty()) return;
  const area_tree& tree = source_.frame().areas();
  needed_towns_ = tree.leaves(areas_.front());
  const auto need = [&](area_index a) {
    const row_range under = tree.leaves(a);
    needed_towns_.first = std::min(needed_towns_.first, under.first);
    needed_towns_.last = std::max(needed_towns_.last, under.last);
  };
  std::ranges::for_each(areas_, need);
  if (peers_) std::ranges::for_each(peers_->members(), need);
  for (std::size_t i = 0; i < first_upper_; ++i) {
    const std::size_t row = areas_[i] - needed_towns_.first;
    if (!towns_.empty() && towns_.back().last == row) {
      ++towns_.back().last;
    } else {
      towns_.push_back({row, row + 1, i});
    }
  }
}

std::vector<indicator_index> request_plan::find_indicators() const {
  const catalog& all = source_.frame().catalog();
  std::vector<indicator_index> indicators;
  for (const std::string& id : what_.indicators) indicators.push_back(all.at(id));
  if (what_.indicators.empty()) {
    for (indicator_index i = 0; i < all.size(); ++i) {
      const bool anywhere = std::ranges::any_of(
          source_.blocks(), [&](const block_shape& b) { return series::has_figures(all, b, i); });
      if (anywhere) indicators.push_back(i);
    }
  }
  sort_unique(indicators);
  return indicators;
}

bool request_plan::is_wanted(const block_shape& shape) const {
  return what_.periods.empty() ||
         std::ranges::any_of(what_.periods, [&](const period& p) { return is_of(p, shape); });
}

void request_plan::plan_block(std::size_t block, const std::vector<indicator_index>& indicators) {
  const block_shape& shape = source_.blocks()[block];
  block_plan plan;
  plan.block = block;
  if (what_.periods.empty()) {
    for (std::size_t t = 0; t < shape.period_count; ++t) plan.periods.push_back(shape.period_at(t));
  } else {
    for (const period& p : what_.periods) {
      if (is_of(p, shape)) plan.periods.push_back(p);
    }
    std::ranges::sort(plan.periods, {}, &period::ordinal);
    plan.periods.erase(std::unique(plan.periods.begin(), plan.periods.end()), plan.periods.end());
  }
  plan.runs = runs_of(plan.periods, shape);

  // An indicator asked for by name has cells at every period asked for; otherwise there are cells only
  // where it has figures.
  const bool everywhere =
      !what_.indicators.empty() && (!what_.periods.empty() || source_.blocks().size() == 1);
  for (const indicator_index i : indicators) {
    if (everywhere || series::has_figures(source_.frame().catalog(), shape, i)) {
      plan.indicators.push_back(i);
    }
  }
  for (const measure m : measures_) {
    for (const period_run& run : plan.runs) {
      if (!run.first) continue;
      plan.reach = std::max(plan.reach,
                            reach_of(m, what_.method, shape, *run.first, *run.first + run.count));
    }
  }
  blocks_.push_back(std::move(plan));
}

}  // namespace zhibiao::inline ZB_ABI::engine
