#include <zhibiao/kernels/growth_ratio.hpp>
#include <zhibiao/kernels/progress_chart.hpp>

#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

/// True for a goal that is met, or so near an end of a percentage that it counts as met.
bool counts_as_met(const course& c, bool is_percent) noexcept {
  const bool is_at_end = is_percent && (c.up ? c.goal == 100 : c.goal == 0);
  return c.is_achieved() || (is_at_end && std::fabs(c.current - c.goal) <= 1);
}

}  // namespace

cell projected_share(const course& c) noexcept {
  const status missing = missing_of(c);
  if (missing != status::ok) return none(missing);
  if (c.years_to_goal < c.years) return none(status::deadline_passed);
  const cell growth = yearly_growth(c.current, c.base, c.years);
  if (!has_number(growth.why)) return growth;
  if (c.goal == c.base) return none(status::out_of_domain);
  double expected = c.current;
  for (int year = c.years; year < c.years_to_goal; ++year) expected *= 1 + growth.value / 100;
  const double share = (expected - c.base) / (c.goal - c.base);
  return finite(share, status::ok);
}

cell projected_share_class(const course& c, bool is_percent) noexcept {
  if (missing_of(c) == status::ok && counts_as_met(c, is_percent)) return {3, status::ok};
  cell made = projected_share(c);
  if (!has_number(made.why)) return made;
  made.value = made.value >= 0.95 ? 3 : made.value >= 0.10 ? 2 : 1;
  return made;
}

cell projected_trend_class(const course& c) noexcept {
  cell made = growth_trend(c);
  if (!has_number(made.why)) return made;
  made.value = made.value >= 2 ? 3 : made.value >= 0.5 ? 2 : 1;
  return made;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
