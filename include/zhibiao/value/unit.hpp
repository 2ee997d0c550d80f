#pragma once

#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/error.hpp>
#include <zhibiao/value/status.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// What a unit measures. Units of different dimension never fit each other: 户 is not 人, and a
/// percent is not a percentage point.
enum class dimension : std::uint8_t {
  none,           ///< no unit said, or a pure number
  household,      ///< 户
  person,         ///< 人, 名
  person_time,    ///< 人次
  case_count,     ///< 件, 件次, 起, 宗
  occasion,       ///< 次, 场, 期, 班
  item,           ///< 个, 家, 条, 项, 处, 座, 所, 村, ... : classifiers of things counted
  money,          ///< 元
  foreign_money,  ///< 美元
  area,           ///< 平方米, 亩, 公顷, 平方公里
  length,         ///< 米, 公里, 千米
  mass,           ///< 千克, 公斤, 斤, 吨
  volume,         ///< 立方米
  energy,         ///< 千瓦时, 度; 吨标准煤 is not one of them
  duration,       ///< 年, 月, 天, 日
  percent,        ///< %, per-mille at a tenth of it
  percentage_point,  ///< 百分点, 千分点
  score,             ///< 分
};

/// A unit with its exact scale: 元, 万元, 元/人, 元/人·月, 亩, %. Four bytes, trivially copyable.
/// A default unit is "none said": a bare number, possibly with a scale word (万).
struct unit {
  std::uint8_t atom = 0;      ///< row of the unit table; 0 none
  std::uint8_t per = 0;       ///< row of the unit it is divided by; 0 none
  std::uint8_t per_also = 0;  ///< a second one; 0 none
  std::int8_t exponent = 0;  ///< scale word before the atom: 千 3, 万 4, 百万 6, 千万 7, 亿 8;
                             ///< negative where it stands before the divisor: 件/万人 is -4

  friend constexpr bool operator==(const unit&, const unit&) noexcept = default;
};

/// Reads a unit as reports write it, Chinese or the English names of the table (`yuan`, `mu`).
/// Throws `error(not_a_unit)`. An empty text is the default unit.
unit parse_unit(std::string_view text);
result<unit> try_parse_unit(std::string_view text);

/// The unit's text, which `parse_unit` reads back: `万元`, `元/人`.
std::string to_string(unit u, language lang = language::zh);

/// What the unit (its numerator, if it is a quotient) measures.
dimension dimension_of(unit u) noexcept;

/// True where figures in the two units measure the same thing, so that a factor exists.
bool fits(unit a, unit b) noexcept;

/// The exact factor f with `x [from] = x * f [to]`: 万元 to 元 is 10000, 亩 to 公顷 is 1/15.
/// Throws `error(unit_does_not_fit)` where there is none, as between 天 and 月, and
/// `error(too_large)` where the factor is beyond 64 bits.
ratio conversion(unit from, unit to);

/// The unit meant by `said` where a column, or the catalogue, names another: `said` itself, but a
/// bare scale word takes the rest from `other` (144多万 beside 元 is in 万元), and none said is
/// `other`. `error(unit_does_not_fit)` where both have a scale word, as 万 beside 亿元.
result<unit> unit_meant(unit said, unit other);

/// The unit of a difference of two figures: 百分点 for %, 千分点 for ‰, else the unit itself.
unit difference_unit(unit u) noexcept;

/// The percent unit, that of rates of change.
unit percent() noexcept;
/// The percentage point, that of differences of rates.
unit percentage_point() noexcept;

}  // namespace zhibiao::inline ZB_ABI
