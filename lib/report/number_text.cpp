#include <zhibiao/report/number_text.hpp>
#include <zhibiao/report/words.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/rounding.hpp>
#include <zhibiao/value/unit.hpp>

#include "report/filled.hpp"
#include "value/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

/// One end of an interval, in print.
struct end_text {
  std::string text;
  bool moved = false;  ///< rounded away from the exact end
};

end_text text_of_end(double end, int places, bool upper) {
  // From here on a double has no digits behind the point that could matter, and a decimal no room.
  constexpr double too_large = 1e15;
  if (std::fabs(end) >= too_large) return {number_text(end, places), false};
  const int exact = shortest_places(end);
  if (exact <= places + 2) return {number_text(end, std::max(places, exact)), false};
  // A double with that many places has few digits before the point: what is left fits a decimal.
  decimal shown = parse_decimal(format_fixed(end, places + 1));
  const decimal step{1, places + 1};
  if (upper && to_double(shown) < end) shown = shown + step;
  if (!upper && to_double(shown) > end) shown = shown - step;
  return {detail::with_separators(to_string(shown)), true};
}

bool is_figure(measure m) { return m == measure::value || m == measure::stated; }

bool is_change(measure m) {
  return m == measure::difference || m == measure::year_on_year || m == measure::period_on_period;
}

}  // namespace

std::string number_text(double value, int places, rounding_mode mode) {
  return detail::with_separators(format_fixed(value, places, mode));
}

std::string change_text(double value, int places, rounding_mode mode) {
  std::string text = number_text(value, places_to_see(value, places), mode);
  if (text.empty() || value == 0 || text.starts_with('-')) return text;
  return (value > 0 ? "+" : "-") + text;
}

int shortest_places(double value) noexcept {
  if (!std::isfinite(value)) return 0;
  std::array<char, 32> text{};  // the longest is -1.7976931348623157e+308
  const char* const end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific)
          .ptr;
  const std::string_view number(text.data(), static_cast<std::size_t>(end - text.data()));
  const std::size_t e = number.find('e');
  const std::size_t point = number.find('.');
  const int digits = point == std::string_view::npos ? 0 : static_cast<int>(e - point) - 1;
  int power = 0;
  std::from_chars(number.data() + e + (number[e + 1] == '+' ? 2 : 1), end, power);
  return std::max(digits - power, 0);
}

int places_to_see(double value, int places) {
  for (int more = places; value != 0 && more < places + 6; ++more) {
    if (format_fixed(value, more).find_first_of("123456789") != std::string::npos) return more;
  }
  return value == 0 ? places : places + 6;
}

std::string interval_text(const interval& known, const interval& limits, int places) {
  const bool no_lower = std::isinf(known.lower) ||
                        (known.lower == limits.lower && known.lower_open == limits.lower_open);
  const bool no_upper = std::isinf(known.upper) ||
                        (known.upper == limits.upper && known.upper_open == limits.upper_open);
  if (std::isinf(known.lower) && std::isinf(known.upper)) return "(-∞, ∞)";
  if (no_upper && !no_lower) {
    const end_text end = text_of_end(known.lower, places, false);
    return (known.lower_open || end.moved ? "> " : "≥ ") + end.text;
  }
  if (no_lower && !no_upper) {
    const end_text end = text_of_end(known.upper, places, true);
    return (known.upper_open || end.moved ? "< " : "≤ ") + end.text;
  }
  const auto side = [places](double end, bool upper) {
    if (std::isinf(end)) return end_text{upper ? "∞" : "-∞", true};
    return text_of_end(end, places, upper);
  };
  const end_text lower = side(known.lower, false);
  const end_text upper = side(known.upper, true);
  return (known.lower_open || lower.moved ? "(" : "[") + lower.text + ", " + upper.text +
         (known.upper_open || upper.moved ? ")" : "]");
}

std::string number_with_unit(std::string number, unit u, language lang) {
  if (number.empty() || u == unit{}) return number;
  if (u == percentage_point()) {
    number += text_of(word::points, lang);
    return number;
  }
  const bool apart = lang == language::en || dimension_of(u) == dimension::percent;
  return std::move(number) + (apart ? " " : "") + to_string(u, lang);
}

std::string cell_text(const result_cell& cell, const indicator& definition, language lang,
                      bool with_unit, const presentation& shown) {
  if (!has_number(cell.why)) return std::string(describe(cell.why, lang));
  if (!cell.statistic && cell.measure == measure::verdict) {
    return std::string(text_of(cell.value == 1 ? word::met : word::not_met, lang));
  }
  const bool is_code = !cell.statistic && is_place_or_code(cell.measure);
  const int own_places = decimals_of(cell, definition);
  const int places = is_code ? own_places : shown.decimals.value_or(own_places);
  std::string text;
  if (cell.why == status::bounded && !is_exact(cell.known)) {
    text =
        interval_text(cell.known, is_figure(cell.measure) ? definition.limits : interval{}, places);
  } else if (!cell.statistic && is_change(cell.measure)) {
    text = change_text(cell.value, places, shown.rounding);
  } else {
    text = number_text(cell.value, places, shown.rounding);
  }
  if (!cell.statistic && cell.measure == measure::rank) {
    return detail::filled(word::place, lang, text);
  }
  if (!with_unit) return text;
  return number_with_unit(std::move(text), unit_of(cell, definition), lang);
}

}  // namespace zhibiao::inline ZB_ABI
