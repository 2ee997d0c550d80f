#pragma once

#include <zhibiao/value/error.hpp>
#include <zhibiao/value/status.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// How often a series is reported. The number is the periods per year (期/年).
enum class frequency : std::uint8_t { year = 1, half = 2, quarter = 4, month = 12 };

/// Whether a figure belongs to its period alone or runs from January to its end (本年累计).
/// The two are different series and never mix.
enum class form : std::uint8_t { single = 0, year_to_date = 1 };

constexpr int periods_per_year(frequency f) noexcept { return static_cast<int>(f); }

/// A statistical period (报告期): a year, half, quarter or month, single or year-to-date.
///
/// Eight bytes, trivially copyable. The same period last year is a subtraction, never calendar
/// arithmetic on dates, so a gap in the data cannot be taken for a year.
class period {
 public:
  /// No period: `is_valid()` is false.
  constexpr period() noexcept = default;

  /// Period `index` (from 1) of `year`.
  /// Throws `error(not_a_period)` for a year outside 1..9999, an index the frequency does not have,
  /// or a year-to-date year (the whole year is the single one).
  static constexpr period make(zhibiao::frequency f, int year, int index,
                               zhibiao::form form = zhibiao::form::single) {
    if (!is_possible(f, year, index, form)) throw_impossible(f, year, index, form);
    return period(f, static_cast<std::int32_t>(year * periods_per_year(f) + index - 1), form);
  }

  /// True where `make` would succeed.
  static constexpr bool is_possible(zhibiao::frequency f, int year, int index,
                                    zhibiao::form form) noexcept {
    return year >= 1 && year <= 9999 && index >= 1 && index <= periods_per_year(f) &&
           !(f == frequency::year && form == zhibiao::form::year_to_date);
  }

  /// The period with that ordinal: the inverse of `ordinal()`.
  static constexpr period from_ordinal(zhibiao::frequency f, std::int32_t ordinal,
                                       zhibiao::form form = zhibiao::form::single) {
    return make(f, ordinal / periods_per_year(f), ordinal % periods_per_year(f) + 1, form);
  }

  constexpr bool is_valid() const noexcept { return ordinal_ != 0; }
  constexpr zhibiao::frequency frequency() const noexcept { return frequency_; }
  constexpr zhibiao::form form() const noexcept { return form_; }
  constexpr int year() const noexcept { return ordinal_ / periods_per_year(frequency_); }
  /// From 1: the month, quarter or half; 1 for a year.
  constexpr int index() const noexcept { return ordinal_ % periods_per_year(frequency_) + 1; }
  /// `year * periods_per_year + index - 1`: consecutive periods have consecutive ordinals.
  constexpr std::int32_t ordinal() const noexcept { return ordinal_; }

  /// The period `n` periods later (earlier for a negative n), of the same frequency and form.
  /// Throws `error(not_a_period)` where that leaves the years 1..9999, or for no period.
  constexpr period shifted(int n) const {
    if (!is_valid()) throw_impossible(frequency_, 0, 1, form_);
    // Far beyond every period there is; keeps the sum from overflowing.
    constexpr int limit = 200'000;
    return from_ordinal(frequency_,
                        ordinal_ + (n > limit    ? limit
                                    : n < -limit ? -limit
                                                 : n),
                        form_);
  }

  /// Base of 同比: the same period of the year before.
  constexpr period same_period_last_year() const { return shifted(-periods_per_year(frequency_)); }

  /// Base of 环比: the period before.
  constexpr period previous() const { return shifted(-1); }

  friend constexpr bool operator==(const period&, const period&) noexcept = default;

  /// Earlier is less; periods of different frequency or form are unordered.
  friend constexpr std::partial_ordering operator<=>(const period& a, const period& b) noexcept {
    if (a.frequency_ != b.frequency_ || a.form_ != b.form_) return std::partial_ordering::unordered;
    return a.ordinal_ <=> b.ordinal_;
  }

 private:
  constexpr period(zhibiao::frequency f, std::int32_t ordinal, zhibiao::form form) noexcept
      : ordinal_(ordinal), frequency_(f), form_(form) {}

  [[noreturn]] static void throw_impossible(zhibiao::frequency f, int year, int index,
                                            zhibiao::form form);

  std::int32_t ordinal_ = 0;
  zhibiao::frequency frequency_ = zhibiao::frequency::year;
  zhibiao::form form_ = zhibiao::form::single;
  std::uint16_t reserved_ = 0;
};

static_assert(sizeof(period) == 8);

/// Months from the beginning of the year 0 to the end of the period: periods of any frequency and form that
/// end together have the same.
constexpr int end_month(period p) noexcept {
  return p.year() * 12 + p.index() * (12 / periods_per_year(p.frequency()));
}

/// Reads a period: `2021`, `2021-S1`, `2021-Q3`, `2021-M09` or `2021-09`, and with `YTD` behind for
/// the cumulative form (`2021-M09YTD`); also as reports write it: `2021年`, `2021年上半年`,
/// `2021年3季度`, `2021年9月`, `2021年1-9月` (cumulative). Full-width digits are taken.
/// Throws `error(not_a_period)`; the `try_` twin returns it.
period parse_period(std::string_view text);
result<period> try_parse_period(std::string_view text);

/// The canonical text, which `parse_period` reads back: `2021-M09YTD`.
std::string to_string(period p);

/// The period in words for people: `2021年1-9月`, `January-September 2021`.
std::string describe(period p, language lang);

}  // namespace zhibiao::inline ZB_ABI
