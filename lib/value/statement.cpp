#include "value/statement.hpp"

#include <zhibiao/value/decimal.hpp>

#include "value/text.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

// The grammar, on the text in plain forms and without spaces around its parts:
//
//   quantity  = { lead } ( whole | mask | figure [ dash figure ] )
//   whole     = 全覆盖 | 全部 | 均 | 无
//   mask      = X { X } tail
//   figure    = [ sign ] [ 百分之 | 千分之 ] number tail
//   number    = Arabic figures | Chinese number words
//   tail      = [ mark ] unit [ mark ]  |  scale mark unit
//
// A lead stands before the number (超过, 约, 达), a mark behind a part of it (以上, 余). At most
// one qualifier may come out of them all.
namespace {

using stated = std::optional<qualifier>;

struct phrase {
  std::string_view text;
  stated how;  // none: says nothing about the number
};

constexpr phrase leads[] = {
    {"超过", qualifier::more_than},
    {"突破", qualifier::more_than},
    {"高于", qualifier::more_than},
    {"多于", qualifier::more_than},
    {"大于", qualifier::more_than},
    {"逾", qualifier::more_than},
    {"超", qualifier::more_than},
    {">", qualifier::more_than},
    {"不低于", qualifier::at_least},
    {"不少于", qualifier::at_least},
    {"不小于", qualifier::at_least},
    {"至少", qualifier::at_least},
    {"≥", qualifier::at_least},
    {"不足", qualifier::less_than},
    {"不满", qualifier::less_than},
    {"不到", qualifier::less_than},
    {"低于", qualifier::less_than},
    {"少于", qualifier::less_than},
    {"小于", qualifier::less_than},
    {"<", qualifier::less_than},
    {"不超过", qualifier::at_most},
    {"不高于", qualifier::at_most},
    {"不多于", qualifier::at_most},
    {"不大于", qualifier::at_most},
    {"最多", qualifier::at_most},
    {"至多", qualifier::at_most},
    {"≤", qualifier::at_most},
    {"近", qualifier::nearly},
    {"将近", qualifier::nearly},
    {"接近", qualifier::nearly},
    {"约", qualifier::about},
    {"约为", qualifier::about},
    {"大约", qualifier::about},
    {"达", {}},
    {"达到", {}},
    {"已达", {}},
    {"高达", {}},
    {"多达", {}},
    {"共", {}},
    {"共计", {}},
    {"总计", {}},
    {"合计", {}},
    {"累计", {}},
    {"控制在", {}},
};

constexpr phrase marks[] = {
    {"以上", qualifier::at_least},  {"及以上", qualifier::at_least}, {"以下", qualifier::at_most},
    {"及以下", qualifier::at_most}, {"以内", qualifier::at_most},    {"之内", qualifier::at_most},
    {"内", qualifier::at_most},     {"左右", qualifier::about},      {"上下", qualifier::about},
    {"余", qualifier::over},        {"多", qualifier::over},
};

// The longest of the phrases at an end of the text, taken off it.
template <bool (*Take)(std::string_view&, std::string_view) noexcept, std::size_t N>
const phrase* take_longest(std::string_view& text, const phrase (&phrases)[N]) noexcept {
  const phrase* found = nullptr;
  for (const phrase& p : phrases) {
    std::string_view probe = text;
    if (Take(probe, p.text) && (found == nullptr || found->text.size() < p.text.size())) found = &p;
  }
  if (found != nullptr) {
    Take(text, found->text);
    text = trimmed(text);
  }
  return found;
}

// One qualifier out of what is said in several places: 约50户左右 says it twice, 约98%以上
// contradicts itself.
std::optional<error> add(stated& how, stated more, std::string_view found) {
  if (!more || how == more) return std::nullopt;
  if (how) {
    return refusal(
        "one qualifier, not both " + std::string(name(*how)) + " and " + std::string(name(*more)),
        found);
  }
  how = more;
  return std::nullopt;
}

unit per_mille() { return parse_unit("‰"); }

struct tail {
  unit in;
  stated how;
};

result<tail> read_tail(std::string_view text, std::string_view whole) {
  tail read;
  std::string_view rest = trimmed(text);
  const phrase* before = take_longest<take>(rest, marks);
  if (before != nullptr) read.how = before->how;
  const phrase* behind = take_longest<take_last>(rest, marks);
  if (behind != nullptr) {
    if (auto conflict = add(read.how, behind->how, whole)) return *std::move(conflict);
  }
  if (const result<unit> in = try_parse_unit(rest)) {
    read.in = *in;
    return read;
  }

  // 3万余元: the mark stands inside 万元.
  std::string_view inner = rest;
  bool has_scale = false;
  for (bool more = true; more; has_scale = has_scale || more) {
    more = take(inner, "十") || take(inner, "百") || take(inner, "千") || take(inner, "万") ||
           take(inner, "亿");
  }
  const std::string scale(rest.substr(0, rest.size() - inner.size()));
  inner = trimmed(inner);
  if (const phrase* between = has_scale ? take_longest<take>(inner, marks) : nullptr) {
    if (const result<unit> in = try_parse_unit(scale + std::string(inner))) {
      if (auto conflict = add(read.how, between->how, whole)) return *std::move(conflict);
      read.in = *in;
      return read;
    }
  }
  return refusal("a unit behind the number in " + quoted(whole), rest);
}

// True where the 千 at the start belongs to the name of a unit and not to the number: 五千米 is 5
// 千米.
bool is_own_name(std::string_view text) {
  take_longest<take_last>(text, marks);
  const result<unit> in = try_parse_unit(text);
  return in && in->exponent == 0;
}

constexpr std::string_view dashes[] = {"-", "~", "至", "到", "——", "—", "–", "〜"};

// The place of the first dash of this kind. A hyphen before a letter is a part of a unit's English
// name: person-time.
std::size_t find_dash(std::string_view text, std::string_view dash) noexcept {
  std::size_t at = text.find(dash);
  const auto is_hyphen = [&] {
    if (dash != "-" || at + 1 >= text.size()) return false;
    const char next = text[at + 1];
    return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  };
  while (at != std::string_view::npos && is_hyphen()) at = text.find(dash, at + 1);
  return at;
}

// Cuts the text at the first dash and returns what stands behind it.
std::optional<std::string_view> cut_at_dash(std::string_view& text) noexcept {
  std::size_t first = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view dash : dashes) {
    const std::size_t at = find_dash(text, dash);
    if (at < first) {
      first = at;
      length = dash.size();
    }
  }
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view behind = text.substr(first + length);
  text = text.substr(0, first);
  return behind;
}

constexpr std::string_view expected_number = "a number or a statement such as 98%以上 or 9800余亩";

// Reads a figure off `text`; `behind` gets what stands behind a dash, if there is one.
result<figure> read_figure(std::string_view text, std::string_view whole,
                           std::optional<std::string_view>& behind) {
  figure read;
  std::string_view rest = trimmed(text);
  const bool negative = take(rest, "-") || take(rest, "负");
  if (!negative) take(rest, "+");
  const bool percents = take(rest, "百分之");
  read.fraction = percents || take(rest, "千分之");

  if (!rest.empty() && std::string_view("0123456789.,").find(rest[0]) != std::string_view::npos) {
    const result<numeral> figures = read_figures(rest);
    if (!figures) return figures.why();
    read.number = *figures;
  } else if (const std::optional<numeral> number = read_number_words(rest)) {
    read.number = *number;
    read.words = true;
  } else {
    return refusal(expected_number, whole);
  }
  std::string_view after = rest.substr(read.number.length);
  behind = cut_at_dash(after);
  rest = rest.substr(0, read.number.length + after.size());

  if (std::string_view shorter = rest.substr(0, read.number.length);
      read.words && take_last(shorter, "千") && !shorter.empty() &&
      is_own_name(rest.substr(shorter.size()))) {
    const std::optional<numeral> number = read_number_words(shorter);
    if (number && number->length == shorter.size()) read.number = *number;
  }
  rest.remove_prefix(read.number.length);
  if (negative) {
    if (read.number.below) return refusal(expected_number, whole);
    read.number.value.mantissa = -read.number.value.mantissa;
  }

  result<tail> ending = read_tail(rest, whole);
  if (!ending) return ending.why();
  read.in = ending->in;
  read.how = ending->how;
  if (read.fraction) {
    if (read.in != unit{}) return refusal("no unit besides the fraction", whole);
    read.in = percents ? percent() : per_mille();
  }
  return read;
}

bool is_not_finite(std::string_view text) {
  if (!take(text, "-")) take(text, "+");
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower == "nan" || lower == "inf" || lower == "infinity" || lower == "∞";
}

bool take_mask(std::string_view& text) noexcept {
  const std::size_t before = text.size();
  while (take(text, "X") || take(text, "x") || take(text, "×")) {
  }
  return text.size() != before;
}

// 上百, 上千: at least so many; before figures it means nothing.
bool take_up_to(std::string_view& text) noexcept {
  std::string_view rest = text;
  if (!take(rest, "上")) return false;
  for (const std::string_view place : {"百", "千", "万", "亿"}) {
    if (rest.starts_with(place)) {
      text = rest;
      return true;
    }
  }
  return false;
}

}  // namespace

error refusal(std::string_view expected, std::string_view found) {
  return {errc::not_a_quantity, "expected " + std::string(expected) + ", found " + quoted(found)};
}

result<statement> read_statement(std::string_view text) {
  const std::string plain = narrow(text);
  std::string_view rest = plain;
  if (is_not_finite(rest)) {
    return error(errc::not_finite, "expected a finite number, found " + quoted(text));
  }

  statement said;
  while (const phrase* lead = take_longest<take>(rest, leads)) {
    if (auto conflict = add(said.how, lead->how, text)) return *std::move(conflict);
  }
  if (take_up_to(rest)) {
    if (auto conflict = add(said.how, qualifier::at_least, text)) return *std::move(conflict);
  }

  if (rest == "全覆盖" || rest == "全部" || rest == "均" || rest == "无") {
    if (said.how) return refusal("no qualifier of what is whole", text);
    said.what = rest == "无" ? statement::form::nothing : statement::form::all;
    return said;
  }
  if (take_mask(rest)) {
    const result<tail> ending = read_tail(rest, text);
    if (!ending) return ending.why();
    said.what = statement::form::masked;
    said.first.in = ending->in;
    return said;
  }

  std::optional<std::string_view> behind;
  const result<figure> first = read_figure(rest, text, behind);
  if (!first) return first.why();
  said.first = *first;
  if (!behind) {
    if (auto conflict = add(said.how, first->how, text)) return *std::move(conflict);
    return said;
  }
  std::optional<std::string_view> more;
  const result<figure> last = read_figure(*behind, text, more);
  if (!last) return last.why();
  if (more) return refusal("a range of two numbers", text);
  said.what = statement::form::range;
  said.last = *last;
  // 百分之三十至四十
  if (said.last.in == unit{} && said.first.fraction) said.last.in = said.first.in;
  return said;
}

}  // namespace zhibiao::inline ZB_ABI::detail
