#pragma once

#include <zhibiao/kernels/moments.hpp>

#include "support/reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
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
kernels::cell variance(const std::vector<double>& figures, int places,
                       kernels::deviation_form form) {
  const int n = static_cast<int>(figures.size());
  const int divisor = form == kernels::deviation_form::sample ? n - 1 : n;
  if (n == 0) return none(status::not_reported);
  if (divisor == 0) return none(status::out_of_domain);
  return some(variance_of<Number>(figures, places, divisor));
}

inline kernels::cell standard_deviation(const std::vector<double>& figures,
                                        kernels::deviation_form form) {
  const kernels::cell v = variance<long double>(figures, 0, form);
  return {std::sqrt(v.value), v.why};
}

inline kernels::cell coefficient_of_variation(const std::vector<double>& figures,
                                              kernels::deviation_form form) {
  const kernels::cell s = standard_deviation(figures, form);
  if (!has_number(s.why)) return s;
  const kernels::cell m = mean<long double>(figures, 0);
  if (m.value <= 0) return none(status::out_of_domain);
  return some(static_cast<long double>(s.value) / static_cast<long double>(m.value));
}

}  // namespace zhibiao::test
