#include <zhibiao/kernels/quotient.hpp>

#include "support/block_shapes.hpp"
#include "support/expect_same.hpp"
#include "support/marked_cells.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <vector>

namespace zhibiao::kernels {
namespace {

constexpr decimal_scale whole_numbers{1, true};
constexpr ratio in_percent{100, 1};
constexpr double largest = std::numeric_limits<double>::max();

quotient rate(double numerator, double denominator) {
  return quotient_of(numerator, whole_numbers, denominator, whole_numbers, in_percent);
}

TEST(Quotient, ValueIsRoundedOnce) {
  EXPECT_EQ(value_of(rate(25, 32)).value, 78.125);
  EXPECT_EQ(value_of(rate(1603, 2000)).value, 80.15);
}

TEST(Quotient, OfNothingIsOutOfDomain) {
  EXPECT_EQ(value_of(rate(1, 0)).why, status::out_of_domain);
  EXPECT_EQ(value_of(rate(0, 0)).why, status::out_of_domain);
}

TEST(Quotient, FactorAndScalesAreExact) {
  // 4.5万元 for 3 persons: 15000 yuan a person.
  const quotient q = quotient_of(45, {10, true}, 3, whole_numbers, {10000, 1});
  EXPECT_EQ(value_of(q).value, 15000);
}

TEST(Quotient, DifferenceOfRatesIsTheDecimalOne) {
  // The rounded quotients differ by 0.2 less a rest in the last digits.
  EXPECT_NE(78.1 - 77.9, 0.2);
  EXPECT_EQ(difference(rate(781, 1000), rate(779, 1000)).value, 0.2);
  EXPECT_EQ(difference(rate(1603, 2000), rate(1598, 2000)).value, 0.25);
  EXPECT_EQ(difference(rate(1, 3), rate(1, 3)).value, 0);
}

TEST(Quotient, ChangeOfMeansIsTheDecimalOne) {
  EXPECT_EQ(percent_change(rate(4, 3), rate(3, 3)).value, 100.0 / 3);
  EXPECT_EQ(percent_change(rate(449, 300), rate(400, 300)).value, 12.25);
  EXPECT_EQ(percent_change(rate(7, 7), rate(7, 7)).value, 0);
}

TEST(Quotient, ChangeKeepsTheStatusTable) {
  EXPECT_EQ(percent_change(rate(1, 3), rate(0, 3)).why, status::base_zero);
  EXPECT_EQ(percent_change(rate(0, 3), rate(0, 3)).why, status::both_zero);
  EXPECT_EQ(percent_change(rate(1, 3), rate(-1, 3)).why, status::turned_positive);
  EXPECT_EQ(percent_change(rate(-1, 3), rate(1, 3)).why, status::turned_negative);
  EXPECT_EQ(percent_change(rate(1, 300), rate(2, 300), 10).why, status::small_base);
}

TEST(Quotient, SaysWhyThereIsNoNumber) {
  const quotient nothing{no_number, 100};
  const quotient of_zero{5, 0};
  const quotient too_large{largest, 0.5};
  EXPECT_EQ(value_of(too_large).why, status::overflow);
  EXPECT_EQ(value_of(nothing).why, status::overflow);  // a sum that was too large
  for (const quotient& base : {rate(1, 3), nothing, of_zero}) {
    EXPECT_EQ(difference(nothing, base).why, status::not_reported);
    EXPECT_EQ(difference(of_zero, base).why, status::out_of_domain);
    EXPECT_EQ(percent_change(nothing, base).why, status::not_reported);
    EXPECT_EQ(percent_change(of_zero, base).why, status::out_of_domain);
    EXPECT_EQ(percent_change(too_large, base).why, status::overflow);
  }
  for (const quotient& base : {nothing, of_zero, too_large}) {
    EXPECT_EQ(difference(rate(1, 3), base).why, status::base_not_reported);
    EXPECT_EQ(percent_change(rate(1, 3), base).why, status::base_not_reported);
  }
}

/// Figures of a block and what divides them.
struct parts {
  std::vector<double> numerator;
  std::vector<double> denominator;

  parts(const test::block_shape& shape, std::size_t start)
      : numerator(test::figures_for(shape, start)),
        denominator(test::figures_for(shape, start + 1)) {}

  quotient_block view(std::size_t stride, decimal_scale s) const {
    return quotients_of({numerator.data(), stride}, s, {denominator.data(), stride}, whole_numbers,
                        in_percent);
  }
  quotient at(std::size_t i, decimal_scale s) const {
    return quotient_of(whole(numerator[i], s), s, whole(denominator[i], whole_numbers),
                       whole_numbers, in_percent);
  }
};

constexpr double min_base = 60;

struct quotient_kernel {
  const char* name;
  cell (*of_cells)(const quotient& current, const quotient& base);
  void (*of_blocks)(const quotient_block& current, const quotient_block& base, block_size size,
                    cell_block out);
  void (*along_rows)(const quotient_block& q, std::size_t lag, block_size size, cell_block out);
};

const quotient_kernel quotient_kernels[] = {
    {"value",
     [](const quotient& x, const quotient&) {
       const cell missing{no_number, status::not_reported};
       return x.part != x.part || x.all != x.all ? missing : value_of(x);
     },
     [](const quotient_block& x, const quotient_block&, block_size size, cell_block out) {
       value_of(x, size, out);
     },
     nullptr},
    {"difference", [](const quotient& x, const quotient& b) { return difference(x, b); },
     [](const quotient_block& x, const quotient_block& b, block_size size, cell_block out) {
       difference(x, b, size, out);
     },
     [](const quotient_block& q, std::size_t lag, block_size size, cell_block out) {
       difference_along_rows(q, lag, size, out);
     }},
    {"percent change",
     [](const quotient& x, const quotient& b) { return percent_change(x, b, min_base); },
     [](const quotient_block& x, const quotient_block& b, block_size size, cell_block out) {
       percent_change(x, b, size, min_base, out);
     },
     [](const quotient_block& q, std::size_t lag, block_size size, cell_block out) {
       percent_change_along_rows(q, lag, size, min_base, out);
     }},
};

TEST(QuotientsOfBlocks, AreThoseOfTheirCellsAndNothingElseIsWritten) {
  for (const quotient_kernel& kernel : quotient_kernels) {
    for (const test::block_shape& shape : test::block_shapes()) {
      for (const decimal_scale s : {decimal_scale{}, decimal_scale{10, true}}) {
        const parts current(shape, 0);
        const parts base(shape, 4);
        test::marked_cells out(shape.size, shape.out_stride);
        kernel.of_blocks(current.view(shape.stride, s), base.view(shape.stride, whole_numbers),
                         shape.size, out.view());
        ASSERT_TRUE(out.keeps_marks()) << kernel.name;
        for (std::size_t row = 0; row < shape.size.rows; ++row) {
          for (std::size_t lane = 0; lane < shape.size.lanes; ++lane) {
            const std::size_t i = row * shape.stride + lane;
            const cell expected = kernel.of_cells(current.at(i, s), base.at(i, whole_numbers));
            ASSERT_TRUE(test::is_same(out.at(row, lane), expected))
                << kernel.name << ", " << shape.size.lanes << " lanes, row " << row << ", lane "
                << lane;
          }
        }
      }
    }
  }
}

TEST(QuotientsAlongRows, HaveNoBaseInTheFirstLanes) {
  constexpr decimal_scale tenths{10, true};
  for (const quotient_kernel& kernel : quotient_kernels) {
    if (kernel.along_rows == nullptr) continue;
    for (const test::block_shape& shape : test::block_shapes()) {
      const parts figures(shape, 0);
      const std::size_t lanes = shape.size.lanes;
      for (const std::size_t lag : {std::size_t{1}, lanes / 2 + 1, lanes}) {
        test::marked_cells out(shape.size, shape.out_stride);
        kernel.along_rows(figures.view(shape.stride, tenths), lag, shape.size, out.view());
        ASSERT_TRUE(out.keeps_marks()) << kernel.name;
        for (std::size_t row = 0; row < shape.size.rows; ++row) {
          for (std::size_t lane = 0; lane < lanes; ++lane) {
            const std::size_t i = row * shape.stride + lane;
            const quotient base = lane < lag ? quotient{} : figures.at(i - lag, tenths);
            ASSERT_TRUE(
                test::is_same(out.at(row, lane), kernel.of_cells(figures.at(i, tenths), base)))
                << kernel.name << ", " << lanes << " lanes, lag " << lag << ", row " << row
                << ", lane " << lane;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace zhibiao::kernels
