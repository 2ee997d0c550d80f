#include "engine/result_writer.hpp"

#include <zhibiao/value/error.hpp>

#include "engine/taken_from.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

/// A section with more cells will have left the caches before anybody reads it.
constexpr std::size_t cells_in_caches = std::size_t{1} << 21U;

std::string what_is(const result_section& s) {
  return s.statistic() ? to_string(*s.statistic()) : std::string(name(s.measure()));
}

}  // namespace

result_writer::result_writer(const engine::request_plan& plan) : plan_(plan) {
  out_.panel_ = plan.source().frame();
  out_.method_ = plan.what().method;
  out_.blocks_ = plan.blocks().size();
  out_.sections_.resize(plan.outputs() * plan.blocks().size());
  const std::size_t given = plan.what().outputs.size();
  if (given != 0 && given != out_.sections_.size()) {
    throw error(errc::invalid_argument, "expected memory for " +
                                            std::to_string(out_.sections_.size()) +
                                            " sections, found " + std::to_string(given));
  }
  coverage_.resize(plan.coverages() * plan.blocks().size());
  for (std::size_t k = 0; k < plan.outputs(); ++k) {
    const std::span<const area_index> areas = plan.areas_of(k);
    const std::span<const std::uint32_t> coverage_row_of = plan.coverage_row_of(k);
    for (std::size_t b = 0; b < plan.blocks().size(); ++b) {
      const engine::block_plan& block = plan.blocks()[b];
      const std::size_t series = block.indicators.size() * block.periods.size();
      result_section& s = out_.sections_[section_of(k, b)];
      s.measure_ = plan.measure_of(k);
      s.statistic_ = plan.statistic_of(k);
      s.indicators_ = block.indicators;
      s.areas_.assign(areas.begin(), areas.end());
      s.periods_ = block.periods;
      s.first_upper_ = plan.first_upper_of(k);
      std::shared_ptr<buffer<cell_coverage>>& coverage = coverage_[coverage_at(k, b)];
      if (coverage == nullptr) {
        coverage = std::make_shared<buffer<cell_coverage>>(
            engine::taken_from<cell_coverage>(plan.what().memory, series * plan.coverage_rows(k)));
      }
      s.coverage_ = coverage;
      s.coverage_row_of_.assign(coverage_row_of.begin(), coverage_row_of.end());
      give_memory(s, section_of(k, b), series * areas.size());
    }
  }
}

void result_writer::give_memory(result_section& s, std::size_t section, std::size_t cells) {
  const request& what = plan_.what();
  if (what.outputs.empty()) {
    s.own_values_ = engine::taken_from<double>(what.memory, cells);
    s.own_statuses_ = engine::taken_from<status>(what.memory, cells);
    s.values_ = {s.own_values_.data(), cells};
    s.statuses_ = {s.own_statuses_.data(), cells};
    return;
  }
  const section_memory& given = what.outputs[section];
  for (const std::size_t size : {given.values.size(), given.statuses.size()}) {
    if (size == cells) continue;
    throw error(errc::invalid_argument, "expected memory for " + std::to_string(cells) +
                                            " cells of " + what_is(s) + ", found " +
                                            std::to_string(size));
  }
  s.values_ = given.values;
  s.statuses_ = given.statuses;
}

engine::slab_place result_writer::place(const engine::slab_task& task) {
  engine::slab_place place;
  place.known.resize(plan_.outputs());
  for (std::size_t k = 0; k < plan_.outputs(); ++k) {
    result_section& s = out_.sections_[section_of(k, task.block_at)];
    const std::size_t periods = s.periods_.size();
    engine::cells_out out;
    out.offset = s.offset(task.indicator, 0, task.run.position);
    out.values = s.values_.data() + out.offset;
    out.statuses = s.statuses_.data() + out.offset;
    out.stride = periods;
    out.streamed = s.values_.size() > cells_in_caches;
    out.coverage = coverage_[coverage_at(k, task.block_at)]->data() +
                   task.indicator * plan_.coverage_rows(k) * periods + task.run.position;
    out.known = &place.known[k];
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
