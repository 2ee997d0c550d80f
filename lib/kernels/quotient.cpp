#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/quotient.hpp>

#include "kernels/error_free.inl"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

using extended = two_parts<double>;

double power_of(decimal_scale s) { return s.exact ? s.power : 1; }

extended minus(extended x, extended y) noexcept {
  compensated<double> sum{x.high, x.low};
  sum.add(-y.high, -y.low);
  return {sum.sum, sum.lost};
}

extended times(extended x, double y) noexcept {
  const extended p = product(x.high, y);
  return {p.high, p.low + x.low * y};
}

double rounded(extended x) noexcept { return x.high + x.low; }

extended divided(extended x, extended y) noexcept {
  const double first = x.high / y.high;
  const extended rest = minus(x, times(y, first));
  return {first, rounded(rest) / y.high};
}

}  // namespace

quotient quotient_of(double numerator, decimal_scale numerator_scale, double denominator,
                     decimal_scale denominator_scale, ratio factor) noexcept {
  // The powers of ten that both sides share fall away first: what is left is mostly the factor alone,
  // the products are exact, and only the division rounds.
  const double up = power_of(denominator_scale);
  const double down = power_of(numerator_scale);
  const double shared = std::min(up, down);
  return {numerator * (up / shared * static_cast<double>(factor.numerator)),
          denominator * (down / shared * static_cast<double>(factor.denominator))};
}

cell value_of(const quotient& q) noexcept {
  if (q.all == 0) return {no_number, status::out_of_domain};
  return finite(q.part / q.all + 0.0, status::ok);
}

cell difference(const quotient& current, const quotient& base) noexcept {
  const extended x = divided({current.part, 0}, {current.all, 0});
  const extended b = divided({base.part, 0}, {base.all, 0});
  return finite(rounded(minus(x, b)) + 0.0, status::ok);
}

cell percent_change(const quotient& current, const quotient& base, double min_base) noexcept {
  const cell c = percent_change(value_of(current).value, value_of(base).value, {}, min_base);
  if (!has_number(c.why)) return c;
  const extended x = product(current.part, base.all);
  const extended b = product(base.part, current.all);
  return finite(rounded(divided(times(minus(x, b), 100), b)) + 0.0, c.why);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
