#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/gap.hpp>
#include <zhibiao/kernels/instruction_set.hpp>
#include <zhibiao/kernels/quotient.hpp>

#include "support/instruction_sets.hpp"
#include "support/random_figures.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

// Every bulk kernel gives the same bits on every instruction set.

namespace {

using namespace zhibiao::test;
using namespace zhibiao::kernels;
using zhibiao::status;

/// A block within a wider one, and what is in it.
struct any_case {
  int places = any_places();
  block_size size{*rc::gen::inRange<std::size_t>(0, 20), *rc::gen::inRange<std::size_t>(0, 40)};
  std::size_t stride = size.lanes + *rc::gen::element<std::size_t>(0, 0, 1, 5);
  std::size_t out_stride = size.lanes + *rc::gen::element<std::size_t>(0, 0, 3);
  std::size_t cells = size.rows * stride;
  std::vector<double> first = any_figures(cells, places);
  std::vector<double> second = any_figures(cells, places);

  block_view x() const { return {first.data(), stride}; }
  block_view y() const { return {second.data(), stride}; }
  decimal_scale scale() const { return scale_of(places); }
};

/// The bits of what `write` puts into a cell block.
template <class Write>
bits cells_of(const any_case& c, Write write) {
  std::vector<double> values(c.size.rows * c.out_stride);
  std::vector<status> why(values.size());
  write(cell_block{values.data(), why.data(), c.out_stride});
  bits b;
  b.add(values);
  b.add(why);
  return b;
}

RC_GTEST_PROP(InstructionSetProperty, ChangesAreTheSameBits, ()) {
  const any_case c;
  const std::size_t lag = *rc::gen::inRange<std::size_t>(1, 14);
  const double min_base = *rc::gen::element(0.0, 10.0);
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(c, [&](auto out) { difference(c.x(), c.y(), c.size, c.scale(), out); });
  }));
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(
        c, [&](auto out) { percent_change(c.x(), c.y(), c.size, c.scale(), min_base, out); });
  }));
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(c,
                    [&](auto out) { difference_along_rows(c.x(), lag, c.size, c.scale(), out); });
  }));
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(c, [&](auto out) {
      percent_change_along_rows(c.x(), lag, c.size, c.scale(), min_base, out);
    });
  }));
}

RC_GTEST_PROP(InstructionSetProperty, ChangesOfQuotientsAreTheSameBits, ()) {
  const any_case c;
  const std::size_t lag = *rc::gen::inRange<std::size_t>(1, 14);
  const quotient_block q = quotients_of(c.x(), c.scale(), c.y(), c.scale(), {100, 1});
  const quotient_block base = quotients_of(c.y(), c.scale(), c.x(), c.scale(), {100, 1});
  RC_ASSERT(is_same_on_every_set(
      [&] { return cells_of(c, [&](auto out) { value_of(q, c.size, out); }); }));
  RC_ASSERT(is_same_on_every_set(
      [&] { return cells_of(c, [&](auto out) { difference(q, base, c.size, out); }); }));
  RC_ASSERT(is_same_on_every_set(
      [&] { return cells_of(c, [&](auto out) { percent_change(q, base, c.size, 10, out); }); }));
  RC_ASSERT(is_same_on_every_set(
      [&] { return cells_of(c, [&](auto out) { difference_along_rows(q, lag, c.size, out); }); }));
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(c, [&](auto out) { percent_change_along_rows(q, lag, c.size, 10, out); });
  }));
}

RC_GTEST_PROP(InstructionSetProperty, GapsAreTheSameBits, ()) {
  const any_case c;
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<std::uint8_t> open;
  for (std::size_t i = 0; i < c.cells; ++i) {
    const zhibiao::interval target = any_target(c.places);
    lower.push_back(target.lower);
    upper.push_back(target.upper);
    open.push_back(
        static_cast<std::uint8_t>((target.lower_open ? 1 : 0) + (target.upper_open ? 2 : 0)));
  }
  const wanted_block wanted{lower.data(), upper.data(), c.second.data(), open.data(), c.stride};
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(c, [&](auto out) { shortfall(c.x(), wanted, c.size, c.scale(), out); });
  }));
  RC_ASSERT(is_same_on_every_set([&] {
    return cells_of(c, [&](auto out) { completion(c.x(), wanted, c.size, c.scale(), out); });
  }));
  RC_ASSERT(is_same_on_every_set(
      [&] { return cells_of(c, [&](auto out) { verdict(c.x(), wanted, c.size, out); }); }));
}

RC_GTEST_PROP(InstructionSetProperty, SumsAreTheSameBits, ()) {
  const any_case c;
  const auto& [rows, lanes] = c.size;
  std::vector<std::uint8_t> mask;
  for (std::size_t i = 0; i < c.cells; ++i) mask.push_back(*rc::gen::element<std::uint8_t>(0, 1));
  const mask_view some{mask.data(), c.stride};
  const std::vector<segment> segments{{0, rows}, {rows / 3, rows}, {rows, rows}};
  const std::size_t n = segments.size() * lanes;
  RC_ASSERT(is_same_on_every_set([&, lanes = lanes] {
    bits b;
    for (const mask_view taking_part : {mask_view{}, some}) {
      std::vector<double> totals(n);
      std::vector<double> more_totals(n);
      std::vector<std::uint32_t> counted(n);
      segment_sums(c.x(), taking_part, segments, lanes, c.scale(), totals, counted);
      b.add(totals);
      b.add(counted);
      segment_weighted_sums(c.x(), c.y(), taking_part, segments, lanes, c.scale(), c.scale(),
                            totals, counted);
      b.add(totals);
      b.add(counted);
      segment_pair_sums(c.x(), c.y(), taking_part, segments, lanes, c.scale(), c.scale(), totals,
                        more_totals, counted);
      b.add(totals);
      b.add(more_totals);
      b.add(counted);
    }
    return b;
  }));
}

RC_GTEST_PROP(InstructionSetProperty, SumsByGroupAreTheSameBits, ()) {
  const any_case c;
  const std::size_t lanes = c.size.lanes;
  constexpr std::uint32_t group_count = 3;
  std::vector<std::uint32_t> groups;
  for (std::size_t row = 0; row < c.size.rows; ++row) {
    groups.push_back(*rc::gen::inRange<std::uint32_t>(0, group_count));
  }
  RC_ASSERT(is_same_on_every_set([&] {
    std::vector<double> sum(group_count * lanes);
    std::vector<double> lost(group_count * lanes);
    std::vector<std::uint32_t> counted(group_count * lanes);
    const running_sums running{sum.data(), lost.data(), counted.data()};
    add_to_groups(c.x(), {}, groups, lanes, c.scale(), running);
    add_weighted_to_groups(c.x(), c.y(), {}, groups, lanes, c.scale(), c.scale(), running);
    bits b;
    b.add(lost);
    finish_groups(running, sum);
    b.add(sum);
    b.add(counted);
    return b;
  }));
}

}  // namespace
