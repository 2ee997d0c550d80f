#include <zhibiao/kernels/quotient.hpp>

#include "kernels/loops.hpp"
#include "kernels/quotient_formulas.inl"
#include "kernels/quotient_loops.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

double power_of(decimal_scale s) { return s.exact ? s.power : 1; }

parts<double> parts_of(const quotient& q) { return {q.part, q.all}; }

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
  cell c = detail::single(value_of(parts_of(q)));
  if (c.why == status::not_reported) c.why = status::overflow;
  return c;
}

cell difference(const quotient& current, const quotient& base) noexcept {
  return detail::single(difference(parts_of(current), parts_of(base)));
}

cell percent_change(const quotient& current, const quotient& base, double min_base) noexcept {
  return detail::single(percent_change(parts_of(current), parts_of(base), min_base));
}

quotient_block quotients_of(block_view numerator, decimal_scale numerator_scale,
                            block_view denominator, decimal_scale denominator_scale,
                            ratio factor) noexcept {
  const quotient of_ones = quotient_of(1, numerator_scale, 1, denominator_scale, factor);
  return {numerator, denominator, numerator_scale, denominator_scale, of_ones.part, of_ones.all};
}

void value_of(const quotient_block& q, block_size size, cell_block out) noexcept {
  loops<quotient_loops>().value_of(q, size, out);
}

void difference(const quotient_block& current, const quotient_block& base, block_size size,
                cell_block out) noexcept {
  loops<quotient_loops>().difference(current, base, size, out);
}

void percent_change(const quotient_block& current, const quotient_block& base, block_size size,
                    double min_base, cell_block out) noexcept {
  loops<quotient_loops>().percent_change(current, base, size, min_base, out);
}

void difference_along_rows(const quotient_block& q, std::size_t lag, block_size size,
                           cell_block out) noexcept {
  loops<quotient_loops>().difference_along_rows(q, lag, size, out);
}

void percent_change_along_rows(const quotient_block& q, std::size_t lag, block_size size,
                               double min_base, cell_block out) noexcept {
  loops<quotient_loops>().percent_change_along_rows(q, lag, size, min_base, out);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
