#include "value/numeral.hpp"

#include "value/text.hpp"

#include <array>
#include <string>

namespace zhibiao::inline ZB_ABI::detail {

namespace {

std::optional<int> take_digit(std::string_view& text) noexcept {
  constexpr std::array<std::string_view, 10> digits = {"零", "一", "二", "三", "四",
                                                       "五", "六", "七", "八", "九"};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (take(text, digits[i])) return static_cast<int>(i);
  }
  if (take(text, "〇")) return 0;
  if (take(text, "两")) return 2;
  return std::nullopt;
}

bool take_zero(std::string_view& text) noexcept { return take(text, "零") || take(text, "〇"); }

// The place that a word gives the digit before it; 1 where there is none.
std::int64_t take_place(std::string_view& text) noexcept {
  if (take(text, "十")) return 10;
  if (take(text, "百")) return 100;
  if (take(text, "千")) return 1000;
  return 1;
}

std::int64_t take_scale(std::string_view& text) noexcept {
  if (take(text, "万")) return 10'000;
  if (take(text, "亿")) return 100'000'000;
  return 0;
}

// A number below 10000, as it stands between 亿 and 万 and behind them.
struct section {
  std::int64_t value = 0;
  bool lone_place = false;
};

std::optional<section> take_section(std::string_view& text) noexcept {
  section read;
  std::int64_t limit = 10'000;  // places come in falling order
  while (limit > 1) {
    std::string_view after = text;
    const bool first = limit == 10'000;
    const bool gap = !first && take_zero(after);
    const std::string_view at_digit = after;
    const std::optional<int> digit = take_digit(after);
    const bool has_digit = digit && *digit != 0;
    if (!has_digit) after = at_digit;
    const std::int64_t place = take_place(after);
    if (place >= limit || (!has_digit && (place == 1 || !first))) break;
    // 三百二 is 320 to some and 302 to nobody; without 零 it is not read at all.
    if (place == 1 && !first && !gap && limit != 10) break;
    read.value += (has_digit ? *digit : 1) * place;
    read.lone_place = !has_digit && place > 10;
    limit = place;
    text = after;
    if (read.lone_place) break;
  }
  if (limit == 10'000) return std::nullopt;
  return read;
}

// True where the part behind an inner 万 or 亿 goes on with the number: 三万五千, 一亿零五十. A
// single digit does not: 三万二 is 32000 to some.
bool goes_on(std::string_view text) noexcept {
  const bool gap = take_zero(text);
  const std::optional<section> next = take_section(text);
  return next && !next->lone_place && (gap || next->value >= 10);
}

// 几, 数: a few of the place that follows.
std::optional<numeral> read_several(std::string_view text) noexcept {
  std::string_view rest = text;
  if (!take(rest, "几") && !take(rest, "数")) return std::nullopt;
  const std::int64_t place = take_place(rest);
  return numeral{{2 * place, 0}, text.size() - rest.size(), false, 10 * place};
}

}  // namespace

bool take(std::string_view& text, std::string_view word) noexcept {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_last(std::string_view& text, std::string_view word) noexcept {
  if (!text.ends_with(word)) return false;
  text.remove_suffix(word.size());
  return true;
}

std::string_view trimmed(std::string_view text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

result<numeral> read_figures(std::string_view text) {
  const auto refused = [](std::string_view expected, std::string_view found) {
    return error(errc::not_a_quantity,
                 "expected " + std::string(expected) + ", found " + quoted(found));
  };
  const std::string_view figures = text.substr(0, text.find_first_not_of("0123456789.,"));
  const std::size_t point = figures.find('.');
  const std::string_view whole = figures.substr(0, point);
  if (point != std::string_view::npos) {
    const std::string_view fraction = figures.substr(point + 1);
    if (whole.empty() || fraction.empty()) {
      return refused("a digit on each side of the point", figures);
    }
    if (fraction.find_first_of(".,") != std::string_view::npos) {
      return refused("a number with one point and no separator behind it", figures);
    }
  }
  if (const std::size_t first = whole.find(','); first != std::string_view::npos) {
    bool thirds = first >= 1 && first <= 3 && whole[0] != '0' && (whole.size() - first) % 4 == 0;
    for (std::size_t i = first; thirds && i < whole.size(); ++i) {
      thirds = (whole[i] == ',') == ((i - first) % 4 == 0);
    }
    if (!thirds) return refused("thousands separators at every third place", figures);
  }

  std::string digits(figures);
  std::erase(digits, ',');
  std::size_t length = figures.size();
  if (std::string_view power = text.substr(length); take(power, "e") || take(power, "E")) {
    std::string_view places = power;
    if (!take(places, "+")) take(places, "-");
    if (!places.empty() && places.find_first_not_of("0123456789") == std::string_view::npos) {
      digits += text.substr(length);
      length = text.size();
    }
  }
  const result<decimal> value = try_parse_decimal(digits);
  if (!value) return refused("at most 18 digits", text.substr(0, length));
  return numeral{*value, length, false, std::nullopt};
}

std::optional<numeral> read_number_words(std::string_view text) noexcept {
  if (std::optional<numeral> several = read_several(text)) return several;

  std::string_view rest = text;
  numeral read;
  const auto read_up_to = [&](std::string_view end) { read.length = text.size() - end.size(); };
  if (take_zero(rest)) {
    read_up_to(rest);
  } else {
    std::int64_t above = 0;       // what stands before the last section
    std::int64_t last_scale = 0;  // 万 or 亿 before it
    std::optional<section> part = take_section(rest);
    if (!part) {
      if (take_scale(rest) == 0) return std::nullopt;
      return numeral{{1, 0}, 0, true, std::nullopt};  // 万余元: one, and 万 to follow
    }
    std::int64_t scale = 0;
    while (true) {
      std::string_view after = rest;
      scale = take_scale(after);
      const bool inner = scale != 0 && (last_scale == 0 || scale < last_scale) && goes_on(after);
      if (!inner) break;
      above += part->value * scale;
      last_scale = scale;
      take_zero(after);
      part = take_section(after);
      rest = after;
    }
    // 一亿二千万 is 12000 with 万 to follow.
    if (scale != 0 && scale < last_scale) above /= scale;
    read.value = {above + part->value, 0};
    read.lone_place = part->lone_place;
    read_up_to(rest);
    if (!read.lone_place && text.substr(0, read.length).ends_with("十") && take(rest, "几")) {
      read.below = read.value.mantissa + 10;
      read_up_to(rest);
      return read;
    }
  }

  if (!read.lone_place && take(rest, "点")) {
    constexpr std::int32_t most_places = 6;  // with a number below 10^12, 18 digits in all
    while (read.value.scale < most_places) {
      const std::optional<int> digit = take_digit(rest);
      if (!digit) break;
      read.value = {read.value.mantissa * 10 + *digit, read.value.scale + 1};
      read_up_to(rest);
    }
  }
  return read;
}

}  // namespace zhibiao::inline ZB_ABI::detail
