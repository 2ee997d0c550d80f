#include <zhibiao/engine/result_set.hpp>
#include <zhibiao/engine/result_sink.hpp>

#include <algorithm>

namespace zhibiao::inline ZB_ABI {
namespace {

interval known_of(std::span<const known_cell> cells, std::size_t offset, double value) noexcept {
  const auto k = std::ranges::lower_bound(cells, offset, {}, &known_cell::offset);
  return k != cells.end() && k->offset == offset ? k->known : exactly(value);
}

/// A town either reports or does not.
cell_coverage coverage_of_town(status why) noexcept {
  cell_coverage c;
  c.counted = why == status::not_reported ? 0 : 1;
  return c;
}

}  // namespace

result_cell result_section::at(std::size_t indicator, std::size_t area,
                               std::size_t period) const noexcept {
  const std::size_t i = offset(indicator, area, period);
  result_cell c;
  c.area = areas_[area];
  c.indicator = indicators_[indicator];
  c.period = periods_[period];
  c.measure = measure_;
  c.value = values_[i];
  c.why = statuses_[i];
  if (has_number(c.why)) c.known = known_of(known_, i, c.value);
  if (area < first_upper_) {
    c.coverage = coverage_of_town(c.why);
  } else {
    const std::size_t upper = areas_.size() - first_upper_;
    c.coverage = coverage_[(indicator * upper + area - first_upper_) * periods_.size() + period];
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
  c.value = values[i];
  c.why = statuses[i];
  if (has_number(c.why)) c.known = known_of(known, i, c.value);
  c.coverage = area < first_upper ? coverage_of_town(c.why)
                                  : coverage[(area - first_upper) * periods.size() + period];
  return c;
}

std::size_t result_set::size() const noexcept {
  std::size_t cells = 0;
  for (const result_section& s : sections_) cells += s.values_.size();
  return cells;
}

std::optional<result_cell> result_set::find(area_index area, indicator_index indicator, period at,
                                            measure m) const noexcept {
  for (const result_section& s : sections_) {
    if (s.measure_ != m || s.periods_.empty() || s.periods_.front().frequency() != at.frequency() ||
        s.periods_.front().form() != at.form()) {
      continue;
    }
    const auto i = std::ranges::lower_bound(s.indicators_, indicator);
    const auto a = std::ranges::lower_bound(s.areas_, area);
    const auto p = std::ranges::lower_bound(s.periods_, at.ordinal(), {}, &period::ordinal);
    if (i == s.indicators_.end() || *i != indicator || a == s.areas_.end() || *a != area ||
        p == s.periods_.end() || *p != at) {
      return std::nullopt;
    }
    return s.at(static_cast<std::size_t>(i - s.indicators_.begin()),
                static_cast<std::size_t>(a - s.areas_.begin()),
                static_cast<std::size_t>(p - s.periods_.begin()));
  }
  return std::nullopt;
}

}  // namespace zhibiao::inline ZB_ABI
