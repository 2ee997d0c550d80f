#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/fixed_base.hpp>

#include "support/random_figures.hpp"
#include "support/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::has_number;
using zhibiao::kernels::cell;
using zhibiao::kernels::quotient;

namespace kernels = zhibiao::kernels;

quotient figure(double x, int places) { return kernels::quotient_of(x, scale_of(places)); }

RC_GTEST_PROP(FixedBaseProperty, IsThatOfTheTwin, ()) {
  const int places = *rc::gen::inRange(0, 5);
  const double x = any_figure(places);
  const double b = any_figure(places);
  const cell c = kernels::fixed_base_index(figure(x, places), figure(b, places), 10);
  const cell change = percent_change<fraction>(x, b, places, 10);
  RC_ASSERT(c.why == change.why);
  if (!has_number(c.why)) return;
  const fraction exact = from_double<fraction>(x, places) / from_double<fraction>(b, places);
  RC_ASSERT(c.value == nearest(exact * fraction(100)));
}

RC_GTEST_PROP(FixedBaseProperty, RatioOfTwoIsTheChange, ()) {
  const quotient first = figure(any_positive(1), 1);
  const quotient base = figure(any_positive(1), 1);
  const quotient current = figure(any_positive(1), 1);
  const double then = kernels::fixed_base_index(base, first).value;
  const double now = kernels::fixed_base_index(current, first).value;
  RC_ASSERT(is_close((now / then - 1) * 100, kernels::percent_change(current, base).value, 1000));
}

RC_GTEST_PROP(FixedBaseProperty, MonthsMultiplyToTheYear, ()) {
  std::vector<quotient> months;
  for (int k = 0; k < 13; ++k) months.push_back(figure(any_positive(1), 1));
  long double product = 1;
  for (std::size_t k = 1; k < months.size(); ++k) {
    const double rate = kernels::percent_change(months[k], months[k - 1]).value;
    product *= 1 + static_cast<long double>(rate) / 100;
  }
  const double year = kernels::fixed_base_index(months.back(), months.front()).value;
  RC_ASSERT(is_close(static_cast<double>(product * 100), year, 1e3 * year));
}

}  // namespace
