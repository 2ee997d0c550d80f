#pragma once

#include <zhibiao/panel/targets.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The targets as bytes: section "Targets" of docs/en/panel-file.md.
std::string pack_targets(const targets& wanted);

/// Throws `error(damaged_file)`, also where a target names an indicator or area beyond those there are;
/// `file` is for messages.
targets unpack_targets(std::string_view bytes, const std::string& file, std::size_t indicators,
                       std::size_t areas);

}  // namespace zhibiao::inline ZB_ABI::detail
