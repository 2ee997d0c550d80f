#pragma once

#include <zhibiao/config.hpp>

#include <string>

namespace zhibiao::inline ZB_ABI::detail {

/// Appends the shortest text that reads back as the number, without an exponent where it has at most
/// 18 digits before the point or 17 behind it. Zero has no sign.
void append_shortest(std::string& out, double value);

std::string shortest_text(double value);

}  // namespace zhibiao::inline ZB_ABI::detail
