#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/explain.hpp>
#include <zhibiao/engine/on_areas_of.hpp>
#include <zhibiao/io/area_changes_csv.hpp>
#include <zhibiao/io/areas_csv.hpp>
#include <zhibiao/io/catalog_toml.hpp>
#include <zhibiao/io/observations_csv.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>

namespace zhibiao {
namespace {

constexpr std::string_view catalog_text = R"(
schema = 1
[[indicator]]
id = "persons"
name = "低保人数"
kind = "stock"
unit = "人"
[[indicator]]
id = "paid"
name = "低保金"
kind = "flow"
unit = "元"
decimals = 2
[[indicator]]
id = "villages"
name = "村数"
kind = "stock"
unit = "个"
[[indicator]]
id = "sorted"
name = "分类村数"
kind = "stock"
unit = "个"
[[indicator]]
id = "sort_rate"
name = "分类率"
kind = "rate"
unit = "%"
numerator = "sorted"
denominator = "villages"
[[indicator]]
id = "content"
name = "满意度"
kind = "rate"
unit = "%"
over_areas = "none"
[[indicator]]
id = "score"
name = "评分"
kind = "index"
unit = "分"
over_areas = "none"
)";

// 2020: A and B make N; A2 becomes R; S is divided among S1 and S2; T goes from one county to the
// other; M is new, made of nothing; G gives a part to H.
constexpr std::string_view areas_text =
    "code,name,parent,level,valid_from,valid_to\n"
    "K,甲县,,county,,\n"
    "L,乙县,,county,,\n"
    "A,东乡,K,town,,2020\n"
    "B,西乡,K,town,,2020\n"
    "N,新镇,K,town,2020,\n"
    "A2,旧名乡,K,town,,2020\n"
    "R,新名镇,K,town,2020,\n"
    "S,大镇,K,town,,2020\n"
    "S1,大东镇,K,town,2020,\n"
    "S2,大西镇,K,town,2020,\n"
    "T,边乡,K,town,,2020\n"
    "TL,边镇,L,town,2020,\n"
    "U,乙镇,L,town,,\n"
    "M,开发区,L,town,2020,\n"
    "G,让镇,L,town,,\n"
    "H,得镇,L,town,,\n";

constexpr std::string_view changes_text =
    "from,to,date,kind,share\n"
    "A,N,2020,merge,\nB,N,2020,merge,\n"
    "A2,R,2020,rename,\n"
    "S,S1,2020,split,0.6\nS,S2,2020,split,0.4\n"
    "T,TL,2020,transfer,\n"
    "G,G,2020,transfer,0.75\nG,H,2020,transfer,0.25\n";

class OnAreasOf : public testing::Test {
 protected:
  OnAreasOf() {
    indicators_ = std::make_shared<const catalog>(parse_catalog(catalog_text, "catalog.toml"));
    const area_tree areas = parse_areas(areas_text, "areas.csv");
    changes_ = parse_area_changes(changes_text, "changes.csv", *indicators_, areas);
    areas_ = std::make_shared<const area_tree>(
        areas.with_breaks({changes_.breaks().begin(), changes_.breaks().end()}));
  }

  panel read(const std::string& rows) const {
    panel_builder builder(indicators_, areas_);
    std::string text = "area,indicator,period,value,status\n";
    std::istringstream lines(rows);
    for (std::string line; std::getline(lines, line);) {
      const bool has_status = std::ranges::count(line, ',') == 4;
      text += line + (has_status ? "\n" : ",\n");
    }
    parse_observations(text, "o.csv", builder);
    return builder.build();
  }
  panel comparable(const std::string& rows) const {
    return on_areas_of(read(rows), changes_, date::make(2020, 12, 31));
  }

  result_cell cell(const panel& data, std::string_view area, std::string_view id, int year,
                   measure m = measure::value) const {
    request what;
    what.measures = {m};
    what.areas = {std::string(area)};
    what.indicators = {std::string(id)};
    what.periods = {period::make(frequency::year, year, 1)};
    what.min_coverage = 0.01;
    const result_set results = evaluate(data, what);
    return results.find(areas_->at(area), indicators_->at(id), what.periods[0], m).value();
  }

  void expect(const result_cell& c, double value, status why = status::ok) const {
    EXPECT_EQ(c.why, why) << name(c.why);
    EXPECT_EQ(c.value, value);
  }

  std::shared_ptr<const catalog> indicators_;
  std::shared_ptr<const area_tree> areas_;
  area_changes changes_;
};

TEST_F(OnAreasOf, MergedTownsMakeTheExactBase) {
  const std::string rows =
      "A,paid,2019,0.1\nB,paid,2019,0.2\nN,paid,2020,0.6\nU,paid,2019,1\nU,paid,2020,1\n";
  const panel data = comparable(rows);
  expect(cell(data, "N", "paid", 2019), 0.3);  // and not 0.30000000000000004
  expect(cell(data, "N", "paid", 2020, measure::year_on_year), 100);
  EXPECT_EQ(cell(data, "A", "paid", 2019).why, status::no_such_area);
  expect(cell(data, "U", "paid", 2019), 1);
}

TEST_F(OnAreasOf, MergerLeavesTheCountyItsTotal) {
  const std::string rows = "A,persons,2019,700\nB,persons,2019,320\nN,persons,2020,1000\n";
  expect(cell(read(rows), "K", "persons", 2019), 1020, status::partial);
  expect(cell(comparable(rows), "K", "persons", 2019), 1020, status::partial);
  expect(cell(comparable(rows), "K", "persons", 2020, measure::difference), -20, status::partial);
  // As reported, no town is in both.
  EXPECT_EQ(cell(read(rows), "K", "persons", 2020, measure::difference).why, status::coverage_low);
}

TEST_F(OnAreasOf, TownsThatAreGoneOrNotYetThereAreNotMissing) {
  std::string rows;
  for (const char* a : {"A", "B", "A2", "S", "T"}) rows += std::string(a) + ",persons,2019,10\n";
  for (const char* a : {"N", "R", "S1", "S2"}) rows += std::string(a) + ",persons,2020,10\n";
  const panel data = read(rows);
  expect(cell(data, "K", "persons", 2019), 50);
  EXPECT_EQ(cell(data, "K", "persons", 2019).coverage.members, 5U);
  expect(cell(data, "K", "persons", 2020), 40);
  EXPECT_EQ(cell(data, "K", "persons", 2020).coverage.members, 4U);
  EXPECT_EQ(cell(data, "K", "persons", 2020, measure::year_on_year).coverage.members, 9U);
}

TEST_F(OnAreasOf, ChangeOfNameKeepsAllThatIsSaid) {
  const panel data = comparable("A2,persons,2019,98以上,provisional\nR,persons,2020,100,\n");
  const result_cell base = cell(data, "R", "persons", 2019);
  EXPECT_EQ(base.why, status::bounded);
  EXPECT_EQ(base.known.lower, 98);
  expect(cell(data, "R", "persons", 2020, measure::difference), 2, status::bounded);
}

TEST_F(OnAreasOf, SplitIsEstimatedAndAddsUp) {
  const std::string rows = "S,persons,2019,105\nS1,persons,2020,70\nS2,persons,2020,50\n";
  const panel data = comparable(rows);
  expect(cell(data, "S1", "persons", 2019), 63, status::estimated);
  expect(cell(data, "S2", "persons", 2019), 42, status::estimated);
  EXPECT_EQ(cell(data, "K", "persons", 2019).value, 105);
  EXPECT_EQ(cell(data, "S1", "persons", 2020, measure::difference).why, status::estimated);
}

TEST_F(OnAreasOf, PartThatWasGivenAwayIsAddedToWhatTheOtherHad) {
  const panel data =
      comparable("G,persons,2019,80\nH,persons,2019,30\nG,persons,2020,60\nH,persons,2020,50\n");
  expect(cell(data, "G", "persons", 2019), 60, status::estimated);
  expect(cell(data, "H", "persons", 2019), 50, status::estimated);
  expect(cell(data, "H", "persons", 2020, measure::difference), 0, status::estimated);
}

TEST_F(OnAreasOf, AsReportedATerritoryThatChangedIsNotComparable) {
  const panel data = read(
      "G,persons,2019,80\nH,persons,2019,30\nG,persons,2020,60\nH,persons,2020,50\n"
      "U,persons,2019,5\nU,persons,2020,6\n");
  EXPECT_EQ(cell(data, "H", "persons", 2020, measure::year_on_year).why, status::not_comparable);
  EXPECT_EQ(cell(data, "G", "persons", 2020, measure::year_on_year).why, status::not_comparable);
  expect(cell(data, "U", "persons", 2020, measure::difference), 1);
  EXPECT_EQ(cell(data, "L", "persons", 2020, measure::difference).why, status::not_comparable);
}

TEST_F(OnAreasOf, TransferMovesTheTotalsOfBothCounties) {
  const std::string rows = "A2,persons,2019,7\nT,persons,2019,10\nU,persons,2019,20\n";
  expect(cell(read(rows), "K", "persons", 2019), 17, status::partial);
  expect(cell(read(rows), "L", "persons", 2019), 20, status::partial);
  expect(cell(comparable(rows), "K", "persons", 2019), 7, status::partial);
  expect(cell(comparable(rows), "L", "persons", 2019), 30, status::partial);
}

TEST_F(OnAreasOf, WithoutPredecessorNothingIsComparable) {
  const std::string rows = "U,persons,2019,20\nM,persons,2020,5\n";
  for (const panel& data : {read(rows), comparable(rows)}) {
    EXPECT_EQ(cell(data, "M", "persons", 2019).why, status::no_such_area);
    for (const measure m : {measure::year_on_year, measure::difference}) {
      EXPECT_EQ(cell(data, "M", "persons", 2020, m).why, status::not_comparable);
    }
  }
}

TEST_F(OnAreasOf, RatesAreDividedAgainFromTheirParts) {
  const panel data = comparable(
      "A,sorted,2019,18\nA,villages,2019,20\nB,sorted,2019,4\nB,villages,2019,10\n"
      "A,sort_rate,2019,90\nB,sort_rate,2019,40\n");
  const result_cell rate = cell(data, "N", "sort_rate", 2019);
  EXPECT_EQ(rate.why, status::ok);
  EXPECT_EQ(rate.value, 22.0 * 100 / 30);
}

TEST_F(OnAreasOf, StatedRateIsWeighedInheritedOrRefused) {
  const panel data = comparable(
      "A,sort_rate,2019,90\nA,villages,2019,20\nB,sort_rate,2019,40\nB,villages,2019,10\n"
      "S,sort_rate,2019,50\nS,score,2019,7\nS,content,2019,80\nA,content,2019,80\n"
      "B,content,2019,60\nA2,score,2019,9\n");
  const result_cell mean = cell(data, "N", "sort_rate", 2019, measure::stated);
  EXPECT_EQ(mean.why, status::estimated);
  EXPECT_EQ(mean.value, 2200.0 / 30);
  expect(cell(data, "S1", "sort_rate", 2019), 50, status::estimated);
  expect(cell(data, "S2", "content", 2019), 80, status::estimated);
  EXPECT_EQ(cell(data, "N", "content", 2019).why, status::not_comparable);  // nothing to weigh by
  EXPECT_EQ(cell(data, "S1", "score", 2019).why, status::not_comparable);
  expect(cell(data, "R", "score", 2019), 9);
}

TEST_F(OnAreasOf, WhatOnePredecessorDidNotReportIsNotReported) {
  const panel data = comparable("A,persons,2019,700\nN,persons,2020,1000\n");
  EXPECT_EQ(cell(data, "N", "persons", 2019).why, status::not_reported);
  EXPECT_EQ(cell(data, "N", "persons", 2020, measure::year_on_year).why, status::base_not_reported);
}

TEST_F(OnAreasOf, WithheldAndEstimatedFiguresStaySo) {
  const panel data = comparable(
      "A,persons,2019,700,suppressed\nB,persons,2019,320,\nA,paid,2019,1,estimated\n"
      "B,paid,2019,2,\n");
  EXPECT_EQ(cell(data, "N", "persons", 2019).why, status::suppressed);
  expect(cell(data, "N", "paid", 2019), 3, status::estimated);
}

TEST_F(OnAreasOf, BoundsAddUp) {
  const panel data = comparable("A,persons,2019,98以上\nB,persons,2019,100\n");
  const result_cell c = cell(data, "N", "persons", 2019);
  EXPECT_EQ(c.why, status::bounded);
  EXPECT_EQ(c.value, 198);
  EXPECT_EQ(c.known.lower, 198);
  EXPECT_TRUE(std::isinf(c.known.upper));
}

TEST_F(OnAreasOf, OwnReportOfACountyIsOfItsFormerTowns) {
  const panel data = comparable("K,content,2019,90\nK,content,2020,91\nU,content,2019,80\n");
  EXPECT_EQ(cell(data, "K", "content", 2019).why, status::not_comparable);
  expect(cell(data, "K", "content", 2020), 91);
  EXPECT_EQ(cell(data, "K", "content", 2020, measure::difference).why, status::not_comparable);
}

TEST_F(OnAreasOf, ExplanationNamesThePredecessors) {
  const panel data = comparable(
      "S,persons,2019,100\nA,persons,2019,1\nB,persons,2019,2\n"
      "N,persons,2020,4\nS1,persons,2020,70\n");
  const period at = period::make(frequency::year, 2020, 1);
  const auto text = [&](std::string_view area, language lang) {
    return to_string(explain(data, {}, areas_->at(area), indicators_->at("persons"), at,
                             measure::year_on_year, lang),
                     lang);
  };
  EXPECT_NE(text("N", language::zh).find("按可比口径：东乡 + 西乡"), std::string::npos);
  EXPECT_NE(text("S1", language::en).find("on the comparable basis: 大镇 × 0.6"),
            std::string::npos);
}

TEST_F(OnAreasOf, ChangesAfterTheDayAreLeftAlone) {
  const panel data =
      on_areas_of(read("A,persons,2019,1\nN,persons,2020,2\n"), changes_, date::make(2019, 12, 31));
  expect(cell(data, "A", "persons", 2019), 1);
  expect(cell(data, "N", "persons", 2020), 2);
  EXPECT_EQ(cell(data, "A", "persons", 2020).why, status::no_such_area);
}

TEST_F(OnAreasOf, FigureOfAnAreaThatIsNotThereIsAFaultWithItsLine) {
  try {
    read("A,persons,2020,1\nN,persons,2019,\nN,persons,2018,3\n");
    FAIL();
  } catch (const input_error& e) {
    ASSERT_EQ(e.faults().errors(), 2U);
    EXPECT_EQ(e.faults().kept()[0].code, errc::area_not_valid);
    EXPECT_EQ(e.faults().kept()[0].where.line, 2);
    EXPECT_EQ(e.faults().kept()[0].message,
              "expected a period in which there is the area A, valid [..., 2020-01-01), found "
              "2020");
    EXPECT_EQ(e.faults().kept()[1].where.line, 4);
  }
}

}  // namespace
}  // namespace zhibiao
