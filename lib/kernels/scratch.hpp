#pragma once

#include <zhibiao/config.hpp>

#include <cstddef>
#include <span>

namespace zhibiao::inline ZB_ABI::kernels {

/// Arrays one after the other in scratch memory.
class scratch_arrays {
 public:
  explicit scratch_arrays(std::span<std::byte> memory) : at_(memory.data()) {}

  template <class T>
  T* take(std::size_t n) {
    auto* const taken = reinterpret_cast<T*>(at_);
    at_ += size<T>(n);
    return taken;
  }

  /// What an array needs, with what the one behind it must be aligned to.
  template <class T>
  static constexpr std::size_t size(std::size_t n) {
    static_assert(alignof(T) <= alignof(double));
    return (n * sizeof(T) + sizeof(double) - 1) / sizeof(double) * sizeof(double);
  }

 private:
  std::byte* at_;
};

}  // namespace zhibiao::inline ZB_ABI::kernels
