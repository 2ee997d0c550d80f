#include "panel/cell_summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace zhibiao::detail {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

// Number by number.
cell_summary slow(const std::vector<double>& cells) {
  cell_summary s;
  for (const double x : cells) {
    s.filled += is_no_row(x) ? 0U : 1U;
    if (is_missing(x)) continue;
    s.least = std::min(s.least, x);
    s.greatest = std::max(s.greatest, x);
    s.decimals.add(x);
  }
  return s;
}

void expect_same(const cell_summary& a, const cell_summary& b) {
  EXPECT_EQ(a.filled, b.filled);
  EXPECT_EQ(a.least, b.least);
  EXPECT_EQ(a.greatest, b.greatest);
  EXPECT_EQ(a.decimals.found(), b.decimals.found());
}

// Sizes below, at and above the strips that are read together, with one number that is not like the
// others at each of a few places.
TEST(CellSummary, IsTheSameAsNumberByNumber) {
  for (const std::size_t size : {0U, 1U, 511U, 512U, 513U, 1700U}) {
    for (const double plain : {0.0, 17.0, -2.5, 0.07, 1e14}) {
      for (const double other : {no_row, reported_empty, 3.25, -1e-9, 1.0 / 3, 1e15, 2e15, -inf}) {
        for (const std::size_t where : {std::size_t{0}, std::size_t{300}, size / 2, size}) {
          std::vector<double> cells(size, plain);
          for (std::size_t i = 0; i < size; i += 5) cells[i] = no_row;
          if (where < size) cells[where] = other;
          cell_summary found;
          found.add(cells);
          expect_same(found, slow(cells));
        }
      }
    }
  }
}

TEST(CellSummary, DoesNotDependOnTheDivision) {
  std::vector<double> cells;
  for (int i = 0; i < 5000; ++i) {
    cells.push_back(i % 7 == 0 ? no_row : i % 11 == 0 ? reported_empty : i * 0.01 - 3);
  }
  cells[4000] = 123456.789;
  const cell_summary whole = slow(cells);
  for (const std::size_t cut : {1U, 600U, 2500U, 4999U}) {
    cell_summary first;
    cell_summary second;
    first.add(std::span(cells).first(cut));
    second.add(std::span(cells).subspan(cut));
    cell_summary turned = second;
    turned.add(first);
    first.add(second);
    expect_same(first, whole);
    expect_same(turned, whole);
  }
}

}  // namespace
}  // namespace zhibiao::detail
