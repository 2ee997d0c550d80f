#include <zhibiao/engine/figure_source.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>

namespace zhibiao {
namespace {

using test::hand_panel;

panel three_years() {
  hand_panel h;
  h.set("A", "amount", "2019", "1.5").set("A", "amount", "2020", "近200");
  h.set("B", "amount", "2021", "3").set("B", "persons", "2021", "7");
  h.set("A", "persons", "2021", "8", observation_status::estimated);
  return h.build();
}

TEST(PanelSource, TellsTheShapeOfEachBlock) {
  const panel_source source(three_years());
  ASSERT_EQ(source.blocks().size(), 1U);
  const block_shape& shape = source.blocks()[0];
  EXPECT_EQ(shape.first, parse_period("2019"));
  EXPECT_EQ(shape.period_count, 3U);
  EXPECT_EQ(shape.indicators.size(), 2U);
  EXPECT_EQ(shape.find(parse_period("2021")), std::optional<std::size_t>(2));
  EXPECT_FALSE(shape.find(parse_period("2022")) || shape.find(parse_period("2018")) ||
               shape.find(parse_period("2020-S1")));
  const indicator_index amount = source.frame().catalog().at("amount");
  EXPECT_EQ(shape.exact_decimals[shape.slot(amount).value()], 1);
  EXPECT_FALSE(shape.slot(source.frame().catalog().at("profit")));
  EXPECT_EQ(source.reported(), 5U);
}

TEST(PanelSource, ReadsViewsOfTheBlock) {
  const panel p = three_years();
  const panel_source source(p);
  const std::size_t slot = p.blocks()[0].slot(p.catalog().at("amount")).value();
  const std::array<std::size_t, 1> slots{slot};
  const std::unique_ptr<figure_reader> reader = source.open(0, slots, 1);
  const figure_run run = reader->read(0, 1, 3);
  EXPECT_EQ(run.values, p.blocks()[0].values(slot).data() + 1);
  EXPECT_EQ(run.value_stride, 3U);
  EXPECT_NE(run.statuses, nullptr);  // another indicator of the block has one
  ASSERT_EQ(run.remarks.size(), 1U);
  EXPECT_EQ(run.remarks[0].area, p.areas().at("A"));
  EXPECT_EQ(run.remarks[0].period, 1U);
  EXPECT_EQ(run.remarks[0].known.upper, 200);
  EXPECT_TRUE(reader->read(0, 2, 3).remarks.empty());
}

}  // namespace
}  // namespace zhibiao
