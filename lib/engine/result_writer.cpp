#include "engine/result_writer.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI {

result_writer::result_writer(const engine::request_plan& plan) : plan_(plan) {
  out_.panel_ = plan.source().frame();
  out_.measures_.assign(plan.measures().begin(), plan.measures().end());
  out_.sections_.resize(plan.measures().size() * plan.blocks().size());
  const std::size_t uppers = plan.areas().size() - plan.first_upper();
  for (std::size_t m = 0; m < plan.measures().size(); ++m) {
    for (std::size_t b = 0; b < plan.blocks().size(); ++b) {
      const engine::block_plan& block = plan.blocks()[b];
      const std::size_t series = block.indicators.size() * block.periods.size();
      result_section& s = out_.sections_[section_of(m, b)];
      s.measure_ = plan.measures()[m];
      s.indicators_ = block.indicators;
      s.areas_.assign(plan.areas().begin(), plan.areas().end());
      s.periods_ = block.periods;
      s.first_upper_ = plan.first_upper();
      s.values_ = buffer<double>(series * plan.areas().size());
      s.statuses_ = buffer<status>(series * plan.areas().size());
      s.coverage_ = buffer<cell_coverage>(series * uppers);
    }
  }
}

engine::slab_place result_writer::place(const engine::slab_task& task) {
  engine::slab_place place;
  place.known.resize(plan_.measures().size());
  const std::size_t uppers = plan_.areas().size() - plan_.first_upper();
  for (std::size_t m = 0; m < plan_.measures().size(); ++m) {
    result_section& s = out_.sections_[section_of(m, task.block_at)];
    const std::size_t periods = s.periods_.size();
    engine::cells_out out;
    out.offset = s.offset(task.indicator, 0, task.run.position);
    out.values = s.values_.data() + out.offset;
    out.statuses = s.statuses_.data() + out.offset;
    out.stride = periods;
    out.coverage = s.coverage_.data() + task.indicator * uppers * periods + task.run.position;
    out.known = &place.known[m];
    place.out.push_back(out);
  }
  return place;
}

void result_writer::finish(const engine::slab_task& task, engine::slab_place place) {
  for (std::size_t m = 0; m < place.known.size(); ++m) {
    if (place.known[m].empty()) continue;
    const std::lock_guard lock(guard_);
    inexact_.push_back({section_of(m, task.block_at), std::move(place.known[m])});
  }
}

result_set result_writer::take() {
  for (const inexact_cells& cells : inexact_) {
    std::vector<known_cell>& all = out_.sections_[cells.section].known_;
    all.insert(all.end(), cells.known.begin(), cells.known.end());
  }
  for (result_section& s : out_.sections_) {
    std::ranges::sort(s.known_, {}, &known_cell::offset);
  }
  return std::move(out_);
}

}  // namespace zhibiao::inline ZB_ABI
