#pragma once

#include <zhibiao/config.hpp>

#include <span>

namespace zhibiao::inline ZB_ABI::detail {

/// True where every one is what a panel may hold: a finite number other than -0, `no_row` or
/// `reported_empty`. At the speed of memory.
bool are_figures(std::span<const double> values) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
