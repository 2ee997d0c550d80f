#include <zhibiao/kernels/change.hpp>

#include "support/instruction_sets.hpp"
#include "support/random_figures.hpp"
#include "support/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::has_number;
using zhibiao::interval;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::decimal_scale;
using zhibiao::kernels::known_change;

namespace kernels = zhibiao::kernels;

struct column {
  std::vector<double> values;
  std::vector<status> why;

  explicit column(std::size_t n) : values(n), why(n) {}
};

column percent_changes(const std::vector<double>& current, const std::vector<double>& base,
                       decimal_scale s, double min_base = 0) {
  column c(current.size());
  kernels::percent_change(current, base, s, min_base, c.values, c.why);
  return c;
}

RC_GTEST_PROP(ChangeProperty, DifferenceIsThatOfTheTwin, ()) {
  const int places = any_places();
  const std::size_t n = any_length();
  const auto current = any_figures(n, places);
  const auto base = any_figures(n, places);
  column c(n);
  kernels::difference(current, base, scale_of(places), c.values, c.why);
  for (std::size_t i = 0; i < n; ++i) {
    const cell twin = places < 0 ? difference<long double>(current[i], base[i], places)
                                 : difference<fraction>(current[i], base[i], places);
    RC_ASSERT(agrees(c.values[i], c.why[i], twin, places));
    const cell one = kernels::difference(current[i], base[i], scale_of(places));
    RC_ASSERT(agrees(c.values[i], c.why[i], one, 0));
  }
}

RC_GTEST_PROP(ChangeProperty, PercentChangeIsThatOfTheTwin, ()) {
  const int places = any_places();
  const std::size_t n = any_length();
  const auto current = any_figures(n, places);
  auto base = any_figures(n, places);
  for (std::size_t i = 0; i < n; i += 5) base[i] = current[i];
  const double min_base = *rc::gen::element(0.0, 10.0);
  const column c = percent_changes(current, base, scale_of(places), min_base);
  for (std::size_t i = 0; i < n; ++i) {
    const cell twin = places < 0
                          ? percent_change<long double>(current[i], base[i], places, min_base)
                          : percent_change<fraction>(current[i], base[i], places, min_base);
    RC_ASSERT(agrees(c.values[i], c.why[i], twin, places, 100));
    const cell one = kernels::percent_change(current[i], base[i], scale_of(places), min_base);
    RC_ASSERT(agrees(c.values[i], c.why[i], one, 0));
  }
}

RC_GTEST_PROP(ChangeProperty, AlongRowsIsThatOfTheTwin, ()) {
  const int places = any_places();
  const std::size_t rows = *rc::gen::inRange<std::size_t>(1, 12);
  const std::size_t lanes = *rc::gen::inRange<std::size_t>(1, 27);
  const std::size_t lag = *rc::gen::inRange<std::size_t>(1, lanes + 2);
  const double min_base = *rc::gen::element(0.0, 10.0);
  const block figures{rows, lanes, any_figures(rows * lanes, places)};
  const kernels::block_view view{figures.figures.data(), lanes};
  column points(rows * lanes);
  column rates(rows * lanes);
  kernels::difference_along_rows(view, lag, {rows, lanes}, scale_of(places),
                                 {points.values.data(), points.why.data(), lanes});
  kernels::percent_change_along_rows(view, lag, {rows, lanes}, scale_of(places), min_base,
                                     {rates.values.data(), rates.why.data(), lanes});
  for (std::size_t row = 0; row < rows; ++row) {
    const auto first = figures.figures.begin() + static_cast<std::ptrdiff_t>(row * lanes);
    const std::vector<double> series(first, first + static_cast<std::ptrdiff_t>(lanes));
    const auto differences = along_row(series, lag, [&](double x, double b) {
      return places < 0 ? difference<long double>(x, b, places)
                        : difference<fraction>(x, b, places);
    });
    const auto changes = along_row(series, lag, [&](double x, double b) {
      return places < 0 ? percent_change<long double>(x, b, places, min_base)
                        : percent_change<fraction>(x, b, places, min_base);
    });
    for (std::size_t t = 0; t < lanes; ++t) {
      const std::size_t i = row * lanes + t;
      RC_ASSERT(agrees(points.values[i], points.why[i], differences[t], places));
      RC_ASSERT(agrees(rates.values[i], rates.why[i], changes[t], places, 100));
    }
  }
}

// A run of periods that is computed alone, with the base periods before it, is what it is within all.
RC_GTEST_PROP(ChangeProperty, RunOfPeriodsIsThatOfTheWhole, ()) {
  const int places = any_places();
  const std::size_t rows = *rc::gen::inRange<std::size_t>(1, 12);
  const std::size_t lanes = *rc::gen::inRange<std::size_t>(2, 27);
  const std::size_t lag = *rc::gen::inRange<std::size_t>(1, lanes);
  const std::size_t first = *rc::gen::inRange<std::size_t>(lag, lanes);
  const std::size_t run = *rc::gen::inRange<std::size_t>(1, lanes - first + 1);
  const auto figures = any_figures(rows * lanes, places);
  column all(rows * lanes);
  column part(rows * run);
  kernels::percent_change_along_rows({figures.data(), lanes}, lag, {rows, lanes}, scale_of(places),
                                     0, {all.values.data(), all.why.data(), lanes});
  kernels::percent_change({figures.data() + first, lanes}, {figures.data() + first - lag, lanes},
                          {rows, run}, scale_of(places), 0,
                          {part.values.data(), part.why.data(), run});
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t t = 0; t < run; ++t) {
      const std::size_t i = row * lanes + first + t;
      const cell expected{all.values[i], all.why[i]};
      RC_ASSERT(agrees(part.values[row * run + t], part.why[row * run + t], expected, 0));
    }
  }
}

RC_GTEST_PROP(ChangeProperty, ConstantSeriesDoesNotChange, ()) {
  const int places = any_places();
  const auto series = any_figures(any_length(), places);
  const column c = percent_changes(series, series, scale_of(places));
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (std::isnan(series[i])) {
      RC_ASSERT(c.why[i] == status::not_reported);
    } else if (series[i] == 0) {
      RC_ASSERT(c.why[i] == status::both_zero);
    } else {
      RC_ASSERT(c.why[i] == status::ok);
      RC_ASSERT(c.values[i] == 0);
    }
  }
}

// The monthly changes of a year multiply to the change on the year (环比 and 同比).
RC_GTEST_PROP(ChangeProperty, MonthlyChangesMultiplyToTheAnnual, ()) {
  const int places = any_places();
  std::array<double, 13> level{};
  for (double& x : level) x = any_positive(places);
  double product = 1;
  for (std::size_t m = 1; m < level.size(); ++m) {
    product *= 1 + kernels::percent_change(level[m], level[m - 1], scale_of(places)).value / 100;
  }
  const double annual =
      1 + kernels::percent_change(level.back(), level.front(), scale_of(places)).value / 100;
  // A month that falls to a ten-millionth keeps fewer digits of its ratio.
  double kept = 1;
  for (std::size_t m = 1; m < level.size(); ++m) {
    kept = std::min(kept, level[m] / level[m - 1]);
  }
  kept = std::min(kept, level.back() / level.front());
  RC_ASSERT(std::fabs(product - annual) <= 1e-12 * annual / kept);
}

RC_GTEST_PROP(ChangeProperty, UnitDoesNotChangeTheRate, ()) {
  const std::size_t n = any_length();
  const int places = *rc::gen::inRange(0, 4);
  const auto finer = any_figures(n, places);
  const auto base = any_figures(n, places);
  const column yuan = percent_changes(finer, base, scale_of(places));
  // Ten times the figures, and the same amounts in 万元.
  for (const bool in_ten_thousands : {false, true}) {
    const int new_places = in_ten_thousands ? places + 4 : places;
    const auto converted = [&](std::vector<double> x) {
      for (double& figure : x) {
        figure = std::round(figure * power_of(places)) * (in_ten_thousands ? 1.0 : 10.0) /
                 power_of(new_places);
      }
      return x;
    };
    const column c = percent_changes(converted(finer), converted(base), scale_of(new_places));
    for (std::size_t i = 0; i < n; ++i) {
      RC_ASSERT(c.why[i] == yuan.why[i]);
      RC_ASSERT(std::isnan(c.values[i]) || c.values[i] == yuan.values[i]);
    }
  }
}

bool contains(const interval& known, double x) { return x >= known.lower && x <= known.upper; }

RC_GTEST_PROP(ChangeProperty, KnownDifferenceHoldsForEveryMemberAndNoMore, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const interval current = any_interval(places);
  const interval base = any_interval(places);
  const interval known = kernels::difference(current, base, scale_of(places));
  for (const double x : members(current, places)) {
    for (const double b : members(base, places)) {
      RC_ASSERT(contains(known, kernels::difference(x, b, scale_of(places)).value));
    }
  }
  const hull h = difference(current, base, places);
  RC_ASSERT(known.lower == h.least);
  RC_ASSERT(known.upper == h.greatest);
  RC_ASSERT(is_exact(known) || known.lower_open == (current.lower_open || base.upper_open));
  RC_ASSERT(is_exact(known) || known.upper_open == (current.upper_open || base.lower_open));
}

RC_GTEST_PROP(ChangeProperty, KnownPercentChangeHoldsForEveryMemberAndNoMore, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const interval current = any_positive_interval(places);
  const interval base = any_positive_interval(places);
  const known_change c = kernels::percent_change(current, base, scale_of(places));
  RC_ASSERT(has_number(c.why));
  for (const double x : members(current, places)) {
    for (const double b : members(base, places)) {
      RC_ASSERT(contains(c.known, kernels::percent_change(x, b, scale_of(places)).value));
    }
  }
  const hull h = percent_change(current, base, places);
  RC_ASSERT(c.known.lower == h.least);
  RC_ASSERT(c.known.upper == h.greatest);
}

RC_GTEST_PROP(ChangeProperty, KnownStatusIsThatOfEveryMember, ()) {
  const int places = *rc::gen::inRange(0, 3);
  const auto small_interval = [&] {
    const auto bound = [&] { return *rc::gen::inRange(-6, 7) / power_of(places); };
    return between(bound(), bound());
  };
  const interval current = small_interval();
  const interval base = small_interval();
  const known_change c = kernels::percent_change(current, base, scale_of(places));
  const std::optional<status> common = common_status(current, base, places + 1, 0);
  RC_ASSERT(is_sound(c.known.lower, c.why));
  RC_ASSERT(is_sound(c.known.upper, c.why) || (c.known.upper == infinity && c.known.upper_open));
  if (c.why == status::undetermined) return;
  RC_ASSERT(common.has_value());
  RC_ASSERT(c.why == *common || (c.why == status::bounded && *common == status::ok));
}

RC_GTEST_PROP(ChangeProperty, ExactFiguresGiveThePoint, ()) {
  const int places = any_places();
  const double current = any_figure(places);
  const double base = any_figure(places);
  const cell one = kernels::percent_change(current, base, scale_of(places), 10);
  const known_change c = kernels::percent_change(zhibiao::exactly(current), zhibiao::exactly(base),
                                                 scale_of(places), 10);
  RC_ASSERT(c.why == one.why);
  RC_ASSERT(agrees(c.known.lower, c.why, one, 0));
  RC_ASSERT(agrees(c.known.upper, c.why, one, 0));
  const cell change = kernels::difference(current, base, scale_of(places));
  const interval known =
      kernels::difference(zhibiao::exactly(current), zhibiao::exactly(base), scale_of(places));
  RC_ASSERT(agrees(known.lower, change.why, change, 0));
  RC_ASSERT(agrees(known.upper, change.why, change, 0));
}

// Wherever a line of memory begins, and whatever lies beside what is written.
RC_GTEST_PROP(ChangeProperty, StreamedCellsAreTheSame, ()) {
  const int places = any_places();
  const std::size_t rows = *rc::gen::inRange<std::size_t>(1, 40);
  const std::size_t lanes = *rc::gen::inRange<std::size_t>(1, 80);
  const std::size_t lag = *rc::gen::inRange<std::size_t>(1, 5);
  const std::size_t stride = lanes + *rc::gen::element<std::size_t>(0, 0, 3);
  const std::size_t before = *rc::gen::inRange<std::size_t>(0, 9);
  const auto figures = any_figures(rows * lanes, places);
  const auto base = any_figures(rows * lanes, places);
  const auto written = [&](bool streamed, bool along_rows) {
    column c(before + rows * stride + 9);
    std::ranges::fill(c.values, 7.0);
    std::ranges::fill(c.why, status::overflow);
    const kernels::cell_block out{c.values.data() + before, c.why.data() + before, stride,
                                  streamed};
    const kernels::block_size size{rows, lanes};
    if (along_rows) {
      kernels::percent_change_along_rows({figures.data(), lanes}, lag, size, scale_of(places), 0,
                                         out);
    } else {
      kernels::percent_change({figures.data(), lanes}, {base.data(), lanes}, size, scale_of(places),
                              0, out);
    }
    bits all;
    all.add(c.values);
    all.add(c.why);
    return all;
  };
  RC_ASSERT(written(true, true) == written(false, true));
  RC_ASSERT(written(true, false) == written(false, false));
}

}  // namespace
