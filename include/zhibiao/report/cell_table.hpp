#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/report/presentation.hpp>
#include <zhibiao/report/text_table.hpp>
#include <zhibiao/value/status.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI {

/// Results as a table for people: one row for each area, indicator and period, in the order of
/// `result_set::for_each`; one column a measure; and a last column that names every status that is
/// not `ok`, with the measures it holds for. Below it, what the statuses mean. Throws
/// `error(invalid_argument)` for places beyond those of `presentation`.
std::string cell_table(const result_set& results, language lang,
                       table_style style = table_style::plain, const presentation& shown = {});

}  // namespace zhibiao::inline ZB_ABI
