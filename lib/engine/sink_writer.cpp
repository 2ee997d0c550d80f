#include "engine/sink_writer.hpp"

#include <zhibiao/value/error.hpp>

#include "engine/taken_from.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {

sink_writer::sink_writer(const request_plan& plan, result_sink& sink) : plan_(plan), sink_(sink) {
  if (plan.what().outputs.empty()) return;
  throw error(errc::invalid_argument,
              "expected no memory for results that are handed over, found some");
}

sink_writer::cells sink_writer::take_free(std::size_t count, std::size_t above) {
  cells c;
  if (!free_.empty()) {
    c = std::move(free_.back());
    free_.pop_back();
  }
  if (c.values.size() < count) {
    c = {};
    c.values = taken_from<double>(plan_.what().memory, count);
    c.statuses = taken_from<status>(plan_.what().memory, count);
  }
  if (c.coverage.size() < above) {
    c.coverage = taken_from<cell_coverage>(plan_.what().memory, above);
  }
  return c;
}

slab_place sink_writer::place(const slab_task& task) {
  slab_place place;
  place.known.resize(plan_.outputs());
  const std::size_t periods = task.run.count;
  for (std::size_t k = 0; k < plan_.outputs(); ++k) {
    in_use_.push_back(
        take_free(plan_.areas_of(k).size() * periods, plan_.coverage_rows(k) * periods));
    cells_out out;
    out.values = in_use_.back().values.data();
    out.statuses = in_use_.back().statuses.data();
    out.stride = periods;
    out.coverage = in_use_.back().coverage.data();
    out.known = &place.known[k];
    place.out.push_back(out);
  }
  return place;
}

void sink_writer::finish(const slab_task& task, slab_place place) {
  const std::size_t periods = task.run.count;
  for (std::size_t k = 0; k < plan_.outputs(); ++k) {
    std::ranges::sort(place.known[k], {}, &known_cell::offset);
    result_slab slab;
    slab.measure = plan_.measure_of(k);
    slab.statistic = plan_.statistic_of(k);
    slab.method = &plan_.what().method;
    slab.indicator = task.block->indicators[task.indicator];
    slab.areas = plan_.areas_of(k);
    slab.periods = std::span(task.block->periods).subspan(task.run.position, periods);
    slab.first_upper = plan_.first_upper_of(k);
    slab.values = {place.out[k].values, slab.areas.size() * periods};
    slab.statuses = {place.out[k].statuses, slab.areas.size() * periods};
    slab.coverage = {place.out[k].coverage, plan_.coverage_rows(k) * periods};
    slab.coverage_row_of = plan_.coverage_row_of(k);
    slab.known = place.known[k];
    sink_.take(slab);
    free_.push_back(std::move(in_use_.front()));
    in_use_.erase(in_use_.begin());
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
