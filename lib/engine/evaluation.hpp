#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/request.hpp>
#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>

#include "engine/cells_out.hpp"
#include "engine/request_plan.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// How work is cut. No result depends on it; tests show that.
struct work_split {
  std::size_t longest_run = 0;  ///< most periods of a slab; 0: as memory, cache and threads have it
  std::size_t serial_below =
      250'000;  ///< with fewer cells to read, threads cost more than they bring
};

/// One slab to be worked out: positions in the plan.
struct slab_task {
  const block_plan* block = nullptr;
  std::size_t block_at = 0;
  std::size_t indicator = 0;  ///< in the block's list
  period_run run;

  /// What of the whole it is: a measure for progress.
  std::size_t cells() const noexcept { return run.count; }
};

/// Where the cells of a slab go while it is worked out.
struct slab_place {
  std::vector<cells_out> out;                  ///< by output of the plan
  std::vector<std::vector<known_cell>> known;  ///< by output of the plan
};

/// Receives the slabs of an evaluation.
class slab_output {
 public:
  slab_output() = default;
  slab_output(const slab_output&) = delete;
  slab_output& operator=(const slab_output&) = delete;
  virtual ~slab_output() = default;

  /// True where slabs have to be finished one after the other, in their order.
  virtual bool is_ordered() const noexcept = 0;
  /// Says where the cells of the slab go. May be called from several threads.
  virtual slab_place place(const slab_task& task) = 0;
  /// Takes the cells. From one thread at a time, and from the calling one where order matters.
  virtual void finish(const slab_task& task, slab_place place) = 0;
};

/// Works out a plan.
void run(const request_plan& plan, const work_split& split, slab_output& out);

/// `evaluate`, cut in a given way.
result_set evaluate(const figure_source& from, const request& what, const work_split& split);
void evaluate(const figure_source& from, const request& what, const work_split& split,
              result_sink& sink);

}  // namespace zhibiao::inline ZB_ABI::engine
