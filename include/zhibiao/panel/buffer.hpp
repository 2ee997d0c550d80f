#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace zhibiao::inline ZB_ABI {

/// A block of numbers, aligned to a cache line and not initialised: what panels and results keep
/// their cells in. The one place that decides where such memory comes from.
template <class T>
class buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr std::size_t alignment = 64;

  buffer() noexcept = default;

  /// Throws `std::bad_alloc` (`std::bad_array_new_length` is one) where the memory is not to be had.
  explicit buffer(std::size_t size) : size_(size) {
    if (size > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_array_new_length();
    if (size != 0) {
      data_.reset(static_cast<T*>(::operator new (size * sizeof(T), std::align_val_t{alignment})));
    }
  }
  buffer(std::size_t size, T fill) : buffer(size) {
    for (std::size_t i = 0; i < size; ++i) data_.get()[i] = fill;
  }

  T* data() noexcept { return data_.get(); }
  const T* data() const noexcept { return data_.get(); }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  T& operator[](std::size_t i) noexcept { return data_.get()[i]; }
  const T& operator[](std::size_t i) const noexcept { return data_.get()[i]; }
  std::span<const T> span() const noexcept { return {data_.get(), size_}; }

 private:
  struct release {
    void operator()(T* p) const noexcept { ::operator delete (p, std::align_val_t{alignment}); }
  };
  std::unique_ptr<T, release> data_;
  std::size_t size_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI
