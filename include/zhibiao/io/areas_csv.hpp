#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/fault.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Reads a table of areas (CSV with a header, columns in any order). Columns, with their other names:
///
///   code    代码, 区划代码       a code of its own
///   name    名称, 地区名称
///   parent  上级, 上级代码       optional; an empty field is a root. Without the column, parents
///                                follow from the digits of the codes
///   level   级别, 层级           optional; an empty field: from the digits of the code
///   valid_from  有效期起, 启用日期   optional; the first day on which there is the area, as
///                                `parse_date` takes it; empty: always has been
///   valid_to    有效期止, 撤销日期   optional; the first day on which there is it no more; empty: it
///                                goes on
///
/// Other columns are warnings. Throws `input_error` with every fault, also those of
/// `area_tree::make`, or `error` where the file cannot be read as text. A file without rows is an
/// empty tree and a warning. Warnings are appended to `warnings`, if given; its limit is that of the
/// faults too.
area_tree read_areas(const std::string& path, encoding encoding = encoding::utf_8,
                     fault_list* warnings = nullptr);

/// The same from UTF-8 text; `file_name` is for messages.
area_tree parse_areas(std::string_view text, const std::string& file_name,
                      fault_list* warnings = nullptr);

}  // namespace zhibiao::inline ZB_ABI
