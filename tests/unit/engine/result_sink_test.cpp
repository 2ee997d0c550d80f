#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/value/error.hpp>

#include "support/copying_source.hpp"
#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

using test::cell_of;
using test::copying_source;
using test::hand_panel;

panel three_years() {
  hand_panel h;
  h.set("A", "amount", "2019", "50").set("A", "amount", "2020", "60余");
  h.set("A", "amount", "2021", "90").set("B", "amount", "2021", "30");
  h.set("A", "persons", "2021", "8").set("C", "amount", "2021-M02", "7");
  return h.build();
}

/// Writes down what it is handed.
class listing_sink final : public result_sink {
 public:
  explicit listing_sink(const catalog& indicators) : indicators_(indicators) {}

  void take(const result_slab& slab) override {
    slabs.push_back(std::string(name(slab.measure)) + " " + indicators_[slab.indicator].id + " " +
                    to_string(slab.periods.front()) + ".." + to_string(slab.periods.back()));
    for (std::size_t a = 0; a < slab.areas.size(); ++a) {
      for (std::size_t p = 0; p < slab.periods.size(); ++p) cells.push_back(slab.at(a, p));
    }
  }

  std::vector<std::string> slabs;
  std::vector<result_cell> cells;

 private:
  const catalog& indicators_;
};

TEST(ResultSink, IsHandedSlabsByBlockIndicatorPeriodsAndMeasure) {
  const panel p = three_years();
  request r;
  r.measures = {measure::year_on_year, measure::value};
  r.indicators = {"amount", "persons"};
  listing_sink sink(p.catalog());
  evaluate(copying_source(p, 2), r, sink);
  EXPECT_EQ(sink.slabs,
            (std::vector<std::string>{"year_on_year persons 2019..2020", "value persons 2019..2020",
                                      "year_on_year persons 2021..2021", "value persons 2021..2021",
                                      "year_on_year amount 2019..2020", "value amount 2019..2020",
                                      "year_on_year amount 2021..2021", "value amount 2021..2021",
                                      "year_on_year amount 2021-M02..2021-M02",
                                      "value amount 2021-M02..2021-M02"}));
  EXPECT_EQ(sink.cells.size(), evaluate(p, r).size());
}

TEST(ResultSink, CellsComeWithTheirIntervalAndCoverage) {
  const panel p = three_years();
  request r;
  r.indicators = {"amount"};
  r.periods = {parse_period("2020"), parse_period("2021")};
  r.min_coverage = 0.5;
  listing_sink sink(p.catalog());
  evaluate(panel_source(p), r, sink);
  ASSERT_EQ(sink.cells.size(), 8U);
  EXPECT_EQ(sink.cells[0].known, (interval{60, 70, true, true}));
  EXPECT_EQ(sink.cells[0].coverage.counted, 1U);
  const result_cell county = sink.cells[7];
  EXPECT_EQ(county.value, 120);
  EXPECT_EQ(county.why, status::partial);
  EXPECT_EQ(county.coverage.counted, 2U);
  EXPECT_EQ(county.coverage.members, 3U);
}

TEST(ResultSink, PeriodsBeyondTheFiguresAreHandedOverToo) {
  const panel p = three_years();
  request r;
  r.indicators = {"amount"};
  r.areas = {"A"};
  r.periods = {parse_period("2015"), parse_period("2021"), parse_period("2030")};
  listing_sink sink(p.catalog());
  evaluate(panel_source(p), r, sink);
  EXPECT_EQ(sink.slabs,
            (std::vector<std::string>{"value amount 2015..2015", "value amount 2021..2021",
                                      "value amount 2030..2030"}));
  EXPECT_EQ(sink.cells[0].why, status::not_reported);
  EXPECT_EQ(sink.cells[1].value, 90);
}

TEST(ResultSink, WhatItThrowsIsPassedOn) {
  class full final : public result_sink {
    void take(const result_slab&) override { throw std::runtime_error("no space left"); }
  } sink;
  EXPECT_THROW(evaluate(panel_source(three_years()), {}, sink), std::runtime_error);
}

TEST(ResultSink, ProgressGoesFromSlabToSlab) {
  struct seen {
    std::vector<double> done;
    std::size_t at_most = 100;
  } log;
  const panel p = three_years();
  request r;
  r.indicators = {"amount"};
  r.periods = {parse_period("2019"), parse_period("2020"), parse_period("2021")};
  r.progress.user = &log;
  r.progress.call = [](void* user, double done) {
    seen& s = *static_cast<seen*>(user);
    s.done.push_back(done);
    return s.done.size() < s.at_most;
  };
  listing_sink sink(p.catalog());
  evaluate(copying_source(p, 1), r, sink);
  EXPECT_EQ(log.done, (std::vector<double>{1.0 / 3, 2.0 / 3, 1}));

  log = {{}, 2};
  try {
    evaluate(copying_source(p, 1), r, sink);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::cancelled);
  }
  EXPECT_EQ(log.done.size(), 2U);
}

TEST(ResultSink, TakesNoMemoryOfTheRequest) {
  const panel p = three_years();
  request r;
  r.outputs.resize(1);
  listing_sink sink(p.catalog());
  EXPECT_THROW(evaluate(panel_source(p), r, sink), error);
}

TEST(FigureSource, CollectedResultsKeepItsFrame) {
  const panel p = three_years();
  request r;
  r.measures = {measure::year_on_year};
  const result_set results = evaluate(copying_source(p, 1), r);
  EXPECT_EQ(results.panel().areas()[3].code, "K1");
  const auto cell = results.find(p.areas().at("A"), p.catalog().at("amount"), parse_period("2021"),
                                 measure::year_on_year);
  ASSERT_TRUE(cell);
  EXPECT_EQ(cell->why, cell_of(p, measure::year_on_year, "A", "amount", "2021").why);
}

}  // namespace
}  // namespace zhibiao
