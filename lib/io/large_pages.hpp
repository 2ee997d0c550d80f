#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <cstdint>
#include <sys/mman.h>

namespace zhibiao::inline ZB_ABI::detail {

/// `to.reserve(size)`, on large pages where the room is enough for some: most of the time that fresh
/// memory takes to fill is the system's, which gives it out a page at a time.
template <class Container>
void reserve_large_pages(Container& to, std::size_t size) {
  to.reserve(size);
#if defined(MADV_HUGEPAGE)
  constexpr std::uintptr_t page = std::uintptr_t{1} << 21U;
  // NOLINTNEXTLINE: pages are numbers
  const auto start = reinterpret_cast<std::uintptr_t>(to.data());
  const std::uintptr_t end = start + to.capacity() * sizeof(typename Container::value_type);
  const std::uintptr_t first = (start + page - 1) / page * page;
  const std::uintptr_t last = end / page * page;
  // A wish, and no harm where it is not heard.
  if (first < last)
    ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);  // NOLINT
#endif
}

}  // namespace zhibiao::inline ZB_ABI::detail
