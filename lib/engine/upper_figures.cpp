#include "engine/upper_figures.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

bool is_quotient(indicator_kind kind) noexcept {
  return kind == indicator_kind::rate || kind == indicator_kind::mean ||
         kind == indicator_kind::index || kind == indicator_kind::growth;
}

bool any_town_reports(const figures& f, row_range towns, std::size_t column) noexcept {
  for (std::size_t town = towns.first; town < towns.last; ++town) {
    if (f.has(town, column)) return true;
  }
  return false;
}

bool any_town_withholds(const figures& f, row_range towns, std::size_t column) noexcept {
  return std::ranges::any_of(f.marks_of(towns.first, towns.last), [&](const marked_cell& m) {
    return m.offset % f.columns == column && m.why == status::suppressed;
  });
}

}  // namespace

upper_figures::upper_figures(figures own, const figures& towns, const indicator& definition,
                             std::span<const row_range> segments, const roll_up_inputs& inputs,
                             const participation* taking_part)
    : own_(std::move(own)) {
  // What towns report is there, but makes no figure of the area.
  const status refusal = is_quotient(definition.kind) ? status::no_weight : status::out_of_domain;
  if (taking_part == nullptr) {
    take_reports();
    refuse(towns, segments, refusal, *inputs.timeline);
    return;
  }
  area_sums sums = roll_up(inputs, *taking_part, segments);
  cells_ = std::move(sums.cells);
  coverage_ = std::move(sums.coverage);
  from_towns_.assign(coverage_.size(), 1);
  take_sums(towns, segments, refusal, inputs.min_coverage);
}

void upper_figures::take_reports() {
  const std::size_t count = own_.rows * own_.columns;
  cells_.columns = own_.columns;
  cells_.values.resize(count);
  cells_.why.resize(count);
  coverage_.resize(count);
  from_towns_.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) keep_report(i, cells_.known);
}

/// The area's own figure, or its own reason for none.
void upper_figures::keep_report(std::size_t offset, std::vector<known_cell>& known) {
  const figure f = own_.at(offset / own_.columns, offset % own_.columns);
  cells_.values[offset] = f.value;
  cells_.why[offset] = f.why;
  if (f.is_there() && !is_exact(f.known)) known.push_back({offset, f.known});
  coverage_[offset] = {};
  from_towns_[offset] = 0;
}

void upper_figures::refuse(const figures& towns, std::span<const row_range> segments,
                           status refusal, const area_timeline& timeline) {
  for (std::size_t i = 0; i < coverage_.size(); ++i) {
    if (cells_.why[i] != status::not_reported) continue;
    const row_range members = segments[i / own_.columns];
    if (any_town_reports(towns, members, i % own_.columns)) cells_.why[i] = refusal;
    const std::uint32_t there = timeline.count(members, i % own_.columns);
    if (there == 0) cells_.why[i] = status::no_such_area;
    coverage_[i] = {0, there, kernels::no_number};
  }
}

void upper_figures::take_sums(const figures& towns, std::span<const row_range> segments,
                              status refusal, double min_coverage) {
  std::vector<known_cell> reported;
  for (std::size_t i = 0; i < coverage_.size(); ++i) {
    const cell_coverage& coverage = coverage_[i];
    if (coverage.counted != 0 && coverage.counted == coverage.members) continue;
    if (coverage.counted != 0) {
      const kernels::cell c = covered({cells_.values[i], cells_.why[i]}, coverage, min_coverage);
      cells_.values[i] = c.value;
      cells_.why[i] = c.why;
      continue;
    }
    const row_range members = segments[i / own_.columns];
    const std::size_t column = i % own_.columns;
    if (own_.why(i / own_.columns, column) != status::not_reported) {
      keep_report(i, reported);
    } else if (any_town_reports(towns, members, column)) {
      cells_.why[i] = refusal;  // towns state a rate, but none its parts
    } else if (any_town_withholds(towns, members, column)) {
      cells_.why[i] = status::suppressed;
    } else if (coverage.members == 0) {
      cells_.why[i] = status::no_such_area;  // none of its towns is there yet, or any more
    }
  }
  std::erase_if(cells_.known,
                [&](const known_cell& k) { return !has_number(cells_.why[k.offset]); });
  if (reported.empty()) return;
  cells_.known.insert(cells_.known.end(), reported.begin(), reported.end());
  std::ranges::sort(cells_.known, {}, &known_cell::offset);
}

figure upper_figures::at(std::size_t row, std::size_t column) const noexcept {
  const std::size_t i = row * own_.columns + column;
  if (from_towns_[i] != 0) return cells_.at(i);
  figure f = own_.at(row, column);
  f.why = cells_.why[i];
  return f;
}

}  // namespace zhibiao::inline ZB_ABI::engine
