#include <zhibiao/engine/measure.hpp>

#include <algorithm>
#include <array>

namespace zhibiao::inline ZB_ABI {
namespace {

/// What the numbers of a measure are.
enum class numbers : std::uint8_t {
  figures,      ///< as the indicator's
  differences,  ///< of its figures: in its unit, of rates in points
  changes,      ///< differences of rates in points, of everything else percentages
  percentages,
  effects,  ///< parts of changes: in points
  leads,    ///< of flows points of the target, of everything else differences
  ratios,   ///< no unit and two places
  grown,    ///< figures of what a growth is the growth of
  codes,    ///< no unit and no places
};

struct measure_row {
  measure what;
  numbers are;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
  std::string_view of_the_trade;  // a short name that people type
  std::string_view also = {};     // and another
};

// One row a measure: what its numbers are, its name, in Chinese and in English.
constexpr auto rows = std::to_array<measure_row>({
    {measure::value, numbers::figures, "value", "本期值", "value", "本期"},
    {measure::stated, numbers::figures, "stated", "上报值", "stated", "上报"},
    {measure::difference, numbers::differences, "difference", "增减量", "difference", "增减"},
    {measure::year_on_year, numbers::changes, "year_on_year", "同比", "year on year", "yoy"},
    {measure::period_on_period, numbers::changes, "period_on_period", "环比", "period on period",
     "pop", "mom"},
    {measure::gap, numbers::differences, "gap", "差距", "gap", "shortfall"},
    {measure::completion, numbers::percentages, "completion", "完成率", "completion", "完成"},
    {measure::verdict, numbers::codes, "verdict", "是否达标", "verdict", "达标"},
    {measure::rank, numbers::codes, "rank", "位次", "rank", "排名", "名次"},
    {measure::share, numbers::percentages, "share", "占比", "share", "比重"},
    {measure::fixed_base, numbers::percentages, "fixed_base", "定基指数", "fixed-base index",
     "定基"},
    {measure::average_growth, numbers::changes, "average_growth", "年均增长", "average growth",
     "年均", "cagr"},
    {measure::two_year_average, numbers::changes, "two_year_average", "两年平均",
     "two-year average", "两年平均增长"},
    {measure::annualised, numbers::changes, "annualised", "年化", "annualised", "annualized"},
    {measure::cumulative_ratio, numbers::changes, "cumulative_ratio", "累计比", "cumulative ratio",
     "累计环比"},
    {measure::contribution, numbers::percentages, "contribution", "贡献率", "contribution", "贡献"},
    {measure::pull, numbers::effects, "pull", "拉动", "pull", "拉动点数"},
    {measure::headline_growth, numbers::changes, "headline_growth", "名义增速", "headline growth",
     "名义"},
    {measure::panel_effect, numbers::effects, "panel_effect", "样本变动影响", "panel effect",
     "样本变动"},
    {measure::own_rate_effect, numbers::effects, "own_rate_effect", "自身水平影响",
     "own-rate effect", "自身影响"},
    {measure::structure_effect, numbers::effects, "structure_effect", "结构影响",
     "structure effect", "结构"},
    {measure::entry_effect, numbers::effects, "entry_effect", "新增单位影响", "entry effect",
     "新增影响"},
    {measure::exit_effect, numbers::effects, "exit_effect", "退出单位影响", "exit effect",
     "退出影响"},
    {measure::implied_base, numbers::grown, "implied_base", "隐含基数", "implied base", "隐含"},
    {measure::relative_gap, numbers::percentages, "relative_gap", "相对差距", "relative gap",
     "差距率"},
    {measure::unmet_ratio, numbers::ratios, "unmet_ratio", "未达比", "unmet ratio", "未达标比"},
    {measure::progress, numbers::percentages, "progress", "完成进度", "progress", "进度"},
    {measure::elapsed, numbers::percentages, "elapsed", "时序进度", "elapsed", "序时进度"},
    {measure::expected, numbers::figures, "expected", "应达值", "expected", "应达"},
    {measure::lead, numbers::leads, "lead", "超时序进度", "lead", "超序时进度", "超进度"},
    {measure::lamp, numbers::codes, "lamp", "亮灯", "lamp", "灯"},
    {measure::required_pace, numbers::differences, "required_pace", "后续每期需完成",
     "required pace", "每期需完成"},
    {measure::required_rate, numbers::percentages, "required_rate", "后续每期需增长",
     "required rate", "每期需增长"},
    {measure::required_growth, numbers::percentages, "required_growth", "后续需增长",
     "required growth", "需增长"},
    {measure::projection, numbers::figures, "projection", "预计完成值", "projection", "预计"},
    {measure::projected_completion, numbers::percentages, "projected_completion", "预计完成率",
     "projected completion", "预计率"},
    {measure::best_case, numbers::figures, "best_case", "最好可能", "best case", "最好"},
    {measure::worst_case, numbers::figures, "worst_case", "最差可能", "worst case", "最差"},
    {measure::outlook, numbers::codes, "outlook", "达标前景", "outlook", "前景"},
    {measure::goal_progress, numbers::ratios, "goal_progress", "进展", "goal progress", "目标进展"},
    {measure::goal_class, numbers::codes, "goal_class", "进展评级", "goal class", "进展等级"},
    {measure::goal_score, numbers::ratios, "goal_score", "进展得分", "goal score", "评价得分"},
    {measure::trend, numbers::percentages, "trend", "趋势", "trend", "年均趋势"},
    {measure::goal_distance, numbers::ratios, "goal_distance", "标准差距离", "goal distance",
     "oecd"},
    {measure::frontier_distance, numbers::ratios, "frontier_distance", "前沿距离",
     "frontier distance", "dtf"},
});

const measure_row& row_of(measure m) noexcept { return rows[static_cast<std::size_t>(m)]; }

constexpr auto measures_in_order = [] {
  std::array<measure, rows.size()> all{};
  for (std::size_t i = 0; i < rows.size(); ++i) all[i] = rows[i].what;
  return all;
}();

static_assert(std::ranges::is_sorted(measures_in_order));

}  // namespace

std::string_view name(measure m) noexcept { return row_of(m).name; }

std::string_view label(measure m, language lang) noexcept {
  return lang == language::zh ? row_of(m).zh : row_of(m).en;
}

std::optional<measure> parse_measure(std::string_view text) noexcept {
  for (const measure_row& r : rows) {
    if (text.empty()) break;
    if (text == r.name || text == r.zh || text == r.en || text == r.of_the_trade ||
        text == r.also) {
      return r.what;
    }
  }
  return std::nullopt;
}

std::span<const measure> all_measures() noexcept { return measures_in_order; }

unit unit_of(measure m, const indicator& i) noexcept {
  switch (row_of(m).are) {
    case numbers::figures:
      return i.unit;
    case numbers::differences:
      return difference_unit(i.unit);
    case numbers::changes:
      return changes_in_points(i.kind) ? difference_unit(i.unit) : percent();
    case numbers::grown:
      return i.of_unit;
    case numbers::percentages:
      return percent();
    case numbers::effects:
      return changes_in_points(i.kind) ? difference_unit(i.unit) : percentage_point();
    case numbers::leads:
      return i.kind == indicator_kind::flow ? percentage_point() : difference_unit(i.unit);
    case numbers::ratios:
    case numbers::codes:
      break;
  }
  return {};
}

bool is_place_or_code(measure m) noexcept { return row_of(m).are == numbers::codes; }

int decimals_of(measure m, const indicator& i) noexcept {
  switch (row_of(m).are) {
    case numbers::figures:
    case numbers::differences:
      return i.decimals;
    case numbers::changes:
    case numbers::effects:
      return changes_in_points(i.kind) ? i.decimals : 1;
    case numbers::leads:
      return i.kind == indicator_kind::flow ? 1 : i.decimals;
    case numbers::ratios:
      return 2;
    case numbers::grown:
      return i.of_decimals;
    case numbers::percentages:
      return 1;
    case numbers::codes:
      break;
  }
  return 0;
}

}  // namespace zhibiao::inline ZB_ABI
