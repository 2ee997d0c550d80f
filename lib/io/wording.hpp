#pragma once

#include <zhibiao/config.hpp>

#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A text of an input in quotes, for a message: at most 40 characters, on one line.
std::string found(std::string_view text);

/// The candidate that was probably meant by `text`; empty where none is near.
std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates);

/// `; did you mean 'unit'?`, or nothing.
std::string did_you_mean(std::string_view word);

/// `a, b or c`
std::string one_of(std::span<const std::string_view> words);

}  // namespace zhibiao::inline ZB_ABI::detail
