#pragma once

#include <zhibiao/config.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Remembers what short texts mean, for tables whose keys come a million times over. Keys mostly
/// repeat, or follow each other as they did before: those two are tried first, and stand side by side.
/// A text of up to 16 bytes is compared as two words. `T` is small and copied.
template <class T>
class text_cache {
 public:
  /// How many bytes behind a text may be read.
  static constexpr std::size_t margin = 8;

  text_cache() : entries_(2), index_(64) {}

  /// What is remembered of the text; null: nothing. Valid until the next `add`.
  const T* find(std::string_view text) noexcept {
    if (text.size() > two_words) return find_long(text);
    if (text.empty()) return nullptr;
    const key wanted = key_of(text);
    const entry* const last = &entries_[last_];
    if (last->is == wanted) return &last->meaning;
    if (last[1].is == wanted) {
      ++last_;
      return &last[1].meaning;
    }
    return find_anywhere(wanted);
  }

  /// Remembers a text that is not remembered yet. An empty one never is.
  void add(std::string_view text, T meaning) {
    if (text.empty() || text.size() > most_bytes) return;
    if (2 * entries_.size() >= index_.size()) grow();
    entry made{key_of(text), meaning};
    if (text.size() > two_words) {
      made.is.tail = long_texts_.size();
      long_texts_.emplace_back(text);
    }
    entries_.back() = made;
    put(entries_.size() - 1);
    entries_.emplace_back();
  }

 private:
  static constexpr std::size_t one_word = sizeof(std::uint64_t);
  static constexpr std::size_t two_words = 2 * one_word;
  static constexpr std::size_t most_bytes = std::numeric_limits<std::uint32_t>::max();

  struct key {
    std::uint64_t head = 0;  ///< of a long text its hash
    std::uint64_t tail = 0;  ///< of a long text its place in `long_texts_`
    std::uint32_t size = 0;
    friend bool operator==(const key&, const key&) = default;
  };
  struct entry {
    key is;
    T meaning{};
  };

  static std::uint64_t word_at(const char* at) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
  }

  static key key_of(std::string_view text) noexcept {
    const auto size = static_cast<std::uint32_t>(text.size());
    if (text.size() > two_words) return {std::hash<std::string_view>{}(text), 0, size};
    // Two words that overlap hold every byte.
    const std::uint64_t head = word_at(text.data());
    if (text.size() >= one_word) return {head, word_at(text.data() + size - one_word), size};
    const auto unused = static_cast<unsigned>(8 * (one_word - text.size()));
    return {std::endian::native == std::endian::little ? head << unused : head >> unused, 0, size};
  }

  const T* find_anywhere(const key& wanted) noexcept {
    for (std::size_t i = place_of(wanted); index_[i] != 0; i = next(i)) {
      if (entries_[index_[i]].is != wanted) continue;
      last_ = index_[i];
      return &entries_[last_].meaning;
    }
    return nullptr;
  }

  const T* find_long(std::string_view text) noexcept {
    if (text.size() > most_bytes) return nullptr;
    const auto is_text = [&](const entry& e) {
      return e.is.size == text.size() && long_texts_[e.is.tail] == text;
    };
    if (is_text(entries_[last_])) return &entries_[last_].meaning;
    const key wanted = key_of(text);
    for (std::size_t i = place_of(wanted); index_[i] != 0; i = next(i)) {
      const entry& e = entries_[index_[i]];
      if (e.is.head != wanted.head || !is_text(e)) continue;
      last_ = index_[i];
      return &e.meaning;
    }
    return nullptr;
  }

  std::size_t place_of(const key& k) const noexcept {
    // Odd numbers without a pattern; what matters is in the upper bits of each product.
    std::uint64_t mixed = (k.head ^ k.size) * 0x9E37'79B9'7F4A'7C15U;
    if (k.size <= two_words) mixed ^= k.tail;
    mixed = (mixed ^ (mixed >> 32U)) * 0xC2B2'AE3D'27D4'EB4FU;
    return static_cast<std::size_t>(mixed >> 32U) & (index_.size() - 1);
  }

  std::size_t next(std::size_t i) const noexcept { return (i + 1) & (index_.size() - 1); }

  void put(std::size_t number) noexcept {
    std::size_t i = place_of(entries_[number].is);
    while (index_[i] != 0) i = next(i);
    index_[i] = static_cast<std::uint32_t>(number);
  }

  void grow() {
    index_.assign(2 * index_.size(), 0);
    for (std::size_t i = 1; i + 1 < entries_.size(); ++i) put(i);
  }

  std::vector<entry> entries_;        ///< in the order first met, between two that no text is
  std::vector<std::uint32_t> index_;  ///< by hash, at most half full; 0: nothing
  std::vector<std::string> long_texts_;
  std::size_t last_ = 0;  ///< the entry found last
};

}  // namespace zhibiao::inline ZB_ABI::detail
