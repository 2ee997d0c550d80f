#include "engine/series_worker.hpp"

#include "engine/slab.hpp"
#include "engine/slab_measure.hpp"
#include "engine/slab_peers.hpp"
#include "engine/slab_statistics.hpp"

#include <algorithm>
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
  if (std::ranges::any_of(plan.measures(), needs_schedule)) {
    schedule_.emplace(plan.source(), series_, levels_, plan.what().method, plan.what().calendar,
                      plan.slab_areas(), plan.slab_settings());
  }
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
  if (plan_.peers()) {
    write_peer_measures(s, *plan_.peers(), plan_.what().peers.ties, plan_.measures(),
                        out.first(measures));
  }
  write_statistics(s, plan_.nested(), plan_.statistics(), out.subspan(measures));
}

/// Periods beyond the block: nothing is reported there.
void series_worker::write_nothing(const period_run& run, std::size_t output,
                                  const cells_out& out) const {
  const std::span<const area_index> areas = plan_.areas_of(output);
  const std::size_t first_upper = plan_.first_upper_of(output);
  const std::optional<statistic> wanted = plan_.statistic_of(output);
  const bool is_count = wanted && wanted->kind == statistic_kind::count;
  for (std::size_t a = 0; a < areas.size(); ++a) {
    for (std::size_t p = 0; p < run.count; ++p) {
      out.put(a, p, is_count ? kernels::cell{0, status::ok} : kernels::cell{});
      if (plan_.is_of_peers(output)) {
        const std::uint32_t group = plan_.peers()->of_areas()[a];
        out.coverage[group * out.stride + p] = {0, plan_.peers()->peers(group), kernels::no_number};
        continue;
      }
      if (a < first_upper) continue;
      const row_range members = plan_.source().frame().areas().leaves(areas[a]);
      out.coverage[(a - first_upper) * out.stride + p] = {
          0, static_cast<std::uint32_t>(members.size()), kernels::no_number};
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
