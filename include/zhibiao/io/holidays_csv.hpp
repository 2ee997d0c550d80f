#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/working_calendar.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Reads a table of days that are not as their weekday says (CSV with a header, columns in any order).
/// Columns, with their other names:
///
///   date   日期          2021-10-01, 2021/10/1, 2021年10月1日
///   kind   类型, 安排    holiday or workday: 休, 放假, 班, 调休, ...
///   name   名称, 节日    optional, and not kept
///
/// Other columns are warnings, and so is a file without rows. Throws `input_error` with every fault, also
/// those of `working_calendar::make`, or `error` where the file cannot be read as text. Warnings are
/// appended to `warnings`, if given; its limit is that of the faults too.
working_calendar read_holidays(const std::string& path, encoding encoding = encoding::utf_8,
                               fault_list* warnings = nullptr);

/// The same from UTF-8 text; `file_name` is for messages.
working_calendar parse_holidays(std::string_view text, const std::string& file_name,
                                fault_list* warnings = nullptr);

}  // namespace zhibiao::inline ZB_ABI
