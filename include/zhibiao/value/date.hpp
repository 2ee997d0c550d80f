#pragma once

#include <zhibiao/value/error.hpp>
#include <zhibiao/value/period.hpp>

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// A day of the Gregorian calendar (日期): four bytes. Two days may be compared and nothing else;
/// periods are counted by `period`.
class date {
 public:
  /// No day: before every other.
  constexpr date() noexcept = default;

  /// Throws `error(not_a_date)` for a day that the calendar does not have, or a year outside 1..9999.
  static date make(int year, int month, int day);

  constexpr bool is_valid() const noexcept { return day_ != none; }
  int year() const noexcept;
  int month() const noexcept;  ///< from 1
  int day() const noexcept;    ///< of the month, from 1

  /// Days since 1970-01-01; the inverse makes a day of any number.
  constexpr std::int32_t number() const noexcept { return day_; }
  static constexpr date from_number(std::int32_t number) noexcept { return date(number); }

  friend constexpr auto operator<=>(const date&, const date&) noexcept = default;

 private:
  constexpr explicit date(std::int32_t number) noexcept : day_(number) {}

  static constexpr std::int32_t none = (std::numeric_limits<std::int32_t>::min)();
  std::int32_t day_ = none;
};

static_assert(sizeof(date) == 4);

/// The first and the last day of a period; of a year-to-date figure's, the first is that of its last
/// month or quarter.
date first_day(period p);
date last_day(period p);

/// The period of a frequency (single) that a day lies in.
period period_of(date day, frequency f);

/// Reads `2021-07-01`, `2021/7/1` or `2021年7月1日`, or a single period, which stands for its first day:
/// `2021`, `2021-07`, `2021-Q3`. Throws `error(not_a_date)`; the `try_` twin returns it.
date parse_date(std::string_view text);
result<date> try_parse_date(std::string_view text);

/// `2021-07-01`; empty for no day.
std::string to_string(date day);

}  // namespace zhibiao::inline ZB_ABI
