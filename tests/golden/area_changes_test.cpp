#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/on_areas_of.hpp>
#include <zhibiao/io/data_set.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace zhibiao {
namespace {

/// A real county; see SOURCE.md beside its files.
class RealCounty : public testing::Test {
 protected:
  RealCounty() {
    const std::string folder = std::string(ZB_SOURCE_DIR) + "/tests/golden/area_changes/";
    data_files files;
    files.catalog = folder + "catalog.toml";
    files.areas = folder + "areas.csv";
    files.observations = folder + "observations.csv";
    files.area_changes = folder + "area_changes.csv";
    reported_ = read_data_set(files);
    comparable_ = on_areas_of(reported_.panel, reported_.changes, date::make(2020, 12, 31));
  }

  static result_cell cell(const panel& data, std::string_view area, int year, measure m) {
    request what;
    what.measures = {m};
    what.areas = {std::string(area)};
    what.periods = {period::make(frequency::year, year, 1)};
    return evaluate(data, what)
        .find(data.areas().at(area), 0, what.periods[0], m)
        .value_or(result_cell());
  }

  data_set reported_;
  panel comparable_;
};

TEST_F(RealCounty, TownsOfEitherYearMakeTheWholeCounty) {
  for (const panel& data : {reported_.panel, comparable_}) {
    const result_cell before = cell(data, "140930", 2019, measure::value);
    const result_cell after = cell(data, "140930", 2020, measure::value);
    EXPECT_EQ(before.why, status::ok);
    EXPECT_EQ(after.why, status::ok);
    EXPECT_EQ(before.value, 196);
    EXPECT_EQ(after.value, 196);
  }
  EXPECT_EQ(cell(reported_.panel, "140930", 2019, measure::value).coverage.members, 14U);
  EXPECT_EQ(cell(reported_.panel, "140930", 2020, measure::value).coverage.members, 13U);
  EXPECT_EQ(cell(comparable_, "140930", 2019, measure::value).coverage.members, 13U);
}

TEST_F(RealCounty, EveryTownOnItsFormerTerritoryIsWhatItWas) {
  for (area_index a = 0; a < comparable_.areas().leaf_count(); ++a) {
    if (comparable_.areas().valid(a).is_never()) continue;
    const result_cell change =
        cell(comparable_, comparable_.areas()[a].code, 2020, measure::difference);
    EXPECT_EQ(change.why, status::ok) << comparable_.areas()[a].name;
    EXPECT_EQ(change.value, 0) << comparable_.areas()[a].name;
  }
  EXPECT_EQ(cell(comparable_, "140930105", 2019, measure::value).value, 19 + 7);
  EXPECT_EQ(cell(comparable_, "140930104", 2019, measure::value).value, 17);
}

TEST_F(RealCounty, AsReportedNewTownsHaveNothingToBeComparedWith) {
  for (const char* town : {"140930104", "140930105"}) {
    EXPECT_EQ(cell(reported_.panel, town, 2020, measure::difference).why, status::not_comparable);
  }
  const result_cell county = cell(reported_.panel, "140930", 2020, measure::difference);
  EXPECT_EQ(county.why, status::partial);
  EXPECT_EQ(county.coverage.counted, 11U);
  EXPECT_EQ(county.coverage.members, 16U);
  const result_cell comparable = cell(comparable_, "140930", 2020, measure::difference);
  EXPECT_EQ(comparable.why, status::ok);
  EXPECT_EQ(comparable.coverage.members, 13U);
}

}  // namespace
}  // namespace zhibiao
