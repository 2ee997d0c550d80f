#include <zhibiao/kernels/average_growth.hpp>

#include "kernels/growth_bounds.inl"
#include "kernels/growth_power.inl"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr cell undefined{no_number, status::out_of_domain};

bool is_span_count(std::size_t n) noexcept {
  return n >= 1 && n <= static_cast<std::size_t>(most_spans);
}
bool is_span_count(int n) noexcept { return n >= 1 && n <= most_spans; }

/// `computed` where the two figures have a rate of change, with its status.
template <class Formula>
cell on_change(const quotient& current, const quotient& base, double min_base, Formula computed) {
  const cell change = percent_change(current, base, min_base);
  if (!has_number(change.why)) return change;
  return computed(change.why);
}

long_number sum_of(std::span<const quotient> figures) noexcept {
  long_number sum{0, 0};
  for (const quotient& x : figures) {
    sum = normal(plus(sum, divided<double>({x.part, 0}, {x.all, 0})));
  }
  return sum;
}

cell cumulative(const quotient& base, long_number sum, std::size_t n, status why) noexcept {
  const long_number b = divided<double>({base.part, 0}, {base.all, 0});
  if (!(b.high > 0) || sum.high < 0) return undefined;
  return finite(growth_of(root_of_sum(normal(divided(sum, b)), static_cast<int>(n))), why);
}

double total_of_ends(std::span<const interval> figures, double interval::*end, decimal_scale s) {
  double sum = 0;
  for (const interval& x : figures) sum += whole(x.*end, s);
  return unscaled(sum, s);
}

}  // namespace

cell average_growth(const quotient& current, const quotient& base, int spans,
                    double min_base) noexcept {
  return on_change(current, base, min_base, [&](status why) {
    if (!is_span_count(spans)) return undefined;
    return finite(growth_of(root(ratio_of(current, base), spans)), why);
  });
}

cell cumulative_growth(const quotient& base, std::span<const quotient> later,
                       double min_base) noexcept {
  if (!is_span_count(later.size())) return undefined;
  return on_change(later.back(), base, min_base, [&](status why) {
    const bool all =
        std::ranges::all_of(later, [](const quotient& x) { return has_number(value_of(x).why); });
    if (!all) return cell{no_number, status::base_not_reported};
    return cumulative(base, sum_of(later), later.size(), why);
  });
}

cell chained_growth(std::span<const growth_link> links, double min_base) noexcept {
  if (!is_span_count(links.size())) return undefined;
  long_number all = exactly_one;
  status why = status::ok;
  for (std::size_t i = links.size(); i-- > 0;) {
    const cell change = percent_change(links[i].current, links[i].base, min_base);
    if (!has_number(change.why)) {
      const bool is_earlier = i + 1 < links.size();
      const bool is_base = is_earlier && change.why == status::not_reported;
      return {no_number, is_base ? status::base_not_reported : change.why};
    }
    why = weaker(why, change.why);
    all = normal(times(all, ratio_of(links[i].current, links[i].base)));
  }
  return finite(growth_of(root(all, static_cast<int>(links.size()))), why);
}

cell annualised_growth(const quotient& current, const quotient& base, int times,
                       double min_base) noexcept {
  return on_change(current, base, min_base, [&](status why) {
    if (!is_span_count(times)) return undefined;
    return finite(growth_of(power(ratio_of(current, base), times)), why);
  });
}

cell average_difference(const quotient& current, const quotient& base, int spans) noexcept {
  const cell change = difference(current, base);
  if (!has_number(change.why)) return change;
  if (!is_span_count(spans)) return undefined;
  const long_number x = divided<double>({current.part, 0}, {current.all, 0});
  const long_number b = divided<double>({base.part, 0}, {base.all, 0});
  return finite(rounded(divided<double>(minus(x, b), {static_cast<double>(spans), 0})), change.why);
}

known_change average_growth(const interval& current, const interval& base, int spans,
                            decimal_scale s, double min_base) noexcept {
  return known_growth(current, base, s, min_base, [&](double x, double b) {
    return average_growth(quotient_of(x, s), quotient_of(b, s), spans);
  });
}

known_change cumulative_growth(const interval& base, std::span<const interval> later,
                               decimal_scale s, double min_base) noexcept {
  if (!is_span_count(later.size())) return {{no_number, no_number}, status::out_of_domain};
  known_change k = percent_change(later.back(), base, s, min_base);
  if (!has_number(k.why)) return k;
  const interval sum{total_of_ends(later, &interval::lower, s),
                     total_of_ends(later, &interval::upper, s)};
  if (sum.lower != sum.lower) return {{no_number, no_number}, status::base_not_reported};
  if (!(base.lower >= 0)) return {{no_number, no_number}, status::out_of_domain};
  if (sum.upper < 0) return {{no_number, no_number}, status::out_of_domain};
  if (sum.lower < 0) return {{no_number, no_number}, status::undetermined};
  const auto growth = [&](double total, double b) {
    const quotient q = quotient_of(total, {});
    return cumulative(quotient_of(b, {}), {q.part, 0}, later.size(), status::ok).value;
  };
  k.known.lower = base.upper == infinity ? -100 : growth(sum.lower, base.upper);
  const bool is_bounded = sum.upper < infinity && base.lower > 0;
  k.known.upper = is_bounded ? growth(sum.upper, base.lower) : infinity;
  k.known.lower_open = base.upper_open || std::ranges::any_of(later, &interval::lower_open);
  k.known.upper_open = base.lower_open || std::ranges::any_of(later, &interval::upper_open);
  if (!is_exact(k.known)) k.why = weaker(k.why, status::bounded);
  return k;
}

known_change chained_growth(std::span<const known_link> links, decimal_scale s,
                            double min_base) noexcept {
  if (!is_span_count(links.size())) return {{no_number, no_number}, status::out_of_domain};
  known_change all{exactly(0), status::ok};
  long_number lower = exactly_one;
  long_number upper = exactly_one;
  bool is_unbounded = false;
  for (std::size_t i = links.size(); i-- > 0;) {
    const interval& x = links[i].current;
    const interval& b = links[i].base;
    known_change k = percent_change(x, b, s, min_base);
    if (!has_number(k.why)) {
      const bool is_base = i + 1 < links.size() && k.why == status::not_reported;
      if (is_base) k.why = status::base_not_reported;
      return k;
    }
    all.why = weaker(all.why, k.why);
    all.known.lower_open = all.known.lower_open || k.known.lower_open;
    all.known.upper_open = all.known.upper_open || k.known.upper_open;
    const bool has_floor = b.upper == infinity;
    const quotient least = has_floor ? quotient{0, 1} : quotient_of(x.lower, s);
    const quotient of_most = has_floor ? quotient{1, 1} : quotient_of(b.upper, s);
    lower = normal(times(lower, ratio_of(least, of_most)));
    if (x.upper == 0) {
      upper = {0, 0};
    } else if (k.known.upper == infinity) {
      is_unbounded = true;
    } else {
      upper = normal(times(upper, ratio_of(quotient_of(x.upper, s), quotient_of(b.lower, s))));
    }
  }
  // Nothing left of one year is nothing left, however much another may have grown.
  if (upper.high == 0) is_unbounded = false;
  const auto n = static_cast<int>(links.size());
  all.known.lower = growth_of(root(lower, n)) + 0.0;
  all.known.upper = is_unbounded ? infinity : growth_of(root(upper, n)) + 0.0;
  return all;
}

known_change annualised_growth(const interval& current, const interval& base, int times,
                               decimal_scale s, double min_base) noexcept {
  return known_growth(current, base, s, min_base, [&](double x, double b) {
    return annualised_growth(quotient_of(x, s), quotient_of(b, s), times);
  });
}

interval average_difference(const interval& current, const interval& base, int spans,
                            decimal_scale s) noexcept {
  interval k = difference(current, base, s);
  if (!is_span_count(spans)) return {no_number, no_number};
  k.lower = k.lower / spans + 0.0;
  k.upper = k.upper / spans + 0.0;
  return k;
}

}  // namespace zhibiao::inline ZB_ABI::kernels
