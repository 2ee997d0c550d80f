#pragma once

#include <zhibiao/kernels/inequality.hpp>
#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/kernels/quantile.hpp>
#include <zhibiao/kernels/rank.hpp>

#include "support/reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <vector>

/// The slow twins of the statistics over areas: each straight from its definition, on a column of figures
/// with NaN where there is none, in fractions of whole numbers where they are decimals (`fraction`) and in
/// long doubles where they are not.
namespace zhibiao::test {

/// The figures of a lane that are there and take part, in the order of the rows.
inline std::vector<double> reported(const block& values, const std::vector<std::uint8_t>& mask,
                                    const kernels::segment& rows, std::size_t lane) {
  std::vector<double> found;
  for (std::size_t row = rows.first; row < rows.last; ++row) {
    const double x = values.at(row, lane);
    if (!std::isnan(x) && takes_part(mask, row * values.lanes + lane)) found.push_back(x);
  }
  return found;
}

inline std::vector<double> reported(const std::vector<double>& column) {
  return reported({column.size(), 1, column}, {}, {0, column.size()}, 0);
}

/// The squared number. A fraction of it would outgrow 128 bits where the number itself does not.
template <class Number>
Number squared(Number x) {
  return x * x;
}

template <class Number>
std::vector<Number> numbers_of(const std::vector<double>& figures, int places) {
  std::vector<Number> x;
  for (const double figure : figures) x.push_back(from_double<Number>(figure, places));
  return x;
}

template <class Number>
Number total_of(const std::vector<Number>& x) {
  Number total(0);
  for (const Number& term : x) total = total + term;
  return total;
}

inline kernels::cell count(const std::vector<double>& figures) {
  return {static_cast<double>(figures.size()), status::ok};
}

template <class Number>
kernels::cell sum_cell(const std::vector<double>& figures, int places) {
  if (figures.empty()) return none(status::not_reported);
  return some(total_of(numbers_of<Number>(figures, places)));
}

inline kernels::cell minimum(const std::vector<double>& figures) {
  if (figures.empty()) return none(status::not_reported);
  return {*std::ranges::min_element(figures), status::ok};
}

inline kernels::cell maximum(const std::vector<double>& figures) {
  if (figures.empty()) return none(status::not_reported);
  return {*std::ranges::max_element(figures), status::ok};
}

template <class Number>
kernels::cell mean(const std::vector<double>& figures, int places) {
  if (figures.empty()) return none(status::not_reported);
  return some(total_of(numbers_of<Number>(figures, places)) /
              Number(static_cast<int>(figures.size())));
}

/// In two passes: the squares of (n * x - sum), so that fractions stay small, over n^2 * (n - 1).
template <class Number>
Number variance_of(const std::vector<double>& figures, int places, int divisor) {
  const std::vector<Number> x = numbers_of<Number>(figures, places);
  const Number n(static_cast<int>(x.size()));
  const Number total = total_of(x);
  Number squares(0);
  for (const Number& figure : x) squares = squares + squared(n * figure - total);
  return squares / (n * n) / Number(divisor);
}

template <class Number>
kernels::cell variance(const std::vector<double>& figures, int places, kernels::taken_as taken) {
  const int n = static_cast<int>(figures.size());
  const int divisor = taken == kernels::taken_as::sample ? n - 1 : n;
  if (n == 0) return none(status::not_reported);
  if (divisor == 0) return none(status::out_of_domain);
  return some(variance_of<Number>(figures, places, divisor));
}

/// Of a variance and a mean that are rounded.
template <class Number>
kernels::cell standard_deviation(const std::vector<double>& figures, int places,
                                 kernels::taken_as taken) {
  const kernels::cell v = variance<Number>(figures, places, taken);
  return {std::sqrt(v.value), v.why};
}

template <class Number>
kernels::cell coefficient_of_variation(const std::vector<double>& figures, int places,
                                       kernels::taken_as taken) {
  const kernels::cell s = standard_deviation<Number>(figures, places, taken);
  if (!has_number(s.why)) return s;
  const kernels::cell m = mean<Number>(figures, places);
  if (m.value <= 0) return none(status::out_of_domain);
  return some(static_cast<long double>(s.value) / static_cast<long double>(m.value));
}

// Quantiles

inline std::vector<double> in_order(std::vector<double> figures) {
  std::ranges::sort(figures);
  return figures;
}

inline wide_int floor_of(fraction x) {
  wide_int whole = x.above / x.below;
  while (fraction(whole, 1) < x) ++whole;
  while (x < fraction(whole, 1)) --whole;
  return whole;
}

/// m of the table in quantile.hpp.
inline fraction place_shift(fraction p, kernels::quantile_type type) {
  switch (static_cast<int>(type)) {
    case 3:
      return fraction(-1, 2);
    case 5:
      return fraction(1, 2);
    case 6:
      return p;
    case 7:
      return fraction(1) - p;
    case 8:
      return (p + fraction(1)) / fraction(3);
    case 9:
      return p / fraction(4) + fraction(3, 8);
    default:
      return fraction(0);
  }
}

inline fraction share_above(fraction g, wide_int j, kernels::quantile_type type) {
  const bool none_left = g == fraction(0);
  switch (static_cast<int>(type)) {
    case 1:
      return fraction(none_left ? 0 : 1);
    case 2:
      return none_left ? fraction(1, 2) : fraction(1);
    case 3:
      return fraction(none_left && j % 2 == 0 ? 0 : 1);
    default:
      return g;
  }
}

template <class Number>
Number as_number(fraction x);
template <>
inline fraction as_number<fraction>(fraction x) {
  return x;
}
template <>
inline long double as_number<long double>(fraction x) {
  return static_cast<long double>(x.above) / static_cast<long double>(x.below);
}

template <class Number>
kernels::cell quantile(const std::vector<double>& figures, ratio probability,
                       kernels::quantile_type type, int places) {
  const fraction p(probability.numerator, probability.denominator);
  if (figures.empty()) return none(status::not_reported);
  if (p < fraction(0) || fraction(1) < p) return none(status::out_of_domain);
  const std::vector<Number> x = numbers_of<Number>(in_order(figures), places);
  const fraction h = fraction(static_cast<int>(x.size())) * p + place_shift(p, type);
  const wide_int j = floor_of(h);
  const Number gamma = as_number<Number>(share_above(h - fraction(j, 1), j, type));
  const auto at = [&](wide_int place) {
    const auto last = static_cast<wide_int>(x.size());
    return x[static_cast<std::size_t>(std::clamp(place, wide_int{1}, last) - 1)];
  };
  return some((Number(1) - gamma) * at(j) + gamma * at(j + 1));
}

/// Weights in whole numbers: those of decimals with so many places.
inline kernels::cell weighted_quantile(std::vector<kernels::weighted_figure> figures,
                                       ratio probability, int places, int weight_places) {
  std::erase_if(figures, [](const kernels::weighted_figure& x) {
    return std::isnan(x.figure) || std::isnan(x.weight);
  });
  if (figures.empty()) return none(status::not_reported);
  std::ranges::sort(figures, {}, &kernels::weighted_figure::figure);
  fraction total;
  for (const auto& x : figures) {
    if (x.weight < 0) return none(status::out_of_domain);
    total = total + from_double<fraction>(x.weight, weight_places);
  }
  if (total == fraction(0)) return none(status::out_of_domain);
  std::erase_if(figures, [](const kernels::weighted_figure& x) { return x.weight == 0; });
  const fraction wanted = fraction(probability.numerator, probability.denominator) * total;
  fraction passed;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    passed = passed + from_double<fraction>(figures[i].weight, weight_places);
    if (passed < wanted) continue;
    const fraction figure = from_double<fraction>(figures[i].figure, places);
    if (wanted < passed || i + 1 == figures.size()) return some(figure);
    return some((figure + from_double<fraction>(figures[i + 1].figure, places)) / fraction(2));
  }
  return none(status::overflow);
}

// Ranks

/// Rank of `column[row]` among the figures of a column, NaN where there is none.
inline kernels::cell rank(const std::vector<double>& column, std::size_t row,
                          kernels::rank_order order, kernels::tie_rule ties) {
  const double x = column[row];
  if (std::isnan(x)) return none(status::not_reported);
  const bool by_size = order == kernels::rank_order::largest_first;
  std::set<double> better_figures;
  int better = 0;
  int equal = 0;
  int equal_before = 0;
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (by_size ? column[i] > x : column[i] < x) {
      ++better;
      better_figures.insert(column[i]);
    }
    if (column[i] == x) ++equal;
    if (column[i] == x && i < row) ++equal_before;
  }
  switch (ties) {
    case kernels::tie_rule::dense:
      return {static_cast<double>(better_figures.size()) + 1, status::ok};
    case kernels::tie_rule::modified:
      return {static_cast<double>(better + equal), status::ok};
    case kernels::tie_rule::ordinal:
      return {better + equal_before + 1.0, status::ok};
    case kernels::tie_rule::fractional:
      return {better + (equal + 1) / 2.0, status::ok};
    case kernels::tie_rule::standard:
      break;
  }
  return {better + 1.0, status::ok};
}

// Shares and inequality

template <class Number>
kernels::cell share(double x, const std::vector<double>& all, int places) {
  if (std::isnan(x)) return none(status::not_reported);
  const Number total = total_of(numbers_of<Number>(all, places));
  if (total == Number(0) || *std::ranges::min_element(all) < 0) return none(status::out_of_domain);
  return some(from_double<Number>(x, places) / total * Number(100));
}

/// Why there is no index of inequality; ok where there is one.
inline status inequality_domain(const std::vector<double>& figures, std::size_t fewest = 2) {
  if (figures.empty()) return status::not_reported;
  if (figures.size() < fewest || *std::ranges::min_element(figures) < 0)
    return status::out_of_domain;
  if (*std::ranges::max_element(figures) == 0) return status::out_of_domain;
  return status::ok;
}

template <class Number>
Number distance(Number a, Number b) {
  return a < b ? b - a : a - b;
}

/// As the mean difference of any two figures, over twice the mean.
template <class Number>
kernels::cell gini(const std::vector<double>& figures, int places, kernels::taken_as taken) {
  const status why = inequality_domain(figures);
  if (why != status::ok) return none(why);
  const std::vector<Number> x = numbers_of<Number>(figures, places);
  Number differences(0);
  for (const Number& a : x) {
    for (const Number& b : x) differences = differences + distance(a, b);
  }
  const int n = static_cast<int>(x.size());
  const int divisor = taken == kernels::taken_as::sample ? n - 1 : n;
  return some(differences / (total_of(x) * Number(2)) / Number(divisor));
}

template <class Number>
kernels::cell herfindahl(const std::vector<double>& figures, int places) {
  const status why = inequality_domain(figures, 1);
  if (why != status::ok) return none(why);
  const std::vector<Number> x = numbers_of<Number>(figures, places);
  const Number total = total_of(x);
  Number squares(0);
  for (const Number& figure : x) squares = squares + squared(figure);
  return some(squares / total / total);
}

inline long double mean_of(const std::vector<double>& figures) {
  return total_of(numbers_of<long double>(figures, 0)) / static_cast<long double>(figures.size());
}

/// Of one figure it is 0.
inline long double theil_of(kernels::theil_index index, const std::vector<double>& figures) {
  const long double m = mean_of(figures);
  long double sum = 0;
  for (const double figure : figures) {
    const long double r = static_cast<long double>(figure) / m;
    if (index == kernels::theil_index::l) sum -= std::log(r);
    if (index == kernels::theil_index::t && figure != 0) sum += r * std::log(r);
  }
  return sum / static_cast<long double>(figures.size());
}

inline status theil_domain(kernels::theil_index index, const std::vector<double>& figures) {
  const status why = inequality_domain(figures);
  if (why != status::ok || index == kernels::theil_index::t) return why;
  return *std::ranges::min_element(figures) > 0 ? why : status::out_of_domain;
}

inline kernels::cell theil(kernels::theil_index index, const std::vector<double>& figures) {
  const status why = theil_domain(index, figures);
  return why == status::ok ? some(theil_of(index, figures)) : none(why);
}

/// Both parts of the index of the figures of groups.
struct theil_parts {
  kernels::cell within;
  kernels::cell between;
};

inline theil_parts parts_of_theil(kernels::theil_index index,
                                  const std::vector<std::vector<double>>& groups) {
  std::vector<double> all;
  for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
  const status why = theil_domain(index, all);
  if (why != status::ok) return {none(why), none(why)};
  const long double m = mean_of(all);
  long double within = 0;
  long double between = 0;
  for (const auto& group : groups) {
    if (group.empty() || *std::ranges::max_element(group) == 0) continue;
    const long double size =
        static_cast<long double>(group.size()) / static_cast<long double>(all.size());
    const long double r = mean_of(group) / m;
    const bool is_t = index == kernels::theil_index::t;
    within += size * (is_t ? r : 1) * theil_of(index, group);
    between += size * (is_t ? r : -1) * std::log(r);
  }
  return {some(within), some(between)};
}

}  // namespace zhibiao::test
