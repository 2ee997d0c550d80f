#include "engine/explain_effect.hpp"

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"

#include <array>
#include <optional>
#include <span>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// The numbers of other measures of the cell with their names, an operation between them; empty where one has
/// no number.
std::string numbers_of(const traced_cell& cell, const speaker& say, std::span<const measure> of,
                       const std::string& operation) {
  std::string text;
  for (const measure m : of) {
    const result_cell c = cell.other(m);
    if (!has_number(c.why)) return {};
    if (!text.empty()) text += operation;
    text += std::string(label(m, say.lang())) + " " + number_text(c.value);
  }
  return text;
}

}  // namespace

std::string formula_of_effect(const traced_cell& cell, const speaker& say) {
  const bool in_points = changes_in_points(cell.definition().kind);
  const std::string unit =
      in_points ? std::string() : say("，占基期百分比", ", in percent of the base");
  switch (cell.cell().measure) {
    case measure::headline_growth:
      return in_points ? say("本期全部上报值 − 上年同期全部上报值",
                             "all that reported now - all that reported a year earlier")
                       : say("(本期全部上报值 − 上年同期全部上报值) ÷ 上年同期全部上报值 × 100",
                             "(all that reported now - all that reported a year earlier) / the "
                             "latter x 100");
    case measure::panel_effect:
      return say("名义增速 − 同口径同比", "headline growth - year on year over the same towns");
    case measure::own_rate_effect:
      return say("Σ 两期平均比重 × 本单位率的变动", "sum of mean share x change of its own rate") +
             unit;
    case measure::structure_effect:
      return say("Σ 两期平均率 × 本单位比重的变动", "sum of mean rate x change of its share") +
             unit;
    case measure::entry_effect:
      return say("本期全部单位的率 − 其中基期已有单位的率",
                 "rate of all now - rate of those that were there before") +
             unit;
    default:
      return say("基期仍在单位的率 − 基期全部单位的率",
                 "rate a year earlier of those that stayed - rate of all then") +
             unit;
  }
}

std::string worked_of_effect(const traced_cell& cell, const speaker& say) {
  if (!has_number(cell.cell().why) || cell.is_town()) return {};
  const std::string equals = " = " + number_text(cell.cell().value);
  switch (cell.cell().measure) {
    case measure::headline_growth: {
      const std::optional<std::size_t> now = cell.column_of(cell.cell().period);
      const std::optional<std::size_t> then = cell.column_of(cell.base_period());
      if (!now || !then) return {};
      const std::string x = number_text(cell.value(*now).value);
      const std::string b = number_text(cell.value(*then).value);
      if (changes_in_points(cell.definition().kind)) return x + " − " + b + equals;
      return "(" + x + " − " + b + ") ÷ " + b + " × 100" + equals;
    }
    case measure::panel_effect: {
      constexpr std::array both{measure::headline_growth, measure::year_on_year};
      return numbers_of(cell, say, both, " − ") + equals;
    }
    default: {
      constexpr std::array parts{measure::own_rate_effect, measure::structure_effect,
                                 measure::entry_effect, measure::exit_effect};
      constexpr std::array whole{measure::headline_growth};
      return numbers_of(cell, say, parts, " + ") + " = " + numbers_of(cell, say, whole, "");
    }
  }
}

std::string rule_of_effect(const traced_cell& cell, const speaker& say) {
  const result_cell& c = cell.cell();
  if (c.why == status::base_not_reported) {
    return (cell.base_period().is_valid() ? describe(cell.base_period(), say.lang())
                                          : std::string()) +
           say(" 没有可比的数", " has no figure");
  }
  if (c.why == status::undetermined) {
    return say("已知区间定不下基数的正负，算不出增长率",
               "the known interval does not settle the sign of the base, so there is no rate");
  }
  if (c.why == status::out_of_domain &&
      (c.measure != measure::headline_growth && c.measure != measure::panel_effect)) {
    return say("只有由乡镇分子分母汇总的率或均值才能这样分解",
               "only a rate or mean that is made from its towns' parts is taken apart so");
  }
  return rule_of(cell, say);
}

std::vector<explained_input> inputs_of_effect(const traced_cell& cell, const speaker& say) {
  const std::array<period_role, 2> periods{
      period_role{say("本期", "current"), cell.cell().period},
      period_role{say("上年同期", "same period last year"), cell.base_period()}};
  return inputs_of_periods(cell, say, periods);
}

}  // namespace zhibiao::inline ZB_ABI::engine
