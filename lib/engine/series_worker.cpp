#include "engine/series_worker.hpp"

#include "engine/implied_bases.hpp"
#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"
#include "engine/slab_peers.hpp"
#include "engine/slab_statistics.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace zhibiao::inline ZB_ABI::engine {

series_worker::series_worker(const request_plan& plan, const block_plan& block,
                             indicator_index indicator)
    : plan_(plan),
      block_(block),
      series_(plan.source(), block.block, indicator, plan.depth()),
      levels_(plan.source(), indicator, plan.what().targets, plan.slab_areas(),
              plan.slab_settings()),
      targets_(series_, levels_) {
  // Before the reader is opened, since a source may have one reader at a time only.
  if (std::ranges::find(plan.measures(), measure::completion) != plan.measures().end()) {
    targets_.read_bases(series_, plan.slab_areas(), plan.slab_settings());
  }
  if (std::ranges::any_of(plan.measures(), needs_plan)) {
    schedule_.emplace(plan.source(), series_, levels_, plan.what().method, plan.what().calendar,
                      plan.slab_areas(), plan.slab_settings());
  }
  grown_ = figures_grown(plan, block, indicator);
  reader_ = series_.open(block.reach);
}

std::optional<std::size_t> series_worker::longest_run() const noexcept {
  if (reader_ == nullptr) return std::nullopt;
  return reader_->longest_run();
}

void series_worker::work(const period_run& run, std::span<const cells_out> out) {
  if (!run.first) {
    for (std::size_t k = 0; k < out.size(); ++k) write_nothing(run, k, out[k]);
    return;
  }
  const slab s(series_, plan_.slab_areas(), plan_.slab_settings(), reader_.get(), *run.first,
               *run.first + run.count, block_.reach);
  const std::size_t measures = plan_.measures().size();
  const measure_inputs with{targets_, schedule_ ? &*schedule_ : nullptr, plan_.what().method};
  write_measures(s, plan_.measures(), with, plan_.towns(), plan_.first_upper(),
                 out.first(measures));
  for (std::size_t k = 0; k < measures && grown_.size() != 0; ++k) {
    if (plan_.measures()[k] != measure::implied_base) continue;
    write_implied_bases(s, grown_, plan_, block_, run.position, out[k]);
  }
  if (plan_.peers()) {
    write_peer_measures(s, *plan_.peers(), plan_.what().peers.ties, with.plan, plan_.measures(),
                        out.first(measures));
  }
  write_statistics(s, plan_.nested(), plan_.statistics(), out.subspan(measures));
}

/// True where there is the area in a period, and any town of it.
bool series_worker::is_there(area_index a, period when) const {
  const area_tree& tree = plan_.source().frame().areas();
  return tree.is_valid(a, when) && tree.count_valid(tree.leaves(a), when) != 0;
}

/// How many peers of a group there are in a period.
std::uint32_t series_worker::peers_in(std::size_t group, period when) const {
  const kernels::segment rows = plan_.peers()->groups()[group];
  const auto there =
      std::ranges::count_if(plan_.peers()->members().subspan(rows.first, rows.last - rows.first),
                            [&](area_index a) { return is_there(a, when); });
  return static_cast<std::uint32_t>(there);
}

/// Periods beyond the block: nothing is reported there.
void series_worker::write_nothing(const period_run& run, std::size_t output,
                                  const cells_out& out) const {
  const std::span<const area_index> areas = plan_.areas_of(output);
  const std::size_t first_upper = plan_.first_upper_of(output);
  const std::optional<statistic> wanted = plan_.statistic_of(output);
  const bool is_count = wanted && wanted->kind == statistic_kind::count;
  const area_tree& tree = plan_.source().frame().areas();
  for (std::size_t a = 0; a < areas.size(); ++a) {
    for (std::size_t p = 0; p < run.count; ++p) {
      const period when = block_.periods[run.position + p];
      const auto towns = static_cast<std::uint32_t>(tree.count_valid(tree.leaves(areas[a]), when));
      kernels::cell nothing;
      if (is_count) {
        nothing = {0, status::ok};
      } else if (wanted ? towns == 0 : !is_there(areas[a], when)) {
        nothing.why = status::no_such_area;
      }
      out.put(a, p, nothing);
      if (plan_.is_of_peers(output)) {
        const std::uint32_t group = plan_.peers()->of_areas()[a];
        out.coverage[group * out.stride + p] = {0, peers_in(group, when), kernels::no_number};
        continue;
      }
      if (a < first_upper) continue;
      out.coverage[(a - first_upper) * out.stride + p] = {0, towns, kernels::no_number};
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
