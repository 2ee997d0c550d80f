#pragma once

#include <zhibiao/panel/pivot.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::test {

/// How a column of keys can be written. Those that are numbers need texts that are.
enum class key_form : std::uint8_t {
  zero_padded_text,   ///< as wide as the longest
  blank_padded_text,  ///< with two blanks behind the longest
  long_text,          ///< 20 bytes
  int16,
  int32,
  int64,
  code8,
  code16,
  code32,
  unsigned_code8,
  unsigned_code16,
  unsigned_code32,
};

inline std::ostream& operator<<(std::ostream& out, key_form f) {
  return out << "form " << static_cast<int>(f);
}

/// A column written in one of these forms, with the memory it lies in.
class written_keys {
 public:
  written_keys(const std::vector<std::string>& texts, key_form form) { write(texts, form); }
  written_keys(const written_keys&) = delete;
  written_keys& operator=(const written_keys&) = delete;

  const key_column& column() const noexcept { return column_; }

 private:
  void write(const std::vector<std::string>& texts, key_form form) {
    switch (form) {
      case key_form::zero_padded_text:
        return write_texts(texts, longest(texts), '\0');
      case key_form::blank_padded_text:
        return write_texts(texts, longest(texts) + 2, ' ');
      case key_form::long_text:
        return write_texts(texts, std::max<std::size_t>(longest(texts), 20), '\0');
      case key_form::int16:
        return write_numbers(texts, int16_);
      case key_form::int32:
        return write_numbers(texts, int32_);
      case key_form::int64:
        return write_numbers(texts, int64_);
      case key_form::code8:
        return write_codes(texts, code8_);
      case key_form::code16:
        return write_codes(texts, code16_);
      case key_form::code32:
        return write_codes(texts, code32_);
      case key_form::unsigned_code8:
        return write_codes(texts, unsigned8_);
      case key_form::unsigned_code16:
        return write_codes(texts, unsigned16_);
      case key_form::unsigned_code32:
        return write_codes(texts, unsigned32_);
    }
  }
  static std::size_t longest(const std::vector<std::string>& texts) {
    std::size_t width = 1;
    for (const std::string& t : texts) width = std::max(width, t.size());
    return width;
  }

  void write_texts(const std::vector<std::string>& texts, std::size_t width, char padding) {
    for (std::string t : texts) {
      t.resize(width, padding);
      bytes_ += t;
    }
    column_ = fixed_texts{bytes_, width};
  }

  template <class Int>
  void write_numbers(const std::vector<std::string>& texts, std::vector<Int>& to) {
    for (const std::string& t : texts) to.push_back(static_cast<Int>(std::stoll(t)));
    column_ = std::span<const Int>(to);
  }

  // Words in the order of their first rows, with one between that no row has.
  template <class Code>
  void write_codes(const std::vector<std::string>& texts, std::vector<Code>& to) {
    for (const std::string& t : texts) {
      auto found = std::find(words_.begin(), words_.end(), t);
      if (found == words_.end()) {
        if (words_.size() == 1) words_.emplace_back("not in any row");
        words_.push_back(t);
        found = std::prev(words_.end());
      }
      to.push_back(static_cast<Code>(found - words_.begin()));
    }
    views_.assign(words_.begin(), words_.end());
    column_ = dictionary_codes<Code>{to, views_};
  }

  std::string bytes_;
  std::vector<std::int16_t> int16_;
  std::vector<std::int32_t> int32_;
  std::vector<std::int64_t> int64_;
  std::vector<std::int8_t> code8_;
  std::vector<std::int16_t> code16_;
  std::vector<std::int32_t> code32_;
  std::vector<std::uint8_t> unsigned8_;
  std::vector<std::uint16_t> unsigned16_;
  std::vector<std::uint32_t> unsigned32_;
  std::deque<std::string> words_;
  std::vector<std::string_view> views_;
  key_column column_;
};

}  // namespace zhibiao::test
