#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <memory>

namespace zhibiao::inline ZB_ABI {

namespace detail {
class block_pool;
class memory_block;
}  // namespace detail

/// Keeps the large blocks of memory that buffers give back, and hands them out again: memory fresh from
/// the system costs more to touch for the first time than most results cost to compute. Give one to
/// calls that follow each other with panels and results of like size.
///
/// Buffers may outlive their arena: they then return their memory to the system. May be used from
/// several threads at once.
class arena {
 public:
  static constexpr std::size_t default_cap = std::size_t{4} << 30U;

  /// `cap`: the most bytes it keeps that are not in use. What is given back beyond that goes to the
  /// system at once.
  explicit arena(std::size_t cap = default_cap);
  arena(const arena&) = delete;
  arena& operator=(const arena&) = delete;
  ~arena();

  /// The bytes that are kept and not in use.
  std::size_t kept() const noexcept;

  /// Gives kept memory to the system until at most `most` bytes are left.
  void trim(std::size_t most = 0) noexcept;

 private:
  friend class detail::memory_block;
  std::shared_ptr<detail::block_pool> pool_;
};

}  // namespace zhibiao::inline ZB_ABI
