#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

/// Whether two engines computed the same.
namespace zhibiao_bench {

struct agreement {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  std::size_t cells = 0;
  std::size_t different = 0;
  std::size_t first = none;  ///< the first cell that differs
};

inline void count(agreement& so_far, bool same) {
  if (!same) {
    if (so_far.different == 0) so_far.first = so_far.cells;
    ++so_far.different;
  }
  ++so_far.cells;
}

/// Numbers agree within `tolerance` of the larger of the two, or of `magnitude` where both are smaller:
/// a difference of figures of that size is no better known in binary. Missing agrees with missing only.
inline agreement compare(std::span<const double> ours, std::span<const double> theirs,
                         double tolerance, double magnitude) {
  agreement result;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    const double a = ours[i];
    const double b = theirs[i];
    const double size = std::max({std::fabs(a), std::fabs(b), magnitude});
    const bool is_near = std::isfinite(size) && std::fabs(a - b) <= tolerance * size;
    count(result, a == b || is_near || (std::isnan(a) && std::isnan(b)));
  }
  return result;
}

/// Statuses agree or do not.
inline agreement compare(std::span<const std::uint8_t> ours, std::span<const std::uint8_t> theirs) {
  agreement result;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    count(result, ours[i] == theirs[i]);
  }
  return result;
}

}  // namespace zhibiao_bench
