#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/explain.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace zhibiao {
namespace {

using test::hand_panel;
using test::wanted_of;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

explanation explained(const panel& p, measure m, const char* area, const char* indicator,
                      const char* when, language lang, const targets* wanted = nullptr) {
  request r;
  r.targets = wanted;
  return explain(p, r, p.areas().at(area), p.catalog().at(indicator), parse_period(when), m, lang);
}

TEST(Explain, EveryCellSaysWhyInBothLanguages) {
  hand_panel h;
  constexpr observation_status suppress = observation_status::suppressed;
  const auto years = [&](const char* town, int year, const char* base, const char* current) {
    h.set(town, "profit", std::to_string(year), base);
    h.set(town, "profit", std::to_string(year + 1), current);
  };
  years("A", 2010, "0", "5");
  years("A", 2012, "0", "0");
  years("A", 2014, "-5", "5");
  years("A", 2016, "5", "-5");
  years("A", 2018, "-5", "-3");
  years("A", 2020, "-3", "-5");
  years("B", 2010, "100", "110");
  years("B", 2014, "超过0万元", "110");
  h.set("A", "amount", "2010", "5").set("A", "amount", "2011", "6");
  h.set("A", "amount", "2013", "5", suppress);
  h.set("A", "amount", "2014", "50", observation_status::estimated);
  h.set("A", "amount", "2015", "50余").set("A", "amount", "2016", "50");
  h.set("A", "amount", "2017", "50", observation_status::break_in_series);
  h.set("B", "amount", "2010", "50").set("B", "amount", "2011", "60");
  h.set("A", "stated", "2010", "98%以上").set("A", "yes", "2010", "1").set("A", "yes", "2011", "0");
  h.set("A", "insured", "2010", "0").set("A", "persons", "2010", "0");
  const panel p = h.build();
  const targets wanted =
      targets::make({wanted_of(p, "", "stated", "2010", comparison::at_least, 99),
                     wanted_of(p, "", "amount", "2010", comparison::at_most, 20),
                     wanted_of(p, "K1", "amount", "2011", comparison::within, 66),
                     wanted_of(p, "A", "amount", "2011", comparison::at_most, 0)});
  request all;
  all.measures.assign(all_measures().begin(), all_measures().end());
  all.method.base_period = parse_period("2010");
  all.targets = &wanted;
  std::set<status> seen;
  evaluate(p, all).for_each([&](const result_cell& c) {
    seen.insert(c.why);
    for (const language lang : {language::zh, language::en}) {
      SCOPED_TRACE(std::string(name(c.measure)) + " of " + p.catalog()[c.indicator].id + " at " +
                   std::string(p.areas()[c.area].code) + " in " + to_string(c.period) + ": " +
                   std::string(name(c.why)));
      const explanation e = explain(p, all, c.area, c.indicator, c.period, c.measure, lang);
      EXPECT_EQ(e.cell.why, c.why);
      EXPECT_TRUE(e.cell.value == c.value || !has_number(c.why));
      for (const std::string& part :
           {std::string(label(c.measure, lang)), p.catalog()[c.indicator].name.in(lang),
            std::string(p.areas()[c.area].name), describe(c.period, lang)}) {
        EXPECT_TRUE(has(e.title, part)) << e.title;
      }
      EXPECT_TRUE(has(e.outcome, describe(c.why, lang))) << e.outcome;
      EXPECT_FALSE(e.formula.empty());
      EXPECT_FALSE(e.rule.empty());
      EXPECT_FALSE(e.inputs.empty());
      for (const explained_input& in : e.inputs) EXPECT_FALSE(in.role.empty());
      EXPECT_TRUE(has_number(c.why) || e.worked.empty()) << e.worked;
      const std::string text = to_string(e, lang);
      EXPECT_TRUE(has(text, e.title) && has(text, e.rule) && has(text, e.formula));
      EXPECT_FALSE(has(text, "nan"));
    }
  });
  // All that there is, but for what is not computed yet and what needs numbers beyond a report's.
  for (const status s : all_statuses()) {
    // Areas of the hand panel are there always.
    if (s == status::revised_down || s == status::deadline_passed || s == status::overflow ||
        s == status::no_such_area) {
      continue;
    }
    EXPECT_EQ(seen.count(s), 1U) << name(s);
  }
}

TEST(Explain, AChangeIsWorkedWithBothFigures) {
  hand_panel h;
  h.set("A", "amount", "2020", "50").set("A", "amount", "2021", "60");
  const explanation e =
      explained(h.build(), measure::year_on_year, "A", "amount", "2021", language::en);
  EXPECT_TRUE(has(e.worked, "60") && has(e.worked, "50") && has(e.worked, "= 20")) << e.worked;
  ASSERT_GE(e.inputs.size(), 2U);
  EXPECT_TRUE(has(e.inputs[0].figure, "60"));
  EXPECT_TRUE(has(e.inputs[1].figure, "50"));
  EXPECT_TRUE(has(e.inputs[1].role, "2020"));
}

TEST(Explain, AMatchedChangeIsWorkedWithTheMatchedTowns) {
  hand_panel h;
  for (const char* town : {"A", "B"}) h.set(town, "amount", "2020", "100");
  for (const char* town : {"A", "B", "C"}) h.set(town, "amount", "2021", "150");
  const explanation e =
      explained(h.build(), measure::year_on_year, "K1", "amount", "2021", language::en);
  EXPECT_EQ(e.cell.why, status::partial);
  EXPECT_TRUE(has(e.worked, "300") && has(e.worked, "200") && has(e.worked, "= 50")) << e.worked;
  EXPECT_TRUE(has(e.rule, "2/3")) << e.rule;
}

TEST(Explain, AComputedRateShowsItsPartsAndTheStatedOne) {
  hand_panel h;
  h.set("A", "insured", "2021", "25").set("A", "persons", "2021", "32");
  h.set("A", "cover", "2021", "78%");
  const explanation e = explained(h.build(), measure::value, "A", "cover", "2021", language::zh);
  EXPECT_TRUE(has(e.worked, "25 ÷ 32") && has(e.worked, "78.125")) << e.worked;
  ASSERT_EQ(e.inputs.size(), 4U);
  EXPECT_TRUE(has(e.inputs[3].detail, "78%")) << e.inputs[3].detail;  // the report's own words
}

TEST(Explain, AGapNamesItsTarget) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "60").build();
  const targets t = targets::make({wanted_of(p, "", "amount", "2021", comparison::at_least, 75)});
  const explanation e = explained(p, measure::completion, "A", "amount", "2021", language::en, &t);
  EXPECT_EQ(e.cell.value, 80);
  EXPECT_TRUE(has(e.inputs.back().figure, "75")) << e.inputs.back().figure;
  const explanation none = explained(p, measure::completion, "A", "amount", "2021", language::en);
  EXPECT_EQ(none.inputs.back().why, status::no_target);
}

TEST(Explain, AWithheldFigureIsNotGivenAwayByItsWords) {
  hand_panel h;
  h.set("A", "amount", "2021", "30", observation_status::suppressed);
  for (const char* town : {"B", "C"}) h.set(town, "amount", "2021", "100");
  const panel p = h.build();
  for (const char* area : {"A", "K1"}) {
    const explanation e = explained(p, measure::value, area, "amount", "2021", language::en);
    EXPECT_FALSE(has(to_string(e, language::en), "30")) << to_string(e, language::en);
  }
}

TEST(Explain, ALowBaseIsNamedAsTheReason) {
  hand_panel h;
  h.set("A", "amount", "2020", "100");
  for (const char* town : {"A", "B", "C"}) h.set(town, "amount", "2021", "150");
  const explanation e =
      explained(h.build(), measure::year_on_year, "K1", "amount", "2021", language::en);
  EXPECT_EQ(e.cell.why, status::coverage_low);
  EXPECT_TRUE(has(e.rule, "2020")) << e.rule;
}

TEST(Explain, ASumIsWorkedWithItsTownsAndARateWithItsSums) {
  hand_panel h;
  for (const char* town : {"A", "B", "C"}) h.set(town, "persons", "2021", "40");
  for (const char* town : {"A", "B", "C"}) h.set(town, "insured", "2021", "30");
  const panel p = h.build();
  EXPECT_EQ(explained(p, measure::value, "K1", "persons", "2021", language::en).worked,
            "40 + 40 + 40 = 120");
  const explanation e = explained(p, measure::value, "K1", "cover", "2021", language::en);
  EXPECT_TRUE(has(e.worked, "90 ÷ 120") && has(e.worked, "= 75")) << e.worked;
}

TEST(Explain, TheFirstYearHasNoBase) {
  hand_panel h;
  const panel p = h.set("A", "amount", "0001", "60").build();
  const explanation e = explained(p, measure::year_on_year, "A", "amount", "0001", language::en);
  EXPECT_EQ(e.cell.why, status::base_not_reported);
}

TEST(Explain, BeyondTheDataIsExplainedToo) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "60").build();
  const explanation e = explained(p, measure::year_on_year, "A", "amount", "2030", language::en);
  EXPECT_EQ(e.cell.why, status::not_reported);
  EXPECT_FALSE(e.rule.empty());
}

TEST(Explain, HugeNumbersAreWritten) {
  hand_panel h;
  panel_builder b(catalog::make(test::hand_indicators()), h.build().areas());
  b.add("A", "profit", parse_period("2020"), 5e-324);
  b.add("A", "profit", parse_period("2021"), 1.5e308);
  const panel p = b.build();
  EXPECT_FALSE(explained(p, measure::value, "A", "profit", "2021", language::en).outcome.empty());
  EXPECT_EQ(explained(p, measure::year_on_year, "A", "profit", "2021", language::en).cell.why,
            status::overflow);
}

explanation explained(const panel& p, const statistic& s, const char* indicator, language lang) {
  return explain(p, {}, p.areas().at("K1"), p.catalog().at(indicator), parse_period("2021"), s,
                 lang);
}

TEST(Explain, EveryStatisticSaysWhyInBothLanguages) {
  hand_panel h;
  h.set("A", "persons", "2021", "100").set("B", "persons", "2021", "300");
  h.set("A", "insured", "2021", "90").set("B", "insured", "2021", "150以上");
  h.set("A", "profit", "2021", "-5")
      .set("B", "profit", "2021", "0")
      .set("C", "profit", "2021", "5");
  h.set("A", "weighted", "2021", "10").set("B", "weighted", "2021", "20");
  h.set("C", "weighted", "2021", "40", observation_status::estimated);
  h.set("A", "stated", "2021", "98", observation_status::suppressed);
  h.set("A", "amount", "2021", "7");
  const panel p = h.build();
  request all;
  all.levels = {"county"};
  all.measures = {};
  for (const statistic_kind kind : all_statistics()) all.statistics.push_back({kind, {9, 1}});
  std::set<status> seen;
  evaluate(p, all).for_each([&](const result_cell& c) {
    seen.insert(c.why);
    for (const language lang : {language::zh, language::en}) {
      const explanation e = explain(p, all, c.area, c.indicator, c.period, *c.statistic, lang);
      const std::string text = to_string(e, lang);
      SCOPED_TRACE(text);
      EXPECT_EQ(e.cell.why, c.why);
      EXPECT_EQ(e.cell.statistic, c.statistic);
      EXPECT_TRUE(has(e.title, label(*c.statistic, lang)));
      EXPECT_TRUE(has(e.outcome, describe(c.why, lang)));
      EXPECT_FALSE(e.formula.empty());
      EXPECT_FALSE(e.rule.empty());
      EXPECT_FALSE(e.inputs.empty());
      EXPECT_TRUE(has_number(c.why) || e.worked.empty());
      EXPECT_FALSE(has(text, "nan"));
      EXPECT_FALSE(has(text, "98"));  // withheld
    }
  });
  for (const status s : {status::ok, status::partial, status::coverage_low, status::no_weight,
                         status::undetermined, status::out_of_domain, status::suppressed}) {
    EXPECT_EQ(seen.count(s), 1U) << name(s);
  }
}

TEST(Explain, AStatisticIsWorkedWithTheFiguresOfTheTowns) {
  hand_panel h;
  const char* const figures[] = {"10", "20", "60"};
  const char* const towns[] = {"A", "B", "C"};
  for (int t = 0; t < 3; ++t) {
    h.set(towns[t], "amount", "2021", figures[t]).set(towns[t], "weighted", "2021", figures[t]);
    h.set(towns[t], "persons", "2021", t == 2 ? "300" : "100");
  }
  const panel p = h.build();
  const auto worked = [&](statistic_kind kind, const char* indicator) {
    return explained(p, {kind}, indicator, language::en).worked;
  };
  EXPECT_EQ(worked(statistic_kind::sum, "amount"), "10 + 20 + 60 = 90");
  EXPECT_EQ(worked(statistic_kind::mean, "amount"), "90 ÷ 3 = 30");
  EXPECT_EQ(worked(statistic_kind::variance, "amount"), "Σ(x − 30)² ÷ (3 − 1) = 700");
  EXPECT_EQ(worked(statistic_kind::coefficient_of_variation, "amount"),
            "26.457513 ÷ 30 = 0.881917");
  EXPECT_EQ(worked(statistic_kind::median, "amount"), "10 ≤ 20 ≤ 60, which gives 20");
  EXPECT_EQ(worked(statistic_kind::weighted_mean, "weighted"), "21,000 ÷ 500 = 42");
  const explanation e = explained(p, {statistic_kind::weighted_median}, "weighted", language::en);
  EXPECT_TRUE(has(e.inputs[3].detail, "weight 300")) << e.inputs[3].detail;
  EXPECT_TRUE(has(e.rule, "3/3")) << e.rule;
}

TEST(Explain, ARankListsThePeersFromTheBest) {
  hand_panel h;
  h.set("A", "persons", "2021", "100").set("B", "persons", "2021", "300");
  h.set("C", "persons", "2021", "200");
  const panel p = h.build();
  const explanation e = explained(p, measure::rank, "C", "persons", "2021", language::en);
  EXPECT_EQ(e.cell.value, 2);
  EXPECT_EQ(e.worked, "1 + 1 = 2");
  EXPECT_TRUE(has(e.rule, "3/3")) << e.rule;
  ASSERT_EQ(e.inputs.size(), 3U);
  EXPECT_TRUE(has(e.inputs[0].figure, "200"));
  EXPECT_TRUE(has(e.inputs[1].role, "B") && has(e.inputs[1].detail, "rank 1"));
  EXPECT_TRUE(has(e.inputs[2].role, "A") && has(e.inputs[2].detail, "rank 3"));
  EXPECT_TRUE(
      has(explained(p, measure::rank, "C", "persons", "2021", language::zh).formula, "更好的个数"));

  request tied;
  tied.peers = {"county", kernels::tie_rule::fractional};
  const explanation within = explain(p, tied, p.areas().at("A"), p.catalog().at("persons"),
                                     parse_period("2021"), measure::rank, language::en);
  EXPECT_EQ(within.worked, "(3 + 3) ÷ 2 = 3");
  EXPECT_TRUE(has(within.formula, "in K1")) << within.formula;
  const explanation none = explain(p, tied, p.areas().at("K1"), p.catalog().at("persons"),
                                   parse_period("2021"), measure::rank, language::en);
  EXPECT_EQ(none.cell.why, status::out_of_domain);
  EXPECT_TRUE(has(none.rule, "no peers: county")) << none.rule;
}

TEST(Explain, PeersWhoseRanksAreOpenStandFromTheBestToo) {
  std::vector<indicator> list = test::hand_indicators();
  const auto roles = [&](direction way) {
    list[0].direction = way;
    if (way == direction::range) list[0].range = exactly(200);
    hand_panel h(list);
    // Beyond both other figures or not: no rank is certain.
    h.set("A", "persons", "2021", "90以上").set("B", "persons", "2021", "300");
    h.set("C", "persons", "2021", "200");
    const panel p = h.build();
    const explanation of_c = explained(p, measure::rank, "C", "persons", "2021", language::en);
    EXPECT_EQ(of_c.cell.why,
              way == direction::range ? status::out_of_domain : status::undetermined);
    std::string order;
    for (const explained_input& in : of_c.inputs) order += in.role.substr(in.role.size() - 1);
    return order;
  };
  // Its own figure comes first, and ends in the year.
  EXPECT_EQ(roles(direction::up), "1BA");
  EXPECT_EQ(roles(direction::none), "1BA");
  EXPECT_EQ(roles(direction::down), "1AB");
  EXPECT_EQ(roles(direction::range), "1AB");
}

TEST(Explain, PeersWithoutAFigureStandLast) {
  hand_panel h;
  h.set("B", "profit", "2021", "-5").set("C", "profit", "2021", "3");
  const panel p = h.build();
  const explanation e = explained(p, measure::rank, "C", "profit", "2021", language::en);
  ASSERT_EQ(e.inputs.size(), 3U);
  EXPECT_TRUE(has(e.inputs[1].role, "B")) << e.inputs[1].role;
  EXPECT_TRUE(has(e.inputs[2].role, "A")) << e.inputs[2].role;
}

TEST(Explain, AShareIsWorkedWithTheSumOfThePeers) {
  hand_panel h;
  h.set("A", "persons", "2021", "100").set("B", "persons", "2021", "300");
  h.set("A", "stated", "2021", "98");
  h.set("A", "amount", "2021", "5余")
      .set("B", "amount", "2021", "5")
      .set("C", "amount", "2021", "5");
  const panel p = h.build();
  const explanation e = explained(p, measure::share, "A", "persons", "2021", language::en);
  EXPECT_EQ(e.worked, "100 ÷ 400 x 100 = 25");
  EXPECT_EQ(e.cell.why, status::partial);
  EXPECT_TRUE(has(e.rule, "2/3 peers")) << e.rule;
  EXPECT_TRUE(
      has(explained(p, measure::share, "A", "stated", "2021", language::en).rule, "not added up"));
  EXPECT_TRUE(has(explained(p, measure::share, "B", "amount", "2021", language::en).rule,
                  "only known as an interval"));
  EXPECT_TRUE(has(explained(p, measure::rank, "C", "amount", "2021", language::en).rule, "3/3"));
}

TEST(Explain, FaultsOfTheCallAreErrors) {
  hand_panel h;
  const panel p = h.set("A", "amount", "2021", "60").build();
  const auto code = [&](area_index a, indicator_index i, period at, const request& r) {
    try {
      explain(p, r, a, i, at, measure::value, language::en);
    } catch (const error& e) {
      return e.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return errc{};
  };
  const period y = parse_period("2021");
  EXPECT_EQ(code(99, 0, y, {}), errc::unknown_area);
  EXPECT_EQ(code(0, 99, y, {}), errc::unknown_indicator);
  EXPECT_EQ(code(0, 0, parse_period("2021-M01"), {}), errc::unknown_period);
  EXPECT_EQ(code(0, 0, period(), {}), errc::unknown_period);
  try {
    explain(p, {}, p.areas().at("A"), 0, y, statistic{statistic_kind::mean}, language::en);
    FAIL();
  } catch (const error& e) {
    EXPECT_EQ(e.code(), errc::invalid_argument);
    EXPECT_EQ(e.message(), "expected an area above the towns for a statistic, found A");
  }
  request bad;
  bad.min_coverage = 2;
  EXPECT_EQ(code(0, 0, y, bad), errc::invalid_argument);
}

}  // namespace
}  // namespace zhibiao
