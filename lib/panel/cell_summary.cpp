#include "panel/cell_summary.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

// The widest vectors that every processor has. Typedefs, since clang 14 does not take the attribute in
// an alias.
typedef double numbers __attribute__((vector_size(16)));
typedef std::int64_t bits __attribute__((vector_size(16)));
constexpr std::size_t width = sizeof(numbers) / sizeof(double);

constexpr std::size_t strip = 512;

numbers all(double x) noexcept { return numbers{x, x}; }

// What a strip of cells comes to. Counts are kept as sums of comparisons, each less one where it is true:
// masks that are joined with others would be taken apart again without SSE4.
struct tally {
  bits no_rows = {0, 0};
  bits missing = {0, 0};
  bits differing = {0, 0};  // missing ones, too
  numbers least = all(std::numeric_limits<double>::infinity());
  numbers greatest = all(-std::numeric_limits<double>::infinity());
};

enum class question : std::uint8_t { none, are_whole, are_whole_at_scale };

template <question Asked>
tally count(const double* cells, double scale) noexcept {
  // Adding and taking away 1.5 * 2^52 rounds to a whole number what is below 2^51. Numbers beyond that
  // have no decimals at any scale, which `decimals_finder` knows by the largest.
  const numbers shift = all(6755399441055744.0);
  tally t;
  for (std::size_t i = 0; i < strip; i += width) {
    numbers x;
    std::memcpy(&x, cells + i, sizeof x);
    bits as_bits;
    std::memcpy(&as_bits, cells + i, sizeof as_bits);
    const bits is_missing = x != x;
    t.missing += is_missing;
    // Of the two NaNs there are this one's last bit is set.
    t.no_rows -= is_missing & as_bits & 1;
    t.least = x < t.least ? x : t.least;
    t.greatest = x > t.greatest ? x : t.greatest;
    if constexpr (Asked == question::are_whole) {
      t.differing += (x + shift) - shift != x;
    } else if constexpr (Asked == question::are_whole_at_scale) {
      t.differing += ((x * scale + shift) - shift) / scale != x;
    }
  }
  return t;
}

static_assert((no_row_bits & 1) == 1 && (reported_empty_bits & 1) == 0);

tally count(const double* cells, const decimals_finder& decimals) noexcept {
  if (decimals.is_hopeless()) return count<question::none>(cells, 1);
  if (decimals.scale() == 1) return count<question::are_whole>(cells, 1);
  return count<question::are_whole_at_scale>(cells, decimals.scale());
}

std::int64_t sum(const bits& counts) noexcept { return counts[0] + counts[1]; }

}  // namespace

void cell_summary::add(const cell_summary& other) noexcept {
  filled += other.filled;
  least = std::min(least, other.least);
  greatest = std::max(greatest, other.greatest);
  decimals.add(other.decimals);
}

void cell_summary::add(std::span<const double> cells) noexcept {
  std::size_t i = 0;
  for (; i + strip <= cells.size(); i += strip) {
    const double* const here = cells.data() + i;
    const tally t = count(here, decimals);
    filled += static_cast<std::size_t>(static_cast<std::int64_t>(strip) + sum(t.no_rows));
    least = std::min({least, t.least[0], t.least[1]});
    greatest = std::max({greatest, t.greatest[0], t.greatest[1]});
    if (decimals.is_hopeless() || sum(t.differing) == sum(t.missing)) continue;
    // Once for each new number of decimals, of which there are ten.
    for (std::size_t k = 0; k < strip; ++k) decimals.add(here[k]);
  }
  for (; i < cells.size(); ++i) {
    const double x = cells[i];
    filled += is_no_row(x) ? 0U : 1U;
    if (is_missing(x)) continue;
    least = std::min(least, x);
    greatest = std::max(greatest, x);
    decimals.add(x);
  }
  if (least <= greatest) decimals.add_size(std::max(-least, greatest));
}

}  // namespace zhibiao::inline ZB_ABI::detail
