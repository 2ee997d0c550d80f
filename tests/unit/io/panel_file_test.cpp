#include <zhibiao/io/panel_file.hpp>
#include <zhibiao/io/panel_file_writer.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "support/hand_panel.hpp"
#include "support/packed_panel.hpp"
#include "support/same_panel.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::packed;
using test::same_panel;
using test::temporary_folder;
using test::unpacked;

/// Years, single months and cumulative months; bounds, notes, empty rows, statuses.
panel some_panel() {
  hand_panel h;
  h.set("A", "persons", "2020", "422").set("B", "persons", "2021", "近500");
  h.set("C", "persons", "2021", "").set("K1", "persons", "2021", "1000");
  h.set("A", "cover", "2021", "98%以上", observation_status::provisional);
  h.set("A", "profit", "2021-M11", "-4.5亿元").set("B", "profit", "2022-M02", "0.07");
  h.set("A", "amount", "2021-M03YTD", "12.5", observation_status::estimated);
  h.set("B", "amount", "2021-M01YTD", "7").set("C", "amount", "2021-M02YTD", "XX元");
  return h.build();
}

targets some_targets(const panel& p) {
  std::vector<target> list;
  list.push_back(test::wanted_of(p, "", "cover", "2021", comparison::at_least, 98));
  list.push_back(test::wanted_of(p, "A", "persons", "2021", comparison::less_than, 400));
  list.back().base_period = parse_period("2019");
  list.back().base = 450.5;
  list.back().path = target_path::linear;
  list.back().where = {"targets.csv", 21, 3, {}, {}, {}};
  return targets::make(std::move(list));
}

TEST(PanelFile, HoldsWhatThePanelHeld) {
  const panel p = some_panel();
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", p);
  const panel_file file(folder / "a.zbp");
  const panel read = read_panel(file);
  EXPECT_TRUE(same_panel(read, p));
  EXPECT_EQ(file.reported(), p.reported());
  ASSERT_EQ(file.blocks().size(), 3U);
  EXPECT_EQ(file.blocks()[1].form(), form::single);
  EXPECT_EQ(file.blocks()[2].form(), form::year_to_date);
  EXPECT_EQ(file.blocks()[1].first, parse_period("2021-M11"));
  EXPECT_EQ(file.blocks()[1].period_count, 4U);
  EXPECT_TRUE(file.is_reported(1, 0));
  EXPECT_FALSE(file.is_reported(1, 1));
  EXPECT_TRUE(file.targets().empty());
}

TEST(PanelFile, HoldsAPanelOfNothing) {
  EXPECT_TRUE(same_panel(unpacked(packed(panel())), panel()));
  const panel no_rows = hand_panel().build();
  const panel read = unpacked(packed(no_rows));
  EXPECT_TRUE(read.blocks().empty());
  EXPECT_EQ(read.areas().size(), 4U);
}

TEST(PanelFile, HoldsTheCatalogueWithAllItSays) {
  std::vector<indicator> list = test::hand_indicators();
  indicator& i = list[2];
  i.name = {"参合率", ""};
  i.definition = {"参合人数 / 应参合人数", "insured, of those eligible\n"};
  i.group = "health";
  i.decimals = 2;
  i.direction = direction::range;
  i.range = {90, 95.5, true, false};
  i.limits = {0, 100, false, true};
  i.min_base = 0.1;
  i.min_coverage = 0.75;
  i.form = form::year_to_date;
  i.over_time = time_aggregation::ratio_of_sums;
  i.average_growth = averaging::cumulative;
  const std::vector<indicator_group> groups = {{"health", {"卫生", "health"}}, {"", {"", ""}}};
  const auto wanted = std::make_shared<const catalog>(catalog::make(list, groups));
  const auto areas = std::make_shared<const area_tree>();
  const panel read = unpacked(packed(panel_builder(wanted, areas).build()));

  const catalog& found = read.catalog();
  ASSERT_EQ(found.size(), list.size());
  ASSERT_EQ(found.groups().size(), groups.size());
  EXPECT_EQ(found.groups()[0].id, "health");
  EXPECT_EQ(found.groups()[0].name.zh, "卫生");
  EXPECT_EQ(found.groups()[0].name.en, "health");
  for (indicator_index n = 0; n < found.size(); ++n) {
    const indicator& a = found[n];
    const indicator& b = (*wanted)[n];
    SCOPED_TRACE(b.id);
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.name.zh, b.name.zh);
    EXPECT_EQ(a.name.en, b.name.en);
    EXPECT_EQ(a.group, b.group);
    EXPECT_EQ(a.definition.zh, b.definition.zh);
    EXPECT_EQ(a.definition.en, b.definition.en);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.unit, b.unit);
    EXPECT_EQ(a.decimals, b.decimals);
    EXPECT_EQ(a.direction, b.direction);
    EXPECT_EQ(a.range, b.range);
    EXPECT_EQ(a.numerator, b.numerator);
    EXPECT_EQ(a.denominator, b.denominator);
    EXPECT_EQ(a.weight, b.weight);
    EXPECT_EQ(a.over_areas, b.over_areas);
    EXPECT_EQ(a.over_time, b.over_time);
    EXPECT_EQ(a.average_growth, b.average_growth);
    EXPECT_EQ(a.limits, b.limits);
    EXPECT_EQ(a.min_base, b.min_base);
    EXPECT_EQ(a.min_coverage, b.min_coverage);
    EXPECT_EQ(a.form, b.form);
    EXPECT_EQ(found.parts(n).has_value(), wanted->parts(n).has_value());
    EXPECT_EQ(found.weight(n), wanted->weight(n));
  }
}

TEST(PanelFile, HoldsTheAreasAndWhatTheirCodesMean) {
  const auto reread = [](std::vector<area> list) {
    const auto areas = std::make_shared<const area_tree>(area_tree::make(std::move(list)));
    const auto no_indicators = std::make_shared<const catalog>();
    return unpacked(packed(panel_builder(no_indicators, areas).build()));
  };
  const auto make = [](std::string code, std::optional<std::string> parent, std::string level) {
    area a;
    a.code = std::move(code);
    a.name = "name of " + a.code;
    a.parent = std::move(parent);
    a.level = std::move(level);
    return a;
  };
  // Digits that say the parent and the level, and that other forms of the code find.
  const panel by_digits = reread({make("990121101000", {}, ""), make("990121", {}, ""),
                                  make("9901", {}, "region"), make("990121102", {}, "")});
  ASSERT_EQ(by_digits.areas().size(), 4U);
  EXPECT_EQ(by_digits.areas()[0].code, "990121101000");
  EXPECT_EQ(by_digits.areas()[0].name, "name of 990121101000");
  EXPECT_FALSE(by_digits.areas()[0].parent);
  EXPECT_EQ(by_digits.areas().at("990121102000"), 1U);
  EXPECT_EQ(by_digits.areas()[by_digits.areas().parent(0).value()].code, "990121");
  EXPECT_TRUE(std::ranges::equal(by_digits.areas().levels(),
                                 std::array<std::string, 3>{"region", "county", "town"}));

  const panel by_parent = reread({make("b", "k", "town"), make("a", "k", ""), make("k", "", "")});
  EXPECT_EQ(by_parent.areas()[0].code, "a");
  EXPECT_EQ(by_parent.areas()[0].parent, "k");
  EXPECT_EQ(by_parent.areas()[0].level, "level 2");
  EXPECT_EQ(by_parent.areas()[2].parent, "");
}

TEST(PanelFile, HoldsWhenThereAreAreasAndHowTheyChange) {
  const auto day = [](int year) { return date::make(year, 7, 1); };
  std::vector<area> list(3);
  for (std::size_t i = 0; i < list.size(); ++i) list[i].code = std::to_string(i);
  const area_tree tree =
      area_tree::make(std::move(list))
          .with_validity({{0, {day(2020), {}}}, {1, {day(1), day(9999)}}, {2, never}})
          .with_breaks({{0, day(2021)}, {0, day(2022)}});
  const auto no_indicators = std::make_shared<const catalog>();
  const panel back = unpacked(
      packed(panel_builder(no_indicators, std::make_shared<const area_tree>(tree)).build()));
  EXPECT_TRUE(std::ranges::equal(back.areas().limited(), tree.limited()));
  EXPECT_TRUE(std::ranges::equal(back.areas().breaks(), tree.breaks()));
  EXPECT_EQ(tree.limited().size(), 3U);
}

TEST(PanelFile, HoldsTheTargets) {
  const panel p = some_panel();
  const targets wanted = some_targets(p);
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", p, wanted);
  const panel_file file(folder / "a.zbp");
  ASSERT_EQ(file.targets().list().size(), wanted.list().size());
  for (std::size_t n = 0; n < wanted.list().size(); ++n) {
    const target& a = file.targets().list()[n];
    const target& b = wanted.list()[n];
    EXPECT_EQ(a.indicator, b.indicator);
    EXPECT_EQ(a.area, b.area);
    EXPECT_EQ(a.deadline, b.deadline);
    EXPECT_EQ(a.comparison, b.comparison);
    EXPECT_EQ(a.wanted, b.wanted);
    EXPECT_EQ(a.base_period, b.base_period);
    EXPECT_EQ(a.base, b.base);
    EXPECT_EQ(a.path, b.path);
    EXPECT_EQ(a.where, b.where);
  }
}

/// Many short runs: 14 months of 4 areas, two months a run.
panel fourteen_months() {
  hand_panel h;
  for (int m = 0; m < 14; ++m) {
    const std::string when =
        to_string(period::make(frequency::month, 2020 + (m + 4) / 12, (m + 4) % 12 + 1));
    for (const char* area : {"A", "B", "C"}) {
      if ((m + *area) % 5 == 0) continue;
      h.set(area, "persons", when, std::to_string(100 * m + *area) + (m % 3 == 0 ? "余" : ""),
            m == 6 ? observation_status::break_in_series : observation_status::normal);
    }
  }
  return h.build();
}
constexpr std::uint64_t two_months = 4 * 8 * 3;

TEST(PanelFile, AnyColumnsAreReadFromAnyRuns) {
  const panel p = fourteen_months();
  const panel_block& block = p.blocks()[0];
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", p, {}, {}, two_months);
  const panel_file file(folder / "a.zbp");
  EXPECT_EQ(file.periods_per_run(0), 3U);
  EXPECT_TRUE(same_panel(read_panel(file), p));
  const std::size_t areas = p.areas().size();
  for (std::size_t first = 0; first < 14; ++first) {
    for (std::size_t last = first + 1; last <= 14; ++last) {
      const std::size_t stride = last - first + first % 3;
      std::vector<double> values(areas * stride, 7);
      std::vector<observation_status> statuses(areas * stride);
      std::vector<remark> remarks;
      file.read_values(0, 0, first, last, values.data(), stride);
      file.read_statuses(0, 0, first, last, statuses.data(), stride);
      file.read_remarks(0, 0, first, last, remarks, stride);
      EXPECT_EQ(file.has_statuses(0, 0, first, last), first < 8 && last > 5)
          << first << " " << last;
      std::size_t next = 0;
      for (std::size_t a = 0; a < areas; ++a) {
        for (std::size_t c = first; c < last; ++c) {
          const std::size_t at = a * stride + c - first;
          EXPECT_TRUE(test::same_bits({&values[at], 1}, block.values(0).subspan(a * 14 + c, 1)));
          EXPECT_EQ(statuses[at], block.statuses(0)[a * 14 + c]);
          if (const remark* said = block.find_remark(0, static_cast<area_index>(a), c)) {
            ASSERT_LT(next, remarks.size());
            EXPECT_EQ(remarks[next].cell, at);
            EXPECT_EQ(remarks[next].printed, said->printed);
            ++next;
          }
        }
        if (stride > last - first) {
          EXPECT_EQ(values[a * stride + stride - 1], 7);
        }
      }
      EXPECT_EQ(next, remarks.size());
    }
  }
}

TEST(PanelFile, SeveralThreadsReadOneFile) {
  const panel p = fourteen_months();
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", p, {}, {}, two_months);
  const panel_file file(folder / "a.zbp");
  std::atomic<int> same{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int n = 0; n < 20; ++n) same += same_panel(read_panel(file), p) ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(same, 80);
}

TEST(PanelFile, RefusesColumnsItDoesNotHave) {
  const panel p = fourteen_months();
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", p);
  const panel_file file(folder / "a.zbp");
  std::vector<double> out(4 * 14);
  const auto code = [&](std::size_t block, std::size_t slot, std::size_t first, std::size_t last,
                        std::size_t stride) {
    try {
      file.read_values(block, slot, first, last, out.data(), stride);
    } catch (const error& e) {
      return e.code();
    }
    return errc{};
  };
  EXPECT_EQ(code(0, 0, 0, 14, 14), errc{});
  EXPECT_EQ(code(1, 0, 0, 14, 14), errc::invalid_argument);
  EXPECT_EQ(code(0, 1, 0, 14, 14), errc::invalid_argument);
  EXPECT_EQ(code(0, 0, 0, 15, 15), errc::invalid_argument);
  EXPECT_EQ(code(0, 0, 3, 3, 14), errc::invalid_argument);
  EXPECT_EQ(code(0, 0, 0, 14, 13), errc::invalid_argument);
}

std::string message_of(std::string_view bytes) {
  const temporary_folder folder;
  const std::string path = folder.write("a.zbp", bytes);
  try {
    read_panel(panel_file(path));
  } catch (const error& e) {
    std::string text = e.what();
    EXPECT_EQ(e.where().file, path);
    return text.substr(path.size());
  }
  return "read";
}

TEST(PanelFile, SaysWhatIsNoPackedPanel) {
  constexpr std::string_view no_panel =
      ": expected a packed panel, found something else: zhibiao pack makes one "
      "[not-a-panel-file]";
  EXPECT_EQ(message_of("area,indicator,period,value\n"), no_panel);
  EXPECT_EQ(message_of(""), no_panel);
  EXPECT_EQ(message_of(std::string(1000, '\0')), no_panel);
}

TEST(PanelFile, SaysWhatIsCutShort) {
  const std::string bytes = packed(some_panel());
  const std::string size = std::to_string(bytes.size());
  EXPECT_EQ(message_of(bytes), "read");
  EXPECT_EQ(message_of(bytes.substr(0, bytes.size() - 1)),
            ": expected " + size + " bytes, found " + std::to_string(bytes.size() - 1) +
                ": the file is cut short [damaged-file]");
  EXPECT_EQ(message_of(bytes.substr(0, 100)),
            ": expected a header of 128 bytes, found 100: the file is cut short [damaged-file]");
  EXPECT_EQ(message_of(bytes + "x"), ": expected " + size + " bytes, found " +
                                         std::to_string(bytes.size() + 1) + " [damaged-file]");
}

TEST(PanelFile, SaysWhichFiguresAreDamaged) {
  const panel p = fourteen_months();
  const std::string bytes = packed(p, {}, two_months);
  // 13 months before the end of 2021-M06 stands a figure nobody else has: 1165 = 100 * 11 + 'A'.
  std::string figure(8, '\0');
  const double wanted = 1165;
  std::copy_n(reinterpret_cast<const char*>(&wanted), 8, figure.begin());
  const std::size_t at = bytes.find(figure);
  ASSERT_NE(at, std::string::npos);
  std::string damaged = bytes;
  damaged[at + 6] = static_cast<char>(damaged[at + 6] ^ 1);
  const std::string message = message_of(damaged);
  EXPECT_EQ(message.substr(0, message.find(" expected")),
            ", indicator 'persons', period 2021-M04 to 2021-M06: the figures are damaged:");
  EXPECT_NE(message.find(" of the 96 bytes from offset "), std::string::npos) << message;
  EXPECT_NE(message.find("[damaged-file]"), std::string::npos) << message;

  test::reseal(bytes, damaged);
  const panel other = unpacked(damaged);
  EXPECT_FALSE(same_panel(other, p));
  // Infinity, with the right checksum: no program of ours has written that.
  std::string forged = bytes;
  forged[at + 7] = '\x7F';
  forged[at + 6] = '\xF0';
  test::reseal(bytes, forged);
  EXPECT_EQ(message_of(forged),
            ", indicator 'persons', period 2021-M04 to 2021-M06: the figures are none that a panel "
            "may hold [damaged-file]");
}

TEST(PanelFile, SaysWhereTheBytesBetweenAreDamaged) {
  const std::string bytes = packed(fourteen_months(), {}, two_months);
  const detail::panel_file_header header = detail::unpack_header(
      std::string_view(bytes).substr(0, detail::panel_file_header_size), bytes.size(), "");
  const auto end = static_cast<std::size_t>(header.catalog.offset + header.catalog.size);
  ASSERT_LT(end, header.areas.offset);
  std::string damaged = bytes;
  damaged[end] = 'x';
  EXPECT_EQ(message_of(damaged),
            ": the bytes before the areas are damaged: expected zeros, found "
            "another byte at offset " +
                std::to_string(end) + " [damaged-file]");
}

TEST(PanelFile, ANewerVersionIsNotGuessedAt) {
  const std::string bytes = packed(some_panel());
  std::string newer = bytes;
  newer[8] = 2;
  EXPECT_EQ(message_of(newer), ": the header is damaged: its checksum does not fit [damaged-file]");
  test::reseal(bytes, newer);
  EXPECT_EQ(message_of(newer),
            ": expected a packed panel of version 1, found 2: it was made by a newer program "
            "[newer-version]");
}

TEST(PanelFile, SaysWhatIsNoFile) {
  const temporary_folder folder;
  for (const std::string& path : {folder / "absent", folder.path(), std::string("/dev/null")}) {
    try {
      const panel_file file(path);
      ADD_FAILURE() << path;
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::cannot_read);
      EXPECT_EQ(e.where().file, path);
    }
  }
}

TEST(PanelFile, ReadingCanBeCancelled) {
  const temporary_folder folder;
  write_panel_file(folder / "a.zbp", some_panel());
  const auto stop = [](void*, double) { return false; };
  try {
    read_panel(panel_file(folder / "a.zbp"), {stop, nullptr});
    ADD_FAILURE() << "read";
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::cancelled);
  }
}

}  // namespace
}  // namespace zhibiao
