#pragma once

#include <zhibiao/kernels/rate_split.hpp>

#include "support/reference.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

/// The slow twins of the growth kernels: logarithms and halving of intervals in long doubles, and sums of
/// fractions.
namespace zhibiao::test {

/// Growth in percent of figures that have some.
inline long double level_growth(long double current, long double base, int spans) {
  if (current == 0) return -100;
  return std::expm1(std::log(current / base) / static_cast<long double>(spans)) * 100;
}

inline long double annual_growth(long double current, long double base, int times) {
  return (std::pow(current / base, static_cast<long double>(times)) - 1) * 100;
}

/// The root by halving, from the widest bracket there is.
inline long double cumulative_growth(long double base, const std::vector<double>& later) {
  long double wanted = 0;
  for (const double x : later) wanted += static_cast<long double>(x) / base;
  const auto left_side = [&](long double q) {
    long double sum = 0;
    for (std::size_t k = 1; k <= later.size(); ++k) {
      sum += std::pow(q, static_cast<long double>(k));
    }
    return sum;
  };
  long double low = 0;
  long double high = std::fmax(1, wanted);
  for (int step = 0; step < 200; ++step) {
    const long double middle = (low + high) / 2;
    (left_side(middle) < wanted ? low : high) = middle;
  }
  return ((low + high) / 2 - 1) * 100;
}

/// A member of a split: numerator and denominator in either period, or none.
struct slow_member {
  struct parts {
    fraction numerator;
    fraction denominator;
  };
  std::optional<parts> current;
  std::optional<parts> base;
};

struct slow_split {
  fraction whole = 0;
  fraction own = 0;
  fraction structure = 0;
  fraction entry = 0;
  fraction exit = 0;
};

/// The split of rates by its formulas, sum by sum; denominators are positive.
inline slow_split split_of(const std::vector<slow_member>& members) {
  struct sums {
    fraction numerator = 0;
    fraction denominator = 0;
    void add(const slow_member::parts& p) {
      numerator = numerator + p.numerator;
      denominator = denominator + p.denominator;
    }
    fraction rate() const { return numerator / denominator; }
  };
  sums now;
  sums then;
  sums stayed_now;
  sums stayed_then;
  for (const slow_member& m : members) {
    if (m.current) now.add(*m.current);
    if (m.base) then.add(*m.base);
    if (m.current && m.base) {
      stayed_now.add(*m.current);
      stayed_then.add(*m.base);
    }
  }
  slow_split s;
  s.whole = now.rate() - then.rate();
  s.entry = now.rate() - stayed_now.rate();
  s.exit = stayed_then.rate() - then.rate();
  const fraction half(1, 2);
  for (const slow_member& m : members) {
    if (!m.current || !m.base) continue;
    const fraction share = m.current->denominator / stayed_now.denominator;
    const fraction share_base = m.base->denominator / stayed_then.denominator;
    const fraction rate = m.current->numerator / m.current->denominator;
    const fraction rate_base = m.base->numerator / m.base->denominator;
    s.own = s.own + (share + share_base) * half * (rate - rate_base);
    s.structure = s.structure + (rate + rate_base) * half * (share - share_base);
  }
  return s;
}

}  // namespace zhibiao::test
