#pragma once

#include <zhibiao/kernels/cell.hpp>

/// What the parts of a total add to its growth (贡献率, 拉动).
namespace zhibiao::inline ZB_ABI::kernels {

/// The two figures of a part, and those of the whole: the sums of the parts' figures, in the whole scale of
/// `segment_pair_sums`.
struct growth_of_part {
  double current = no_number;
  double base = no_number;
  double whole_current = no_number;
  double whole_base = no_number;
  decimal_scale scale;
};

/// Contribution (贡献率), in percent: (x - b) * 100 / (X - B). The contributions of all parts add to 100
/// before each is rounded, once; one can be negative or above 100.
///
/// No number: `not_reported`, `base_not_reported`, `out_of_domain` where the whole does not change, `overflow`.
cell contribution(const growth_of_part& part) noexcept;

/// Pull (拉动), in percentage points: (x - b) * 100 / B. The pulls of all parts add to the growth of the whole
/// before each is rounded, once.
///
/// No number: `not_reported`, `base_not_reported`, `out_of_domain` where the base of the whole is not positive,
/// `overflow`.
cell pull(const growth_of_part& part) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
