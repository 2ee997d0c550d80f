#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/csv_reader.hpp>
#include <zhibiao/io/result_csv.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

std::string csv_of(request what, language lang = language::zh) {
  const data_set data = test::small_county();
  what.targets = &data.targets;
  return to_csv(evaluate(data.panel, what), lang);
}

request at_2021(std::vector<std::string> areas, std::vector<std::string> indicators,
                std::vector<measure> measures) {
  request what;
  what.measures = std::move(measures);
  what.areas = std::move(areas);
  what.indicators = std::move(indicators);
  what.periods = {parse_period("2021")};
  return what;
}

TEST(ResultCsv, OneRowACell) {
  EXPECT_EQ(csv_of(at_2021({"990101101000"}, {"amount", "cover"},
                           {measure::value, measure::year_on_year})),
            "area,indicator,period,measure,value,status,lower,upper,unit,coverage,method\n"
            "990101101000,amount,2021,value,3667070,ok,3667070,3667070,元,1,\n"
            "990101101000,amount,2021,year_on_year,,base_not_reported,,,%,1,\n"
            "990101101000,cover,2021,value,98,bounded,98,100,%,1,\n"
            "990101101000,cover,2021,year_on_year,,base_not_reported,,,百分点,1,\n");
}

TEST(ResultCsv, AreasAboveTheTownsHaveTheirCoverage) {
  const std::string text =
      csv_of(at_2021({"990101000000"}, {"persons", "land"}, {measure::value}), language::en);
  EXPECT_NE(text.find("990101000000,persons,2021,value,1251,partial,1251,1251,person,0.75,\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(",land,2021,value,,coverage_low,,,mu,0.25,\n"), std::string::npos) << text;
}

TEST(ResultCsv, ASideWithoutABoundIsEmpty) {
  const data_set data = test::small_county();
  panel_builder builder(data.catalog, data.areas);
  observation o;
  o.area = data.areas->at("990101101000");
  o.indicator = *data.catalog->find("persons");
  o.period = parse_period("2021");
  o.value = parse_quantity("超过6人");
  builder.add(o);
  const std::string text =
      to_csv(evaluate(builder.build(), at_2021({"990101101000"}, {"persons"}, {measure::value})));
  EXPECT_NE(text.find(",value,6,bounded,6,,人,1,\n"), std::string::npos) << text;
}

TEST(ResultCsv, NumbersReadBackAsTheSameDouble) {
  const data_set data = test::small_county();
  const result_set results = evaluate(data.panel, {});
  const std::string text = to_csv(results);
  std::vector<double> values;
  results.for_each([&](const result_cell& c) {
    if (has_number(c.why)) values.push_back(c.value);
  });
  fault_list faults;
  csv_reader reader(text, "results.csv", faults);
  std::size_t n = 0;
  while (reader.next()) {
    const std::string_view field = reader[4];
    if (field.empty()) continue;
    double read = 0;
    std::from_chars(field.data(), field.data() + field.size(), read);
    ASSERT_LT(n, values.size());
    EXPECT_EQ(read, values[n]) << field;
    EXPECT_EQ(field.find('e'), std::string_view::npos) << field;
    ++n;
  }
  EXPECT_EQ(n, values.size());
  EXPECT_EQ(faults.errors(), 0U);
}

TEST(ResultCsv, SizesAPersonCanReadHaveNoExponent) {
  const data_set data = test::small_county();
  struct number_row {
    double value;
    const char* text;
  };
  for (const number_row& row : {number_row{300000, "300000"}, number_row{0.1, "0.1"},
                                number_row{-0.0, "0"}, number_row{1e17, "100000000000000000"},
                                number_row{1e22, "1e+22"}, number_row{1.25e-7, "1.25e-07"}}) {
    panel_builder builder(data.catalog, data.areas);
    builder.add("990101101000", "profit", parse_period("2021"), row.value);
    const std::string text =
        to_csv(evaluate(builder.build(), at_2021({"990101101000"}, {"profit"}, {measure::value})));
    EXPECT_NE(text.find(",value," + std::string(row.text) + ",ok,"), std::string::npos) << text;
  }
}

TEST(ResultCsv, NoCellsIsAHeader) {
  EXPECT_TRUE(to_csv(result_set()).starts_with("area,indicator,"));
}

/// The lines, for texts that have the same in another order.
std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  std::ranges::sort(lines);
  return lines;
}

TEST(CsvSink, PassesOnTheRowsOfToCsv) {
  const data_set data = test::small_county();
  request what;
  what.measures = {measure::value, measure::year_on_year};
  what.statistics = {{}};
  const panel_source figures(data.panel);
  std::string passed_on;
  csv_sink sink(figures.frame(), language::en, [&](std::string_view text) { passed_on += text; });
  evaluate(figures, what, sink);
  sink.finish();
  const std::string all = to_csv(evaluate(data.panel, what), language::en);
  EXPECT_EQ(sorted_lines(passed_on), sorted_lines(all));
  EXPECT_EQ(passed_on.substr(0, passed_on.find('\n')), all.substr(0, all.find('\n')));
}

TEST(CsvSink, PassesOnTheHeaderWhereNothingWasTaken) {
  const data_set data = test::small_county();
  std::string passed_on;
  csv_sink sink(data.panel, language::zh, [&](std::string_view text) { passed_on += text; });
  EXPECT_EQ(passed_on, "");
  sink.finish();
  EXPECT_EQ(passed_on,
            "area,indicator,period,measure,value,status,lower,upper,unit,coverage,method\n");
}

TEST(CsvSink, WhatTheConsumerThrowsIsPassedOn) {
  const data_set data = test::small_county();
  csv_sink sink(data.panel, language::zh, [](std::string_view) { throw 7; });
  EXPECT_THROW(sink.finish(), int);
}

}  // namespace
}  // namespace zhibiao
