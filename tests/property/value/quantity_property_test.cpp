#include <zhibiao/value/quantity.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdint>
#include <rapidcheck.h>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

// A number as reports print it: no sign, up to 15 digits, some of them behind the point.
struct printed {
  std::string text;
  decimal value;
};

void showValue(const printed& p, std::ostream& out) { out << p.text; }

rc::Gen<printed> any_number() {
  return rc::gen::map(rc::gen::pair(rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000),
                                    rc::gen::inRange<std::int32_t>(0, 6)),
                      [](const auto& drawn) {
                        // Spread over all lengths, which inRange alone does not.
                        std::int64_t mantissa = drawn.first;
                        for (std::int64_t cut = drawn.first % 15; cut > 0; --cut) mantissa /= 10;
                        const decimal value{mantissa, drawn.second};
                        return printed{to_string(value), value};
                      });
}

rc::Gen<printed> any_positive_number() {
  return rc::gen::suchThat(any_number(), [](const printed& p) { return p.value.mantissa > 0; });
}

std::string full_width(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    if (c >= '!' && c <= '~') {
      const unsigned code = 0xFEE0U + static_cast<unsigned char>(c);
      wide += static_cast<char>(0xE0U | (code >> 12U));
      wide += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
      wide += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
      wide += c;
    }
  }
  return wide;
}

bool holds_or_touches(const quantity& q) {
  return (!q.lower || *q.lower <= q.value) && (!q.upper || q.value <= *q.upper);
}

// A function, since RC_ASSERT evaluates both sides of an ||.
bool has_value_or_reason(const result<quantity>& read) {
  return read.has_value() || !read.why().message().empty();
}

RC_GTEST_PROP(Quantity, BareNumberIsExactAndReadsBack, ()) {
  const printed number = *any_number();
  const quantity q = parse_quantity(number.text);
  RC_ASSERT(q.how == qualifier::exact);
  RC_ASSERT(q.value == number.value);
  RC_ASSERT(to_string(q.value) == number.text);
  RC_ASSERT(q.lower == number.value && q.upper == number.value);
  RC_ASSERT(q.unit == unit{});
}

RC_GTEST_PROP(Quantity, SeparatorsChangeNothing, ()) {
  const printed number = *any_number();
  const std::size_t point = number.text.find('.');
  std::string separated = number.text;
  for (std::size_t at = point == std::string::npos ? separated.size() : point; at > 3;) {
    at -= 3;
    separated.insert(at, ",");
  }
  RC_ASSERT(parse_quantity(separated) == parse_quantity(number.text));
  RC_ASSERT(parse_quantity(full_width(separated)) == parse_quantity(number.text));
}

RC_GTEST_PROP(Quantity, FullWidthFormIsTheSame, ()) {
  const printed number = *any_number();
  const std::string text = number.text + *rc::gen::element<std::string>("", "%", "户", "万元");
  RC_ASSERT(parse_quantity(full_width(text)) == parse_quantity(text));
}

RC_GTEST_PROP(Quantity, NumberLiesInItsInterval, ()) {
  const printed number = *any_positive_number();
  const auto lead = *rc::gen::element<std::string>("", "超过", "不足", "近", "约", "达");
  const auto mark =
      lead.empty() || lead == "达"
          ? *rc::gen::element<std::string>("", "余", "多", "以上", "以下", "左右", "以内")
          : std::string();
  const auto unit = *rc::gen::element<std::string>("", "%", "户", "元", "万元", "亩", "公里");
  const bool inside = *rc::gen::arbitrary<bool>();
  const std::string text = lead + number.text + (inside ? mark + unit : unit + mark);
  const quantity q = parse_quantity(text);
  RC_ASSERT(q.value == number.value);
  RC_ASSERT(holds_or_touches(q));
  if (q.lower && q.upper) RC_ASSERT(*q.lower < *q.upper || (!q.lower_open && !q.upper_open));
  const interval known = known_interval(q);
  RC_ASSERT(known.lower <= to_double(q.value) && to_double(q.value) <= known.upper);
}

RC_GTEST_PROP(Quantity, QualifierKeepsThePrintedNumber, ()) {
  const printed number = *any_positive_number();
  const decimal plain = parse_quantity(number.text).value;
  RC_ASSERT(parse_quantity(number.text + "以上").value == plain);
  RC_ASSERT(parse_quantity(number.text + "余").value == plain);
  RC_ASSERT(parse_quantity("近" + number.text).value == plain);
}

RC_GTEST_PROP(Quantity, RangeHasItsTwoNumbers, ()) {
  const printed a = *any_number();
  const printed b = *any_number();
  RC_PRE(a.value < b.value);
  const auto dash = *rc::gen::element<std::string>("-", "~", "～", "—", "至", "到");
  const quantity q = parse_quantity(a.text + dash + b.text + "户");
  RC_ASSERT(q.how == qualifier::between);
  RC_ASSERT(q.lower == a.value && q.upper == b.value && q.value == a.value);
}

// Number words by the book, to be read back.
std::string words_below_10000(std::int64_t n) {
  constexpr std::array<std::string_view, 10> digits = {"零", "一", "二", "三", "四",
                                                       "五", "六", "七", "八", "九"};
  constexpr std::array<std::string_view, 4> places = {"千", "百", "十", ""};
  std::string out;
  bool skipped = false;
  std::int64_t power = 1000;
  for (std::size_t i = 0; i < places.size(); ++i, power /= 10) {
    const auto digit = static_cast<std::size_t>(n / power % 10);
    if (digit == 0) {
      skipped = !out.empty();
      continue;
    }
    if (skipped) out += digits[0];
    skipped = false;
    out += std::string(digits[digit]) + std::string(places[i]);
  }
  return out;
}

std::string words_of(std::int64_t n) {
  std::string out;
  bool skipped = false;
  std::int64_t power = 100'000'000;
  for (const std::string_view scale : {"亿", "万", ""}) {
    const std::int64_t part = n / power % 10'000;
    if (part == 0) {
      skipped = !out.empty();
    } else {
      if (!out.empty() && (skipped || part < 1000)) out += "零";
      skipped = false;
      out += words_below_10000(part) + std::string(scale);
    }
    power /= 10'000;
  }
  return out;
}

RC_GTEST_PROP(Quantity, NumberWordsReadBack, ()) {
  std::int64_t n = *rc::gen::inRange<std::int64_t>(1, 1'000'000'000'000);
  for (std::int64_t cut = *rc::gen::inRange(0, 11); cut > 0 && n >= 10; --cut) n /= 10;
  // Zeros inside are what is hard about number words.
  const std::int64_t blank = *rc::gen::element<std::int64_t>(1, 10, 100, 10'000, 100'000);
  if (n >= blank) n -= n / blank % 10 * blank;
  RC_PRE(n > 0);
  const quantity q = parse_quantity(words_of(n));
  std::int64_t scale = 1;
  for (int i = 0; i < q.unit.exponent; ++i) scale *= 10;
  RC_ASSERT(q.value.scale == 0);
  RC_ASSERT(q.value.mantissa * scale == n);
}

RC_GTEST_PROP(Quantity, AnyBytesGiveAQuantityOrAnError, (const std::string& text)) {
  const result<quantity> read = try_parse_quantity(text);
  RC_ASSERT(has_value_or_reason(read));
  if (read && read->how != qualifier::masked) RC_ASSERT(holds_or_touches(*read));
}

RC_GTEST_PROP(Quantity, AnyRawBytesGiveAQuantityOrAnError, ()) {
  const auto bytes = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  const std::string text(bytes.begin(), bytes.end());
  const result<quantity> read = try_parse_quantity(text);
  RC_ASSERT(has_value_or_reason(read));
}

// Pieces of the grammar in any order reach what random bytes never do; cut at a byte, they are
// truncated UTF-8 as well.
RC_GTEST_PROP(Quantity, AnyPiecesGiveAQuantityOrAnError, ()) {
  const auto piece = rc::gen::element<std::string>(
      "0", "1", "98", "9,800", "4.5", "，", "．", "-", "负", "～", "至", "百分之", "千分之", "百",
      "千", "万", "亿", "十", "几", "数", "三", "零", "点", "余", "多", "以上", "以内", "左右",
      "约", "近", "上", "超过", "达", "XX", "×", "全覆盖", "无", "户", "元", "%", "‰", "米", "/",
      "人", " ", "　", "e3", "\xE4", "\xFF");
  const auto pieces = *rc::gen::container<std::vector<std::string>>(piece);
  std::string text;
  for (const std::string& p : pieces) text += p;
  if (!text.empty() && *rc::gen::arbitrary<bool>()) {
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size()));
  }
  const result<quantity> read = try_parse_quantity(text);
  RC_ASSERT(has_value_or_reason(read));
  if (read && read->how != qualifier::masked) {
    RC_ASSERT(holds_or_touches(*read));
    RC_ASSERT(!to_string(*read).empty());
  }
}

TEST(QuantityProperty, HugeTextsAreRefused) {
  for (const std::string_view piece :
       {"9", "九", "百", "共", "约", "X户", "零", "-", ",", "亿", "\xE4"}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    EXPECT_FALSE(try_parse_quantity(text)) << piece;
  }
}

}  // namespace
}  // namespace zhibiao
