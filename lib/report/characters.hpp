#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A character that stands at the start of a text.
struct character {
  char32_t code = 0;       ///< the replacement character where the bytes are no UTF-8
  std::size_t length = 0;  ///< bytes it takes
};

/// Reads the first character of a text that is not empty.
character first_character(std::string_view text) noexcept;

/// Columns of one character on a terminal: 0, 1 or 2.
std::size_t width_of(char32_t code) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
