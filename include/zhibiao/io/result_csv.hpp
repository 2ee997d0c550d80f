#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/value/status.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI {

/// Results as CSV, one row a cell in the order of `result_set::for_each`, with the columns
///
///   area, area_name, level, indicator, indicator_name, period, measure
///   value            the shortest number that reads back as the same double; empty: none
///   status           the name of the status: why there is none, or what to know of it
///   lower, upper     what is known of a figure that is not exact; empty: exact, or not bounded
///   unit             of the number
///   coverage         areas above the towns: the share the figure stands on, 0 to 1
///   counted, members areas above the towns: how many towns took part, and how many there are
///
/// Names and units are in the language asked for. The same results give the same bytes.
std::string to_csv(const result_set& results, language lang = language::zh);

}  // namespace zhibiao::inline ZB_ABI
