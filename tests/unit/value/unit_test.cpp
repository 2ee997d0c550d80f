#include <zhibiao/value/unit.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using zhibiao::dimension;
using zhibiao::errc;
using zhibiao::error;
using zhibiao::language;
using zhibiao::parse_unit;
using zhibiao::ratio;
using zhibiao::try_parse_unit;
using zhibiao::unit;

static_assert(sizeof(unit) == 4 && std::is_trivially_copyable_v<unit>);

struct good_row {
  std::string_view text;
  std::string_view canonical;
};

std::vector<unit> every_atom() {
  std::vector<unit> out;
  for (int atom = 1; atom < 256; ++atom) {
    const unit u{static_cast<std::uint8_t>(atom), 0, 0, 0};
    if (!to_string(u).empty()) out.push_back(u);
  }
  return out;
}

TEST(Unit, AliasesLeadToOneSpelling) {
  const good_row rows[] = {
      {"", ""},
      {"户", "户"},
      {"household", "户"},
      {"households", "户"},
      {"人", "人"},
      {"名", "人"},
      {"口", "人"},
      {"persons", "人"},
      {"people", "人"},
      {"人次", "人次"},
      {"件次", "件次"},
      {"场次", "场次"},
      {"个村", "村"},
      {"元", "元"},
      {"yuan", "元"},
      {"CNY", "元"},
      {"美元", "美元"},
      {"US dollars", "美元"},
      {"㎡", "平方米"},
      {"m2", "平方米"},
      {"亩", "亩"},
      {"mu", "亩"},
      {"平方千米", "平方公里"},
      {"km²", "平方公里"},
      {"千米", "公里"},
      {"公斤", "千克"},
      {"ｋｇ", "千克"},
      {"kg", "千克"},
      {"克", "克"},
      {"度", "千瓦时"},
      {"kWh", "千瓦时"},
      {"日", "天"},
      {"个月", "月"},
      {"%", "%"},
      {"％", "%"},
      {"﹪", "%"},
      {"percent", "%"},
      {"‰", "‰"},
      {"个百分点", "百分点"},
      {"percentage points", "百分点"},
      {"千分点", "千分点"},
      {"分", "分"},
      {"倍", "倍"},
      {" 元 ", "元"},
  };
  for (const good_row& row : rows) {
    SCOPED_TRACE(row.text);
    const auto u = try_parse_unit(row.text);
    ASSERT_TRUE(u.has_value());
    EXPECT_EQ(to_string(*u), row.canonical);
  }
}

TEST(Unit, ScaleWordsStandBeforeTheUnitOrAlone) {
  struct row {
    std::string_view text;
    std::string_view canonical;
    int exponent;
    dimension what;
  };
  const row rows[] = {
      {"万", "万", 4, dimension::none},
      {"亿", "亿", 8, dimension::none},
      {"万元", "万元", 4, dimension::money},
      {"万 元", "万元", 4, dimension::money},
      {"ten thousand yuan", "万元", 4, dimension::money},
      {"亿元", "亿元", 8, dimension::money},
      {"hundred million yuan", "亿元", 8, dimension::money},
      {"million yuan", "百万元", 6, dimension::money},
      {"billion yuan", "十亿元", 9, dimension::money},
      {"百万元", "百万元", 6, dimension::money},
      {"千万元", "千万元", 7, dimension::money},
      {"千元", "千元", 3, dimension::money},
      {"万亿元", "万亿元", 12, dimension::money},
      {"万人次", "万人次", 4, dimension::person_time},
      {"万亩", "万亩", 4, dimension::area},
      {"亿千瓦时", "亿千瓦时", 8, dimension::energy},
      {"万度", "万千瓦时", 4, dimension::energy},
      // What looks like a thousand of something and is a unit of its own.
      {"千克", "千克", 0, dimension::mass},
      {"千米", "公里", 0, dimension::length},
      {"千瓦时", "千瓦时", 0, dimension::energy},
      {"百分点", "百分点", 0, dimension::percentage_point},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(r.text);
    const unit u = parse_unit(r.text);
    EXPECT_EQ(to_string(u), r.canonical);
    EXPECT_EQ(u.exponent, r.exponent);
    EXPECT_EQ(dimension_of(u), r.what);
  }
}

TEST(Unit, QuotientsHaveOneSpelling) {
  const good_row rows[] = {
      {"元/人", "元/人"},
      {"元／人", "元/人"},
      {"yuan/person", "元/人"},
      {"yuan per person", "元/人"},
      {"yuan per person per month", "元/人·月"},
      {"元/人·月", "元/人·月"},
      {"元/人/月", "元/人·月"},
      {"元/(人·月)", "元/人·月"},
      {"元／（人·月）", "元/人·月"},
      {"元/人*月", "元/人·月"},
      {"元/月·人", "元/人·月"},
      {"元 / 人 · 月", "元/人·月"},
      {"人/户", "人/户"},
      {"万元/人", "万元/人"},
      {"公斤/亩", "千克/亩"},
      {"件/万人", "件/万人"},
      {"人/千人", "人/千人"},
      {"万元/万人", "元/人"},
      {"亿元/万人", "万元/人"},
      {"元/度", "元/千瓦时"},
      {"亩/户·人", "亩/户·人"},
      {"亩/人·户", "亩/户·人"},
      {"%/年", "%/年"},
  };
  for (const good_row& row : rows) {
    SCOPED_TRACE(row.text);
    const auto u = try_parse_unit(row.text);
    ASSERT_TRUE(u.has_value());
    EXPECT_EQ(to_string(*u), row.canonical);
    EXPECT_EQ(parse_unit(row.canonical), *u);
  }
}

TEST(Unit, OtherTextsAreNone) {
  for (const std::string_view text :
       {"x",      "Yuan",        "has",         "百",         "十",     "百元",   "十元",
        "万万元", "万%",         "百百分点",    "千‰",        "元元",   "/",      "/人",
        "元/",    "元//人",      "元/人/",      "元/万",      "元/倍",  "元/%",   "元/百分点",
        "万/人",  "元/人·月·年", "元/人/月/年", "元/(人/月)", "元/(人", "元/人)", "千元/万人",
        "%/万人", "元每人",      "元/人·%",     "万%/万人",   "1元",    "元1"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(try_parse_unit(text).has_value());
  }
}

TEST(Unit, MessageSaysWhatWasExpectedAndFound) {
  const auto bad = try_parse_unit("圆");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.why().code(), errc::not_a_unit);
  EXPECT_EQ(bad.why().message(), "expected a unit such as 元, 万元, 元/人, 户 or %, found '圆'");
  EXPECT_THROW((void)parse_unit("圆"), error);
}

TEST(Unit, EveryUnitReadsBackInBothLanguages) {
  EXPECT_GT(every_atom().size(), 70U);
  for (const unit u : every_atom()) {
    SCOPED_TRACE(to_string(u));
    EXPECT_EQ(parse_unit(to_string(u, language::zh)), u);
    EXPECT_EQ(parse_unit(to_string(u, language::en)), u);
  }
}

TEST(Unit, EnglishText) {
  const good_row rows[] = {
      {"万元", "ten thousand yuan"},
      {"元/人·月", "yuan/person/month"},
      {"件/万人", "case/ten thousand person"},
      {"百万", "million"},
      {"%", "%"},
      {"", ""},
  };
  for (const good_row& row : rows) {
    EXPECT_EQ(to_string(parse_unit(row.text), language::en), row.canonical);
    EXPECT_EQ(parse_unit(row.canonical), parse_unit(row.text));
  }
}

TEST(Unit, UnitNoTextLeadsToIsStillSafe) {
  EXPECT_EQ(to_string(unit{255, 0, 0, 0}), "");
  EXPECT_EQ(dimension_of(unit{255, 0, 0, 0}), dimension::none);
  unit odd = parse_unit("元");
  odd.exponent = 5;
  EXPECT_EQ(to_string(odd), "10^5 元");
}

TEST(Unit, ConversionIsExact) {
  struct row {
    std::string_view from;
    std::string_view to;
    ratio factor;
  };
  const row rows[] = {
      {"元", "元", {1, 1}},
      {"万元", "元", {10'000, 1}},
      {"元", "亿元", {1, 100'000'000}},
      {"亩", "公顷", {1, 15}},
      {"公顷", "亩", {15, 1}},
      {"亩", "平方米", {2000, 3}},
      {"万亩", "平方公里", {20, 3}},
      {"平方公里", "亩", {1500, 1}},
      {"斤", "吨", {1, 2000}},
      {"公里", "米", {1000, 1}},
      {"升", "立方米", {1, 1000}},
      {"年", "月", {12, 1}},
      {"季", "月", {3, 1}},
      {"周", "天", {7, 1}},
      {"小时", "天", {1, 24}},
      {"‰", "%", {1, 10}},
      {"千分点", "百分点", {1, 10}},
      {"条", "个", {1, 1}},
      {"起", "件", {1, 1}},
      {"万", "", {10'000, 1}},
      {"倍", "", {1, 1}},
      {"万元/人", "元/人", {10'000, 1}},
      {"件/万人", "件/人", {1, 10'000}},
      {"件/人", "件/万人", {10'000, 1}},
      {"元/人·月", "元/人·年", {12, 1}},
      {"公斤/亩", "吨/公顷", {3, 200}},
      {"元/亩", "元/公顷", {15, 1}},
      {"元/年·季", "元/月·年", {1, 3}},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(std::string(r.from) + " -> " + std::string(r.to));
    EXPECT_TRUE(fits(parse_unit(r.from), parse_unit(r.to)));
    const ratio found = conversion(parse_unit(r.from), parse_unit(r.to));
    EXPECT_EQ(found.numerator, r.factor.numerator);
    EXPECT_EQ(found.denominator, r.factor.denominator);
  }
}

TEST(Unit, UnitsOfDifferentThingsDoNotFitAndTheMessageNamesBoth) {
  struct row {
    std::string_view from;
    std::string_view to;
    std::string_view message;
  };
  const row rows[] = {
      {"户", "元", "expected a unit of money such as 元, found 户"},
      {"人", "户", "expected a unit of households such as 户, found 人"},
      {"人次", "人", "expected a unit of persons such as 人, found 人次"},
      {"%", "百分点", "expected a unit of percentage points such as 百分点, found %"},
      {"百分点", "%", "expected a unit of percent such as %, found 百分点"},
      {"美元", "万元", "expected a unit of money such as 万元, found 美元"},
      {"元", "", "expected a number without a unit, found 元"},
      {"", "亩", "expected a unit of area such as 亩, found none"},
      {"元", "元/人", "expected a unit such as 元/人, found 元"},
      {"元/户", "元/人", "expected a unit such as 元/人, found 元/户"},
      {"元/人·月", "元/人", "expected a unit such as 元/人, found 元/人·月"},
      {"天", "月", "expected a unit of duration such as 月, found 天: months differ in days"},
      {"元/天", "元/月", "expected a unit such as 元/月, found 元/天: months differ in days"},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(r.message);
    EXPECT_FALSE(fits(parse_unit(r.from), parse_unit(r.to)));
    try {
      (void)conversion(parse_unit(r.from), parse_unit(r.to));
      ADD_FAILURE() << "nothing thrown";
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::unit_does_not_fit);
      EXPECT_EQ(e.message(), r.message);
    }
  }
}

// One representative of each dimension but that of a pure number.
TEST(Unit, OnlyUnitsOfTheSameDimensionFit) {
  const std::string_view texts[] = {"户", "人", "人次",   "件", "次", "个", "元",     "美元", "亩",
                                    "米", "吨", "立方米", "度", "月", "%",  "百分点", "分"};
  for (const std::string_view a : texts) {
    for (const std::string_view b : texts) {
      EXPECT_EQ(fits(parse_unit(a), parse_unit(b)), a == b) << a << " " << b;
      if (a == b) continue;
      try {
        (void)conversion(parse_unit(a), parse_unit(b));
        ADD_FAILURE() << a << " " << b;
      } catch (const error& e) {
        // The word for each dimension is there.
        EXPECT_EQ(e.message().find("of  such"), std::string::npos);
      }
    }
  }
  EXPECT_THROW((void)conversion(parse_unit("元"), parse_unit("倍")), error);
}

TEST(Unit, OrderOfTheDivisorsDoesNotMatter) {
  const unit u = parse_unit("元/人·年");
  const unit turned{u.atom, u.per_also, u.per, u.exponent};
  EXPECT_TRUE(fits(u, turned));
  EXPECT_EQ(conversion(turned, parse_unit("元/人·月")), (ratio{1, 12}));
}

TEST(Unit, FactorBeyondSixtyFourBitsThrows) {
  const unit great = parse_unit("万亿平方公里/人");
  const unit small = parse_unit("平方米/万亿人");
  for (const auto& [from, to] : {std::pair{great, small}, std::pair{small, great}}) {
    try {
      (void)conversion(from, to);
      ADD_FAILURE() << "nothing thrown";
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::too_large);
    }
  }
  EXPECT_THROW((void)conversion(parse_unit("万亿平方公里/人"), parse_unit("平方米/千人")), error);
}

struct meant_row {
  std::string_view said;
  std::string_view other;
  std::string_view meant;
};

TEST(Unit, BareScaleWordTakesItsUnitFromElsewhere) {
  const meant_row rows[] = {
      {"万", "元", "万元"}, {"亿", "元/人", "亿元/人"}, {"", "万元", "万元"}, {"", "", ""},
      {"万", "", "万"},     {"万元", "亿元", "万元"},   {"户", "人", "户"},
  };
  for (const meant_row& row : rows) {
    const auto meant = zhibiao::unit_meant(parse_unit(row.said), parse_unit(row.other));
    ASSERT_TRUE(meant) << row.said << " beside " << row.other;
    EXPECT_EQ(to_string(*meant), row.meant) << row.said << " beside " << row.other;
  }
  const auto two = zhibiao::unit_meant(parse_unit("万"), parse_unit("亿元"));
  ASSERT_FALSE(two);
  EXPECT_EQ(two.why().code(), errc::unit_does_not_fit);
  EXPECT_EQ(two.why().message(),
            "expected one scale word, found 万 in the figure and 亿元 as the unit");
}

TEST(Unit, DifferenceOfRatesIsInPoints) {
  const good_row rows[] = {{"%", "百分点"},  {"‰", "千分点"}, {"%/年", "百分点/年"},
                           {"万元", "万元"}, {"", ""},        {"百分点", "百分点"}};
  for (const good_row& row : rows) {
    EXPECT_EQ(to_string(difference_unit(parse_unit(row.text))), row.canonical);
  }
  EXPECT_EQ(zhibiao::percent(), parse_unit("%"));
  EXPECT_EQ(zhibiao::percentage_point(), parse_unit("百分点"));
}

}  // namespace
