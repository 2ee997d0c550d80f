#pragma once

#include <zhibiao/config.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The keys a record begins with, separators included. Where tables are sorted, most records begin as the one
/// before: then one comparison stands for splitting and looking up two fields.
class leading_keys {
 public:
  static constexpr std::size_t most_bytes = 64;

  /// Remembers what a record began with; nothing where that is too short or too long, or has quotes.
  void remember(std::string_view text) noexcept {
    size_ = 0;
    if (text.size() < word || text.size() > most_bytes) return;
    if (text.find('"') != std::string_view::npos) return;
    std::copy(text.begin(), text.end(), text_.begin());
    size_ = text.size();
  }

  /// True where a record begins as the one that is remembered; `most_bytes` of it may be read.
  bool begin(const char* record) const noexcept {
    if (size_ == 0) return false;
    // The last word overlaps the one before it.
    std::uint64_t difference =
        word_at(record + size_ - word) ^ word_at(text_.data() + size_ - word);
    for (std::size_t i = 0; i + word <= size_; i += word) {
      difference |= word_at(record + i) ^ word_at(text_.data() + i);
    }
    return difference == 0;
  }

  std::size_t size() const noexcept { return size_; }

 private:
  static constexpr std::size_t word = sizeof(std::uint64_t);

  static std::uint64_t word_at(const char* at) noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
  }

  std::array<char, most_bytes> text_{};
  std::size_t size_ = 0;  ///< 0: nothing is remembered
};

}  // namespace zhibiao::inline ZB_ABI::detail
