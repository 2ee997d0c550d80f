#include <zhibiao/kernels/change.hpp>

#include "kernels/change_loops.hpp"
#include "kernels/loops.hpp"

#include <algorithm>
#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr interval nothing_known{no_number, no_number, false, false};

bool is_missing(const interval& x) {
  return detail::is_missing(x.lower) || detail::is_missing(x.upper);
}

bool surely_positive(const interval& x) { return x.lower > 0 || (x.lower == 0 && x.lower_open); }
bool surely_negative(const interval& x) { return x.upper < 0 || (x.upper == 0 && x.upper_open); }

bool surely_above(const interval& x, const interval& y) {
  return x.lower > y.upper || (x.lower == y.upper && (x.lower_open || y.upper_open));
}

known_change without_number(status why) { return {nothing_known, why}; }

// The rate of a figure that is not negative on a base that is positive, or both at their limits 0+
// and infinity.
double limit_rate(double current, double base, decimal_scale s) {
  if (current == 0 || base == infinity) return -100;
  if (base == 0 || current == infinity) return infinity;
  const cell c = percent_change(current, base, s);
  if (c.why == status::overflow) return infinity;
  return c.value;
}

known_change bounded_change(const interval& current, const interval& base, decimal_scale s,
                            double min_base) {
  interval known{limit_rate(current.lower, base.upper, s), limit_rate(current.upper, base.lower, s),
                 current.lower_open || base.upper_open, current.upper_open || base.lower_open};
  if (known.lower == infinity) return without_number(status::overflow);
  known.lower_open = known.lower_open || base.upper == infinity;
  // -100 is reached with a current figure of 0, on whatever base.
  if (current.lower == 0) known.lower_open = current.lower_open;
  if (current.upper == 0) known.upper_open = current.upper_open;
  if (known.upper == infinity) known.upper_open = true;
  if (!is_exact(known)) return {known, status::bounded};
  return {known, base.upper < min_base ? status::small_base : status::ok};
}

}  // namespace

interval difference(const interval& current, const interval& base, decimal_scale s) noexcept {
  if (is_missing(current) || is_missing(base)) return nothing_known;
  if (is_exact(current) && is_exact(base)) {
    return exactly(difference(current.lower, base.lower, s).value);
  }
  const auto minus = [s](double x, double y) {
    return unscaled(whole(x, s) - whole(y, s), s) + 0.0;
  };
  interval known{minus(current.lower, base.upper), minus(current.upper, base.lower),
                 current.lower_open || base.upper_open, current.upper_open || base.lower_open};
  // An end that is too large for a number must not be passed off as the unknown on the other side.
  known.lower = std::min(known.lower, largest);
  known.upper = std::max(known.upper, -largest);
  known.lower_open = known.lower_open || known.lower == -infinity;
  known.upper_open = known.upper_open || known.upper == infinity;
  return known;
}

known_change percent_change(const interval& current, const interval& base, decimal_scale s,
                            double min_base) noexcept {
  if (is_missing(current)) return without_number(status::not_reported);
  if (is_missing(base)) return without_number(status::base_not_reported);
  if (is_exact(current) && is_exact(base)) {
    const cell c = percent_change(current.lower, base.lower, s, min_base);
    return {exactly(c.value), c.why};
  }
  const interval zero = exactly(0);
  const bool not_negative = current.lower >= 0;
  if (surely_positive(base)) {
    if (not_negative) return bounded_change(current, base, s, min_base);
    if (surely_negative(current)) return without_number(status::turned_negative);
  } else if (surely_negative(base)) {
    if (not_negative) return without_number(status::turned_positive);
    if (surely_above(base, current)) return without_number(status::loss_widened);
    if (surely_negative(current) && surely_above(current, base)) {
      return without_number(status::loss_narrowed);
    }
  } else if (is_within(base, zero) && is_apart(current, zero)) {
    return without_number(status::base_zero);
  }
  return without_number(status::undetermined);
}

void difference(std::span<const double> current, std::span<const double> base, decimal_scale s,
                std::span<double> out, std::span<status> why) noexcept {
  const std::size_t n = out.size();
  difference({current.data(), n}, {base.data(), n}, {1, n}, s, {out.data(), why.data(), n});
}

void percent_change(std::span<const double> current, std::span<const double> base, decimal_scale s,
                    double min_base, std::span<double> out, std::span<status> why) noexcept {
  const std::size_t n = out.size();
  percent_change({current.data(), n}, {base.data(), n}, {1, n}, s, min_base,
                 {out.data(), why.data(), n});
}

void difference(block_view current, block_view base, block_size size, decimal_scale s,
                cell_block out) noexcept {
  loops<change_loops>().difference(current, base, size, s, out);
}

void percent_change(block_view current, block_view base, block_size size, decimal_scale s,
                    double min_base, cell_block out) noexcept {
  loops<change_loops>().percent_change(current, base, size, s, min_base, out);
}

void difference_along_rows(block_view figures, std::size_t lag, block_size size, decimal_scale s,
                           cell_block out) noexcept {
  loops<change_loops>().difference_along_rows(figures, lag, size, s, out);
}

void percent_change_along_rows(block_view figures, std::size_t lag, block_size size,
                               decimal_scale s, double min_base, cell_block out) noexcept {
  loops<change_loops>().percent_change_along_rows(figures, lag, size, s, min_base, out);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
