#include <zhibiao/value/working_calendar.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zhibiao {
namespace {

special_day day(const char* text, special_day_kind kind, std::int64_t line = 0) {
  special_day d{parse_date(text), kind, {}};
  d.where.line = line;
  return d;
}

/// The State Council's notice on the holidays of 2021 (国办发明电〔2020〕27号).
working_calendar year_2021() {
  using enum special_day_kind;
  std::vector<special_day> days = {day("2021-01-01", holiday)};
  for (const char* d : {"2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18",
                        "2021-09-26", "2021-10-09"}) {
    days.push_back(day(d, workday));
  }
  for (const char* d :
       {"2021-02-11", "2021-02-12", "2021-02-15", "2021-02-16", "2021-02-17", "2021-04-05",
        "2021-05-03", "2021-05-04", "2021-05-05", "2021-06-14", "2021-09-20", "2021-09-21",
        "2021-10-01", "2021-10-04", "2021-10-05", "2021-10-06", "2021-10-07"}) {
    days.push_back(day(d, holiday));
  }
  return working_calendar::make(std::move(days));
}

TEST(WorkingCalendar, CountsMondayToFriday) {
  const working_calendar plain;
  EXPECT_EQ(plain.working_days(parse_date("2021-03-01"), parse_date("2021-03-31")), 23);
  EXPECT_EQ(plain.working_days(parse_date("2021-03-06"), parse_date("2021-03-07")), 0);
  EXPECT_EQ(plain.working_days(parse_date("2021-03-08"), parse_date("2021-03-08")), 1);
  EXPECT_EQ(plain.working_days(parse_date("2021-03-08"), parse_date("2021-03-07")), 0);
  EXPECT_EQ(plain.working_days(parse_date("2020-02-24"), parse_date("2020-03-01")), 5);
}

// 365 days, 104 at weekends, 18 weekdays off and 7 weekends worked.
TEST(WorkingCalendar, KnowsHolidaysAndWorkedWeekends) {
  const working_calendar c = year_2021();
  EXPECT_EQ(c.working_days(parse_date("2021-01-01"), parse_date("2021-12-31")), 250);
  EXPECT_EQ(c.working_days(parse_date("2021-10-01"), parse_date("2021-10-10")), 2);
  EXPECT_TRUE(c.covers(2021));
  EXPECT_FALSE(c.covers(2022));
}

TEST(WorkingCalendar, TheWordsOfTheNotices) {
  EXPECT_EQ(parse_special_day_kind("休"), special_day_kind::holiday);
  EXPECT_EQ(parse_special_day_kind("调休上班"), special_day_kind::workday);
  EXPECT_FALSE(parse_special_day_kind("weekend"));
  for (const auto kind : {special_day_kind::holiday, special_day_kind::workday}) {
    EXPECT_EQ(parse_special_day_kind(name(kind)), kind);
  }
}

TEST(WorkingCalendar, ADayIsNamedOnce) {
  try {
    working_calendar::make({day("2021-01-01", special_day_kind::holiday, 2),
                            day("2021-01-01", special_day_kind::workday, 3),
                            day("2021-02-11", special_day_kind::holiday, 4),
                            day("2021-02-11", special_day_kind::holiday, 5)});
    FAIL();
  } catch (const input_error& e) {
    ASSERT_EQ(e.faults().errors(), 2U);
    EXPECT_EQ(e.faults().kept()[0].code, errc::contradicting_rows);
    EXPECT_EQ(e.faults().kept()[0].message,
              "2021-01-01 is named before at line 2, as something else");
    EXPECT_EQ(e.faults().kept()[1].code, errc::duplicate_row);
    EXPECT_EQ(e.faults().kept()[1].where.line, 5);
  }
}

}  // namespace
}  // namespace zhibiao
