#pragma once

#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/fault.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Reads a catalogue of indicators (TOML, UTF-8): `schema = 1`, an optional `title`, and any number
/// of `[[group]]` (id, name) and `[[indicator]]`. An indicator needs id, name, kind and, unless it is
/// an index or binary, unit; the rest has defaults:
///
/// | key                     | default                                                         |
/// | ----------------------- | --------------------------------------------------------------- |
/// | decimals                | 0                                                               |
/// | direction               | none                                                            |
/// | over_areas              | flow, stock, binary: sum; rate, mean: ratio_of_sums where both  |
/// |                         | parts are given; rate, mean, index: weighted_mean where a       |
/// |                         | weight is given; else none                                      |
/// | over_time               | flow: sum; else last                                            |
/// | limits                  | flow, stock, mean: [0, inf]; rate: [0, 100] in %, [0, 1000] in  |
/// |                         | permille; binary: [0, 1]; index: none                           |
/// | min_base                | 10 for flows and stocks of things or persons counted, else 0    |
/// | min_coverage            | 2/3                                                             |
///
/// group, definition, range, numerator, denominator, weight and form may be left out. Names and
/// definitions are a text or `{ zh = "...", en = "..." }`.
///
/// Throws `input_error` with every fault (`bad_toml`, `unknown_key`, `missing_key`, `wrong_type`,
/// `bad_definition`, and those of `catalog::make`), or `error` where the file cannot be read as
/// text. An empty file is an empty catalogue and a warning. Warnings are appended to `warnings`,
/// if given; its limit is that of the faults too.
catalog read_catalog(const std::string& path, fault_list* warnings = nullptr);

/// The same from a text; `file_name` is for messages.
catalog parse_catalog(std::string_view text, const std::string& file_name,
                      fault_list* warnings = nullptr);

}  // namespace zhibiao::inline ZB_ABI
