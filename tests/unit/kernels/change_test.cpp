#include <zhibiao/kernels/change.hpp>

#include "support/block_shapes.hpp"
#include "support/expect_same.hpp"
#include "support/marked_cells.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace {

using zhibiao::exactly;
using zhibiao::interval;
using zhibiao::status;
using zhibiao::kernels::block_view;
using zhibiao::kernels::cell;
using zhibiao::kernels::cell_block;
using zhibiao::kernels::decimal_scale;
using zhibiao::kernels::difference;
using zhibiao::kernels::known_change;
using zhibiao::kernels::loss_change;
using zhibiao::kernels::no_number;
using zhibiao::kernels::percent_change;
using zhibiao::test::block_shape;
using zhibiao::test::block_shapes;
using zhibiao::test::expect_same;
using zhibiao::test::figures_for;
using zhibiao::test::is_same;
using zhibiao::test::marked_cells;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr decimal_scale units{1, true};
constexpr decimal_scale tenths{10, true};

struct change_row {
  const char* rule;
  double current;
  double base;
  double value;
  status why;
  decimal_scale scale{};
  double min_base = 0;
};

TEST(Difference, IsANumberWithAReason) {
  const change_row rows[] = {
      {"rise", 98, 96, 2, status::ok},
      {"fall", 96, 98, -2, status::ok},
      {"rates in points", 78.1, 76.9, 1.2, status::ok, tenths},
      {"decimals leave nothing behind", 0.3, 0.2, 0.1, status::ok, tenths},
      {"base zero is no obstacle", 12, 0, 12, status::ok},
      {"negative base is no obstacle", 264, -2646, 2910, status::ok},
      {"no change", 5, 5, 0, status::ok},
      {"never -0", -0.0, 0, 0, status::ok},
      {"current missing", no_number, 5, no_number, status::not_reported},
      {"base missing", 5, no_number, no_number, status::base_not_reported},
      {"both missing: current first", no_number, no_number, no_number, status::not_reported},
      {"too large", largest, -largest, no_number, status::overflow},
  };
  for (const change_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = difference(row.current, row.base, row.scale);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
  }
}

const std::vector<change_row>& percent_rows() {
  static const std::vector<change_row> rows = {
      {"positive base, rise", 108, 100, 8, status::ok},
      {"positive base, fall", 90, 100, -10, status::ok},
      {"positive base, fall to zero", 0, 100, -100, status::ok},
      {"positive base, no change", 100, 100, 0, status::ok},
      {"positive base, negative current", -1, 100, no_number, status::turned_negative},
      {"zero base, zero current", 0, 0, no_number, status::both_zero},
      {"zero base, -0 current", -0.0, 0, no_number, status::both_zero},
      {"zero base, positive current", 5, 0, no_number, status::base_zero},
      {"zero base, negative current", -5, 0, no_number, status::base_zero},
      {"-0 base", 5, -0.0, no_number, status::base_zero},
      {"negative base, positive current", 264, -2646, no_number, status::turned_positive},
      {"negative base, zero current", 0, -5, no_number, status::turned_positive},
      {"negative base, smaller loss", -3, -5, no_number, status::loss_narrowed},
      {"negative base, larger loss", -8, -5, no_number, status::loss_widened},
      {"negative base, same loss: 0 and not -0", -5, -5, 0, status::ok},
      {"current missing", no_number, 100, no_number, status::not_reported},
      {"base missing", 100, no_number, no_number, status::base_not_reported},
      {"both missing: current first", no_number, no_number, no_number, status::not_reported},
      {"current missing before base zero", no_number, 0, no_number, status::not_reported},
      {"base missing before sign", -1, no_number, no_number, status::base_not_reported},
      {"base below the minimum", 12, 8, 50, status::small_base, {}, 10},
      {"base at the minimum", 15, 10, 50, status::ok, {}, 10},
      {"sign before small base", -1, 8, no_number, status::turned_negative, {}, 10},
      {"no small base on a negative one", -8, -8, 0, status::ok, {}, 10},
      {"too large", largest, 0.5, no_number, status::overflow},
      {"overflow before small base", largest, 0.5, no_number, status::overflow, {}, 10},
      {"sign before overflow", -largest, 5e-324, no_number, status::turned_negative},
      {"decimals are exact", 0.3, 0.2, 50, status::ok, tenths},
      {"whole numbers", 3, 8, -62.5, status::ok, units},
      {"infinite figures have no rate", infinity, infinity, no_number, status::overflow},
      {"nor do they fall", -infinity, -infinity, no_number, status::overflow},
  };
  return rows;
}

TEST(PercentChange, FollowsTheStatusTable) {
  for (const change_row& row : percent_rows()) {
    SCOPED_TRACE(row.rule);
    const cell c = percent_change(row.current, row.base, row.scale, row.min_base);
    expect_same(c.value, row.value);
    EXPECT_EQ(c.why, row.why);
  }
}

TEST(PercentChange, IsTheSameInBulkAtAnyLength) {
  for (const change_row& row : percent_rows()) {
    SCOPED_TRACE(row.rule);
    for (const std::size_t n : {0u, 1u, 2u, 3u, 7u, 8u, 63u, 64u, 65u, 129u}) {
      const std::vector<double> current(n, row.current);
      const std::vector<double> base(n, row.base);
      std::vector<double> out(n, 17);
      std::vector<status> why(n, status::suppressed);
      percent_change(current, base, row.scale, row.min_base, out, why);
      for (std::size_t i = 0; i < n; ++i) {
        expect_same(out[i], row.value);
        EXPECT_EQ(why[i], row.why);
      }
    }
  }
}

/// A change of one cell, of a block and along rows, under one name.
struct change_kernel {
  const char* name;
  cell (*of_cells)(double current, double base);
  void (*of_blocks)(block_view current, block_view base, const block_shape& shape, cell_block out);
  void (*along_rows)(block_view figures, std::size_t lag, const block_shape& shape, cell_block out);
};

constexpr double min_base = 6;

const change_kernel change_kernels[] = {
    {"difference", [](double x, double b) { return difference(x, b); },
     [](block_view x, block_view b, const block_shape& shape, cell_block out) {
       difference(x, b, shape.size, {}, out);
     },
     [](block_view x, std::size_t lag, const block_shape& shape, cell_block out) {
       difference_along_rows(x, lag, shape.size, {}, out);
     }},
    {"difference of decimals", [](double x, double b) { return difference(x, b, tenths); },
     [](block_view x, block_view b, const block_shape& shape, cell_block out) {
       difference(x, b, shape.size, tenths, out);
     },
     [](block_view x, std::size_t lag, const block_shape& shape, cell_block out) {
       difference_along_rows(x, lag, shape.size, tenths, out);
     }},
    {"percent change", [](double x, double b) { return percent_change(x, b); },
     [](block_view x, block_view b, const block_shape& shape, cell_block out) {
       percent_change(x, b, shape.size, {}, 0, out);
     },
     [](block_view x, std::size_t lag, const block_shape& shape, cell_block out) {
       percent_change_along_rows(x, lag, shape.size, {}, 0, out);
     }},
    {"percent change of decimals",
     [](double x, double b) { return percent_change(x, b, tenths, min_base); },
     [](block_view x, block_view b, const block_shape& shape, cell_block out) {
       percent_change(x, b, shape.size, tenths, min_base, out);
     },
     [](block_view x, std::size_t lag, const block_shape& shape, cell_block out) {
       percent_change_along_rows(x, lag, shape.size, tenths, min_base, out);
     }},
};

TEST(ChangeOfBlocks, IsThatOfTheirCellsAndNothingElseIsWritten) {
  for (const change_kernel& kernel : change_kernels) {
    for (const block_shape& shape : block_shapes()) {
      const std::vector<double> current = figures_for(shape);
      const std::vector<double> base = figures_for(shape, 3);
      marked_cells out(shape.size, shape.out_stride);
      kernel.of_blocks({current.data(), shape.stride}, {base.data(), shape.stride}, shape,
                       out.view());
      ASSERT_TRUE(out.keeps_marks()) << kernel.name;
      for (std::size_t row = 0; row < shape.size.rows; ++row) {
        for (std::size_t lane = 0; lane < shape.size.lanes; ++lane) {
          const std::size_t i = row * shape.stride + lane;
          ASSERT_TRUE(is_same(out.at(row, lane), kernel.of_cells(current[i], base[i])))
              << kernel.name << ", " << shape.size.lanes << " lanes, row " << row << ", lane "
              << lane;
        }
      }
    }
  }
}

TEST(ChangeAlongRows, HasNoBaseInTheFirstLanes) {
  for (const change_kernel& kernel : change_kernels) {
    for (const block_shape& shape : block_shapes()) {
      const std::vector<double> figures = figures_for(shape);
      const std::size_t lanes = shape.size.lanes;
      for (const std::size_t lag : {std::size_t{1}, lanes / 2 + 1, lanes - 1, lanes, lanes + 3}) {
        marked_cells out(shape.size, shape.out_stride);
        kernel.along_rows({figures.data(), shape.stride}, lag, shape, out.view());
        ASSERT_TRUE(out.keeps_marks()) << kernel.name;
        for (std::size_t row = 0; row < shape.size.rows; ++row) {
          for (std::size_t lane = 0; lane < lanes; ++lane) {
            const std::size_t i = row * shape.stride + lane;
            const double base = lane < lag ? no_number : figures[i - lag];
            ASSERT_TRUE(is_same(out.at(row, lane), kernel.of_cells(figures[i], base)))
                << kernel.name << ", " << lanes << " lanes, lag " << lag << ", row " << row
                << ", lane " << lane;
          }
        }
      }
    }
  }
}

TEST(ChangeAlongRows, SaysWhatIsMissing) {
  const double figures[] = {10, 12, no_number, no_number, 15, 20};
  double values[6];
  status why[6];
  percent_change_along_rows({figures, 3}, 1, {2, 3}, units, 0, {values, why, 3});
  const status expected[] = {status::base_not_reported, status::ok,
                             status::not_reported,      status::not_reported,
                             status::base_not_reported, status::ok};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(why[i], expected[i]) << i;
  expect_same(values[0], no_number);
  expect_same(values[1], 20);
  expect_same(values[5], 100.0 / 3);
}

struct known_row {
  const char* rule;
  interval current;
  interval base;
  interval known;
  status why = status::bounded;
  double min_base = 0;
};

constexpr interval nothing{no_number, no_number};
constexpr interval open(double lower, double upper) { return {lower, upper, true, true}; }
constexpr interval at_least(double x) { return {x, infinity, false, true}; }
constexpr interval at_most(double x) { return {-infinity, x, true, false}; }

TEST(KnownDifference, SubtractsOppositeEnds) {
  const known_row rows[] = {
      {"rate of 98 or more against 96", {98, 100}, exactly(96), {2, 4}},
      {"exact figures", exactly(98), exactly(96), exactly(2)},
      {"both inexact", {10, 12}, {3, 5}, {5, 9}},
      {"open ends are carried", open(10, 12), {3, 5}, open(5, 9)},
      {"each from the end it comes from",
       {10, 12, true, false},
       {3, 5, true, false},
       {5, 9, true, true}},
      {"at least", at_least(10), {3, 5}, at_least(5)},
      {"against at least", {10, 12}, at_least(3), at_most(9)},
      {"an infinite end is open", {10, infinity}, {3, 5}, at_least(5)},
      {"nothing known", {}, exactly(3), open(-infinity, infinity)},
      {"current missing", exactly(no_number), exactly(3), nothing},
      {"base missing", exactly(3), exactly(no_number), nothing},
      {"exact but too large", exactly(largest), exactly(-largest), nothing},
      {"an end too large stays on its side", {largest, infinity}, {-largest, 0}, at_least(largest)},
  };
  for (const known_row& row : rows) {
    SCOPED_TRACE(row.rule);
    expect_same(difference(row.current, row.base), row.known);
  }
}

TEST(KnownDifference, IsExactOnDecimals) {
  expect_same(difference({0.3, 0.4}, exactly(0.2), tenths), {0.1, 0.2});
}

TEST(KnownPercentChange, HoldsWhateverTheFiguresAre) {
  const known_row rows[] = {
      {"both exact", exactly(108), exactly(100), exactly(8), status::ok},
      {"both exact, small base", exactly(12), exactly(8), exactly(50), status::small_base, 10},
      {"both exact, no number", exactly(1), exactly(-1), nothing, status::turned_positive},
      {"same loss", exactly(-5), exactly(-5), exactly(0), status::ok},
      {"current inexact", {110, 120}, exactly(100), {10, 20}},
      {"base inexact", exactly(120), {80, 100}, {20, 50}},
      {"open ends are carried", open(110, 120), exactly(100), open(10, 20)},
      {"open ends of the base", exactly(120), {80, 100, true, false}, {20, 50, false, true}},
      {"at least", at_least(110), exactly(100), at_least(10)},
      {"base only bounded below", {110, 120}, {100, infinity}, {-100, 20, true, false}},
      {"base down to zero", {110, 120}, {0, 100, true, false}, at_least(10)},
      {"fall to zero on any base", exactly(0), {80, 100}, exactly(-100), status::ok},
      {"fall to zero on an open base", exactly(0), open(80, 100), exactly(-100), status::ok},
      {"fall to zero on a small base", exactly(0), {2, 4}, exactly(-100), status::small_base, 10},
      {"-100 is reached with 0", {0, 50}, open(0, 100), {-100, infinity, false, true}},
      {"-100 is not reached without it", {0, 50, true, false}, {50, 100}, {-100, 0, true, false}},
      {"a small base does not show beside bounds",
       {12, 16},
       exactly(8),
       {50, 100},
       status::bounded,
       10},
      {"surely negative on a positive base", {-5, -3}, {1, 2}, nothing, status::turned_negative},
      {"below zero, not at it", {-5, 0, false, true}, {1, 2}, nothing, status::turned_negative},
      {"perhaps negative", {-5, 3}, {1, 2}, nothing, status::undetermined},
      {"perhaps zero base", {1, 2}, {0, 2}, nothing, status::undetermined},
      {"zero base, not zero", {1, 2}, exactly(0), nothing, status::base_zero},
      {"zero base, below zero", {-2, 0, false, true}, exactly(0), nothing, status::base_zero},
      {"zero base, perhaps zero", {0, 2}, exactly(0), nothing, status::undetermined},
      {"negative base, not negative", {0, 2}, {-5, -3}, nothing, status::turned_positive},
      {"negative base, smaller loss", {-2, -1}, {-5, -3}, nothing, status::loss_narrowed},
      {"negative base, smaller loss up to zero",
       {-2, 0, false, true},
       {-5, -3},
       nothing,
       status::loss_narrowed},
      {"negative base, larger loss", {-9, -6}, {-5, -3}, nothing, status::loss_widened},
      {"touching at an end that does not belong",
       {-9, -5, false, true},
       {-5, -3},
       nothing,
       status::loss_widened},
      {"touching at an end that belongs", {-9, -5}, {-5, -3}, nothing, status::undetermined},
      {"losses that overlap", {-9, -4}, {-5, -3}, nothing, status::undetermined},
      {"smaller loss or none", {-2, 1}, {-5, -3}, nothing, status::undetermined},
      {"current missing", exactly(no_number), {1, 2}, nothing, status::not_reported},
      {"base missing", {1, 2}, exactly(no_number), nothing, status::base_not_reported},
      {"both missing", exactly(no_number), exactly(no_number), nothing, status::not_reported},
      {"all rates too large", at_least(largest), exactly(0.5), nothing, status::overflow},
      {"upper rate too large", {1, largest}, exactly(0.5), at_least(100)},
  };
  for (const known_row& row : rows) {
    SCOPED_TRACE(row.rule);
    const known_change c = percent_change(row.current, row.base, {}, row.min_base);
    expect_same(c.known, row.known);
    EXPECT_EQ(c.why, row.why) << name(c.why);
  }
}

TEST(LossChange, IsHeldAgainstTheSizeOfTheLoss) {
  EXPECT_EQ(loss_change(-90, -100).value, 10);
  EXPECT_EQ(loss_change(-110, -100).value, 10);
  EXPECT_EQ(loss_change(-100, -100).value, 0);
  EXPECT_EQ(loss_change(-100, 100).why, status::out_of_domain);
  EXPECT_EQ(loss_change(0, -100).why, status::out_of_domain);
  EXPECT_EQ(loss_change(no_number, -100).why, status::not_reported);
  EXPECT_EQ(loss_change(-100, no_number).why, status::base_not_reported);
}

}  // namespace
