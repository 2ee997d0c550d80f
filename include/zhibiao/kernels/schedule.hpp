#pragma once

#include <zhibiao/kernels/cell.hpp>
#include <zhibiao/kernels/quotient.hpp>
#include <zhibiao/value/interval.hpp>

/// Where a figure should be on its way to a target, and what is left to do (时序进度). A missing figure or
/// base is a NaN. How much of the way is due is a quotient, such as 5 months of 12 or 3525 of 10000: so
/// nothing is rounded before the last step. A scale holds for figures, base and goal.
///
/// Every function: O(1), no allocation, safe to call from several threads. `not_reported` where the
/// figure is missing and `base_not_reported` where the base is, before any other reason.
namespace zhibiao::inline ZB_ABI::kernels {

/// Elapsed share (时序进度), in percent: part * 100 / all. `out_of_domain` where `all` is not above 0.
cell elapsed(const quotient& due) noexcept;

/// Where a figure should be by now (应达值) on a straight path: base + (goal - base) * part / all, in the
/// unit of the figure; as a quotient, which `value_of` rounds once. Without a number where `all` is not
/// above 0, or something is missing.
quotient expected(double base, double goal, const quotient& due, decimal_scale s = {}) noexcept;

/// The same from a base that is a quotient itself, as that of a rate.
quotient expected(const quotient& base, double goal, const quotient& due,
                  decimal_scale s = {}) noexcept;

/// The same on a path of equal growth: base * (goal / base)^(part / all). `out_of_domain` where base, goal
/// or `all` is not above 0. The same bits on every machine.
cell expected_compound(double base, double goal, const quotient& due) noexcept;

/// How much of the target is done (完成进度), in percent: x * 100 / goal. `out_of_domain` where the goal is
/// not above 0.
cell progress(double x, double goal, decimal_scale s = {}) noexcept;

/// How far a total that grows over the year is ahead of its schedule (超时序进度), in points:
/// progress - elapsed; of a limit to stay under, elapsed - progress. `out_of_domain` where the goal or
/// `all` is not above 0.
cell lead_of_total(double x, double goal, const quotient& due, bool is_limit,
                   decimal_scale s = {}) noexcept;

/// How far a level or rate is ahead of where it should be, in the unit of the figure: x - expected; of a
/// limit, expected - x.
cell lead_of_level(const quotient& x, const quotient& expected, bool is_limit) noexcept;

/// What every period that is left must bring (后续每期需完成): (goal - x) / periods, in the unit of the
/// figure; of a limit, what it may bring. Below 0 where the target is more than reached.
/// `deadline_passed` where no period is left.
cell required_pace(double x, double goal, int periods, decimal_scale s = {}) noexcept;

/// By how much a level must grow in each period that is left (后续每期需增长), in percent:
/// ((goal / x)^(1 / periods) - 1) * 100. `deadline_passed` where no period is left, `out_of_domain` where x
/// or the goal is not above 0. The same bits on every machine.
cell required_rate(double x, double goal, int periods) noexcept;

/// By how much the rest of the year must grow on the rest of last year (后续需增长), in percent:
/// (goal - x) on (last_year - last_so_far), with the statuses of `percent_change`.
cell required_growth(double x, double goal, double last_so_far, double last_year,
                     decimal_scale s = {}) noexcept;

/// Where a figure will be at the deadline if it goes on as so far (预计完成值):
/// base + (x - base) * all / part. `out_of_domain` where nothing is due yet.
cell projection(double x, double base, const quotient& due, decimal_scale s = {}) noexcept;

/// The same of a level that goes on growing at the rate it has had: base * (x / base)^(all / part).
/// `out_of_domain` where x, base or `part` is not above 0. The same bits on every machine.
cell projection_compound(double x, double base, const quotient& due) noexcept;

/// From which lead on a lamp (亮灯) is green, and from which on it is yellow; in points.
struct lamp_thresholds {
  double green = 0;
  double yellow = -5;

  friend constexpr bool operator==(const lamp_thresholds&, const lamp_thresholds&) = default;
};

/// The lamp of a lead: 1 green, 2 yellow, 3 red. Codes and no colours, for red is good news to some.
constexpr double lamp(double lead, const lamp_thresholds& t) noexcept {
  return lead >= t.green ? 1 : lead >= t.yellow ? 2 : 3;
}

/// The lamp of a lead known as an interval: `undetermined` where it may be one or another.
cell lamp(const interval& lead, const lamp_thresholds& t) noexcept;

/// How many times what may be left open is left open (未达比): (most - x) / (most - goal), of a rate that
/// can be at most `most`. Of 97 % against 98 %: 1.5. `out_of_domain` where the goal is not below `most`.
cell unmet_ratio(double x, double goal, double most, decimal_scale s = {}) noexcept;

/// The shortfall in percent of the target's magnitude (相对差距): shortfall * 100 / |goal|.
/// `out_of_domain` where the goal is 0.
cell relative_gap(double shortfall, double goal, decimal_scale s = {}) noexcept;

}  // namespace zhibiao::inline ZB_ABI::kernels
