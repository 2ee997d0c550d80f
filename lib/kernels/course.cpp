#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/course.hpp>

namespace zhibiao::inline ZB_ABI::kernels {

status missing_figure_of(const course& c) noexcept {
  if (detail::is_missing(c.current)) return status::not_reported;
  return detail::is_missing(c.base) ? status::base_not_reported : status::ok;
}

status missing_of(const course& c) noexcept {
  const status figures = missing_figure_of(c);
  if (figures != status::ok) return figures;
  return detail::is_missing(c.goal) ? status::no_target : status::ok;
}

cell yearly_growth(double later, double base, int years) noexcept {
  if (base == 0) return none(status::base_zero);
  const double sign = base < 0 ? -1 : 1;
  if (later * sign < 0) return none(status::out_of_domain);
  return average_growth(quotient{later * sign, 1}, quotient{base * sign, 1}, years);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
