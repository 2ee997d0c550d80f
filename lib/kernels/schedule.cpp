#include <zhibiao/kernels/average_growth.hpp>
#include <zhibiao/kernels/change.hpp>
#include <zhibiao/kernels/schedule.hpp>

#include "kernels/power.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zhibiao::inline ZB_ABI::kernels {
namespace {

constexpr cell not_reported{no_number, status::not_reported};
constexpr cell base_not_reported{no_number, status::base_not_reported};
constexpr cell out_of_domain{no_number, status::out_of_domain};

bool is_missing(double x) noexcept { return detail::is_missing(x); }

/// Figures as whole numbers where the scale is exact, and what they are divided by.
double divisor(decimal_scale s) noexcept { return s.exact ? s.power : 1; }

}  // namespace

cell elapsed(const quotient& due) noexcept {
  if (!(due.all > 0)) return out_of_domain;
  return value_of({due.part * 100, due.all});
}

quotient expected(double base, double goal, const quotient& due, decimal_scale s) noexcept {
  if (!(due.all > 0)) return {};
  const double from = whole(base, s) * (due.all - due.part);
  return {from + whole(goal, s) * due.part, due.all * divisor(s)};
}

quotient expected(const quotient& base, double goal, const quotient& due,
                  decimal_scale s) noexcept {
  if (!(due.all > 0)) return {};
  const double power = divisor(s);
  const double from = base.part * power * (due.all - due.part);
  return {from + whole(goal, s) * base.all * due.part, base.all * power * due.all};
}

cell expected_compound(double base, double goal, const quotient& due) noexcept {
  if (is_missing(base)) return base_not_reported;
  if (!(base > 0 && goal > 0 && due.all > 0)) return out_of_domain;
  if (due.part == due.all) return {goal, status::ok};
  const long_number grown = power(goal, base, due.part, due.all);
  return finite(base * grown.high + base * grown.low, status::ok);
}

cell progress(double x, double goal, decimal_scale s) noexcept {
  if (is_missing(x)) return not_reported;
  if (!(goal > 0)) return out_of_domain;
  return value_of({whole(x, s) * 100, whole(goal, s)});
}

cell lead_of_total(double x, double goal, const quotient& due, bool is_limit,
                   decimal_scale s) noexcept {
  if (is_missing(x)) return not_reported;
  if (!(goal > 0 && due.all > 0)) return out_of_domain;
  const quotient done{whole(x, s) * 100, whole(goal, s)};
  const quotient elapsed{due.part * 100, due.all};
  return is_limit ? difference(elapsed, done) : difference(done, elapsed);
}

cell lead_of_level(const quotient& x, const quotient& expected, bool is_limit) noexcept {
  if (is_missing(x.part)) return not_reported;
  if (is_missing(expected.part)) return base_not_reported;
  return is_limit ? difference(expected, x) : difference(x, expected);
}

cell required_pace(double x, double goal, int periods, decimal_scale s) noexcept {
  if (is_missing(x)) return not_reported;
  if (periods <= 0) return {no_number, status::deadline_passed};
  return value_of({whole(goal, s) - whole(x, s), periods * divisor(s)});
}

cell required_rate(double x, double goal, int periods) noexcept {
  if (is_missing(x)) return not_reported;
  if (periods <= 0) return {no_number, status::deadline_passed};
  if (!(x > 0 && goal > 0)) return out_of_domain;
  return average_growth(quotient{goal, 1}, quotient{x, 1}, periods);
}

cell required_growth(double x, double goal, double last_so_far, double last_year,
                     decimal_scale s) noexcept {
  if (is_missing(x)) return not_reported;
  if (is_missing(last_so_far) || is_missing(last_year)) return base_not_reported;
  const decimal_scale units{1, s.exact};
  return percent_change(whole(goal, s) - whole(x, s), whole(last_year, s) - whole(last_so_far, s),
                        units);
}

cell projection(double x, double base, const quotient& due, decimal_scale s) noexcept {
  if (is_missing(x)) return not_reported;
  if (is_missing(base)) return base_not_reported;
  if (!(due.part > 0 && due.all > 0)) return out_of_domain;
  const double from = whole(base, s);
  return value_of({from * due.part + (whole(x, s) - from) * due.all, due.part * divisor(s)});
}

cell projection_compound(double x, double base, const quotient& due) noexcept {
  if (is_missing(x)) return not_reported;
  if (is_missing(base)) return base_not_reported;
  if (!(x > 0 && base > 0 && due.part > 0)) return out_of_domain;
  if (due.part == due.all) return {x, status::ok};
  const long_number grown = power(x, base, due.all, due.part);
  return finite(base * grown.high + base * grown.low, status::ok);
}

cell lamp(const interval& lead, const lamp_thresholds& t) noexcept {
  if (is_missing(lead.lower) || is_missing(lead.upper)) return not_reported;
  // An end that is only approached is no lead.
  const double most = lead.upper_open
                          ? std::nextafter(lead.upper, -std::numeric_limits<double>::infinity())
                          : lead.upper;
  const double best = lamp(std::max(most, lead.lower), t);
  const double worst = lamp(lead.lower, t);
  return best == worst ? cell{best, status::ok} : cell{no_number, status::undetermined};
}

cell unmet_ratio(double x, double goal, double most, decimal_scale s) noexcept {
  if (is_missing(x)) return not_reported;
  if (!(goal < most) || !std::isfinite(most)) return out_of_domain;
  return value_of({whole(most, s) - whole(x, s), whole(most, s) - whole(goal, s)});
}

cell relative_gap(double shortfall, double goal, decimal_scale s) noexcept {
  if (is_missing(shortfall)) return not_reported;
  if (goal == 0) return out_of_domain;
  return value_of({whole(shortfall, s) * 100, std::fabs(whole(goal, s))});
}

}  // namespace zhibiao::inline ZB_ABI::kernels
