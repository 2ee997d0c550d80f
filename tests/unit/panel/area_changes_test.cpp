#include <zhibiao/io/area_changes_csv.hpp>
#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/panel/area_changes.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zhibiao {
namespace {

const catalog indicators = parse_catalog(R"(
schema = 1
[[group]]
id = "land"
name = "土地"
[[indicator]]
id = "persons"
name = "人数"
kind = "stock"
unit = "人"
[[indicator]]
id = "area"
name = "面积"
kind = "stock"
unit = "人"
group = "land"
[[indicator]]
id = "forest"
name = "林地"
kind = "stock"
unit = "人"
group = "land"
)",
                                         "catalog.toml");

const area_tree areas = parse_areas(
    "code,name,parent,level,valid_from,valid_to\n"
    "K,county K,,county,,\n"
    "L,county L,,county,,\n"
    "A,a,K,town,,2020\n"
    "B,b,K,town,,2020\n"
    "C,c,K,town,2020,2022\n"
    "D,d,K,town,,\n"
    "E,e,K,town,2022,\n"
    "F,f,L,town,2022,\n",
    "areas.csv");

constexpr const char* changes_text =
    "from,to,date,kind,share,indicator\n"
    "A,C,2020,merge,,\n"
    "B,C,2020,merge,,\n"
    "C,E,2022,split,0.6,\n"
    "C,F,2022,split,0.4,\n"
    "C,E,2022,split,0.5,land\n"
    "C,F,2022,split,0.5,land\n"
    "C,E,2022,split,1,forest\n";

std::string text_of(const std::vector<made_area>& made) {
  std::string text;
  for (const made_area& m : made) {
    text += std::string(areas[m.area].code) + " =";
    if (!m.is_known) text += " ?";
    for (const area_part& p : m.parts) {
      text += " " + to_string(p.share) + std::string(areas[p.area].code);
    }
    text += "; ";
  }
  return text;
}

const date early = date::make(2018, 12, 31);
const date late = date::make(2023, 1, 1);

TEST(AreaChanges, ChainsAreFollowed) {
  const area_changes changes = parse_area_changes(changes_text, "changes.csv", indicators, areas);
  EXPECT_EQ(text_of(changes.made_of(indicators.at("persons"), early, late)),
            "A =; B =; C =; E = 0.6A 0.6B; F = 0.4A 0.4B; ");
  EXPECT_EQ(text_of(changes.made_of(indicators.at("persons"), date::make(2020, 12, 31), late)),
            "C =; E = 0.6C; F = 0.4C; ");
  EXPECT_EQ(text_of(changes.made_of(indicators.at("persons"), early, date::make(2021, 1, 1))),
            "A =; B =; C = 1A 1B; ");
  EXPECT_EQ(text_of(changes.made_of(indicators.at("persons"), late, late)), "");
}

TEST(AreaChanges, SharesOfAnIndicatorAndOfItsGroupComeFirst) {
  const area_changes changes = parse_area_changes(changes_text, "changes.csv", indicators, areas);
  const date since = date::make(2021, 12, 31);
  EXPECT_EQ(text_of(changes.made_of(indicators.at("area"), since, late)),
            "C =; E = 0.5C; F = 0.5C; ");
  EXPECT_EQ(text_of(changes.made_of(indicators.at("forest"), since, late)), "C =; E = 1C; ");
}

TEST(AreaChanges, WithoutALinkForTheIndicatorNothingIsKnown) {
  const area_changes changes = parse_area_changes(
      "from,to,date,kind,share,indicator\nC,E,2022,split,0.5,land\nC,F,2022,split,0.5,land\n",
      "changes.csv", indicators, areas);
  EXPECT_EQ(text_of(changes.made_of(indicators.at("persons"), early, late)), "C =; E = ?; F = ?; ");
}

TEST(AreaChanges, WhatAnAreaKeepsAndWhatAnotherAddsToWhatItHas) {
  const area_tree two =
      parse_areas("code,name,parent,level\nK,k,,county\nA,a,K,town\nB,b,K,town\n", "areas.csv");
  const area_changes changes =
      parse_area_changes("from,to,date,kind,share\nA,A,2020,transfer,90%\nA,B,2020,transfer,10%\n",
                         "changes.csv", indicators, two);
  const std::vector<made_area> made = changes.made_of(0, early, late);
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(to_string(made[0].parts.at(0).share), "0.9");
  ASSERT_EQ(made[1].parts.size(), 2U);
  EXPECT_EQ(to_string(made[1].parts[0].share), "0.1");
  EXPECT_EQ(to_string(made[1].parts[1].share), "1");
  // Both go on with another territory; the county has the same as before.
  ASSERT_EQ(changes.breaks().size(), 2U);
  EXPECT_EQ(changes.breaks()[0], (area_break{two.at("A"), date::make(2020, 1, 1)}));
  EXPECT_EQ(changes.breaks()[1], (area_break{two.at("B"), date::make(2020, 1, 1)}));
}

TEST(AreaChanges, MergerIntoAnAreaThatWasThereAddsToIt) {
  const area_tree two = parse_areas(
      "code,name,parent,level,valid_to\nK,k,,county,\nA,a,K,town,2020\nB,b,K,town,\n", "areas.csv");
  const area_changes changes =
      parse_area_changes("from,to,date,kind\nA,B,2020,merge\n", "changes.csv", indicators, two);
  const std::vector<made_area> made = changes.made_of(0, early, late);
  ASSERT_EQ(made.size(), 2U);
  EXPECT_TRUE(made[0].is_known && made[0].parts.empty());
  ASSERT_EQ(made[1].parts.size(), 2U);
  EXPECT_EQ(two[made[1].parts[0].area].code, "A");
  EXPECT_EQ(to_string(made[1].parts[1].share), "1");
  ASSERT_EQ(changes.breaks().size(), 1U);
  EXPECT_EQ(changes.breaks()[0].area, two.at("B"));
}

TEST(AreaChanges, TownThatLeavesACountyBreaksBothCounties) {
  const area_changes changes = parse_area_changes(changes_text, "changes.csv", indicators, areas);
  std::string text;
  for (const area_break& b : changes.breaks()) {
    text += std::string(areas[b.area].code) + " " + to_string(b.on) + "; ";
  }
  EXPECT_EQ(text, "K 2022-01-01; L 2022-01-01; ");
  EXPECT_EQ(changes.days().size(), 2U);
}

TEST(AreaChanges, TooManyDigitsAreSaidSo) {
  const area_tree chain =
      parse_areas("code,name,parent,level\nK,k,,county\nA,a,K,town\nB,b,K,town\n", "areas.csv");
  std::string text = "from,to,date,kind,share\n";
  for (const char* year : {"2019", "2020", "2021"}) {
    text +=
        std::string("A,A,") + year + ",transfer,0.9999999\nA,B," + year + ",transfer,0.0000001\n";
  }
  const area_changes changes = parse_area_changes(text, "changes.csv", indicators, chain);
  try {
    changes.made_of(0, date::make(2018, 1, 1), late);
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::too_large);
  }
}

}  // namespace
}  // namespace zhibiao
