#include <zhibiao/kernels/instruction_set.hpp>
#include <zhibiao/kernels/presence.hpp>
#include <zhibiao/panel/missing.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace zhibiao::kernels {
namespace {

constexpr std::size_t some_lanes[] = {1, 2, 3, 7, 8, 9, 20, 33, 120, 1500, 2048};

/// Runs a check under every instruction set the machine has.
template <class Check>
void under_every_set(Check check) {
  const instruction_set before = instruction_set_in_use();
  for (const instruction_set set :
       {instruction_set::baseline, instruction_set::avx2, instruction_set::avx512}) {
    if (set > best_instruction_set()) break;
    use_instruction_set(set);
    check();
  }
  use_instruction_set(before);
}

/// Every third figure is missing, in one way or another.
std::vector<double> some_figures(std::size_t count, std::size_t seed) {
  std::vector<double> x(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t draw = (i * 7 + seed) % 9;
    x[i] = draw < 2 ? no_row : draw == 2 ? reported_empty : static_cast<double>(draw) - 4.5;
  }
  return x;
}

TEST(AsReported, IsTheFigureOrNone) {
  EXPECT_EQ(as_reported(12.5).value, 12.5);
  EXPECT_EQ(as_reported(12.5).why, status::ok);
  EXPECT_EQ(as_reported(reported_empty).why, status::not_reported);
  EXPECT_TRUE(std::isnan(as_reported(no_row).value));
  EXPECT_FALSE(std::signbit(as_reported(-0.0).value));
}

TEST(AsReported, BulkIsEveryCell) {
  under_every_set([] {
    for (const std::size_t lanes : some_lanes) {
      constexpr std::size_t rows = 11;
      const std::size_t from = lanes + 3;
      const std::size_t to = lanes + 1;
      const std::vector<double> x = some_figures(rows * from, lanes);
      std::vector<double> values(rows * to, -1);
      std::vector<status> why(rows * to, status::overflow);
      as_reported({x.data(), from}, {rows, lanes}, {values.data(), why.data(), to});
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          const cell c = as_reported(x[r * from + lane]);
          EXPECT_EQ(why[r * to + lane], c.why);
          EXPECT_TRUE(values[r * to + lane] == c.value || std::isnan(c.value));
        }
        EXPECT_EQ(values[r * to + lanes], -1);  // between the rows
        EXPECT_EQ(why[r * to + lanes], status::overflow);
      }
    }
  });
}

TEST(FindPairs, MarksWhereBothAreThere) {
  under_every_set([] {
    for (const std::size_t lanes : some_lanes) {
      for (const std::size_t rows : {std::size_t{1}, std::size_t{2}, std::size_t{300}}) {
        for (const std::size_t stride : {std::size_t{0}, lanes, lanes + 5}) {
          const std::vector<double> a = some_figures(rows * lanes + 1, 1);
          const std::vector<double> b = some_figures(rows * (lanes + 5) + 1, 5);
          std::vector<std::uint8_t> mask(rows * lanes + 1, 7);
          find_pairs({a.data(), lanes}, {b.data(), stride}, {rows, lanes}, mask.data());
          bool same = true;
          for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
              const bool both =
                  !is_missing(a[r * lanes + lane]) && !is_missing(b[r * stride + lane]);
              same = same && mask[r * lanes + lane] == (both ? 1 : 0);
            }
          }
          EXPECT_TRUE(same) << rows << " rows of " << lanes << ", " << stride << " apart";
          EXPECT_EQ(mask.back(), 7);
        }
      }
    }
  });
}

}  // namespace
}  // namespace zhibiao::kernels
