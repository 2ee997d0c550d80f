#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/report/presentation.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI {

/// `3,667,070`, `-12.50`: rounded at that many places, thousands parted by commas. NaN and infinity are no
/// figures: an empty text.
std::string number_text(double value, int places, rounding_mode mode = rounding_mode::half_up);

/// The same of a change: `+2.3`, `-2.1`. Zero has no sign; what would only round to zero has as many
/// more places as it takes to see it (`+0.04`), so that it is not taken for no change.
std::string change_text(double value, int places, rounding_mode mode = rounding_mode::half_up);

/// How many places behind the point the shortest decimal has that reads back as the number; 0 for NaN
/// and infinity. Never throws, other than `shortest_decimal`, which has no room for 1/30000.
int shortest_places(double value) noexcept;

/// The fewest places from `places` to `places + 6` at which the number is not written as zero. Zero
/// itself: `places`.
int places_to_see(double value, int places);

/// What is known of a figure: `(9,800, 9,900)`, `[77.5, 78.5)`. A side that is not bounded, or only by
/// the natural limit of the figure, is left out: `≥ 98.0`, `< 500`. An end has up to two
/// more digits than `places`, where that is all of it; else it is rounded outwards to one more.
std::string interval_text(const interval& known, const interval& limits, int places);

/// A cell in words: the number, rounded for print at the places of measure and indicator; the interval
/// where it is `bounded`; a verdict as met or not met; without a number the status in words. With
/// `with_unit` the unit stands behind a number.
std::string cell_text(const result_cell& cell, const indicator& definition, language lang,
                      bool with_unit = false, const presentation& shown = {});

/// Number and unit as the language puts them: `422户`, `422 household`, `78 %`, `+1.5个百分点`.
std::string number_with_unit(std::string number, unit u, language lang);

}  // namespace zhibiao::inline ZB_ABI
