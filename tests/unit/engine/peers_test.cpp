#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/peers.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/error.hpp>

#include "support/hand_panel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao {
namespace {

using kernels::tie_rule;
using test::define;

TEST(Peers, NamesOfTieRulesReadBackAndDiffer) {
  std::set<std::string_view> seen;
  for (const tie_rule ties : all_tie_rules()) {
    EXPECT_EQ(parse_tie_rule(name(ties)), ties);
    EXPECT_TRUE(seen.insert(name(ties)).second);
  }
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_FALSE(parse_tie_rule("Standard"));
  EXPECT_FALSE(parse_tie_rule(""));
}

/// A province P of the cities C1 (counties K1, K2) and C2 (county K3), and the city C3 without counties. Its
/// towns are T0 to T9, of which K1 has five, K2 three and K3 two. `up` is to rise, `down` to fall, `size` is
/// neither, `near` is best in a range, `score` is not added up over areas.
class province {
 public:
  explicit province(std::string_view indicator) : indicator_(indicator) {}

  province& towns(const std::vector<std::string_view>& figures) {
    for (std::size_t t = 0; t < figures.size(); ++t) {
      if (!figures[t].empty()) set("T" + std::to_string(t), figures[t]);
    }
    return *this;
  }
  province& set(std::string_view area, std::string_view figure,
                observation_status status = observation_status::normal) {
    observation o;
    o.area = builder_.areas().at(area);
    o.indicator = builder_.catalog().at(indicator_);
    o.period = parse_period("2021");
    o.value = parse_quantity(figure);
    o.status = status;
    builder_.add(o);
    return *this;
  }

  result_set evaluate(request r) {
    if (!built_) data_ = builder_.build();
    built_ = true;
    r.indicators = {indicator_};
    r.measures = {measure::rank, measure::share};
    return zhibiao::evaluate(data_, r);
  }
  result_cell cell(measure m, std::string_view area, const peer_choice& peers = {},
                   double min_coverage = 0.01) {
    request r;
    r.areas = {std::string(area)};
    r.peers = peers;
    r.min_coverage = min_coverage;
    const result_set results = evaluate(std::move(r));
    return results
        .find(data_.areas().at(area), data_.catalog().at(indicator_), parse_period("2021"), m)
        .value();
  }
  double rank(std::string_view area, const peer_choice& peers = {}) {
    const result_cell c = cell(measure::rank, area, peers);
    EXPECT_EQ(c.why, status::ok) << area << " " << name(c.why);
    return c.value;
  }
  double share(std::string_view area, const peer_choice& peers = {}) {
    const result_cell c = cell(measure::share, area, peers);
    EXPECT_EQ(c.why, status::ok) << area << " " << name(c.why);
    return c.value;
  }

 private:
  static catalog indicators() {
    std::vector<indicator> list;
    for (const char* id : {"up", "down", "size", "near", "score"}) {
      list.push_back(define(id, indicator_kind::stock, "人"));
    }
    list[0].direction = direction::up;
    list[1].direction = direction::down;
    list[3].direction = direction::range;
    list[3].range = {0, 10};
    list[4].over_areas = area_aggregation::none;
    return catalog::make(std::move(list));
  }
  static area_tree areas() {
    const std::vector<std::vector<const char*>> rows = {
        {"P", "province", ""},  {"C1", "city", "P"},    {"C2", "city", "P"},   {"C3", "city", "P"},
        {"K1", "county", "C1"}, {"K2", "county", "C1"}, {"K3", "county", "C2"}};
    std::vector<area> list;
    for (const auto& r : rows) list.push_back({r[0], r[0], r[1], r[2], {}});
    for (int t = 0; t < 10; ++t) {
      const std::string code = "T" + std::to_string(t);
      list.push_back({code, code, "town", t < 5 ? "K1" : t < 8 ? "K2" : "K3", {}});
    }
    return area_tree::make(std::move(list));
  }

  std::string indicator_;
  panel_builder builder_{indicators(), areas()};
  panel data_;
  bool built_ = false;
};

const std::vector<std::string_view> ten = {"2", "4", "4", "5", "7", "9", "10", "12", "15", "21"};

// The ten figures of the reference, descending: standard 21 -> 1, 4 and 4 -> 8, 2 -> 10; dense 4 and 4 ->
// 8, 2 -> 9. The other rules by their definition.
TEST(Rank, OfTenTownsIsAsPublished) {
  province p("up");
  p.towns(ten);
  const std::pair<tie_rule, std::vector<double>> golden[] = {
      {tie_rule::standard, {10, 8, 8, 7, 6, 5, 4, 3, 2, 1}},
      {tie_rule::dense, {9, 8, 8, 7, 6, 5, 4, 3, 2, 1}},
      {tie_rule::modified, {10, 9, 9, 7, 6, 5, 4, 3, 2, 1}},
      {tie_rule::ordinal, {10, 8, 9, 7, 6, 5, 4, 3, 2, 1}},
      {tie_rule::fractional, {10, 8.5, 8.5, 7, 6, 5, 4, 3, 2, 1}}};
  for (const auto& [ties, ranks] : golden) {
    for (std::size_t t = 0; t < ranks.size(); ++t) {
      EXPECT_EQ(p.rank("T" + std::to_string(t), {"", ties}), ranks[t]) << name(ties) << t;
    }
  }
}

// 9, 7, 7, 5 by the five rules.
TEST(Rank, OfEqualFiguresFollowsTheRule) {
  province p("up");
  p.towns({"9", "7", "7", "5"});
  const std::pair<tie_rule, std::vector<double>> golden[] = {
      {tie_rule::standard, {1, 2, 2, 4}},
      {tie_rule::dense, {1, 2, 2, 3}},
      {tie_rule::modified, {1, 3, 3, 4}},
      {tie_rule::ordinal, {1, 2, 3, 4}},
      {tie_rule::fractional, {1, 2.5, 2.5, 4}}};
  for (const auto& [ties, ranks] : golden) {
    for (std::size_t t = 0; t < ranks.size(); ++t) {
      EXPECT_EQ(p.rank("T" + std::to_string(t), {"county", ties}), ranks[t]) << name(ties) << t;
    }
  }
}

TEST(Rank, FollowsTheDirectionOfTheIndicator) {
  province down("down");
  EXPECT_EQ(down.towns(ten).rank("T0"), 1);
  EXPECT_EQ(down.rank("T9"), 10);
  province size("size");
  EXPECT_EQ(size.towns(ten).rank("T9"), 1);
  province near("near");
  EXPECT_EQ(near.towns(ten).cell(measure::rank, "T9").why, status::out_of_domain);
}

TEST(Rank, IsAmongThePeersOfTheAreaAround) {
  province p("up");
  p.towns(ten);
  EXPECT_EQ(p.rank("T0", {"county", {}}), 5);
  EXPECT_EQ(p.rank("T7", {"county", {}}), 1);
  EXPECT_EQ(p.rank("T7", {"city", {}}), 1);
  EXPECT_EQ(p.rank("T7"), 3);
  const result_cell c = p.cell(measure::rank, "T5", {"county", {}});
  EXPECT_EQ(c.coverage.counted, 3U);
  EXPECT_EQ(c.coverage.members, 3U);
}

TEST(Rank, OfAreasAboveTheTownsIsByWhatTheyAreMadeOf) {
  province p("up");
  p.towns(ten);  // K1 has 22, K2 31, K3 36
  EXPECT_EQ(p.rank("K1"), 3);
  EXPECT_EQ(p.rank("K3"), 1);
  EXPECT_EQ(p.rank("K1", {"city", {}}), 2);
  EXPECT_EQ(p.rank("K3", {"city", {}}), 1);
  // A city without counties stands in one list with those that have some.
  p = province("up");
  p.towns(ten).set("C3", "40");
  EXPECT_EQ(p.rank("C1"), 1);  // 53
  EXPECT_EQ(p.rank("C2"), 3);  // 36
  EXPECT_EQ(p.rank("C3"), 2);
  EXPECT_EQ(p.rank("C3", {"province", {}}), 2);
  EXPECT_EQ(p.rank("P"), 1);
}

TEST(Rank, OfAnAreaThatLiesInNoneIsNotDefined) {
  province p("up");
  p.towns(ten);
  for (const char* area : {"K1", "C1", "P"}) {
    const result_cell c = p.cell(measure::rank, area, {"county", {}});
    EXPECT_EQ(c.why, status::out_of_domain) << area;
    EXPECT_EQ(c.coverage.members, 0U);
    EXPECT_EQ(p.cell(measure::share, area, {"county", {}}).why, status::out_of_domain) << area;
  }
  EXPECT_EQ(p.cell(measure::rank, "C3", {"county", {}}).why, status::not_reported);
}

TEST(Rank, AMissingFigureHasNoneAndShiftsNobodys) {
  province p("up");
  p.towns({"2", "", "4", "5", "7"}).set("T1", "6", observation_status::suppressed);
  EXPECT_EQ(p.cell(measure::rank, "T1").why, status::suppressed);
  EXPECT_EQ(p.cell(measure::rank, "T9").why, status::not_reported);
  EXPECT_EQ(p.rank("T4", {"county", {}}), 1);
  EXPECT_EQ(p.rank("T3", {"county", {}}), 2);
  const result_cell c = p.cell(measure::rank, "T0", {"county", {}});
  EXPECT_EQ(c.value, 4);
  EXPECT_EQ(c.coverage.counted, 4U);
  EXPECT_EQ(c.coverage.members, 5U);
  // Too few towns of K1 for a figure of its own; the rank has that reason.
  EXPECT_EQ(p.cell(measure::rank, "K1", {}, 0.9).why, status::coverage_low);
  EXPECT_EQ(p.cell(measure::rank, "K1", {}, 0.5).why, status::partial);
}

TEST(Rank, WithABoundIsGivenWhereItIsCertain) {
  province p("up");
  p.towns({"2", "4", "6以上", "5", "7"});
  EXPECT_EQ(p.rank("T0", {"county", {}}), 5);
  EXPECT_EQ(p.rank("T1", {"county", {}}), 4);
  EXPECT_EQ(p.rank("T3", {"county", {}}), 3);
  EXPECT_EQ(p.cell(measure::rank, "T2", {"county", {}}).why, status::undetermined);
  EXPECT_EQ(p.cell(measure::rank, "T4", {"county", {}}).why, status::undetermined);
  // With equal figures counted once, or as few as are better, it stays the same.
  EXPECT_EQ(p.rank("T3", {"county", tie_rule::fractional}), 3);
  EXPECT_EQ(p.cell(measure::rank, "T3", {"county", tie_rule::dense}).why, status::undetermined);
  // More than 7 is more than 7.
  province q("up");
  q.towns({"2", "4", "超过7人", "5", "7"});
  EXPECT_EQ(q.rank("T2", {"county", {}}), 1);
  EXPECT_EQ(q.rank("T4", {"county", {}}), 2);
}

TEST(Rank, OfRoundedFiguresIsAsPrintedAndKnownAsAnInterval) {
  province p("up");
  p.towns({"1.2万人", "1.2万人", "1.1万人", "12010"});
  const result_cell c = p.cell(measure::rank, "T0", {"county", {}});
  EXPECT_EQ(c.why, status::ok);
  EXPECT_EQ(c.value, 2);
  EXPECT_EQ(c.known, (interval{1, 3, false, false}));
  EXPECT_EQ(p.cell(measure::rank, "T2", {"county", {}}).known, exactly(4));
}

TEST(Rank, HasTheDoubtsOfItsOwnFigure) {
  province p("up");
  p.towns({"2", "4", "6"}).set("T3", "3", observation_status::estimated);
  EXPECT_EQ(p.cell(measure::rank, "T3", {"county", {}}).why, status::estimated);
  EXPECT_EQ(p.rank("T0", {"county", {}}), 4);
}

// 21 of 89, and by hand of the counties of 22, 31 and 36.
TEST(Share, IsOfTheSumOfThePeers) {
  province p("size");
  p.towns(ten);
  EXPECT_EQ(p.share("T9"), 2100.0 / 89);
  EXPECT_EQ(p.share("T9", {"county", {}}), 2100.0 / 36);
  EXPECT_EQ(p.share("K1"), 2200.0 / 89);
  EXPECT_EQ(p.share("K1", {"city", {}}), 2200.0 / 53);
  p = province("size");
  p.towns(ten).set("C3", "11");
  EXPECT_EQ(p.share("C2", {"province", {}}), 36);
  EXPECT_EQ(p.share("P"), 100);
}

TEST(Share, WithoutAPeerIsPartialOrWithheld) {
  province p("size");
  p.towns({"2", "", "4", "5", "7"}).set("T1", "6", observation_status::suppressed);
  const result_cell c = p.cell(measure::share, "T4", {"county", {}}, 0.8);
  EXPECT_EQ(c.why, status::partial);
  EXPECT_EQ(c.value, 700.0 / 18);
  EXPECT_EQ(c.coverage.counted, 4U);
  EXPECT_EQ(p.cell(measure::share, "T4", {"county", {}}, 0.81).why, status::coverage_low);
  EXPECT_EQ(p.cell(measure::share, "T1", {"county", {}}).why, status::suppressed);
  // A county that lacks towns makes the sum of all counties incomplete.
  EXPECT_EQ(p.towns({}).cell(measure::share, "K1", {}).why, status::partial);
}

TEST(Share, OfWhatIsNotAddedUpIsNotDefined) {
  province score("score");
  EXPECT_EQ(score.towns(ten).cell(measure::share, "T9").why, status::out_of_domain);
  EXPECT_EQ(score.rank("T9"), 1);
  province zero("size");
  EXPECT_EQ(zero.towns({"0", "0"}).cell(measure::share, "T0", {"county", {}}).why,
            status::out_of_domain);
  province loss("size");
  EXPECT_EQ(loss.towns({"-5", "10"}).cell(measure::share, "T1", {"county", {}}).why,
            status::out_of_domain);
}

TEST(Share, WithABoundIsUndeterminedAndWithARoundedFigureAnInterval) {
  province bound("size");
  bound.towns({"2", "4以上", "4", "5", "7"});
  EXPECT_EQ(bound.cell(measure::share, "T0", {"county", {}}).why, status::undetermined);
  EXPECT_EQ(bound.cell(measure::rank, "T0", {"county", {}}).value, 5);
  province p("size");
  p.towns({"1.2万人", "8000", "0", "0", "0"});
  const result_cell own = p.cell(measure::share, "T0", {"county", {}});
  EXPECT_EQ(own.why, status::ok);
  EXPECT_EQ(own.value, 60);
  EXPECT_DOUBLE_EQ(own.known.lower, 1'150'000.0 / 19'500);
  EXPECT_DOUBLE_EQ(own.known.upper, 1'250'000.0 / 20'500);
  EXPECT_TRUE(own.known.upper_open);
  EXPECT_EQ(p.cell(measure::share, "T2", {"county", {}}).known, exactly(0));
}

TEST(Share, OfOneEstimateIsAnEstimateForAll) {
  province p("size");
  p.towns({"2", "4", "6", "8"}).set("T4", "3", observation_status::estimated);
  EXPECT_EQ(p.cell(measure::share, "T0", {"county", {}}).why, status::estimated);
}

TEST(Peers, AllCountWhetherOrNotTheyAreAskedFor) {
  province p("up");
  p.towns(ten);
  request all;
  all.peers.within = "county";
  const result_set full = p.evaluate(all);
  for (const char* level : {"town", "county", "city"}) {
    request some = all;
    some.levels = {level};
    p.evaluate(some).for_each([&](const result_cell& c) {
      const result_cell same = full.find(c.area, c.indicator, c.period, c.measure).value();
      EXPECT_EQ(c.why, same.why);
      EXPECT_TRUE(c.value == same.value || !has_number(c.why));
    });
  }
}

TEST(Peers, OfAnUnknownLevelAreAFaultOfTheCall) {
  province p("up");
  p.towns(ten);
  for (const char* level : {"canton", "Town"}) {
    request r;
    r.peers.within = level;
    try {
      p.evaluate(r);
      FAIL() << level;
    } catch (const error& e) {
      EXPECT_EQ(e.code(), errc::unknown_level);
    }
  }
}

}  // namespace
}  // namespace zhibiao
