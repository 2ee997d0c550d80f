#include <zhibiao/panel/catalog.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

indicator flow(std::string id, std::string_view u) {
  indicator i;
  i.id = std::move(id);
  i.unit = parse_unit(u);
  return i;
}

indicator quotient(std::string id, indicator_kind kind, std::string_view u, std::string numerator,
                   std::string denominator) {
  indicator i = flow(std::move(id), u);
  i.kind = kind;
  i.numerator = std::move(numerator);
  i.denominator = std::move(denominator);
  i.over_areas = area_aggregation::ratio_of_sums;
  i.over_time = time_aggregation::last;
  return i;
}

// persons, amount (万元), insured, and a rate with parts, each on the line of its number.
std::vector<indicator> good() {
  std::vector<indicator> list = {flow("persons", "人"), flow("amount", "万元"),
                                 flow("insured", "人"),
                                 quotient("rate", indicator_kind::rate, "%", "insured", "persons")};
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].defined_at.line = static_cast<std::int64_t>(i) + 1;
  }
  return list;
}

std::vector<std::string> faults_of(std::vector<indicator> list,
                                   std::vector<indicator_group> groups = {}) {
  std::vector<std::string> texts;
  try {
    catalog::make(std::move(list), std::move(groups));
  } catch (const input_error& e) {
    for (const fault& f : e.faults().kept()) texts.push_back(to_string(f));
  }
  return texts;
}

struct row {
  const char* rule;
  std::function<void(std::vector<indicator>&)> change;
  std::vector<std::string> faults;
};
void PrintTo(const row& r, std::ostream* out) { *out << r.rule; }

class CatalogFault : public testing::TestWithParam<row> {};

TEST_P(CatalogFault, IsSaidWithItsPlace) {
  std::vector<indicator> list = good();
  GetParam().change(list);
  EXPECT_EQ(faults_of(std::move(list)), GetParam().faults);
}

using draft = std::vector<indicator>;
INSTANTIATE_TEST_SUITE_P(
    Rules, CatalogFault,
    testing::Values(
        row{"empty id",
            [](draft& l) { l[1].id.clear(); },
            {"line 2: error: expected an id, found none [missing-value]"}},
        row{"same id twice",
            [](draft& l) { l[1].id = "persons"; },
            {"line 2, indicator 'persons': error: the id 'persons' is already taken at line 1 "
             "[duplicate-id]"}},
        row{"unknown numerator",
            [](draft& l) { l[3].numerator = "insurde"; },
            {"line 4, indicator 'rate': error: numerator: expected an indicator of the catalogue, "
             "found 'insurde'; did you mean 'insured'? [unknown-reference]"}},
        row{"unknown weight, nothing near",
            [](draft& l) { l[0].weight = "area"; },
            {"line 1, indicator 'persons': error: weight: expected an indicator of the catalogue, "
             "found 'area' [unknown-reference]"}},
        row{"unknown group",
            [](draft& l) { l[0].group = "base"; },
            {"line 1, indicator 'persons': error: group: expected a group of the catalogue, found "
             "'base' [unknown-reference]"}},
        row{"an indicator that is its own part",
            [](draft& l) { l[3].numerator = "rate"; },
            {"line 4, indicator 'rate': error: expected references that end, found the circle "
             "rate -> rate [cycle]"}},
        row{"weights in a circle",
            [](draft& l) {
              l[0].weight = "amount";
              l[1].weight = "insured";
              l[2].weight = "persons";
            },
            {"line 1, indicator 'persons': error: expected references that end, found the circle "
             "persons -> amount -> insured -> persons [cycle]"}},
        row{"limits upside down",
            [](draft& l) {
              l[0].limits = {10, 0, false, false};
            },
            {"line 1, indicator 'persons': error: expected limits with the lower one first "
             "[bad-definition]"}},
        row{"limits without a member",
            [](draft& l) {
              l[0].limits = {1, 1, true, false};
            },
            {"line 1, indicator 'persons': error: expected limits with the lower one first "
             "[bad-definition]"}},
        row{"too many decimals",
            [](draft& l) { l[0].decimals = 10; },
            {"line 1, indicator 'persons': error: expected decimals from 0 to 9, found 10 "
             "[bad-definition]"}},
        row{"negative decimals",
            [](draft& l) { l[0].decimals = -1; },
            {"line 1, indicator 'persons': error: expected decimals from 0 to 9, found -1 "
             "[bad-definition]"}},
        row{"no coverage needed",
            [](draft& l) { l[0].min_coverage = 0; },
            {"line 1, indicator 'persons': error: expected min_coverage above 0 and at most 1 "
             "[bad-definition]"}},
        row{"more than full coverage",
            [](draft& l) { l[0].min_coverage = 1.01; },
            {"line 1, indicator 'persons': error: expected min_coverage above 0 and at most 1 "
             "[bad-definition]"}},
        row{"negative small base",
            [](draft& l) { l[0].min_base = -1; },
            {"line 1, indicator 'persons': error: expected a min_base of 0 or more "
             "[bad-definition]"}},
        row{"direction range without a range",
            [](draft& l) { l[0].direction = direction::range; },
            {"line 1, indicator 'persons': error: expected a range of two finite numbers, the "
             "lower one first, with direction range [bad-definition]"}},
        row{"range without its direction",
            [](draft& l) {
              l[0].range = {1, 6, false, false};
            },
            {"line 1, indicator 'persons': error: expected direction range beside a range, found "
             "direction none [bad-definition]"}},
        row{"one part only",
            [](draft& l) { l[3].denominator.clear(); },
            {"line 4, indicator 'rate': error: expected a numerator and a denominator, found only "
             "the numerator [bad-definition]"}},
        row{"parts of an amount",
            [](draft& l) {
              l[1].numerator = "insured";
              l[1].denominator = "persons";
            },
            {"line 2, indicator 'amount': error: only a rate or a mean has parts, this is a flow "
             "[bad-definition]"}},
        row{"a rate that is summed",
            [](draft& l) { l[3].over_areas = area_aggregation::sum; },
            {"line 4, indicator 'rate': error: a rate is never summed over areas: expected "
             "over_areas ratio_of_sums, weighted_mean or none [bad-definition]"}},
        row{"a rate that is summed over time",
            [](draft& l) { l[3].over_time = time_aggregation::sum; },
            {"line 4, indicator 'rate': error: a rate is never summed over time: expected "
             "over_time ratio_of_sums, last or none [bad-definition]"}},
        row{"a stock that is summed over time",
            [](draft& l) { l[0].kind = indicator_kind::stock; },
            {"line 1, indicator 'persons': error: a stock is never summed over time: expected "
             "over_time last or none [bad-definition]"}},
        row{"a stock that is cumulative",
            [](draft& l) {
              l[0].kind = indicator_kind::stock;
              l[0].over_time = time_aggregation::last;
              l[0].form = form::year_to_date;
            },
            {"line 1, indicator 'persons': error: a stock is a level at a date and has no "
             "year-to-date [bad-definition]"}},
        row{"ratio of sums without parts",
            [](draft& l) {
              l[0].over_areas = area_aggregation::ratio_of_sums;
              l[0].over_time = time_aggregation::ratio_of_sums;
            },
            {"line 1, indicator 'persons': error: over_areas ratio_of_sums needs a numerator and a "
             "denominator [bad-definition]",
             "line 1, indicator 'persons': error: over_time ratio_of_sums needs a numerator and a "
             "denominator [bad-definition]"}},
        row{"weighted mean without weight",
            [](draft& l) { l[3].over_areas = area_aggregation::weighted_mean; },
            {"line 4, indicator 'rate': error: over_areas weighted_mean needs a weight "
             "[bad-definition]"}},
        row{"a part that is a rate",
            [](draft& l) {
              l.push_back(quotient("other", indicator_kind::rate, "%", "rate", "persons"));
            },
            {"indicator 'other': error: numerator: expected a figure that adds up, such as a flow "
             "or a stock, but 'rate' is a rate [bad-definition]"}},
        row{"a weight that is an index",
            [](draft& l) {
              l.push_back(flow("score", "分"));
              l.back().kind = indicator_kind::index;
              l[0].weight = "score";
            },
            {"line 1, indicator 'persons': error: weight: expected a figure that adds up, such as "
             "a flow or a stock, but 'score' is an index [bad-definition]"}},
        row{"parts that measure different things",
            [](draft& l) { l[3].numerator = "amount"; },
            {"line 4, indicator 'rate': error: expected parts that measure the same thing, found "
             "万元 over 人 [unit-does-not-fit]"}},
        row{"a rate in yuan",
            [](draft& l) { l[3].unit = parse_unit("元"); },
            {"line 4, indicator 'rate': error: expected %, ‰ or no unit for a rate with parts, "
             "found 元 [unit-does-not-fit]"}},
        row{"a mean in another unit",
            [](draft& l) {
              l.push_back(quotient("mean", indicator_kind::mean, "元/户", "amount", "persons"));
            },
            {"indicator 'mean': error: expected the unit of a quotient of 万元 and 人, found 元/户 "
             "[unit-does-not-fit]"}},
        row{"a mean of a quotient that is full",
            [](draft& l) {
              l.push_back(flow("wage", "元/人·月"));
              l.push_back(quotient("mean", indicator_kind::mean, "元/人", "wage", "persons"));
            },
            {"indicator 'mean': error: expected the unit of a quotient of 元/人·月 and 人, found "
             "元/人 [unit-does-not-fit]"}}));

TEST(Catalog, FaultsComeTogether) {
  std::vector<indicator> list = good();
  list[0].decimals = 10;
  list[1].min_coverage = 2;
  list[3].numerator = "nobody";
  EXPECT_EQ(faults_of(std::move(list)).size(), 3U);
}

TEST(Catalog, GroupsAreUniqueAndFound) {
  std::vector<indicator> list = good();
  list[0].group = "base";
  EXPECT_TRUE(faults_of(list, {{"base", {}}, {"other", {}}}).empty());
  EXPECT_EQ(faults_of(list, {{"base", {}}, {"base", {}}}),
            std::vector<std::string>{"error: the group 'base' is given twice [duplicate-id]"});
  const catalog c = catalog::make(list, {{"base", {"基础", "base"}}});
  ASSERT_EQ(c.groups().size(), 1U);
  EXPECT_EQ(c.groups()[0].name.en, "base");
}

TEST(Catalog, TwoCirclesAreTwoFaults) {
  std::vector<indicator> list = good();
  list[0].weight = "persons";
  list[1].weight = "insured";
  list[2].weight = "amount";
  EXPECT_EQ(faults_of(std::move(list)).size(), 2U);
}

TEST(Catalog, LongChainOfWeightsIsNoTrouble) {
  std::vector<indicator> list;
  for (int i = 0; i < 20'000; ++i) {
    list.push_back(flow("i" + std::to_string(i), "人"));
    if (i > 0) list.back().weight = "i" + std::to_string(i - 1);
  }
  EXPECT_EQ(catalog::make(list).size(), 20'000U);
  list[0].weight = "i19999";
  EXPECT_EQ(faults_of(std::move(list)).size(), 1U);
}

struct factor_row {
  indicator_kind kind;
  const char* unit;
  const char* numerator;
  const char* denominator;
  ratio factor;
};
void PrintTo(const factor_row& r, std::ostream* out) {
  *out << r.numerator << " over " << r.denominator << " in " << r.unit;
}

class PartsFactor : public testing::TestWithParam<factor_row> {};

TEST_P(PartsFactor, BringsTheQuotientIntoTheUnit) {
  const factor_row& expected = GetParam();
  const catalog c = catalog::make({flow("n", expected.numerator), flow("d", expected.denominator),
                                   quotient("q", expected.kind, expected.unit, "n", "d")});
  ASSERT_TRUE(c.parts(2));
  EXPECT_EQ(c.parts(2)->numerator, 0U);
  EXPECT_EQ(c.parts(2)->denominator, 1U);
  EXPECT_EQ(c.parts(2)->factor, expected.factor);
}

constexpr auto rate = indicator_kind::rate;
constexpr auto mean = indicator_kind::mean;
INSTANTIATE_TEST_SUITE_P(Units, PartsFactor,
                         testing::Values(factor_row{rate, "%", "人", "人", {100, 1}},
                                         factor_row{rate, "‰", "人", "人", {1000, 1}},
                                         factor_row{rate, "", "人", "人", {1, 1}},
                                         factor_row{rate, "%", "元", "万元", {1, 100}},
                                         factor_row{rate, "%", "万元", "元", {1'000'000, 1}},
                                         factor_row{rate, "%", "亩", "公顷", {20, 3}},
                                         factor_row{mean, "元/人", "万元", "人", {10'000, 1}},
                                         factor_row{mean, "元/人", "元", "人", {1, 1}},
                                         factor_row{mean, "元/人", "元", "万人", {1, 10'000}},
                                         factor_row{mean, "万元/人", "元", "人", {1, 10'000}},
                                         factor_row{mean, "元/人", "亿元", "万人", {10'000, 1}},
                                         factor_row{mean, "人/户", "人", "户", {1, 1}},
                                         factor_row{mean, "元/人·月", "元/人", "月", {1, 1}}));

TEST(Catalog, WithoutPartsThereAreNone) {
  std::vector<indicator> list = good();
  list[3].numerator.clear();
  list[3].denominator.clear();
  list[3].over_areas = area_aggregation::weighted_mean;
  list[3].weight = "persons";
  const catalog c = catalog::make(std::move(list));
  EXPECT_FALSE(c.parts(3));
  EXPECT_EQ(c.weight(3), indicator_index{0});
  EXPECT_FALSE(c.weight(0));
}

TEST(Catalog, RangeAndLimitsMayBeWide) {
  std::vector<indicator> list = good();
  list[0].direction = direction::range;
  list[0].range = {1, 6, false, false};
  list[0].limits = {-inf, inf, false, false};
  EXPECT_TRUE(faults_of(std::move(list)).empty());
}

TEST(Catalog, IdsAreFound) {
  const catalog c = catalog::make(good());
  EXPECT_EQ(c.size(), 4U);
  EXPECT_EQ(c.find("insured"), indicator_index{2});
  EXPECT_FALSE(c.find("insure"));
  EXPECT_EQ(c.at("rate"), indicator_index{3});
  EXPECT_EQ(c[c.at("amount")].id, "amount");
  EXPECT_EQ(c.indicators().size(), 4U);
}

struct guess_row {
  const char* asked;
  const char* message;
};
void PrintTo(const guess_row& r, std::ostream* out) { *out << r.asked; }

class UnknownIndicator : public testing::TestWithParam<guess_row> {};

TEST_P(UnknownIndicator, NamesTheNearestId) {
  const catalog c = catalog::make({flow("sort_rate", "人"), flow("rcms_rate", "人")});
  try {
    c.at(GetParam().asked);
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::unknown_indicator);
    EXPECT_EQ(e.message(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Guesses, UnknownIndicator,
    testing::Values(guess_row{"sort_rat",
                              "expected an indicator of the catalogue, found "
                              "'sort_rat'; did you mean 'sort_rate'?"},
                    guess_row{"rcmsrate",
                              "expected an indicator of the catalogue, found "
                              "'rcmsrate'; did you mean 'rcms_rate'?"},
                    guess_row{"", "expected an indicator of the catalogue, found ''"},
                    guess_row{"gdp", "expected an indicator of the catalogue, found 'gdp'"}));

}  // namespace
}  // namespace zhibiao
