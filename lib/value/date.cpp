#include <zhibiao/value/date.hpp>

#include "value/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <system_error>

namespace zhibiao::inline ZB_ABI {
namespace {

using std::chrono::year_month_day;

year_month_day calendar_day(date d) noexcept {
  return std::chrono::sys_days(std::chrono::days(d.number()));
}

std::optional<date> day_of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  const year_month_day of{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                          std::chrono::day(static_cast<unsigned>(day))};
  if (!of.ok()) return {};
  const auto number = std::chrono::sys_days(of).time_since_epoch().count();
  return date::from_number(static_cast<std::int32_t>(number));
}

// A number of one or two digits, four of a year, and the sign behind it. Moves on in the text.
std::optional<int> take_number(std::string_view& text, std::size_t most_digits) {
  int number = 0;
  const char* const end = text.data() + std::min(text.size(), most_digits);
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return number;
}

bool take(std::string_view& text, std::string_view sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(sign.size());
  return true;
}

std::optional<date> read_day(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 3>, 3> forms{
      {{"-", "-", ""}, {"/", "/", ""}, {"年", "月", "日"}}};
  for (const auto& [behind_year, behind_month, behind_day] : forms) {
    std::string_view rest = text;
    const std::optional<int> year = take_number(rest, 4);
    if (!year || text.size() - rest.size() != 4 || !take(rest, behind_year)) continue;
    const std::optional<int> month = take_number(rest, 2);
    if (!month || !take(rest, behind_month)) continue;
    const std::optional<int> day = take_number(rest, 2);
    if (!day || !take(rest, behind_day) || !rest.empty()) continue;
    return day_of(*year, *month, *day);
  }
  return std::nullopt;
}

std::string padded(int n, std::size_t width) {
  const std::string digits = std::to_string(n);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

date date::make(int year, int month, int day) {
  if (const std::optional<date> made = day_of(year, month, day)) return *made;
  throw error(errc::not_a_date, "expected a day of the calendar, found " + std::to_string(year) +
                                    "-" + std::to_string(month) + "-" + std::to_string(day));
}

int date::year() const noexcept { return static_cast<int>(calendar_day(*this).year()); }
int date::month() const noexcept {
  return static_cast<int>(static_cast<unsigned>(calendar_day(*this).month()));
}
int date::day() const noexcept {
  return static_cast<int>(static_cast<unsigned>(calendar_day(*this).day()));
}

date first_day(period p) {
  const int months = 12 / periods_per_year(p.frequency());
  return date::make(p.year(), (p.index() - 1) * months + 1, 1);
}

date last_day(period p) {
  const int months = 12 / periods_per_year(p.frequency());
  const std::chrono::year_month_day_last last =
      std::chrono::year(p.year()) / static_cast<int>(p.index() * months) / std::chrono::last;
  return date::from_number(
      static_cast<std::int32_t>(std::chrono::sys_days(last).time_since_epoch().count()));
}

period period_of(date day, frequency f) {
  const int months = 12 / periods_per_year(f);
  return period::make(f, day.year(), (day.month() - 1) / months + 1);
}

result<date> try_parse_date(std::string_view text) {
  const std::string plain = detail::narrow(text);
  if (const std::optional<date> day = read_day(plain)) return *day;
  const result<period> whole = try_parse_period(plain);
  if (whole && whole->form() == form::single) return first_day(*whole);
  return error(errc::not_a_date,
               "expected a date or a period such as 2021-07-01, 2021-07 or 2021, "
               "found " +
                   detail::quoted(text));
}

date parse_date(std::string_view text) { return try_parse_date(text).value(); }

std::string to_string(date day) {
  if (!day.is_valid()) return {};
  return padded(day.year(), 4) + "-" + padded(day.month(), 2) + "-" + padded(day.day(), 2);
}

}  // namespace zhibiao::inline ZB_ABI
