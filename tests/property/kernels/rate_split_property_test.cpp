#include <zhibiao/kernels/rate_split.hpp>

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
using zhibiao::kernels::cell;
using zhibiao::kernels::quotient;
using zhibiao::kernels::rate_split;
using zhibiao::kernels::split_member;
using zhibiao::kernels::split_unit;

namespace kernels = zhibiao::kernels;

struct members {
  std::vector<split_member> fast;
  std::vector<slow_member> slow;
};

/// Small numbers, so that the fractions of the twin do not overflow.
members any_members(int missing_of_ten) {
  members all;
  const int n = *rc::gen::inRange(1, 5);
  for (int i = 0; i < n; ++i) {
    split_member fast;
    slow_member slow;
    // The first one is always there, or there would be nothing to compare.
    const auto is_there = [&] { return i == 0 || *rc::gen::inRange(0, 10) >= missing_of_ten; };
    const auto make = [](quotient& q, std::optional<slow_member::parts>& p) {
      const int d = *rc::gen::inRange(1, 41);
      const int r = *rc::gen::inRange(0, d + 1);
      q = {100.0 * r, static_cast<double>(d)};
      p = {fraction(100 * r), fraction(d)};
    };
    if (is_there()) make(fast.current, slow.current);
    if (is_there()) make(fast.base, slow.base);
    all.fast.push_back(fast);
    all.slow.push_back(slow);
  }
  return all;
}

bool is_near(const cell& c, const fraction& exact) {
  return has_number(c.why) && is_close(c.value, nearest(exact), 1e-12);
}

RC_GTEST_PROP(RateSplitProperty, IsThatOfTheTwin, ()) {
  const members m = any_members(3);
  const rate_split s = split_of_rate(m.fast, split_unit::of_the_rates);
  const slow_split twin = split_of(m.slow);
  RC_ASSERT(is_near(s.whole, twin.whole));
  RC_ASSERT(is_near(s.own, twin.own));
  RC_ASSERT(is_near(s.structure, twin.structure));
  RC_ASSERT(is_near(s.entry, twin.entry));
  RC_ASSERT(is_near(s.exit, twin.exit));
}

RC_GTEST_PROP(RateSplitProperty, AddsToTheWhole, ()) {
  const members m = any_members(3);
  for (const split_unit in : {split_unit::of_the_rates, split_unit::percent_of_base}) {
    const rate_split s = split_of_rate(m.fast, in);
    if (!has_number(s.whole.why)) continue;
    long double sum = 0;
    long double slack = 0x1p-60L;
    for (const cell& c : {s.own, s.structure, s.entry, s.exit}) {
      sum += static_cast<long double>(c.value);
      slack += std::fabs(static_cast<long double>(c.value)) * 0x1p-52L;
    }
    slack += std::fabs(static_cast<long double>(s.whole.value)) * 0x1p-52L;
    RC_ASSERT(std::fabs(sum - static_cast<long double>(s.whole.value)) <= slack);
  }
}

RC_GTEST_PROP(RateSplitProperty, WhoStaysNeitherEntersNorLeaves, ()) {
  const rate_split s = split_of_rate(any_members(0).fast, split_unit::of_the_rates);
  RC_ASSERT(s.entry.value == 0);
  RC_ASSERT(s.exit.value == 0);
}

RC_GTEST_PROP(RateSplitProperty, EqualSharesHaveNoStructureEffect, ()) {
  members m = any_members(0);
  for (split_member& one : m.fast) one.current.all = one.base.all * 3;
  RC_ASSERT(std::fabs(split_of_rate(m.fast, split_unit::of_the_rates).structure.value) < 1e-25);
}

RC_GTEST_PROP(RateSplitProperty, ChangesTheSignWithTheOrder, ()) {
  const members m = any_members(3);
  std::vector<split_member> back;
  for (const split_member& one : m.fast) back.push_back({one.base, one.current});
  const rate_split there = split_of_rate(m.fast, split_unit::of_the_rates);
  const rate_split again = split_of_rate(back, split_unit::of_the_rates);
  RC_ASSERT(again.whole.value == -there.whole.value);
  RC_ASSERT(is_close(again.own.value, -there.own.value, 1e-12));
  RC_ASSERT(is_close(again.entry.value, -there.exit.value, 1e-12));
}

}  // namespace
