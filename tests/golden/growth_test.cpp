#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/contribution.hpp>
#include <zhibiao/kernels/fixed_base.hpp>
#include <zhibiao/kernels/rate_split.hpp>

#include "support/golden_rows.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using zhibiao::interval;
using zhibiao::status;
using namespace zhibiao::kernels;
using namespace zhibiao::test;

using golden_row = std::vector<std::string>;

constexpr decimal_scale tenths{10, true};
constexpr decimal_scale units{1, true};

quotient plain(double x) { return quotient_of(x, tenths); }

std::vector<quotient> plain(const std::vector<double>& figures) {
  std::vector<quotient> all;
  for (const double x : figures) all.push_back(plain(x));
  return all;
}

known_change exact(const cell& c) { return {zhibiao::exactly(c.value), c.why}; }

bool is_interval(const std::string& text) { return text.find("..") != std::string::npos; }

interval interval_of(const std::string& text) {
  if (!is_interval(text)) return zhibiao::exactly(number_of(text));
  const std::size_t dots = text.find("..");
  return {number_of(text.substr(1, dots - 1)),
          number_of(text.substr(dots + 2, text.size() - dots - 3))};
}

known_change bounded(const golden_row& row) {
  const interval current = interval_of(row[1]);
  const interval base = interval_of(row[2]);
  if (row[0] == "index") return fixed_base_index(current, base, tenths);
  return average_growth(current, base, std::stoi(row[3]), tenths);
}

cell part_of_growth(const golden_row& row) {
  const std::vector<double> figures = numbers_of(row[1]);
  const std::vector<double> bases = numbers_of(row[2]);
  const std::size_t which = std::stoul(row[3]) - 1;
  growth_of_part p{figures[which], bases[which], 0, 0, units};
  p.whole_current = std::accumulate(figures.begin(), figures.end(), 0.0);
  p.whole_base = std::accumulate(bases.begin(), bases.end(), 0.0);
  return row[0] == "pull" ? pull(p) : contribution(p);
}

/// `394/400`, the numerator of at most one decimal, in percent; `/` for none.
quotient rate_of(const std::string& text) {
  if (text == "/") return {};
  const golden_row parts = split(text, '/');
  return quotient_of(number_of(parts.at(0)) * 10, tenths, number_of(parts.at(1)), units, {100, 1});
}

cell part_of_split(const golden_row& row) {
  const golden_row current = split(row[1], ' ');
  const golden_row base = split(row[2], ' ');
  std::vector<split_member> members;
  for (std::size_t i = 0; i < current.size(); ++i) {
    members.push_back({rate_of(current[i]), rate_of(base.at(i))});
  }
  const rate_split s = split_of_rate(members, split_unit::of_the_rates);
  if (row[0] == "split_whole") return s.whole;
  if (row[0] == "split_own") return s.own;
  if (row[0] == "split_structure") return s.structure;
  return row[0] == "split_entry" ? s.entry : s.exit;
}

known_change growth_of(const golden_row& row) {
  if (row[0].starts_with("split_")) return exact(part_of_split(row));
  if (row[0] == "contribution" || row[0] == "pull") return exact(part_of_growth(row));
  if (is_interval(row[1])) return bounded(row);
  const std::vector<quotient> figures = plain(numbers_of(row[1]));
  const std::vector<quotient> bases = plain(numbers_of(row[2]));
  const int periods = row[3].empty() ? 0 : std::stoi(row[3]);
  if (row[0] == "index") return exact(fixed_base_index(figures[0], bases[0]));
  if (row[0] == "level") return exact(average_growth(figures[0], bases[0], periods));
  if (row[0] == "cumulative") return exact(cumulative_growth(bases[0], figures));
  if (row[0] == "annualised") return exact(annualised_growth(figures[0], bases[0], periods));
  if (row[0] == "points") return exact(average_difference(figures[0], bases[0], periods));
  if (row[0] != "chained") throw std::runtime_error("growth.csv: " + row[0]);
  std::vector<growth_link> links;
  for (std::size_t i = 0; i < figures.size(); ++i) links.push_back({figures[i], bases.at(i)});
  return exact(chained_growth(links));
}

std::string known_text(const interval& known, const std::string& like) {
  if (!is_interval(like)) return text_of(known.lower, like);
  const std::size_t dots = like.find("..");
  return "[" + text_of(known.lower, like.substr(1, dots - 1)) + ".." +
         text_of(known.upper, like.substr(dots + 2, like.size() - dots - 3)) + "]";
}

TEST(Golden, Growth) {
  for (const golden_row& row : rows_of("growth.csv")) {
    SCOPED_TRACE(row[0] + " of " + row[1] + " on " + row[2]);
    const known_change c = growth_of(row);
    EXPECT_EQ(known_text(c.known, row[4]), row[4]);
    EXPECT_EQ(name(c.why), row[5]);
  }
}

}  // namespace
