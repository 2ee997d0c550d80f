#include "engine/figures.hpp"

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/value/decimal.hpp>

#include <algorithm>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {

const interval* find_known(const known_cells& cells, std::size_t offset) noexcept {
  const auto found = std::ranges::lower_bound(cells, offset, {}, &known_cell::offset);
  return found != cells.end() && found->offset == offset ? &found->known : nullptr;
}

interval cut_to_limits(const interval& known, double value, const interval& limits) noexcept {
  if (value < limits.lower || value > limits.upper || is_apart(known, limits)) return known;
  return clipped(known, limits);
}

figures read_stated(const panel_block& block, std::size_t areas, indicator_index indicator) {
  figures f;
  f.rows = areas;
  f.periods = block.period_count();
  const std::size_t cells = f.rows * f.periods;
  const std::optional<std::size_t> slot = block.slot(indicator);
  if (!slot) {
    f.value = buffer<double>(cells, kernels::no_number);
    f.why = buffer<status>(cells, status::not_reported);
    return f;
  }

  f.value = buffer<double>(cells);
  f.why = buffer<status>(cells);
  const std::span<const double> reported = block.values(*slot);
  for (std::size_t i = 0; i < cells; ++i) {
    f.value[i] = reported[i];
    f.why[i] = is_missing(reported[i]) ? status::not_reported : status::ok;
  }
  if (const std::optional<int> digits = block.exact_decimals(*slot)) {
    f.scale = {power_of_ten(*digits), true};
  }

  for (const remark& r : block.remarks(*slot)) {
    const std::size_t offset = r.cell - *slot * cells;
    if (!f.has(offset)) continue;
    if (!is_exact(r.known)) f.known.push_back({offset, r.known});
    if (is_bound(r.how)) {
      f.why[offset] = status::bounded;
      f.flagged = true;
    }
  }

  const std::span<const observation_status> said = block.statuses(*slot);
  for (std::size_t i = 0; i < said.size(); ++i) {
    switch (said[i]) {
      case observation_status::estimated:
        if (f.has(i)) {
          f.why[i] = weaker(f.why[i], status::estimated);
          f.mark_estimated(i);
        }
        f.flagged = true;
        break;
      case observation_status::suppressed:
        f.value[i] = kernels::no_number;
        f.why[i] = status::suppressed;
        f.flagged = true;
        break;
      case observation_status::break_in_series:
        if (f.breaks.empty()) f.breaks.resize(cells);
        f.breaks[i] = 1;
        break;
      case observation_status::normal:
      case observation_status::provisional:
      case observation_status::missing:
        break;
    }
  }
  if (!said.empty()) {
    std::erase_if(f.known, [&](const known_cell& k) { return !f.has(k.offset); });
  }
  return f;
}

figures compute_from_parts(figures stated, const figures& numerator, const figures& denominator,
                           ratio factor, const interval& limits) {
  figures f = std::move(stated);
  f.flagged = f.flagged || numerator.flagged || denominator.flagged;
  f.quotients.resize(f.rows * f.periods);
  known_cells known;
  const bool breaks = !numerator.breaks.empty() || !denominator.breaks.empty();
  if (breaks) f.breaks.resize(f.rows * f.periods);

  for (std::size_t i = 0; i < f.rows * f.periods; ++i) {
    if (breaks) {
      f.breaks[i] |=
          static_cast<std::uint8_t>((!numerator.breaks.empty() && numerator.breaks[i] != 0) ||
                                    (!denominator.breaks.empty() && denominator.breaks[i] != 0));
    }
    const interval* const stated_interval = find_known(f.known, i);
    if (!numerator.has(i) || !denominator.has(i)) {
      if (!f.has(i) &&
          (numerator.why[i] == status::suppressed || denominator.why[i] == status::suppressed)) {
        f.why[i] = status::suppressed;
      }
      if (f.has(i)) {
        const double power = f.scale.exact ? f.scale.power : 1;
        f.quotients[i] = {kernels::whole(f.value[i], f.scale), power};
        if (stated_interval != nullptr) known.push_back({i, *stated_interval});
      }
      continue;
    }
    f.quotients[i] = kernels::quotient_of(
        kernels::whole(numerator.value[i], numerator.scale), numerator.scale,
        kernels::whole(denominator.value[i], denominator.scale), denominator.scale, factor);
    const kernels::cell c = kernels::value_of(f.quotients[i]);
    if (!f.estimates.empty()) f.estimates[i] = 0;
    if (numerator.is_estimated(i) || denominator.is_estimated(i)) f.mark_estimated(i);
    f.value[i] = c.value;
    f.why[i] = has_number(c.why) ? weaker(numerator.why[i], denominator.why[i]) : c.why;
    // More insured than there are people: the parts contradict each other.
    const bool beyond = c.value < limits.lower || c.value > limits.upper;
    if (beyond && is_exact(numerator.known_at(i)) && is_exact(denominator.known_at(i))) {
      f.value[i] = kernels::no_number;
      f.why[i] = status::out_of_domain;
    }
    if (!has_number(f.why[i])) {
      f.flagged = true;
      continue;
    }
    const interval n = numerator.known_at(i);
    const interval d = denominator.known_at(i);
    if (!is_exact(n) || !is_exact(d)) {
      const interval quotient =
          kernels::ratio_of_sums(n, d, factor, numerator.scale, denominator.scale);
      known.push_back({i, cut_to_limits(quotient, c.value, limits)});
    }
  }
  f.known = std::move(known);
  f.scale = {};  // a quotient has no last digit
  return f;
}

}  // namespace zhibiao::inline ZB_ABI::engine
