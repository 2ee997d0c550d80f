#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/engine/section_shape.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/targets.hpp>

#include "engine/evaluation.hpp"
#include "support/copying_source.hpp"
#include "support/random_method.hpp"
#include "support/random_panel.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <rapidcheck.h>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using engine::work_split;
using test::mixed;
using test::random_panel;
namespace col = test::col;

/// Slabs of every width that matters: single periods, less and more than a year of quarters, the step at
/// which runs are cut.
constexpr std::size_t widths[] = {1, 2, 3, 8};

random_panel any_panel() {
  test::panel_shape shape = *test::arbitrary_shape();
  shape.percent_own = *rc::gen::element(0, 0, 30, 100);
  return test::make_random_panel(shape);
}

/// Targets of towns, counties and every town, with bases stated and bases to be looked up.
targets some_targets(const random_panel& p) {
  std::vector<target> list;
  for (std::size_t n = 0; n < p.rows.size(); ++n) {
    const observation& row = p.rows[n];
    const std::uint64_t draw = mixed(p.shape.seed, 11'000 + n);
    if (draw % 3 != 0 || !row.value) continue;
    target t;
    t.indicator = row.indicator;
    t.deadline = row.period;
    t.area = row.area;
    if ((draw >> 8U) % 4 == 0) t.area.reset();
    if ((draw >> 8U) % 4 == 1) t.area = p.areas->parent(row.area).value_or(row.area);
    if (row.indicator == col::insured && (draw >> 16U) % 2 == 0) t.indicator = col::rate;
    // Now and then a bound with more digits than the figures.
    const double value = to_double(row.value->value) + ((draw >> 20U) % 5 == 0 ? 0.125 : 0);
    if ((draw >> 24U) % 2 == 0) {
      t.comparison = comparison::at_least;
      t.wanted.lower = value;
    } else {
      t.comparison = comparison::at_most;
      t.wanted.upper = value;
    }
    if ((draw >> 32U) % 4 == 0) t.base = value + 50.5;
    if ((draw >> 32U) % 4 == 1) {
      t.base_period = t.deadline.shifted(-1 - static_cast<int>((draw >> 40U) % 14));
    }
    const bool taken = std::ranges::any_of(list, [&](const target& other) {
      return other.indicator == t.indicator && other.deadline == t.deadline && other.area == t.area;
    });
    if (!taken) list.push_back(t);
  }
  return targets::make(std::move(list));
}

/// All there is, or some measures of some areas, indicators and periods.
request any_request(const random_panel& p, const targets& wanted) {
  request r;
  r.measures.assign(all_measures().begin(), all_measures().end());
  r.method = test::any_method(p);
  r.targets = &wanted;
  r.statistics = {{statistic_kind::mean},
                  {statistic_kind::median},
                  {statistic_kind::theil_within},
                  {statistic_kind::weighted_median}};
  r.peers.within = *rc::gen::element<std::string>("", "county", "prefecture");
  r.peers.ties = *rc::gen::elementOf(
      std::vector<kernels::tie_rule>(all_tie_rules().begin(), all_tie_rules().end()));
  if (*rc::gen::arbitrary<bool>()) return r;
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto chosen = [&](std::uint64_t what, std::uint64_t n) {
    return mixed(mixed(seed, what), n) % 3 == 0;
  };
  std::erase_if(r.measures, [&](measure m) { return !chosen(1, static_cast<std::uint64_t>(m)); });
  if (r.measures.empty()) r.measures = {measure::year_on_year};
  for (area_index a = 0; a < p.areas->size(); ++a) {
    if (chosen(2, a)) r.areas.emplace_back((*p.areas)[a].code);
  }
  if (seed % 2 == 0) {
    r.areas.clear();
    r.levels = {p.areas->levels()[seed / 2 % p.areas->levels().size()]};
  }
  for (indicator_index i = 0; i < col::size; ++i) {
    if (chosen(3, i)) r.indicators.push_back((*p.catalog)[i].id);
  }
  for (const panel_block& b : p.panel.blocks()) {
    for (std::size_t t = 0; t < b.period_count() + 2; ++t) {  // and some beyond the block
      if (chosen(4, t)) r.periods.push_back(b.period_at(t));
    }
  }
  return r;
}

bool same_number(double x, double y) { return std::memcmp(&x, &y, sizeof x) == 0; }

bool same_cell(const result_cell& a, const result_cell& b) {
  return a.area == b.area && a.indicator == b.indicator && a.period == b.period &&
         a.measure == b.measure && a.statistic == b.statistic && same_number(a.value, b.value) &&
         a.why == b.why && same_number(a.known.lower, b.known.lower) &&
         same_number(a.known.upper, b.known.upper) && a.known.lower_open == b.known.lower_open &&
         a.known.upper_open == b.known.upper_open && a.coverage.counted == b.coverage.counted &&
         a.coverage.members == b.coverage.members &&
         same_number(a.coverage.by_weight, b.coverage.by_weight);
}

bool same_results(const result_set& a, const result_set& b) {
  if (a.sections().size() != b.sections().size()) return false;
  for (std::size_t n = 0; n < a.sections().size(); ++n) {
    const result_section& x = a.sections()[n];
    const result_section& y = b.sections()[n];
    if (x.measure() != y.measure() || x.statistic() != y.statistic() ||
        !std::ranges::equal(x.indicators(), y.indicators()) ||
        !std::ranges::equal(x.areas(), y.areas()) ||
        !std::ranges::equal(x.periods(), y.periods())) {
      return false;
    }
    for (std::size_t i = 0; i < x.indicators().size(); ++i) {
      for (std::size_t area = 0; area < x.areas().size(); ++area) {
        for (std::size_t p = 0; p < x.periods().size(); ++p) {
          if (!same_cell(x.at(i, area, p), y.at(i, area, p))) return false;
        }
      }
    }
  }
  return true;
}

/// Holds what it is handed against a collected result, cell by cell and in the order that is promised.
class comparing_sink final : public result_sink {
 public:
  explicit comparing_sink(const result_set& expected) : expected_(expected) {}

  void take(const result_slab& slab) override {
    RC_ASSERT(slab.values.size() == slab.areas.size() * slab.periods.size());
    RC_ASSERT(slab.statuses.size() == slab.values.size());
    const std::size_t rows = slab.coverage_row_of.empty()
                                 ? slab.areas.size() - slab.first_upper
                                 : std::ranges::max(slab.coverage_row_of) + std::size_t{1};
    RC_ASSERT(slab.coverage.size() == rows * slab.periods.size());
    for (std::size_t a = 0; a < slab.areas.size(); ++a) {
      for (std::size_t p = 0; p < slab.periods.size(); ++p) {
        const result_cell c = slab.at(a, p);
        const auto same = c.statistic ? expected_.find(c.area, c.indicator, c.period, *c.statistic)
                                      : expected_.find(c.area, c.indicator, c.period, c.measure);
        RC_ASSERT(same.has_value());
        RC_ASSERT(same_cell(*same, c));
        ++seen_;
      }
    }
    if (slab.periods.empty()) return;
    // By block, indicator, periods; measures of one run together.
    const period from = slab.periods.front();
    const bool same_run = last_ && last_->first == slab.indicator && last_->second == from;
    if (last_ && !same_run && last_->second.frequency() == from.frequency() &&
        last_->second.form() == from.form()) {
      RC_ASSERT(*last_ < std::make_pair(slab.indicator, from));
    }
    last_ = {slab.indicator, from};
  }

  void expect_all() const { RC_ASSERT(seen_ == expected_.size()); }

 private:
  const result_set& expected_;
  std::size_t seen_ = 0;
  std::optional<std::pair<indicator_index, period>> last_;
};

RC_GTEST_PROP(Evaluation, NoCutChangesABit, ()) {
  const random_panel p = any_panel();
  const targets wanted = some_targets(p);
  request what = any_request(p, wanted);
  const result_set whole = evaluate(p.panel, what);
  const panel_source from(p.panel);
  for (const std::size_t width : widths) {
    for (const int threads : {1, 2, 7}) {
      what.threads = threads;
      RC_ASSERT(same_results(whole, engine::evaluate(from, what, work_split{width, 0})));
    }
  }
}

// A province is the same whether its counties are asked for with it or not.
RC_GTEST_PROP(Evaluation, StatisticsDoNotDependOnWhatElseIsAskedFor, ()) {
  const random_panel p = any_panel();
  request what;
  what.measures.clear();
  for (const statistic_kind kind :
       {statistic_kind::count, statistic_kind::sum, statistic_kind::mean,
        statistic_kind::standard_deviation, statistic_kind::minimum, statistic_kind::median,
        statistic_kind::weighted_mean, statistic_kind::gini, statistic_kind::theil_within}) {
    what.statistics.push_back({kind});
  }
  what.min_coverage = *rc::gen::element(0.3, 0.9);
  const result_set whole = evaluate(p.panel, what);
  for (const std::string& level : p.areas->levels()) {
    what.levels = {level};
    const result_set alone = evaluate(p.panel, what);
    alone.for_each([&](const result_cell& cell) {
      const auto same = whole.find(cell.area, cell.indicator, cell.period, *cell.statistic);
      RC_ASSERT(same.has_value());
      RC_ASSERT(same_cell(*same, cell));
    });
  }
}

RC_GTEST_PROP(Evaluation, FiguresThatComeInPiecesGiveTheSameBits, ()) {
  const random_panel p = any_panel();
  const targets wanted = some_targets(p);
  request what = any_request(p, wanted);
  const result_set whole = evaluate(p.panel, what);
  for (const std::size_t width : widths) {
    what.threads = width == 2 ? 7 : 1;
    RC_ASSERT(same_results(whole, evaluate(test::copying_source(p.panel, width), what)));
  }
}

RC_GTEST_PROP(Evaluation, WhatIsHandedOverIsWhatIsCollected, ()) {
  const random_panel p = any_panel();
  const targets wanted = some_targets(p);
  request what = any_request(p, wanted);
  const result_set whole = evaluate(p.panel, what);
  const panel_source from(p.panel);
  for (const std::size_t width : widths) {
    for (const int threads : {1, 2, 7}) {
      what.threads = threads;
      comparing_sink sink(whole);
      engine::evaluate(from, what, work_split{width, 0}, sink);
      sink.expect_all();
    }
    comparing_sink sink(whole);
    evaluate(test::copying_source(p.panel, width), what, sink);
    sink.expect_all();
  }
}

RC_GTEST_PROP(Evaluation, MemoryOfTheCallersHoldsTheSameBits, ()) {
  const random_panel p = any_panel();
  const targets wanted = some_targets(p);
  request what = any_request(p, wanted);
  const result_set whole = evaluate(p.panel, what);

  arena memory;
  std::vector<std::vector<double>> values;
  std::vector<std::vector<status>> statuses;
  for (const section_shape& shape : plan_sections(p.panel, what)) {
    values.emplace_back(shape.cells(), 1e300);
    statuses.emplace_back(shape.cells(), status::overflow);
  }
  for (std::size_t n = 0; n < values.size(); ++n) what.outputs.push_back({values[n], statuses[n]});
  what.memory = &memory;
  for (int round = 0; round < 2; ++round) {
    const result_set given = evaluate(p.panel, what);
    RC_ASSERT(same_results(whole, given));
    for (std::size_t n = 0; n < values.size(); ++n) {
      RC_ASSERT(given.sections()[n].values().data() == values[n].data());
      RC_ASSERT(given.sections()[n].statuses().data() == statuses[n].data());
    }
  }
}

}  // namespace
}  // namespace zhibiao
