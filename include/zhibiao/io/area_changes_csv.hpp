#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/area_changes.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/fault.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Reads how areas changed (CSV with a header, columns in any order). Columns, with their other names:
///
///   from       原代码, 原区划代码      a code of the area list, or a name that is unique in it
///   to         新代码, 新区划代码      the same; what an area keeps goes to itself
///   date       日期, 生效日期          the first day on which it is so, as `parse_date` takes it
///   kind       类型, 变更类型          merge, split, rename, transfer, or their words (合并, 拆分, 更名,
///                                      划转)
///   share      比例, 份额              optional; 0.4 or 40%; empty: all of it
///   indicator  指标                    optional; the id or name of an indicator, or of a group of them,
///                                      that the share is of; empty: of all others
///
/// Other columns are warnings, and so is a file without rows. Throws `input_error` with every fault, also
/// those of `area_changes::make`, or `error` where the file cannot be read as text. Warnings are appended
/// to `warnings`, if given; its limit is that of the faults too.
area_changes read_area_changes(const std::string& path, const catalog& catalog,
                               const area_tree& areas, encoding encoding = encoding::utf_8,
                               fault_list* warnings = nullptr);

/// The same from UTF-8 text; `file_name` is for messages.
area_changes parse_area_changes(std::string_view text, const std::string& file_name,
                                const catalog& catalog, const area_tree& areas,
                                fault_list* warnings = nullptr);

}  // namespace zhibiao::inline ZB_ABI
