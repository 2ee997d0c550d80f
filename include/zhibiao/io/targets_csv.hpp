#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
///   milestones   节点, 节点目标              optional; 2021-Q1=100; 2021-Q2=260. The path is then
///                                            `milestones` where it is not given
///   basis        口径, 目标口径              optional; as `parse_target_basis`. Growth is in percent, of
///                                            rates in points
///   inherit      下达                        optional; yes or no, 是 or 否: whether the towns of the area
///                                            have the target, too. What adds up over towns is not
///                                            inherited, but for a target of 0 or of growth
///
/// Targets that towns inherit are written out, as `hand_down` does. `profiles` are what seasonal paths go
/// by. Periods are from 1900 to 2100. Other columns are warnings, and so is a file without rows. Throws `input_error` with every fault,
/// also those of `targets::make`, or `error` where the file cannot be read as text. Warnings are
/// appended to `warnings`, if given; its limit is that of the faults too.
targets read_targets(const std::string& path, const catalog& catalog, const area_tree& areas,
                     encoding encoding = encoding::utf_8, fault_list* warnings = nullptr,
                     std::vector<seasonal_profile> profiles = {});

/// The same from UTF-8 text; `file_name` is for messages.
targets parse_targets(std::string_view text, const std::string& file_name, const catalog& catalog,
                      const area_tree& areas, fault_list* warnings = nullptr,
                      std::vector<seasonal_profile> profiles = {});

/// Targets as a table that `parse_targets` reads back, their numbers in the indicator's unit. What towns
/// inherit is not marked: `hand_down` has written it out.
std::string targets_to_csv(std::span<const target> list, const catalog& catalog,
                           const area_tree& areas);

/// The faults of the file alone, for where no targets can be made: without a catalogue or areas
/// (null) what refers to them is not checked.
fault_list check_targets(std::string_view text, const std::string& file_name,
                         const catalog* catalog, const area_tree* areas,
                         std::size_t fault_limit = fault_list::default_limit);

}  // namespace zhibiao::inline ZB_ABI
