#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "support/hand_panel.hpp"
#include "support/packed_panel.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::temporary_folder;

std::size_t files_in(const temporary_folder& folder) {
  const std::filesystem::directory_iterator files(folder.path());
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST(PeriodsPerRun, AreWholeYearsOrAPartOfOne) {
  using enum frequency;
  EXPECT_EQ(periods_per_run(40'000, month), 48U);  // 52 fit
  EXPECT_EQ(periods_per_run(600'000, month), 3U);
  EXPECT_EQ(periods_per_run(400'000, month), 4U);  // 5 fit, and do not divide the year
  EXPECT_EQ(periods_per_run(5'000'000, month), 1U);
  EXPECT_EQ(periods_per_run(600'000, quarter), 2U);
  EXPECT_EQ(periods_per_run(600'000, year), 3U);
  EXPECT_EQ(periods_per_run(1, month), 120'000U);  // all there are
  EXPECT_EQ(periods_per_run(0, month), 120'000U);
  EXPECT_EQ(periods_per_run(4, quarter, 4 * 8 * 7), 4U);
}

/// Three towns and their county.
struct small_data {
  panel data = hand_panel().build();
  const catalog& indicators = data.catalog();
  const area_tree& areas = data.areas();

  panel_file_writer writer(const std::string& path) const {
    return {path, indicators, areas, {}, {{parse_period("2020"), 2, {0, 3}}}};
  }
};

TEST(PanelFileWriter, TellsWhichRunIsNext) {
  const small_data d;
  const temporary_folder folder;
  panel_file_writer out(folder / "a.zbp", d.indicators, d.areas, {},
                        {{parse_period("2020"), 3, {0, 3}}, {parse_period("2020-M12"), 3, {3}}},
                        4 * 8 * 2);
  ASSERT_EQ(out.run_count(), 6U);  // years 2020-2021 and 2022, twice; December, January-February
  std::vector<std::vector<std::size_t>> places;
  while (out.written() < out.run_count()) {
    const packed_run_place to = out.next();
    places.push_back({to.block, to.slot, to.first_column, to.last_column});
    out.write(std::vector<double>(4 * (to.last_column - to.first_column), no_row));
  }
  const std::vector<std::vector<std::size_t>> expected = {{0, 0, 0, 2}, {0, 0, 2, 3}, {0, 1, 0, 2},
                                                          {0, 1, 2, 3}, {1, 0, 0, 1}, {1, 0, 1, 3}};
  EXPECT_EQ(places, expected);
  out.finish();
  EXPECT_EQ(panel_file(folder / "a.zbp").reported(), 0U);
}

TEST(PanelFileWriter, FindsTheDecimalsAndWhoReports) {
  const small_data d;
  const temporary_folder folder;
  {
    panel_file_writer out = d.writer(folder / "a.zbp");
    out.write(std::vector<double>{1, 2.25, no_row, 3, no_row, no_row, no_row, reported_empty});
    const std::vector<remark> about = {{2, qualifier::about, {0.125, 2}, "约1", "a note"}};
    out.write(std::vector<double>{no_row, no_row, 1, no_row, no_row, no_row, no_row, no_row}, {},
              about);
    out.finish();
  }
  const panel_file file(folder / "a.zbp");
  EXPECT_EQ(file.blocks()[0].exact_decimals[0], 2);
  EXPECT_EQ(file.blocks()[0].exact_decimals[1], 3);
  EXPECT_EQ(file.reported(), 5U);
  EXPECT_TRUE(file.is_reporting(0) && file.is_reporting(1) && file.is_reporting(3));
  EXPECT_FALSE(file.is_reporting(2));
  const panel read = read_panel(file);
  const remark* said = read.blocks()[0].find_remark(1, 1, 0);
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(said->note, "a note");
}

TEST(PanelFileWriter, WithoutTheEndTheOldFileIsWhole) {
  const small_data d;
  const temporary_folder folder;
  folder.write("a.zbp", "old");
  const std::vector<double> figures(8, 1.0);
  {
    panel_file_writer out = d.writer(folder / "a.zbp");
    out.write(figures);
    EXPECT_EQ(files_in(folder), 2U);
    EXPECT_THROW(out.finish(), error);  // a run is missing
  }
  EXPECT_EQ(folder.read("a.zbp"), "old");
  EXPECT_EQ(files_in(folder), 1U);
  panel_file_writer out = d.writer(folder / "a.zbp");
  out.write(figures);
  out.write(figures);
  out.finish();
  EXPECT_EQ(panel_file(folder / "a.zbp").reported(), 16U);
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(PanelFileWriter, WritingCanBeCancelled) {
  const panel p =
      hand_panel().set("A", "persons", "2020", "1").set("A", "amount", "2020", "1").build();
  const temporary_folder folder;
  folder.write("a.zbp", "old");
  std::vector<double> told;
  const auto stop = [](void* user, double done) {
    static_cast<std::vector<double>*>(user)->push_back(done);
    return false;
  };
  try {
    write_panel_file(folder / "a.zbp", p, {}, {stop, &told});
    ADD_FAILURE() << "written";
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::cancelled);
  }
  EXPECT_EQ(told, std::vector<double>{0.5});
  EXPECT_EQ(folder.read("a.zbp"), "old");
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(PanelFileWriter, RefusesWhatNoPanelHolds) {
  const small_data d;
  const temporary_folder folder;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  panel_file_writer out = d.writer(folder / "a.zbp");
  const auto refused = [&](const std::vector<double>& values,
                           const std::vector<observation_status>& statuses = {},
                           const std::vector<remark>& remarks = {}) {
    try {
      out.write(values, statuses, remarks);
    } catch (const error& e) {
      return e.code() == errc::invalid_argument;
    }
    return false;
  };
  EXPECT_TRUE(refused(std::vector<double>(7, 1.0)));
  for (const double x : {infinity, -infinity, nan, -nan, -0.0}) {
    std::vector<double> values(8, 1.0);
    values[5] = x;
    EXPECT_TRUE(refused(values)) << x;
  }
  const std::vector<double> good = {1, 2, 3, 4, 5, 6, 7, no_row};
  EXPECT_TRUE(refused(good, std::vector<observation_status>(7)));
  EXPECT_TRUE(refused(good, {}, {{8, qualifier::exact, {}, "", ""}}));
  EXPECT_TRUE(refused(good, {}, {{7, qualifier::exact, {}, "", ""}}));  // about no row
  EXPECT_TRUE(
      refused(good, {}, {{2, qualifier::exact, {}, "", ""}, {2, qualifier::exact, {}, "", ""}}));
  EXPECT_TRUE(refused(good, {}, {{2, qualifier::exact, {nan, 1}, "", ""}}));
  EXPECT_EQ(out.written(), 0U);
  out.write(good);
  out.write(good);
  EXPECT_TRUE(refused(good));
}

TEST(PanelFileWriter, RefusesBlocksThatNoPanelHas) {
  const small_data d;
  const temporary_folder folder;
  const auto refused = [&](std::vector<packed_block_shape> blocks) {
    try {
      const panel_file_writer out(folder / "a.zbp", d.indicators, d.areas, {}, std::move(blocks));
    } catch (const error& e) {
      return e.code() == errc::invalid_argument || e.code() == errc::not_a_period;
    }
    return false;
  };
  const period year = parse_period("2020");
  const period month = parse_period("2020-M01");
  EXPECT_FALSE(refused({{year, 1, {0}}, {month, 1, {0}}}));
  EXPECT_TRUE(refused({{month, 1, {0}}, {year, 1, {0}}}));
  EXPECT_TRUE(refused({{year, 1, {0}}, {year, 1, {1}}}));
  EXPECT_TRUE(refused({{period(), 1, {0}}}));
  EXPECT_TRUE(refused({{year, 0, {0}}}));
  EXPECT_TRUE(refused({{year, 7981, {0}}}));  // beyond the year 9999
  EXPECT_TRUE(refused({{year, 1, {}}}));
  EXPECT_TRUE(refused({{year, 1, {1, 1}}}));
  EXPECT_TRUE(refused({{year, 1, {1, 0}}}));
  EXPECT_TRUE(refused({{year, 1, {9}}}));
  EXPECT_EQ(files_in(folder), 0U);
}

TEST(PanelFileWriter, TheSameDataGiveTheSameBytes) {
  const auto make = [] {
    return hand_panel()
        .set("A", "persons", "2020", "约1")
        .set("B", "amount", "2021-M03", "1")
        .build();
  };
  EXPECT_EQ(test::packed(make()), test::packed(make()));
}

}  // namespace
}  // namespace zhibiao
