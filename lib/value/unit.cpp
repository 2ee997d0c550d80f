#include <zhibiao/value/unit.hpp>

#include "value/digits.hpp"
#include "value/text.hpp"

#include <array>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

/// A unit without scale word and divisor. One of it is numerator/denominator of its dimension's
/// base, which is the dimension's first row.
struct atom_row {
  std::string_view zh;
  std::string_view en;
  dimension what;
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
};

// A row's place is its number in `unit::atom`, which lives no longer than the process: rows may be
// put anywhere. Things counted keep their classifier, so that 3条 is not printed as 3个, but all of
// them fit each other.
constexpr atom_row atoms[] = {
    {"", "", dimension::none},
    {"倍", "times", dimension::none},
    {"户", "household", dimension::household},
    {"人", "person", dimension::person},
    {"人次", "person-time", dimension::person_time},
    {"件", "case", dimension::case_count},
    {"件次", "case-time", dimension::case_count},
    {"起", "incident", dimension::case_count},
    {"宗", "matter", dimension::case_count},
    {"例", "instance", dimension::case_count},
    {"次", "occasion", dimension::occasion},
    {"场", "event", dimension::occasion},
    {"场次", "session", dimension::occasion},
    {"期", "term", dimension::occasion},
    {"班", "class", dimension::occasion},
    {"个", "item", dimension::item},
    {"家", "establishment", dimension::item},
    {"条", "line", dimension::item},
    {"项", "task", dimension::item},
    {"处", "site", dimension::item},
    {"座", "structure", dimension::item},
    {"所", "institution", dimension::item},
    {"村", "village", dimension::item},
    {"社区", "community", dimension::item},
    {"乡", "township", dimension::item},
    {"镇", "town", dimension::item},
    {"台", "machine", dimension::item},
    {"套", "set", dimension::item},
    {"辆", "vehicle", dimension::item},
    {"本", "book", dimension::item},
    {"份", "copy", dimension::item},
    {"篇", "article", dimension::item},
    {"封", "letter", dimension::item},
    {"张", "sheet", dimension::item},
    {"盏", "lamp", dimension::item},
    {"间", "room", dimension::item},
    {"层", "floor", dimension::item},
    {"栋", "building", dimension::item},
    {"眼", "well", dimension::item},
    {"块", "plot", dimension::item},
    {"片", "tract", dimension::item},
    {"段", "section", dimension::item},
    {"株", "plant", dimension::item},
    {"棵", "tree", dimension::item},
    {"只", "animal", dimension::item},
    {"头", "head", dimension::item},
    {"羽", "fowl", dimension::item},
    {"种", "kind", dimension::item},
    {"批", "batch", dimension::item},
    {"笔", "transaction", dimension::item},
    {"组", "group", dimension::item},
    {"支", "team", dimension::item},
    {"元", "yuan", dimension::money},
    {"美元", "US dollar", dimension::foreign_money},
    {"平方米", "square metre", dimension::area},
    {"亩", "mu", dimension::area, 2000, 3},  // 15 to the hectare, by the order of 1959
    {"公顷", "hectare", dimension::area, 10'000},
    {"平方公里", "square kilometre", dimension::area, 1'000'000},
    {"米", "metre", dimension::length},
    {"毫米", "millimetre", dimension::length, 1, 1000},
    {"厘米", "centimetre", dimension::length, 1, 100},
    {"公里", "kilometre", dimension::length, 1000},
    {"千克", "kilogram", dimension::mass},
    {"克", "gram", dimension::mass, 1, 1000},
    {"斤", "jin", dimension::mass, 1, 2},
    {"吨", "tonne", dimension::mass, 1000},
    {"立方米", "cubic metre", dimension::volume},
    {"升", "litre", dimension::volume, 1, 1000},
    {"千瓦时", "kilowatt hour", dimension::energy},
    {"月", "month", dimension::duration},
    {"季", "quarter", dimension::duration, 3},
    {"年", "year", dimension::duration, 12},
    {"天", "day", dimension::duration},
    {"周", "week", dimension::duration, 7},
    {"小时", "hour", dimension::duration, 1, 24},
    {"%", "%", dimension::percent},
    {"‰", "‰", dimension::percent, 1, 10},
    {"百分点", "percentage point", dimension::percentage_point},
    {"千分点", "per-mille point", dimension::percentage_point, 1, 10},
    {"分", "point", dimension::score},
};

struct alias_row {
  std::string_view text;
  std::string_view zh;
};

constexpr alias_row aliases[] = {
    {"名", "人"},
    {"口", "人"},
    {"位", "人"},
    {"people", "人"},
    {"人民币", "元"},
    {"人民币元", "元"},
    {"CNY", "元"},
    {"RMB", "元"},
    {"USD", "美元"},
    {"个村", "村"},
    {"个行政村", "村"},
    {"行政村", "村"},
    {"个社区", "社区"},
    {"个乡", "乡"},
    {"个镇", "镇"},
    {"个乡镇", "镇"},
    {"乡镇", "镇"},
    {"幢", "栋"},
    {"copies", "份"},
    {"㎡", "平方米"},
    {"m²", "平方米"},
    {"m2", "平方米"},
    {"平米", "平方米"},
    {"square meter", "平方米"},
    {"ha", "公顷"},
    {"平方千米", "平方公里"},
    {"km²", "平方公里"},
    {"km2", "平方公里"},
    {"square kilometer", "平方公里"},
    {"m", "米"},
    {"meter", "米"},
    {"mm", "毫米"},
    {"cm", "厘米"},
    {"千米", "公里"},
    {"km", "公里"},
    {"kilometer", "公里"},
    {"g", "克"},
    {"公斤", "千克"},
    {"kg", "千克"},
    {"市斤", "斤"},
    {"t", "吨"},
    {"ton", "吨"},
    {"立方", "立方米"},
    {"m³", "立方米"},
    {"m3", "立方米"},
    {"cubic meter", "立方米"},
    {"L", "升"},
    {"公升", "升"},
    {"liter", "升"},
    {"度", "千瓦时"},
    {"kWh", "千瓦时"},
    {"个月", "月"},
    {"季度", "季"},
    {"个季度", "季"},
    {"日", "天"},
    {"星期", "周"},
    {"个小时", "小时"},
    {"h", "小时"},
    {"﹪", "%"},  // U+FE6A, which has no ASCII twin by the rule of the full-width forms
    {"percent", "%"},
    {"per cent", "%"},
    {"per mille", "‰"},
    {"个百分点", "百分点"},
    {"个千分点", "千分点"},
};

struct scale_word {
  int exponent;
  std::string_view zh;
  std::string_view en;
};

// A longer word before its beginning: 万亿 is not 万.
constexpr scale_word scale_words[] = {
    {12, "万亿", "trillion"},   {9, "十亿", "billion"}, {8, "亿", "hundred million"},
    {7, "千万", "ten million"}, {6, "百万", "million"}, {4, "万", "ten thousand"},
    {3, "千", "thousand"},
};

constexpr std::string_view dots[] = {"·", "•", "・", "⋅", "*"};

constexpr bool names_are_unique() {
  constexpr std::size_t most = 2 * std::size(atoms) + std::size(aliases);
  std::array<std::string_view, most> names{};
  std::size_t n = 0;
  for (const atom_row& row : atoms) {
    names[n++] = row.zh;
    if (row.en != row.zh) names[n++] = row.en;
  }
  for (const alias_row& row : aliases) names[n++] = row.text;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (names[i] == names[k]) return false;
    }
  }
  return true;
}
static_assert(names_are_unique(), "two units have the same name");
static_assert(std::size(atoms) <= 256, "unit::atom is one byte");

constexpr std::uint8_t atom_of(std::string_view zh) {
  for (std::size_t i = 0; i < std::size(atoms); ++i) {
    if (atoms[i].zh == zh) return static_cast<std::uint8_t>(i);
  }
  return 0;
}

constexpr bool aliases_have_targets() {
  for (const alias_row& row : aliases) {
    if (atom_of(row.zh) == 0) return false;
  }
  return true;
}
static_assert(aliases_have_targets(), "an alias of a unit that is not in the table");

constexpr std::uint8_t percent_atom = atom_of("%");
constexpr std::uint8_t per_mille_atom = atom_of("‰");
constexpr std::uint8_t percentage_point_atom = atom_of("百分点");
constexpr std::uint8_t per_mille_point_atom = atom_of("千分点");
constexpr std::uint8_t first_clock_atom = atom_of("天");
static_assert(percent_atom != 0 && per_mille_atom != 0 && percentage_point_atom != 0 &&
              per_mille_point_atom != 0 && first_clock_atom != 0);

const atom_row& row_of(std::uint8_t atom) noexcept {
  return atoms[atom < std::size(atoms) ? atom : 0];
}

/// Days do not fit months and years although both are durations: a month has 28 to 31 of them, so
/// there is no factor, and an average one would make a figure up.
bool is_of_days(std::uint8_t atom) noexcept {
  return row_of(atom).what == dimension::duration && atom >= first_clock_atom;
}

bool atoms_fit(std::uint8_t a, std::uint8_t b) noexcept {
  return row_of(a).what == row_of(b).what && is_of_days(a) == is_of_days(b);
}

std::optional<std::uint8_t> find_name(std::string_view text) {
  for (std::size_t i = 1; i < std::size(atoms); ++i) {
    if (atoms[i].zh == text || atoms[i].en == text) return static_cast<std::uint8_t>(i);
  }
  for (const alias_row& row : aliases) {
    if (row.text == text) return atom_of(row.zh);
  }
  return std::nullopt;
}

std::optional<std::uint8_t> find_atom(std::string_view text) {
  if (const auto atom = find_name(text)) return atom;
  // Not for short ones: has is no plural of ha.
  if (text.size() > 3 && text.ends_with('s')) return find_name(text.substr(0, text.size() - 1));
  return std::nullopt;
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

struct scaled_atom {
  std::uint8_t atom = 0;
  int exponent = 0;
};

/// A thousand percent is a number, not a unit.
bool takes_scale(std::uint8_t atom) {
  const dimension what = row_of(atom).what;
  return what != dimension::percent && what != dimension::percentage_point;
}

/// An atom with or without scale word. The whole is looked up first: 千克 is no thousand of 克.
std::optional<scaled_atom> read_scaled(std::string_view text) {
  text = without_blanks(text);
  if (const auto atom = find_atom(text)) return scaled_atom{*atom, 0};
  for (const scale_word& word : scale_words) {
    for (const std::string_view name : {word.zh, word.en}) {
      if (!text.starts_with(name)) continue;
      const std::string_view rest = without_blanks(text.substr(name.size()));
      if (rest.empty()) return scaled_atom{0, word.exponent};
      const auto atom = find_atom(rest);
      if (atom && takes_scale(*atom)) return scaled_atom{*atom, word.exponent};
    }
  }
  return std::nullopt;
}

const scale_word* find_scale(int exponent) noexcept {
  for (const scale_word& word : scale_words) {
    if (word.exponent == exponent) return &word;
  }
  return nullptr;
}

bool may_divide(std::uint8_t atom) {
  const dimension what = row_of(atom).what;
  return what != dimension::none && what != dimension::percent &&
         what != dimension::percentage_point;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::optional<unit> read_unit(std::string text) {
  if (text.empty()) return unit{};
  replace_all(text, " per ", "/");
  const std::size_t slash = text.find('/');
  const std::optional<scaled_atom> above = read_scaled(std::string_view(text).substr(0, slash));
  if (!above) return std::nullopt;
  unit out;
  out.atom = above->atom;
  int exponent = above->exponent;
  if (slash != std::string::npos) {
    if (out.atom == 0) return std::nullopt;
    // 元/人·月, 元/(人·月) and 元/人/月 all divide by both.
    std::string divisors = text.substr(slash + 1);
    if (divisors.starts_with('(') && divisors.ends_with(')') &&
        divisors.find('/') == std::string::npos) {
      divisors = divisors.substr(1, divisors.size() - 2);
    }
    for (const std::string_view dot : dots) replace_all(divisors, dot, "/");
    const std::size_t next = divisors.find('/');
    const auto first = read_scaled(std::string_view(divisors).substr(0, next));
    if (!first || !may_divide(first->atom)) return std::nullopt;
    out.per = first->atom;
    exponent -= first->exponent;
    if (next != std::string::npos) {
      const auto second = read_scaled(std::string_view(divisors).substr(next + 1));
      if (!second || !may_divide(second->atom)) return std::nullopt;
      out.per_also = second->atom;
      exponent -= second->exponent;
      // One order for 元/人·月 and 元/月·人; months and years come last.
      const bool is_time_first = row_of(out.per).what == dimension::duration;
      const bool is_time_last = row_of(out.per_also).what == dimension::duration;
      if (is_time_first == is_time_last ? out.per > out.per_also : is_time_first) {
        std::swap(out.per, out.per_also);
      }
    }
  }
  // 千元/万人 is a tenth of 元/人, for which there is no word.
  const bool has_word = exponent == 0 || find_scale(exponent < 0 ? -exponent : exponent) != nullptr;
  if (!has_word || (exponent != 0 && !takes_scale(out.atom))) return std::nullopt;
  out.exponent = static_cast<std::int8_t>(exponent);
  return out;
}

/// The word of a scale; a power where there is none, which no text leads to.
std::string scale_text(int exponent, language lang) {
  if (exponent == 0) return {};
  const scale_word* word = find_scale(exponent);
  if (word == nullptr) return "10^" + std::to_string(exponent) + " ";
  return lang == language::zh ? std::string(word->zh) : std::string(word->en) + " ";
}

std::string_view atom_text(std::uint8_t atom, language lang) {
  return lang == language::zh ? row_of(atom).zh : row_of(atom).en;
}

std::string_view noun(dimension what) {
  switch (what) {
    case dimension::none:
      return "pure number";
    case dimension::household:
      return "households";
    case dimension::person:
      return "persons";
    case dimension::person_time:
      return "person-times";
    case dimension::case_count:
      return "cases";
    case dimension::occasion:
      return "occasions";
    case dimension::item:
      return "things counted";
    case dimension::money:
      return "money";
    case dimension::foreign_money:
      return "foreign money";
    case dimension::area:
      return "area";
    case dimension::length:
      return "length";
    case dimension::mass:
      return "mass";
    case dimension::volume:
      return "volume";
    case dimension::energy:
      return "energy";
    case dimension::duration:
      return "duration";
    case dimension::percent:
      return "percent";
    case dimension::percentage_point:
      return "percentage points";
    case dimension::score:
      return "score";
  }
  return {};
}

error does_not_fit(unit from, unit to) {
  const std::string wanted = to_string(to);
  const std::string found = to_string(from);
  std::string message = "expected ";
  if (wanted.empty()) {
    message += "a number without a unit";
  } else if (to.per != 0) {
    message += "a unit such as " + wanted;
  } else {
    message += "a unit of " + std::string(noun(dimension_of(to))) + " such as " + wanted;
  }
  message += ", found " + (found.empty() ? std::string("none") : found);
  const auto is_day_against_month = [](std::uint8_t a, std::uint8_t b) {
    return row_of(a).what == row_of(b).what && is_of_days(a) != is_of_days(b);
  };
  if (is_day_against_month(from.atom, to.atom) || is_day_against_month(from.per, to.per) ||
      is_day_against_month(from.per_also, to.per_also)) {
    message += ": months differ in days";
  }
  return error(errc::unit_does_not_fit, std::move(message));
}

/// The product in lowest terms; nothing where it does not fit in 64 bits. Both are in lowest terms,
/// so that crosswise division is all there is to cancel.
std::optional<ratio> product(ratio a, ratio b) {
  const std::int64_t across = std::gcd(a.numerator, b.denominator);
  const std::int64_t back = std::gcd(b.numerator, a.denominator);
  ratio out;
  if (__builtin_mul_overflow(a.numerator / across, b.numerator / back, &out.numerator) ||
      __builtin_mul_overflow(a.denominator / back, b.denominator / across, &out.denominator)) {
    return std::nullopt;
  }
  return out;
}

ratio inverse(ratio r) { return {r.denominator, r.numerator}; }

ratio size_of(std::uint8_t atom) { return {row_of(atom).numerator, row_of(atom).denominator}; }

}  // namespace

result<unit> try_parse_unit(std::string_view text) {
  const std::optional<unit> u = read_unit(detail::narrow(text));
  if (!u) {
    return error(errc::not_a_unit,
                 "expected a unit such as 元, 万元, 元/人, 户 or %, found " + detail::quoted(text));
  }
  return *u;
}

unit parse_unit(std::string_view text) { return try_parse_unit(text).value(); }

std::string to_string(unit u, language lang) {
  std::string out = u.exponent > 0 ? scale_text(u.exponent, lang) : std::string{};
  out += atom_text(u.atom, lang);
  if (u.per != 0) {
    out += "/";
    if (u.exponent < 0) out += scale_text(-u.exponent, lang);
    out += atom_text(u.per, lang);
    if (u.per_also != 0) {
      out += lang == language::zh ? "·" : "/";
      out += atom_text(u.per_also, lang);
    }
  }
  // "million" alone ends in the blank that would come before a unit.
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

dimension dimension_of(unit u) noexcept { return row_of(u.atom).what; }

bool fits(unit a, unit b) noexcept {
  if (!atoms_fit(a.atom, b.atom)) return false;
  return (atoms_fit(a.per, b.per) && atoms_fit(a.per_also, b.per_also)) ||
         (atoms_fit(a.per, b.per_also) && atoms_fit(a.per_also, b.per));
}

ratio conversion(unit from, unit to) {
  if (!fits(from, to)) throw does_not_fit(from, to);
  const int exponent = from.exponent - to.exponent;
  const int power = exponent < 0 ? -exponent : exponent;
  std::optional<ratio> factor;
  if (power <= detail::max_digits) {
    factor = ratio{static_cast<std::int64_t>(detail::ten_to(power)), 1};
    if (exponent < 0) factor = inverse(*factor);
  }
  for (const ratio part :
       {size_of(from.atom), inverse(size_of(to.atom)), size_of(to.per), inverse(size_of(from.per)),
        size_of(to.per_also), inverse(size_of(from.per_also))}) {
    if (factor) factor = product(*factor, part);
  }
  if (!factor) {
    throw error(errc::too_large, "expected units closer in size, found " + to_string(from) +
                                     " and " + to_string(to));
  }
  return *factor;
}

result<unit> unit_meant(unit said, unit other) {
  if (said.atom != 0) return said;
  if (said.exponent == 0) return other;
  if (other.exponent != 0) {
    return error(errc::unit_does_not_fit, "expected one scale word, found " + to_string(said) +
                                              " in the figure and " + to_string(other) +
                                              " as the unit");
  }
  other.exponent = said.exponent;
  return other;
}

unit difference_unit(unit u) noexcept {
  if (u.atom == percent_atom) u.atom = percentage_point_atom;
  if (u.atom == per_mille_atom) u.atom = per_mille_point_atom;
  return u;
}

unit percent() noexcept { return unit{percent_atom, 0, 0, 0}; }
unit percentage_point() noexcept { return unit{percentage_point_atom, 0, 0, 0}; }

}  // namespace zhibiao::inline ZB_ABI
