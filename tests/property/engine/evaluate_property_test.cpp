#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/targets.hpp>

#include "support/random_method.hpp"
#include "support/random_panel.hpp"
#include "support/slow_evaluate.hpp"
#include "support/slow_goals.hpp"
#include "support/slow_growth.hpp"
#include "support/slow_peers.hpp"
#include "support/slow_statistics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <rapidcheck.h>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using test::any_method;
using test::mixed;
using test::panel_shape;
using test::random_panel;
namespace col = test::col;

constexpr double inf = std::numeric_limits<double>::infinity();

const std::vector<measure>& every_measure() {
  static const std::vector<measure> all(all_measures().begin(), all_measures().end());
  return all;
}

/// Those that the slow twin of rows has; schedules and late reports have twins of their own.
std::vector<measure> measures_of_the_twin() {
  std::vector<measure> list = every_measure();
  std::erase_if(list, [](measure m) {
    return needs_schedule(m) || is_of_late_reports(m) || test::slow_growth::knows(m) ||
           test::slow_growth::is_of_changes(m) || test::slow_goals::knows(m) ||
           m == measure::implied_base;
  });
  return list;
}

/// Where a figure should be by now is known without it.
bool is_of_the_way(measure m) { return m == measure::elapsed || m == measure::expected; }

/// Shapes with figures that counties report themselves, which the other properties do without.
rc::Gen<panel_shape> any_shape() {
  return rc::gen::map(rc::gen::pair(test::arbitrary_shape(), rc::gen::element(0, 0, 30, 100)),
                      [](std::pair<panel_shape, int> drawn) {
                        drawn.first.percent_own = drawn.second;
                        return drawn.first;
                      });
}

rc::Gen<random_panel> any_panel() { return rc::gen::map(any_shape(), test::make_random_panel); }

/// Targets at and around the figures that are there, so that bounds are met to the digit.
targets some_targets(const random_panel& p) {
  std::vector<target> list;
  for (std::size_t n = 0; n < p.rows.size(); ++n) {
    const observation& row = p.rows[n];
    const std::uint64_t draw = mixed(p.shape.seed, 7000 + n);
    if (draw % 3 != 0 || !row.value) continue;
    target t;
    t.indicator = row.indicator;
    t.deadline = row.period;
    t.area = row.area;
    if ((draw >> 8U) % 4 == 0) t.area.reset();
    if ((draw >> 8U) % 4 == 1) {
      t.area = p.areas->parent(row.area).value_or(row.area);
    }
    // Rates with parts are rarely stated; the targets of their numerators serve for them too.
    if (row.indicator == col::insured && (draw >> 16U) % 2 == 0) t.indicator = col::rate;
    if (row.indicator == col::persons && (draw >> 16U) % 2 == 0) t.indicator = col::mean;
    double value = to_double(row.value->value);
    if (t.indicator == col::rate) value = static_cast<double>((draw >> 24U) % 101);
    switch ((draw >> 32U) % 7) {
      case 0:
        t.comparison = comparison::at_least;
        t.wanted.lower = value;
        break;
      case 1:
        t.comparison = comparison::more_than;
        t.wanted.lower = value;
        t.wanted.lower_open = true;
        break;
      case 2:
        t.comparison = comparison::at_most;
        t.wanted.upper = value;
        break;
      case 3:
        t.comparison = comparison::less_than;
        t.wanted.upper = value;
        t.wanted.upper_open = true;
        break;
      case 4:
        t.comparison = comparison::within;
        t.wanted = {value, value + static_cast<double>((draw >> 40U) % 50), false, false};
        break;
      case 5:
        t.comparison = comparison::equal;
        t.wanted = exactly(value);
        break;
      default:
        t.comparison = comparison::at_most;
        t.wanted.upper = 0;
        break;
    }
    if ((draw >> 48U) % 4 == 0 && t.comparison != comparison::within) {
      const double goal = std::isfinite(t.wanted.lower) ? t.wanted.lower : t.wanted.upper;
      t.base = goal + static_cast<double>((draw >> 52U) % 200) - 99.5;
    }
    const bool taken = std::ranges::any_of(list, [&](const target& other) {
      return other.indicator == t.indicator && other.deadline == t.deadline && other.area == t.area;
    });
    if (!taken) list.push_back(t);
  }
  return targets::make(std::move(list));
}

std::string in_words(const random_panel& p, const result_cell& c) {
  std::ostringstream out;
  out.precision(17);
  out << name(c.measure) << " of " << (*p.catalog)[c.indicator].id << " at "
      << (*p.areas)[c.area].code << " in " << to_string(c.period) << ": " << c.value << " "
      << name(c.why) << " [" << c.known.lower << ", " << c.known.upper << "]";
  return out.str();
}

bool agrees(double x, long double expected, long double size) {
  const long double slack = 1e-12L * std::max(size, std::fabs(expected));
  return std::fabs(static_cast<long double>(x) - expected) <= slack;
}

bool agrees(double x, const std::optional<test::fraction>& end, double where_none,
            long double size) {
  return end ? agrees(x, end->number(), size) : x == where_none;
}

std::string end_text(const std::optional<test::fraction>& end) {
  return end ? std::to_string(static_cast<double>(end->number())) : "none";
}

/// Peers among all of a level, within one, or within one that most lie not inside of.
rc::Gen<peer_choice> any_peers() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::element<std::string>("", "county", "prefecture", "town"),
                    rc::gen::elementOf(std::vector<kernels::tie_rule>(all_tie_rules().begin(),
                                                                      all_tie_rules().end()))),
      [](const auto& drawn) {
        return peer_choice{drawn.first, drawn.second};
      });
}

/// Both agree on status, number and interval of every cell.
void check_against_twin(const random_panel& p, const targets& wanted,
                        std::optional<double> min_coverage) {
  request what;
  what.measures = measures_of_the_twin();
  what.targets = &wanted;
  what.min_coverage = min_coverage;
  what.peers = *any_peers();
  const test::slow_evaluation twin(*p.catalog, *p.areas, p.rows, &wanted, min_coverage);
  test::slow_peers of_peers(twin, what.peers);
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    const bool is_of_peers = needs_peers(c.measure);
    const test::slow_cell expected = is_of_peers
                                         ? of_peers.at(c.measure, c.area, c.indicator, c.period)
                                         : twin.at(c.measure, c.area, c.indicator, c.period);
    if (is_of_peers) {
      RC_ASSERT(c.coverage.members == of_peers.members(c.area, c.indicator, c.period));
      RC_ASSERT(c.coverage.counted == of_peers.counted(c.area, c.indicator, c.period));
    }
    if (c.why != expected.why) {
      RC_FAIL(in_words(p, c) + ", expected " + std::string(name(expected.why)));
    }
    if (!has_number(c.why)) return;
    if (!agrees(c.value, expected.value, expected.size)) {
      RC_FAIL(in_words(p, c) + ", expected " + std::to_string(double(expected.value)));
    }
    // An end that divides by nearly nothing is as large as it likes.
    const auto low = static_cast<long double>(c.known.lower == -inf ? 0 : std::fabs(c.known.lower));
    const auto high = static_cast<long double>(c.known.upper == inf ? 0 : std::fabs(c.known.upper));
    const long double size = std::max({expected.size, low, high});
    if (!agrees(c.known.lower, expected.known.lower, -inf, size) ||
        !agrees(c.known.upper, expected.known.upper, inf, size)) {
      RC_FAIL(in_words(p, c) + ", expected between " + end_text(expected.known.lower) + " and " +
              end_text(expected.known.upper));
    }
  });
}

RC_GTEST_PROP(Evaluate, AgreesWithTheSlowTwin, ()) {
  const random_panel p = *any_panel();
  check_against_twin(p, some_targets(p), std::nullopt);
}

RC_GTEST_PROP(Evaluate, AgreesWithTheSlowTwinOnAnyMinimumCoverage, ()) {
  const random_panel p = *any_panel();
  check_against_twin(p, some_targets(p), *rc::gen::element(0.01, 0.25, 0.5, 0.75, 1.0));
}

/// Every kind, and quantiles of all types at a place that is whole or broken.
std::vector<statistic> every_statistic() {
  std::vector<statistic> list;
  const auto p =
      *rc::gen::element(decimal{0, 0}, decimal{1, 1}, decimal{25, 2}, decimal{5, 1}, decimal{1, 0});
  for (const statistic_kind kind : all_statistics()) {
    list.push_back({kind, needs_probability(kind) ? p : statistic().p});
  }
  for (int type = 1; type <= 9; ++type) {
    list.push_back({statistic_kind::quantile, p, static_cast<kernels::quantile_type>(type)});
  }
  return list;
}

void check_statistics_against_twin(const random_panel& p, std::optional<double> min_coverage) {
  request what;
  what.measures = {};
  what.statistics = every_statistic();
  what.min_coverage = min_coverage;
  const test::slow_evaluation rows(*p.catalog, *p.areas, p.rows, nullptr, min_coverage);
  const test::slow_statistics twin(rows);
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    const test::slow_statistic expected = twin.at(*c.statistic, c.area, c.indicator, c.period);
    const std::string cell = name(c) + " - " + in_words(p, c);
    if (c.why != expected.why) RC_FAIL(cell + ", expected " + std::string(name(expected.why)));
    if (c.coverage.counted != expected.counted) {
      RC_FAIL(cell + ", expected to count " + std::to_string(expected.counted));
    }
    if (!has_number(c.why)) return;
    if (!agrees(c.value, expected.value, expected.size)) {
      RC_FAIL(cell + ", expected " + std::to_string(double(expected.value)));
    }
    const auto same_end = [&](double x, long double end) {
      return std::isinf(end) ? std::isinf(x) && std::signbit(x) == std::signbit(end)
                             : agrees(x, end, std::max(expected.size, std::fabs(end)));
    };
    if (!same_end(c.known.lower, std::min(expected.lower, expected.value)) ||
        !same_end(c.known.upper, std::max(expected.upper, expected.value))) {
      RC_FAIL(cell + ", expected between " + std::to_string(double(expected.lower)) + " and " +
              std::to_string(double(expected.upper)));
    }
  });
}

RC_GTEST_PROP(Statistics, AgreeWithTheSlowTwin, ()) {
  check_statistics_against_twin(*any_panel(), std::nullopt);
}

RC_GTEST_PROP(Statistics, AgreeWithTheSlowTwinOnAnyMinimumCoverage, ()) {
  check_statistics_against_twin(*any_panel(), *rc::gen::element(0.01, 0.25, 0.5, 0.75, 1.0));
}

bool same_bits(const result_set& a, const result_set& b) {
  if (a.sections().size() != b.sections().size()) return false;
  for (std::size_t s = 0; s < a.sections().size(); ++s) {
    const result_section& x = a.sections()[s];
    const result_section& y = b.sections()[s];
    const auto equal = [](const auto& one, const auto& other) {
      return one.size() == other.size() &&
             (one.empty() || std::memcmp(one.data(), other.data(), one.size_bytes()) == 0);
    };
    if (!equal(x.values(), y.values()) || !equal(x.statuses(), y.statuses())) return false;
    if (!std::ranges::equal(x.areas(), y.areas()) ||
        !std::ranges::equal(x.indicators(), y.indicators()) ||
        !std::ranges::equal(x.periods(), y.periods()) || x.measure() != y.measure()) {
      return false;
    }
  }
  return true;
}

bool same_number(double x, double y) { return std::memcmp(&x, &y, sizeof x) == 0; }

bool same_cell(const result_cell& a, const result_cell& b) {
  return a.area == b.area && a.indicator == b.indicator && a.period == b.period &&
         a.measure == b.measure && same_number(a.value, b.value) && a.why == b.why &&
         same_number(a.known.lower, b.known.lower) && same_number(a.known.upper, b.known.upper) &&
         a.known.lower_open == b.known.lower_open && a.known.upper_open == b.known.upper_open &&
         a.coverage.counted == b.coverage.counted && a.coverage.members == b.coverage.members &&
         same_number(a.coverage.by_weight, b.coverage.by_weight);
}

std::vector<result_cell> cells_of(const result_set& r) {
  std::vector<result_cell> list;
  r.for_each([&](const result_cell& c) { list.push_back(c); });
  return list;
}

bool same_cells(const result_set& a, const result_set& b) {
  return std::ranges::equal(cells_of(a), cells_of(b), same_cell);
}

RC_GTEST_PROP(Evaluate, RowOrderNeverChangesABit, ()) {
  const random_panel p = *any_panel();
  const targets wanted = some_targets(p);
  request what;
  what.measures = every_measure();
  what.method = any_method(p);
  what.targets = &wanted;
  std::vector<observation> rows = p.rows;
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[mixed(seed, i) % i]);
  const result_set a = evaluate(p.panel, what);
  const result_set b = evaluate(test::build_panel(p.catalog, p.areas, rows), what);
  RC_ASSERT(same_bits(a, b));
  RC_ASSERT(same_cells(a, b));
}

RC_GTEST_PROP(Evaluate, ThreadCountNeverChangesABit, ()) {
  const random_panel p = *any_panel();
  const targets wanted = some_targets(p);
  request what;
  what.measures = every_measure();
  what.method = any_method(p);
  what.targets = &wanted;
  const result_set alone = evaluate(p.panel, what);
  for (const int threads : {2, 7}) {
    what.threads = threads;
    const result_set together = evaluate(p.panel, what);
    RC_ASSERT(same_bits(alone, together));
    RC_ASSERT(same_cells(alone, together));
  }
}

RC_GTEST_PROP(Evaluate, SubsetsAreTheSameCells, ()) {
  const random_panel p = *any_panel();
  const targets wanted = some_targets(p);
  request all;
  all.measures = every_measure();
  all.method = any_method(p);
  all.targets = &wanted;
  all.peers = *any_peers();
  const result_set full = evaluate(p.panel, all);

  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto chosen = [&](std::uint64_t what, std::uint64_t n) {
    return mixed(mixed(seed, what), n) % 3 == 0;
  };
  request some = all;
  some.measures.clear();
  for (const measure m : every_measure()) {
    if (chosen(1, static_cast<std::uint64_t>(m))) some.measures.insert(some.measures.begin(), m);
  }
  if (some.measures.empty()) some.measures = {measure::year_on_year};
  for (area_index a = 0; a < p.areas->size(); ++a) {
    if (chosen(2, a)) some.areas.emplace_back((*p.areas)[a].code);
  }
  if (seed % 2 == 0 && !p.areas->levels().empty()) some.levels = {p.areas->levels().front()};
  for (indicator_index i = 0; i < col::size; ++i) {
    if (chosen(3, i)) some.indicators.push_back((*p.catalog)[i].id);
  }
  for (const panel_block& b : p.panel.blocks()) {
    for (std::size_t t = 0; t < b.period_count(); ++t) {
      if (chosen(4, t)) some.periods.push_back(b.period_at(t));
    }
  }
  std::size_t seen = 0;
  evaluate(p.panel, some).for_each([&](const result_cell& c) {
    ++seen;
    const listed_area where = (*p.areas)[c.area];
    const bool is_asked_for =
        (some.areas.empty() || std::ranges::find(some.areas, where.code) != some.areas.end()) &&
        (some.levels.empty() || where.level == some.levels.front());
    RC_ASSERT(is_asked_for);
    const auto same = full.find(c.area, c.indicator, c.period, c.measure);
    // What was asked for by name is there even in a block that has no figures of it.
    if (!same) {
      RC_ASSERT(!has_number(c.why));
      return;
    }
    if (!same_cell(*same, c)) RC_FAIL(in_words(p, c) + " differs from " + in_words(p, *same));
  });
  RC_CLASSIFY(seen > 0, "some cells");
}

RC_GTEST_PROP(Evaluate, ANumberAndItsReasonNeverPart, ()) {
  const random_panel p = *any_panel();
  const targets wanted = some_targets(p);
  request what;
  what.measures = every_measure();
  what.method = any_method(p);
  what.targets = &wanted;
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    const std::string cell = in_words(p, c);
    if (has_number(c.why) != std::isfinite(c.value)) RC_FAIL(cell);
    if (c.value == 0 && std::signbit(c.value)) RC_FAIL(cell + " is -0");
    if (!has_number(c.why)) return;
    if (!(c.known.lower <= c.known.upper)) RC_FAIL(cell + " is an empty interval");
    const double slack = 1e-12 * std::max(100.0, std::fabs(c.value));
    if (c.value < c.known.lower - slack || c.value > c.known.upper + slack) {
      RC_FAIL(cell + " lies outside what is known");
    }
    if (c.coverage.counted > c.coverage.members) RC_FAIL(cell);
    if (is_of_the_way(c.measure)) return;
    if (c.coverage.counted == 0) RC_FAIL(cell);
    // Where a way begins may be partial itself, and an outlook be sure with towns missing.
    if (needs_peers(c.measure) || needs_plan(c.measure) || c.measure == measure::outlook) return;
    if ((c.why == status::partial) != (c.coverage.counted < c.coverage.members)) RC_FAIL(cell);
  });
}

RC_GTEST_PROP(Evaluate, ACountyOfOneTownEqualsTheTown, ()) {
  panel_shape shape = *test::arbitrary_shape();
  shape.towns = 1;
  const random_panel p = test::make_random_panel(shape);
  request what;
  what.measures = {measure::value, measure::difference, measure::year_on_year,
                   measure::period_on_period};
  what.indicators = {"amount", "persons", "insured", "eligible"};
  const result_set r = evaluate(p.panel, what);
  r.for_each([&](const result_cell& town) {
    if (!p.areas->is_leaf(town.area)) return;
    const auto county =
        r.find(*p.areas->parent(town.area), town.indicator, town.period, town.measure);
    RC_ASSERT(county.has_value());
    if (county->why != town.why || !same_number(county->value + 0.0, town.value + 0.0) ||
        county->known != town.known) {
      if (!has_number(town.why) && county->why == town.why) return;
      RC_FAIL(in_words(p, *county) + " differs from " + in_words(p, town));
    }
  });
}

/// The areas under other town codes, which come in another order within their counties.
std::shared_ptr<const area_tree> renamed(const area_tree& areas, std::uint64_t seed) {
  std::vector<area> list;
  std::vector<std::string> taken;
  for (area_index a = 0; a < areas.size(); ++a) {
    const listed_area from = areas[a];
    area& to = list.emplace_back();
    to.code = from.code;
    to.name = from.name;
    to.level = from.level;
    to.parent = from.parent;
    to.valid = areas.valid(a);
    if (!areas.is_leaf(a)) continue;
    // The name stays what it was: the old code.
    const std::string county = list[a].code.substr(0, 6);
    for (std::uint64_t n = mixed(seed, a);; ++n) {
      const std::string code = county + std::to_string(100 + n % 99) + "000";
      if (std::ranges::find(taken, code) != taken.end()) continue;
      taken.push_back(code);
      list[a].code = code;
      break;
    }
  }
  std::vector<area_break> breaks;
  for (const area_break& b : areas.breaks()) breaks.push_back({0, b.on});
  const std::vector<area> renamed = list;
  const area_tree made = area_tree::make(std::move(list));
  for (std::size_t n = 0; n < breaks.size(); ++n) {
    breaks[n].area = made.at(renamed[areas.breaks()[n].area].code);
  }
  std::ranges::sort(breaks, {}, &area_break::area);
  return std::make_shared<const area_tree>(made.with_breaks(std::move(breaks)));
}

RC_GTEST_PROP(Evaluate, NamesAndOrderOfTownsAreNothingToTheCounty, ()) {
  const random_panel p = *any_panel();
  const auto areas = renamed(*p.areas, *rc::gen::arbitrary<std::uint64_t>());
  std::vector<area_index> moved(areas->size());
  for (area_index a = 0; a < areas->size(); ++a) {
    moved[p.areas->at((*areas)[a].name)] = a;
  }
  std::vector<observation> rows = p.rows;
  for (observation& row : rows) row.area = moved[row.area];
  targets wanted = some_targets(p);
  std::vector<target> elsewhere(wanted.list().begin(), wanted.list().end());
  for (target& t : elsewhere) {
    if (t.area) t.area = moved[*t.area];
  }
  const targets wanted_elsewhere = targets::make(std::move(elsewhere));

  request what;
  what.measures = every_measure();
  what.method = any_method(p);
  what.targets = &wanted;
  request again = what;
  again.targets = &wanted_elsewhere;
  const result_set a = evaluate(p.panel, what);
  const result_set b = evaluate(test::build_panel(p.catalog, areas, rows), again);
  RC_ASSERT(cells_of(a).size() == cells_of(b).size());
  a.for_each([&](const result_cell& x) {
    std::optional<result_cell> y = b.find(moved[x.area], x.indicator, x.period, x.measure);
    if (!y) RC_FAIL(in_words(p, x) + " is gone");
    y->area = x.area;
    if (!same_cell(x, *y)) RC_FAIL(in_words(p, x) + " differs from " + in_words(p, *y));
  });
}

/// Whether the rows hold anything that a figure could have been made from.
class sources {
 public:
  explicit sources(const random_panel& p) : p_(p) {
    for (const observation& row : p.rows) {
      if (row.value && row.status != observation_status::missing) {
        numbers_.insert({row.area, row.indicator, row.period});
      }
    }
  }

  bool has_own(area_index a, indicator_index i, period t) const {
    return numbers_.contains({a, i, t});
  }

  bool has_any(area_index a, indicator_index i, period t) const {
    if (has_own(a, i, t)) return true;
    const auto parts = p_.catalog->parts(i);
    if (parts && has_any(a, parts->numerator, t) && has_any(a, parts->denominator, t)) return true;
    if ((*p_.catalog)[i].over_areas == area_aggregation::none) return false;
    for (area_index town = 0; town < p_.areas->size(); ++town) {
      if (p_.areas->parent(town) == a && has_any(town, i, t)) return true;
    }
    return false;
  }

 private:
  const random_panel& p_;
  std::set<std::tuple<area_index, indicator_index, period>> numbers_;
};

RC_GTEST_PROP(Evaluate, NothingComesOfNothing, ()) {
  const random_panel p = *any_panel();
  const sources from(p);
  const targets wanted = some_targets(p);
  request what;
  what.measures = every_measure();
  what.method = any_method(p);
  what.targets = &wanted;
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    if (!std::isfinite(c.value) && !has_number(c.why)) return;
    if (c.measure == measure::stated) {
      if (!from.has_own(c.area, c.indicator, c.period)) RC_FAIL(in_words(p, c));
      return;
    }
    if (is_of_the_way(c.measure)) return;
    if (!from.has_any(c.area, c.indicator, c.period)) RC_FAIL(in_words(p, c));
    std::optional<period> base;
    if (c.measure == measure::period_on_period) base = c.period.previous();
    if (c.measure == measure::difference || c.measure == measure::year_on_year) {
      base = c.period.same_period_last_year();
    }
    if (base && !from.has_any(c.area, c.indicator, *base)) {
      RC_FAIL(in_words(p, c) + " without a base");
    }
  });
}

RC_GTEST_PROP(Evaluate, TenThousandsAndUnitsGiveTheSameBits, ()) {
  const random_panel p = *any_panel();
  std::vector<observation> rows = p.rows;
  for (observation& row : rows) {
    if (row.indicator != col::amount || !row.value) continue;
    const auto shift = [](decimal d) { return decimal{d.mantissa, d.scale + 4}; };
    row.unit = parse_unit("万元");
    row.value->value = shift(row.value->value);
    if (row.value->lower) row.value->lower = shift(*row.value->lower);
    if (row.value->upper) row.value->upper = shift(*row.value->upper);
  }
  request what;
  what.measures = every_measure();
  what.method = any_method(p);
  const result_set a = evaluate(p.panel, what);
  const result_set b = evaluate(test::build_panel(p.catalog, p.areas, rows), what);
  RC_ASSERT(same_bits(a, b));
  RC_ASSERT(same_cells(a, b));
}

/// Every count and amount a hundredfold: what is relative stays, bit for bit where figures are whole.
RC_GTEST_PROP(Evaluate, ScaleLeavesWhatIsRelative, ()) {
  panel_shape shape = *any_shape();
  shape.percent_qualified = 0;  // the bounds of a hundredfold figure are others
  const random_panel p = test::make_random_panel(shape);
  std::vector<observation> rows = p.rows;
  for (observation& row : rows) {
    if (!row.value || (*p.catalog)[row.indicator].kind == indicator_kind::rate) continue;
    if (row.indicator == col::score || row.indicator == col::mean) continue;
    decimal& d = row.value->value;
    d = d.scale >= 2 ? decimal{d.mantissa, d.scale - 2} : decimal{d.mantissa * 100, d.scale};
  }
  request what;
  what.measures = {measure::value, measure::year_on_year, measure::period_on_period};
  const result_set a = evaluate(p.panel, what);
  const result_set b = evaluate(test::build_panel(p.catalog, p.areas, rows), what);
  a.for_each([&](const result_cell& x) {
    const result_cell y = *b.find(x.area, x.indicator, x.period, x.measure);
    const bool is_level = x.measure == measure::value && x.indicator <= col::eligible;
    // A hundredfold base is no longer small.
    const auto without_small = [](status s) { return s == status::small_base ? status::ok : s; };
    if (without_small(x.why) != without_small(y.why)) RC_FAIL(in_words(p, x) + in_words(p, y));
    if (!has_number(x.why)) return;
    const double expected = is_level ? x.value * 100 : x.value;
    const double slack = 1e-12 * std::max(std::fabs(expected), 100.0);
    if (std::fabs(y.value - expected) > slack) RC_FAIL(in_words(p, x) + in_words(p, y));
  });
}

RC_GTEST_PROP(Evaluate, AConstantSeriesDoesNotChange, ()) {
  panel_shape shape = *test::arbitrary_shape();
  shape.percent_qualified = shape.percent_marked = 0;
  random_panel p = test::make_random_panel(shape);
  for (observation& row : p.rows) {
    if (!row.value) continue;
    // Stated rates are those that the parts give: 30 of 60, 60 over 60.
    row.value = quantity{};
    row.value->value = {60, 0};
    if (row.indicator == col::insured) row.value->value = {30, 0};
    if (row.indicator == col::rate) row.value->value = {50, 0};
    if (row.indicator == col::mean) row.value->value = {1, 0};
  }
  const result_set r = year_on_year(test::build_panel(p.catalog, p.areas, p.rows));
  r.for_each([&](const result_cell& c) {
    if (has_number(c.why) && c.value != 0) RC_FAIL(in_words(p, c));
  });
}

RC_GTEST_PROP(Evaluate, DifferenceIsCurrentLessBaseForATown, ()) {
  const random_panel p = *test::arbitrary_exact_panel();
  request what;
  what.measures = {measure::value, measure::difference};
  const result_set r = evaluate(p.panel, what);
  r.for_each([&](const result_cell& c) {
    if (c.measure != measure::difference || !has_number(c.why) || !p.areas->is_leaf(c.area)) return;
    const auto x = r.find(c.area, c.indicator, c.period, measure::value);
    const auto b = r.find(c.area, c.indicator, c.period.same_period_last_year(), measure::value);
    RC_ASSERT(x && b);
    const double slack = 1e-12 * std::max({1.0, std::fabs(x->value), std::fabs(b->value)});
    if (std::fabs(x->value - b->value - c.value) > slack) RC_FAIL(in_words(p, c));
  });
}

}  // namespace
}  // namespace zhibiao
