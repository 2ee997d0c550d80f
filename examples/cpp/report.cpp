// From arrays in memory to numbers with their reasons: two towns, one county, two years.

#include <zhibiao/zhibiao.hpp>

#include <array>
#include <cstddef>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zb = zhibiao;

namespace {

zb::indicator count_of_persons(const std::string& id, const std::string& name) {
  zb::indicator i;
  i.id = id;
  i.name.en = name;
  i.kind = zb::indicator_kind::stock;
  i.unit = zb::parse_unit("person");
  i.over_time = zb::time_aggregation::last;
  i.limits.lower = 0;
  return i;
}

zb::catalog make_catalog() {
  zb::indicator rate;
  rate.id = "insurance_rate";
  rate.name.en = "insurance rate";
  rate.kind = zb::indicator_kind::rate;
  rate.unit = zb::percent();
  rate.decimals = 1;
  rate.numerator = "insured";
  rate.denominator = "eligible";
  rate.over_areas = zb::area_aggregation::ratio_of_sums;
  rate.over_time = zb::time_aggregation::last;
  rate.limits = {0, 100};
  return zb::catalog::make({count_of_persons("insured", "persons insured"),
                            count_of_persons("eligible", "persons eligible"), rate});
}

zb::area_tree make_areas() {
  std::vector<zb::area> areas(3);
  areas[0].code = "county";
  areas[0].level = "county";
  areas[0].name = "Sample County";
  areas[0].parent = "";
  for (const std::size_t i : {1, 2}) {
    areas[i].code = i == 1 ? "hill" : "river";
    areas[i].level = "town";
    areas[i].name = i == 1 ? "Hill Town" : "River Town";
    areas[i].parent = "county";
  }
  return zb::area_tree::make(std::move(areas));
}

zb::panel make_panel() {
  // [town][year]; below zero: the town did not report.
  constexpr std::array<const char*, 2> towns{"hill", "river"};
  constexpr std::array<std::array<double, 2>, 2> insured{{{97, 98}, {-1, 900}}};
  constexpr std::array<std::array<double, 2>, 2> eligible{{{100, 100}, {1000, 1000}}};

  zb::panel_builder builder(make_catalog(), make_areas());
  for (std::size_t town = 0; town < towns.size(); ++town) {
    for (std::size_t t = 0; t < 2; ++t) {
      const zb::period year = zb::period::make(zb::frequency::year, 2020 + static_cast<int>(t), 1);
      if (insured[town][t] >= 0) builder.add(towns[town], "insured", year, insured[town][t]);
      builder.add(towns[town], "eligible", year, eligible[town][t]);
    }
  }
  return builder.build();
}

}  // namespace

int main() {
  try {
    const zb::panel data = make_panel();
    zb::request what;
    what.measures = {zb::measure::value, zb::measure::year_on_year};
    what.indicators = {"insurance_rate"};
    what.periods = {zb::parse_period("2021")};
    const zb::result_set results = zb::evaluate(data, what);

    results.for_each([&](const zb::result_cell& cell) {
      std::cout << data.areas()[cell.area].name << ", " << name(cell.measure) << ": ";
      if (has_number(cell.why)) {
        const zb::indicator& i = data.catalog()[cell.indicator];
        std::cout << zb::format_fixed(cell.value, decimals_of(cell.measure, i)) << " "
                  << to_string(unit_of(cell.measure, i), zb::language::en);
      } else {
        std::cout << "no number";
      }
      std::cout << " (" << name(cell.why) << ")\n";
    });

    // One cell, and why it has no number.
    const zb::area_index county = data.areas().at("county");
    const zb::indicator_index rate = data.catalog().at("insurance_rate");
    const std::optional<zb::result_cell> cell =
        results.find(county, rate, what.periods.front(), zb::measure::year_on_year);
    if (cell && !has_number(cell->why)) {
      const zb::explanation why =
          zb::explain(data, what, county, rate, cell->period, cell->measure, zb::language::en);
      std::cout << "\n" << to_string(why, zb::language::en);
    }
    return 0;
  } catch (const zb::input_error& e) {
    for (const zb::fault& f : e.faults().kept()) std::cerr << to_string(f) << "\n";
  } catch (const zb::error& e) {
    std::cerr << e.what() << "\n";
  }
  return 1;
}
