#include <zhibiao/value/unit.hpp>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace {

using zhibiao::language;
using zhibiao::parse_unit;
using zhibiao::ratio;
using zhibiao::unit;

const std::vector<std::string> money = {"元", "千元", "万元", "百万元", "千万元", "亿元"};
const std::vector<std::string> areas = {"平方米", "亩", "公顷", "平方公里", "万亩", "万平方米"};
const std::vector<std::string> masses = {"克", "千克", "斤", "吨", "万吨"};
const std::vector<std::string> things = {"个", "家", "条", "项", "万株", "千头"};
const std::vector<std::string> counted = {"人", "户", "万人", "千户"};
const std::vector<std::string> times = {"月", "季", "年", "天", "小时"};

std::string any_text() {
  const auto above =
      *rc::gen::elementOf(*rc::gen::element(money, areas, masses, things, counted, times));
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return above;
    case 1:
      return above + "/" + *rc::gen::elementOf(*rc::gen::element(areas, masses, counted, times));
    default:
      return above + "/" + *rc::gen::elementOf(std::vector<std::string>{"人", "户", "亩"}) + "·" +
             *rc::gen::elementOf(times);
  }
}

/// A unit; 千元/万人 and its like are none.
unit any_unit() {
  const auto u = zhibiao::try_parse_unit(any_text());
  RC_PRE(u.has_value());
  return *u;
}

ratio times_each_other(ratio a, ratio b) {
  return {a.numerator * b.numerator, a.denominator * b.denominator};
}

RC_GTEST_PROP(UnitProperty, TextReadsBackInBothLanguages, ()) {
  const unit u = any_unit();
  RC_ASSERT(parse_unit(to_string(u, language::zh)) == u);
  RC_ASSERT(parse_unit(to_string(u, language::en)) == u);
}

RC_GTEST_PROP(UnitProperty, FitsItselfAtOneAndIsSymmetric, ()) {
  const unit a = any_unit();
  const unit b = any_unit();
  RC_ASSERT(fits(a, a));
  RC_ASSERT(conversion(a, a) == (ratio{1, 1}));
  RC_ASSERT(fits(a, b) == fits(b, a));
}

RC_GTEST_PROP(UnitProperty, ThereAndBackIsOne, ()) {
  const auto& kind = *rc::gen::element(money, areas, masses, things);
  const unit a = parse_unit(*rc::gen::elementOf(kind));
  const unit b = parse_unit(*rc::gen::elementOf(kind));
  const ratio there = conversion(a, b);
  const ratio back = conversion(b, a);
  RC_ASSERT(there.numerator == back.denominator);
  RC_ASSERT(there.denominator == back.numerator);
}

RC_GTEST_PROP(UnitProperty, TheWayOverAThirdUnitIsTheSame, ()) {
  const auto& kind = *rc::gen::element(money, areas, masses, things);
  const unit a = parse_unit(*rc::gen::elementOf(kind));
  const unit b = parse_unit(*rc::gen::elementOf(kind));
  const unit c = parse_unit(*rc::gen::elementOf(kind));
  const ratio over = times_each_other(conversion(a, b), conversion(b, c));
  const ratio direct = conversion(a, c);
  RC_ASSERT(over.numerator * direct.denominator == direct.numerator * over.denominator);
}

RC_GTEST_PROP(UnitProperty, DivisorConvertsTheOtherWay, ()) {
  const auto& kind = *rc::gen::element(areas, masses);
  const std::string a = *rc::gen::elementOf(kind);
  const std::string b = *rc::gen::elementOf(kind);
  const ratio above = conversion(parse_unit(a), parse_unit(b));
  const ratio below = conversion(parse_unit("元/" + a), parse_unit("元/" + b));
  RC_ASSERT(above.numerator == below.denominator);
  RC_ASSERT(above.denominator == below.numerator);
}

RC_GTEST_PROP(UnitProperty, DifferenceOfAmountsKeepsTheUnit, ()) {
  const unit u = any_unit();
  RC_ASSERT(difference_unit(u) == u);
}

RC_GTEST_PROP(UnitProperty, AnyBytesAreReadOrRefused, (const std::string& text)) {
  const auto u = zhibiao::try_parse_unit(text);
  RC_ASSERT((!u || parse_unit(to_string(*u)) == *u));
}

}  // namespace
