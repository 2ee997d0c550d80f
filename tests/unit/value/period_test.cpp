#include <zhibiao/value/period.hpp>

#include <gtest/gtest.h>

#include <compare>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using zhibiao::errc;
using zhibiao::error;
using zhibiao::form;
using zhibiao::frequency;
using zhibiao::language;
using zhibiao::parse_period;
using zhibiao::period;
using zhibiao::try_parse_period;

static_assert(std::is_trivially_copyable_v<period>);
static_assert(!period().is_valid());
static_assert(period::make(frequency::month, 2021, 9).same_period_last_year() ==
              period::make(frequency::month, 2020, 9));
static_assert(period::make(frequency::month, 2021, 1).previous() ==
              period::make(frequency::month, 2020, 12));
static_assert(period::make(frequency::half, 2021, 2).shifted(3).ordinal() == 2023 * 2);
static_assert(!period::is_possible(frequency::year, 2021, 1, form::year_to_date));

struct good_row {
  std::string_view text;
  std::string_view canonical;
};

constexpr good_row good_rows[] = {
    {"2021", "2021"},
    {"0001", "0001"},
    {"9999", "9999"},
    {"2021-S1", "2021-S1"},
    {"2021-S2YTD", "2021-S2YTD"},
    {"2021-Q3", "2021-Q3"},
    {"2021-Q3YTD", "2021-Q3YTD"},
    {"2021-M09", "2021-M09"},
    {"2021-M9", "2021-M09"},
    {"2021-09", "2021-M09"},
    {"2021-M09YTD", "2021-M09YTD"},
    {"2021-09YTD", "2021-M09YTD"},
    {"２０２１－Ｑ３", "2021-Q3"},
    {" 2021　", "2021"},
    {"2021年", "2021"},
    {"2021年度", "2021"},
    {"2021年全年", "2021"},
    {"２０２１年", "2021"},
    {"2021 年 9 月", "2021-M09"},
    {"2021年上半年", "2021-S1"},
    {"2021年下半年", "2021-S2"},
    {"2021年上半年累计", "2021-S1YTD"},
    {"2021年3季度", "2021-Q3"},
    {"2021年三季度", "2021-Q3"},
    {"2021年第三季度", "2021-Q3"},
    {"2021年第3季度", "2021-Q3"},
    {"2021年前三季度", "2021-Q3YTD"},
    {"2021年前3个季度", "2021-Q3YTD"},
    {"2021年1-3季度", "2021-Q3YTD"},
    {"2021年一至三季度", "2021-Q3YTD"},
    {"2021年3季度累计", "2021-Q3YTD"},
    {"2021年9月", "2021-M09"},
    {"2021年09月", "2021-M09"},
    {"2021年9月份", "2021-M09"},
    {"2021年十二月", "2021-M12"},
    {"2021年十月", "2021-M10"},
    {"2021年二月", "2021-M02"},
    {"2021年1-9月", "2021-M09YTD"},
    {"2021年1-9月份", "2021-M09YTD"},
    {"2021年１－９月", "2021-M09YTD"},
    {"2021年1～9月", "2021-M09YTD"},
    {"2021年1—9月", "2021-M09YTD"},
    {"2021年1–9月", "2021-M09YTD"},
    {"2021年1至9月", "2021-M09YTD"},
    {"2021年1月到9月", "2021-M09YTD"},
    {"2021年1-9月累计", "2021-M09YTD"},
    {"2021年9月止累计", "2021-M09YTD"},
    {"2021年前9个月", "2021-M09YTD"},
    {"2021年1-1月", "2021-M01YTD"},
    {"2021年1-12月", "2021-M12YTD"},
};

TEST(Period, ReadsWhatReportsAndTablesWrite) {
  for (const good_row& row : good_rows) {
    SCOPED_TRACE(row.text);
    const auto p = try_parse_period(row.text);
    ASSERT_TRUE(p.has_value());
    EXPECT_EQ(to_string(*p), row.canonical);
  }
}

TEST(Period, OtherTextsAreNone) {
  for (const std::string_view text : {"",
                                      "-",
                                      "年",
                                      "21",
                                      "202",
                                      "20211",
                                      "0000",
                                      "2021-",
                                      "2021-0",
                                      "2021-9",
                                      "2021-13",
                                      "2021-00",
                                      "2021-001",
                                      "2021-S0",
                                      "2021-S3",
                                      "2021-S",
                                      "2021-Q0",
                                      "2021-Q5",
                                      "2021-Q",
                                      "2021-Q03",
                                      "2021-M00",
                                      "2021-M13",
                                      "2021-M",
                                      "2021-M009",
                                      "2021-m09",
                                      "2021-q3",
                                      "2021YTD",
                                      "2021-YTD",
                                      "2021年YTD",
                                      "2021-M09ytd",
                                      "2021-M09YTDYTD",
                                      "2021-M09 YTD",
                                      "2021 -Q3",
                                      "2021Q3",
                                      "202109",
                                      "2021-09-01",
                                      "2021/09",
                                      "2021.5",
                                      "-2021",
                                      "+2021",
                                      "2021x",
                                      "２０２１x",
                                      "21年",
                                      "2021年13月",
                                      "2021年0月",
                                      "2021年5季度",
                                      "2021年2-9月",
                                      "2021年1-13月",
                                      "2021年1-月",
                                      "2021年1-9",
                                      "2021年9",
                                      "2021年9个月",
                                      "2021年第9月",
                                      "2021年前月",
                                      "2021年1季度-9月",
                                      "2021年前三",
                                      "2021年9月止",
                                      "2021年9月初",
                                      "2021年中半年",
                                      "2021年累计",
                                      "公元2021年"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(try_parse_period(text).has_value());
  }
}

TEST(Period, MessageSaysWhatWasExpectedAndFound) {
  const auto bad = try_parse_period("2021-13");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.why().code(), errc::not_a_period);
  EXPECT_EQ(bad.why().message(),
            "expected a period such as 2021, 2021-Q3, 2021-M09 or 2021-M09YTD, found '2021-13'");
  EXPECT_THROW((void)parse_period("2021-13"), error);
}

TEST(Period, MessageStaysReadableForAnyBytes) {
  // Cut between characters, and no byte that would break a terminal or a reader of UTF-8.
  const auto message = [](std::string_view text) {
    const std::string all = try_parse_period(text).why().message();
    return all.substr(all.find(", found ") + 8);
  };
  EXPECT_EQ(message("a\nb\x1b"),
            "'a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD'");
  EXPECT_EQ(message("\xff\xe5\xb9"), "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'");
  EXPECT_EQ(message("\xc0\x80\xed\xa0\x80"),
            "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'");
  EXPECT_EQ(message("\xe0\x80\x80"), "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'");
  EXPECT_EQ(message("\xf0\x80\x80\x80"), "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'");
  EXPECT_EQ(message("\xf4\x90\x80\x80"), "'\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'");
  EXPECT_EQ(message("\xf0\x9f\x8c\xbe \xc3\xa9 年"), "'\xf0\x9f\x8c\xbe \xc3\xa9 年'");
  std::string longer;
  std::string shown;
  for (int i = 0; i < 100; ++i) longer += "年";
  for (int i = 0; i < 20; ++i) shown += "年";
  EXPECT_EQ(message(longer), "'" + shown + "...'");
}

TEST(Period, MakeRefusesWhatDoesNotExist) {
  struct row {
    frequency f;
    int year;
    int index;
    form kind;
    std::string_view message;
  };
  const row rows[] = {
      {frequency::year, 0, 1, form::single, "expected a year from 1 to 9999, found 0"},
      {frequency::year, 10000, 1, form::single, "expected a year from 1 to 9999, found 10000"},
      {frequency::year, 2021, 2, form::single, "expected a year from 1 to 1, found 2"},
      {frequency::half, 2021, 3, form::single, "expected a half from 1 to 2, found 3"},
      {frequency::quarter, 2021, 0, form::single, "expected a quarter from 1 to 4, found 0"},
      {frequency::month, 2021, 13, form::year_to_date, "expected a month from 1 to 12, found 13"},
      {frequency::year, 2021, 1, form::year_to_date,
       "expected a half, a quarter or a month for a year-to-date figure, found the year 2021"},
  };
  for (const row& r : rows) {
    SCOPED_TRACE(r.message);
    EXPECT_FALSE(period::is_possible(r.f, r.year, r.index, r.kind));
    try {
      (void)period::make(r.f, r.year, r.index, r.kind);
      ADD_FAILURE() << "nothing thrown";
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::not_a_period);
      EXPECT_EQ(e.message(), r.message);
    }
  }
}

TEST(Period, SamePeriodLastYearIsAYearAwayWhateverTheFrequency) {
  const good_row rows[] = {
      {"2021", "2020"},         {"2021-S1", "2020-S1"},         {"2021-Q4", "2020-Q4"},
      {"2021-M02", "2020-M02"}, {"2021-M02YTD", "2020-M02YTD"},
  };
  for (const good_row& row : rows) {
    EXPECT_EQ(to_string(parse_period(row.text).same_period_last_year()), row.canonical);
  }
}

TEST(Period, PreviousCrossesTheYear) {
  const good_row rows[] = {{"2021", "2020"},         {"2021-S1", "2020-S2"},
                           {"2021-S2", "2021-S1"},   {"2021-Q1", "2020-Q4"},
                           {"2021-M01", "2020-M12"}, {"2021-M03", "2021-M02"}};
  for (const good_row& row : rows) {
    EXPECT_EQ(to_string(parse_period(row.text).previous()), row.canonical);
  }
}

TEST(Period, ShiftedBeyondTheYearsThrowsAndNeverOverflows) {
  const period first = parse_period("0001-M01");
  const period last = parse_period("9999-M12");
  EXPECT_THROW((void)first.previous(), error);
  EXPECT_THROW((void)last.shifted(1), error);
  for (const int n : {std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    EXPECT_THROW((void)first.shifted(n), error);
    EXPECT_THROW((void)last.shifted(n), error);
  }
  EXPECT_EQ(first.shifted(9999 * 12 - 1), last);
}

TEST(Period, NoPeriodCannotBeShiftedIntoOne) {
  EXPECT_THROW((void)period().shifted(2021), error);
  EXPECT_EQ(to_string(period()), "");
  EXPECT_EQ(describe(period(), language::zh), "");
}

TEST(Period, OrderIsWithinOneFrequencyAndForm) {
  EXPECT_LT(parse_period("2020-M12"), parse_period("2021-M01"));
  EXPECT_GT(parse_period("2021-Q2"), parse_period("2021-Q1"));
  EXPECT_EQ(parse_period("2021") <=> parse_period("2021-M01"), std::partial_ordering::unordered);
  EXPECT_EQ(parse_period("2021-M09") <=> parse_period("2021-M09YTD"),
            std::partial_ordering::unordered);
  EXPECT_NE(parse_period("2021-M09"), parse_period("2021-M09YTD"));
}

TEST(Period, WordsForPeople) {
  struct row {
    std::string_view text;
    std::string_view zh;
    std::string_view en;
  };
  const row rows[] = {
      {"2021", "2021年", "2021"},
      {"2021-S1", "2021年上半年", "first half of 2021"},
      {"2021-S2YTD", "2021年下半年止累计", "second half of 2021, year to date"},
      {"2021-Q3", "2021年3季度", "third quarter of 2021"},
      {"2021-Q1YTD", "2021年1季度止累计", "first quarter of 2021, year to date"},
      {"2021-Q3YTD", "2021年1-3季度", "first to third quarter of 2021"},
      {"2021-M09", "2021年9月", "September 2021"},
      {"2021-M01YTD", "2021年1月止累计", "January 2021, year to date"},
      {"2021-M09YTD", "2021年1-9月", "January-September 2021"},
  };
  for (const row& r : rows) {
    EXPECT_EQ(describe(parse_period(r.text), language::zh), r.zh);
    EXPECT_EQ(describe(parse_period(r.text), language::en), r.en);
  }
}

}  // namespace
