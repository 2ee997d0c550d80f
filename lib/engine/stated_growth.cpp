#include <zhibiao/engine/stated_growth.hpp>
#include <zhibiao/kernels/change.hpp>

#include "engine/figures.hpp"
#include "engine/printed_digits.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace zhibiao::inline ZB_ABI {
namespace {

/// True where two intervals meet, but for what rounding may take from a computed end.
bool meet(const interval& stated, const interval& computed) noexcept {
  const double slack = 1e-12 * std::max(1.0, std::fabs(computed.lower));
  return computed.lower <= stated.upper + slack && computed.upper >= stated.lower - slack;
}

bool have_same_sign(double stated, const interval& computed) noexcept {
  return !(stated > 0 && computed.upper < 0) && !(stated < 0 && computed.lower > 0);
}

/// The growths of one block beside its figures.
void compare_block(const panel_source& from, std::size_t b, indicator_index growth,
                   indicator_index grown, std::vector<stated_growth>& found) {
  const panel_block& block = from.frame().blocks()[b];
  const std::optional<std::size_t> slot = block.slot(growth);
  if (!slot || !block.slot(grown)) return;
  const engine::figures g = engine::read_all(from, b, growth);
  const engine::figures x = engine::read_all(from, b, grown);
  const auto lag = static_cast<std::size_t>(periods_per_year(block.frequency()));
  for (area_index area = 0; area < g.rows; ++area) {
    for (std::size_t t = lag; t < g.columns; ++t) {
      if (!g.has(area, t) || !x.has(area, t) || !x.has(area, t - lag)) continue;
      const kernels::known_change k =
          kernels::percent_change(x.known(area, t), x.known(area, t - lag), x.scale);
      if (!has_number(k.why)) continue;
      const remark* said = block.find_remark(*slot, area, t);
      stated_growth s;
      s.area = area;
      s.indicator = growth;
      s.period = block.period_at(t);
      s.current = x.value(area, t);
      s.base = x.value(area, t - lag);
      s.computed = k.known;
      s.stated = said != nullptr && said->how != qualifier::exact
                     ? said->known
                     : engine::printed_digits(g.value(area, t));
      s.agrees = meet(s.stated, s.computed);
      s.same_sign = have_same_sign(g.value(area, t), s.computed);
      found.push_back(s);
    }
  }
}

}  // namespace

std::vector<stated_growth> compare_stated_growth(const panel& data) {
  std::vector<stated_growth> found;
  const panel_source from(data);
  for (indicator_index i = 0; i < data.catalog().size(); ++i) {
    const std::optional<indicator_index> grown = data.catalog().grown(i);
    for (std::size_t b = 0; grown && b < data.blocks().size(); ++b) {
      compare_block(from, b, i, *grown, found);
    }
  }
  return found;
}

}  // namespace zhibiao::inline ZB_ABI
