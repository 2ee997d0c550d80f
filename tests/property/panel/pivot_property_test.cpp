#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/panel/pivot.hpp>

#include "support/random_panel.hpp"
#include "support/same_panel.hpp"
#include "support/slow_pivot.hpp"
#include "support/written_keys.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

/// Rows are drawn for every area and period.
test::panel_shape without_limits(test::panel_shape shape) {
  shape.percent_limited = 0;
  return shape;
}

using test::key_form;
using test::long_row;
using test::mixed;
using test::same_panel;
using test::shuffled;
using test::slow_pivot;
using test::written_keys;

// The indicators 0 (a flow) to 4, of which 1 is a stock.
std::shared_ptr<const catalog> numbered_catalog() {
  std::vector<indicator> list(5);
  for (std::size_t i = 0; i < list.size(); ++i) list[i].id = std::to_string(i);
  list[1].kind = indicator_kind::stock;
  list[1].over_time = time_aggregation::last;
  return std::make_shared<const catalog>(catalog::make(std::move(list)));
}

// Rows without duplicates, of years or of years and months, in the order of their cells. Numbers have up
// to three decimals.
std::vector<long_row> arbitrary_rows(const area_tree& areas, bool is_yearly) {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto percent = *rc::gen::element<std::uint64_t>(5, 40, 100);
  const auto years = *rc::gen::inRange(1, 6);
  std::vector<std::string> periods;
  for (int y = 0; y < years; ++y) {
    const std::string year = std::to_string(2017 + y);
    periods.push_back(year);
    if (!is_yearly) periods.insert(periods.end(), {year + "-M03", year + "-M04", year + "-Q1"});
  }
  std::vector<long_row> rows;
  for (area_index a = 0; a < areas.size(); ++a) {
    for (int i = 0; i < 5; ++i) {
      for (const std::string& p : periods) {
        const std::uint64_t draw = mixed(seed, rows.size() * 31 + a * 7 + static_cast<unsigned>(i));
        if (draw % 100 >= percent && !rows.empty()) continue;
        std::optional<double> value;
        if (draw / 100 % 10 != 0) {
          value =
              static_cast<double>(static_cast<std::int64_t>(draw / 1000 % 2'000'001) - 1'000'000) /
              (draw / 7 % 3 == 0 ? 1000 : 10);
        }
        rows.push_back({std::string(areas[a].code), std::to_string(i), p, value});
      }
    }
  }
  return rows;
}

struct written_rows {
  written_rows(const std::vector<long_row>& rows, key_form area, key_form indicator,
               key_form period)
      : areas(list_of(rows, &long_row::area), area),
        indicators(list_of(rows, &long_row::indicator), indicator),
        periods(list_of(rows, &long_row::period), period),
        validity((rows.size() + 5) / 8 + 1, 0) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      values.push_back(rows[i].value.value_or(17));
      if (rows[i].value) validity[(i + 5) / 8] |= static_cast<std::uint8_t>(1U << (i + 5) % 8);
    }
  }
  static std::vector<std::string> list_of(const std::vector<long_row>& rows,
                                          std::string long_row::*member) {
    std::vector<std::string> list;
    for (const long_row& r : rows) list.push_back(r.*member);
    return list;
  }
  long_columns view() const {
    return {areas.column(), indicators.column(), periods.column(), values, validity.data(), 5};
  }

  written_keys areas;
  written_keys indicators;
  written_keys periods;
  std::vector<double> values;
  std::vector<std::uint8_t> validity;
};

constexpr key_form text_forms[] = {key_form::zero_padded_text, key_form::blank_padded_text,
                                   key_form::long_text,        key_form::code8,
                                   key_form::code16,           key_form::code32,
                                   key_form::unsigned_code8,   key_form::unsigned_code16,
                                   key_form::unsigned_code32};

key_form arbitrary_form(bool are_numbers, bool are_short) {
  std::vector<key_form> forms(std::begin(text_forms), std::end(text_forms));
  if (are_numbers) forms.push_back(key_form::int64);
  if (are_numbers && are_short) forms.insert(forms.end(), {key_form::int16, key_form::int32});
  return *rc::gen::elementOf(forms);
}

written_rows write_anyhow(const std::vector<long_row>& rows, bool is_yearly) {
  return {rows, arbitrary_form(true, false), arbitrary_form(true, true),
          arbitrary_form(is_yearly, true)};
}

// The order of their cells is one that columns often have.
std::vector<long_row> in_any_order(const std::vector<long_row>& rows) {
  if (*rc::gen::arbitrary<bool>()) return rows;
  return shuffled(rows, *rc::gen::arbitrary<std::uint64_t>());
}

struct arbitrary_input {
  std::shared_ptr<const catalog> indicators = numbered_catalog();
  std::shared_ptr<const area_tree> areas = std::make_shared<const area_tree>(
      test::random_tree(without_limits(*test::arbitrary_shape())));
  bool is_yearly = *rc::gen::arbitrary<bool>();
  std::vector<long_row> rows = in_any_order(arbitrary_rows(*areas, is_yearly));

  pivot_options given() const {
    pivot_options how;
    how.catalog = indicators;
    how.areas = areas;
    return how;
  }
};

RC_GTEST_PROP(PivotProperty, IsTheMapOfTheRowsHoweverKeysAreWritten, ()) {
  const arbitrary_input in;
  const written_rows columns = write_anyhow(in.rows, in.is_yearly);
  const panel made = pivot(columns.view(), in.given());
  RC_ASSERT(slow_pivot(in.rows, *in.indicators, *in.areas).difference(made) == "");
}

RC_GTEST_PROP(PivotProperty, IsTheMapOfTheRowsOverDiscoveredAxes, ()) {
  const arbitrary_input in;
  const written_rows columns = write_anyhow(in.rows, in.is_yearly);
  const panel made = pivot(columns.view());
  RC_ASSERT(slow_pivot(in.rows, made.catalog(), made.areas()).difference(made) == "");
}

RC_GTEST_PROP(PivotProperty, IsWhatTheBuilderMakesRowByRow, ()) {
  const arbitrary_input in;
  panel_builder builder(in.indicators, in.areas);
  for (const long_row& r : in.rows) {
    const area_index area = in.areas->at(r.area);
    const indicator_index i = in.indicators->at(r.indicator);
    if (r.value) {
      builder.add(area, i, parse_period(r.period), *r.value);
    } else {
      builder.add_empty(area, i, parse_period(r.period));
    }
  }
  const written_rows columns = write_anyhow(in.rows, in.is_yearly);
  RC_ASSERT(same_panel(pivot(columns.view(), in.given()), builder.build()));
}

RC_GTEST_PROP(PivotProperty, NamesEveryDuplicateWithTheFirst, ()) {
  const arbitrary_input in;
  std::vector<long_row> rows = in.rows;
  const auto again =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, rows.size()));
  RC_PRE(!again.empty());
  for (const std::size_t i : again) rows.push_back(in.rows[i]);
  rows = shuffled(rows, *rc::gen::arbitrary<std::uint64_t>());
  const auto expected = slow_pivot(rows, *in.indicators, *in.areas).duplicates();
  const written_rows columns = write_anyhow(rows, in.is_yearly);
  try {
    pivot(columns.view(), in.given());
    RC_FAIL("made a panel");
  } catch (const input_error& e) {
    RC_ASSERT(e.faults().errors() == expected.size());
    for (std::size_t n = 0; n < e.faults().kept().size(); ++n) {
      const fault& f = e.faults().kept()[n];
      RC_ASSERT(f.code == errc::duplicate_row);
      RC_ASSERT(f.where.line == static_cast<std::int64_t>(expected[n].first) + 1);
      RC_ASSERT(f.message ==
                "the same figure stands in row " + std::to_string(expected[n].second + 1));
    }
  }
}

// Enough rows for several threads, with figures that follow from their cells.
struct large_input {
  explicit large_input(std::uint64_t number) : seed(number) {
    std::vector<indicator> list(6);
    for (std::size_t i = 0; i < list.size(); ++i) list[i].id = std::to_string(i + 100);
    indicators = std::make_shared<const catalog>(catalog::make(std::move(list)));
    std::vector<area> places(1500);
    for (std::size_t a = 0; a < places.size(); ++a) places[a].code = "t" + std::to_string(a * 97);
    areas = std::make_shared<const area_tree>(area_tree::make(std::move(places)));
    std::vector<std::uint32_t> cells;
    for (std::uint32_t c = 0; c < 1500 * 6 * 12; ++c) {
      if (mixed(seed, c) % 10 != 0) cells.push_back(c);
    }
    if (seed % 2 == 0) cells = shuffled(cells, seed);
    for (const std::uint32_t c : cells) {
      add(c, mixed(seed, c) % 17 == 0 ? reported_empty
                                      : static_cast<double>(mixed(seed, c) / 32 % 100'000) / 100);
    }
  }

  void add(std::uint32_t cell, double value) {
    towns.push_back(static_cast<std::int32_t>(cell / 12 % 1500));
    ids.push_back(static_cast<std::int64_t>(cell / 18'000 + 100));
    years.push_back(static_cast<std::int16_t>(2010 + cell % 12));
    values.push_back(value);
  }

  panel pivot_with(int threads, std::size_t limit = fault_list::default_limit) const {
    std::vector<std::string_view> words;
    for (area_index a = 0; a < areas->size(); ++a) words.push_back((*areas)[a].code);
    long_columns rows;
    rows.areas = dictionary_codes<std::int32_t>{towns, words};
    rows.indicators = ids;
    rows.periods = years;
    rows.values = values;
    pivot_options how;
    how.catalog = indicators;
    how.areas = areas;
    how.threads = threads;
    how.fault_limit = limit;
    return pivot(rows, how);
  }

  std::uint64_t seed;
  std::shared_ptr<const catalog> indicators;
  std::shared_ptr<const area_tree> areas;
  std::vector<std::int32_t> towns;
  std::vector<std::int64_t> ids;
  std::vector<std::int16_t> years;
  std::vector<double> values;
};

TEST(PivotThreads, MakeTheSamePanel) {
  for (const std::uint64_t seed : {1U, 2U}) {
    const large_input in(seed);
    const panel one = in.pivot_with(1);
    ASSERT_EQ(one.reported(), in.values.size());
    const panel_block& b = one.blocks()[0];
    for (std::size_t i = 0; i < in.values.size(); ++i) {
      const std::size_t cell =
          static_cast<std::size_t>(in.towns[i]) * 12 + static_cast<std::size_t>(in.years[i] - 2010);
      const double found = b.values(static_cast<std::size_t>(in.ids[i] - 100))[cell];
      ASSERT_EQ(std::bit_cast<std::uint64_t>(found), std::bit_cast<std::uint64_t>(in.values[i]));
    }
    for (const int threads : {2, 3, 7}) ASSERT_TRUE(same_panel(in.pivot_with(threads), one));
  }
}

TEST(PivotThreads, NameTheSameFaults) {
  large_input in(2);
  // Figures given again far away, some of them changed, and a few that cannot be.
  for (std::uint32_t c = 0; c < 108'000; c += 1009) in.add(c, static_cast<double>(c % 3));
  in.values[500] = std::numeric_limits<double>::infinity();
  in.towns[90'000] = 1500;
  const auto faults_with = [&in](int threads) {
    std::vector<std::string> all;
    try {
      in.pivot_with(threads, 30);
    } catch (const input_error& e) {
      all.push_back(std::to_string(e.faults().errors()));
      for (const fault& f : e.faults().kept()) all.push_back(to_string(f));
    }
    return all;
  };
  const std::vector<std::string> one = faults_with(1);
  EXPECT_EQ(one.size(), 31U);
  for (const int threads : {2, 3, 7}) EXPECT_EQ(faults_with(threads), one);
}

TEST(BuilderThreads, MakeTheSamePanelAndNameTheSameFaults) {
  large_input in(2);
  const auto build_with = [&in](int threads) {
    panel_builder builder(in.indicators, in.areas, 30);
    figure_rows rows;
    for (int y = 2010; y < 2022; ++y) rows.periods.push_back(period::make(frequency::year, y, 1));
    rows.first_line = 2;
    for (std::size_t i = 0; i < in.values.size(); ++i) {
      rows.areas.push_back(static_cast<area_index>(in.towns[i]));
      rows.indicators.push_back(static_cast<indicator_index>(in.ids[i] - 100));
      rows.period_codes.push_back(static_cast<std::uint16_t>(in.years[i] - 2010));
      rows.values.push_back(in.values[i]);
    }
    builder.add(std::move(rows));
    return builder.build(threads);
  };
  const panel one = in.pivot_with(1);
  for (const int threads : {1, 2, 7}) EXPECT_TRUE(same_panel(build_with(threads), one));
  for (std::uint32_t c = 0; c < 108'000; c += 1009) in.add(c, static_cast<double>(c % 3));
  std::vector<std::string> expected;
  for (const int threads : {1, 2, 7}) {
    std::vector<std::string> faults;
    try {
      build_with(threads);
    } catch (const input_error& e) {
      for (const fault& f : e.faults().kept()) faults.push_back(to_string(f));
    }
    if (threads == 1) expected = faults;
    EXPECT_EQ(faults.size(), 30U);
    EXPECT_EQ(faults, expected);
  }
}

}  // namespace
}  // namespace zhibiao
