#pragma once

#include <zhibiao/panel/catalog.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI {

/// The indicators of a catalogue as CSV, one row each in catalogue order, with everything the
/// catalogue says of them, defaults filled in: id, name_zh, name_en, group, kind, unit, decimals,
/// direction, range_lower, range_upper, numerator, denominator, weight, over_areas, over_time,
/// limit_lower, limit_upper, min_base, min_coverage, form, definition_zh, definition_en. A side
/// without a limit is empty.
std::string to_csv(const catalog& indicators);

/// The same as JSON, `{"zhibiao": "0.1.0", "indicators": [...]}`: the keys are the columns, what is
/// empty there is null here.
std::string to_json(const catalog& indicators);

}  // namespace zhibiao::inline ZB_ABI
