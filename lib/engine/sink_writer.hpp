#pragma once

#include <zhibiao/engine/result_sink.hpp>
#include <zhibiao/panel/buffer.hpp>

#include "engine/evaluation.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Hands slabs to a sink, from memory that is used again as soon as the sink has seen it.
class sink_writer final : public slab_output {
 public:
  /// Throws `error(invalid_argument)` where the request has memory for results.
  sink_writer(const request_plan& plan, result_sink& sink);

  bool is_ordered() const noexcept override { return true; }
  slab_place place(const slab_task& task) override;
  void finish(const slab_task& task, slab_place place) override;

 private:
  /// The cells of one measure.
  struct cells {
    buffer<double> values;
    buffer<status> statuses;
    buffer<cell_coverage> coverage;
  };

  cells take_free(std::size_t count, std::size_t above);

  const request_plan& plan_;
  result_sink& sink_;
  std::vector<cells> in_use_;  ///< in the order of their slabs and measures
  std::vector<cells> free_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
