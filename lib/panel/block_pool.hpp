#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <map>
#include <mutex>

namespace zhibiao::inline ZB_ABI::detail {

/// Pages that are not in use.
struct kept_block {
  void* data = nullptr;
  std::size_t bytes = 0;
};

/// What an arena and the buffers from it share: the blocks that were given back. Safe to use from
/// several threads.
class block_pool {
 public:
  explicit block_pool(std::size_t cap) : cap_(cap) {}
  block_pool(const block_pool&) = delete;
  block_pool& operator=(const block_pool&) = delete;
  ~block_pool() { trim(0); }

  /// The least kept block that has room for that many bytes and at most a quarter to spare; none where
  /// there is no such block.
  kept_block take(std::size_t bytes) noexcept;

  /// False where the block is not kept and the caller must unmap it.
  bool keep(kept_block block) noexcept;

  void trim(std::size_t most) noexcept;

  /// Keeps nothing from now on: the arena is gone, and nobody will ask.
  void close() noexcept;

  std::size_t kept() const noexcept;

 private:
  mutable std::mutex guard_;
  std::multimap<std::size_t, void*> blocks_;  ///< by size
  std::size_t kept_ = 0;
  std::size_t cap_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
