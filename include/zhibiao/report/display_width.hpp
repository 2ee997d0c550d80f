#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// How many columns a UTF-8 text takes on a terminal: two for Chinese characters and other wide or
/// full-width ones (Unicode UAX 11, W and F), none for combining marks, else one. Characters of
/// ambiguous width, such as the dash and the signs of comparison, count as one, which is what
/// terminals set to UTF-8 do. A byte that is no UTF-8 counts as one.
std::size_t display_width(std::string_view text) noexcept;

/// The longest part from the start of the text that takes at most that many columns, at least one
/// character of a text that is not empty: the number of its bytes.
std::size_t fitting_prefix(std::string_view text, std::size_t columns) noexcept;

}  // namespace zhibiao::inline ZB_ABI
