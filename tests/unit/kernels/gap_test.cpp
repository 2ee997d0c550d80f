#include <zhibiao/kernels/gap.hpp>

#include "support/block_shapes.hpp"
#include "support/expect_same.hpp"
#include "support/marked_cells.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::exactly;
using zhibiao::interval;
using zhibiao::status;
using zhibiao::kernels::block_view;
using zhibiao::kernels::cell;
using zhibiao::kernels::cell_block;
using zhibiao::kernels::completion;
using zhibiao::kernels::decimal_scale;
using zhibiao::kernels::no_number;
using zhibiao::kernels::shortfall;
using zhibiao::kernels::verdict;
using zhibiao::kernels::wanted_block;
using zhibiao::kernels::wanted_span;
using zhibiao::test::block_shape;
using zhibiao::test::block_shapes;
using zhibiao::test::expect_same;
using zhibiao::test::figures_for;
using zhibiao::test::is_same;
using zhibiao::test::marked_cells;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr decimal_scale tenths{10, true};
constexpr interval nothing{no_number, no_number};
constexpr interval nowhere{3, 2};

constexpr interval at_least(double x) { return {x, infinity, false, true}; }
constexpr interval more_than(double x) { return {x, infinity, true, true}; }
constexpr interval at_most(double x) { return {-infinity, x, true, false}; }
constexpr interval less_than(double x) { return {-infinity, x, true, true}; }
constexpr interval open(double lower, double upper) { return {lower, upper, true, true}; }

struct gap_row {
  const char* rule;
  double x;
  interval wanted;
  double value;
  status why = status::ok;
  double base = no_number;
  decimal_scale scale{};
};

/// Runs the bulk kernel on a run of equal cells of every length around a strip.
template <class Kernel>
void expect_in_bulk(const gap_row& row, Kernel kernel) {
  for (const std::size_t n : {0u, 1u, 2u, 3u, 8u, 63u, 64u, 67u}) {
    const std::vector<double> x(n, row.x);
    const std::vector<double> lower(n, row.wanted.lower);
    const std::vector<double> upper(n, row.wanted.upper);
    const std::vector<double> base(n, row.base);
    const int ends = (row.wanted.lower_open ? 1 : 0) + (row.wanted.upper_open ? 2 : 0);
    const std::vector<std::uint8_t> bits(n, static_cast<std::uint8_t>(ends));
    std::vector<double> out(n, 17);
    std::vector<status> why(n, status::suppressed);
    kernel(std::span(x), wanted_span{lower, upper, base, bits}, std::span(out), std::span(why));
    for (std::size_t i = 0; i < n; ++i) {
      expect_same(out[i], row.value);
      EXPECT_EQ(why[i], row.why);
    }
  }
}

TEST(Shortfall, IsWhatIsMissing) {
  const gap_row rows[] = {
      {"at least, missed", 97, at_least(98), 1},
      {"at least, met", 98, at_least(98), 0},
      {"at least, exceeded", 100, at_least(98), -2},
      {"more than counts from the same bound", 97, more_than(98), 1},
      {"at most, missed", 3, at_most(0), 3},
      {"at most, met", 0, at_most(0), 0},
      {"at most, kept well", 2, at_most(5), -3},
      {"range, below", 1, {2, 4}, 1},
      {"range, above", 7, {2, 4}, 3},
      {"range, inside", 3, {2, 4}, 0},
      {"range, at a bound", 2, {2, 4}, 0},
      {"single value", 7, exactly(5), 2},
      {"decimals leave nothing behind", 97.7, at_least(97.8), 0.1, status::ok, no_number, tenths},
      {"never -0", 0, at_least(-0.0), 0},
      {"negative target", -7, at_least(-5), 2},
      {"figure missing", no_number, at_least(98), no_number, status::not_reported},
      {"figure missing before target", no_number, exactly(no_number), no_number,
       status::not_reported},
      {"no target", 97, exactly(no_number), no_number, status::no_target},
      {"half a target", 97, {no_number, infinity}, no_number, status::no_target},
      {"a target of everything", 97, open(-infinity, infinity), no_number, status::no_target},
      {"a target of nothing", 97, nowhere, no_number, status::no_target},
      {"too large", -largest, at_least(largest), no_number, status::overflow},
  };
  for (const gap_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = shortfall(row.x, row.wanted, row.scale);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
    expect_in_bulk(row, [&](auto x, const auto& wanted, auto out, auto why) {
      shortfall(x, wanted, row.scale, out, why);
    });
  }
}

TEST(Completion, IsAShareOfTheWayToTheTarget) {
  const gap_row rows[] = {
      {"at least, from zero", 45, at_least(60), 75},
      {"at least, met", 60, at_least(60), 100},
      {"at least, exceeded", 90, at_least(60), 150},
      {"at least, nothing done", 0, at_least(60), 0},
      {"at least, negative figure", -6, at_least(60), -10},
      {"at least zero is undefined", 5, at_least(0), no_number, status::out_of_domain},
      {"at least a negative is undefined", 5, at_least(-1), no_number, status::out_of_domain},
      {"at least, from a base", 90, at_least(100), 50, status::ok, 80},
      {"at least, back behind the base", 70, at_least(100), -50, status::ok, 80},
      {"at least zero, from a base", -5, at_least(0), 50, status::ok, -10},
      {"base at the target", 90, at_least(100), no_number, status::out_of_domain, 100},
      {"base beyond the target", 130, at_least(100), no_number, status::out_of_domain, 120},
      {"at most, half of it", 5, at_most(10), 150},
      {"at most, all of it", 10, at_most(10), 100},
      {"at most, finite at zero", 0, at_most(10), 200},
      {"at most, twice", 20, at_most(10), 0},
      {"at most, far over", 30, at_most(10), -100},
      {"at most zero, kept", 0, at_most(0), 100},
      {"at most zero, more than kept", -1, at_most(0), 100},
      {"at most zero, broken", 1, at_most(0), 0},
      {"at most -0", 0, at_most(-0.0), 100},
      {"at most a negative is undefined", -5, at_most(-1), no_number, status::out_of_domain},
      {"at most, from a base", 30, at_most(20), 50, status::ok, 40},
      {"at most, at the base: never -0", 40, at_most(20), 0, status::ok, 40},
      {"at most zero, from a base", 10, at_most(0), 75, status::ok, 40},
      {"at most a negative, from a base", 0, at_most(-10), 50, status::ok, 10},
      {"at most, base at the target", 5, at_most(10), no_number, status::out_of_domain, 10},
      {"at most, base beyond the target", 5, at_most(10), no_number, status::out_of_domain, 8},
      {"range, inside", 3, {2, 4}, 100},
      {"range, at a bound", 4, {2, 4}, 100},
      {"range, half a width off", 5, {2, 4}, 50},
      {"range, a width off", 0, {2, 4}, 0},
      {"range, further off", 9, {2, 4}, 0},
      {"range does not count from the base", 5, {2, 4}, 50, status::ok, 9},
      {"single value, met", 8, exactly(8), 100},
      {"single value, its magnitude is the width", 10, exactly(8), 75},
      {"single negative value", -10, exactly(-8), 75},
      {"single zero, met", 0, exactly(0), 100},
      {"single zero, missed", 1, exactly(0), 0},
      {"decimals are exact", 0.3, at_least(0.6), 50, status::ok, no_number, tenths},
      {"decimals from a base", 0.3, at_least(0.4), 50, status::ok, 0.2, tenths},
      {"figure missing", no_number, at_least(60), no_number, status::not_reported},
      {"figure missing, at most zero", no_number, at_most(0), no_number, status::not_reported},
      {"figure missing, range", no_number, {2, 4}, no_number, status::not_reported},
      {"figure missing before target", no_number, exactly(no_number), no_number,
       status::not_reported},
      {"no target", 5, exactly(no_number), no_number, status::no_target},
      {"no target before base", 5, exactly(no_number), no_number, status::no_target, 3},
      {"a target of everything", 5, open(-infinity, infinity), no_number, status::no_target},
      {"a target of nothing", 5, nowhere, no_number, status::no_target},
      {"too large", largest, at_least(0.5), no_number, status::overflow},
  };
  for (const gap_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = completion(row.x, row.wanted, row.base, row.scale);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
    expect_in_bulk(row, [&](auto x, const auto& wanted, auto out, auto why) {
      completion(x, wanted, row.scale, out, why);
    });
  }
}

TEST(Verdict, ComparesAtFullPrecision) {
  const gap_row rows[] = {
      {"at least, met at the bound", 98, at_least(98), 1},
      {"at least, missed by what rounding would hide", 97.96, at_least(98), 0},
      {"at least, exceeded", 99, at_least(98), 1},
      {"more than, at the bound", 98, more_than(98), 0},
      {"more than, above", 98.5, more_than(98), 1},
      {"at most, met at the bound", 0, at_most(0), 1},
      {"at most, missed", 1, at_most(0), 0},
      {"less than, at the bound", 5, less_than(5), 0},
      {"less than, below", 4, less_than(5), 1},
      {"range, inside", 3, {2, 4}, 1},
      {"range, at its bounds", 4, {2, 4}, 1},
      {"open range, at its bounds", 4, open(2, 4), 0},
      {"range, outside", 5, {2, 4}, 0},
      {"single value", 5, exactly(5), 1},
      {"figure missing", no_number, at_least(98), no_number, status::not_reported},
      {"figure missing before target", no_number, exactly(no_number), no_number,
       status::not_reported},
      {"no target", 5, exactly(no_number), no_number, status::no_target},
      {"a target of everything", 5, open(-infinity, infinity), no_number, status::no_target},
      {"a target of nothing", 5, nowhere, no_number, status::no_target},
  };
  for (const gap_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = verdict(row.x, row.wanted);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
    const cell known = verdict(exactly(row.x), row.wanted);
    expect_same(known.value, row.value);
    EXPECT_EQ(known.why, row.why);
    expect_in_bulk(
        row, [&](auto x, const auto& wanted, auto out, auto why) { verdict(x, wanted, out, why); });
  }
}

struct known_row {
  const char* rule;
  interval known;
  interval wanted;
  interval result;
  double base = no_number;
};

TEST(KnownVerdict, IsThreeValued) {
  const struct {
    const char* rule;
    interval known;
    interval wanted;
    double value;
    status why = status::ok;
  } rows[] = {
      {"98 or more meets 98", at_least(98), at_least(98), 1},
      {"98 to 100 meets 98", {98, 100}, at_least(98), 1},
      {"98 or more leaves 99 open", at_least(98), at_least(99), no_number, status::undetermined},
      {"below 98 misses it", less_than(98), at_least(98), 0},
      {"at most 98 may meet it", at_most(98), at_least(98), no_number, status::undetermined},
      {"more than 98 meets more than 98", more_than(98), more_than(98), 1},
      {"98 or more may not be more than 98", at_least(98), more_than(98), no_number,
       status::undetermined},
      {"at most 98 is not more than 98", at_most(98), more_than(98), 0},
      {"at most 5 meets at most 5", at_most(5), at_most(5), 1},
      {"more than 5 misses at most 5", more_than(5), at_most(5), 0},
      {"at most 5 may not be less than 5", at_most(5), less_than(5), no_number,
       status::undetermined},
      {"inside a range", {2, 3}, {2, 4}, 1},
      {"outside a range", {5, 6}, {2, 4}, 0},
      {"across the bound of a range", {3, 5}, {2, 4}, no_number, status::undetermined},
      {"a missing end counts as one however it is marked", {98, infinity}, at_least(98), 1},
      {"nothing known", {}, at_least(98), no_number, status::undetermined},
      {"figure missing", exactly(no_number), at_least(98), no_number, status::not_reported},
      {"no target", {1, 2}, exactly(no_number), no_number, status::no_target},
      {"figure missing before target", exactly(no_number), exactly(no_number), no_number,
       status::not_reported},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = verdict(row.known, row.wanted);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
  }
}

TEST(KnownShortfall, HoldsForEveryMember) {
  const known_row rows[] = {
      {"at least", {97, 99}, at_least(98), {-1, 1}},
      {"at least, open ends change sides",
       {97, 99, true, false},
       at_least(98),
       {-1, 1, false, true}},
      {"at least 98 against 99", at_least(98), at_least(99), at_most(1)},
      {"at most", {3, 5}, at_most(4), {-1, 1}},
      {"at most, unbounded", at_least(3), at_most(4), at_least(-1)},
      {"range, across", {1, 7}, {2, 4}, {0, 3}},
      {"range, inside", open(2, 4), {2, 4}, exactly(0)},
      {"range, below", {0, 1, true, false}, {2, 4}, {1, 2, false, true}},
      {"range, touched from outside", {4, 7, true, false}, {2, 4}, {0, 3, true, false}},
      {"range, touched and reached", {4, 7}, {2, 4}, {0, 3}},
      {"range, both ends as far off", {1, 5, true, false}, {2, 4}, {0, 1}},
      {"range, nothing known", {}, {2, 4}, at_least(0)},
      {"range, unbounded above", at_least(3), {2, 4}, at_least(0)},
      {"exact", exactly(97), at_least(98), exactly(1)},
      {"figure missing", exactly(no_number), at_least(98), nothing},
      {"no target", {1, 2}, exactly(no_number), nothing},
      {"exact but too large", exactly(-largest), at_least(largest), nothing},
      {"an end too large stays on its side",
       {-infinity, -largest},
       at_least(largest),
       more_than(largest)},
  };
  for (const known_row& row : rows) {
    SCOPED_TRACE(row.rule);
    expect_same(shortfall(row.known, row.wanted), row.result);
  }
}

TEST(KnownCompletion, HoldsForEveryMember) {
  const known_row rows[] = {
      {"at least", {45, 60}, at_least(60), {75, 100}},
      {"at least, open ends stay", {45, 60, true, false}, at_least(60), {75, 100, true, false}},
      {"at least, unbounded", at_least(45), at_least(60), at_least(75)},
      {"at least, unbounded below", at_most(45), at_least(60), at_most(75)},
      {"at least, from a base", {85, 90}, at_least(100), {25, 50}, 80},
      {"at most", {5, 10}, at_most(10), {100, 150}},
      {"at most, open ends change sides",
       {5, 10, true, false},
       at_most(10),
       {100, 150, false, true}},
      {"at most, unbounded", at_least(5), at_most(10), at_most(150)},
      {"at most, from a base", {25, 30}, at_most(20), {50, 75}, 40},
      {"at most zero, kept", at_most(0), at_most(0), exactly(100)},
      {"at most zero, broken", more_than(0), at_most(0), exactly(0)},
      {"at most zero, either", at_least(0), at_most(0), {0, 100}},
      {"at most zero, from a base", {10, 20}, at_most(0), {50, 75}, 40},
      {"range, inside", open(2, 4), {2, 4}, exactly(100)},
      {"range, across", {3, 5, false, true}, {2, 4}, {50, 100, true, false}},
      {"range, outside", {4.5, 5}, {2, 4}, {50, 75}},
      {"range, touched from outside", {4, 5, true, false}, {2, 4}, {50, 100, false, true}},
      {"range, far off", {10, 20}, {2, 4}, exactly(0)},
      {"range, unbounded", at_least(3), {2, 4}, {0, 100}},
      {"range, nothing known", {}, {2, 4}, {0, 100}},
      {"exact", exactly(45), at_least(60), exactly(75)},
      {"figure missing", exactly(no_number), at_least(60), nothing},
      {"no target", {1, 2}, exactly(no_number), nothing},
      {"undefined", {1, 2}, at_least(0), nothing},
      {"base at the target", {1, 2}, at_least(60), nothing, 60},
  };
  for (const known_row& row : rows) {
    SCOPED_TRACE(row.rule);
    expect_same(completion(row.known, row.wanted, row.base), row.result);
  }
}

TEST(CompletionOfAnInterval, WhollyBeyondTheWidthIsZeroAndReached) {
  EXPECT_EQ(completion(interval{20, 30, true, true}, {1, 6}, no_number), exactly(0));
}

struct gap_kernel {
  const char* name;
  cell (*of_cells)(double x, const interval& wanted, double base);
  void (*of_blocks)(block_view x, const wanted_block& wanted, const block_shape& shape,
                    cell_block out);
};

const gap_kernel gap_kernels[] = {
    {"shortfall", [](double x, const interval& wanted, double) { return shortfall(x, wanted); },
     [](block_view x, const wanted_block& wanted, const block_shape& shape, cell_block out) {
       shortfall(x, wanted, shape.size, {}, out);
     }},
    {"shortfall of decimals",
     [](double x, const interval& wanted, double) { return shortfall(x, wanted, tenths); },
     [](block_view x, const wanted_block& wanted, const block_shape& shape, cell_block out) {
       shortfall(x, wanted, shape.size, tenths, out);
     }},
    {"completion",
     [](double x, const interval& wanted, double base) { return completion(x, wanted, base); },
     [](block_view x, const wanted_block& wanted, const block_shape& shape, cell_block out) {
       completion(x, wanted, shape.size, {}, out);
     }},
    {"completion of decimals",
     [](double x, const interval& wanted, double base) {
       return completion(x, wanted, base, tenths);
     },
     [](block_view x, const wanted_block& wanted, const block_shape& shape, cell_block out) {
       completion(x, wanted, shape.size, tenths, out);
     }},
    {"verdict", [](double x, const interval& wanted, double) { return verdict(x, wanted); },
     [](block_view x, const wanted_block& wanted, const block_shape& shape, cell_block out) {
       verdict(x, wanted, shape.size, out);
     }},
};

/// Targets of every kind in turn.
struct target_block {
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> base;
  std::vector<std::uint8_t> ends;

  explicit target_block(std::size_t n) {
    const interval kinds[] = {at_least(5), more_than(5), at_most(12.5), less_than(0),
                              {3, 100},    open(-3, 61), exactly(7),    exactly(no_number)};
    for (std::size_t i = 0; i < n; ++i) {
      const interval& kind = kinds[i * 3 % 8];
      lower.push_back(kind.lower);
      upper.push_back(kind.upper);
      base.push_back(i % 5 == 0 ? 1.5 : no_number);
      ends.push_back(
          static_cast<std::uint8_t>((kind.lower_open ? 1 : 0) + (kind.upper_open ? 2 : 0)));
    }
  }

  wanted_block view(std::size_t stride) const {
    return {lower.data(), upper.data(), base.data(), ends.data(), stride};
  }
  interval at(std::size_t i) const {
    return {lower[i], upper[i], (ends[i] & 1) != 0, (ends[i] & 2) != 0};
  }
};

TEST(GapOfBlocks, IsThatOfTheirCellsAndNothingElseIsWritten) {
  for (const gap_kernel& kernel : gap_kernels) {
    for (const block_shape& shape : block_shapes()) {
      const std::vector<double> x = figures_for(shape);
      const auto& [rows, lanes] = shape.size;
      // Targets of their own for each area, or the same ones for all.
      for (const std::size_t stride : {shape.stride, std::size_t{0}}) {
        const target_block wanted(rows == 0 ? 0 : (rows - 1) * stride + lanes);
        marked_cells out(shape.size, shape.out_stride);
        kernel.of_blocks({x.data(), shape.stride}, wanted.view(stride), shape, out.view());
        ASSERT_TRUE(out.keeps_marks()) << kernel.name;
        for (std::size_t row = 0; row < rows; ++row) {
          for (std::size_t lane = 0; lane < lanes; ++lane) {
            const std::size_t i = row * stride + lane;
            const cell expected =
                kernel.of_cells(x[row * shape.stride + lane], wanted.at(i), wanted.base[i]);
            ASSERT_TRUE(is_same(out.at(row, lane), expected))
                << kernel.name << ", " << lanes << " lanes, row " << row << ", lane " << lane;
          }
        }
      }
    }
  }
}

}  // namespace
