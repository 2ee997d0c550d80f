#include "io/text_window.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

bool text_window::move(std::uint64_t from, std::uint64_t to) {
  from_ = from;
  size_ = 0;
  return fill(static_cast<std::size_t>(std::min(to, source_->size()) - from_));
}

bool text_window::grow() {
  const std::uint64_t left = source_->size() - from_;
  return fill(static_cast<std::size_t>(std::min(2 * std::uint64_t{size_} + 1, left)));
}

/// Reads on until `size` bytes are there.
bool text_window::fill(std::size_t size) {
  if (size + margin > room_) {
    room_ = size + margin;
    auto wider = std::make_unique_for_overwrite<char[]>(room_);  // NOLINT: as bytes_
    std::copy_n(bytes_.get(), size_, wider.get());
    bytes_ = std::move(wider);
  }
  const bool is_read = source_->read(from_ + size_, std::span(bytes_.get() + size_, size - size_));
  size_ = is_read ? size : 0;
  std::fill_n(bytes_.get() + size_, margin, '\n');
  return is_read;
}

}  // namespace zhibiao::inline ZB_ABI::detail
