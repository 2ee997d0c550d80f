#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/share.hpp>

#include "support/instruction_sets.hpp"
#include "support/random_blocks.hpp"
#include "support/random_figures.hpp"
#include "support/reference_statistics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

using namespace zhibiao::test;
using zhibiao::kernels::cell;
using zhibiao::kernels::moments;
using zhibiao::kernels::segment;

namespace kernels = zhibiao::kernels;

std::vector<double> any_column(int places) {
  std::vector<double> figures = any_figures(any_length(), places);
  const bool may_be_negative = *rc::gen::inRange(0, 4) == 1;
  for (double& x : figures) x = may_be_negative ? x : std::fabs(x);
  return figures;
}

RC_GTEST_PROP(ShareProperty, IsThatOfTheTwin, ()) {
  const int places = any_places();
  const std::vector<double> figures = any_column(places);
  const std::vector<double> there = reported(figures);
  const moments m = kernels::moments_of(figures, scale_of(places));
  for (const double x : figures) {
    const cell c = kernels::share(x, m.sum, m.least, scale_of(places));
    RC_ASSERT(agrees(
        c.value, c.why,
        places < 0 ? share<long double>(x, there, places) : share<fraction>(x, there, places),
        places));
  }
}

RC_GTEST_PROP(ShareProperty, AddTo100, ()) {
  const int places = any_places();
  const std::vector<double> figures = any_column(places);
  const moments m = kernels::moments_of(figures, scale_of(places));
  RC_PRE(m.sum > 0 && m.least >= 0);
  long double sum = 0;
  for (const double x : reported(figures)) {
    const double share = kernels::share(x, m.sum, m.least, scale_of(places)).value;
    RC_ASSERT(share >= 0);
    RC_ASSERT(share <= 100);
    sum += static_cast<long double>(share);
  }
  RC_ASSERT(is_close(static_cast<double>(sum), 100));
}

RC_GTEST_PROP(ShareProperty, EveryInstructionSetGivesTheSameBits, ()) {
  const int places = any_places();
  const block values = any_block(any_rows(), any_lanes(), places);
  const auto segments = any_parts(values.rows);
  const auto mask = any_mask(values.figures.size());
  std::vector<double> totals = any_figures(segments.size() * values.lanes, places);
  const std::vector<double> least(totals.size(), 0);
  RC_ASSERT(is_same_on_every_set([&] {
    std::vector<double> out(values.figures.size());
    std::vector<zhibiao::status> why(out.size());
    kernels::segment_shares(view(values), view(mask, values.lanes), segments, values.lanes,
                            scale_of(places), totals, least,
                            {out.data(), why.data(), values.lanes});
    bits digest;
    digest.add(out);
    digest.add(why);
    return digest;
  }));
}

}  // namespace
