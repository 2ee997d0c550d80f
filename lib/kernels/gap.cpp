#include <zhibiao/kernels/gap.hpp>

#include "kernels/gap_loops.hpp"
#include "kernels/loops.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

using detail::infinity;
constexpr double largest = std::numeric_limits<double>::max();
constexpr interval nothing_known{no_number, no_number, false, false};

bool is_missing(const interval& x) {
  return detail::is_missing(x.lower) || detail::is_missing(x.upper);
}

// One end of what is known: a number, and whether it is only approached.
struct end {
  double at;
  bool open;
};

// Of two ends the further one; where they agree, it is reached if either reaches it.
end lesser(end a, end b) {
  if (a.at == b.at) return {a.at, a.open && b.open};
  return a.at < b.at ? a : b;
}
end greater(end a, end b) {
  if (a.at == b.at) return {a.at, a.open && b.open};
  return a.at > b.at ? a : b;
}

// Ends that are too large for a number become the largest one, where they would otherwise pass for an
// unknown on the wrong side; an infinite end is never reached.
interval between(end lower, end upper) {
  lower.at = std::min(lower.at, largest);
  upper.at = std::max(upper.at, -largest);
  return {lower.at, upper.at, lower.open || lower.at == -infinity,
          upper.open || upper.at == infinity};
}

bool is_range(const interval& wanted) {
  return wanted.lower > -infinity && wanted.upper < infinity;
}

// The shortfall is not defined for infinite figures, but its limit is.
end shortfall_at(double x, bool open, const interval& wanted, decimal_scale s) {
  const cell c = shortfall(x, wanted, s);
  if (has_number(c.why)) return {c.value, open};
  const bool goes_up = x < 0 ? wanted.lower > -infinity : wanted.upper < infinity;
  return {goes_up ? infinity : -infinity, true};
}

end completion_at(double x, bool open, const interval& wanted, double base, decimal_scale s) {
  const cell c = completion(x, wanted, base, s);
  if (has_number(c.why)) return {c.value, open};
  if (is_range(wanted)) return {0, false};
  const bool goes_up = x < 0 ? wanted.lower == -infinity : wanted.upper == infinity;
  return {goes_up ? infinity : -infinity, true};
}

block_view one_row(std::span<const double> x) { return {x.data(), x.size()}; }
wanted_block one_row(const wanted_span& w) {
  return {w.lower.data(), w.upper.data(), w.base.data(), w.open.data(), w.lower.size()};
}
cell_block one_row(std::span<double> out, std::span<status> why) {
  return {out.data(), why.data(), out.size()};
}

}  // namespace

cell verdict(const interval& known, const interval& wanted) noexcept {
  if (is_missing(known)) return {no_number, status::not_reported};
  if (!is_target(wanted)) return {no_number, status::no_target};
  if (is_exact(known)) return verdict(known.lower, wanted);
  // Every figure is on the right side of an end that is not there, open or not.
  interval set = wanted;
  set.lower_open = set.lower_open && set.lower > -infinity;
  set.upper_open = set.upper_open && set.upper < infinity;
  if (is_within(known, set)) return {1, status::ok};
  if (is_apart(known, set)) return {0, status::ok};
  return {no_number, status::undetermined};
}

interval shortfall(const interval& known, const interval& wanted, decimal_scale s) noexcept {
  if (is_missing(known) || !is_target(wanted)) return nothing_known;
  if (is_exact(known)) return exactly(shortfall(known.lower, wanted, s).value);
  const end a = shortfall_at(known.lower, known.lower_open, wanted, s);
  const end b = shortfall_at(known.upper, known.upper_open, wanted, s);
  end least = lesser(a, b);
  // Between the bounds of a range nothing is missing. A figure that only touches a bound from outside
  // and does not reach it is left with its own end.
  if (is_range(wanted) && known.lower < wanted.upper && known.upper > wanted.lower) {
    least = {0, false};
  }
  end most = greater(a, b);
  if (most.at == 0 && is_range(wanted)) most.open = false;
  return between(least, most);
}

interval completion(const interval& known, const interval& wanted, double base,
                    decimal_scale s) noexcept {
  if (is_missing(known) || !is_target(wanted)) return nothing_known;
  if (is_exact(known)) return exactly(completion(known.lower, wanted, base, s).value);
  if (!has_number(completion(0, wanted, base, s).why)) return nothing_known;
  // Pass or fail, with nothing between; whether the target is `<= 0` or `< 0` does not matter here.
  if (wanted.lower == -infinity && wanted.upper == 0 && detail::is_missing(base)) {
    constexpr interval kept{-infinity, 0};
    if (is_within(known, kept)) return exactly(100);
    return is_apart(known, kept) ? exactly(0) : interval{0, 100};
  }
  const end a = completion_at(known.lower, known.lower_open, wanted, base, s);
  const end b = completion_at(known.upper, known.upper_open, wanted, base, s);
  if (!is_range(wanted)) return between(lesser(a, b), greater(a, b));
  // 0 and 100 are the same for many figures, so they are reached although the end is open.
  end least = lesser(a, b);
  end most = greater(a, b);
  if (known.lower < wanted.upper && known.upper > wanted.lower) most = {100, false};
  least.open = least.open && least.at > 0 && least.at < 100;
  most.open = most.open && most.at > 0;
  return between(least, most);
}

void shortfall(std::span<const double> x, const wanted_span& wanted, decimal_scale s,
               std::span<double> out, std::span<status> why) noexcept {
  shortfall(one_row(x), one_row(wanted), {1, out.size()}, s, one_row(out, why));
}

void completion(std::span<const double> x, const wanted_span& wanted, decimal_scale s,
                std::span<double> out, std::span<status> why) noexcept {
  completion(one_row(x), one_row(wanted), {1, out.size()}, s, one_row(out, why));
}

void verdict(std::span<const double> x, const wanted_span& wanted, std::span<double> out,
             std::span<status> why) noexcept {
  verdict(one_row(x), one_row(wanted), {1, out.size()}, one_row(out, why));
}

void shortfall(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
               cell_block out) noexcept {
  loops<gap_loops>().shortfall(x, wanted, size, s, out);
}

void completion(block_view x, const wanted_block& wanted, block_size size, decimal_scale s,
                cell_block out) noexcept {
  loops<gap_loops>().completion(x, wanted, size, s, out);
}

void verdict(block_view x, const wanted_block& wanted, block_size size, cell_block out) noexcept {
  loops<gap_loops>().verdict(x, wanted, size, out);
}

}  // namespace zhibiao::inline ZB_ABI::kernels
