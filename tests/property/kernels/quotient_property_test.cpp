#include <zhibiao/kernels/quotient.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace zhibiao::kernels {
namespace {

constexpr decimal_scale whole_numbers{1, true};

// The slow twin: the difference and the change as fractions of 128-bit integers, divided once.
__extension__ typedef __int128 wide;

long double quotient_of_wide(wide numerator, wide denominator) {
  return static_cast<long double>(numerator) / static_cast<long double>(denominator);
}

bool close(double x, long double exact) {
  return std::fabs(static_cast<long double>(x) - exact) <= std::fabs(exact) * 0x1p-52L;
}

RC_GTEST_PROP(Quotient, AgreesWithFractions, ()) {
  const auto part = [] { return *rc::gen::inRange<long>(1, 1'000'000'000); };
  const long n1 = part();
  const long d1 = part();
  const long n2 = part();
  const long d2 = part();
  const quotient x = quotient_of(double(n1), whole_numbers, double(d1), whole_numbers, {100, 1});
  const quotient b = quotient_of(double(n2), whole_numbers, double(d2), whole_numbers, {100, 1});
  const wide cross = wide(n1) * d2 - wide(n2) * d1;
  RC_ASSERT(close(difference(x, b).value, quotient_of_wide(cross * 100, wide(d1) * d2)));
  RC_ASSERT(close(percent_change(x, b).value, quotient_of_wide(cross * 100, wide(n2) * d1)));
}

RC_GTEST_PROP(Quotient, ChangesTheSignWithTheOrder, ()) {
  const auto part = [] { return double(*rc::gen::inRange<long>(1, 1'000'000'000)); };
  const quotient x = quotient_of(part(), whole_numbers, part(), whole_numbers, {100, 1});
  const quotient b = quotient_of(part(), whole_numbers, part(), whole_numbers, {100, 1});
  RC_ASSERT(difference(x, b).value == -difference(b, x).value);
  RC_ASSERT(difference(x, x).value == 0);
}

RC_GTEST_PROP(Quotient, DifferenceOfDecimalRatesIsTheirDecimalDifference, ()) {
  // Rates of so many ten-thousandths on denominators that make them decimals.
  const long a = *rc::gen::inRange<long>(0, 1'000'001);
  const long b = *rc::gen::inRange<long>(0, 1'000'001);
  const long times = *rc::gen::inRange<long>(1, 1000);
  const auto rate = [](long ten_thousandths, long multiple) {
    return quotient_of(double(ten_thousandths * multiple), whole_numbers, 1e6 * double(multiple),
                       whole_numbers, {100, 1});
  };
  RC_ASSERT(difference(rate(a, times), rate(b, 7)).value == double(a - b) / 10000);
}

}  // namespace
}  // namespace zhibiao::kernels
