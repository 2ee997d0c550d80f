#pragma once

#include <zhibiao/panel/area_tree.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The areas as bytes, in row order: section "Areas" of docs/en/panel-file.md. Places are left out.
std::string pack_areas(const area_tree& areas);

/// Throws `error(damaged_file)`; `file` is for messages.
area_tree unpack_areas(std::string_view bytes, const std::string& file);

}  // namespace zhibiao::inline ZB_ABI::detail
