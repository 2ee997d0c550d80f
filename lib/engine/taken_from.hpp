#pragma once

#include <zhibiao/panel/buffer.hpp>

#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {

/// Memory for so many, from the arena where there is one.
template <class T>
buffer<T> taken_from(arena* memory, std::size_t size) {
  return memory != nullptr ? buffer<T>(size, *memory) : buffer<T>(size);
}

}  // namespace zhibiao::inline ZB_ABI::engine
