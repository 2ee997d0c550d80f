#pragma once

#include <zhibiao/panel/arena.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace zhibiao::inline ZB_ABI {

namespace detail {

/// A block of bytes that begins and ends on a cache line; it returns to where it came from.
class memory_block {
 public:
  static constexpr std::size_t alignment = 64;

  memory_block() noexcept = default;
  memory_block(std::size_t bytes, const arena* from);
  memory_block(memory_block&& other) noexcept { swap(other); }
  memory_block& operator=(memory_block&& other) noexcept {
    memory_block(std::move(other)).swap(*this);
    return *this;
  }
  ~memory_block();

  void swap(memory_block& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(bytes_, other.bytes_);
    std::swap(is_zero_, other.is_zero_);
    pool_.swap(other.pool_);
  }

  void* data() const noexcept { return data_; }
  /// True where every byte is known to have been zero when the block was taken.
  bool is_zero() const noexcept { return is_zero_; }

 private:
  void* data_ = nullptr;
  std::size_t bytes_ = 0;
  bool is_zero_ = false;
  std::shared_ptr<block_pool> pool_;
};

/// Writes the word over `bytes` bytes, to the end of the last cache line. `to` begins one.
void fill_lines(void* to, std::size_t bytes, std::uint64_t word) noexcept;

}  // namespace detail

/// A block of numbers, aligned to a cache line and not initialised: what panels and results keep
/// their cells in. The one place that decides where such memory comes from: from two megabytes on it
/// is mapped for the buffer alone, on huge pages where the system has them.
template <class T>
class buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t alignment = detail::memory_block::alignment;

  buffer() noexcept = default;

  /// Throws `std::bad_alloc` (`std::bad_array_new_length` is one) where the memory is not to be had.
  explicit buffer(std::size_t size) : block_(block_of(size, nullptr)), size_(size) {}
  /// Large blocks are taken from the arena and go back to it.
  buffer(std::size_t size, arena& from) : block_(block_of(size, &from)), size_(size) {}
  buffer(std::size_t size, T fill) : buffer(size) { fill_with(fill); }

  buffer(buffer&& other) noexcept
      : block_(std::move(other.block_)), size_(std::exchange(other.size_, 0)) {}
  buffer& operator=(buffer&& other) noexcept {
    block_ = std::move(other.block_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ~buffer() = default;

  T* data() noexcept { return static_cast<T*>(block_.data()); }
  const T* data() const noexcept { return static_cast<const T*>(block_.data()); }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  T& operator[](std::size_t i) noexcept { return data()[i]; }
  const T& operator[](std::size_t i) const noexcept { return data()[i]; }
  std::span<const T> span() const noexcept { return {data(), size_}; }

 private:
  static detail::memory_block block_of(std::size_t size, const arena* from) {
    if (size > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_array_new_length();
    if (size == 0) return {};
    return detail::memory_block(size * sizeof(T), from);
  }

  void fill_with(T x) noexcept {
    if constexpr (sizeof(T) == 1 || sizeof(T) == 2 || sizeof(T) == 4 || sizeof(T) == 8) {
      T copies[8 / sizeof(T)];
      for (T& copy : copies) copy = x;
      std::uint64_t word = 0;
      std::memcpy(&word, copies, sizeof word);
      if (word != 0 || !block_.is_zero()) {
        detail::fill_lines(block_.data(), size_ * sizeof(T), word);
      }
    } else {
      for (std::size_t i = 0; i < size_; ++i) data()[i] = x;
    }
  }

  detail::memory_block block_;
  std::size_t size_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI
