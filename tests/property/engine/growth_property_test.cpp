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

}  // namespace
}  // namespace zhibiao
