#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/targets.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <optional>
#include <rapidcheck.h>
#include <string>
#include <string_view>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::wanted_of;

constexpr std::array<std::string_view, 3> towns = {"A", "B", "C"};

/// What the towns of a county report of insured persons among all; none: missing.
struct reports {
  std::array<int, 3> persons{};
  std::array<std::optional<int>, 3> insured{};

  static reports any() {
    reports r;
    for (std::size_t i = 0; i < towns.size(); ++i) {
      r.persons[i] = *rc::gen::inRange(1, 2000);
      if (*rc::gen::inRange(0, 3) != 0) r.insured[i] = *rc::gen::inRange(0, r.persons[i] + 1);
    }
    // Somebody has reported.
    if (!r.insured[0] && !r.insured[1]) r.insured[2] = *rc::gen::inRange(0, r.persons[2] + 1);
    return r;
  }

  /// With the missing ones filled in, as they may still come.
  reports filled() const {
    reports r = *this;
    for (std::size_t i = 0; i < towns.size(); ++i) {
      if (!r.insured[i]) r.insured[i] = *rc::gen::inRange(0, persons[i] + 1);
    }
    return r;
  }

  panel build() const {
    hand_panel p;
    for (std::size_t i = 0; i < towns.size(); ++i) {
      p.set(towns[i], "persons", "2021", std::to_string(persons[i]));
      if (insured[i]) p.set(towns[i], "insured", "2021", std::to_string(*insured[i]));
    }
    return p.build();
  }
};

// Whatever the missing towns report, the county ends between its worst and its best, and as was said.
RC_GTEST_PROP(LateReport, HoldsWhateverComes, ()) {
  const reports now = reports::any();
  const panel p = now.build();
  const panel later = now.filled().build();
  for (const char* indicator : {"cover", "insured"}) {
    const double goal = *rc::gen::inRange(1, 100);
    const auto how = *rc::gen::element(comparison::at_least, comparison::at_most,
                                       comparison::more_than, comparison::less_than);
    const targets plan = targets::make({wanted_of(p, "K1", indicator, "2021", how, goal)});
    const auto cell = [&](const panel& of, measure m) {
      return test::cell_of(of, m, "K1", indicator, "2021", &plan);
    };
    const bool is_up = how == comparison::at_least || how == comparison::more_than;
    const double end = cell(later, measure::value).value;
    const result_cell best = cell(p, measure::best_case);
    const result_cell worst = cell(p, measure::worst_case);
    const double slack = 1e-12 * (1 + end);
    if (has_number(best.why)) {
      const bool fits = is_up ? end <= best.value + slack : end >= best.value - slack;
      RC_ASSERT(fits);
    }
    if (has_number(worst.why)) {
      const bool fits = is_up ? end >= worst.value - slack : end <= worst.value + slack;
      RC_ASSERT(fits);
    }
    const result_cell said = cell(p, measure::outlook);
    if (has_number(said.why)) {
      RC_ASSERT(said.value == cell(later, measure::verdict).value);
    } else {
      RC_ASSERT(said.why == status::undetermined);
    }
  }
}

}  // namespace
}  // namespace zhibiao
