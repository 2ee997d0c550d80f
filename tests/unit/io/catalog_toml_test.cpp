#include <zhibiao/io/catalog_toml.hpp>

#include "support/faults_at.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using zhibiao::area_aggregation;
using zhibiao::catalog;
using zhibiao::direction;
using zhibiao::errc;
using zhibiao::fault_list;
using zhibiao::form;
using zhibiao::indicator;
using zhibiao::indicator_kind;
using zhibiao::interval;
using zhibiao::parse_catalog;
using zhibiao::time_aggregation;
using zhibiao::test::faults_at;
using zhibiao::test::faults_of;

using texts = std::vector<std::string>;

constexpr double inf = std::numeric_limits<double>::infinity();

catalog parse(const std::string& text) { return parse_catalog(text, "catalog.toml"); }

texts faults(const std::string& text) {
  return faults_at(faults_of([&] { parse(text); }));
}

TEST(CatalogToml, ReadsEveryKey) {
  const catalog c = parse(R"(
schema = 1
title = { zh = "目录", en = "catalogue" }
[[group]]
id = "base"
name = "基础"
[[indicator]]
id = "households"
name = { zh = "户数", en = "households" }
group = "base"
kind = "stock"
unit = "户"
definition = { en = "Households." }
[[indicator]]
id = "size"
name = "户均人口"
kind = "mean"
unit = "人/户"
decimals = 2
direction = "range"
range = [1, 6.5]
weight = "households"
over_areas = "weighted_mean"
over_time = "none"
limits = [1, inf]
min_base = 3
min_coverage = 0.5
form = "single"
)");
  ASSERT_EQ(c.size(), 2U);
  ASSERT_EQ(c.groups().size(), 1U);
  EXPECT_EQ(c.groups()[0].name.zh, "基础");
  const indicator& size = c[c.at("size")];
  EXPECT_EQ(size.name.zh, "户均人口");
  EXPECT_EQ(size.kind, indicator_kind::mean);
  EXPECT_EQ(to_string(size.unit), "人/户");
  EXPECT_EQ(size.decimals, 2);
  EXPECT_EQ(size.direction, direction::range);
  EXPECT_EQ(size.range, (interval{1, 6.5, false, false}));
  EXPECT_EQ(size.weight, "households");
  EXPECT_EQ(size.over_areas, area_aggregation::weighted_mean);
  EXPECT_EQ(size.over_time, time_aggregation::none);
  EXPECT_EQ(size.limits, (interval{1, inf, false, false}));
  EXPECT_EQ(size.min_base, 3);
  EXPECT_EQ(size.min_coverage, 0.5);
  EXPECT_EQ(size.form, form::single);
  EXPECT_EQ(to_string(size.defined_at), "catalog.toml:14:1");
  EXPECT_EQ(c[c.at("households")].definition.en, "Households.");
}

struct default_row {
  std::string_view kind;
  std::string_view unit;
  std::string_view more;
  area_aggregation over_areas;
  time_aggregation over_time;
  interval limits;
  double min_base;
};

TEST(CatalogToml, FillsInDefaultsByKind) {
  using enum area_aggregation;
  constexpr auto last = time_aggregation::last;
  const interval positive{0, inf, false, false};
  const std::string parts = "numerator = \"n\"\ndenominator = \"d\"\n";
  const std::string weight = "weight = \"d\"\n";
  const default_row rows[] = {
      {"flow", "户", "", sum, time_aggregation::sum, positive, 10},
      {"flow", "人次", "", sum, time_aggregation::sum, positive, 10},
      {"flow", "万元", "", sum, time_aggregation::sum, positive, 0},
      {"stock", "个", "", sum, last, positive, 10},
      {"stock", "亩", "", sum, last, positive, 0},
      {"rate", "%", "", none, last, {0, 100, false, false}, 0},
      {"rate", "‰", "", none, last, {0, 1000, false, false}, 0},
      {"rate", "%", parts, ratio_of_sums, last, {0, 100, false, false}, 0},
      {"rate", "%", weight, weighted_mean, last, {0, 100, false, false}, 0},
      {"mean", "元/人", "", none, last, positive, 0},
      {"mean", "元/人", weight, weighted_mean, last, positive, 0},
      {"index", "", "", none, last, {}, 0},
      {"index", "分", weight, weighted_mean, last, {}, 0},
      {"binary", "", "", sum, last, {0, 1, false, false}, 0},
  };
  for (const default_row& r : rows) {
    std::string text = "schema = 1\n";
    for (const std::string id : {"n", "d"}) {
      text += "[[indicator]]\nid = \"" + id + "\"\nname = \"x\"\nkind = \"stock\"\nunit = \"个\"\n";
    }
    text += "[[indicator]]\nid = \"x\"\nname = \"x\"\nkind = \"" + std::string(r.kind) + "\"\n";
    if (!r.unit.empty()) text += "unit = \"" + std::string(r.unit) + "\"\n";
    SCOPED_TRACE(text += r.more);
    const catalog c = parse(text);
    const indicator& i = c[c.at("x")];
    EXPECT_EQ(i.over_areas, r.over_areas);
    EXPECT_EQ(i.over_time, r.over_time);
    EXPECT_EQ(i.limits, r.limits);
    EXPECT_EQ(i.min_base, r.min_base);
    EXPECT_EQ(i.min_coverage, 2.0 / 3.0);
    EXPECT_EQ(i.decimals, 0);
    EXPECT_EQ(i.direction, direction::none);
    EXPECT_EQ(i.form, std::nullopt);
  }
}

struct faulty {
  std::string line;
  texts wanted;
};

TEST(CatalogToml, ReportsEveryFaultOfAnIndicator) {
  // The line in question is the seventh of the file.
  const std::string before =
      "schema = 1\n[[indicator]]\nid = \"a\"\nname = \"甲\"\nkind = \"flow\"\nunit = \"户\"\n";
  const faulty cases[] = {
      {"decimal = 2", {"7:1 unknown-key"}},
      {"decimals = 2.0", {"7:12 wrong-type"}},
      {"decimals = 100", {"2:1 bad-definition"}},
      {"decimals = 9223372036854775807", {"2:1 bad-definition"}},
      {"limits = 3", {"7:10 wrong-type"}},
      {"limits = [3]", {"7:10 wrong-type"}},
      {"limits = [0, \"x\"]", {"7:14 wrong-type"}},
      {"limits = [0, nan]", {"7:14 not-finite"}},
      {"limits = [2, 1]", {"2:1 bad-definition"}},
      {"min_base = \"x\"", {"7:12 wrong-type"}},
      {"min_coverage = true", {"7:16 wrong-type"}},
      {"direction = \"upp\"", {"7:13 bad-definition"}},
      {"direction = 2021-01-01", {"7:13 wrong-type"}},
      {"over_areas = \"mean\"", {"7:14 bad-definition"}},
      {"over_time = []", {"7:13 wrong-type"}},
      {"form = \"monthly\"", {"7:8 bad-definition"}},
      {"group = \"none\"", {"2:1 unknown-reference"}},
      {"weight = \"zz\"", {"2:1 unknown-reference"}},
      {"definition = { zh = 1, cn = \"x\" }", {"7:21 wrong-type", "7:24 unknown-key"}},
      {"definition = 4", {"7:14 wrong-type"}},
      {"id = \"b\"", {"7:4 bad-toml"}},
      {"x", {"7:2 bad-toml"}},
  };
  for (const faulty& c : cases) {
    SCOPED_TRACE(c.line);
    const texts found = faults(before + c.line + "\n");
    if (c.wanted[0].ends_with("bad-toml")) {
      ASSERT_EQ(found.size(), 1U);
      EXPECT_TRUE(found[0].starts_with("7:")) << found[0];
      EXPECT_TRUE(found[0].ends_with("bad-toml")) << found[0];
    } else {
      EXPECT_EQ(found, c.wanted);
    }
  }
}

TEST(CatalogToml, ReportsEveryFaultOfTheFile) {
  EXPECT_EQ(faults("[[indicator]]\nkind = \"flow\"\n"),
            (texts{"1:1 missing-key", "1:1 missing-key", "1:1 missing-key", "1:1 missing-key"}));
  EXPECT_EQ(faults("schema = 2\nnews = 1\n"), texts{"1:10 bad-definition"});
  EXPECT_EQ(faults("schema = \"1\"\n"), texts{"1:10 wrong-type"});
  EXPECT_EQ(faults("schema = 1\nindicators = 3\n"), texts{"2:1 unknown-key"});
  EXPECT_EQ(faults("schema = 1\nindicator = 3\ngroup = [1]\n"),
            (texts{"2:13 wrong-type", "3:10 wrong-type"}));
  EXPECT_EQ(faults("schema = 1\ntitle = 3\n[[group]]\nid = \"a\"\n[[group]]\nid = \"a\"\nname = "
                   "\"x\"\n"),
            (texts{"2:9 wrong-type", "3:1 missing-key", "6:6 duplicate-id"}));
  EXPECT_EQ(
      faults("schema = 1\n[[indicator]]\nid = \"\"\nname=\"x\"\nkind=\"mean\"\nunit=\"亩啊\"\n"),
      (texts{"3:6 missing-value", "6:6 not-a-unit"}));
  EXPECT_EQ(faults("schema = 1\n中 = 1\n"), texts{"2:1 bad-toml"});
  EXPECT_EQ(faults("schema = 1\n[[=\n"), texts{"2:3 bad-toml"});
  EXPECT_EQ(faults("schema = 1\n[indicator]\n"), texts{"2:1 wrong-type"});
}

TEST(CatalogToml, SaysNothingThatFollowsFromAnotherFault) {
  // b has no good kind, so what a flow may have is no question; c refers to it all the same.
  EXPECT_EQ(faults("schema = 1\n"
                   "[[indicator]]\nid = \"b\"\nname = \"b\"\nkind = \"rat\"\nunit = \"%\"\n"
                   "numerator = \"zz\"\ndenominator = \"zz\"\n"
                   "[[indicator]]\nid = \"c\"\nname = \"c\"\nkind = \"flow\"\nunit = \"户\"\n"
                   "weight = \"b\"\n"),
            texts{"5:8 bad-definition"});
}

TEST(CatalogToml, NamesTheNearest) {
  const fault_list found = faults_of([] {
    parse("schema = 1\n[[indicator]]\nid = \"a\"\nname = \"a\"\nkind = \"flw\"\nunti = \"户\"\n");
  });
  ASSERT_EQ(found.kept().size(), 2U);
  EXPECT_EQ(
      to_string(found.kept()[0]),
      "catalog.toml:5:8, indicator 'a': error: kind: expected flow, stock, rate, mean, index, "
      "binary or growth, found 'flw' [bad-definition]");
  EXPECT_EQ(to_string(found.kept()[1]),
            "catalog.toml:6:1, indicator 'a': error: the key 'unti' has no meaning in an "
            "indicator; did you mean 'unit'? [unknown-key]");
}

TEST(CatalogToml, NoIndicatorsAreAnEmptyCatalogueAndAWarning) {
  for (const std::string_view text : {"", " \n", "\xEF\xBB\xBF", "schema = 1\n"}) {
    SCOPED_TRACE(testing::PrintToString(text));
    fault_list warnings;
    EXPECT_EQ(parse_catalog(text, "catalog.toml", &warnings).size(), 0U);
    EXPECT_EQ(faults_at(warnings), texts{"warning 0:0 empty-file"});
  }
}

TEST(CatalogToml, TakesMarkAndCarriageReturns) {
  EXPECT_EQ(parse("\xEF\xBB\xBFschema = 1\r\n[[indicator]]\r\nid = \"a\"\r\nname = \"a\"\r\n"
                  "kind = \"index\"\r\n")
                .size(),
            1U);
}

TEST(CatalogToml, ManyFaultsStayReadable) {
  std::string text = "schema = 1\n";
  for (int i = 0; i < 10'000; ++i) text += "[[indicator]]\nkind = \"x\"\n";
  const fault_list found = faults_of([&] { parse(text); });
  EXPECT_EQ(found.errors(), 30'000U);
  EXPECT_EQ(found.kept().size(), 100U);
}

TEST(CatalogToml, ReadsTheCatalogueOfTheProject) {
  fault_list warnings;
  const catalog c = zhibiao::read_catalog(ZB_SOURCE_DIR "/data/catalog.toml", &warnings);
  EXPECT_GT(c.size(), 50U);
  EXPECT_EQ(warnings.warnings(), 0U);
}

TEST(CatalogToml, AFileThatIsNoTextIsOneError) {
  const zhibiao::test::temporary_folder folder;
  try {
    zhibiao::read_catalog(folder.write("catalog.toml", "schema = 1\n# \xB1\xEA\n"));
    ADD_FAILURE();
  } catch (const zhibiao::error& e) {
    EXPECT_EQ(e.code(), errc::wrong_encoding);
    EXPECT_EQ(e.where().line, 2);
    EXPECT_EQ(e.where().column, 3);
  }
}

}  // namespace
