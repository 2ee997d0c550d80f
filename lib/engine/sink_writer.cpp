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
  place.known.resize(plan_.measures().size());
  const std::size_t uppers = plan_.areas().size() - plan_.first_upper();
  for (std::size_t m = 0; m < plan_.measures().size(); ++m) {
    in_use_.push_back(take_free(plan_.areas().size() * task.run.count, uppers * task.run.count));
    cells_out out;
    out.values = in_use_.back().values.data();
    out.statuses = in_use_.back().statuses.data();
    out.stride = task.run.count;
    out.coverage = in_use_.back().coverage.data();
    out.known = &place.known[m];
    place.out.push_back(out);
  }
  return place;
}

void sink_writer::finish(const slab_task& task, slab_place place) {
  const std::size_t count = plan_.areas().size() * task.run.count;
  const std::size_t uppers = plan_.areas().size() - plan_.first_upper();
  for (std::size_t m = 0; m < plan_.measures().size(); ++m) {
    std::ranges::sort(place.known[m], {}, &known_cell::offset);
    result_slab slab;
    slab.measure = plan_.measures()[m];
    slab.indicator = task.block->indicators[task.indicator];
    slab.areas = plan_.areas();
    slab.periods = std::span(task.block->periods).subspan(task.run.position, task.run.count);
    slab.first_upper = plan_.first_upper();
    slab.values = {place.out[m].values, count};
    slab.statuses = {place.out[m].statuses, count};
    slab.coverage = {place.out[m].coverage, uppers * task.run.count};
    slab.known = place.known[m];
    sink_.take(slab);
    free_.push_back(std::move(in_use_.front()));
    in_use_.erase(in_use_.begin());
  }
}

}  // namespace zhibiao::inline ZB_ABI::engine
