#pragma once

#include <zhibiao/value/rounding.hpp>

namespace zhibiao::inline ZB_ABI::detail {

/// Throws `error(invalid_argument)` for a step that is not 1, 2 or 5 times a power of ten from 10^-18 to
/// 10^18.
void check_step(rounding_step step);

}  // namespace zhibiao::inline ZB_ABI::detail
