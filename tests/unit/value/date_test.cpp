#include <zhibiao/value/date.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace {

using zhibiao::date;
using zhibiao::errc;
using zhibiao::frequency;
using zhibiao::parse_date;
using zhibiao::parse_period;
using zhibiao::try_parse_date;

static_assert(sizeof(date) == 4 && !date().is_valid());

TEST(Date, IsCountedFromTheEpoch) {
  EXPECT_EQ(date::make(1970, 1, 1).number(), 0);
  EXPECT_EQ(date::make(2000, 3, 1).number(), 11017);
  EXPECT_EQ(date::make(1, 1, 1).number(), -719162);
  EXPECT_EQ(date::make(9999, 12, 31).number(), 2932896);
  const date d = date::make(2021, 7, 9);
  EXPECT_EQ(d.year(), 2021);
  EXPECT_EQ(d.month(), 7);
  EXPECT_EQ(d.day(), 9);
  EXPECT_LT(date(), date::make(1, 1, 1));
}

TEST(Date, ReadsDaysAndPeriods) {
  struct row {
    std::string_view text;
    std::string_view day;
  };
  const row rows[] = {
      {"2021-07-01", "2021-07-01"},
      {"2021/7/1", "2021-07-01"},
      {"2021年7月1日", "2021-07-01"},
      {"2020-02-29", "2020-02-29"},
      {"2021", "2021-01-01"},
      {"2021-07", "2021-07-01"},
      {"2021-Q3", "2021-07-01"},
      {"2021年", "2021-01-01"},
      {"２０２１-０７-０１", "2021-07-01"},
      {" 2021-12-31 ", "2021-12-31"},
  };
  for (const row& r : rows) EXPECT_EQ(to_string(parse_date(r.text)), r.day) << r.text;
}

TEST(Date, RefusesWhatTheCalendarDoesNotHave) {
  for (const std::string_view text :
       {"", "2021-02-29", "2021-13-01", "2021-00-10", "2021-07-32", "21-07-01", "2021-07-01x",
        "2021-M07YTD", "-2021-07-01", "2021-7-", "0000-01-01", "yesterday"}) {
    const auto read = try_parse_date(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.why().code(), errc::not_a_date) << text;
  }
  EXPECT_THROW(date::make(2021, 2, 29), zhibiao::error);
}

TEST(Date, PeriodsHaveAFirstAndALastDay) {
  struct row {
    std::string_view period;
    std::string_view first;
    std::string_view last;
  };
  const row rows[] = {
      {"2021", "2021-01-01", "2021-12-31"},     {"2021-S2", "2021-07-01", "2021-12-31"},
      {"2021-Q1", "2021-01-01", "2021-03-31"},  {"2020-M02", "2020-02-01", "2020-02-29"},
      {"2021-M02", "2021-02-01", "2021-02-28"}, {"2021-M09YTD", "2021-09-01", "2021-09-30"},
  };
  for (const row& r : rows) {
    EXPECT_EQ(to_string(first_day(parse_period(r.period))), r.first) << r.period;
    EXPECT_EQ(to_string(last_day(parse_period(r.period))), r.last) << r.period;
  }
}

TEST(Date, LiesInOnePeriodOfEachFrequency) {
  const date day = date::make(2021, 7, 1);
  EXPECT_EQ(to_string(period_of(day, frequency::year)), "2021");
  EXPECT_EQ(to_string(period_of(day, frequency::half)), "2021-S2");
  EXPECT_EQ(to_string(period_of(day, frequency::quarter)), "2021-Q3");
  EXPECT_EQ(to_string(period_of(day, frequency::month)), "2021-M07");
  EXPECT_EQ(to_string(period_of(date::make(2021, 6, 30), frequency::half)), "2021-S1");
}

TEST(Date, NoneHasNoText) { EXPECT_EQ(to_string(date()), ""); }

}  // namespace
