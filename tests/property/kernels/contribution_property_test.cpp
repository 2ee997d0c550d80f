#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/contribution.hpp>

#include "support/random_figures.hpp"
#include "support/reference.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::has_number;
using zhibiao::status;
using zhibiao::kernels::cell;
using zhibiao::kernels::growth_of_part;

namespace kernels = zhibiao::kernels;

/// Parts of which each has both figures, and the whole.
struct parts {
  std::vector<double> current;
  std::vector<double> base;
  fraction whole_current = 0;
  fraction whole_base = 0;
  int places = 0;

  growth_of_part at(std::size_t i) const {
    const double power = power_of(places);
    return {current[i], base[i], nearest(whole_current) * power, nearest(whole_base) * power,
            scale_of(places)};
  }
};

parts any_parts_of_growth() {
  parts p;
  const std::size_t n = *rc::gen::inRange<std::size_t>(1, 30);
  for (std::size_t i = 0; i < n; ++i) {
    p.current.push_back(any_number(0));
    p.base.push_back(any_number(0));
    p.whole_current = p.whole_current + from_double<fraction>(p.current[i], 0);
    p.whole_base = p.whole_base + from_double<fraction>(p.base[i], 0);
  }
  return p;
}

fraction change_of(const parts& p, std::size_t i) {
  return from_double<fraction>(p.current[i], 0) - from_double<fraction>(p.base[i], 0);
}

RC_GTEST_PROP(ContributionProperty, IsThatOfTheTwin, ()) {
  const parts p = any_parts_of_growth();
  const fraction whole = p.whole_current - p.whole_base;
  for (std::size_t i = 0; i < p.current.size(); ++i) {
    const cell c = contribution(p.at(i));
    const cell pulled = pull(p.at(i));
    RC_ASSERT(is_sound(c.value, c.why) && is_sound(pulled.value, pulled.why));
    if (whole == fraction(0)) {
      RC_ASSERT(c.why == status::out_of_domain);
    } else {
      RC_ASSERT(c.value == nearest(change_of(p, i) * fraction(100) / whole));
    }
    if (!(fraction(0) < p.whole_base)) {
      RC_ASSERT(pulled.why == status::out_of_domain);
    } else {
      RC_ASSERT(pulled.value == nearest(change_of(p, i) * fraction(100) / p.whole_base));
    }
  }
}

RC_GTEST_PROP(ContributionProperty, AddsToTheWhole, ()) {
  const parts p = any_parts_of_growth();
  RC_PRE(fraction(0) < p.whole_base && !(p.whole_current == p.whole_base));
  // Each is rounded once, so together they are off by no more than a half of each one's last bit.
  long double contributions = 0;
  long double pulls = 0;
  long double slack = 0x1p-60L;
  for (std::size_t i = 0; i < p.current.size(); ++i) {
    const double c = contribution(p.at(i)).value;
    const double pulled = pull(p.at(i)).value;
    contributions += static_cast<long double>(c);
    pulls += static_cast<long double>(pulled);
    slack +=
        (std::fabs(static_cast<long double>(c)) + std::fabs(static_cast<long double>(pulled))) *
        0x1p-52L;
  }
  RC_ASSERT(std::fabs(contributions - 100) <= slack);
  const double growth =
      kernels::percent_change(nearest(p.whole_current), nearest(p.whole_base), scale_of(0)).value;
  if (nearest(p.whole_current) < 0) return;  // which has no rate of change
  slack += std::fabs(static_cast<long double>(growth)) * 0x1p-52L;
  RC_ASSERT(std::fabs(pulls - static_cast<long double>(growth)) <= slack);
}

}  // namespace
