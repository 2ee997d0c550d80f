#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/engine/request.hpp>

#include "engine/cells_out.hpp"
#include "engine/nested_areas.hpp"
#include "engine/peer_groups.hpp"
#include "engine/series.hpp"
#include "engine/slab.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {

/// Requested periods that follow each other.
struct period_run {
  std::size_t position = 0;  ///< of the first among the requested periods
  std::size_t count = 0;
  std::optional<std::size_t> first;  ///< in the block; none where they lie beyond it
};

/// What is asked for of one block.
struct block_plan {
  std::size_t block = 0;
  std::vector<indicator_index> indicators;  ///< the three lists ascend
  std::vector<period> periods;
  std::vector<period_run> runs;  ///< together all of `periods`
  std::size_t reach = 0;         ///< how many periods before a run its measures need
};

/// What a request comes to over a source: names found, lists complete and sorted.
class request_plan {
 public:
  /// Throws as `evaluate` says.
  request_plan(const figure_source& from, const request& what);

  const figure_source& source() const noexcept { return source_; }
  const request& what() const noexcept { return what_; }

  /// As requested, each once.
  std::span<const measure> measures() const noexcept { return measures_; }
  std::span<const statistic> statistics() const noexcept { return statistics_; }

  /// What has a section of its own in each block: the measures, then the statistics.
  std::size_t outputs() const noexcept { return measures_.size() + statistics_.size(); }
  bool is_statistic(std::size_t output) const noexcept { return output >= measures_.size(); }
  measure measure_of(std::size_t output) const noexcept {
    return is_statistic(output) ? measure::value : measures_[output];
  }
  std::optional<statistic> statistic_of(std::size_t output) const;
  /// The areas an output has cells of: only areas above the towns have statistics.
  std::span<const area_index> areas_of(std::size_t output) const noexcept {
    return is_statistic(output) ? uppers() : areas();
  }
  /// The position among them of the first area above the towns.
  std::size_t first_upper_of(std::size_t output) const noexcept {
    return is_statistic(output) ? 0 : first_upper_;
  }
  /// How many outputs have a coverage of their own, and whose an output's is: statistics over the same towns
  /// share one.
  std::size_t coverages() const noexcept { return coverages_; }
  std::size_t coverage_of(std::size_t output) const noexcept { return coverage_of_[output]; }

  /// The peers of the areas; none where no measure wants them.
  const std::optional<peer_groups>& peers() const noexcept { return peers_; }
  bool is_of_peers(std::size_t output) const noexcept {
    return !is_statistic(output) && needs_peers(measures_[output]);
  }
  /// How many rows of coverage an output has: one for each area above the towns, or each group of peers.
  std::size_t coverage_rows(std::size_t output) const noexcept {
    return is_of_peers(output) ? peers_->groups().size() : uppers().size();
  }
  /// Which of them each area has; empty where it is the areas above the towns that have one each.
  std::span<const std::uint32_t> coverage_row_of(std::size_t output) const noexcept {
    return is_of_peers(output) ? peers_->of_areas() : std::span<const std::uint32_t>();
  }
  std::span<const block_plan> blocks() const noexcept { return blocks_; }
  std::span<const area_index> areas() const noexcept { return areas_; }
  /// The position in `areas` of the first area above the towns.
  std::size_t first_upper() const noexcept { return first_upper_; }
  std::span<const area_index> uppers() const noexcept {
    return std::span(areas_).subspan(first_upper_);
  }
  /// The requested towns, as rows of slabs of `slab_areas`.
  std::span<const row_run> towns() const noexcept { return towns_; }
  /// The areas whose figures are needed for that.
  engine::slab_areas slab_areas() const noexcept { return {needed_towns_, uppers(), beside_}; }
  engine::depth depth() const noexcept { return depth_; }
  /// The areas above the towns, for statistics.
  const nested_areas& nested() const noexcept { return *nested_; }
  /// Working memory is the caller's, or the plan's own, which slabs use one after the other.
  engine::slab_settings slab_settings() const noexcept {
    return {what_.min_coverage, what_.memory != nullptr ? what_.memory : &working_memory_};
  }

 private:
  void check() const;
  void find_areas();
  void share_coverage();
  void find_peers();
  void find_towns();
  std::vector<indicator_index> find_indicators() const;
  bool is_wanted(const block_shape& shape) const;
  void plan_block(std::size_t block, const std::vector<indicator_index>& indicators);

  const figure_source& source_;
  const request& what_;
  std::vector<measure> measures_;
  std::vector<statistic> statistics_;
  std::vector<area_index> areas_;
  std::size_t first_upper_ = 0;
  std::optional<peer_groups> peers_;
  std::vector<area_index> beside_;  ///< peers above the towns that are not asked for
  row_range needed_towns_;
  std::vector<row_run> towns_;
  engine::depth depth_ = depth::stated;
  std::optional<nested_areas> nested_;  ///< where there are statistics
  std::vector<std::size_t> coverage_of_;
  std::size_t coverages_ = 0;
  std::vector<block_plan> blocks_;
  mutable arena working_memory_;
};

}  // namespace zhibiao::inline ZB_ABI::engine
