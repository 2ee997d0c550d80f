#include <zhibiao/engine/evaluate.hpp>

#include "support/random_method.hpp"
#include "support/random_panel.hpp"
#include "support/slow_growth.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <rapidcheck.h>
#include <sstream>
#include <string>

namespace zhibiao {
namespace {

using test::random_panel;

rc::Gen<random_panel> any_panel() {
  return rc::gen::map(rc::gen::pair(test::arbitrary_shape(), rc::gen::element(0, 0, 30, 100)),
                      [](std::pair<test::panel_shape, int> drawn) {
                        drawn.first.percent_own = drawn.second;
                        return test::make_random_panel(drawn.first);
                      });
}

std::string in_words(const random_panel& p, const result_cell& c) {
  std::ostringstream out;
  out.precision(17);
  out << name(c.measure) << " of " << (*p.catalog)[c.indicator].id << " at "
      << (*p.areas)[c.area].code << " in " << to_string(c.period) << ": " << c.value << " "
      << name(c.why) << " [" << c.known.lower << ", " << c.known.upper << "]";
  return out.str();
}

/// Powers of large ratios lose digits in the long doubles of the twin, not here.
bool agrees(double x, long double expected) {
  if (std::isinf(expected)) return std::isinf(x) && std::signbit(x) == std::signbit(expected);
  const long double slack = 1e-11L * (100 + std::fabs(expected));
  return std::fabs(static_cast<long double>(x) - expected) <= slack;
}

void check_against_twin(const random_panel& p, std::optional<double> min_coverage) {
  request what;
  what.measures.assign(all_measures().begin(), all_measures().end());
  std::erase_if(what.measures, [](measure m) { return !test::slow_growth::knows(m); });
  what.method = test::any_method(p);
  what.min_coverage = min_coverage;
  const test::slow_evaluation rows(*p.catalog, *p.areas, p.rows, nullptr, min_coverage);
  const test::slow_growth twin(rows, what.method);
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    const test::slow_growth_cell expected = twin.at(c.measure, c.area, c.indicator, c.period);
    if (c.why != expected.why) {
      RC_FAIL(in_words(p, c) + ", expected " + std::string(name(expected.why)));
    }
    if (!has_number(c.why)) return;
    if (!agrees(c.value, expected.value)) {
      RC_FAIL(in_words(p, c) + ", expected " + std::to_string(double(expected.value)));
    }
    if (!agrees(c.known.lower, std::min(expected.lower, expected.value)) ||
        !agrees(c.known.upper, std::max(expected.upper, expected.value))) {
      RC_FAIL(in_words(p, c) + ", expected between " + std::to_string(double(expected.lower)) +
              " and " + std::to_string(double(expected.upper)));
    }
  });
}

RC_GTEST_PROP(Growth, AgreesWithTheSlowTwin, ()) { check_against_twin(*any_panel(), std::nullopt); }

RC_GTEST_PROP(Growth, AgreesWithTheSlowTwinOnAnyMinimumCoverage, ()) {
  check_against_twin(*any_panel(), *rc::gen::element(0.01, 0.25, 0.5, 0.75, 1.0));
}

/// Cells of an exact panel, every one with a number or none.
class computed_cells {
 public:
  computed_cells(const panel& data, const request& what) : results_(evaluate(data, what)) {}

  result_cell at(const result_cell& c, measure m) const {
    return results_.find(c.area, c.indicator, c.period, m).value();
  }
  const result_set& results() const { return results_; }

 private:
  result_set results_;
};

RC_GTEST_PROP(PanelEffect, IsHeadlineLessYearOnYearToTheBit, ()) {
  const random_panel p = *any_panel();
  request what;
  what.measures = {measure::panel_effect, measure::headline_growth, measure::year_on_year};
  const computed_cells cells(p.panel, what);
  cells.results().for_each([&](const result_cell& c) {
    if (c.measure != measure::panel_effect || !has_number(c.why)) return;
    const result_cell all = cells.at(c, measure::headline_growth);
    const result_cell same = cells.at(c, measure::year_on_year);
    RC_ASSERT(c.value == all.value - same.value);
    RC_ASSERT(c.known.lower <= c.value && c.value <= c.known.upper);
  });
}

RC_GTEST_PROP(PanelEffect, WithoutAMissingTownIsZero, ()) {
  test::panel_shape shape = *test::arbitrary_shape();
  shape.percent_missing = shape.percent_empty = 0;
  shape.percent_limited = 0;  // a new town is not in the base
  const random_panel p = test::make_random_panel(shape);
  request what;
  what.measures = {measure::panel_effect};
  evaluate(p.panel, what).for_each([&](const result_cell& c) {
    // A withheld figure is missing, too.
    if (!has_number(c.why) || c.coverage.counted != c.coverage.members) return;
    RC_ASSERT(c.value == 0);
    RC_ASSERT(c.known == exactly(0));
  });
}

RC_GTEST_PROP(RateEffects, AddToTheHeadlineGrowth, ()) {
  const random_panel p = *any_panel();
  request what;
  what.measures = {measure::headline_growth, measure::own_rate_effect, measure::structure_effect,
                   measure::entry_effect, measure::exit_effect};
  const computed_cells cells(p.panel, what);
  cells.results().for_each([&](const result_cell& c) {
    if (c.measure != measure::own_rate_effect || !has_number(c.why)) return;
    const result_cell whole = cells.at(c, measure::headline_growth);
    // On bounds the growth itself may be open, or its sign.
    if (!has_number(whole.why)) return;
    long double sum = 0;
    long double size = std::fabs(static_cast<long double>(whole.value));
    for (const measure m : {measure::own_rate_effect, measure::structure_effect,
                            measure::entry_effect, measure::exit_effect}) {
      const result_cell part = cells.at(c, m);
      RC_ASSERT(has_number(part.why));
      sum += static_cast<long double>(part.value);
      size += std::fabs(static_cast<long double>(part.value));
    }
    if (std::fabs(sum - static_cast<long double>(whole.value)) > 1e-14L * size + 1e-25L) {
      RC_FAIL(in_words(p, whole) + ", parts add to " + std::to_string(double(sum)));
    }
  });
}

RC_GTEST_PROP(Contribution, AddsTo100AndPullsToTheGrowth, ()) {
  const random_panel p = *any_panel();
  request what;
  what.measures = {measure::contribution, measure::pull};
  what.peers.within = "county";
  what.levels = {"town"};
  what.indicators = {"amount", "persons"};
  const computed_cells cells(p.panel, what);
  request above;
  above.measures = {measure::year_on_year};
  const computed_cells counties(p.panel, above);
  for (const area_index county : p.areas->at_level("county")) {
    for (const panel_block& block : p.panel.blocks()) {
      for (const indicator_index i : {test::col::amount, test::col::persons}) {
        for (std::size_t t = 0; t < block.period_count(); ++t) {
          if (!block.slot(i)) continue;
          long double contributions = 0;
          long double pulls = 0;
          long double size = 0;
          bool any = false;
          const row_range towns = p.areas->leaves(county);
          for (area_index town = towns.first; town < towns.last; ++town) {
            const auto find = [&](measure m) {
              return cells.results().find(town, i, block.period_at(t), m).value_or(result_cell());
            };
            const result_cell c = find(measure::contribution);
            const result_cell pulled = find(measure::pull);
            if (!has_number(c.why) || !has_number(pulled.why)) continue;
            any = true;
            contributions += static_cast<long double>(c.value);
            pulls += static_cast<long double>(pulled.value);
            size += std::fabs(static_cast<long double>(c.value)) +
                    std::fabs(static_cast<long double>(pulled.value));
          }
          if (!any) continue;
          RC_ASSERT(std::fabs(contributions - 100) <= 1e-14L * (size + 100));
          const auto growth =
              counties.results().find(county, i, block.period_at(t), measure::year_on_year);
          if (!growth || !has_number(growth->why)) continue;
          RC_ASSERT(std::fabs(pulls - static_cast<long double>(growth->value)) <=
                    1e-14L * (size + 100));
        }
      }
    }
  }
}

}  // namespace
}  // namespace zhibiao
