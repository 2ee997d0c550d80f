#pragma once

#include <zhibiao/report/presentation.hpp>

namespace zhibiao::inline ZB_ABI::detail {

/// Throws `error(invalid_argument)` for more or fewer places than numbers are printed with.
void check(const presentation& shown);

}  // namespace zhibiao::inline ZB_ABI::detail
