// Figures in long columns, as databases and data frames hand them over: one row a figure, in any order.

#include <zhibiao/zhibiao.hpp>

#include <cstdint>
#include <iostream>
#include <limits>
#include <string_view>
#include <vector>

namespace zb = zhibiao;

int main() {
  // Codes as numbers, ids as codes into a dictionary, years as numbers; a NaN is an empty cell.
  constexpr double empty = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::int64_t> towns = {990121102000, 990121101000, 990121101000,
                                           990121102000, 990121101000, 990121102000};
  const std::vector<std::string_view> ids = {"households", "grain"};
  const std::vector<std::int8_t> id_of_row = {0, 1, 0, 0, 0, 1};
  const std::vector<std::int16_t> years = {2021, 2021, 2020, 2020, 2021, 2021};
  std::vector<double> values = {422, 18.5, 300, 400, 330, empty};

  zb::long_columns rows;
  rows.areas = towns;
  rows.indicators = zb::dictionary_codes<std::int8_t>{id_of_row, ids};
  rows.periods = years;
  rows.values = values;

  // Nothing is known of these figures but what is said here, and so it holds for all of them.
  zb::pivot_options how;
  how.discovered.kind = zb::indicator_kind::flow;
  how.discovered.limits.lower = 0;
  how.threads = 2;
  const zb::panel data = zb::pivot(rows, how);
  std::cout << data.reported() << " figures of " << data.catalog().size() << " indicators and "
            << data.areas().size() << " areas\n";

  zb::request what;
  what.measures = {zb::measure::year_on_year};
  zb::evaluate(data, what).for_each([&](const zb::result_cell& cell) {
    if (cell.period != zb::parse_period("2021")) return;
    std::cout << data.areas()[cell.area].code << " " << data.catalog()[cell.indicator].id << ": ";
    if (has_number(cell.why)) std::cout << zb::format_fixed(cell.value, 1) << " % ";
    std::cout << "(" << name(cell.why) << ")\n";
  });

  // Every fault comes with its row, and there is no panel then.
  values[4] = -330;
  try {
    zb::pivot(rows, how);
  } catch (const zb::input_error& e) {
    for (const zb::fault& f : e.faults().kept()) std::cout << to_string(f) << "\n";
  }
  return 0;
}
