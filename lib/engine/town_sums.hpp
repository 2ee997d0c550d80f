#pragma once

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/panel/area_tree.hpp>

#include "engine/figures.hpp"
#include "engine/participation.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// What an aggregate is computed from, in whole scale, `[segment][column]`.
struct rule_sums {
  std::vector<double> first;   ///< of the figures, numerators, or products with the weight
  std::vector<double> second;  ///< of the denominators or weights; empty for a sum
};

/// The weight of all towns, and how many have one.
struct weight_sums {
  std::vector<double> sum;
  std::vector<std::uint32_t> counted;
};

/// Adds the figures of the towns up by segment, over the columns that have one so far before them as the
/// participation looks back.
class town_sums {
 public:
  town_sums(const roll_up_inputs& in, const participation& taking_part,
            std::span<const row_range> segments);

  std::size_t columns() const noexcept { return columns_; }
  std::size_t lag() const noexcept { return taking_part_.lag(); }
  std::size_t cells() const noexcept { return segments_.size() * columns_; }

  /// What the rule needs of the towns that take part, `back` columns before that, and how many they are.
  rule_sums add(std::size_t back, std::vector<std::uint32_t>& counted) const;

  /// Of a sum, both at once: the figures in the column and those as far before as is looked back.
  void add_both(rule_sums& current, rule_sums& base, std::vector<std::uint32_t>& counted) const;

  weight_sums weight_of_all() const;
  /// The weight of the towns that take part in a sum.
  std::vector<double> weight_taking_part() const;

 private:
  kernels::block_view view(const figures& f, std::size_t back) const;
  kernels::mask_view mask() const;
  void add_one(const figures& f, kernels::mask_view mask, std::span<double> sum,
               std::span<std::uint32_t> counted) const;
  void add_pairs(const figures& a, std::size_t a_back, const figures& b, std::size_t b_back,
                 std::span<double> a_sum, std::span<double> b_sum,
                 std::span<std::uint32_t> counted) const;

  const roll_up_inputs& in_;
  const participation& taking_part_;
  std::size_t columns_;
  std::vector<kernels::segment> segments_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
