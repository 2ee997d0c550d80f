#pragma once

#include <zhibiao/panel/catalog.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The catalogue as bytes: section "Catalogue" of docs/en/panel-file.md. Places are left out.
std::string pack_catalog(const catalog& indicators);

/// Throws `error(damaged_file)`; `file` is for messages.
catalog unpack_catalog(std::string_view bytes, const std::string& file);

}  // namespace zhibiao::inline ZB_ABI::detail
