#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

const std::string version_1 = ZB_SOURCE_DIR "/tests/golden/panel_file/version_1.zbp";
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(GoldenPanelFile, VersionOneIsReadForEver) {
  const panel_file file(version_1);
  const panel p = read_panel(file);

  ASSERT_EQ(p.catalog().size(), 1U);
  const indicator& persons = p.catalog()[0];
  EXPECT_EQ(persons.id, "persons");
  EXPECT_EQ(persons.name.zh, "人口数");
  EXPECT_EQ(persons.name.en, "persons");
  EXPECT_EQ(persons.group, "people");
  EXPECT_EQ(persons.definition.zh, "年末人口");
  EXPECT_EQ(persons.kind, indicator_kind::stock);
  EXPECT_EQ(persons.unit, parse_unit("人"));
  EXPECT_EQ(persons.direction, direction::down);
  EXPECT_EQ(persons.over_areas, area_aggregation::sum);
  EXPECT_EQ(persons.over_time, time_aggregation::last);
  EXPECT_EQ(persons.limits, (interval{0, infinity}));
  EXPECT_EQ(persons.min_base, 10);
  EXPECT_EQ(persons.min_coverage, 0.75);
  EXPECT_EQ(persons.form, form::single);
  ASSERT_EQ(p.catalog().groups().size(), 1U);
  EXPECT_EQ(p.catalog().groups()[0].name.en, "population");

  ASSERT_EQ(p.areas().size(), 3U);
  EXPECT_EQ(p.areas()[0].name, "甲镇");
  EXPECT_EQ(p.areas()[1].code, "b");
  EXPECT_EQ(p.areas()[2].level, "county");
  EXPECT_EQ(p.areas().parent(1), 2U);

  ASSERT_EQ(file.targets().list().size(), 1U);
  const target& wanted = file.targets().list()[0];
  EXPECT_FALSE(wanted.area);
  EXPECT_EQ(wanted.deadline, parse_period("2021"));
  EXPECT_EQ(wanted.comparison, comparison::at_most);
  EXPECT_EQ(wanted.wanted, (interval{-infinity, 800}));
  EXPECT_EQ(wanted.base_period, parse_period("2019"));
  EXPECT_EQ(wanted.base, 1000);
  EXPECT_EQ(wanted.path, target_path::linear);
  EXPECT_EQ(wanted.where.line, 2);

  EXPECT_EQ(p.reported(), 4U);
  ASSERT_EQ(p.blocks().size(), 1U);
  const panel_block& block = p.blocks()[0];
  EXPECT_EQ(block.first_period(), parse_period("2020"));
  ASSERT_EQ(block.period_count(), 2U);
  EXPECT_EQ(block.exact_decimals(0), 1);
  const auto values = block.values(0);
  EXPECT_EQ(values[0], 751.5);
  EXPECT_EQ(values[1], 422);
  EXPECT_TRUE(is_no_row(values[2]));
  EXPECT_TRUE(is_missing(values[3]) && !is_no_row(values[3]));
  EXPECT_TRUE(is_no_row(values[4]));
  EXPECT_EQ(values[5], 1000);
  using enum observation_status;
  const std::vector<observation_status> statuses = {provisional, normal, normal,
                                                    missing,     normal, estimated};
  EXPECT_EQ(std::vector(block.statuses(0).begin(), block.statuses(0).end()), statuses);
  ASSERT_EQ(block.remarks(0).size(), 1U);
  const remark& said = block.remarks(0)[0];
  EXPECT_EQ(said.cell, 5U);
  EXPECT_EQ(said.how, qualifier::about);
  EXPECT_EQ(said.known, (interval{500, 1500}));
  EXPECT_EQ(said.printed, "约1000");
  EXPECT_EQ(said.note, "a note");
}

TEST(GoldenPanelFile, IsWhatWeWrite) {
  const auto bytes_of = [](const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const test::temporary_folder folder;
  const panel_file file(version_1);
  write_panel_file(folder / "a.zbp", read_panel(file), file.targets());
  EXPECT_EQ(bytes_of(folder / "a.zbp"), bytes_of(version_1));
}

}  // namespace
}  // namespace zhibiao
