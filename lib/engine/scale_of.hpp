#pragma once

#include <zhibiao/kernels/cell.hpp>

#include <initializer_list>

namespace zhibiao::inline ZB_ABI::engine {

/// The scale in which all of some numbers are whole; none of their neighbours has a say. Numbers that
/// are not finite do not count.
kernels::decimal_scale scale_of(std::initializer_list<double> numbers) noexcept;

}  // namespace zhibiao::inline ZB_ABI::engine
