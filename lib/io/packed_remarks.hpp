#pragma once

#include <zhibiao/panel/panel.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Bytes of a remark without its texts.
inline constexpr std::size_t packed_remark_bytes = 40;

/// The remarks of a run as bytes: section "Remarks" of docs/en/panel-file.md. Their cells count within
/// the run, `area * columns + column`.
std::string pack_remarks(std::span<const remark> remarks, std::size_t columns);

/// Appends the remarks, in the order of their cells. Throws `error(damaged_file)`; `file` and `part` are for messages.
void unpack_remarks(std::string_view bytes, std::size_t count, std::size_t areas,
                    std::size_t columns, const std::string& file, const std::string& part,
                    std::vector<remark>& out);

}  // namespace zhibiao::inline ZB_ABI::detail
