#pragma once

#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/quantity.hpp>
#include <zhibiao/value/unit.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::test {

/// An indicator with the defaults of its kind.
inline indicator define(std::string id, indicator_kind kind, std::string_view u,
                        area_aggregation over_areas = area_aggregation::sum) {
  indicator i;
  i.name = {id, id};
  i.id = std::move(id);
  i.kind = kind;
  i.unit = parse_unit(u);
  i.decimals = kind == indicator_kind::rate ? 1 : 0;
  i.over_areas = over_areas;
  i.over_time = kind == indicator_kind::flow ? time_aggregation::sum : time_aggregation::last;
  if (kind == indicator_kind::rate) i.limits = {0, 100};
  return i;
}

/// persons, insured, cover (insured / persons in %), amount, profit, mean (amount / persons),
/// stated (a rate without parts or weight), weighted (a rate weighted by persons), yes (binary).
inline std::vector<indicator> hand_indicators() {
  using k = indicator_kind;
  using a = area_aggregation;
  std::vector<indicator> list = {define("persons", k::stock, "人"),
                                 define("insured", k::stock, "人"),
                                 define("cover", k::rate, "%", a::ratio_of_sums),
                                 define("amount", k::flow, "元"),
                                 define("profit", k::flow, "万元"),
                                 define("mean", k::mean, "元/人", a::ratio_of_sums),
                                 define("stated", k::rate, "%", a::none),
                                 define("weighted", k::rate, "%", a::weighted_mean),
                                 define("yes", k::binary, "")};
  list[0].limits.lower = 0;
  list[2].numerator = "insured";
  list[2].denominator = "persons";
  list[3].limits.lower = 0;
  list[3].min_base = 10;
  list[5].numerator = "amount";
  list[5].denominator = "persons";
  list[7].weight = "persons";
  return list;
}

/// The county K1 of the towns A, B and C, filled cell by cell in the words of a report.
class hand_panel {
 public:
  explicit hand_panel(std::vector<indicator> indicators = hand_indicators())
      : builder_(catalog::make(std::move(indicators)), towns()) {}

  /// An empty text is a row without a figure.
  hand_panel& set(std::string_view area, std::string_view indicator, std::string_view when,
                  std::string_view text, observation_status status = observation_status::normal) {
    observation o;
    o.area = builder_.areas().at(area);
    o.indicator = builder_.catalog().at(indicator);
    o.period = parse_period(when);
    if (!text.empty()) o.value = parse_quantity(text);
    o.status = status;
    o.printed = text;
    builder_.add(o);
    return *this;
  }

  panel build() { return builder_.build(); }

 private:
  static area_tree towns() {
    std::vector<area> list(4);
    const char* const codes[] = {"K1", "A", "B", "C"};
    for (std::size_t n = 0; n < list.size(); ++n) {
      list[n].code = list[n].name = codes[n];
      list[n].level = n == 0 ? "county" : "town";
      list[n].parent = n == 0 ? "" : "K1";
    }
    return area_tree::make(std::move(list));
  }

  panel_builder builder_;
};

/// One cell of a panel.
inline result_cell cell_of(const panel& p, measure m, std::string_view area,
                           std::string_view indicator, std::string_view when,
                           const targets* wanted = nullptr) {
  request r;
  r.measures = {m};
  r.indicators = {std::string(indicator)};
  r.areas = {std::string(area)};
  r.periods = {parse_period(when)};
  r.targets = wanted;
  return evaluate(p, r)
      .find(p.areas().at(area), p.catalog().at(indicator), parse_period(when), m)
      .value();
}

/// The target of a cell; an empty area means every town.
inline target wanted_of(const panel& p, std::string_view area, std::string_view indicator,
                        std::string_view when, comparison how, double value) {
  target t;
  t.indicator = p.catalog().at(indicator);
  if (!area.empty()) t.area = p.areas().at(area);
  t.deadline = parse_period(when);
  t.comparison = how;
  switch (how) {
    case comparison::at_least:
    case comparison::more_than:
      t.wanted.lower = value;
      t.wanted.lower_open = how == comparison::more_than;
      break;
    case comparison::at_most:
    case comparison::less_than:
      t.wanted.upper = value;
      t.wanted.upper_open = how == comparison::less_than;
      break;
    case comparison::within:
    case comparison::equal:
      t.wanted = exactly(value);
      break;
  }
  return t;
}

}  // namespace zhibiao::test
