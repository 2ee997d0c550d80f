#pragma once

#include <zhibiao/config.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// XXH3 of the bytes: 64 bits, seed 0. Tells damage, not malice.
std::uint64_t checksum(std::string_view bytes) noexcept;

/// The checksum of bytes that come piece by piece.
class running_checksum {
 public:
  running_checksum();
  running_checksum(const running_checksum&) = delete;
  running_checksum& operator=(const running_checksum&) = delete;
  ~running_checksum();

  void add(std::string_view bytes) noexcept;
  std::uint64_t value() const noexcept;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

/// Sixteen hexadecimal digits, for messages.
std::string checksum_text(std::uint64_t sum);

}  // namespace zhibiao::inline ZB_ABI::detail
