#include <zhibiao/kernels/share.hpp>

#include "support/expect_same.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using zhibiao::status;
using zhibiao::test::expect_same;
using namespace zhibiao::kernels;

constexpr double largest = std::numeric_limits<double>::max();
constexpr double gap = no_number;
constexpr decimal_scale units{1, true};
constexpr decimal_scale tenths{10, true};

TEST(Share, IsInPercentOfTheTotal) {
  const struct {
    const char* rule;
    double x;
    double whole_total;
    double least;
    decimal_scale scale;
    double value;
    status why = status::ok;
  } rows[] = {
      {"a quarter", 1, 4, 0, units, 25},
      {"all", 4, 4, 4, units, 100},
      {"nothing of something", 0, 4, 0, units, 0},
      {"zero is not -0", -0.0, 4, 0, units, 0},
      {"decimals are rounded once", 0.3, 9, 0.3, tenths, 100.0 / 3},
      {"not decimals", 0.25, 0.5, 0.25, {}, 50},
      {"missing", gap, 4, 1, units, gap, status::not_reported},
      {"total of zero", 0, 0, 0, units, gap, status::out_of_domain},
      {"a negative one among them", 3, 2, -1, units, gap, status::out_of_domain},
      {"missing comes first", gap, 0, -1, units, gap, status::not_reported},
      {"total too large", 1, gap, 1, {}, gap, status::overflow},
      {"too large", largest, largest, 1, {}, gap, status::overflow},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.rule);
    const cell c = share(row.x, row.whole_total, row.least, row.scale);
    expect_same(c.value, row.value);
    EXPECT_EQ(name(c.why), name(row.why));
  }
}

TEST(SegmentShares, AreThoseOfEachCell) {
  constexpr std::size_t rows = 9;
  constexpr std::size_t stride = 13;
  std::vector<double> figures(rows * stride);
  std::vector<std::uint8_t> mask(figures.size());
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = i % 5 == 0 ? gap : static_cast<double>(i % 17);
    mask[i] = i % 7 == 0 ? 0 : 1;
  }
  const std::vector<segment> segments{{0, 3}, {3, 3}, {4, 9}};
  for (const std::size_t lanes : {0U, 1U, 3U, 8U, 13U}) {
    for (const mask_view taking_part : {mask_view{}, mask_view{mask.data(), stride}}) {
      std::vector<double> totals(segments.size() * lanes);
      for (std::size_t i = 0; i < totals.size(); ++i) totals[i] = static_cast<double>(i * 3 % 7);
      const std::vector<double> least(totals.size(), lanes == 3 ? -1 : 0);
      std::vector<double> out(figures.size(), 17);
      std::vector<status> why(figures.size(), status::suppressed);
      segment_shares({figures.data(), stride}, taking_part, segments, lanes, units, totals, least,
                     {out.data(), why.data(), stride});
      for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t s = row < 3 ? 0 : (row < 4 ? 1 : 2);
        for (std::size_t lane = 0; lane < stride; ++lane) {
          const std::size_t at = row * stride + lane;
          cell expected{17, status::suppressed};
          if (s != 1 && lane < lanes) {
            const bool is_taken = taking_part.mask == nullptr || mask[at] != 0;
            expected = share(is_taken ? figures[at] : gap, totals[s * lanes + lane],
                             least[s * lanes + lane], units);
          }
          expect_same(out[at], expected.value);
          EXPECT_EQ(why[at], expected.why);
        }
      }
    }
  }
}

}  // namespace
