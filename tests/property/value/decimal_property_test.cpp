#include <zhibiao/value/decimal.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace {

using zhibiao::decimal;
using zhibiao::parse_decimal;
using zhibiao::ratio;
using zhibiao::to_double;

constexpr std::int64_t limit = 1'000'000'000'000'000'000;

decimal any_decimal() {
  const auto mantissa = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-1000, 1001),
                                        rc::gen::inRange<std::int64_t>(-limit + 1, limit));
  return decimal{mantissa, *rc::gen::inRange(0, 19)};
}

/// Small enough for any two of them to be added.
decimal any_small_decimal() {
  return decimal{*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'001),
                 *rc::gen::inRange(0, 9)};
}

double from_text(const std::string& text) {
  double x = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), x);
  return x;
}

RC_GTEST_PROP(DecimalProperty, TextReadsBackWithItsPlaces, ()) {
  const decimal d = any_decimal();
  const decimal read = parse_decimal(to_string(d));
  RC_ASSERT(read.mantissa == d.mantissa);
  RC_ASSERT(read.scale == d.scale);
}

RC_GTEST_PROP(DecimalProperty, NearestDoubleIsThatOfTheText, ()) {
  const decimal d = any_decimal();
  RC_ASSERT(to_double(d) == from_text(to_string(d)));
}

RC_GTEST_PROP(DecimalProperty, NearestDoubleOfAProductWithAPowerIsThatOfTheText, ()) {
  const decimal d = any_decimal();
  const int power = *rc::gen::inRange(0, 19);
  std::int64_t factor = 1;
  for (int i = 0; i < power; ++i) factor *= 10;
  const std::string text = to_string(d);
  RC_ASSERT(to_double(d, ratio{factor, 1}) == from_text(text + "e" + std::to_string(power)));
  RC_ASSERT(to_double(d, ratio{1, factor}) == from_text(text + "e-" + std::to_string(power)));
}

RC_GTEST_PROP(DecimalProperty, ProductIsWithinHalfAStepOfTheFormat, ()) {
  // Checked in a format with room for the product: (2^26)^2 by a quotient of 26 bits.
  const auto mantissa = *rc::gen::inRange<std::int64_t>(1, 1 << 26);
  const auto n = *rc::gen::inRange<std::int64_t>(1, 1 << 26);
  const auto d = *rc::gen::inRange<std::int64_t>(1, 1 << 26);
  RC_ASSERT(to_double(decimal{mantissa, 0}, ratio{n, d}) ==
            static_cast<double>(mantissa * n) / static_cast<double>(d));
}

RC_GTEST_PROP(DecimalProperty, LongDivisionAgreesWithTheProcessor, ()) {
  // Both sides multiplied by a number that pushes them out of what a double holds exactly.
  const auto mantissa = *rc::gen::inRange<std::int64_t>(1, 1 << 30);
  const auto d = *rc::gen::inRange<std::int64_t>(1, 1 << 30);
  const std::int64_t push = 1'000'000'007;
  RC_ASSERT(to_double(decimal{mantissa * push, 0}, ratio{push, d * push}) ==
            to_double(decimal{mantissa * push, 0}, ratio{1, d}));
  RC_ASSERT(to_double(decimal{mantissa, 0}, ratio{push, d * push}) ==
            static_cast<double>(mantissa) / static_cast<double>(d));
}

RC_GTEST_PROP(DecimalProperty, ShortestOfADoubleReadsBackAsIt, ()) {
  const double x = to_double(any_decimal());
  decimal d;
  try {
    d = zhibiao::shortest_decimal(x);
  } catch (const zhibiao::error&) {
    // Seventeen digits behind zeros: beyond the eighteenth place.
    RC_ASSERT((std::fabs(x) < 0.1 || std::fabs(x) >= 1e18));
    return;
  }
  RC_ASSERT(to_double(d) == x);
}

RC_GTEST_PROP(DecimalProperty, OrderIsThatOfTheDifference, ()) {
  const decimal a = any_small_decimal();
  const decimal b = any_small_decimal();
  RC_ASSERT((a < b) == ((a - b).mantissa < 0));
  RC_ASSERT((a == b) == ((a - b).mantissa == 0));
  RC_ASSERT((a > b) == (b < a));
}

RC_GTEST_PROP(DecimalProperty, SumsCommuteAndDifferencesUndoThem, ()) {
  const decimal a = any_small_decimal();
  const decimal b = any_small_decimal();
  const decimal c = any_small_decimal();
  RC_ASSERT(a + b == b + a);
  RC_ASSERT((a + b) + c == a + (b + c));
  RC_ASSERT((a + b) - b == a);
}

RC_GTEST_PROP(DecimalProperty, PlacesAreThoseOfTheShortestDecimal, ()) {
  const auto mantissa =
      *rc::gen::inRange<std::int64_t>(-(std::int64_t{1} << 51) + 1, std::int64_t{1} << 51);
  const int scale = *rc::gen::inRange(0, 10);
  const double x = to_double(decimal{mantissa, scale});
  const auto places = zhibiao::fewest_places(x);
  RC_ASSERT(places.has_value());
  RC_ASSERT(*places == zhibiao::shortest_decimal(x).scale);
  // What fits into some places fits into more while it is small enough.
  for (int more = *places; more <= scale; ++more) {
    const double unit = zhibiao::power_of_ten(more);
    RC_ASSERT(std::nearbyint(x * unit) / unit == x);
  }
}

RC_GTEST_PROP(DecimalProperty, PlacesAreFoundOnlyWhereTheyFit, ()) {
  const double x = std::ldexp(static_cast<double>(*rc::gen::arbitrary<std::int64_t>()),
                              *rc::gen::inRange(-70, 3));
  const auto places = zhibiao::fewest_places(x);
  for (int d = 0; d <= 9; ++d) {
    const double unit = zhibiao::power_of_ten(d);
    const double whole = std::nearbyint(x * unit);
    const bool fits = std::abs(whole) < 2251799813685248.0 && whole / unit == x;
    RC_ASSERT(fits == (places && d == *places) || (places && d > *places));
  }
}

RC_GTEST_PROP(DecimalProperty, AnyBytesAreReadOrRefused, (const std::string& text)) {
  const auto d = zhibiao::try_parse_decimal(text);
  RC_ASSERT(
      (!d || (d->mantissa > -limit && d->mantissa < limit && d->scale >= 0 && d->scale <= 18)));
}

}  // namespace
