#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/panel_file_source.hpp>
#include <zhibiao/io/panel_file_writer.hpp>

#include "support/hand_panel.hpp"
#include "support/packed_panel.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::temporary_folder;

/// 30 months of two indicators from May 2020 on, with bounds and a marked month.
panel thirty_months() {
  hand_panel h;
  for (int m = 0; m < 30; ++m) {
    const std::string when =
        to_string(period::make(frequency::month, 2020 + (m + 4) / 12, (m + 4) % 12 + 1));
    for (const char* area : {"A", "B", "C"}) {
      if ((m + *area) % 7 == 0) continue;
      h.set(area, "persons", when, std::to_string(100 * m + *area) + (m % 4 == 0 ? "余" : ""),
            m == 17 ? observation_status::break_in_series : observation_status::normal);
      if (m > 2) h.set(area, "insured", when, std::to_string(10 * m + *area));
    }
  }
  return h.build();
}

constexpr std::uint64_t row_bytes = 4 * sizeof(double);

/// A file of runs of so many months.
panel_file_source source_of(const panel& p, const temporary_folder& folder,
                            std::size_t months_a_run, std::size_t memory) {
  write_panel_file(folder / "a.zbp", p, {}, {}, row_bytes * months_a_run);
  return panel_file_source(panel_file(folder / "a.zbp"), memory);
}

void expect_same_run(const figure_run& found, const figure_run& wanted, std::size_t areas,
                     std::size_t columns) {
  for (std::size_t a = 0; a < areas; ++a) {
    for (std::size_t t = 0; t < columns; ++t) {
      const double x = found.values[a * found.value_stride + t];
      const double y = wanted.values[a * wanted.value_stride + t];
      EXPECT_EQ(std::bit_cast<std::uint64_t>(x), std::bit_cast<std::uint64_t>(y)) << a << " " << t;
      const auto status_of = [&](const figure_run& r) {
        return r.statuses == nullptr ? observation_status::normal
                                     : r.statuses[a * r.status_stride + t];
      };
      EXPECT_EQ(status_of(found), status_of(wanted)) << a << " " << t;
    }
  }
  ASSERT_EQ(found.remarks.size(), wanted.remarks.size());
  for (std::size_t i = 0; i < found.remarks.size(); ++i) {
    EXPECT_EQ(found.remarks[i].area, wanted.remarks[i].area);
    EXPECT_EQ(found.remarks[i].period, wanted.remarks[i].period);
    EXPECT_EQ(found.remarks[i].how, wanted.remarks[i].how);
    EXPECT_EQ(found.remarks[i].known, wanted.remarks[i].known);
  }
}

TEST(PanelFileSource, GivesTheRunsThatThePanelGives) {
  const panel p = thirty_months();
  const panel_source in_memory(p);
  const std::array<std::size_t, 2> slots{1, 0};
  for (const std::size_t months : {1UL, 2UL, 4UL, 12UL, 24UL, 100UL}) {
    for (const std::size_t reach : {0UL, 1UL, 12UL}) {
      for (const std::size_t memory : {std::size_t{0}, panel_file_source::usual_memory}) {
        const temporary_folder folder;
        const panel_file_source source = source_of(p, folder, months, memory);
        for (const std::size_t step : {1UL, 3UL, 100UL}) {
          SCOPED_TRACE(testing::Message()
                       << months << " months a run, reach " << reach << ", step " << step);
          const auto reader = source.open(0, slots, reach);
          const auto wanted = in_memory.open(0, slots, reach);
          const std::size_t longest = std::min(reader->longest_run(), step);
          ASSERT_GE(longest, 1U);
          for (std::size_t first = 0; first < 30; first += longest) {
            const std::size_t last = std::min(first + longest, std::size_t{30});
            const std::size_t from = first - std::min(first, reach);
            for (const std::size_t slot : {0UL, 1UL}) {
              expect_same_run(reader->read(slot, from, last), wanted->read(slot, from, last), 4,
                              last - from);
            }
          }
        }
      }
    }
  }
}

TEST(PanelFileSource, LeavesOutWhatIsNotAskedFor) {
  const panel p = thirty_months();
  const panel_source in_memory(p);
  const temporary_folder folder;
  const panel_file_source source = source_of(p, folder, 3, 0);
  const std::array<std::size_t, 1> slots{0};
  const auto reader = source.open(0, slots, 1);
  const auto wanted = in_memory.open(0, slots, 1);
  // Single months far apart, one twice, then all that is left.
  for (const auto& [first, last] : std::vector<std::pair<std::size_t, std::size_t>>{
           {7, 8}, {7, 8}, {7, 9}, {20, 21}, {20, 30}}) {
    expect_same_run(reader->read(0, first, last), wanted->read(0, first, last), 4, last - first);
  }
}

TEST(PanelFileSource, TellsTheShapeOfTheFile) {
  const panel p = thirty_months();
  const temporary_folder folder;
  const panel_file_source source = source_of(p, folder, 12, panel_file_source::usual_memory);
  EXPECT_FALSE(source.is_in_memory());
  EXPECT_EQ(source.reported(), p.reported());
  EXPECT_EQ(source.frame().areas().size(), 4U);
  EXPECT_TRUE(source.frame().blocks().empty());
  ASSERT_EQ(source.blocks().size(), 1U);
  EXPECT_EQ(source.blocks()[0].period_count, 30U);
  EXPECT_EQ(source.blocks()[0].exact_decimals[0], 0);
}

TEST(PanelFileSource, DamageEndsTheEvaluation) {
  const panel p = thirty_months();
  const temporary_folder folder;
  const std::string bytes = test::packed(p, {}, row_bytes * 12);
  std::string damaged = bytes;
  double figure = 100 * 20 + 'B';
  const std::size_t at = bytes.find(std::string(reinterpret_cast<const char*>(&figure), 8));
  ASSERT_NE(at, std::string::npos);
  damaged[at] = 1;
  const panel_file_source source(panel_file(folder.write("a.zbp", damaged)));
  request what;
  what.indicators = {"insured"};
  EXPECT_EQ(evaluate(source, what).size(), 4U * 30);
  what.indicators = {"persons"};
  try {
    evaluate(source, what);
    ADD_FAILURE() << "evaluated";
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::damaged_file);
    EXPECT_EQ(e.where().indicator, "persons");
    EXPECT_EQ(e.where().period, "2022-M01 to 2022-M10");
  }
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ZB_TEST_MEMORY_IS_THE_PROGRAMS false
#else
#define ZB_TEST_MEMORY_IS_THE_PROGRAMS true
#endif

/// What the system has given to this process at most, in bytes.
std::size_t peak_memory() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<std::size_t>(used.ru_maxrss) << 10U;
}

/// 200 towns of each of 100 counties.
area_tree many_towns() {
  std::vector<area> areas;
  for (int c = 100; c < 200; ++c) {
    const std::string county = std::to_string(c);
    areas.push_back({county, county, "county", "", {}});
    for (int t = 100; t < 300; ++t)
      areas.push_back({county + std::to_string(t), "", "town", county, {}});
  }
  return area_tree::make(std::move(areas));
}

/// Ten years of months of three indicators, of which the last is a rate of the others.
void write_large_file(const std::string& path) {
  std::vector<indicator> indicators(3);
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    indicators[i].id = std::string(1, static_cast<char>('a' + i));
    indicators[i].name = {indicators[i].id, indicators[i].id};
  }
  indicators[2].kind = indicator_kind::rate;
  indicators[2].unit = percent();
  indicators[2].over_areas = area_aggregation::ratio_of_sums;
  indicators[2].over_time = time_aggregation::last;
  indicators[2].numerator = "a";
  indicators[2].denominator = "b";
  const catalog wanted = catalog::make(std::move(indicators));
  const area_tree areas = many_towns();
  const packed_block_shape shape{period::make(frequency::month, 2011, 1), 120, {0, 1, 2}};
  panel_file_writer file(path, wanted, areas, {}, {shape});
  while (file.written() < file.run_count()) {
    const packed_run_place at = file.next();
    const std::size_t columns = at.last_column - at.first_column;
    std::vector<double> figures(areas.size() * columns, no_row);
    for (std::size_t i = 0; i < areas.leaf_count() * columns; ++i) {
      figures[i] = static_cast<double>(i % (at.slot == 1 ? 1000 : 100) + (at.slot == 1 ? 1 : 0));
    }
    file.write(figures);
  }
  file.finish();
}

TEST(PanelFileSource, TheWholeProcessStaysBelow200MB) {
  if (!ZB_TEST_MEMORY_IS_THE_PROGRAMS) GTEST_SKIP() << "a sanitizer has memory of its own";
  const temporary_folder folder;
  write_large_file(folder / "a.zbp");
  // In a process of its own, whose peak is not that of another test.
  EXPECT_EXIT(
      {
        const panel_file_source source{panel_file(folder / "a.zbp")};
        request what;
        what.measures.assign(all_measures().begin(), all_measures().end());
        // What counts from a fixed period reads all since then at once.
        std::erase_if(what.measures, needs_base_period);
        std::erase_if(what.measures, is_of_years);  // since the first period there is
        for (const statistic_kind kind : all_statistics()) {
          what.statistics.emplace_back().kind = kind;
        }
        class counting_sink final : public result_sink {
         public:
          void take(const result_slab& slab) override { cells += slab.values.size(); }
          std::size_t cells = 0;
        } sink;
        evaluate(source, what, sink);
        // Results alone would take more.
        const bool is_large = sink.cells * sizeof(double) > std::size_t{400} << 20U;
        std::fprintf(stderr, "%zu bytes", peak_memory());
        std::exit(is_large && peak_memory() < std::size_t{200'000'000} ? 0 : 1);
      },
      testing::ExitedWithCode(0), "bytes");
}

}  // namespace
}  // namespace zhibiao
