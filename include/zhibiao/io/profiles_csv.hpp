#pragma once

#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/seasonal_profile.hpp>
#include <zhibiao/value/fault.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Reads seasonal profiles (CSV with a header, columns in any order): how what is wanted of a year is spread
/// over it. Columns, with their other names:
///
///   indicator    指标            an id of the catalogue, or a name that is unique in it; empty: every
///                                indicator that has no profile of its own
///   period       时期, 月份      M01, 1月, Q1, 上半年, ...: those of one indicator all months, quarters or
///                                halves, each once
///   share        比重            what falls to the period: 8.5% or 0.085
///   cumulative   累计比重        or else what is due by its end, which may not fall
///
/// The shares must add up to one, exactly. Other columns are warnings, and so is a file without rows. Throws
/// `input_error` with every fault, or `error` where the file cannot be read as text. Warnings are appended
/// to `warnings`, if given; its limit is that of the faults too.
std::vector<seasonal_profile> read_profiles(const std::string& path, const catalog& catalog,
                                            encoding encoding = encoding::utf_8,
                                            fault_list* warnings = nullptr);

/// The same from UTF-8 text; `file_name` is for messages.
std::vector<seasonal_profile> parse_profiles(std::string_view text, const std::string& file_name,
                                             const catalog& catalog,
                                             fault_list* warnings = nullptr);

}  // namespace zhibiao::inline ZB_ABI
