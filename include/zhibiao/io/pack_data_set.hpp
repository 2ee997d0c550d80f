#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/io/data_set.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstdint>
#include <string>

namespace zhibiao::inline ZB_ABI {

/// Packs a data set that is larger than the memory: the same file as `write_panel_file` makes of what
/// `read_data_set` reads, and where that throws, the same faults. Gives the warnings.
///
/// Rows are split by indicator into a file without a name, in the folder of `path`, that takes about 24
/// bytes a row and is gone in the end, whatever happens. `memory` is about how many bytes rows may take
/// while they are split. Afterwards it takes about 24 bytes for each row and 16 for each area and period
/// of the largest indicator. An observations file in another encoding than UTF-8 is held as a whole.
///
/// `files.progress` is told of the reading and `packing` of the rest. Throws as `read_data_set` and
/// `write_panel_file` do; where the catalogue or the areas have faults, the rows are not looked at. An
/// old file at `path` is left as it was where it throws. `files.packed` must be empty.
fault_list pack_data_set(const data_files& files, const std::string& path, std::uint64_t memory,
                         progress_callback packing = {});

}  // namespace zhibiao::inline ZB_ABI
