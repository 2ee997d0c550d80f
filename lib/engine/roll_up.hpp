#pragma once

#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/indicator.hpp>

#include "engine/figures.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What the towns' figures of one indicator are added up from. Null members do not apply.
struct roll_up_inputs {
  area_aggregation rule = area_aggregation::sum;
  const figures* value = nullptr;        ///< sum, weighted mean
  const figures* numerator = nullptr;    ///< ratio of sums
  const figures* denominator = nullptr;  ///< ratio of sums
  const figures* weight = nullptr;       ///< weighted mean; coverage of a sum where declared
  ratio factor;                          ///< ratio of sums
  interval limits;
  double min_coverage = 0;
};

/// Which towns take part, `[town][period]`: 1 where all that the rule needs is there.
using participation = std::vector<std::uint8_t>;

participation find_participation(const roll_up_inputs& in, std::size_t towns);

/// The participation of both a period and the one `lag` periods earlier; periods without such a base
/// have none.
participation matched(const participation& taking_part, std::size_t towns, std::size_t periods,
                      std::size_t lag);

/// Figures of areas above the towns, `[area][period]`, before the coverage rule: a number or why
/// there is none, with the interval where it is not exact.
struct rolled_up {
  std::vector<kernels::cell> cells;
  std::vector<cell_coverage> coverage;
  std::vector<kernels::quotient> quotients;  ///< what rates and means were divided from; else empty
  std::vector<std::uint8_t> estimates;       ///< 1 where a figure that went in is estimated
  known_cells known;
};

/// Rolls the towns up to each segment. At period t it takes the figures of period t - lag of the
/// towns that take part at t; with lag 0 this is the plain aggregate, with matched participation the
/// base of a change. A quotient of exact parts beyond the natural limits is `out_of_domain`.
/// Coverage is by the weights of period t. Periods before `lag` are
/// `base_not_reported`.
rolled_up roll_up_towns(const roll_up_inputs& in, const participation& taking_part,
                        std::span<const row_range> segments, std::size_t lag);

/// The coverage rule applied to one cell of a roll-up.
kernels::cell covered(const kernels::cell& c, const cell_coverage& coverage,
                      double minimum) noexcept;

}  // namespace zhibiao::inline ZB_ABI::engine
