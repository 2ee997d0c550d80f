#include <zhibiao/value/quantity.hpp>

#include "value/statement.hpp"

#include <cstdint>

namespace zhibiao::inline ZB_ABI {
namespace {

using detail::figure;
using detail::refusal;
using detail::statement;
using stated = std::optional<qualifier>;

// How a number without a qualifier is meant. Yuan to the cent and whole numbers of anything are
// counts of the smallest piece; a decimal of anything else, and whatever is printed in 万 or in
// percent, was rounded to be printed. A bare number comes from a table.
qualifier assumed(decimal value, unit in) noexcept {
  const dimension measured = dimension_of(in);
  const bool money = measured == dimension::money || measured == dimension::foreign_money;
  if (in == percent() && value == decimal{100, 0}) return qualifier::full;
  if (in == unit{}) return qualifier::exact;
  if (in.exponent != 0 || measured == dimension::percent ||
      measured == dimension::percentage_point) {
    return qualifier::rounded;
  }
  const bool to_the_cent = money && in.per == 0 && value.scale <= 2;
  return value.scale == 0 || to_the_cent ? qualifier::exact : qualifier::rounded;
}

// One of the last printed digit: 0.1 for 4.5.
decimal last_place(decimal value) noexcept { return {1, value.scale}; }

// One of the last digit that is not zero: 100 for 9800. For zero, of the last printed digit.
decimal last_place_used(decimal value) noexcept {
  if (value.mantissa == 0) return last_place(value);
  decimal place{1, value.scale};
  for (std::int64_t m = value.mantissa; m % 10 == 0; m /= 10) {
    if (place.scale > 0) {
      --place.scale;
    } else {
      place.mantissa *= 10;
    }
  }
  return place;
}

// How far off 近 and 约 may be. A round 100 is no number to the hundred: 近百户 says 90 and more.
decimal vagueness(decimal value) noexcept {
  const decimal used = last_place_used(value);
  if (used != value) return used;
  return used.mantissa == 1 ? decimal{1, used.scale + 1} : decimal{used.mantissa / 10, used.scale};
}

decimal half(decimal place) noexcept {
  if (place.mantissa == 1) return {5, place.scale + 1};
  return {place.mantissa / 2, place.scale};
}

constexpr std::int64_t most_with_a_place_to_spare = 100'000'000'000'000'000;

bool has_a_place_to_spare(decimal value) noexcept {
  return value.mantissa < most_with_a_place_to_spare &&
         value.mantissa > -most_with_a_place_to_spare && value.scale < 18;
}

// The quantity of one figure, with the interval of its qualifier.
result<quantity> with_interval(const figure& read, stated how, std::string_view whole) {
  quantity q;
  q.value = read.number.value;
  q.unit = read.in;
  q.how = how.value_or(assumed(q.value, q.unit));

  if (read.number.below) {
    if (how) return refusal("no qualifier beside 几, 数 or 十几", whole);
    // 几万 may be 9.5万, but 几户 cannot be 9.5户.
    const bool counted = assumed(q.value, q.unit) == qualifier::exact;
    q.how = qualifier::vague;
    q.lower = q.value;
    q.lower_open = q.value != decimal{2, 0};
    q.upper = decimal{*read.number.below - (counted ? 1 : 0), 0};
    q.upper_open = !counted;
    return q;
  }
  if (q.how != qualifier::exact && !has_a_place_to_spare(q.value)) {
    return refusal("at most 17 digits in a number that is not exact", whole);
  }
  if ((q.how == qualifier::nearly || q.how == qualifier::over) && q.value <= decimal{}) {
    return refusal("a number above zero", whole);
  }

  const decimal used = last_place_used(q.value);
  switch (q.how) {
    case qualifier::exact:
    case qualifier::full:
    case qualifier::none:
      q.lower = q.upper = q.value;
      break;
    case qualifier::rounded: {
      const decimal off = half(last_place(q.value));
      q.lower = q.value - off;
      q.upper = q.value + off;
      // Halves go away from zero, so the end that rounds to the number is the one nearer to zero.
      const bool negative = q.value < decimal{};
      q.lower_open = negative;
      q.upper_open = !negative;
      break;
    }
    case qualifier::at_least:
    case qualifier::more_than:
      q.lower = q.value;
      q.lower_open = q.how == qualifier::more_than;
      break;
    case qualifier::at_most:
    case qualifier::less_than:
      q.upper = q.value;
      q.upper_open = q.how == qualifier::less_than;
      break;
    case qualifier::nearly:
      q.lower = q.value - vagueness(q.value);
      q.upper = q.value;
      q.upper_open = true;
      break;
    case qualifier::over:
      q.lower = q.value;
      q.upper = q.value + used;
      q.lower_open = q.upper_open = true;
      break;
    case qualifier::about:
      q.lower = q.value - half(vagueness(q.value));
      q.upper = q.value + half(vagueness(q.value));
      break;
    case qualifier::between:
    case qualifier::vague:
    case qualifier::masked:
      break;
  }
  return q;
}

result<quantity> range(const figure& low, const figure& high, stated how, std::string_view whole) {
  if (how || low.how || high.how) return refusal("a range without a qualifier", whole);
  if (low.number.below || high.number.below || low.number.lone_place || high.number.lone_place) {
    return refusal("a number at each end of the range", whole);
  }
  // 30-40%, 3万-5万元: the lower end may leave out what the upper end says.
  const bool left_out = low.in.atom == 0 && low.in.per == 0 &&
                        (low.in.exponent == 0 || low.in.exponent == high.in.exponent);
  if (low.in != high.in && !left_out) return refusal("one unit for both ends of the range", whole);
  if (low.number.value >= high.number.value) {
    return refusal("a range from the lower to the higher number", whole);
  }
  quantity q;
  q.value = low.number.value;
  q.how = qualifier::between;
  q.lower = low.number.value;
  q.upper = high.number.value;
  q.unit = high.in;
  return q;
}

// The quantity of a single figure.
result<quantity> single(const figure& read, stated how, std::string_view whole) {
  if (!read.number.lone_place) {
    const bool zero = read.words && !read.number.below && read.number.value == decimal{};
    return with_interval(read, !how && zero ? qualifier::none : how, whole);
  }
  if (!how) {
    // 百亩大棚 says roughly how large; 万元 and 千米 alone are units and no numbers.
    const bool hundred = read.number.value == decimal{100, 0} && read.in.exponent == 0;
    if (!hundred || read.in == unit{}) return refusal("a number before the unit", whole);
    if (read.fraction) return with_interval(read, how, whole);
    result<quantity> q = with_interval(read, qualifier::about, whole);
    if (!q) return q;
    quantity roughly = *std::move(q);  // only the order of magnitude is said
    roughly.lower = decimal{50, 0};
    roughly.upper = decimal{150, 0};
    return roughly;
  }
  result<quantity> q = with_interval(read, how, whole);
  if (!q || how != qualifier::over) return q;
  quantity vague = *std::move(q);  // 百余
  vague.how = qualifier::vague;
  return vague;
}

}  // namespace

result<quantity> try_parse_quantity(std::string_view text) {
  const result<statement> said = detail::read_statement(text);
  if (!said) return said.why();
  quantity q;
  switch (said->what) {
    case statement::form::figure:
      return single(said->first, said->how, text);
    case statement::form::range:
      return range(said->first, said->last, said->how, text);
    case statement::form::all:
      q.value = {100, 0};
      q.how = qualifier::full;
      q.unit = percent();
      q.lower = q.upper = q.value;
      break;
    case statement::form::nothing:
      q.how = qualifier::none;
      q.lower = q.upper = q.value;
      break;
    case statement::form::masked:
      q.how = qualifier::masked;
      q.unit = said->first.in;
      break;
  }
  return q;
}

quantity parse_quantity(std::string_view text) { return try_parse_quantity(text).value(); }

std::string_view name(qualifier q) noexcept {
  switch (q) {
    case qualifier::exact:
      return "exact";
    case qualifier::rounded:
      return "rounded";
    case qualifier::at_least:
      return "at_least";
    case qualifier::more_than:
      return "more_than";
    case qualifier::at_most:
      return "at_most";
    case qualifier::less_than:
      return "less_than";
    case qualifier::nearly:
      return "nearly";
    case qualifier::over:
      return "over";
    case qualifier::about:
      return "about";
    case qualifier::between:
      return "between";
    case qualifier::vague:
      return "vague";
    case qualifier::full:
      return "full";
    case qualifier::none:
      return "none";
    case qualifier::masked:
      return "masked";
  }
  return {};
}

interval known_interval(const quantity& q, ratio factor) noexcept {
  interval known;
  known.lower_open = !q.lower || q.lower_open;
  known.upper_open = !q.upper || q.upper_open;
  if (q.lower) known.lower = to_double(*q.lower, factor);
  if (q.upper) known.upper = to_double(*q.upper, factor);
  // Two ends that differ beyond a double's digits: an open interval of one point would be empty.
  if (known.lower == known.upper) return exactly(known.lower);
  return known;
}

std::string to_string(const quantity& q) {
  std::string out;
  if (q.how == qualifier::masked) {
    out = "XX";
  } else {
    out = to_string(q.value);
    if (q.how != qualifier::exact) {
      out += ' ';
      out += name(q.how);
    }
    if (!q.lower || !q.upper || *q.lower != *q.upper) {
      out += q.lower && !q.lower_open ? " [" : " (";
      out += q.lower ? to_string(*q.lower) : "-∞";
      out += ", ";
      out += q.upper ? to_string(*q.upper) : "∞";
      out += q.upper && !q.upper_open ? ']' : ')';
    }
  }
  if (q.unit != zhibiao::unit{}) out += ' ' + to_string(q.unit);
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
