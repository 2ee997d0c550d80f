#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/growth_ratio.hpp>

#include <algorithm>
#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

cell cut_to_score(double score) noexcept { return {std::clamp(score, -5.0, 5.0), status::ok}; }

/// Growth the right way: above zero where the figure gets better.
double the_right_way(double growth, const course& c) noexcept {
  const double turned = (c.base < 0) != !c.up ? -growth : growth;
  return turned == 0 ? 0 : turned;
}

/// x^(111/25) for x of 0 to 1, from roots and products that are the same bits everywhere.
double to_the_power_of_4_44(double x) noexcept {
  const cell root = average_growth(quotient{x, 1}, quotient{1, 1}, 25);
  double power = 1;
  for (int i = 0; i < 111; ++i) power *= 1 + root.value / 100;
  return power;
}

}  // namespace

cell growth_ratio(const course& c) noexcept {
  const status missing = missing_of(c);
  if (missing != status::ok) return none(missing);
  const cell observed = yearly_growth(c.current, c.base, c.years);
  if (!has_number(observed.why)) return observed;
  const cell required = yearly_growth(c.goal, c.base, c.years_to_goal);
  if (!has_number(required.why)) return required;
  if (required.value == 0 || c.goal == 0) return none(status::out_of_domain);
  return {the_right_way(observed.value, c) / std::fabs(required.value), status::ok};
}

cell growth_ratio_class(const course& c) noexcept {
  if (missing_of(c) == status::ok && c.is_achieved()) return {4, status::ok};
  cell made = growth_ratio(c);
  if (!has_number(made.why)) return made;
  const double r = made.value;
  made.value = r >= 0.95 ? 3 : r >= 0.60 ? 2 : r >= 0 ? 1 : 0;
  return made;
}

cell growth_ratio_score(const course& c) noexcept {
  if (missing_of(c) == status::ok && c.is_achieved()) return {5, status::ok};
  const cell ratio = growth_ratio(c);
  if (!has_number(ratio.why)) return ratio;
  const double r = ratio.value;
  return cut_to_score(r >= 0.6 ? 7.1429 * r - 4.2857 : 4.1667 * r - 2.5);
}

cell growth_trend(const course& c) noexcept {
  const status missing = missing_figure_of(c);
  if (missing != status::ok) return none(missing);
  cell growth = yearly_growth(c.current, c.base, c.years);
  if (has_number(growth.why)) growth.value = the_right_way(growth.value, c);
  return growth;
}

double room_to_grow(double base, double limit) noexcept {
  if (!std::isfinite(limit)) return 1;
  const double size = std::fabs(base);
  const double most = std::fabs(limit);
  if (size >= 2 * most) return 1;
  return 1 - to_the_power_of_4_44((size <= most ? size : 2 * most - size) / most);
}

cell growth_trend_class(const course& c, double room) noexcept {
  cell made = growth_trend(c);
  if (!has_number(made.why)) return made;
  const double a = made.value;
  made.value = a < 0 ? 0 : a >= 1.5 * room ? 3 : a >= 0.5 * room ? 2 : 1;
  return made;
}

cell growth_trend_score(const course& c, double room) noexcept {
  const cell trend = growth_trend(c);
  if (!has_number(trend.why)) return trend;
  const double a = trend.value / 100;
  if (a < 0) return cut_to_score(125 * a - 2.5);
  if (room == 0) return {5, status::ok};
  const double part = a / room;
  if (part < 0.005) return cut_to_score(500 * part - 2.5);
  return cut_to_score(part < 0.015 ? 250 * part - 1.25 : 500 * part - 5);
}

cell growth_trend_class_of_eurostat(const course& c) noexcept {
  cell made = growth_trend(c);
  if (!has_number(made.why)) return made;
  const double a = made.value;
  made.value = a >= 1 ? 3 : a >= 0 ? 2 : a >= -1 ? 1 : 0;
  return made;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
