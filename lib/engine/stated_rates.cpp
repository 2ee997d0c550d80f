#include <zhibiao/engine/stated_rates.hpp>
#include <zhibiao/kernels/aggregate.hpp>

#include "engine/figures.hpp"
#include "engine/printed_digits.hpp"

#include <cmath>
#include <optional>

namespace zhibiao::inline ZB_ABI {
namespace {

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
  const panel_source from(data);
  for (indicator_index i = 0; i < data.catalog().size(); ++i) {
    const std::optional<indicator_parts>& parts = data.catalog().parts(i);
    if (!parts) continue;
    for (std::size_t b = 0; b < data.blocks().size(); ++b) {
      const panel_block& block = data.blocks()[b];
      const std::optional<std::size_t> slot = block.slot(i);
      if (!slot || !block.slot(parts->numerator) || !block.slot(parts->denominator)) continue;
      const engine::figures stated = engine::read_all(from, b, i);
      const engine::figures n = engine::read_all(from, b, parts->numerator);
      const engine::figures d = engine::read_all(from, b, parts->denominator);
      for (area_index area = 0; area < data.areas().size(); ++area) {
        for (std::size_t t = 0; t < block.period_count(); ++t) {
          if (!stated.has(area, t) || !n.has(area, t) || !d.has(area, t)) continue;
          if (!is_exact(n.known(area, t)) || !is_exact(d.known(area, t))) continue;
          const kernels::cell c = kernels::ratio_of_sums(
              kernels::whole(n.value(area, t), n.scale), n.scale,
              kernels::whole(d.value(area, t), d.scale), d.scale, parts->factor);
          if (!has_number(c.why)) continue;
          const remark* said = block.find_remark(*slot, area, t);
          stated_rate r;
          r.area = area;
          r.indicator = i;
          r.period = block.period_at(t);
          r.numerator = n.value(area, t);
          r.denominator = d.value(area, t);
          r.computed = c.value;
          r.stated = said != nullptr && said->how != qualifier::exact
                         ? said->known
                         : engine::printed_digits(stated.value(area, t));
          r.agrees = within(r.computed, r.stated, said != nullptr && is_bound(said->how));
          found.push_back(r);
        }
      }
    }
  }
  return found;
}

}  // namespace zhibiao::inline ZB_ABI
