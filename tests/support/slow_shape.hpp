#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

/// The slow twin of skewness and kurtosis: the mean first, then the distances from it, in long doubles. Of
/// figures far from zero the mean is not exact: the distances tell by how much.
namespace zhibiao::test {

struct slow_shape {
  std::size_t n = 0;
  long double m2 = 0;
  long double m3 = 0;
  long double m4 = 0;

  explicit slow_shape(const std::vector<double>& figures) {
    long double sum = 0;
    for (const double x : figures) {
      if (std::isnan(x)) continue;
      sum += static_cast<long double>(x);
      ++n;
    }
    if (n == 0) return;
    const long double mean = sum / static_cast<long double>(n);
    long double rest = 0;
    for (const double x : figures) {
      if (!std::isnan(x)) rest += static_cast<long double>(x) - mean;
    }
    rest /= static_cast<long double>(n);
    for (const double x : figures) {
      if (std::isnan(x)) continue;
      const long double d = (static_cast<long double>(x) - mean) - rest;
      m2 += d * d;
      m3 += d * d * d;
      m4 += d * d * d * d;
    }
  }

  long double skewness() const {
    const auto count = static_cast<long double>(n);
    return (m3 / count) / std::pow(m2 / count, 1.5L);
  }
  long double kurtosis() const {
    const auto count = static_cast<long double>(n);
    return (m4 / count) / ((m2 / count) * (m2 / count)) - 3;
  }
};

/// Whether all figures that are there are the same.
inline bool are_equal(const std::vector<double>& figures) {
  double first = kernels::no_number;
  for (const double x : figures) {
    if (std::isnan(x)) continue;
    if (std::isnan(first)) first = x;
    if (x != first) return false;
  }
  return true;
}

}  // namespace zhibiao::test
