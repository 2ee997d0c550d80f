#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Reads targets (CSV with a header, columns in any order). Columns, with their other names:
///
///   indicator    指标                        an id of the catalogue, or a name that is unique in it
///   area         地区, 地区代码, 区划代码    a code of the area list, or a name that is
///                                            unique in it; empty: every town
///   period       报告期, 时期, 目标期        the period whose figure is held against the target
///   comparison   比较, 比较方式              >= > <= < in =, or their words
///   value        目标, 目标值, 数值, 值      a number, with its unit or without; for `in` two:
///                                            20..40, 20-40, 20~40, [20, 40]
///   unit         单位                        optional; default: the indicator's
///   base_period  基期                        optional; before the period
///   base         基期值                      optional; in the same unit as the value
///   path         路径                        optional; as `parse_target_path`
///
/// Periods are from 1900 to 2100. Other columns are warnings, and so is a file without rows. Throws `input_error` with every fault,
/// also those of `targets::make`, or `error` where the file cannot be read as text. Warnings are
/// appended to `warnings`, if given; its limit is that of the faults too.
targets read_targets(const std::string& path, const catalog& catalog, const area_tree& areas,
                     encoding encoding = encoding::utf_8, fault_list* warnings = nullptr);

/// The same from UTF-8 text; `file_name` is for messages.
targets parse_targets(std::string_view text, const std::string& file_name, const catalog& catalog,
                      const area_tree& areas, fault_list* warnings = nullptr);

/// The faults of the file alone, for where no targets can be made: without a catalogue or areas
/// (null) what refers to them is not checked.
fault_list check_targets(std::string_view text, const std::string& file_name,
                         const catalog* catalog, const area_tree* areas,
                         std::size_t fault_limit = fault_list::default_limit);

}  // namespace zhibiao::inline ZB_ABI
