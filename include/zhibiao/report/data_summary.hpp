#pragma once

#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// The periods that some row is about, by frequency and form as the panel has them, then by time.
std::vector<period> reported_periods(const panel& data);

/// The areas that some row is about, in row order. What is computed of an area above the towns is no row
/// of it.
std::vector<area_index> reporting_areas(const panel& data);

/// The periods in a line: all of them where they are few, else the first and the last.
std::string periods_text(const std::vector<period>& periods);

/// How much a data set holds: areas by level, indicators, figures, periods and targets, one a line.
std::string data_summary(const panel& data, const targets& wanted, language lang);

/// A warning for every rate that is stated otherwise than its reported parts give it
/// (`stated_rate_differs`). `file` is where the figures come from.
fault_list stated_rate_warnings(const panel& data, const std::string& file,
                                std::size_t fault_limit = fault_list::default_limit);

/// A warning for every published growth that disagrees with the figures at its printed digits, or in its sign
/// (`stated_growth_differs`).
fault_list stated_growth_warnings(const panel& data, const std::string& file,
                                  std::size_t fault_limit = fault_list::default_limit);

/// A warning for every rate or mean whose reported parts contradict each other, since their quotient lies
/// beyond its natural limits (`above_limit`, `below_limit`): more insured than persons.
fault_list contradiction_warnings(const panel& data, const std::string& file,
                                  std::size_t fault_limit = fault_list::default_limit);

}  // namespace zhibiao::inline ZB_ABI
