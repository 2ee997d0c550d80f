#pragma once

#include <zhibiao/panel/buffer.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

/// Sixteen bytes compared as one.
struct two_words {
  std::uint64_t a;
  std::uint64_t b;
  friend constexpr bool operator==(const two_words&, const two_words&) = default;
};

/// Every bit of the result depends on every bit of the words.
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ typedef unsigned __int128 product;
  const product p = static_cast<product>(a ^ 0x9E37'79B9'7F4A'7C15U) * (b ^ 0xC2B2'AE3D'27D4'EB4FU);
  return static_cast<std::uint64_t>(p) ^ static_cast<std::uint64_t>(p >> 64U);
}
inline std::uint64_t mixed(std::uint64_t key) noexcept { return mixed(key, 0); }
inline std::uint64_t mixed(const two_words& key) noexcept { return mixed(key.a, key.b); }
inline std::uint64_t mixed(std::string_view key) noexcept {
  std::uint64_t sum = key.size();
  for (std::size_t i = 0; i < key.size(); i += sizeof sum) {
    std::uint64_t word = 0;
    std::memcpy(&word, key.data() + i, std::min(sizeof word, key.size() - i));
    sum = mixed(sum, word);
  }
  return sum;
}

/// What keys stand for. Keys are put in and never taken out, and at least half of the places are free:
/// that, and entries of one line, is what makes it half again as fast as tables that can do more.
template <class Key, class Value>
class key_table {
 public:
  struct entry {
    Key key;
    Value value;
  };

  /// `no_value` is the one value that no key has.
  explicit key_table(Value no_value) : vacant_(no_value) { resize(16); }
  key_table(key_table&&) noexcept = default;
  key_table& operator=(key_table&&) noexcept = default;
  key_table(const key_table& other)
      : entries_(other.entries_.size()),
        size_(other.size_),
        shift_(other.shift_),
        vacant_(other.vacant_) {
    std::copy_n(other.entries_.data(), entries_.size(), entries_.data());
  }
  key_table& operator=(const key_table&) = delete;
  ~key_table() = default;

  std::size_t size() const noexcept { return size_; }

  /// Makes room for so many keys in all.
  void reserve(std::size_t keys) {
    if (2 * keys > entries_.size()) resize(std::bit_ceil(2 * keys));
  }

  /// The value of a key, or the vacant one.
  Value find(const Key& key) const noexcept { return entries_[place_of(key, start_of(key))].value; }

  /// The same in two steps, so that many keys can be asked for before the first is looked at: where the
  /// search starts, which is fetched into the nearest cache, and the search.
  std::size_t fetch(const Key& key) const noexcept {
    const std::size_t start = start_of(key);
    __builtin_prefetch(&entries_[start]);
    return start;
  }
  Value find(const Key& key, std::size_t start) const noexcept {
    // Which of two places it is makes no branch that would have to be foretold; it is rarely a third.
    const entry& first_or_second = entries_[start + (entries_[start].key == key ? 0U : 1U)];
    if (first_or_second.key == key) [[likely]]
      return first_or_second.value;
    return entries_[place_of(key, start)].value;
  }

  /// The value of a key, which is put in with the vacant one where it is not there; stays until the next
  /// call, and something else must be put into it.
  Value& at(const Key& key) {
    if (2 * (size_ + 1) > entries_.size()) resize(2 * entries_.size());
    entry& found = entries_[place_of(key, start_of(key))];
    if (found.value == vacant_) {
      found.key = key;
      ++size_;
    }
    return found.value;
  }

  /// Calls visit(key, value) for every key, in no order that means anything.
  template <class Visit>
  void for_each(const Visit& visit) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].value != vacant_) visit(entries_[i].key, entries_[i].value);
    }
  }
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (const entry& e : entries_.span()) {
      if (e.value != vacant_) visit(e.key, e.value);
    }
  }

 private:
  // Every second place, so that there is one behind it, in the same cache line.
  std::size_t start_of(const Key& key) const noexcept {
    return (mixed(key) >> shift_) & ~std::size_t{1};
  }
  std::size_t place_of(const Key& key, std::size_t at) const noexcept {
    while (entries_[at].value != vacant_ && !(entries_[at].key == key)) {
      at = (at + 1) & (entries_.size() - 1);
    }
    return at;
  }

  void resize(std::size_t places) {
    const buffer<entry> before = std::exchange(entries_, buffer<entry>(places, {Key{}, vacant_}));
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(places));
    for (const entry& e : before.span()) {
      if (e.value != vacant_) entries_[place_of(e.key, start_of(e.key))] = e;
    }
  }

  buffer<entry> entries_;
  std::size_t size_ = 0;
  unsigned shift_ = 0;
  Value vacant_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
