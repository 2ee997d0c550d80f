#pragma once

#include "io/text_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// A run of the bytes of a source in memory. Behind them stand line ends, so that a reader may look
/// at whole blocks and need not test for the end at each byte.
class text_window {
 public:
  /// How many bytes behind the text may be read.
  static constexpr std::size_t margin = 128;

  explicit text_window(const text_source& source) noexcept : source_(&source) {}

  /// Puts the window on [from, to) of the source, or up to its end; false where that cannot be read.
  bool move(std::uint64_t from, std::uint64_t to);

  /// Makes the window twice as long, or as long as what there is.
  bool grow();

  std::string_view text() const noexcept { return {bytes_.get(), size_}; }

  /// True where the source ends with the window.
  bool is_last() const noexcept { return from_ + size_ == source_->size(); }

 private:
  bool fill(std::size_t size);

  const text_source* source_;
  std::unique_ptr<char[]> bytes_;  // NOLINT: a vector would write zeros first
  std::size_t room_ = 0;
  std::size_t size_ = 0;
  std::uint64_t from_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI::detail
