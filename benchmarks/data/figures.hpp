#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

/// The figures that every benchmark computes with: whole numbers of cents, drawn by counting and not
/// from a stream, so that any cell can be had alone, in any order, on any machine.
namespace zhibiao_bench {

inline constexpr int first_year = 2005;

/// SplitMix64's finaliser: every bit of the result depends on every bit of `x`.
constexpr std::uint64_t mixed(std::uint64_t x) noexcept {
  x += 0x9E37'79B9'7F4A'7C15U;
  x = (x ^ (x >> 30)) * 0xBF58'476D'1CE4'E5B9U;
  x = (x ^ (x >> 27)) * 0x94D0'49BB'1331'11EBU;
  return x ^ (x >> 31);
}

/// What the input says of one cell.
struct figure {
  enum class kind : std::uint8_t { number, empty, no_row };
  kind is = kind::number;
  std::int64_t cents = 0;
};

/// In yuan; NaN where there is no number.
constexpr double number(const figure& f) noexcept {
  return f.is == figure::kind::number ? static_cast<double>(f.cents) / 100
                                      : std::numeric_limits<double>::quiet_NaN();
}

/// Cells of `towns` by `indicators` by `periods`. About 5 % of them are missing, in runs of up to eight
/// periods: four runs of five are rows without a number, the fifth has no rows. 1 % are zero, 1 % are
/// negative, the rest are even over 0 to 100,000.00. More indicators do not change those there are.
struct figures {
  std::uint64_t seed = 20211231;
  std::size_t towns = 0;
  std::size_t indicators = 0;
  std::size_t periods = 20;

  constexpr std::size_t cells() const noexcept { return towns * indicators * periods; }

  constexpr figure at(std::size_t town, std::size_t indicator, std::size_t period) const noexcept {
    const std::uint64_t series = mixed(seed ^ mixed(town << 16U | indicator));
    if ((series & 3U) == 0) {
      const std::size_t first = (series >> 8U) % periods;
      const std::size_t length = 1 + ((series >> 24U) & 7U);
      if (period >= first && period < first + length) {
        return {(series >> 32U) % 5 == 0 ? figure::kind::no_row : figure::kind::empty, 0};
      }
    }
    const std::uint64_t cell = mixed(series + period);
    const auto cents = static_cast<std::int64_t>(cell % 10'000'001U);
    switch ((cell >> 40U) % 100) {
      case 0:
        return {figure::kind::number, 0};
      case 1:
        return {figure::kind::number, -cents};
      default:
        return {figure::kind::number, cents};
    }
  }
};

/// Every number below `size` once, in an order that looks like chance: a Feistel network over the next
/// even power of two, walked until it falls inside.
class shuffled {
 public:
  explicit constexpr shuffled(std::size_t size) noexcept : size_(size) {
    while ((std::size_t{1} << (2 * half_)) < size) ++half_;
  }

  constexpr std::size_t operator[](std::size_t i) const noexcept {
    do {
      i = step(i);
    } while (i >= size_);
    return i;
  }

 private:
  constexpr std::size_t step(std::size_t i) const noexcept {
    const std::size_t mask = (std::size_t{1} << half_) - 1;
    std::size_t left = i >> half_;
    std::size_t right = i & mask;
    for (std::uint64_t round = 1; round <= 4; ++round) {
      const std::size_t next = left ^ (mixed(right | round << 48U) & mask);
      left = right;
      right = next;
    }
    return left << half_ | right;
  }

  std::size_t size_;
  unsigned half_ = 1;
};

}  // namespace zhibiao_bench
