#include "engine/upper_figures.hpp"

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

bool is_quotient(indicator_kind kind) noexcept {
  return kind == indicator_kind::rate || kind == indicator_kind::mean ||
         kind == indicator_kind::index;
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
  const std::size_t count = own_.rows * own_.columns;
  cells_.reserve(count);
  for (std::size_t row = 0; row < own_.rows; ++row) {
    for (std::size_t c = 0; c < own_.columns; ++c) {
      const double x = own_.value(row, c);
      cells_.push_back({x, x == x ? status::ok : status::not_reported});
    }
  }
  coverage_.resize(count);
  from_towns_.resize(count);
  estimates_.resize(count);
  if (!own_.made_of.empty()) {
    made_of_.assign(own_.made_of.data(), own_.made_of.data() + count);
  }
  for (const marked_cell& m : own_.marks) {
    cells_[m.offset].why = m.why;
    estimates_[m.offset] = static_cast<std::uint8_t>(m.estimated);
    if (has_number(m.why) && !is_exact(m.known)) known_.push_back({m.offset, m.known});
  }

  // What towns report is there, but makes no figure of the area.
  const status refusal = is_quotient(definition.kind) ? status::no_weight : status::out_of_domain;
  if (taking_part == nullptr) {
    refuse(towns, segments, refusal);
  } else {
    take(roll_up_towns(inputs, *taking_part, segments, 0), towns, segments, refusal,
         inputs.min_coverage);
  }
}

void upper_figures::refuse(const figures& towns, std::span<const row_range> segments,
                           status refusal) {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cells_[i].why != status::not_reported) continue;  // a figure, or its own reason for none
    const row_range members = segments[i / own_.columns];
    if (any_town_reports(towns, members, i % own_.columns)) cells_[i].why = refusal;
    coverage_[i] = {0, static_cast<std::uint32_t>(members.size()), kernels::no_number};
  }
}

void upper_figures::take(rolled_up sums, const figures& towns, std::span<const row_range> segments,
                         status refusal, double min_coverage) {
  std::vector<known_cell> above;
  auto own_known = known_.begin();
  auto known = sums.known.begin();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const row_range members = segments[i / own_.columns];
    const std::size_t column = i % own_.columns;
    while (own_known != known_.end() && own_known->offset < i) ++own_known;
    while (known != sums.known.end() && known->offset < i) ++known;
    const cell_coverage& coverage = sums.coverage[i];
    if (coverage.counted == 0 && cells_[i].why != status::not_reported) {
      if (own_known != known_.end() && own_known->offset == i) above.push_back(*own_known);
      continue;
    }
    from_towns_[i] = 1;
    estimates_[i] = sums.estimates[i];
    coverage_[i] = coverage;
    if (coverage.counted == 0 && any_town_reports(towns, members, column)) {
      cells_[i].why = refusal;  // towns state a rate, but none its parts
      continue;
    }
    kernels::cell c = covered(sums.cells[i], coverage, min_coverage);
    if (!made_of_.empty()) {
      made_of_[i] = sums.made_of.empty() ? kernels::quotient{} : sums.made_of[i];
    }
    if (c.why == status::not_reported && any_town_withholds(towns, members, column)) {
      c.why = status::suppressed;
    }
    cells_[i] = c;
    if (!has_number(c.why)) continue;
    if (known != sums.known.end() && known->offset == i) above.push_back(*known);
  }
  known_ = std::move(above);
}

figure upper_figures::at(std::size_t row, std::size_t column) const noexcept {
  const std::size_t i = row * own_.columns + column;
  figure f;
  f.value = cells_[i].value;
  f.why = cells_[i].why;
  f.estimated = estimates_[i] != 0;
  const auto k = std::ranges::lower_bound(known_, i, {}, &known_cell::offset);
  f.known = k != known_.end() && k->offset == i ? k->known : exactly(f.value);
  if (!made_of_.empty()) f.made_of = made_of_[i];
  return f;
}

}  // namespace zhibiao::inline ZB_ABI::engine
