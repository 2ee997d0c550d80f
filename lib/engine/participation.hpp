#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/indicator.hpp>

#include "engine/figures.hpp"

#include <cstddef>
#include <cstdint>

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
  const area_timeline* timeline = nullptr;  ///< of the towns

  /// The figures whose presence the rule needs; the second may be null.
  const figures* first() const noexcept {
    return rule == area_aggregation::ratio_of_sums ? numerator : value;
  }
  const figures* second() const noexcept {
    switch (rule) {
      case area_aggregation::ratio_of_sums:
        return denominator;
      case area_aggregation::weighted_mean:
        return weight;
      default:
        return nullptr;
    }
  }
  const figures* coverage_weight() const noexcept {
    return rule == area_aggregation::ratio_of_sums ? denominator : weight;
  }
};

/// Which towns take part in what is rolled up: those that have all that the rule needs. A town whose
/// parts contradict each other has no rate, and must not lend its parts to the area above.
class participation {
 public:
  /// In every column.
  explicit participation(const roll_up_inputs& in, arena* memory) : participation(in, 0, memory) {}
  /// In a column and in the one `lag` columns before it.
  participation(const roll_up_inputs& in, std::size_t lag, arena* memory);
  /// In every column at once: a town that misses one takes part in none.
  static participation in_every_column(const roll_up_inputs& in, arena* memory);

  std::size_t lag() const noexcept { return lag_; }

  bool has(std::size_t town, std::size_t column) const noexcept {
    if (!mask_.empty()) return mask_[town * columns_ + column] != 0;
    return column >= lag_ && first_->has(town, column) && first_->has(town, column - lag_) &&
           (second_ == nullptr || second_->has(town, column));
  }

  /// None where the sums of the rule find out themselves which figures are there.
  kernels::mask_view mask_from(std::size_t column) const noexcept {
    if (mask_.empty()) return {};
    return {mask_.data() + column, columns_};
  }

 private:
  void find_towns(const roll_up_inputs& in, arena* memory);

  const figures* first_;
  const figures* second_;
  std::size_t columns_;
  std::size_t lag_;
  buffer<std::uint8_t> mask_;  ///< `[town][column]`, or empty
};

}  // namespace zhibiao::inline ZB_ABI::engine
