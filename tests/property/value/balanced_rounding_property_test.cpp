#include <zhibiao/value/balanced_rounding.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace zhibiao {
namespace {

/// Decimals of up to four places, some below zero.
rc::Gen<std::vector<double>> parts() {
  return rc::gen::container<std::vector<double>>(
      rc::gen::map(rc::gen::inRange(-2'000'000, 20'000'000), [](int n) {
        return to_double(decimal{n, 4});
      }));
}

std::int64_t in_tenths(double x) { return std::llround(x * 10); }

RC_GTEST_PROP(BalancedRounding, PartsAddUpToTheRoundedSum, ()) {
  const std::vector<double> of = *parts();
  std::int64_t sum = 0;
  for (const double x : of) sum += std::llround(x * 10'000);
  const double total = to_double(round(decimal{sum, 4}, decimal_places(1), rounding_mode::half_up));

  std::int64_t made = 0;
  for (const double x : balanced(of, decimal_places(1), rounding_mode::half_up))
    made += in_tenths(x);
  RC_ASSERT(made == in_tenths(total));
}

RC_GTEST_PROP(BalancedRounding, EveryPartEndsNextToItself, ()) {
  const std::vector<double> of = *parts();
  const std::vector<double> made = balanced(of, decimal_places(1), rounding_mode::half_even);
  for (std::size_t i = 0; i < of.size(); ++i) {
    const std::int64_t exact = std::llround(of[i] * 10'000);
    RC_ASSERT(std::llabs(in_tenths(made[i]) * 1000 - exact) < 1000);
  }
}

RC_GTEST_PROP(BalancedRounding, ALargerPartIsNeverPrintedSmaller, ()) {
  const std::vector<double> of = *parts();
  const std::vector<double> made = balanced(of, decimal_places(1), rounding_mode::half_up);
  for (std::size_t i = 1; i < of.size(); ++i) {
    if (of[i - 1] > of[i]) RC_ASSERT(made[i - 1] >= made[i]);
    if (of[i - 1] < of[i]) RC_ASSERT(made[i - 1] <= made[i]);
  }
}

}  // namespace
}  // namespace zhibiao
