#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/io/text_file.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Reads reported figures (CSV with a header, columns in any order) into a builder. Columns, with
/// their other names:
///
///   area       地区, 地区代码, 区划代码    a code of the area list, or a name that is unique in it
///   indicator  指标                        an id of the catalogue, or a name that is unique in it
///   period     报告期, 时期                as `parse_period`, from 1900 to 2100
///   value      数值, 值                    a number, or what the report said (98%以上); empty:
///                                          reported empty
///   unit       单位                        optional; the unit of values that name none
///   status     状态                        optional; as `parse_observation_status`
///   note       备注                        optional
///
/// Other columns are warnings, and so is a file without rows. Faults of rows go to
/// `builder.faults()`, and `builder.build()` throws them with its own. Throws `error` where the file
/// cannot be read as text, and then nothing is added to the builder.
///
/// A UTF-8 file is read in pieces, by as many threads as asked for; what is read and which faults are
/// found does not depend on it. Memory: about 20 bytes a row and a megabyte a thread, but never the
/// text; a file in another encoding is held as a whole. The progress is that through the bytes of the
/// file; where the callback cancels, `error(cancelled)` is thrown and nothing is added.
void read_observations(const std::string& path, panel_builder& builder,
                       encoding encoding = encoding::utf_8, int threads = 1,
                       progress_callback progress = {});

/// The same from UTF-8 text; `file_name` is for messages.
void parse_observations(std::string_view text, const std::string& file_name,
                        panel_builder& builder);

/// The faults of the rows alone, for where no panel can be made: without a catalogue or areas (null)
/// what refers to them is not checked.
fault_list check_observations(std::string_view text, const std::string& file_name,
                              const catalog* catalog, const area_tree* areas,
                              std::size_t fault_limit = fault_list::default_limit);

}  // namespace zhibiao::inline ZB_ABI
