#include <zhibiao/report/data_summary.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zhibiao {
namespace {

TEST(DataSummary, CountsWhatThereIs) {
  const data_set data = test::small_county();
  EXPECT_EQ(data_summary(data.panel, data.targets, language::zh),
            "  地区    县级 1，乡级 4\n"
            "  指标    8\n"
            "  上报数  25\n"
            "  报告期  2020, 2021\n"
            "  目标    4\n");
  EXPECT_NE(data_summary(data.panel, data.targets, language::en).find("counties 1, towns 4"),
            std::string::npos);
}

TEST(DataSummary, OfNothing) {
  EXPECT_EQ(data_summary(panel(), targets(), language::en),
            "  areas       0\n  indicators  0\n  figures     0\n  periods     none\n"
            "  targets     0\n");
}

TEST(ReportedPeriods, LeavesOutThoseNoRowIsAbout) {
  const data_set data = test::small_county();
  panel_builder builder(data.catalog, data.areas);
  builder.add("990101101000", "persons", parse_period("2018"), 1);
  builder.add("990101101000", "persons", parse_period("2021"), 1);
  builder.add_empty(*data.areas->find("990101101000"), *data.catalog->find("amount"),
                    parse_period("2020"));
  const std::vector<period> periods = reported_periods(builder.build());
  EXPECT_EQ(periods_text(periods), "2018, 2020, 2021");
}

TEST(ReportingAreas, AreThoseSomeRowIsAbout) {
  const data_set data = test::small_county();
  panel_builder builder(data.catalog, data.areas);
  const area_index east = data.areas->at("990101101000");
  const area_index north = data.areas->at("990101104000");
  builder.add("990101101000", "persons", parse_period("2018"), 1);
  builder.add_empty(north, *data.catalog->find("amount"), parse_period("2021"));
  EXPECT_EQ(reporting_areas(builder.build()), (std::vector<area_index>{east, north}));
  EXPECT_TRUE(reporting_areas(panel()).empty());
}

TEST(PeriodsText, ManyAreTheFirstAndTheLast) {
  std::vector<period> months;
  for (int i = 0; i < 24; ++i) months.push_back(parse_period("2020-M01").shifted(i));
  EXPECT_EQ(periods_text(months), "2020-M01 ... 2021-M12");
  EXPECT_EQ(periods_text({}), "");
}

TEST(StatedRateWarnings, NameTheCellAndBothFigures) {
  const data_set data = test::small_county();
  const fault_list warnings = stated_rate_warnings(data.panel, "observations.csv");
  ASSERT_EQ(warnings.kept().size(), 1U);
  const fault& f = warnings.kept().front();
  EXPECT_EQ(f.code, errc::stated_rate_differs);
  EXPECT_EQ(f.level, severity::warning);
  EXPECT_EQ(f.where.area, "990101102000");
  EXPECT_EQ(f.where.indicator, "sort_rate");
  EXPECT_EQ(f.where.file, "observations.csv");
  EXPECT_EQ(f.message, "expected 90 from 18 / 20, found a stated rate of 79.5 to 80.5");
}

TEST(ContradictionWarnings, NameThePartsThatNoAreaCanHave) {
  const data_set data = test::small_county();
  panel_builder builder(data.catalog, data.areas);
  builder.add("990101101000", "sorted", parse_period("2021"), 40);
  builder.add("990101101000", "villages", parse_period("2021"), 32);
  builder.add("990101102000", "sorted", parse_period("2021"), 32);
  builder.add("990101102000", "villages", parse_period("2021"), 32);
  const fault_list warnings = contradiction_warnings(builder.build(), "observations.csv");
  ASSERT_EQ(warnings.kept().size(), 1U);
  const fault& f = warnings.kept().front();
  EXPECT_EQ(f.code, errc::above_limit);
  EXPECT_EQ(f.level, severity::warning);
  EXPECT_EQ(f.where.area, "990101101000");
  EXPECT_EQ(f.where.indicator, "sort_rate");
  EXPECT_EQ(f.message,
            "expected parts that give at most 100, found 40 / 32; this rate is left out");
}

}  // namespace
}  // namespace zhibiao
