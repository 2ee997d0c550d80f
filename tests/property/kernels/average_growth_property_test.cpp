#include <zhibiao/kernels/average_growth.hpp>

#include "support/random_figures.hpp"
#include "support/reference_growth.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstddef>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::has_number;
using zhibiao::interval;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::growth_link;
using zhibiao::kernels::known_change;
using zhibiao::kernels::quotient;

namespace kernels = zhibiao::kernels;

quotient figure(double x, int places) { return kernels::quotient_of(x, scale_of(places)); }

int any_spans() { return *rc::gen::inRange(1, 60); }

/// Equal to the twin, whose own digits are those of a long double: 100 for the 1 taken away.
bool is_twin(const cell& c, long double twin) {
  return has_number(c.why) && is_close(c.value, static_cast<double>(twin), 100);
}

RC_GTEST_PROP(AverageGrowthProperty, IsThatOfTheTwin, ()) {
  const int places = any_places();
  const double x = std::fabs(any_number(places));
  const double b = any_positive(places);
  const int n = any_spans();
  RC_ASSERT(is_twin(kernels::average_growth(figure(x, places), figure(b, places), n),
                    level_growth(static_cast<long double>(x), static_cast<long double>(b), n)));
}

RC_GTEST_PROP(AverageGrowthProperty, CompoundsToTheWholeGrowth, ()) {
  const double x = any_positive(0);
  const double b = any_positive(0);
  const int n = any_spans();
  const cell a = kernels::average_growth(figure(x, 0), figure(b, 0), n);
  const long double q = 1 + static_cast<long double>(a.value) / 100;
  const auto whole = static_cast<double>(std::pow(q, static_cast<long double>(n)));
  RC_ASSERT(std::fabs(whole / (x / b) - 1) < 1e-13 * n);
}

RC_GTEST_PROP(AverageGrowthProperty, OfOneSpanIsTheChange, ()) {
  const int places = any_places();
  const double x = any_figure(places);
  const double b = any_figure(places);
  const cell change = kernels::percent_change(figure(x, places), figure(b, places), 10);
  const cell average = kernels::average_growth(figure(x, places), figure(b, places), 1, 10);
  RC_ASSERT(average.why == change.why);
  RC_ASSERT(is_close(average.value, change.value, 100));
  const cell annual = kernels::annualised_growth(figure(x, places), figure(b, places), 1, 10);
  RC_ASSERT(annual.why == change.why);
  RC_ASSERT(is_close(annual.value, change.value, 100));
}

RC_GTEST_PROP(AverageGrowthProperty, OfEqualStepsIsTheStep, ()) {
  // 1.1, 1.21, 1.331, ...: whatever the method, and to the last bit.
  const int tenths = *rc::gen::inRange(-9, 12);
  const int n = *rc::gen::inRange(1, 8);
  double x = std::pow(10, n);
  const quotient base = figure(x, 0);
  std::vector<quotient> later;
  std::vector<growth_link> links;
  for (int k = 0; k < n; ++k) {
    const quotient before = later.empty() ? base : later.back();
    x = x * (10 + tenths) / 10;
    later.push_back(figure(x, 0));
    links.push_back({later.back(), before});
  }
  RC_ASSERT(kernels::average_growth(later.back(), base, n).value == 10 * tenths);
  RC_ASSERT(kernels::cumulative_growth(base, later).value == 10 * tenths);
  RC_ASSERT(kernels::chained_growth(links).value == 10 * tenths);
}

RC_GTEST_PROP(CumulativeGrowthProperty, IsThatOfTheTwin, ()) {
  const int places = any_places();
  const double base = any_positive(places);
  std::vector<double> later;
  std::vector<quotient> figures;
  const int n = *rc::gen::inRange(1, 25);
  for (int k = 0; k < n; ++k) {
    later.push_back(std::fabs(any_number(places)));
    figures.push_back(figure(later.back(), places));
  }
  const long double twin = cumulative_growth(static_cast<long double>(base), later);
  RC_ASSERT(is_twin(kernels::cumulative_growth(figure(base, places), figures), twin));
}

RC_GTEST_PROP(CumulativeGrowthProperty, RisesWithEveryFigure, ()) {
  const double base = any_positive(1);
  std::vector<quotient> figures;
  const int n = *rc::gen::inRange(1, 12);
  for (int k = 0; k < n; ++k) figures.push_back(figure(any_positive(1), 1));
  const double before = kernels::cumulative_growth(figure(base, 1), figures).value;
  quotient& raised = figures[static_cast<std::size_t>(*rc::gen::inRange(0, n))];
  raised.part += 10;
  RC_ASSERT(kernels::cumulative_growth(figure(base, 1), figures).value > before);
}

RC_GTEST_PROP(ChainedGrowthProperty, OfUnbrokenLinksIsTheLevelMethod, ()) {
  const int places = any_places();
  std::vector<growth_link> links;
  const double first = any_positive(places);
  double before = first;
  const int n = *rc::gen::inRange(1, 12);
  for (int k = 0; k < n; ++k) {
    const double next = any_positive(places);
    links.push_back({figure(next, places), figure(before, places)});
    before = next;
  }
  const cell level = kernels::average_growth(figure(before, places), figure(first, places), n);
  RC_ASSERT(is_close(kernels::chained_growth(links).value, level.value, 100));
}

RC_GTEST_PROP(AnnualisedGrowthProperty, IsThatOfTheTwin, ()) {
  const int places = any_places();
  const double x = any_positive(places);
  const double b = any_positive(places);
  for (const int times : {1, 2, 4, 12}) {
    const cell c = kernels::annualised_growth(figure(x, places), figure(b, places), times);
    const long double twin =
        annual_growth(static_cast<long double>(x), static_cast<long double>(b), times);
    RC_ASSERT(is_twin(c, twin));
  }
}

RC_GTEST_PROP(AverageDifferenceProperty, IsThatOfTheTwin, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const double x = any_figure(places);
  const double b = any_figure(places);
  const int n = any_spans();
  const cell c = kernels::average_difference(figure(x, places), figure(b, places), n);
  const cell whole = difference<fraction>(x, b, places);
  RC_ASSERT(c.why == whole.why);
  if (!has_number(c.why)) return;
  const fraction exact = from_double<fraction>(x, places) - from_double<fraction>(b, places);
  RC_ASSERT(c.value == nearest(exact / fraction(n)));
}

/// A figure within what is known of it: an end that belongs, or one between.
double within(const interval& k) {
  const double part = static_cast<double>(*rc::gen::inRange(1, 100)) / 100;
  return k.lower + (k.upper - k.lower) * part;
}

RC_GTEST_PROP(AverageGrowthProperty, LiesWithinWhatIsKnown, ()) {
  const interval x = any_positive_interval(2);
  const interval b = any_positive_interval(2);
  const int n = any_spans();
  const known_change k = kernels::average_growth(x, b, n);
  RC_ASSERT(has_number(k.why));
  const cell c = kernels::average_growth(kernels::quotient_of(within(x), {}),
                                         kernels::quotient_of(within(b), {}), n);
  RC_ASSERT(c.value >= k.known.lower - 1e-11);
  RC_ASSERT(c.value <= k.known.upper + 1e-11);
}

RC_GTEST_PROP(CumulativeGrowthProperty, LiesWithinWhatIsKnown, ()) {
  const interval b = any_positive_interval(2);
  std::vector<interval> later;
  std::vector<quotient> figures;
  const int n = *rc::gen::inRange(1, 12);
  for (int k = 0; k < n; ++k) {
    later.push_back(any_positive_interval(2));
    figures.push_back(kernels::quotient_of(within(later.back()), {}));
  }
  const known_change k = kernels::cumulative_growth(b, later);
  RC_ASSERT(has_number(k.why));
  const cell c = kernels::cumulative_growth(kernels::quotient_of(within(b), {}), figures);
  RC_ASSERT(c.value >= k.known.lower - 1e-11);
  RC_ASSERT(c.value <= k.known.upper + 1e-11);
}

}  // namespace
