#pragma once

#include <zhibiao/panel/pivot.hpp>

#include "panel/near_codes.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Asks for memory that will be read before long. The processor does so by itself for a column that is read
/// alone; for several that are read in turns it comes too late.
/// `from` counts bytes, and may lie behind the column's end: as a number it is no pointer that must not.
inline void fetch_lines(const void* column, std::size_t from, std::size_t bytes) noexcept {
  const std::uintptr_t first = reinterpret_cast<std::uintptr_t>(column) + from;
  for (std::size_t i = 0; i < bytes; i += 64) {
    __builtin_prefetch(reinterpret_cast<const void*>(first + i));
  }
}

/// Texts that keys probably have, in the order in which sorted rows come: text i stands for i.
struct listed_texts {
  std::size_t count = 0;
  std::function<std::string_view(meaning)> text;
};

/// Reads one column of keys as what they stand for. Each thread has one of its own, a clone of the first.
class key_reader {
 public:
  using meaning_of_text = std::function<meaning(std::string_view)>;

  static std::unique_ptr<key_reader> of(const key_column& column);

  key_reader(const key_reader&) = default;
  key_reader& operator=(const key_reader&) = delete;
  virtual ~key_reader() = default;
  virtual std::unique_ptr<key_reader> clone() const = 0;

  /// How many rows the column has.
  virtual std::size_t size() const noexcept = 0;

  /// Finds out which keys the rows [first, last) have.
  virtual void collect(std::size_t first, std::size_t last) = 0;
  /// Takes over what another reader of the column has collected.
  virtual void collect(const key_reader& other) = 0;
  /// The texts of the keys collected, trimmed; one that has several spellings may be there more than once.
  std::vector<std::string> collected();

  /// Says what keys stand for; never asked about an empty text. A key that was not collected is asked for
  /// when it is met, by the thread that reads.
  void set_meanings(meaning_of_text meaning_of) { meaning_of_ = std::move(meaning_of); }
  /// The same for many texts, beforehand: meanings that must not change.
  virtual void expect(const listed_texts&) {}
  /// Gives the keys collected their meanings. False where one of them has none.
  bool resolve();
  /// Every meaning found so far.
  std::vector<meaning> meanings();
  /// From now on keys stand for what `to` makes of their meanings.
  void change_meanings(const std::function<meaning(meaning)>& to);

  /// Writes what the keys of the rows [first, first + n) stand for. False where one of them has no
  /// meaning.
  virtual bool read(std::size_t first, std::size_t n, meaning* out) = 0;

  /// Asks for the memory of the rows [first, first + n), which will be read before long and need not all
  /// be there.
  void fetch(std::size_t first, std::size_t n) const noexcept {
    fetch_lines(column_, first * width_, n * width_);
  }

  /// The text of a row's key, trimmed.
  virtual std::string text(std::size_t row) const = 0;
  /// Why a row has no text; empty where it has one.
  virtual std::string why_no_text(std::size_t) const { return {}; }

 protected:
  /// Where the column lies and how many bytes a row has there.
  key_reader(const void* column, std::size_t width) noexcept : column_(column), width_(width) {}

  /// Makes the text of a key.
  using text_maker = std::function<std::string()>;
  /// Calls the function for every key met.
  virtual void for_each_text(const std::function<void(const text_maker&, meaning&)>& visit) = 0;
  virtual void for_each_meaning(const std::function<void(meaning&)>& visit) = 0;

  /// The meaning of a key, which is put down in `m` where it was not known.
  template <class TextOf>
  meaning settle(meaning& m, const TextOf& text_of) const {
    if (m == vacant || m == pending) {
      const std::string text = text_of();
      m = text.empty() ? no_meaning : meaning_of_(text);
    }
    return m;
  }

 private:
  meaning_of_text meaning_of_;
  const void* column_;
  std::size_t width_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
