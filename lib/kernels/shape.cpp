#include <zhibiao/kernels/shape.hpp>

#include <cmath>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

// Of fewer figures than `least`, or of equal ones, there is no shape.
template <class Formula>
cell with_shape(const shape_moments& m, double least, Formula formula) {
  if (m.count == 0) return {no_number, status::not_reported};
  if (m.count < least || m.m2 <= 0) return {no_number, status::out_of_domain};
  return finite(formula(), status::ok);
}

double g1(const shape_moments& m) { return std::sqrt(m.count) * (m.m3 / m.m2) / std::sqrt(m.m2); }
double g2(const shape_moments& m) { return m.count * (m.m4 / m.m2) / m.m2 - 3; }

}  // namespace

shape_moments shape_of(const power_sums& sums) noexcept {
  if (sums.count == 0) return {};
  const double d = sums.s1 / sums.count;
  shape_moments m;
  m.count = sums.count;
  m.origin = sums.origin;
  m.offset = d;
  m.m2 = sums.s2 - sums.s1 * d;
  m.m3 = sums.s3 - d * (3 * sums.s2 - 2 * (sums.s1 * d));
  m.m4 = sums.s4 - d * (4 * sums.s3 - d * (6 * sums.s2 - 3 * (sums.s1 * d)));
  return m;
}

shape_moments merged(const shape_moments& a, const shape_moments& b) noexcept {
  if (a.count == 0) return b;
  if (b.count == 0) return a;
  const double n = a.count + b.count;
  const double d = (b.origin - a.origin) + (b.offset - a.offset);
  const double fa = a.count / n;
  const double fb = b.count / n;
  const double between = d * d * a.count * fb;
  shape_moments m;
  m.count = n;
  m.origin = a.origin;
  m.offset = a.offset + d * fb;
  m.m2 = a.m2 + b.m2 + between;
  m.m3 = a.m3 + b.m3 + between * d * (fa - fb) + 3 * d * (fa * b.m2 - fb * a.m2);
  m.m4 = a.m4 + b.m4 + between * d * d * (fa * fa - fa * fb + fb * fb) +
         6 * d * d * (fa * fa * b.m2 + fb * fb * a.m2) + 4 * d * (fa * b.m3 - fb * a.m3);
  return m;
}

cell skewness(const shape_moments& m) noexcept {
  return with_shape(m, 3, [&] { return g1(m); });
}

cell kurtosis(const shape_moments& m) noexcept {
  return with_shape(m, 3, [&] { return g2(m); });
}

cell sample_skewness(const shape_moments& m) noexcept {
  const double n = m.count;
  return with_shape(m, 3, [&] { return g1(m) * std::sqrt(n * (n - 1)) / (n - 2); });
}

cell sample_kurtosis(const shape_moments& m) noexcept {
  const double n = m.count;
  return with_shape(m, 4, [&] { return ((n + 1) * g2(m) + 6) * (n - 1) / ((n - 2) * (n - 3)); });
}

}  // namespace zhibiao::inline ZB_ABI::kernels
