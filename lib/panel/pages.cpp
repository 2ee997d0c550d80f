#include "panel/pages.hpp"

#include <zhibiao/panel/buffer.hpp>

#include <cstdint>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace zhibiao::inline ZB_ABI::detail {

#if defined(__linux__)

void* map_pages(std::size_t bytes) {
  constexpr std::size_t huge_page = std::size_t{2} << 20U;
  if (bytes > static_cast<std::size_t>(-1) - huge_page) throw std::bad_alloc();
  // As much more as it takes to begin on a huge page, which is given back at both ends.
  const std::size_t taken = bytes + huge_page;
  void* const from =
      ::mmap(nullptr, taken, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (from == MAP_FAILED) throw std::bad_alloc();
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t used = (bytes + page - 1) / page * page;
  const std::size_t before =
      (huge_page - reinterpret_cast<std::uintptr_t>(from) % huge_page) % huge_page;
  char* const begin = static_cast<char*>(from) + before;
  if (before > 0) ::munmap(from, before);
  if (taken - before > used) ::munmap(begin + used, taken - before - used);
  // Advice: where it is not taken the pages are merely small.
  ::madvise(begin, used, MADV_HUGEPAGE);
  return begin;
}

void unmap_pages(void* pages, std::size_t bytes) noexcept { ::munmap(pages, bytes); }

#else

void* map_pages(std::size_t bytes) {
  return ::operator new (bytes, std::align_val_t{memory_block::alignment});
}

void unmap_pages(void* pages, std::size_t) noexcept {
  ::operator delete (pages, std::align_val_t{memory_block::alignment});
}

#endif

}  // namespace zhibiao::inline ZB_ABI::detail
