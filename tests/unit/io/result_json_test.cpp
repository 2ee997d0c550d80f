#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/io/result_json.hpp>
#include <zhibiao/version.hpp>

#include "support/small_county.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao {
namespace {

request persons_of_2021() {
  request what;
  what.measures = {measure::value, measure::year_on_year};
  what.indicators = {"persons", "cover"};
  what.periods = {parse_period("2021")};
  return what;
}

TEST(ResultJson, IsWhatTheCellsSay) {
  const data_set data = test::small_county();
  const result_set results = evaluate(data.panel, persons_of_2021());
  const nlohmann::json document = nlohmann::json::parse(to_json(results, language::en));
  EXPECT_EQ(document["zhibiao"], ZB_VERSION_STRING);
  ASSERT_EQ(document["cells"].size(), results.size());
  std::size_t i = 0;
  results.for_each([&](const result_cell& c) {
    const nlohmann::json& cell = document["cells"][i++];
    EXPECT_EQ(cell["area"], (*data.areas)[c.area].code);
    EXPECT_EQ(cell["indicator"], (*data.catalog)[c.indicator].id);
    EXPECT_EQ(cell["indicator_name"], (*data.catalog)[c.indicator].name.en);
    EXPECT_EQ(cell["period"], "2021");
    EXPECT_EQ(cell["measure"], std::string(name(c.measure)));
    EXPECT_EQ(cell["status"], std::string(name(c.why)));
    EXPECT_EQ(cell["value"].is_null(), !has_number(c.why));
    if (has_number(c.why)) {
      EXPECT_EQ(cell["value"].get<double>(), c.value);
    }
    EXPECT_EQ(cell["members"].is_null(), data.areas->is_leaf(c.area));
  });
}

TEST(ResultJson, BoundsAreNumbersAndKeysHaveAnOrder) {
  const data_set data = test::small_county();
  request what = persons_of_2021();
  what.areas = {"990101101000"};
  what.indicators = {"cover"};
  what.measures = {measure::value};
  EXPECT_EQ(to_json(evaluate(data.panel, what)),
            "{\"zhibiao\":\"" ZB_VERSION_STRING
            "\",\"cells\":[\n"
            "{\"area\":\"990101101000\",\"area_name\":\"东镇\",\"level\":\"town\","
            "\"indicator\":\"cover\",\"indicator_name\":\"参合率\",\"period\":\"2021\","
            "\"measure\":\"value\",\"value\":98.0,\"status\":\"bounded\",\"lower\":98.0,"
            "\"upper\":100.0,\"unit\":\"%\",\"coverage\":1.0,\"method\":null,\"counted\":null,"
            "\"members\":null}\n"
            "]}\n");
}

TEST(ResultJson, AnOpenEndIsToldWhereThereIsOne) {
  const data_set data = test::small_county();
  request what = persons_of_2021();
  what.areas = {"990101101000"};
  what.indicators = {"land", "persons"};
  what.measures = {measure::value};
  const nlohmann::json cells = nlohmann::json::parse(to_json(evaluate(data.panel, what)))["cells"];
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0]["indicator"], "persons");
  EXPECT_EQ(cells[0]["lower"], 751.0);
  EXPECT_EQ(cells[0]["upper"], 751.0);
  EXPECT_FALSE(cells[0].contains("lower_open"));
  EXPECT_EQ(cells[1]["lower"], 9800.0);
  EXPECT_EQ(cells[1]["lower_open"], true);
  EXPECT_EQ(cells[1]["upper_open"], true);
}

TEST(ResultJson, NoCellsIsAnEmptyList) {
  EXPECT_EQ(to_json(result_set()), "{\"zhibiao\":\"" ZB_VERSION_STRING "\",\"cells\":[]}\n");
}

TEST(ResultJson, ANameThatIsNoUtf8DoesNotCostTheDocument) {
  const data_set data = test::small_county();
  area town;
  town.code = "990101101000";
  town.name = "\xB1\xE0";
  const auto areas = std::make_shared<const area_tree>(area_tree::make({town}));
  panel_builder builder(data.catalog, areas);
  builder.add("990101101000", "persons", parse_period("2021"), 5);
  const std::string text = to_json(evaluate(builder.build(), {}));
  EXPECT_EQ(nlohmann::json::parse(text)["cells"][0]["value"], 5.0);
}

/// The lines, for texts that have the same in another order, whichever is the last.
std::vector<std::string> sorted_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with(',')) line.pop_back();
    lines.push_back(line);
  }
  std::ranges::sort(lines);
  return lines;
}

TEST(JsonSink, PassesOnTheObjectsOfToJson) {
  const data_set data = test::small_county();
  request what = persons_of_2021();
  what.statistics = {{}};
  const panel_source figures(data.panel);
  std::string passed_on;
  json_sink sink(figures.frame(), language::en, [&](std::string_view text) { passed_on += text; });
  evaluate(figures, what, sink);
  sink.finish();
  EXPECT_EQ(sorted_lines(passed_on),
            sorted_lines(to_json(evaluate(data.panel, what), language::en)));
  EXPECT_TRUE(nlohmann::json::accept(passed_on));
}

TEST(JsonSink, IsAnEmptyListWhereNothingWasTaken) {
  const data_set data = test::small_county();
  std::string passed_on;
  json_sink sink(data.panel, language::zh, [&](std::string_view text) { passed_on += text; });
  sink.finish();
  EXPECT_EQ(nlohmann::json::parse(passed_on)["cells"], nlohmann::json::array());
}

}  // namespace
}  // namespace zhibiao
