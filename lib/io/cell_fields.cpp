#include "io/cell_fields.hpp"

#include <zhibiao/engine/measure.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace zhibiao::inline ZB_ABI::detail {

cell_describer::cell_describer(const result_set& results, language lang)
    : panel_(&results.panel()), lang_(lang) {
  for (const measure m : all_measures()) {
    for (const indicator& i : panel_->catalog().indicators()) {
      units_.push_back(to_string(unit_of(m, i), lang));
    }
  }
}

cell_fields cell_describer::describe(const result_cell& cell) const {
  const zhibiao::area& area = panel_->areas()[cell.area];
  const zhibiao::indicator& indicator = panel_->catalog()[cell.indicator];
  cell_fields f;
  f.area = area.code;
  f.area_name = area.name;
  f.level = area.level;
  f.indicator = indicator.id;
  f.indicator_name = indicator.name.in(lang_);
  f.period = to_string(cell.period);
  f.measure = name(cell.measure);
  f.status = name(cell.why);
  f.unit =
      units_[static_cast<std::size_t>(cell.measure) * panel_->catalog().size() + cell.indicator];
  if (has_number(cell.why)) {
    f.value = plain(cell.value);
    f.lower = plain(cell.known.lower);
    f.upper = plain(cell.known.upper);
    f.lower_open = f.lower && cell.known.lower_open;
    f.upper_open = f.upper && cell.known.upper_open;
  }
  f.coverage = plain(cell.coverage.share());
  if (!panel_->areas().is_leaf(cell.area)) f.members = cell.coverage;
  return f;
}

std::string shortest_text(double value) {
  if (value == 0) value = 0;  // -0
  const double size = std::fabs(value);
  const bool is_plain = size == 0 || (size >= 1e-5 && size < 1e18);
  std::array<char, 64> text{};
  const auto done = is_plain ? std::to_chars(text.data(), text.data() + text.size(), value,
                                             std::chars_format::fixed)
                             : std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), done.ptr};
}

std::optional<double> plain(double value) noexcept {
  if (!std::isfinite(value)) return std::nullopt;
  return value == 0 ? 0.0 : value;
}

}  // namespace zhibiao::inline ZB_ABI::detail
