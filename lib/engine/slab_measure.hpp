#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>

#include "engine/cells_out.hpp"
#include "engine/series_plan.hpp"
#include "engine/series_targets.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// One measure of the figures of a slab. For one thread.
class slab_measure {
 public:
  slab_measure() = default;
  slab_measure(const slab_measure&) = delete;
  slab_measure& operator=(const slab_measure&) = delete;
  virtual ~slab_measure() = default;

  virtual void write_towns(const row_run& rows, const cells_out& out) = 0;
  /// The areas above the towns, of which the first stands at `position` among the requested areas.
  virtual void write_above(std::size_t position, const cells_out& out) = 0;
};

/// What the measures of a series are held against.
struct measure_inputs {
  const series_targets& targets;
  series_plan* plan;  ///< null where no measure needs one
  const method_choice& method;
};

/// The measure of that name. The slab and the inputs must outlive it.
std::unique_ptr<slab_measure> make_measure(measure m, const slab& of, const measure_inputs& with);

/// How many periods back a measure looks from any of the positions [first, last) of a block.
std::size_t reach_of(measure m, const method_choice& by, const block_shape& shape,
                     std::size_t first, std::size_t last);

/// Writes the measures of one slab but for those of peers, each to its own place: `out[k]` takes
/// `measures[k]`. `towns` are the requested towns; the areas above them follow at `first_upper`.
void write_measures(const slab& of, std::span<const measure> measures, const measure_inputs& with,
                    std::span<const row_run> towns, std::size_t first_upper,
                    std::span<const cells_out> out);

}  // namespace zhibiao::inline ZB_ABI::engine
