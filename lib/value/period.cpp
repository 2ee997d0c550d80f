#include <zhibiao/value/period.hpp>

#include "value/text.hpp"

#include <cstddef>
#include <optional>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr std::string_view ytd_suffix = "YTD";

constexpr std::string_view english_months[] = {"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};
constexpr std::string_view english_ordinals[] = {"first", "second", "third", "fourth"};
constexpr std::string_view chinese_numbers[] = {"一", "二", "三", "四", "五",   "六",
                                                "七", "八", "九", "十", "十一", "十二"};

/// Reads a text from left to right; a piece that is not there is left alone.
class cursor {
 public:
  explicit cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool skip(std::string_view piece) {
    if (!rest_.starts_with(piece)) return false;
    rest_.remove_prefix(piece.size());
    return true;
  }

  void skip_blanks() {
    while (skip(" ")) {
    }
  }

  /// A number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    for (; n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9'; ++n) {
      if (n == most) return std::nullopt;
      value = value * 10 + (rest_[n] - '0');
    }
    if (n < least) return std::nullopt;
    rest_.remove_prefix(n);
    return value;
  }

  /// A number up to twelve, in digits or in characters.
  std::optional<int> small_number() {
    if (const std::optional<int> digits = number(1, 2)) return digits;
    // From the end: 十二 begins like 十.
    for (int i = 12; i >= 1; --i) {
      if (skip(chinese_numbers[static_cast<std::size_t>(i) - 1])) return i;
    }
    return std::nullopt;
  }

  bool skip_range_sign() {
    for (const std::string_view sign : {"-", "~", "–", "—", "至", "到"}) {
      if (skip(sign)) return true;
    }
    return false;
  }

 private:
  std::string_view rest_;
};

struct parts {
  frequency freq = frequency::year;
  int index = 1;
  form kind = form::single;
};

/// What stands behind the year in the canonical texts: `-S1`, `-Q3`, `-M09`, `-09`, with or without
/// `YTD`.
std::optional<parts> read_code(cursor& in) {
  if (in.at_end()) return parts{};
  if (!in.skip("-")) return std::nullopt;
  parts out;
  std::optional<int> index;
  if (in.skip("S")) {
    out.freq = frequency::half;
    index = in.number(1, 1);
  } else if (in.skip("Q")) {
    out.freq = frequency::quarter;
    index = in.number(1, 1);
  } else {
    out.freq = frequency::month;
    // Without the letter both digits are asked for: 2021-9 may be half of a range of years.
    const std::size_t least = in.skip("M") ? 1 : 2;
    index = in.number(least, 2);
  }
  if (!index) return std::nullopt;
  out.index = *index;
  if (in.skip(ytd_suffix)) out.kind = form::year_to_date;
  return out;
}

/// Months or quarters; counted ones (9个月, 3个季度) are a stretch of time, not one of them.
std::optional<frequency> read_word(cursor& in, bool is_counted) {
  in.skip_blanks();
  if (is_counted) in.skip("个");
  if (in.skip("季度")) return frequency::quarter;
  if (in.skip("月份") || in.skip("月")) return frequency::month;
  return std::nullopt;
}

/// `3季度`, `第三季度`, `前三季度`, `9月`, `前9个月`, `1-9月`, `1月至9月`
std::optional<parts> read_months_or_quarters(cursor& in) {
  const bool is_counted = in.skip("前");
  const bool is_numbered = !is_counted && in.skip("第");
  std::optional<int> index = in.small_number();
  if (!index) return std::nullopt;
  std::optional<frequency> word = read_word(in, is_counted);
  bool is_cumulative = is_counted;
  in.skip_blanks();
  if (!is_counted && !is_numbered && in.skip_range_sign()) {
    // 2-9月 is neither a period nor what has run since January.
    if (*index != 1) return std::nullopt;
    in.skip_blanks();
    index = in.small_number();
    const std::optional<frequency> first_word = word;
    word = read_word(in, false);
    if (first_word && first_word != word) return std::nullopt;
    is_cumulative = true;
  }
  if (!index || !word || (is_numbered && word != frequency::quarter)) return std::nullopt;
  return parts{*word, *index, is_cumulative ? form::year_to_date : form::single};
}

/// What stands behind `2021年` in reports.
std::optional<parts> read_words(cursor& in) {
  in.skip_blanks();
  if (in.at_end() || in.skip("度") || in.skip("全年")) return parts{};
  std::optional<parts> out;
  if (in.skip("上半年")) {
    out = parts{frequency::half, 1, form::single};
  } else if (in.skip("下半年")) {
    out = parts{frequency::half, 2, form::single};
  } else {
    out = read_months_or_quarters(in);
  }
  in.skip_blanks();
  if (out && (in.skip("累计") || in.skip("止累计"))) out->kind = form::year_to_date;
  return out;
}

std::optional<period> read_period(std::string_view text) {
  cursor in(text);
  const std::optional<int> year = in.number(4, 4);
  if (!year) return std::nullopt;
  cursor words = in;
  words.skip_blanks();
  const bool is_in_words = words.skip("年");
  cursor& rest = is_in_words ? words : in;
  const std::optional<parts> p = is_in_words ? read_words(rest) : read_code(rest);
  if (!p || !rest.at_end() || !period::is_possible(p->freq, *year, p->index, p->kind)) {
    return std::nullopt;
  }
  return period::make(p->freq, *year, p->index, p->kind);
}

/// `n` with leading zeros.
std::string padded(int n, std::size_t width) {
  const std::string digits = std::to_string(n);
  return std::string(width - digits.size(), '0') + digits;
}

std::string describe_in_chinese(period p) {
  const std::string index = std::to_string(p.index());
  const bool is_cumulative = p.form() == form::year_to_date;
  // 1-9月; from January to January, and of halves, one says it with a word instead.
  const bool is_range = is_cumulative && p.index() > 1 && p.frequency() != frequency::half;
  std::string out = padded(p.year(), 4) + "年";
  if (is_range) out += "1-";
  switch (p.frequency()) {
    case frequency::year:
      break;
    case frequency::half:
      out += p.index() == 1 ? "上半年" : "下半年";
      break;
    case frequency::quarter:
      out += index + "季度";
      break;
    case frequency::month:
      out += index + "月";
      break;
  }
  if (is_cumulative && !is_range) out += "止累计";
  return out;
}

std::string describe_in_english(period p) {
  std::string year = padded(p.year(), 4);
  const auto at = static_cast<std::size_t>(p.index() - 1);
  const bool is_cumulative = p.form() == form::year_to_date;
  const bool is_range = is_cumulative && p.index() > 1 && p.frequency() != frequency::half;
  std::string out;
  switch (p.frequency()) {
    case frequency::year:
      return year;
    case frequency::half:
      out = std::string(english_ordinals[at]) + " half of " + year;
      break;
    case frequency::quarter:
      out =
          (is_range ? "first to " : "") + std::string(english_ordinals[at]) + " quarter of " + year;
      break;
    case frequency::month:
      out = (is_range ? "January-" : "") + std::string(english_months[at]) + " " + year;
      break;
  }
  if (is_cumulative && !is_range) out += ", year to date";
  return out;
}

std::string_view noun(frequency f) {
  switch (f) {
    case frequency::year:
      return "year";
    case frequency::half:
      return "half";
    case frequency::quarter:
      return "quarter";
    case frequency::month:
      return "month";
  }
  return {};
}

}  // namespace

void period::throw_impossible(zhibiao::frequency f, int year, int index, zhibiao::form) {
  std::string message;
  if (year < 1 || year > 9999) {
    message = "expected a year from 1 to 9999, found " + std::to_string(year);
  } else if (index < 1 || index > periods_per_year(f)) {
    message = "expected a " + std::string(noun(f)) + " from 1 to " +
              std::to_string(periods_per_year(f)) + ", found " + std::to_string(index);
  } else {
    message = "expected a half, a quarter or a month for a year-to-date figure, found the year " +
              std::to_string(year);
  }
  throw error(errc::not_a_period, std::move(message));
}

result<period> try_parse_period(std::string_view text) {
  const std::optional<period> p = read_period(detail::narrow(text));
  if (!p) {
    return error(errc::not_a_period,
                 "expected a period such as 2021, 2021-Q3, 2021-M09 or 2021-M09YTD, found " +
                     detail::quoted(text));
  }
  return *p;
}

period parse_period(std::string_view text) { return try_parse_period(text).value(); }

std::string to_string(period p) {
  if (!p.is_valid()) return {};
  std::string out = padded(p.year(), 4);
  switch (p.frequency()) {
    case frequency::year:
      break;
    case frequency::half:
      out += "-S" + std::to_string(p.index());
      break;
    case frequency::quarter:
      out += "-Q" + std::to_string(p.index());
      break;
    case frequency::month:
      out += "-M" + padded(p.index(), 2);
      break;
  }
  if (p.form() == form::year_to_date) out += ytd_suffix;
  return out;
}

std::string describe(period p, language lang) {
  if (!p.is_valid()) return {};
  return lang == language::zh ? describe_in_chinese(p) : describe_in_english(p);
}

}  // namespace zhibiao::inline ZB_ABI
