#include <zhibiao/panel/buffer.hpp>

#include "panel/block_pool.hpp"
#include "panel/pages.hpp"

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::size_t in_lines(std::size_t bytes) noexcept {
  constexpr std::size_t line = memory_block::alignment;
  return (bytes + line - 1) / line * line;
}

}  // namespace

memory_block::memory_block(std::size_t bytes, const arena* from) {
  if (bytes > static_cast<std::size_t>(-1) - alignment) throw std::bad_alloc();
  bytes_ = in_lines(bytes);
  if (bytes_ < least_pages) {
    data_ = ::operator new (bytes_, std::align_val_t{alignment});
    return;
  }
  if (from != nullptr) {
    pool_ = from->pool_;
    const kept_block kept = pool_->take(bytes_);
    data_ = kept.data;
    if (data_ != nullptr) bytes_ = kept.bytes;
  }
  if (data_ == nullptr) {
    data_ = map_pages(bytes_);
    is_zero_ = pages_are_zero;
  }
}

memory_block::~memory_block() {
  if (data_ == nullptr) return;
  if (bytes_ < least_pages) {
    ::operator delete (data_, std::align_val_t{alignment});
  } else if (pool_ == nullptr || !pool_->keep({data_, bytes_})) {
    unmap_pages(data_, bytes_);
  }
}

void fill_lines(void* to, std::size_t bytes, std::uint64_t word) noexcept {
  // The widest vector that every processor has: one that must be split is written word by word.
  // A typedef, since clang 14 does not take the attribute in an alias.
  typedef std::uint64_t words __attribute__((vector_size(16)));
  const words copies = {word, word};
  words* const first = static_cast<words*>(to);
  const std::size_t size = in_lines(bytes) / sizeof copies;
  for (std::size_t i = 0; i < size; i += 4) {
    first[i] = first[i + 1] = first[i + 2] = first[i + 3] = copies;
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
