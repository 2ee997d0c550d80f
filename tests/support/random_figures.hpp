#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <rapidcheck.h>
#include <vector>

/// Random figures, made of integers so that every machine makes the same.
namespace zhibiao::test {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Decimal places of a series; negative for figures that are not decimals.
constexpr int no_places = -1;

inline int any_places() { return *rc::gen::inRange(no_places, 5); }

inline double power_of(int places) { return places < 0 ? 7 : std::pow(10.0, places); }

inline kernels::decimal_scale scale_of(int places) {
  if (places < 0) return {};
  return {power_of(places), true};
}

inline std::int64_t any_mantissa() {
  return *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-3, 4),
                         rc::gen::inRange<std::int64_t>(-100'000, 100'001),
                         rc::gen::inRange<std::int64_t>(0, 1'000'000'000'001));
}

inline double any_number(int places) {
  return static_cast<double>(any_mantissa()) / power_of(places);
}

inline double any_positive(int places) {
  return static_cast<double>(*rc::gen::inRange<std::int64_t>(1, 1'000'001)) / power_of(places);
}

/// A figure, one in eight of them missing.
inline double any_figure(int places) {
  return *rc::gen::inRange(0, 8) == 0 ? kernels::no_number : any_number(places);
}

inline std::vector<double> any_figures(std::size_t n, int places) {
  std::vector<double> x(n);
  for (double& figure : x) figure = any_figure(places);
  return x;
}

/// Lengths around the strips of the bulk loops.
inline std::size_t any_length() { return *rc::gen::inRange<std::size_t>(0, 71); }

/// Two figures in order, at times the same, with ends that belong or not.
inline interval between(double a, double b) {
  if (a == b) return exactly(a);
  const bool lower_open = *rc::gen::arbitrary<bool>();
  const bool upper_open = *rc::gen::arbitrary<bool>();
  return {std::min(a, b), std::max(a, b), lower_open, upper_open};
}

inline interval any_interval(int places) {
  const double lower = any_number(places);
  const bool is_point = *rc::gen::inRange(0, 4) == 0;
  return between(lower, is_point ? lower : any_number(places));
}

inline interval any_positive_interval(int places) {
  return between(any_positive(places), any_positive(places));
}

/// `>=`, `>`, `<=`, `<`, a range or a single value; one in eight missing.
inline interval any_target(int places) {
  const double a = any_number(places);
  const bool open = *rc::gen::arbitrary<bool>();
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return exactly(kernels::no_number);
    case 1:
      return exactly(a);
    case 2:
    case 3:
      return between(a, any_number(places));
    case 4:
    case 5:
      return {a, infinity, open, true};
    default:
      return {-infinity, a, true, open};
  }
}

/// Equal within the rounding of a few operations; `size` is that of what was added and subtracted.
inline bool is_close(double a, double b, double size = 0) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (a == b) return true;
  return std::fabs(a - b) <= 1e-14 * std::max({std::fabs(a), std::fabs(b), size});
}

/// A number with a status that has one, or neither; never infinite, never -0.
inline bool is_sound(double value, status why) {
  if (has_number(why)) return std::isfinite(value) && !(value == 0 && std::signbit(value));
  return std::isnan(value);
}

/// Equal to the twin's: bit for bit where figures are decimals.
inline bool agrees(double value, status why, const kernels::cell& twin, int places,
                   double size = 0) {
  if (why != twin.why || !is_sound(value, why)) return false;
  if (!has_number(why)) return true;
  return places >= 0 ? value == twin.value : is_close(value, twin.value, size);
}

}  // namespace zhibiao::test
