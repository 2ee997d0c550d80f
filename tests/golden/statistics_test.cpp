#include <zhibiao/kernels/inequality.hpp>
#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/quantile.hpp>
#include <zhibiao/kernels/rank.hpp>
#include <zhibiao/kernels/share.hpp>

#include "support/golden_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using zhibiao::status;
using namespace zhibiao::kernels;
using namespace zhibiao::test;

constexpr decimal_scale units{1, true};

std::vector<double> figures_of(const std::string& text) {
  return text.empty() ? std::vector<double>{} : numbers_of(text);
}

cell quantile_of(const std::vector<double>& figures, const std::string& type,
                 const std::string& p) {
  return quantile_of_sorted(figures, probability(zhibiao::parse_decimal(p)),
                            static_cast<quantile_type>(std::stoi(type)), units);
}

cell weighted_median_of(const std::vector<double>& figures, const std::vector<double>& weights) {
  std::vector<weighted_figure> all;
  for (std::size_t i = 0; i < figures.size(); ++i) all.push_back({figures[i], weights.at(i)});
  return weighted_quantile(all, {1, 2}, units, units);
}

/// Rank of a figure among figures, the largest first.
cell rank_of(const std::vector<double>& figures, double x, tie_rule ties, bool in_percent = false) {
  const segment all{0, figures.size()};
  std::vector<double> rank(figures.size());
  std::vector<status> why(figures.size());
  std::uint32_t ranked = 0;
  segment_ranks({figures.data(), 1}, {}, {&all, 1}, 1, rank_order::largest_first, ties, {},
                {rank.data(), why.data(), 1}, {&ranked, 1});
  if (in_percent) make_percent_ranks({&all, 1}, 1, {&ranked, 1}, {rank.data(), why.data(), 1});
  const auto at = static_cast<std::size_t>(std::ranges::find(figures, x) - figures.begin());
  return {rank.at(at), why.at(at)};
}

/// Within and between two groups.
std::vector<cell> theil_parts_of(std::vector<double> first, const std::vector<double>& second) {
  const std::vector<segment> groups{{0, first.size()},
                                    {first.size(), first.size() + second.size()}};
  first.insert(first.end(), second.begin(), second.end());
  std::vector<double> numbers(2 * moments_numbers);
  std::vector<std::uint32_t> counted(2);
  const moments_columns of_groups = moments_in(numbers, counted);
  segment_moments({first.data(), 1}, {}, groups, 1, units, of_groups);
  std::vector<double> index(2);
  std::vector<status> why(2);
  segment_theil(theil_index::t, {first.data(), 1}, {}, groups, 1, units, of_groups, index, why);
  std::vector<double> numbers_of_all(moments_numbers);
  std::uint32_t all_counted = 0;
  const moments_columns of_all = moments_in(numbers_of_all, {&all_counted, 1});
  const segment both{0, 2};
  merged_segments(of_groups, {&both, 1}, 1, of_all);
  std::vector<cell> parts(2);
  theil_parts(theil_index::t, of_groups, index, {&both, 1}, 1, of_all,
              {&parts[0].value, &parts[0].why}, {&parts[1].value, &parts[1].why});
  return parts;
}

cell statistic_of(const std::vector<std::string>& row) {
  const std::string& name = row[0];
  std::vector<double> figures = figures_of(row[1]);
  const moments m = moments_of(figures, units);
  if (name.starts_with("quantile_")) return quantile_of(figures, name.substr(9), row[2]);
  if (name == "median") return median(figures, units);
  if (name == "weighted_median") return weighted_median_of(figures, figures_of(row[2]));
  if (name == "mean") return mean(m, units);
  if (name == "deviation") return standard_deviation(m, units);
  if (name == "variation") return coefficient_of_variation(m, units);
  if (name == "variation_of_all") return coefficient_of_variation(m, units, taken_as::population);
  if (name == "gini") return gini_of_sorted(figures, units);
  if (name == "gini_of_sample") return gini_of_sorted(figures, units, taken_as::sample);
  if (name == "theil_t") return theil(theil_index::t, figures, units);
  if (name == "theil_l") return theil(theil_index::l, figures, units);
  if (name == "theil_within") return theil_parts_of(figures, figures_of(row[2]))[0];
  if (name == "theil_between") return theil_parts_of(figures, figures_of(row[2]))[1];
  if (name == "herfindahl") return herfindahl(m);
  const double x = number_of(row[2]);
  if (name == "rank_standard") return rank_of(figures, x, tie_rule::standard);
  if (name == "rank_dense") return rank_of(figures, x, tie_rule::dense);
  if (name == "percent_rank") return rank_of(figures, x, tie_rule::standard, true);
  if (name == "share") return share(x, m.sum, m.least, units);
  throw std::runtime_error("statistics.csv: " + name);
}

TEST(Golden, Statistics) {
  for (const auto& row : rows_of("statistics.csv")) {
    SCOPED_TRACE(row[0] + " of " + row[1] + ", " + row[2]);
    const cell c = statistic_of(row);
    EXPECT_EQ(text_of(c.value, row[3]), row[3]);
    EXPECT_EQ(name(c.why), row[4]);
  }
}

}  // namespace
