#pragma once

#include <zhibiao/kernels/moments.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/buffer.hpp>

#include "engine/figures.hpp"
#include "engine/nested_areas.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// The moments of the towns' figures of all areas above them, `[area][lane]`: areas in the order of
/// `nested_areas`, lanes from a column on. Areas that others make up are merged from these where that loses
/// no bit.
class nested_moments {
 public:
  /// What is done with the areas [first, last) while their moments lie in a near cache.
  using run_consumer = std::function<void(std::size_t first, std::size_t last)>;

  /// Refers to the figures and areas. `memory` may be null.
  nested_moments(const figures& values, std::size_t first_column, const nested_areas& areas,
                 arena* memory);

  /// Works all of them out, run by run.
  void make(const run_consumer& done);
  bool is_made() const noexcept { return !counted_.empty(); }

  /// From an area on.
  kernels::moments_view from(std::size_t area) const noexcept;
  std::span<const std::uint32_t> counted() const noexcept { return counted_.span(); }

 private:
  bool merge_exactly() const;

  const figures& values_;
  std::size_t first_column_;
  std::size_t lanes_;
  const nested_areas& areas_;
  arena* memory_;
  buffer<double> numbers_;
  buffer<std::uint32_t> counted_;
  kernels::moments_columns all_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
