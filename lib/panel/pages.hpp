#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::detail {

/// Blocks of fewer bytes come from the heap: that is a huge page, and less would not fill one.
inline constexpr std::size_t least_pages = std::size_t{2} << 20U;

/// True where fresh pages are known to hold zeros.
#if defined(__linux__)
inline constexpr bool pages_are_zero = true;
#else
inline constexpr bool pages_are_zero = false;
#endif

/// Memory of its own from the system, at least `least_pages`, beginning on a cache line; on Linux it begins
/// on a huge page and asks for such pages. Throws `std::bad_alloc`.
void* map_pages(std::size_t bytes);

/// Gives it back; `bytes` as when it was taken.
void unmap_pages(void* pages, std::size_t bytes) noexcept;

}  // namespace zhibiao::inline ZB_ABI::detail
