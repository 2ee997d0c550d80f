#pragma once

#include <zhibiao/kernels/block.hpp>
#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/value/interval.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

/// Distance of a figure to its target (目标差距). A target is the interval of figures that count as
/// reached: `>= 98` is [98, inf), `<= 0` is (-inf, 0], a range is [lo, hi]. A missing figure or target
/// bound is a NaN. An interval that is empty or without any bound is no target either. A scale holds
/// for the bounds and the base as well as for the figure.
namespace zhibiao::inline ZB_ABI::kernels {

namespace detail {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Number>
[[gnu::always_inline]] constexpr auto is_target(Number lower, Number upper) noexcept {
  return (lower <= upper) & ((lower > -infinity) | (upper < infinity));
}

template <class Number>
[[gnu::always_inline]] inline Number greater(Number a, Number b) noexcept {
  return a > b ? a : b;
}

template <class Number>
[[gnu::always_inline]] inline cells<Number> shortfall(Number x, Number lower, Number upper,
                                                      decimal_scale s) noexcept {
  // The distance to an end that is not there is -inf, which leaves the decision to the other end.
  const Number figure = whole(x, s);
  const Number outside = greater(whole(lower, s) - figure, figure - whole(upper, s));
  const auto is_range = (lower > -infinity) & (upper < infinity);
  const Number missing = unscaled((is_range & (outside < 0.0)) ? Number{} : outside, s);
  Number why = fit(missing);
  why = is_target(lower, upper) ? why : number<Number>(status::no_target);
  why = is_missing(x) ? number<Number>(status::not_reported) : why;
  return with_reason(missing, why);
}

template <class Number>
[[gnu::always_inline]] inline cells<Number> completion(Number x, Number lower, Number upper,
                                                       Number base, decimal_scale s) noexcept {
  const Number zero{};
  const Number one = number<Number>(1);
  const Number figure = whole(x, s);
  const Number low = whole(lower, s);
  const Number high = whole(upper, s);
  const Number from = whole(base, s);
  const auto has_low = lower > -infinity;
  const auto is_range = has_low & (upper < infinity);
  const auto has_base = is_there(base);

  const Number goal = has_low ? low : high;
  const auto is_zero_limit = (lower == -infinity) & (goal == 0.0) & is_missing(base);
  Number part = has_low ? figure : goal + goal - figure;
  part = has_base ? figure - from : part;
  part = is_zero_limit ? (figure <= 0.0 ? one : zero) : part;
  Number all = has_base ? goal - from : goal;
  all = is_zero_limit ? one : all;

  const Number outside = greater(low - figure, figure - high);
  const Number width = high > low ? high - low : greater(low, -low);
  const auto is_inside = outside <= 0.0;
  part = is_range ? (is_inside ? one : greater(width - outside, zero)) : part;
  all = is_range ? ((is_inside | (width == 0.0)) ? one : width) : all;

  const Number done = part * 100.0 / all;
  // How far there is to go; completion has a meaning where that is more than 0.
  Number way = has_base ? (has_low ? goal - from : from - goal) : goal;
  way = (is_zero_limit | is_range) ? one : way;
  Number why = fit(done);
  why = way > 0.0 ? why : number<Number>(status::out_of_domain);
  why = is_target(lower, upper) ? why : number<Number>(status::no_target);
  why = is_missing(x) ? number<Number>(status::not_reported) : why;
  return with_reason(done, why);
}

/// `open` as in `wanted_span`.
template <class Number, class Bits>
[[gnu::always_inline]] inline cells<Number> verdict(Number x, Number lower, Number upper,
                                                    Bits open) noexcept {
  const auto is_above = (x > lower) | ((x == lower) & ((open & 1) == 0));
  const auto is_below = (x < upper) | ((x == upper) & ((open & 2) == 0));
  const Number met = (is_above & is_below) ? number<Number>(1) : Number{};
  Number why = is_target(lower, upper) ? Number{} : number<Number>(status::no_target);
  why = is_missing(x) ? number<Number>(status::not_reported) : why;
  return with_reason(met, why);
}

}  // namespace detail

/// True where a figure can reach the target and can miss it.
constexpr bool is_target(const interval& wanted) noexcept {
  return detail::is_target(wanted.lower, wanted.upper);
}

/// Shortfall (差距): how much is missing, in the unit of the figure, for rates in points.
/// `>= T`: T - x; `<= T`: x - T (both negative where the target is more than reached); range:
/// max(lo - x, x - hi, 0). No number: `not_reported`, `no_target`, `overflow`.
inline cell shortfall(double x, const interval& wanted, decimal_scale s = {}) noexcept {
  return detail::single(detail::shortfall(x, wanted.lower, wanted.upper, s));
}

/// Completion (完成率), in percent.
/// - `>= T`, T > 0: x * 100 / T; from a base b < T: (x - b) * 100 / (T - b)
/// - `<= T`, T > 0: (2T - x) * 100 / T, finite at 0, 100 at T; from a base b > T: the same as above
/// - `<= 0` without a base: 100 where x <= 0, else 0
/// - range, whatever the base: 100 inside, else max(0, 1 - distance / width) * 100; a single value has
///   its magnitude as width
/// No number: `not_reported`, `no_target`, `overflow`, `out_of_domain` (a target below or at zero that
/// is to be exceeded, a negative one to stay under, a base that is at the target or beyond: progress
/// from there would count backwards).
/// `base` is NaN where progress counts from zero.
inline cell completion(double x, const interval& wanted, double base,
                       decimal_scale s = {}) noexcept {
  return detail::single(detail::completion(x, wanted.lower, wanted.upper, base, s));
}

/// Verdict (是否达标): 1 where the figure lies in the target, else 0. Compared at full precision
/// (全数值比较法, GB/T 8170-2008 4.3). No number: `not_reported`, `no_target`.
inline cell verdict(double x, const interval& wanted) noexcept {
  const std::int64_t open = (wanted.lower_open ? 1 : 0) | (wanted.upper_open ? 2 : 0);
  return detail::single(detail::verdict(x, wanted.lower, wanted.upper, open));
}

/// Verdict on a figure known as an interval: 1 where it surely lies in the target, 0 where it surely
/// does not, else no number and `undetermined`.
cell verdict(const interval& known, const interval& wanted) noexcept;

/// What is known of the shortfall and of the completion of a figure known as an interval. NaN ends
/// where there is no number; but for a missing figure the reason does not depend on the figure, so
/// that of any exact one holds.
interval shortfall(const interval& known, const interval& wanted, decimal_scale s = {}) noexcept;
interval completion(const interval& known, const interval& wanted, double base,
                    decimal_scale s = {}) noexcept;

/// Targets of a run of cells: bounds and base as above, with their open ends.
struct wanted_span {
  std::span<const double> lower;
  std::span<const double> upper;
  std::span<const double> base;
  std::span<const std::uint8_t> open;  ///< 1: lower end open, 2: upper end open, 3: both
};

/// The same over spans of equal length, value and status written together; `base` is read by
/// `completion` only and `open` by `verdict` only. `out` and `why` must not overlap the inputs.
/// O(n), no allocation; safe to call from several threads.
void shortfall(std::span<const double> x, const wanted_span& wanted, decimal_scale s,
               std::span<double> out, std::span<status> why) noexcept;
void completion(std::span<const double> x, const wanted_span& wanted, decimal_scale s,
                std::span<double> out, std::span<status> why) noexcept;
void verdict(std::span<const double> x, const wanted_span& wanted, std::span<double> out,
             std::span<status> why) noexcept;

/// Targets of a block of cells, each at `row * stride + lane`. With a stride of 0 every area has the
/// same ones.
struct wanted_block {
  const double* lower = nullptr;
  const double* upper = nullptr;
  const double* base = nullptr;        ///< may be null where completion is not asked for
  const std::uint8_t* open = nullptr;  ///< may be null where no verdict is asked for
  std::size_t stride = 0;
};

/// The same cell by cell over blocks.
void shortfall(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
               cell_block out) noexcept;
void completion(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
                cell_block out) noexcept;
void verdict(block_view x, const wanted_block& wanted, block_size size, cell_block out) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
