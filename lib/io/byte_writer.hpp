#pragma once

#include <zhibiao/value/error.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/period.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

/// Writes the fields of a packed file one behind the other: numbers little-endian, without gaps.
class byte_writer {
 public:
  template <class Number>
  void number(Number x) {
    static_assert(std::is_integral_v<Number>);
    auto bits = static_cast<std::make_unsigned_t<Number>>(x);
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
      bytes_ += static_cast<char>(static_cast<unsigned char>(bits & 0xFFU));
      if constexpr (sizeof(Number) > 1) bits = static_cast<decltype(bits)>(bits >> 8U);
    }
  }
  void real(double x) { number(std::bit_cast<std::uint64_t>(x)); }

  /// A length in four bytes, then the bytes.
  void text(std::string_view text) {
    if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
      throw error(errc::too_large, "a text of more than 4 GiB cannot be written");
    }
    number(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }

  void known_interval(const interval& x) {
    real(x.lower);
    real(x.upper);
    number(static_cast<std::uint8_t>((x.lower_open ? 1U : 0U) | (x.upper_open ? 2U : 0U)));
  }

  /// None is eight zeros.
  void any_period(period p) {
    if (!p.is_valid()) return zeros(8);
    number(static_cast<std::uint8_t>(p.frequency()));
    number(static_cast<std::uint8_t>(p.form()));
    number(std::uint16_t{0});
    number(p.ordinal());
  }

  void zeros(std::size_t count) { bytes_.append(count, '\0'); }
  void bytes(std::string_view bytes) { bytes_ += bytes; }

  std::size_t size() const noexcept { return bytes_.size(); }
  std::string_view written() const noexcept { return bytes_; }

  /// All that was written; the writer is empty then.
  std::string take() noexcept { return std::exchange(bytes_, {}); }

 private:
  std::string bytes_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
