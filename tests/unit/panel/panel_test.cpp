#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

indicator one(std::string id, indicator_kind kind = indicator_kind::flow) {
  indicator i;
  i.id = std::move(id);
  i.kind = kind;
  i.unit = parse_unit("元");
  if (kind == indicator_kind::stock) i.over_time = time_aggregation::last;
  return i;
}

area code(std::string text) {
  area a;
  a.code = std::move(text);
  return a;
}

panel_builder builder() {
  return {catalog::make({one("unused"), one("amount"), one("loans", indicator_kind::stock)}),
          area_tree::make({code("990121101000"), code("990121102000"), code("990121000000")})};
}

constexpr indicator_index amount = 1;
constexpr indicator_index loans = 2;

period p(const char* text) { return parse_period(text); }

TEST(Panel, OfNothingIsEmpty) {
  const panel none;
  EXPECT_EQ(none.reported(), 0U);
  EXPECT_TRUE(none.blocks().empty());
  EXPECT_EQ(none.catalog().size(), 0U);
  EXPECT_EQ(none.areas().size(), 0U);
  EXPECT_EQ(none.find_block(frequency::year, form::single), nullptr);
}

TEST(Panel, BlocksRunFromTheCoarsestAndSingleFirst) {
  panel_builder b = builder();
  for (const char* text : {"2021-M03YTD", "2021-Q1", "2021", "2021-S1", "2021-Q1YTD"}) {
    b.add(0, text[4] == '-' && std::string(text).ends_with("YTD") ? amount : loans, p(text), 1);
  }
  b.add(0, loans, p("2021-M03"), 1);
  const panel made = b.build();
  std::vector<std::string> order;
  for (const panel_block& block : made.blocks()) order.push_back(to_string(block.first_period()));
  EXPECT_EQ(order, (std::vector<std::string>{"2021", "2021-S1", "2021-Q1", "2021-Q1YTD", "2021-M03",
                                             "2021-M03YTD"}));
  ASSERT_NE(made.find_block(frequency::quarter, form::year_to_date), nullptr);
  EXPECT_EQ(made.find_block(frequency::quarter, form::year_to_date)->form(), form::year_to_date);
  EXPECT_EQ(made.find_block(frequency::half, form::year_to_date), nullptr);
  EXPECT_EQ(made.reported(), 6U);
}

TEST(Panel, PeriodsHaveNoGap) {
  panel_builder b = builder();
  b.add(0, amount, p("2021-M02"), 2);
  b.add(0, amount, p("2020-M11"), 1);
  const panel made = b.build();
  const panel_block& block = made.blocks()[0];
  EXPECT_EQ(block.first_period(), p("2020-M11"));
  EXPECT_EQ(block.period_count(), 4U);
  EXPECT_EQ(block.period_at(2), p("2021-M01"));
  EXPECT_EQ(block.find(p("2021-M02")), std::size_t{3});
  EXPECT_FALSE(block.find(p("2021-M03")));
  EXPECT_FALSE(block.find(p("2020-M10")));
  EXPECT_FALSE(block.find(p("2021-M02YTD")));
  EXPECT_FALSE(block.find(p("2021")));
  EXPECT_FALSE(block.find(period{}));
}

TEST(Panel, OnlyReportedIndicatorsHaveASlot) {
  panel_builder b = builder();
  b.add(0, loans, p("2021"), 2);
  b.add(0, amount, p("2021"), 1);
  const panel made = b.build();
  const panel_block& block = made.blocks()[0];
  EXPECT_EQ(std::vector<indicator_index>(block.indicators().begin(), block.indicators().end()),
            (std::vector<indicator_index>{amount, loans}));
  EXPECT_FALSE(block.slot(0));
  EXPECT_EQ(block.slot(amount), std::size_t{0});
  EXPECT_EQ(block.slot(loans), std::size_t{1});
  EXPECT_FALSE(block.slot(77));
}

TEST(Panel, CellsAreByAreaAndPeriodAndKeepWhyTheyAreMissing) {
  panel_builder b = builder();
  b.add(1, amount, p("2021"), 5);
  b.add_empty(2, amount, p("2020"));
  const panel made = b.build();
  const auto values = made.blocks()[0].values(0);
  ASSERT_EQ(values.size(), 6U);
  EXPECT_EQ(values[3], 5);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(values[4]), reported_empty_bits);
  for (const std::size_t i : {0U, 1U, 2U, 5U}) EXPECT_TRUE(is_no_row(values[i])) << i;
}

TEST(Panel, StatusesAreKeptOnlyWhereOneIsNotNormal) {
  panel_builder b = builder();
  b.add(0, amount, p("2021"), 1);
  EXPECT_TRUE(b.build().blocks()[0].statuses(0).empty());
  observation o;
  o.area = 1;
  o.indicator = amount;
  o.period = p("2021");
  o.value = parse_quantity("3元");
  o.status = observation_status::estimated;
  b.add(o);
  b.add(0, amount, p("2021"), 1);
  const panel made = b.build();
  const auto statuses = made.blocks()[0].statuses(0);
  ASSERT_EQ(statuses.size(), 3U);
  EXPECT_EQ(statuses[0], observation_status::normal);
  EXPECT_EQ(statuses[1], observation_status::estimated);
  EXPECT_TRUE(made.blocks()[0].remarks(0).empty());
}

TEST(Panel, RemarksAreFoundByCell) {
  panel_builder b = builder();
  const auto add = [&](area_index a, indicator_index i, const char* when, const char* text) {
    observation o;
    o.area = a;
    o.indicator = i;
    o.period = p(when);
    o.value = parse_quantity(text);
    b.add(o);
  };
  add(1, loans, "2021", "超过7元");
  add(1, amount, "2021", "50余元");
  add(0, amount, "2020", "至少9元");
  add(0, amount, "2021", "4元");
  const panel made = b.build();
  const panel_block& block = made.blocks()[0];
  ASSERT_EQ(block.remarks(0).size(), 2U);
  EXPECT_EQ(block.remarks(0)[0].how, qualifier::at_least);
  EXPECT_EQ(block.remarks(0)[1].how, qualifier::over);
  ASSERT_EQ(block.remarks(1).size(), 1U);
  ASSERT_NE(block.find_remark(1, 1, 1), nullptr);
  EXPECT_EQ(block.find_remark(1, 1, 1)->how, qualifier::more_than);
  EXPECT_EQ(block.find_remark(0, 0, 1), nullptr);
  EXPECT_EQ(block.find_remark(1, 2, 1), nullptr);
  EXPECT_EQ(block.known(0, 1, 1), (interval{50, 60, true, true}));
  EXPECT_EQ(block.known(0, 0, 1), exactly(4));
}

TEST(Panel, CopiesShareTheData) {
  panel_builder b = builder();
  b.add(0, amount, p("2021"), 1);
  const panel made = b.build();
  const panel copy = made;
  EXPECT_EQ(copy.blocks().data(), made.blocks().data());
}

struct decimals_row {
  const char* rule;
  std::vector<double> values;
  std::optional<int> decimals;
};
void PrintTo(const decimals_row& r, std::ostream* out) { *out << r.rule; }
class ExactDecimals : public testing::TestWithParam<decimals_row> {};

TEST_P(ExactDecimals, AreTheFewestThatFit) {
  panel_builder b = builder();
  int year = 2000;
  for (const double x : GetParam().values) b.add(0, amount, p(std::to_string(year++).c_str()), x);
  b.add_empty(1, amount, p("2000"));
  EXPECT_EQ(b.build().blocks()[0].exact_decimals(0), GetParam().decimals);
}

INSTANTIATE_TEST_SUITE_P(
    Figures, ExactDecimals,
    testing::Values(decimals_row{"nothing reported", {}, 0}, decimals_row{"zero", {0}, 0},
                    decimals_row{"whole", {1, -7, 3667070}, 0},
                    decimals_row{"one place", {1, 0.1}, 1},
                    decimals_row{"two places, negative", {0.5, -12.25}, 2},
                    decimals_row{"nine places", {0.000000001}, 9},
                    decimals_row{"ten places", {0.0000000001}, std::nullopt},
                    decimals_row{"a third", {1.0 / 3}, std::nullopt},
                    decimals_row{"a sum that is not decimal", {0.1 + 0.2}, std::nullopt},
                    decimals_row{"just below 2^51", {2251799813685247.0}, 0},
                    decimals_row{"2^51", {2251799813685248.0}, std::nullopt},
                    decimals_row{"large beside small", {22517998136852.0, 0.001}, std::nullopt},
                    decimals_row{"large beside small that fits", {22517998136852.0, 0.01}, 2},
                    decimals_row{"small beside large", {0.001, 22517998136852.0}, std::nullopt},
                    decimals_row{
                        "the largest", {std::numeric_limits<double>::max()}, std::nullopt}));

TEST(ExactDecimalsOfBounds, CountToo) {
  panel_builder b = builder();
  observation o;
  o.indicator = amount;
  o.period = p("2021");
  o.value = parse_quantity("4.5亿元");
  b.add(o);
  // [445000000, 455000000): whole yuan
  EXPECT_EQ(b.build().blocks()[0].exact_decimals(0), 0);
  o.value = parse_quantity("约5元");
  b.add(o);
  // [4.5, 5.5]
  EXPECT_EQ(b.build().blocks()[0].exact_decimals(0), 1);
}

// Two areas and their county, two years, two indicators.
struct parts {
  std::shared_ptr<const zhibiao::catalog> catalog;
  std::shared_ptr<const area_tree> areas;
  std::vector<block_figures> blocks;
};
parts some_parts() {
  const panel empty = builder().build();
  parts made{std::make_shared<const zhibiao::catalog>(empty.catalog()),
             std::make_shared<const area_tree>(empty.areas()),
             {}};
  block_figures b;
  b.first_period = p("2020");
  b.period_count = 2;
  b.indicators = {amount, loans};
  b.exact_decimals = {2, std::nullopt};
  b.values = buffer<double>(12, 1.25);
  b.remarks = {{7, qualifier::over, {1, 2}, "", ""}};
  made.blocks.push_back(std::move(b));
  return made;
}

TEST(Panel, IsMadeOfBlocksAsTheyAre) {
  parts from = some_parts();
  const double* const values = from.blocks[0].values.data();
  const panel made = panel::make(from.catalog, from.areas, std::move(from.blocks), 12);
  ASSERT_EQ(made.blocks().size(), 1U);
  const panel_block& b = made.blocks()[0];
  EXPECT_EQ(b.values(0).data(), values);
  EXPECT_EQ(b.slot(loans), 1U);
  EXPECT_FALSE(b.slot(0));
  EXPECT_EQ(b.exact_decimals(0), 2);
  EXPECT_FALSE(b.exact_decimals(1));
  EXPECT_TRUE(b.statuses(0).empty());
  ASSERT_NE(b.find_remark(1, 0, 1), nullptr);
  EXPECT_EQ(b.find_remark(1, 0, 1)->how, qualifier::over);
  EXPECT_EQ(made.reported(), 12U);
}

TEST(Panel, RefusesBlocksThatDoNotFit) {
  const auto refused = [](const std::function<void(parts&)>& change) {
    parts from = some_parts();
    change(from);
    try {
      panel::make(from.catalog, from.areas, std::move(from.blocks), 12);
    } catch (const error& e) {
      return e.code() == errc::invalid_argument || e.code() == errc::not_a_period;
    }
    return false;
  };
  EXPECT_FALSE(refused([](parts&) {}));
  EXPECT_TRUE(refused([](parts& x) { x.catalog = nullptr; }));
  EXPECT_TRUE(refused([](parts& x) { x.areas = std::make_shared<const area_tree>(); }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].first_period = {}; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].first_period = p("9999"); }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].period_count = 3; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].indicators = {loans, amount}; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].indicators = {loans, 3}; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].indicators = {}; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].exact_decimals = {1}; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].values = buffer<double>(11, 1.0); }));
  EXPECT_TRUE(refused([](parts& x) {
    x.blocks[0].statuses = buffer<observation_status>(11, observation_status::normal);
  }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].remarks[0].cell = 12; }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks[0].remarks.push_back(x.blocks[0].remarks[0]); }));
  EXPECT_TRUE(refused([](parts& x) { x.blocks.push_back(std::move(some_parts().blocks[0])); }));
}

}  // namespace
}  // namespace zhibiao
