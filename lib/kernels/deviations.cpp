#include <zhibiao/kernels/deviations.hpp>

#include "kernels/error_free.inl"

#include <algorithm>
#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

double count_of(const deviation_sums& d) { return static_cast<double>(d.counted); }

}  // namespace

moments moments_of(const deviation_sums& d) noexcept {
  if (d.counted == 0) return {};
  const two_parts<double> origins = product(count_of(d), d.origin);
  const two_parts<double> sum = normal(plus(origins, {d.sum, 0}));
  const two_parts<double> squares = normal(two_parts<double>{d.squares, 0});
  return {d.counted,    sum.high,    sum.low,       d.origin,
          squares.high, squares.low, d.least + 0.0, d.greatest + 0.0};
}

cell mean(const deviation_sums& d) noexcept {
  if (d.counted == 0) return {};
  return finite(d.origin + d.sum / count_of(d), status::ok);
}

cell variance(const deviation_sums& d) noexcept {
  if (d.counted == 0) return {};
  if (d.counted == 1) return {no_number, status::out_of_domain};
  const double n = count_of(d);
  const double around_mean = d.squares - d.sum * (d.sum / n);
  // A sum of squares is not negative; a NaN stays one.
  return finite((around_mean < 0 ? 0 : around_mean) / (n - 1), status::ok);
}

cell standard_deviation(const deviation_sums& d) noexcept {
  const cell v = variance(d);
  return {std::sqrt(v.value), v.why};
}

cell coefficient_of_variation(const deviation_sums& d) noexcept {
  const cell deviation = standard_deviation(d);
  if (!has_number(deviation.why)) return deviation;
  const cell m = mean(d);
  if (!has_number(m.why)) return m;
  if (m.value <= 0) return {no_number, status::out_of_domain};
  return finite(deviation.value / m.value, status::ok);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
