#include <zhibiao/value/rounding.hpp>

#include "support/text_rounding.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdint>

namespace {

using zhibiao::decimal;
using zhibiao::rounding_mode;
using zhibiao::rounding_step;

rounding_step any_step() { return {*rc::gen::element(1, 2, 5), *rc::gen::inRange(-4, 5)}; }

rounding_mode any_mode() {
  return *rc::gen::element(rounding_mode::half_up, rounding_mode::half_even);
}

decimal any_decimal() {
  return decimal{*rc::gen::inRange<std::int64_t>(-10'000'000'000, 10'000'000'001),
                 *rc::gen::inRange(0, 8)};
}

/// The kind of number a table holds; many are ties of some step.
double any_double() { return to_double(any_decimal()); }

decimal size_of(rounding_step step) {
  std::int64_t mantissa = step.factor;
  for (int i = 0; i < step.exponent; ++i) mantissa *= 10;
  return decimal{mantissa, step.exponent < 0 ? -step.exponent : 0};
}

decimal magnitude(decimal d) { return decimal{d.mantissa < 0 ? -d.mantissa : d.mantissa, d.scale}; }

RC_GTEST_PROP(RoundingProperty, RoundingTwiceByTheSameStepIsRoundingOnce, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  const decimal once = round(any_decimal(), step, mode);
  const decimal twice = round(once, step, mode);
  RC_ASSERT(twice.mantissa == once.mantissa);
  RC_ASSERT(twice.scale == once.scale);
  const double x = zhibiao::round(any_double(), step, mode);
  RC_ASSERT(zhibiao::round(x, step, mode) == x);
}

RC_GTEST_PROP(RoundingProperty, OrderIsKept, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  const decimal a = any_decimal();
  const decimal b = any_decimal();
  RC_ASSERT((!(a <= b) || round(a, step, mode) <= round(b, step, mode)));
  const double x = any_double();
  const double y = *rc::gen::element(any_double(), std::nextafter(x, 1e300), -x);
  RC_ASSERT((!(x <= y) || zhibiao::round(x, step, mode) <= zhibiao::round(y, step, mode)));
}

RC_GTEST_PROP(RoundingProperty, SignMakesNoDifference, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  const decimal d = any_decimal();
  const decimal up = round(d, step, mode);
  const decimal down = round(decimal{-d.mantissa, d.scale}, step, mode);
  RC_ASSERT(up.mantissa == -down.mantissa);
  const double x = any_double();
  RC_ASSERT(zhibiao::round(-x, step, mode) == -zhibiao::round(x, step, mode));
}

RC_GTEST_PROP(RoundingProperty, ResultIsWithinHalfAStep, ()) {
  const auto step = any_step();
  const decimal d = any_decimal();
  const decimal off = magnitude(round(d, step, any_mode()) - d);
  RC_ASSERT(off + off <= size_of(step));
}

RC_GTEST_PROP(RoundingProperty, ResultIsAWholeNumberOfSteps, ()) {
  const auto step = any_step();
  const decimal rounded = round(any_decimal(), step, any_mode());
  RC_ASSERT(rounded.scale == size_of(step).scale);
  RC_ASSERT(rounded.mantissa % size_of(step).mantissa == 0);
}

RC_GTEST_PROP(RoundingProperty, ModesDifferOnlyOnTies, ()) {
  const auto step = any_step();
  const decimal d = any_decimal();
  const decimal up = round(d, step, rounding_mode::half_up);
  const decimal even = round(d, step, rounding_mode::half_even);
  if (up == even) return;
  const decimal off = magnitude(up - d);
  RC_ASSERT(off + off == size_of(step));
  RC_ASSERT(even.mantissa / size_of(step).mantissa % 2 == 0);
}

RC_GTEST_PROP(RoundingProperty, DoubleRoundsLikeTheDecimalItWasWrittenAs, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  const decimal d = any_decimal();
  RC_ASSERT(zhibiao::round(to_double(d), step, mode) == to_double(round(d, step, mode)));
}

RC_GTEST_PROP(RoundingProperty, DoubleAgreesWithRoundingOnPaper, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  // A quotient has all its digits, and now and then comes close to a tie.
  const double x = any_double() / *rc::gen::element(1.0, 3.0, 7.0, 8.0, 1024.0);
  RC_ASSERT(zhibiao::round(x, step, mode) == zhibiao_test::text_rounding::round(x, step, mode));
}

RC_GTEST_PROP(RoundingProperty, QuotientByAPowerOfTenIsTheDecimal, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  const decimal d = any_decimal();
  std::int64_t denominator = 1;
  for (int i = 0; i < d.scale; ++i) denominator *= 10;
  RC_ASSERT(round_quotient(d.mantissa, denominator, step, mode) == round(d, step, mode));
}

RC_GTEST_PROP(RoundingProperty, QuotientDoesNotDependOnCommonFactors, ()) {
  const auto step = any_step();
  const auto mode = any_mode();
  const auto n = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'001);
  const auto d = *rc::gen::inRange<std::int64_t>(1, 1'000'001);
  const auto k = *rc::gen::distinctFrom(rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'001), 0);
  RC_ASSERT(round_quotient(n * k, d * k, step, mode) == round_quotient(n, d, step, mode));
}

RC_GTEST_PROP(RoundingProperty, FixedTextIsTheRoundedNumber, ()) {
  const int places = *rc::gen::inRange(0, 8);
  const auto mode = any_mode();
  const decimal d = any_decimal();
  RC_ASSERT(zhibiao::format_fixed(to_double(d), places, mode) ==
            to_string(round(d, zhibiao::decimal_places(places), mode)));
}

}  // namespace
