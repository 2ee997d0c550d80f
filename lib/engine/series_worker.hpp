#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/result_set.hpp>

#include "engine/cells_out.hpp"
#include "engine/level_targets.hpp"
#include "engine/request_plan.hpp"
#include "engine/series.hpp"
#include "engine/series_plan.hpp"
#include "engine/series_targets.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {

/// Works out one indicator of one block, slab after slab, in ascending order of periods. For one
/// thread; the plan must outlive it.
class series_worker {
 public:
  series_worker(const request_plan& plan, const block_plan& block, indicator_index indicator);
  series_worker(const series_worker&) = delete;
  series_worker& operator=(const series_worker&) = delete;

  /// How many periods the source gives at a time; none where there is nothing to read.
  std::optional<std::size_t> longest_run() const noexcept;

  /// Writes every output of the plan over a run of periods, `out[k]` the k-th.
  void work(const period_run& run, std::span<const cells_out> out);

 private:
  bool is_there(area_index a, period when) const;
  std::uint32_t peers_in(std::size_t group, period when) const;
  void write_nothing(const period_run& run, std::size_t output, const cells_out& out) const;

  const request_plan& plan_;
  const block_plan& block_;
  series series_;
  level_targets levels_;
  series_targets targets_;
  std::optional<series_plan> schedule_;
  result_set grown_;  ///< what published growths are the growth of, where that is asked for
  std::unique_ptr<figure_reader> reader_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
