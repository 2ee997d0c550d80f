#include "panel/block_pool.hpp"

#include "panel/pages.hpp"

#include <iterator>
#include <new>

namespace zhibiao::inline ZB_ABI::detail {

kept_block block_pool::take(std::size_t bytes) noexcept {
  const std::lock_guard lock(guard_);
  const auto found = blocks_.lower_bound(bytes);
  if (found == blocks_.end() || found->first - bytes > bytes / 4) return {};
  const kept_block block{found->second, found->first};
  blocks_.erase(found);
  kept_ -= block.bytes;
  return block;
}

bool block_pool::keep(kept_block block) noexcept try {
  const std::lock_guard lock(guard_);
  if (block.bytes > cap_ || kept_ > cap_ - block.bytes) return false;
  blocks_.emplace(block.bytes, block.data);
  kept_ += block.bytes;
  return true;
} catch (const std::bad_alloc&) {
  return false;
}

void block_pool::trim(std::size_t most) noexcept {
  const std::lock_guard lock(guard_);
  // The largest first: the fewest blocks go.
  while (kept_ > most) {
    const auto last = std::prev(blocks_.end());
    kept_ -= last->first;
    unmap_pages(last->second, last->first);
    blocks_.erase(last);
  }
}

void block_pool::close() noexcept {
  {
    const std::lock_guard lock(guard_);
    cap_ = 0;
  }
  trim(0);
}

std::size_t block_pool::kept() const noexcept {
  const std::lock_guard lock(guard_);
  return kept_;
}

}  // namespace zhibiao::inline ZB_ABI::detail
