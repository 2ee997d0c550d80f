#include <zhibiao/engine/stated_rates.hpp>
#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/value/decimal.hpp>

#include "engine/figures.hpp"

#include <cmath>
#include <optional>

namespace zhibiao::inline ZB_ABI {
namespace {

/// What a plain number may be rounded from: half a unit of its last digit either way.
interval printed_digits(double x) try {
  const double half = 0.5 / power_of_ten(shortest_decimal(x).scale);
  return {x - half, x + half};
} catch (const error&) {
  return exactly(x);  // more digits than any report prints: the number stands for itself
}

/// A quotient that should meet the end of an interval may miss it by its own rounding. A bound that
/// leaves its number out (超过98%) is not met by that number.
bool within(double x, const interval& allowed, bool is_bound) noexcept {
  const double slack = std::fabs(x) * 1e-15;
  if (is_bound && allowed.lower_open && x <= allowed.lower) return false;
  if (is_bound && allowed.upper_open && x >= allowed.upper) return false;
  return x >= allowed.lower - slack && x <= allowed.upper + slack;
}

}  // namespace

std::vector<stated_rate> compare_stated_rates(const panel& data) {
  std::vector<stated_rate> found;
  const std::size_t areas = data.areas().size();
  for (indicator_index i = 0; i < data.catalog().size(); ++i) {
    const std::optional<indicator_parts>& parts = data.catalog().parts(i);
    if (!parts) continue;
    for (const panel_block& block : data.blocks()) {
      const std::optional<std::size_t> slot = block.slot(i);
      if (!slot || !block.slot(parts->numerator) || !block.slot(parts->denominator)) continue;
      const engine::figures stated = engine::read_stated(block, areas, i);
      const engine::figures n = engine::read_stated(block, areas, parts->numerator);
      const engine::figures d = engine::read_stated(block, areas, parts->denominator);
      for (std::size_t cell = 0; cell < areas * block.period_count(); ++cell) {
        if (!stated.has(cell) || !n.has(cell) || !d.has(cell)) continue;
        if (!is_exact(n.known_at(cell)) || !is_exact(d.known_at(cell))) continue;
        const kernels::cell c =
            kernels::ratio_of_sums(kernels::whole(n.value[cell], n.scale), n.scale,
                                   kernels::whole(d.value[cell], d.scale), d.scale, parts->factor);
        if (!has_number(c.why)) continue;
        const auto area = static_cast<area_index>(cell / block.period_count());
        const std::size_t t = cell % block.period_count();
        const remark* said = block.find_remark(*slot, area, t);
        stated_rate r;
        r.area = area;
        r.indicator = i;
        r.period = block.period_at(t);
        r.numerator = n.value[cell];
        r.denominator = d.value[cell];
        r.computed = c.value;
        r.stated = said != nullptr && said->how != qualifier::exact
                       ? said->known
                       : printed_digits(stated.value[cell]);
        r.agrees = within(r.computed, r.stated, said != nullptr && is_bound(said->how));
        found.push_back(r);
      }
    }
  }
  return found;
}

}  // namespace zhibiao::inline ZB_ABI
