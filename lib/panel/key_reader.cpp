#include "panel/key_reader.hpp"

#include "panel/key_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <variant>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0')) text.remove_suffix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return std::string(text);
}

/// Keys that are looked up in a table, but for those that come again at once, as sorted ones do.
/// `Source` has what it takes to load a key, to see that rows have the same, and to write it as text.
template <class Source>
class key_lookup {
 public:
  using key = typename Source::key;

  meaning& operator[](const key& k) { return table_.at(k); }
  void expect(const listed_texts& texts) { listed_ = texts; }

  void collect(const Source& source, std::size_t row) {
    const key k = source.load(row);
    if (last_meaning_ == pending && k == last_) return;
    last_ = k;
    last_meaning_ = table_.at(k) = pending;
  }

  /// Writes the meanings of n rows; `settle(slot, key)` finds those that are not known. False where one of
  /// them has none.
  template <class Settle>
  bool read(const Source& source, std::size_t first, std::size_t n, meaning* out,
            const Settle& settle) {
    // Where rows are sorted, they are the only new key or two among the next ones.
    for (const std::size_t ahead : {first + n, first + n + n / 2}) {
      if (ahead < source.size()) table_.fetch(source.load(ahead));
    }
    bool is_good = true;
    for (std::size_t at = 0; at < n;) {
      const std::size_t size = std::min(piece, n - at);
      const key k = source.load(first + at);
      if (!is_settled(last_meaning_) || !(k == last_)) {
        if (is_next_listed(source, k)) {
          last_ = k;
          last_meaning_ = next_++;
          continue;
        }
        if (size > 1 && !(source.load(first + at + 1) == k)) {
          is_good = read_unsorted(source, first + at, size, out + at, settle) && is_good;
          at += size;
          continue;
        }
        last_ = k;
        last_meaning_ = look_up(source, k, table_.fetch(k), settle);
        is_good = is_good && is_settled(last_meaning_);
        next_ = last_meaning_ + 1;
      }
      if (source.are_same(first + at, size)) {
        std::fill_n(out + at, size, last_meaning_);
        at += size;
      } else {
        while (source.load(first + at) == last_) out[at++] = last_meaning_;
      }
    }
    return is_good;
  }

 private:
  // Rows that are looked at together.
  static constexpr std::size_t piece = 32;

  // Whether the key is the one behind the last one in the list, as it nearly always is where rows are
  // sorted: then the table, which takes its time to fill, is not needed.
  bool is_next_listed(const Source& source, const key& k) const {
    if (next_ >= listed_.count) return false;
    const std::optional<key> next = source.key_of_text(listed_.text(next_));
    return next && *next == k;
  }

  template <class Settle>
  meaning look_up(const Source& source, const key& k, std::size_t start, const Settle& settle) {
    meaning m = table_.find(k, start);
    if (is_settled(m)) [[likely]]
      return m;
    if (listed_.count > 0 && ++unknown_ == listed_.count / 16 + 1) {
      // To ask for each of the others in turn would take longer.
      take_list(source);
      m = table_.find(k);
      if (is_settled(m)) return m;
    }
    return settle(table_.at(k), k);
  }

  void take_list(const Source& source) {
    table_.reserve(table_.size() + listed_.count);
    for (std::size_t i = 0; i < listed_.count; ++i) {
      const auto m = static_cast<meaning>(i);
      if (const std::optional<key> k = source.key_of_text(listed_.text(m))) table_.at(*k) = m;
    }
  }

  // All places are fetched before the first is looked at.
  template <class Settle>
  bool read_unsorted(const Source& source, std::size_t first, std::size_t n, meaning* out,
                     const Settle& settle) {
    std::size_t starts[piece];
    const std::size_t keys = table_.size();
    for (std::size_t i = 0; i < n; ++i) starts[i] = table_.fetch(source.load(first + i));
    bool is_good = true;
    for (std::size_t i = 0; i < n; ++i) {
      const key k = source.load(first + i);
      // With a new key the table may have grown, and places are elsewhere.
      out[i] = look_up(source, k, table_.size() == keys ? starts[i] : table_.fetch(k), settle);
      is_good = is_good && is_settled(out[i]);
    }
    last_ = source.load(first + n - 1);
    last_meaning_ = out[n - 1];
    return is_good;
  }

 public:
  /// Calls visit(key, meaning) for every key met.
  template <class Visit>
  void for_each(const Visit& visit) {
    last_meaning_ = vacant;
    table_.for_each(visit);
  }
  template <class Visit>
  void for_each(const Visit& visit) const {
    table_.for_each(visit);
  }

 private:
  key_table<key, meaning> table_{vacant};
  key last_{};
  meaning last_meaning_ = vacant;
  listed_texts listed_;
  meaning next_ = 0;         ///< of the list
  std::size_t unknown_ = 0;  ///< keys that were not in the table when they came
};

template <class Int>
struct numbers {
  using key = std::uint64_t;
  std::span<const Int> all;

  std::size_t size() const noexcept { return all.size(); }
  key load(std::size_t row) const noexcept { return wide(all[row]); }
  static key wide(Int k) noexcept { return static_cast<key>(static_cast<std::int64_t>(k)); }
  static std::optional<Int> number_of_text(std::string_view text) noexcept {
    Int k = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), k);
    // A number has one spelling: 007 is another code.
    const bool is_number = fault == std::errc() && end == text.data() + text.size() &&
                           text.front() >= '1' && text.front() <= '9';
    if (!is_number) return std::nullopt;
    return k;
  }
  static std::optional<key> key_of_text(std::string_view text) noexcept {
    const std::optional<Int> k = number_of_text(text);
    if (!k) return std::nullopt;
    return wide(*k);
  }
  bool are_same(std::size_t first, std::size_t n) const noexcept {
    Int differences = 0;
    for (std::size_t i = 1; i < n; ++i) {
      differences = static_cast<Int>(differences | (all[first + i] ^ all[first]));
    }
    return differences == 0;
  }
};

/// Whole numbers. Where all of many are near the first one, as years are, they are read from an array; a
/// key may be there and in the table, with one meaning.
template <class Int>
class number_reader final : public key_reader {
 public:
  explicit number_reader(std::span<const Int> all)
      : key_reader(all.data(), sizeof(Int)), source_{all} {
    if (all.empty()) return;
    constexpr Int size = 16'384;
    constexpr Int lowest_base = std::numeric_limits<Int>::min();
    constexpr Int highest_base = std::numeric_limits<Int>::max() - (size - 1);
    const Int first = std::max<Int>(all[0], lowest_base + size / 2);
    near_ = {std::min<Int>(static_cast<Int>(first - size / 2), highest_base), size};
  }

  std::unique_ptr<key_reader> clone() const override {
    return std::make_unique<number_reader>(*this);
  }
  std::size_t size() const noexcept override { return source_.all.size(); }

  void collect(std::size_t first, std::size_t last) override {
    constexpr std::size_t strip = 1024;
    for (std::size_t at = first; at < last; at += strip) {
      const std::size_t end = std::min(last, at + strip);
      if (near_.collect(source_.all.data() + at, end - at)) continue;
      for (std::size_t row = at; row < end; ++row) far_.collect(source_, row);
    }
  }
  void collect(const key_reader& other) override {
    const auto& others = static_cast<const number_reader&>(other);
    others.near_.for_each([this](Int k, meaning) { near_[k] = pending; });
    others.far_.for_each([this](std::uint64_t k, meaning) { far_[k] = pending; });
  }

  void expect(const listed_texts& texts) override {
    far_.expect(texts);
    // Where the first are near, all may be.
    for (std::size_t i = 0; i < texts.count; ++i) {
      const auto m = static_cast<meaning>(i);
      const std::optional<Int> k = numbers<Int>::number_of_text(texts.text(m));
      if (!k || !near_.has(*k)) return;
      near_[*k] = m;
    }
  }

  bool read(std::size_t first, std::size_t n, meaning* out) override {
    const Int* const here = source_.all.data() + first;
    if (n > 0 && near_.has(here[0]) && near_.read(here, n, out)) return true;
    return far_.read(source_, first, n, out, [this](meaning& m, std::uint64_t k) {
      return settle(m, [k] { return text_of(k); });
    });
  }

  std::string text(std::size_t row) const override { return text_of(source_.load(row)); }

 protected:
  void for_each_text(const std::function<void(const text_maker&, meaning&)>& visit) override {
    near_.for_each(
        [&visit](Int k, meaning& m) { visit([k] { return text_of(numbers<Int>::wide(k)); }, m); });
    far_.for_each([&visit](std::uint64_t k, meaning& m) { visit([k] { return text_of(k); }, m); });
  }
  void for_each_meaning(const std::function<void(meaning&)>& visit) override {
    near_.for_each([&visit](Int, meaning& m) { visit(m); });
    far_.for_each([&visit](std::uint64_t, meaning& m) { visit(m); });
  }

 private:
  static std::string text_of(std::uint64_t k) {
    return std::to_string(static_cast<std::int64_t>(k));
  }

  numbers<Int> source_;
  near_codes<Int> near_;
  key_lookup<numbers<Int>> far_;
};

// Texts of one width, as keys of as many words as it takes. The loads overlap where the width is no
// multiple of a word; since it is the same for all rows, equal keys are equal texts.
struct texts {
  fixed_texts all;

  std::size_t size() const noexcept { return all.width == 0 ? 0 : all.bytes.size() / all.width; }
  const char* at(std::size_t row) const noexcept { return all.bytes.data() + row * all.width; }
  /// Up to sixteen bytes as they would stand in a row.
  std::optional<std::array<char, 16>> padded(std::string_view text) const noexcept {
    std::array<char, 16> bytes{};
    if (text.size() > std::min(all.width, bytes.size())) return std::nullopt;
    std::copy(text.begin(), text.end(), bytes.begin());
    return bytes;
  }
  bool are_same(std::size_t first, std::size_t n) const noexcept {
    return std::memcmp(at(first), at(first) + all.width, (n - 1) * all.width) == 0;
  }
};

template <class Word>
Word load(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}
template <class Word>
void store(Word word, char* to) noexcept {
  std::memcpy(to, &word, sizeof word);
}

struct texts_to_3 : texts {
  using key = std::uint64_t;
  key load(std::size_t row) const noexcept { return key_of(at(row)); }
  std::optional<key> key_of_text(std::string_view text) const noexcept {
    const auto bytes = padded(text);
    if (!bytes) return std::nullopt;
    return key_of(bytes->data());
  }
  key key_of(const char* text) const noexcept {
    const auto byte = [text](std::size_t i) { return key{static_cast<unsigned char>(text[i])}; };
    return byte(0) | byte(all.width / 2) << 8U | byte(all.width - 1) << 16U;
  }
  void write(key k, char* to) const noexcept {
    to[0] = static_cast<char>(k & 0xFFU);
    to[all.width / 2] = static_cast<char>(k >> 8U & 0xFFU);
    to[all.width - 1] = static_cast<char>(k >> 16U & 0xFFU);
  }
};

struct texts_to_8 : texts {
  using key = std::uint64_t;
  key load(std::size_t row) const noexcept { return key_of(at(row)); }
  std::optional<key> key_of_text(std::string_view text) const noexcept {
    const auto bytes = padded(text);
    if (!bytes) return std::nullopt;
    return key_of(bytes->data());
  }
  key key_of(const char* text) const noexcept {
    return detail::load<std::uint32_t>(text) |
           key{detail::load<std::uint32_t>(text + all.width - 4)} << 32U;
  }
  void write(key k, char* to) const noexcept {
    store(static_cast<std::uint32_t>(k), to);
    store(static_cast<std::uint32_t>(k >> 32U), to + all.width - 4);
  }
};

struct texts_to_16 : texts {
  using key = two_words;
  key load(std::size_t row) const noexcept { return key_of(at(row)); }
  std::optional<key> key_of_text(std::string_view text) const noexcept {
    const auto bytes = padded(text);
    if (!bytes) return std::nullopt;
    return key_of(bytes->data());
  }
  key key_of(const char* text) const noexcept {
    return {detail::load<std::uint64_t>(text), detail::load<std::uint64_t>(text + all.width - 8)};
  }
  void write(const key& k, char* to) const noexcept {
    store(k.a, to);
    store(k.b, to + all.width - 8);
  }
};

struct long_texts : texts {
  using key = std::string_view;
  key load(std::size_t row) const noexcept { return {at(row), all.width}; }
  /// None: a key is not a copy of the text, which would have to stay.
  static std::optional<key> key_of_text(std::string_view) noexcept { return std::nullopt; }
  void write(key k, char* to) const noexcept { std::copy(k.begin(), k.end(), to); }
};

template <class Source>
class text_reader final : public key_reader {
  using key = typename Source::key;

 public:
  explicit text_reader(const fixed_texts& all)
      : key_reader(all.bytes.data(), all.width), source_{{all}} {}

  std::unique_ptr<key_reader> clone() const override {
    return std::make_unique<text_reader>(*this);
  }
  std::size_t size() const noexcept override { return source_.size(); }

  void collect(std::size_t first, std::size_t last) override {
    for (std::size_t row = first; row < last; ++row) lookup_.collect(source_, row);
  }
  void collect(const key_reader& other) override {
    static_cast<const text_reader&>(other).lookup_.for_each(
        [this](const key& k, meaning) { lookup_[k] = pending; });
  }

  void expect(const listed_texts& texts) override { lookup_.expect(texts); }

  bool read(std::size_t first, std::size_t n, meaning* out) override {
    return lookup_.read(source_, first, n, out, [this](meaning& m, const key& k) {
      return settle(m, [&] { return text_of(k); });
    });
  }

  std::string text(std::size_t row) const override { return text_of(source_.load(row)); }

 protected:
  void for_each_text(const std::function<void(const text_maker&, meaning&)>& visit) override {
    lookup_.for_each(
        [&](const key& k, meaning& m) { visit([this, &k] { return text_of(k); }, m); });
  }
  void for_each_meaning(const std::function<void(meaning&)>& visit) override {
    lookup_.for_each([&](const key&, meaning& m) { visit(m); });
  }

 private:
  std::string text_of(const key& k) const {
    std::string text(source_.all.width, '\0');
    source_.write(k, text.data());
    return trimmed(text);
  }

  Source source_;
  key_lookup<Source> lookup_;
};

template <class Code>
class dictionary_reader final : public key_reader {
 public:
  explicit dictionary_reader(const dictionary_codes<Code>& source)
      : key_reader(source.codes.data(), sizeof(Code)), source_(source) {
    constexpr std::size_t most = std::size_t{std::numeric_limits<Code>::max()} + 1;
    codes_ = {0, std::clamp<std::size_t>(source.words.size(), 1, most)};
  }

  std::unique_ptr<key_reader> clone() const override {
    return std::make_unique<dictionary_reader>(*this);
  }
  std::size_t size() const noexcept override { return source_.codes.size(); }

  void collect(std::size_t first, std::size_t last) override {
    constexpr std::size_t strip = 1024;
    for (std::size_t at = first; at < last; at += strip) {
      const std::size_t end = std::min(last, at + strip);
      if (codes_.collect(source_.codes.data() + at, end - at)) continue;
      // One stands for no word, which `read` will find again.
      for (std::size_t row = at; row < end; ++row) {
        const Code code = source_.codes[row];
        if (codes_.has(code)) codes_[code] = pending;
      }
    }
  }
  void collect(const key_reader& other) override {
    static_cast<const dictionary_reader&>(other).codes_.for_each(
        [this](Code code, meaning) { codes_[code] = pending; });
  }

  bool read(std::size_t first, std::size_t n, meaning* out) override {
    if (codes_.read(source_.codes.data() + first, n, out)) return true;
    bool is_good = true;
    for (std::size_t i = 0; i < n; ++i) {
      const Code code = source_.codes[first + i];
      out[i] = is_word(code) ? settle(codes_[code], [&] { return text(first + i); }) : no_meaning;
      is_good = is_good && is_settled(out[i]);
    }
    return is_good;
  }

  std::string text(std::size_t row) const override { return text_of(source_.codes[row]); }
  std::string why_no_text(std::size_t row) const override {
    const Code code = source_.codes[row];
    if (is_word(code)) return {};
    return "expected a code below " + std::to_string(source_.words.size()) +
           ", as the dictionary has them, found " + std::to_string(code);
  }

 protected:
  void for_each_text(const std::function<void(const text_maker&, meaning&)>& visit) override {
    codes_.for_each(
        [&](Code code, meaning& m) { visit([this, code] { return text_of(code); }, m); });
  }
  void for_each_meaning(const std::function<void(meaning&)>& visit) override {
    codes_.for_each([&](Code, meaning& m) { visit(m); });
  }

 private:
  bool is_word(Code code) const noexcept {
    return code >= 0 && static_cast<std::size_t>(code) < source_.words.size();
  }
  std::string text_of(Code code) const {
    return is_word(code) ? trimmed(source_.words[static_cast<std::size_t>(code)]) : std::string();
  }

  dictionary_codes<Code> source_;
  near_codes<Code> codes_;
};

struct reader_of {
  std::unique_ptr<key_reader> operator()(const fixed_texts& all) const {
    if (all.width <= 3) return std::make_unique<text_reader<texts_to_3>>(all);
    if (all.width <= 8) return std::make_unique<text_reader<texts_to_8>>(all);
    if (all.width <= 16) return std::make_unique<text_reader<texts_to_16>>(all);
    return std::make_unique<text_reader<long_texts>>(all);
  }
  template <class Int>
  std::unique_ptr<key_reader> operator()(std::span<const Int> all) const {
    return std::make_unique<number_reader<Int>>(all);
  }
  template <class Code>
  std::unique_ptr<key_reader> operator()(const dictionary_codes<Code>& all) const {
    return std::make_unique<dictionary_reader<Code>>(all);
  }
};

}  // namespace

std::unique_ptr<key_reader> key_reader::of(const key_column& column) {
  return std::visit(reader_of{}, column);
}

std::vector<std::string> key_reader::collected() {
  std::vector<std::string> all;
  for_each_text([&all](const text_maker& text, meaning&) { all.push_back(text()); });
  return all;
}

bool key_reader::resolve() {
  bool is_good = true;
  for_each_text([&](const text_maker& text, meaning& m) {
    is_good = is_settled(settle(m, text)) && is_good;
  });
  return is_good;
}

std::vector<meaning> key_reader::meanings() {
  std::vector<meaning> all;
  for_each_meaning([&all](meaning m) {
    if (is_settled(m)) all.push_back(m);
  });
  return all;
}

void key_reader::change_meanings(const std::function<meaning(meaning)>& to) {
  for_each_meaning([&to](meaning& m) {
    if (is_settled(m)) m = to(m);
  });
  meaning_of_ = [before = std::move(meaning_of_), to](std::string_view text) {
    const meaning m = before(text);
    return is_settled(m) ? to(m) : m;
  };
}

}  // namespace zhibiao::inline ZB_ABI::detail
