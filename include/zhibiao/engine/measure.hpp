#pragma once

#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/unit.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// What can be computed of a cell. The indicator decides the form of a change: rates change in
/// percentage points, everything else in percent.
enum class measure : std::uint8_t {
  value,   ///< 本期值: the reported figure; of a rate with both parts, computed from them; of an
           ///< area above the towns, the aggregate of its towns
  stated,  ///< 上报值: the figure as the area itself reported it
  difference,        ///< 增减量: current - same period last year
  year_on_year,      ///< 同比: change on the same period last year
  period_on_period,  ///< 环比: change on the period before
  gap,               ///< 差距: how much is missing to the target, the shortfall
  completion,        ///< 完成率: of the target, in percent
  verdict,           ///< 是否达标: 1 met, 0 not met
  rank,              ///< 位次: among its peers, 1 the best
  share,             ///< 占比: of the sum of its peers, in percent
  fixed_base,        ///< 定基指数: current in percent of the figure of a fixed period
  average_growth,    ///< 年均增长: a year, since a fixed period
  two_year_average,  ///< 两年平均: growth a year, since the same period two years earlier
  annualised,        ///< 年化: growth of one period kept up over a year
  cumulative_ratio,  ///< 累计比: growth of a year-to-date figure on the one before it
  contribution,      ///< 贡献率: of the change of all peers together, in percent
  pull,              ///< 拉动: of the growth of all peers together, in points
  headline_growth,   ///< 名义增速: of all that reported then and now, whoever they are
  panel_effect,  ///< 样本变动影响: headline growth less year on year, which is over the same towns
  own_rate_effect,   ///< 自身水平影响: how much of a rate's change its towns' own rates make
  structure_effect,  ///< 结构影响: how much of it the shift of weights between towns makes
  entry_effect,  ///< 新增单位影响: how much of it towns make that did not report a year earlier
  exit_effect,      ///< 退出单位影响: how much of it towns make that no longer report
  implied_base,     ///< 隐含基数: of a published growth, the base that it was computed on
  relative_gap,     ///< 相对差距: the gap in percent of the target
  unmet_ratio,      ///< 未达比: how many times what may be left open is left open
  progress,         ///< 完成进度: of the target that the figure is on the way to, in percent
  elapsed,          ///< 时序进度: the part of the time to the deadline that is over, in percent
  expected,         ///< 应达值: where the figure should be by now
  lead,             ///< 超时序进度: how far it is ahead of that
  lamp,             ///< 亮灯: 1 green, 2 yellow, 3 red
  required_pace,    ///< 后续每期需完成: in each period that is left, to reach the target
  required_rate,    ///< 后续每期需增长: in each period that is left, in percent
  required_growth,  ///< 后续需增长: of the rest of the year on the rest of last year, in percent
  projection,       ///< 预计完成值: at the deadline, if it goes on as so far
  projected_completion,  ///< 预计完成率: that in percent of the target
  best_case,      ///< 最好可能: of an area above the towns, whatever its missing towns report
  worst_case,     ///< 最差可能
  outlook,        ///< 达标前景: 1 surely met, 0 surely missed, whatever they report
  goal_progress,  ///< 进展: toward the goal over years, by one of the published methods
  goal_class,     ///< 进展评级: how the method rates it, as a code
  goal_score,     ///< 进展得分: how the method scores it
  trend,          ///< 趋势: growth a year since the base year, above zero where it gets better
  goal_distance,  ///< 标准差距离: to the goal, in standard deviations of the peers
  frontier_distance,  ///< 前沿距离: from the worst, 0, to the best of the peers, 100
};

/// The measure's name as on the command line: `year_on_year`.
std::string_view name(measure m) noexcept;

/// The measure in words: 同比, `year on year`.
std::string_view label(measure m, language lang) noexcept;

/// By name, or by a name of the trade: `yoy`, `同比`, `mom`, `环比`, ...
std::optional<measure> parse_measure(std::string_view text) noexcept;

std::span<const measure> all_measures() noexcept;

/// True for the measures of progress over years, which may do without a target.
constexpr bool is_of_years(measure m) noexcept {
  return m >= measure::goal_progress && m <= measure::trend;
}

/// True for the measures that hold a figure against the way to a target.
constexpr bool needs_schedule(measure m) noexcept {
  return m >= measure::progress && m <= measure::projected_completion;
}

/// True for the measures of what an area can still reach with towns missing.
constexpr bool is_of_late_reports(measure m) noexcept {
  return m >= measure::best_case && m <= measure::outlook;
}

/// True for the measures that want to know which target a figure is on the way to.
constexpr bool needs_plan(measure m) noexcept {
  return needs_schedule(m) || is_of_years(m) || m == measure::goal_distance;
}

/// True for the measures that hold a figure against a target.
constexpr bool needs_target(measure m) noexcept {
  return (m >= measure::gap && m <= measure::verdict) || m == measure::relative_gap ||
         m == measure::unmet_ratio || needs_schedule(m) || m == measure::outlook;
}

/// True for the measures that hold an area against its peers.
constexpr bool needs_peers(measure m) noexcept {
  return m == measure::rank || m == measure::share || m == measure::contribution ||
         m == measure::pull || m == measure::goal_distance || m == measure::frontier_distance;
}

/// True for the measures that count from a fixed period, `method_choice::base_period`.
constexpr bool needs_base_period(measure m) noexcept {
  return m == measure::fixed_base || m == measure::average_growth;
}

/// The unit of the measure's numbers for an indicator; none for a verdict, a rank or a lamp.
unit unit_of(measure m, const indicator& i) noexcept;

/// True for the measures whose numbers are no amounts: verdicts, places, codes.
bool is_place_or_code(measure m) noexcept;

/// The decimal places to show: the indicator's own for its figures, one for percentages.
int decimals_of(measure m, const indicator& i) noexcept;

}  // namespace zhibiao::inline ZB_ABI
