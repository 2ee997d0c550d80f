#pragma once

#include <zhibiao/value/interval.hpp>

namespace zhibiao::inline ZB_ABI::engine {

/// What a plain number may be rounded from: half a unit of its last digit either way.
interval printed_digits(double x);

}  // namespace zhibiao::inline ZB_ABI::engine
