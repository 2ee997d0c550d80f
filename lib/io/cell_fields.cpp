#include "io/cell_fields.hpp"

#include <zhibiao/engine/measure.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

cell_describer::cell_describer(const zhibiao::panel& data, language lang)
    : panel_(&data), lang_(lang) {
  for (const measure m : all_measures()) {
    for (const indicator& i : panel_->catalog().indicators()) {
      units_.push_back(to_string(unit_of(m, i), lang));
    }
  }
}

void cell_describer::computed_by(const method_choice& by) {
  if (!methods_.empty() && by == by_) return;
  by_ = by;
  methods_.clear();
  for (const measure m : all_measures()) {
    for (const indicator& i : panel_->catalog().indicators()) {
      methods_.push_back(method_text(m, by, i));
    }
  }
}

cell_fields cell_describer::describe(const result_cell& cell) {
  const listed_area area = panel_->areas()[cell.area];
  const zhibiao::indicator& indicator = panel_->catalog()[cell.indicator];
  cell_fields f;
  f.area = area.code;
  f.area_name = area.name;
  f.level = area.level;
  f.indicator = indicator.id;
  f.indicator_name = indicator.name.in(lang_);
  f.period = text_of(cell.period);
  f.status = name(cell.why);
  if (cell.statistic) {
    const statistic_text& t = text_of(*cell.statistic);
    f.measure = t.name;
    f.unit = t.units[cell.indicator];
  } else {
    f.measure = name(cell.measure);
    const std::size_t at =
        static_cast<std::size_t>(cell.measure) * panel_->catalog().size() + cell.indicator;
    f.unit = units_[at];
    if (!methods_.empty()) f.method = methods_[at];
  }
  if (has_number(cell.why)) {
    f.value = plain(cell.value);
    f.lower = plain(cell.known.lower);
    f.upper = plain(cell.known.upper);
    f.lower_open = f.lower && cell.known.lower_open;
    f.upper_open = f.upper && cell.known.upper_open;
  }
  f.coverage = plain(cell.coverage.share());
  const bool is_of_peers = !cell.statistic && needs_peers(cell.measure);
  if (is_of_peers || !panel_->areas().is_leaf(cell.area)) f.members = cell.coverage;
  return f;
}

/// Cells come period by period, again and again.
std::string_view cell_describer::text_of(period p) {
  for (std::size_t step = 0; step < periods_.size(); ++step) {
    const std::size_t i = (period_ + step) % periods_.size();
    if (periods_[i].at != p) continue;
    period_ = i;
    return periods_[i].text;
  }
  period_ = periods_.size();
  periods_.push_back({p, to_string(p)});
  return periods_.back().text;
}

const cell_describer::statistic_text& cell_describer::text_of(const statistic& s) {
  const auto known = std::ranges::find(statistics_, s, &statistic_text::what);
  if (known != statistics_.end()) return *known;
  statistic_text t{s, to_string(s), {}};
  for (const indicator& i : panel_->catalog().indicators()) {
    t.units.push_back(to_string(unit_of(s, i), lang_));
  }
  return statistics_.emplace_back(std::move(t));
}

std::optional<double> plain(double value) noexcept {
  if (!std::isfinite(value)) return std::nullopt;
  return value == 0 ? 0.0 : value;
}

}  // namespace zhibiao::inline ZB_ABI::detail
