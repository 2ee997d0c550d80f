#include "digest.hpp"

#include <bit>
#include <string_view>

namespace zhibiao::same_bits {
namespace {

class fnv1a {
 public:
  void add(std::uint64_t x) {
    for (int byte = 0; byte < 8; ++byte) {
      state_ ^= (x >> (8 * byte)) & 0xFFU;
      state_ *= 0x100000001B3U;
    }
  }
  void add(std::string_view text) {
    for (const char c : text) add(std::uint64_t{static_cast<unsigned char>(c)});
  }
  void add(double x) { add(x == x ? std::bit_cast<std::uint64_t>(x) : std::uint64_t{0}); }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xCBF29CE484222325U;
};

}  // namespace

std::uint64_t digest_of(const result_set& results) {
  fnv1a all;
  results.for_each([&](const result_cell& c) {
    all.add(std::uint64_t{c.area});
    all.add(std::uint64_t{c.indicator});
    all.add(static_cast<std::uint64_t>(static_cast<std::int64_t>(c.period.ordinal())));
    all.add(static_cast<std::uint64_t>(c.measure));
    if (c.statistic) all.add(to_string(*c.statistic));
    all.add(c.value);
    all.add(static_cast<std::uint64_t>(c.why));
    if (has_number(c.why)) {
      all.add(c.known.lower);
      all.add(c.known.upper);
      all.add(static_cast<std::uint64_t>(c.known.lower_open) * 2 + (c.known.upper_open ? 1U : 0U));
    }
    all.add(std::uint64_t{c.coverage.counted});
    all.add(std::uint64_t{c.coverage.members});
    all.add(c.coverage.by_weight);
  });
  return all.value();
}

}  // namespace zhibiao::same_bits
