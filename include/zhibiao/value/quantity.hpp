#pragma once

#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/unit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// How a report qualifies a number. The interval each stands for is a convention (GB/T 15835-2011
/// gives approximate numbers no numeric meaning); u is the place of the last printed digit, or for
/// `over`, `nearly` and `about` of the last digit that is not zero; for `nearly` and `about` a tenth of
/// the number where that digit is its only one and a 1 (近百户: [90, 100)).
enum class qualifier : std::uint8_t {
  exact,      ///< 422户: [v, v]
  rounded,    ///< 4.5亿元, 78%: [v - u/2, v + u/2); below zero (v - u/2, v + u/2]
  at_least,   ///< 以上, 不低于, 不少于, 至少: [v, limit]
  more_than,  ///< 超过, 突破, 高于: (v, limit]
  at_most,    ///< 以下, 以内, 不超过, 不高于, 最多, 至多: [limit, v]
  less_than,  ///< 不足, 不满, 低于, 少于: [limit, v)
  nearly,     ///< 近, 将近, 接近: [v - u, v)
  over,       ///< 余, 多: (v, v + u)
  about,      ///< 约, 左右: [v - u/2, v + u/2]; a bare 百亩 [50, 150]
  between,    ///< 30-40, 30至40: [a, b], v the lower end
  vague,   ///< 几 [2, 9], 十几 (10, 19], 数十 (20, 99], 百余 (100, 200), 几万 [2, 10) 万
  full,    ///< 全覆盖, 全部, 100%: the whole, 100 %
  none,    ///< 无, 零: 0
  masked,  ///< XX, XX个: a number that was blacked out; there is no value
};

/// The qualifier's name: `at_least`.
std::string_view name(qualifier q) noexcept;

/// True for the qualifiers whose number is not the figure itself but only bounds it.
constexpr bool is_bound(qualifier q) noexcept {
  switch (q) {
    case qualifier::at_least:
    case qualifier::more_than:
    case qualifier::at_most:
    case qualifier::less_than:
    case qualifier::nearly:
    case qualifier::over:
    case qualifier::about:
    case qualifier::between:
    case qualifier::vague:
      return true;
    default:
      return false;
  }
}

/// A figure as a report states it: the printed number, how it is qualified, the interval that
/// follows, and the unit. All in the printed unit and exact: 144多万 is 144 over (144, 145) 万.
struct quantity {
  decimal value;  ///< the printed number; computing uses it as the figure
  qualifier how = qualifier::exact;
  std::optional<decimal> lower;  ///< none: unbounded on this side, up to the natural limit
  std::optional<decimal> upper;
  bool lower_open = false;
  bool upper_open = false;
  zhibiao::unit unit;  ///< as printed; default where the text names none

  friend bool operator==(const quantity&, const quantity&) = default;
};

/// Reads what a report says: `98%以上`, `9800余亩`, `144多万`, `4.5亿元`, `近百户`, `3，667，070元`,
/// `全覆盖`, `超过80件次`, `百分之九十八`, `30-40户`, `XX个`.
///
/// A bare number (`78.13`) is exact: it comes from a table. A number with a scale word or a percent
/// is rounded to its last printed digit (`4.5亿元`, `78%`), and so is a decimal of anything but money
/// to the cent (`2.5公里`); a whole number is exact (`422户`, `15000米`, `3667070元`). 100% is `full`,
/// since a report claims with it that none is missing. 百 without a digit is `about` (`百亩`).
/// Digits may be full-width; thousands separators must stand at every third place. Qualifiers that
/// contradict each other (`约98%以上`) are refused, and so are numbers above 18 digits, or above 17
/// where the interval needs one place more.
/// Throws `error(not_a_quantity)`, with what was found, or `error(not_finite)` for NaN and infinity.
quantity parse_quantity(std::string_view text);
result<quantity> try_parse_quantity(std::string_view text);

/// What is known of the figure in another unit, which must fit: `{factor}` comes from `conversion`.
interval known_interval(const quantity& q, ratio factor = {}) noexcept;

/// For people: number, qualifier, interval and unit. `9800 over (9800, 9900) 亩`, `422 户`,
/// `98 at_least [98, ∞) %`, `XX 个`.
std::string to_string(const quantity& q);

}  // namespace zhibiao::inline ZB_ABI
