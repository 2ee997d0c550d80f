#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>

#include <algorithm>
#include <cmath>

namespace zhibiao::inline ZB_ABI {
namespace {

interval known_of(std::span<const known_cell> cells, std::size_t offset, double value) noexcept {
  const auto k = std::ranges::lower_bound(cells, offset, {}, &known_cell::offset);
  return k != cells.end() && k->offset == offset ? k->known : exactly(value);
}

/// A town either reports or does not, or is not there to be asked.
cell_coverage coverage_of_town(status why) noexcept {
  cell_coverage c;
  c.counted = why == status::not_reported || why == status::no_such_area ? 0 : 1;
  c.members = why == status::no_such_area ? 0 : 1;
  return c;
}

}  // namespace

unit unit_of(const result_cell& cell, const indicator& i) noexcept {
  return cell.statistic ? unit_of(*cell.statistic, i) : unit_of(cell.measure, i);
}

int decimals_of(const result_cell& cell, const indicator& i) noexcept {
  if (cell.statistic) return decimals_of(*cell.statistic, i);
  // Of equal figures that share the mean of their ranks.
  const bool is_half = cell.measure == measure::rank && cell.value != std::floor(cell.value);
  return is_half ? 1 : decimals_of(cell.measure, i);
}

std::string name(const result_cell& cell) {
  return cell.statistic ? to_string(*cell.statistic) : std::string(name(cell.measure));
}

std::string label(const result_cell& cell, language lang) {
  return cell.statistic ? label(*cell.statistic, lang) : std::string(label(cell.measure, lang));
}

result_cell result_section::at(std::size_t indicator, std::size_t area,
                               std::size_t period) const noexcept {
  const std::size_t i = offset(indicator, area, period);
  result_cell c;
  c.area = areas_[area];
  c.indicator = indicators_[indicator];
  c.period = periods_[period];
  c.measure = measure_;
  c.statistic = statistic_;
  c.value = values_[i];
  c.why = statuses_[i];
  if (has_number(c.why)) c.known = known_of(known_, i, c.value);
  if (coverage_row_of_.empty() && area < first_upper_) {
    c.coverage = coverage_of_town(c.why);
  } else {
    const std::size_t rows = coverage_->size() / (indicators_.size() * periods_.size());
    const std::size_t row = coverage_row_of_.empty() ? area - first_upper_ : coverage_row_of_[area];
    c.coverage = (*coverage_)[(indicator * rows + row) * periods_.size() + period];
  }
  return c;
}

result_cell result_slab::at(std::size_t area, std::size_t period) const noexcept {
  const std::size_t i = offset(area, period);
  result_cell c;
  c.area = areas[area];
  c.indicator = indicator;
  c.period = periods[period];
  c.measure = measure;
  c.statistic = statistic;
  c.value = values[i];
  c.why = statuses[i];
  if (has_number(c.why)) c.known = known_of(known, i, c.value);
  if (coverage_row_of.empty() && area < first_upper) {
    c.coverage = coverage_of_town(c.why);
  } else {
    const std::size_t row = coverage_row_of.empty() ? area - first_upper : coverage_row_of[area];
    c.coverage = coverage[row * periods.size() + period];
  }
  return c;
}

std::size_t result_set::size() const noexcept {
  std::size_t cells = 0;
  for (const result_section& s : sections_) cells += s.values_.size();
  return cells;
}

std::optional<std::size_t> result_section::row_of(area_index area) const noexcept {
  const auto a = std::ranges::lower_bound(areas_, area);
  if (a == areas_.end() || *a != area) return std::nullopt;
  return static_cast<std::size_t>(a - areas_.begin());
}

std::optional<result_cell> result_section::find(area_index area, indicator_index indicator,
                                                period at) const noexcept {
  const auto i = std::ranges::lower_bound(indicators_, indicator);
  const std::optional<std::size_t> a = row_of(area);
  const auto p = std::ranges::lower_bound(periods_, at.ordinal(), {}, &period::ordinal);
  if (i == indicators_.end() || *i != indicator || !a || p == periods_.end() || *p != at) {
    return std::nullopt;
  }
  return this->at(static_cast<std::size_t>(i - indicators_.begin()), *a,
                  static_cast<std::size_t>(p - periods_.begin()));
}

std::optional<result_cell> result_set::find(area_index area, indicator_index indicator, period at,
                                            measure m) const noexcept {
  for (const result_section& s : sections_) {
    if (s.measure_ != m || s.statistic_) continue;
    if (std::optional<result_cell> c = s.find(area, indicator, at)) return c;
  }
  return std::nullopt;
}

std::optional<result_cell> result_set::find(area_index area, indicator_index indicator, period at,
                                            const statistic& wanted) const noexcept {
  for (const result_section& s : sections_) {
    if (s.statistic_ != wanted) continue;
    if (std::optional<result_cell> c = s.find(area, indicator, at)) return c;
  }
  return std::nullopt;
}

}  // namespace zhibiao::inline ZB_ABI
