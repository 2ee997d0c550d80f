#pragma once

#include <zhibiao/config.hpp>

#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A text of an input in quotes, for a message: at most 40 characters, on one line.
std::string found(std::string_view text);

/// `; did you mean 'unit'?`, or nothing.
std::string did_you_mean(std::string_view word);

/// What a spreadsheet has made of an area code, where it looks like that (`9.90133E+11`, a leading
/// apostrophe, `="990133000000"`), and what to do about it; else nothing.
std::string damaged_code_hint(std::string_view code);

/// `a, b or c`
std::string one_of(std::span<const std::string_view> words);

}  // namespace zhibiao::inline ZB_ABI::detail
