#pragma once

#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/report/text_table.hpp>
#include <zhibiao/value/status.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI {

/// The indicators of a catalogue as a table for people, by group: id, name, unit, kind, direction,
/// how areas are added up, and the parts of a rate.
std::string indicator_table(const catalog& indicators, language lang,
                            table_style style = table_style::plain);

}  // namespace zhibiao::inline ZB_ABI
