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

}  // namespace zhibiao::inline ZB_ABI::kernels
