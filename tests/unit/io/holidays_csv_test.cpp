#include <zhibiao/io/holidays_csv.hpp>

#include <gtest/gtest.h>

namespace zhibiao {
namespace {

TEST(HolidaysCsv, IsReadInBothLanguages) {
  const working_calendar c =
      parse_holidays("日期,类型,名称\n2021年10月1日,休,国庆节\n2021/10/9,班,国庆节\n", "h.csv");
  ASSERT_EQ(c.days().size(), 2U);
  EXPECT_EQ(c.days()[0].kind, special_day_kind::holiday);
  EXPECT_EQ(to_string(c.days()[1].day), "2021-10-09");
  EXPECT_EQ(parse_holidays("date,kind\n2021-10-01,holiday\n", "h.csv").days().size(), 1U);
}

TEST(HolidaysCsv, EveryFaultHasItsPlace) {
  try {
    parse_holidays("date,kind\n2021-02-30,holiday\n2021-10-01,party\n,workday\n", "h.csv");
    FAIL();
  } catch (const input_error& e) {
    ASSERT_EQ(e.faults().errors(), 3U);
    EXPECT_EQ(to_string(e.faults().kept()[0]),
              "h.csv:2:1: error: expected a date such as 2021-10-01, found '2021-02-30' "
              "[not-a-date]");
    EXPECT_EQ(e.faults().kept()[1].where.line, 3);
    EXPECT_EQ(e.faults().kept()[1].where.column, 12);
    EXPECT_EQ(e.faults().kept()[2].code, errc::missing_value);
  }
}

}  // namespace
}  // namespace zhibiao
