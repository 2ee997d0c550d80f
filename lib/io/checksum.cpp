#include "io/checksum.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace zhibiao::inline ZB_ABI::detail {

struct running_checksum::state {
  XXH3_state_t xxh;
};

std::uint64_t checksum(std::string_view bytes) noexcept {
  return XXH3_64bits(bytes.data(), bytes.size());
}

running_checksum::running_checksum() : state_(std::make_unique<state>()) {
  XXH3_64bits_reset(&state_->xxh);
}

running_checksum::~running_checksum() = default;

void running_checksum::add(std::string_view bytes) noexcept {
  XXH3_64bits_update(&state_->xxh, bytes.data(), bytes.size());
}

std::uint64_t running_checksum::value() const noexcept { return XXH3_64bits_digest(&state_->xxh); }

std::string checksum_text(std::uint64_t sum) {
  std::string text(16, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, sum >>= 4U) {
    *digit = "0123456789abcdef"[sum & 15U];
  }
  return text;
}

}  // namespace zhibiao::inline ZB_ABI::detail
