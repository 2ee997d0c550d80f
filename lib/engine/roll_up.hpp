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

/// Which towns take part, `[town][column]`.
class participation {
 public:
  /// The towns that have all that the rule needs.
  explicit participation(const roll_up_inputs& in);

  /// The same as a mask, whatever it takes.
  participation with_mask() const;

  /// The towns that take part in a column and in the one `lag` columns before it.
  participation matched(std::size_t lag) const;

  bool has(std::size_t town, std::size_t column) const noexcept {
    return mask_.empty() ? all_->has(town, column) : mask_[town * columns_ + column] != 0;
  }

  /// No mask where a figure that is there is all it takes.
  kernels::mask_view mask_from(std::size_t column) const noexcept {
    if (mask_.empty()) return {};
    return {mask_.data() + column, columns_};
  }

 private:
  participation(const figures* all, std::size_t columns) : all_(all), columns_(columns) {}

  const figures* all_ = nullptr;
  std::size_t columns_ = 0;
  std::vector<std::uint8_t> mask_;
};

/// Figures of areas above the towns, `[area][column]`, before the coverage rule: a number or why
/// there is none, with the interval where it is not exact.
struct rolled_up {
  std::vector<kernels::cell> cells;
  std::vector<cell_coverage> coverage;
  std::vector<kernels::quotient> made_of;  ///< what rates and means were divided from; else empty
  std::vector<std::uint8_t> estimates;     ///< 1 where a figure that went in is estimated
  std::vector<known_cell> known;           ///< by offset
};

/// Rolls the towns up to each segment of rows. In column c it takes the figures of column c - lag of
/// the towns that take part in c; with lag 0 this is the plain aggregate, with matched participation
/// the base of a change. A quotient of exact parts beyond the natural limits is `out_of_domain`.
/// Coverage is by the weights of column c. Columns before `lag` are `base_not_reported`.
rolled_up roll_up_towns(const roll_up_inputs& in, const participation& taking_part,
                        std::span<const row_range> segments, std::size_t lag);

/// The sum of one figure over the towns of a segment that take part, in its unit.
double sum_of(const figures& f, const participation& taking_part, row_range segment,
              std::size_t column);

/// The coverage rule applied to one cell of a roll-up.
kernels::cell covered(const kernels::cell& c, const cell_coverage& coverage,
                      double minimum) noexcept;

}  // namespace zhibiao::inline ZB_ABI::engine
