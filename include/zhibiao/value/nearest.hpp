#pragma once

#include <zhibiao/config.hpp>

#include <span>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// The name that `text` was probably meant to be, for a message that asks "did you mean": the one
/// fewest characters away, counting each that is put in, left out, exchanged, or swapped with its
/// neighbour; the first of those equally near. Empty where every name is another word: more than a
/// third of the characters away (one may always differ), or nothing in common.
std::string_view nearest_name(std::string_view text, std::span<const std::string_view> names);

}  // namespace zhibiao::inline ZB_ABI
