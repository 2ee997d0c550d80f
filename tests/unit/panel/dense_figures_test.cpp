#include <zhibiao/panel/dense_figures.hpp>
#include <zhibiao/panel/missing.hpp>

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// The indicators a, b (up to 100) and c (a stock).
std::shared_ptr<const catalog> indicators() {
  std::vector<indicator> list(3);
  const char* const ids[] = {"a", "b", "c"};
  for (std::size_t i = 0; i < list.size(); ++i) list[i].id = ids[i];
  list[1].limits.upper = 100;
  list[2].kind = indicator_kind::stock;
  list[2].over_time = time_aggregation::last;
  return std::make_shared<const catalog>(catalog::make(std::move(list)));
}

// Rows A, B and C.
std::shared_ptr<const area_tree> areas() {
  std::vector<area> list(3);
  const char* const codes[] = {"A", "B", "C"};
  for (std::size_t i = 0; i < list.size(); ++i) list[i].code = codes[i];
  return std::make_shared<const area_tree>(area_tree::make(std::move(list)));
}

dense_options given() {
  dense_options how;
  how.catalog = indicators();
  how.areas = areas();
  return how;
}

constexpr std::array<indicator_index, 2> b_and_a = {1, 0};
constexpr std::array<area_index, 2> c_and_a = {2, 0};
// [b, a][C, A][2019, 2020, 2021]
constexpr std::array<double, 12> numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

dense_figures figures_at(const std::array<double, 12>& from) {
  dense_figures f;
  f.first = from.data();
  f.indicators = b_and_a;
  f.areas = c_and_a;
  f.first_period = parse_period("2019");
  f.period_count = 3;
  f.indicator_stride = 6 * sizeof(double);
  f.area_stride = 3 * sizeof(double);
  f.period_stride = sizeof(double);
  return f;
}

// `1 2 3 | . . . | ...`: the cells of a slot, a point where there is none.
std::string cells_of(const panel& p, indicator_index i) {
  const panel_block& b = p.blocks()[0];
  const std::size_t slot = b.slot(i).value();
  std::string text;
  for (std::size_t n = 0; n < b.values(slot).size(); ++n) {
    const double x = b.values(slot)[n];
    if (n > 0) text += n % b.period_count() == 0 ? " | " : " ";
    text += is_no_row(x) ? "." : std::to_string(static_cast<int>(x));
  }
  return text;
}

TEST(ImportDense, PutsAreasIntoTheOrderOfTheTree) {
  const panel made = import_dense(figures_at(numbers), given());
  ASSERT_EQ(made.blocks().size(), 1U);
  EXPECT_EQ(made.reported(), 12U);
  EXPECT_EQ(made.blocks()[0].first_period(), parse_period("2019"));
  EXPECT_EQ(cells_of(made, 0), "10 11 12 | . . . | 7 8 9");
  EXPECT_EQ(cells_of(made, 1), "4 5 6 | . . . | 1 2 3");
  EXPECT_EQ(made.blocks()[0].exact_decimals(0), 0);
}

TEST(ImportDense, FollowsAnyStrides) {
  dense_figures f = figures_at(numbers);
  // The same numbers seen as [b, a][C, A][2019, 2020, 2021] from the far end.
  f.first = &numbers[11];
  f.indicator_stride = -f.indicator_stride;
  f.area_stride = -f.area_stride;
  f.period_stride = -f.period_stride;
  const panel back = import_dense(f, given());
  EXPECT_EQ(cells_of(back, 0), "3 2 1 | . . . | 6 5 4");
  // [period][area][indicator]
  f.first = numbers.data();
  f.indicator_stride = sizeof(double);
  f.area_stride = 2 * sizeof(double);
  f.period_stride = 4 * sizeof(double);
  EXPECT_EQ(cells_of(import_dense(f, given()), 1), "3 7 11 | . . . | 1 5 9");
  // One number for all periods.
  f.period_stride = 0;
  EXPECT_EQ(cells_of(import_dense(f, given()), 1), "3 3 3 | . . . | 1 1 1");
}

TEST(ImportDense, LeavesOutWhatIsNotReportedAtTheEdges) {
  std::array<double, 12> some;
  some.fill(nan);
  some[1] = -0.0;
  some[4] = 2;
  const panel made = import_dense(figures_at(some), given());
  EXPECT_EQ(made.reported(), 2U);
  EXPECT_EQ(made.blocks()[0].indicators().size(), 1U);
  EXPECT_EQ(made.blocks()[0].first_period(), parse_period("2020"));
  EXPECT_EQ(made.blocks()[0].period_count(), 1U);
  EXPECT_EQ(cells_of(made, 1), "2 | . | 0");
  EXPECT_EQ(std::bit_cast<std::uint64_t>(made.blocks()[0].values(0)[2]), 0U);
}

TEST(ImportDense, OfNothingIsAnEmptyPanel) {
  std::array<double, 12> none;
  none.fill(nan);
  EXPECT_EQ(import_dense(figures_at(none), given()).blocks().size(), 0U);
  EXPECT_EQ(import_dense({}, given()).reported(), 0U);
}

TEST(ImportDense, SaysEveryFaultWithItsPlace) {
  std::array<double, 12> wrong = numbers;
  wrong[1] = 101;
  wrong[11] = inf;
  std::vector<std::string> faults;
  try {
    import_dense(figures_at(wrong), given());
  } catch (const input_error& e) {
    for (const fault& f : e.faults().kept()) faults.push_back(to_string(f));
  }
  EXPECT_EQ(faults, (std::vector<std::string>{
                        "indicator 'b', area C, period 2020: error: expected at most 100, found "
                        "101 [above-limit]",
                        "indicator 'a', area A, period 2021: error: expected a finite number, "
                        "found inf [not-finite]"}));
}

TEST(ImportDense, RefusesAFormThatDoesNotFit) {
  constexpr std::array<indicator_index, 1> c = {2};
  dense_figures f = figures_at(numbers);
  f.indicators = c;
  f.first_period = parse_period("2021-M01YTD");
  EXPECT_THROW(import_dense(f, given()), input_error);
  f.first_period = parse_period("2021-M01");
  EXPECT_EQ(import_dense(f, given()).reported(), 6U);
}

TEST(ImportDense, RefusesAxesThatDoNotFit) {
  const auto message = [](const std::function<void(dense_figures&, dense_options&)>& change) {
    dense_figures f = figures_at(numbers);
    dense_options how = given();
    change(f, how);
    try {
      import_dense(f, how);
    } catch (const error& e) {
      return e.message();
    }
    return std::string("none");
  };
  static constexpr std::array<std::uint32_t, 2> twice = {1, 1};
  static constexpr std::array<std::uint32_t, 2> beyond = {1, 3};
  EXPECT_EQ(message([](dense_figures& f, dense_options&) { f.areas = beyond; }),
            "expected an area below 3, found 3");
  EXPECT_EQ(message([](dense_figures& f, dense_options&) { f.indicators = twice; }),
            "expected each of the axis once, found an indicator 1 twice");
  EXPECT_EQ(message([](dense_figures& f, dense_options&) { f.first_period = {}; }),
            "expected a period, found none");
  EXPECT_NE(message([](dense_figures& f, dense_options&) { f.period_count = 8000; }), "none");
  EXPECT_EQ(message([](dense_figures&, dense_options& how) { how.threads = 0; }),
            "expected at least one thread, found 0");
  EXPECT_EQ(message([](dense_figures&, dense_options& how) { how.areas = nullptr; }),
            "expected a catalogue and an area list, found none");
}

TEST(ImportDense, SaysWhichAreasAreNotThere) {
  dense_options how = given();
  how.areas = std::make_shared<const area_tree>(
      how.areas->with_validity({{2, {date::make(2020, 1, 1), {}}}}));
  try {
    import_dense(figures_at(numbers), how);
    FAIL();
  } catch (const input_error& e) {
    ASSERT_EQ(e.faults().errors(), 2U);
    EXPECT_EQ(e.faults().kept()[0].code, errc::area_not_valid);
    EXPECT_EQ(e.faults().kept()[0].where.area, "C");
    EXPECT_EQ(e.faults().kept()[0].where.period, "2019");
  }
  std::array<double, 12> there = numbers;
  there[0] = there[6] = nan;
  EXPECT_EQ(import_dense(figures_at(there), how).reported(), 10U);
}

TEST(ImportDense, DoesNotDependOnThreads) {
  std::vector<indicator> ids(7);
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i].id = std::to_string(i);
  std::vector<area> towns(1000);
  for (std::size_t a = 0; a < towns.size(); ++a) towns[a].code = "t" + std::to_string(a);
  dense_options how;
  how.catalog = std::make_shared<const catalog>(catalog::make(std::move(ids)));
  how.areas = std::make_shared<const area_tree>(area_tree::make(std::move(towns)));
  std::vector<double> all(7 * 1000 * 20);
  for (std::size_t n = 0; n < all.size(); ++n) {
    all[n] = n % 13 == 0 ? nan : static_cast<double>(n * 7919 % 100'000) / 100;
  }
  const std::array<indicator_index, 7> indicator_axis = {3, 0, 6, 1, 2, 5, 4};
  std::vector<area_index> area_axis(1000);
  for (std::size_t a = 0; a < area_axis.size(); ++a) {
    area_axis[a] = static_cast<area_index>(a * 37 % 1000);
  }
  dense_figures f;
  f.first = all.data();
  f.indicators = indicator_axis;
  f.areas = area_axis;
  f.first_period = parse_period("2001");
  f.period_count = 20;
  f.indicator_stride = 20'000 * sizeof(double);
  f.area_stride = 20 * sizeof(double);
  f.period_stride = sizeof(double);
  const panel one = import_dense(f, how);
  how.threads = 5;
  const panel five = import_dense(f, how);
  EXPECT_EQ(one.reported(), five.reported());
  const panel_block& b = one.blocks()[0];
  for (std::size_t slot = 0; slot < b.indicators().size(); ++slot) {
    EXPECT_EQ(b.exact_decimals(slot), 2);
    EXPECT_EQ(five.blocks()[0].exact_decimals(slot), 2);
  }
  for (std::size_t i = 0; i < 7; ++i) {
    for (std::size_t a = 0; a < 1000; ++a) {
      for (std::size_t t = 0; t < 20; ++t) {
        const double expected = all[(i * 1000 + a) * 20 + t];
        const std::size_t cell = area_axis[a] * std::size_t{20} + t;
        for (const panel* made : {&one, &five}) {
          const panel_block& block = made->blocks()[0];
          const double found = block.values(block.slot(indicator_axis[i]).value())[cell];
          ASSERT_TRUE(is_missing(expected) ? is_no_row(found) : found == expected);
        }
      }
    }
  }
}

}  // namespace
}  // namespace zhibiao
