#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The text as it would be typed in ASCII: full-width letters, digits and signs, the ideographic
/// blank and the minus sign replaced, and no blanks around it. Reports mix both widths freely.
std::string narrow(std::string_view text);

/// The bytes of the well-formed UTF-8 character at `i` (Unicode 15, table 3-7), or 0.
std::size_t character_length(std::string_view text, std::size_t i) noexcept;

/// The decimal number with a comma at every third place before the point.
std::string with_separators(std::string number);

/// The text in quotes for a message: one line, valid UTF-8, cut to a readable length.
std::string quoted(std::string_view text);

}  // namespace zhibiao::inline ZB_ABI::detail
