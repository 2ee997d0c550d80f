#include <zhibiao/engine/evaluate.hpp>

#include "engine/tile.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <limits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Fills the sections of a result; the only thing that may.
struct result_writer {
  /// The sections of one block, one for each measure.
  struct block_plan {
    const panel_block* block;
    std::vector<std::size_t> columns;  ///< of the block, or `no_column`
    std::vector<result_section*> sections;
    /// By measure and indicator: the inexact cells each tile found, so that tiles need no lock.
    std::vector<std::vector<std::vector<result_section::known_cell>>> known;
  };

  /// A requested period beyond what the block holds: nothing is reported there.
  static constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

  result_writer(const panel& data, const request& what);

  result_set run();

 private:
  struct task {
    std::size_t plan;
    std::size_t indicator;  ///< position in the section's list
  };

  std::vector<area_index> requested_areas() const;
  std::vector<indicator_index> requested_indicators() const;
  void plan_block(const panel_block& block, const std::vector<area_index>& areas,
                  const std::vector<indicator_index>& indicators);
  void work(const task& t);
  void write(block_plan& plan, std::size_t measure, std::size_t indicator,
             const engine::measured& m);
  void run_tasks();

  const panel& data_;
  const request& what_;
  std::vector<measure> measures_;
  std::vector<block_plan> plans_;
  std::vector<task> tasks_;
  result_set out_;
};

namespace {

template <class T>
void sort_unique(std::vector<T>& v) {
  std::ranges::sort(v);
  v.erase(std::unique(v.begin(), v.end()), v.end());
}

void check(const panel& data, const request& what) {
  if (what.measures.empty()) {
    throw error(errc::invalid_argument, "expected at least one measure, found none");
  }
  if (what.threads < 1) {
    throw error(errc::invalid_argument,
                "expected at least one thread, found " + std::to_string(what.threads));
  }
  if (what.min_coverage && !(*what.min_coverage > 0 && *what.min_coverage <= 1)) {
    throw error(errc::invalid_argument, "expected a minimum coverage above 0 and up to 1");
  }
  for (const period& p : what.periods) {
    if (!p.is_valid() || data.find_block(p.frequency(), p.form()) == nullptr) {
      throw error(errc::unknown_period,
                  "nothing is reported for periods such as " +
                      (p.is_valid() ? to_string(p) : std::string("the empty one")));
    }
  }
}

}  // namespace

result_writer::result_writer(const panel& data, const request& what) : data_(data), what_(what) {
  check(data, what);
  for (const measure m : what.measures) {
    if (std::ranges::find(measures_, m) == measures_.end()) measures_.push_back(m);
  }
  out_.panel_ = data;
  out_.measures_ = measures_;

  const std::vector<area_index> areas = requested_areas();
  const std::vector<indicator_index> indicators = requested_indicators();
  const auto wanted = [&](const panel_block& b) {
    return what.periods.empty() || std::ranges::any_of(what.periods, [&](const period& p) {
             return p.frequency() == b.frequency() && p.form() == b.form();
           });
  };
  const auto blocks = static_cast<std::size_t>(std::ranges::count_if(data.blocks(), wanted));
  out_.sections_.resize(measures_.size() * blocks);
  for (const panel_block& b : data.blocks()) {
    if (wanted(b)) plan_block(b, areas, indicators);
  }
  for (std::size_t b = 0; b < plans_.size(); ++b) {
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      plans_[b].sections[m] = &out_.sections_[m * blocks + b];
    }
  }
}

std::vector<area_index> result_writer::requested_areas() const {
  const area_tree& tree = data_.areas();
  std::vector<area_index> areas;
  for (const std::string& code : what_.areas) areas.push_back(tree.at(code));
  for (const std::string& level : what_.levels) {
    const std::span<const area_index> at_level = tree.at_level(level);
    // Both lists given: the areas must be on one of the levels.
    if (what_.areas.empty()) areas.insert(areas.end(), at_level.begin(), at_level.end());
  }
  if (!what_.areas.empty() && !what_.levels.empty()) {
    std::erase_if(areas, [&](area_index a) {
      return std::ranges::find(what_.levels, tree[a].level) == what_.levels.end();
    });
  }
  if (what_.areas.empty() && what_.levels.empty()) {
    for (area_index a = 0; a < tree.size(); ++a) areas.push_back(a);
  }
  sort_unique(areas);
  return areas;
}

std::vector<indicator_index> result_writer::requested_indicators() const {
  std::vector<indicator_index> indicators;
  for (const std::string& id : what_.indicators) indicators.push_back(data_.catalog().at(id));
  if (what_.indicators.empty()) {
    for (indicator_index i = 0; i < data_.catalog().size(); ++i) {
      const bool anywhere = std::ranges::any_of(data_.blocks(), [&](const panel_block& b) {
        return engine::tile::has_figures(data_.catalog(), b, i);
      });
      if (anywhere) indicators.push_back(i);
    }
  }
  sort_unique(indicators);
  return indicators;
}

void result_writer::plan_block(const panel_block& block, const std::vector<area_index>& areas,
                               const std::vector<indicator_index>& indicators) {
  block_plan plan;
  plan.block = &block;
  std::vector<period> periods;
  if (what_.periods.empty()) {
    for (std::size_t t = 0; t < block.period_count(); ++t) periods.push_back(block.period_at(t));
  } else {
    for (const period& p : what_.periods) {
      if (p.frequency() == block.frequency() && p.form() == block.form()) periods.push_back(p);
    }
    std::ranges::sort(periods, {}, &period::ordinal);
    periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
  }
  for (const period& p : periods) plan.columns.push_back(block.find(p).value_or(no_column));

  // An indicator asked for by name has cells at every period asked for; otherwise there are cells only
  // where it has figures.
  const bool everywhere =
      !what_.indicators.empty() && (!what_.periods.empty() || data_.blocks().size() == 1);
  std::vector<indicator_index> here;
  for (const indicator_index i : indicators) {
    if (everywhere || engine::tile::has_figures(data_.catalog(), block, i)) here.push_back(i);
  }

  const auto first_upper = static_cast<std::size_t>(
      std::ranges::count_if(areas, [&](area_index a) { return data_.areas().is_leaf(a); }));
  const std::size_t cells = here.size() * areas.size() * periods.size();
  const std::size_t b = plans_.size();
  const std::size_t blocks = out_.sections_.size() / measures_.size();
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    result_section& s = out_.sections_[m * blocks + b];
    s.measure_ = measures_[m];
    s.indicators_ = here;
    s.areas_ = areas;
    s.periods_ = periods;
    s.first_upper_ = first_upper;
    s.values_ = buffer<double>(cells);
    s.statuses_ = buffer<status>(cells);
    s.coverage_ =
        buffer<cell_coverage>(here.size() * (areas.size() - first_upper) * periods.size());
  }
  plan.sections.resize(measures_.size());
  plan.known.resize(measures_.size());
  for (auto& by_indicator : plan.known) by_indicator.resize(here.size());
  for (std::size_t i = 0; i < here.size(); ++i) tasks_.push_back({b, i});
  plans_.push_back(std::move(plan));
}

void result_writer::write(block_plan& plan, std::size_t measure, std::size_t indicator,
                          const engine::measured& m) {
  result_section& s = *plan.sections[measure];
  const std::size_t periods = plan.block->period_count();
  const std::size_t towns = data_.areas().leaf_count();
  const std::size_t upper = s.areas_.size() - s.first_upper_;
  auto& known = plan.known[measure][indicator];
  for (std::size_t a = 0; a < s.areas_.size(); ++a) {
    const std::size_t row = s.areas_[a];
    for (std::size_t t = 0; t < plan.columns.size(); ++t) {
      const std::size_t to = s.offset(indicator, a, t);
      const std::size_t column = plan.columns[t];
      cell_coverage coverage;
      if (column == no_column) {
        s.values_[to] = kernels::no_number;
        s.statuses_[to] = status::not_reported;
        coverage = {0, static_cast<std::uint32_t>(data_.areas().leaves(s.areas_[a]).size()),
                    kernels::no_number};
      } else {
        const std::size_t from = row * periods + column;
        s.values_[to] = m.value[from];
        s.statuses_[to] = m.why[from];
        if (!m.known.empty()) {
          if (const interval* k = engine::find_known(m.known, from)) known.push_back({to, *k});
        }
        if (row >= towns) coverage = m.coverage[(row - towns) * periods + column];
      }
      if (a >= s.first_upper_) {
        s.coverage_[(indicator * upper + a - s.first_upper_) * plan.columns.size() + t] = coverage;
      }
    }
  }
}

void result_writer::work(const task& t) {
  block_plan& plan = plans_[t.plan];
  const engine::tile tile(data_, *plan.block, plan.sections.front()->indicators()[t.indicator],
                          what_.min_coverage);
  for (std::size_t m = 0; m < measures_.size(); ++m) {
    write(plan, m, t.indicator, tile.compute(measures_[m], what_.targets));
  }
}

void result_writer::run_tasks() {
  const std::size_t threads =
      std::min(static_cast<std::size_t>(what_.threads), std::max<std::size_t>(tasks_.size(), 1));
  std::atomic<std::size_t> done{0};
  std::atomic<bool> stop{false};
  std::vector<std::exception_ptr> failures(threads);

  // Each thread has every n-th tile: which, never depends on how fast another is.
  const auto share = [&](std::size_t thread) {
    try {
      for (std::size_t i = thread; i < tasks_.size() && !stop; i += threads) {
        work(tasks_[i]);
        const std::size_t so_far = ++done;
        if (thread == 0 && what_.progress.call != nullptr) {
          const double part = static_cast<double>(so_far) / static_cast<double>(tasks_.size());
          if (!what_.progress.call(what_.progress.user, part)) {
            throw error(errc::cancelled, "the work was cancelled");
          }
        }
      }
    } catch (...) {
      failures[thread] = std::current_exception();
      stop = true;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(share, i);
    share(0);
  }
  for (const std::exception_ptr& f : failures) {
    if (f) std::rethrow_exception(f);
  }
}

result_set result_writer::run() {
  run_tasks();
  for (block_plan& plan : plans_) {
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      for (auto& cells : plan.known[m]) {
        auto& all = plan.sections[m]->known_;
        all.insert(all.end(), cells.begin(), cells.end());
      }
    }
  }
  return std::move(out_);
}

result_set evaluate(const panel& data, const request& what) {
  return result_writer(data, what).run();
}

result_set year_on_year(const panel& data) {
  request r;
  r.measures = {measure::year_on_year};
  return evaluate(data, r);
}

result_set target_gap(const panel& data, const targets& wanted) {
  request r;
  r.measures = {measure::gap, measure::completion, measure::verdict};
  r.targets = &wanted;
  return evaluate(data, r);
}

result_set roll_up(const panel& data, std::string_view level) {
  request r;
  r.levels = {std::string(level)};
  return evaluate(data, r);
}

}  // namespace zhibiao::inline ZB_ABI
