#pragma once

#include <zhibiao/config.hpp>

#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The text as it would be typed in ASCII: full-width letters, digits and signs, the ideographic
/// blank and the minus sign replaced, and no blanks around it. Reports mix both widths freely.
std::string narrow(std::string_view text);

/// The text in quotes for a message: one line, valid UTF-8, cut to a readable length.
std::string quoted(std::string_view text);

}  // namespace zhibiao::inline ZB_ABI::detail
