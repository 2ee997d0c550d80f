#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The offset of the first byte that does not belong to well-formed UTF-8 (Unicode 15, table 3-7);
/// the size where there is none.
std::size_t find_malformed(std::string_view text) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
