#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/gap.hpp>
#include <zhibiao/kernels/quotient.hpp>
#include <zhibiao/kernels/schedule.hpp>

#include "support/golden_rows.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using zhibiao::interval;
using zhibiao::status;
using namespace zhibiao::kernels;
using namespace zhibiao::test;
using zhibiao::test::text_of;

constexpr decimal_scale tenths{10, true};
constexpr decimal_scale units{1, true};

interval interval_of(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return zhibiao::exactly(number_of(text));
  return {number_of(text.substr(1, dots - 1)),
          number_of(text.substr(dots + 2, text.size() - dots - 3)), text.front() == '(',
          text.back() == ')'};
}

std::string text_of(const interval& x, const std::string& like) {
  const std::size_t dots = like.find("..");
  if (dots == std::string::npos) {
    return zhibiao::is_exact(x) || x.lower != x.lower ? text_of(x.lower, like) : "an interval";
  }
  return (x.lower_open ? "(" : "[") + text_of(x.lower, like.substr(1, dots - 1)) + ".." +
         text_of(x.upper, like.substr(dots + 2, like.size() - dots - 3)) +
         (x.upper_open ? ")" : "]");
}

/// The status of a kernel that gives an interval alone.
status why_of(const interval& known, status exact) {
  return has_number(exact) && !zhibiao::is_exact(known) ? status::bounded : exact;
}

/// `998/1100`, the numerator of at most one decimal, times the factor.
quotient quotient_of_text(const std::string& text, zhibiao::ratio factor) {
  const std::vector<std::string> parts = split(text, '/');
  return quotient_of(number_of(parts.at(0)) * 10, tenths, number_of(parts.at(1)), units, factor);
}

known_change change_of(const std::vector<std::string>& row) {
  const auto known = [](const cell& c) { return known_change{zhibiao::exactly(c.value), c.why}; };
  if (row[0] == "rate_points") {
    const zhibiao::ratio percent{100, 1};
    return known(difference(quotient_of_text(row[1], percent), quotient_of_text(row[2], percent)));
  }
  if (row[0] == "mean_percent") {
    return known(percent_change(quotient_of_text(row[1], {}), quotient_of_text(row[2], {})));
  }
  const interval current = interval_of(row[1]);
  const interval base = interval_of(row[2]);
  if (row[0] == "percent") {
    return percent_change(current, base, tenths, row[3].empty() ? 0 : number_of(row[3]));
  }
  const interval change = difference(current, base, tenths);
  return {change, why_of(change, status::ok)};
}

TEST(Golden, Change) {
  for (const auto& row : rows_of("change.csv")) {
    SCOPED_TRACE(row[0] + " " + row[1] + " on " + row[2]);
    const known_change c = change_of(row);
    EXPECT_EQ(text_of(c.known, row[4]), row[4]);
    EXPECT_EQ(name(c.why), row[5]);
  }
}

TEST(Golden, Gap) {
  for (const auto& row : rows_of("gap.csv")) {
    SCOPED_TRACE(row[0] + " of " + row[1] + " to " + row[2]);
    const interval figure = interval_of(row[1]);
    const interval wanted = interval_of(row[2]);
    const double base = number_of(row[3]);
    interval known;
    status why = status::ok;
    if (row[0] == "verdict") {
      const cell c = verdict(figure, wanted);
      known = zhibiao::exactly(c.value);
      why = c.why;
    } else if (row[0] == "shortfall") {
      known = shortfall(figure, wanted);
      why = why_of(known, shortfall(figure.lower, wanted).why);
    } else {
      known = completion(figure, wanted, base);
      why = why_of(known, completion(figure.lower, wanted, base).why);
    }
    EXPECT_EQ(text_of(known, row[4]), row[4]);
    EXPECT_EQ(name(why), row[5]);
  }
}

struct column {
  std::vector<double> figures;

  explicit column(const std::string& text) : figures(numbers_of(text)) {}
  double sum(decimal_scale s) const {
    const segment all{0, figures.size()};
    double total = 0;
    std::uint32_t counted = 0;
    segment_sums({figures.data(), 1}, {}, {&all, 1}, 1, s, {&total, 1}, {&counted, 1});
    return total;
  }
  double weighted_sum(const column& weights) const {
    const segment all{0, figures.size()};
    double total = 0;
    std::uint32_t counted = 0;
    segment_weighted_sums({figures.data(), 1}, {weights.figures.data(), 1}, {}, {&all, 1}, 1,
                          tenths, units, {&total, 1}, {&counted, 1});
    return total;
  }
};

cell aggregate_of(const std::vector<std::string>& row) {
  const column figures(row[1]);
  const column others(row[2]);
  if (row[0] == "sum") return total(figures.sum(tenths), tenths);
  if (row[0] == "ratio") {
    return ratio_of_sums(figures.sum(units), units, others.sum(units), units, {100, 1});
  }
  if (row[0] == "per_head") {
    return ratio_of_sums(figures.sum(units), units, others.sum(units), units, {1, 1});
  }
  if (row[0] == "per_head_a_month") {
    return ratio_of_sums(figures.sum(units), units, others.sum(units), units, {1, 12});
  }
  if (row[0] == "mean_of_rates") {
    return weighted_mean(figures.weighted_sum(others), tenths, others.sum(units));
  }
  const double part = figures.figures[0];
  const double all = others.figures[0];
  const bool by_weight = row[0] == "by_weight";
  // By weight, one town of three has reported, so that it is the weight that decides.
  const std::uint32_t counted = by_weight ? 1 : static_cast<std::uint32_t>(part);
  const coverage share{counted / 3.0, by_weight ? part / all : no_number};
  return covered({90, status::ok}, counted, 3, share, 2.0 / 3);
}

TEST(Golden, Aggregate) {
  for (const auto& row : rows_of("aggregate.csv")) {
    SCOPED_TRACE(row[0] + " " + row[1] + ", " + row[2]);
    if (row[0] == "known_per_head") {
      const interval known = ratio_of_sums(interval_of(row[1]), interval_of(row[2]), {1, 1});
      EXPECT_EQ(text_of(known, row[3]), row[3]);
      EXPECT_EQ(name(why_of(known, status::ok)), row[4]);
      continue;
    }
    const cell c = aggregate_of(row);
    EXPECT_EQ(text_of(c.value, row[3]), row[3]);
    EXPECT_EQ(name(c.why), row[4]);
  }
}

cell scheduled(const std::string& formula, double x, double goal, double base,
               const quotient& due) {
  const auto periods = [&] { return static_cast<int>(due.all); };
  if (formula == "elapsed") return elapsed(due);
  if (formula == "progress") return progress(x, goal, tenths);
  if (formula == "lead_of_total") return lead_of_total(x, goal, due, false, tenths);
  if (formula == "lead_of_limit") return lead_of_total(x, goal, due, true, tenths);
  if (formula == "expected") return value_of(expected(base, goal, due, tenths));
  if (formula == "expected_compound") return expected_compound(base, goal, due);
  if (formula == "lead_of_level" || formula == "lead_below") {
    return lead_of_level({x, 1}, expected(base, goal, due), formula == "lead_below");
  }
  if (formula == "required_pace") return required_pace(x, goal, periods(), tenths);
  if (formula == "required_rate") return required_rate(x, goal, periods());
  if (formula == "required_growth") return required_growth(x, goal, base, due.all, tenths);
  if (formula == "projection") return projection(x, base, due, tenths);
  if (formula == "projection_compound") return projection_compound(x, base, due);
  if (formula == "unmet_ratio") return unmet_ratio(x, goal, due.all, tenths);
  if (formula == "relative_gap") return relative_gap(x, goal, tenths);
  throw std::runtime_error("no formula is called " + formula);
}

TEST(Golden, Schedule) {
  for (const auto& row : rows_of("schedule.csv")) {
    SCOPED_TRACE(row[0] + " of " + row[1] + " to " + row[2]);
    const cell c = scheduled(row[0], number_of(row[1]), number_of(row[2]), number_of(row[3]),
                             {number_of(row[4]), number_of(row[5])});
    EXPECT_EQ(text_of(c.value, row[6]), row[6]);
    EXPECT_EQ(name(c.why), row[7]);
  }
}

}  // namespace
