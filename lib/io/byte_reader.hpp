#pragma once

#include <zhibiao/value/error.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/period.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

/// Reads what `byte_writer` has written, and takes nothing on trust: every fault is an
/// `error(damaged_file)` that names the file, the part of it and the offset in that part.
class byte_reader {
 public:
  /// `part` is a phrase for messages: `the catalogue`. The bytes must outlive the reader.
  byte_reader(std::string_view bytes, std::string file, std::string part)
      : bytes_(bytes), file_(std::move(file)), part_(std::move(part)) {}

  template <class Number>
  Number number() {
    static_assert(std::is_integral_v<Number>);
    using bits_type = std::make_unsigned_t<Number>;
    const std::string_view bytes = take(sizeof(Number), 1);
    bits_type bits = 0;
    for (std::size_t i = sizeof(Number); i-- > 0;) {
      if constexpr (sizeof(Number) > 1) bits = static_cast<bits_type>(bits << 8U);
      bits = static_cast<bits_type>(bits | static_cast<unsigned char>(bytes[i]));
    }
    return static_cast<Number>(bits);
  }
  double real() { return std::bit_cast<double>(number<std::uint64_t>()); }
  interval known_interval();
  std::string_view text();

  /// A period, or none where all eight bytes are zero.
  period any_period();

  /// How many entries follow. Each takes at least `least_bytes`, so that a wrong count is told before
  /// room is made for it.
  std::size_t count(std::size_t least_bytes);

  /// `count` pieces of `size` bytes.
  std::string_view take(std::size_t count, std::size_t size = 1);

  bool is_at_end() const noexcept { return at_ == bytes_.size(); }

  /// Nothing may follow.
  void finish() const;

  /// `expected`: what should have stood where the reader is, as a phrase.
  [[noreturn]] void fail(const std::string& expected) const;

  /// What was read makes no whole, for a reason the maker gives.
  [[noreturn]] void refuse(const error& why) const;

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string file_;
  std::string part_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
