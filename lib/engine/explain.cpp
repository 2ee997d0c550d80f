#include <zhibiao/engine/change_words.hpp>
#include <zhibiao/engine/explain.hpp>
#include <zhibiao/value/error.hpp>

#include "engine/explain_contribution.hpp"
#include "engine/explain_effect.hpp"
#include "engine/explain_formula.hpp"
#include "engine/explain_goal.hpp"
#include "engine/explain_growth.hpp"
#include "engine/explain_implied_base.hpp"
#include "engine/explain_inputs.hpp"
#include "engine/explain_late.hpp"
#include "engine/explain_peers.hpp"
#include "engine/explain_rule.hpp"
#include "engine/explain_schedule.hpp"
#include "engine/explain_statistic.hpp"
#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

/// The number with its unit, or that there is none, and the status.
std::string outcome_of(const engine::traced_cell& cell, const engine::speaker& say) {
  const result_cell& c = cell.cell();
  std::string text = say("无数值", "no number");
  if (has_number(c.why)) {
    if (c.measure == measure::verdict) {
      text = c.value != 0 ? say("达标", "met") : say("未达标", "not met");
    } else if (c.measure == measure::outlook) {
      text = c.value != 0 ? say("必定达标", "surely met") : say("必定不达标", "surely missed");
    } else if (c.measure == measure::lamp) {
      text = c.value == 1   ? say("绿灯", "green")
             : c.value == 2 ? say("黄灯", "yellow")
                            : say("红灯", "red");
    } else {
      text = engine::figure_text(c.value, c.known, unit_of(c, cell.definition()), say);
    }
  }
  return text + say("；", "; ") + std::string(describe(c.why, say.lang())) + " (" +
         std::string(name(c.why)) + ")";
}

/// A change as a communiqué would put it.
std::string words_of(const engine::traced_cell& cell, language lang) {
  const bool is_there = cell.column_of(cell.cell().period).has_value();
  if (cell.cell().statistic || !cell.is_change() || !is_there) return {};
  const engine::area_change::compared two = cell.compared();
  return change_words(cell.cell(), cell.definition(), lang, two.current.value, two.base.value);
}

/// Who finds the words for a cell.
struct explainer {
  using words = std::string (*)(const engine::traced_cell& cell, const engine::speaker& say);
  using lines = std::vector<explained_input> (*)(const engine::traced_cell& cell,
                                                 const engine::speaker& say);
  words formula;
  words worked;
  words rule;
  lines inputs;
};

explainer explainer_of(const result_cell& c) {
  using namespace engine;
  const measure m = c.measure;
  if (c.statistic) {
    return {formula_of_statistic, worked_statistic, rule_of_statistic, inputs_of_statistic};
  }
  if (m == measure::contribution || m == measure::pull) {
    return {formula_of_contribution, worked_of_contribution, rule_of_contribution,
            inputs_of_contribution};
  }
  if (m == measure::implied_base) {
    return {formula_of_implied_base, worked_of_implied_base, rule_of_implied_base,
            inputs_of_implied_base};
  }
  if (is_effect(m)) {
    return {formula_of_effect, worked_of_effect, rule_of_effect, inputs_of_effect};
  }
  if (needs_peers(m)) return {formula_of_peers, worked_of_peers, rule_of_peers, inputs_of_peers};
  if (is_growth(m)) {
    return {formula_of_growth, worked_of_growth, rule_of_growth, inputs_of_growth};
  }
  if (needs_schedule(m)) {
    return {formula_of_schedule, worked_of_schedule, rule_of_schedule, inputs_of_schedule};
  }
  if (is_of_years(m)) return {formula_of_goal, worked_of_goal, rule_of_goal, inputs_of_goal};
  if (is_of_late_reports(m)) return {formula_of_late, worked_of_late, rule_of_late, inputs_of_late};
  return {formula_of, worked_of, rule_of, inputs_of};
}

explanation explain_cell(const panel& data, const request& what, const result_cell& wanted,
                         language lang) {
  if (wanted.area >= data.areas().size()) {
    throw error(errc::unknown_area, "expected a row of the area tree");
  }
  if (wanted.indicator >= data.catalog().size()) {
    throw error(errc::unknown_indicator, "expected a row of the catalogue");
  }
  if (wanted.statistic && data.areas().is_leaf(wanted.area)) {
    throw error(errc::invalid_argument, "expected an area above the towns for a statistic, found " +
                                            std::string(data.areas()[wanted.area].code));
  }
  const engine::speaker say(lang);
  const engine::traced_cell cell(data, what, wanted);
  explanation e;
  e.cell = cell.cell();
  e.title = label(e.cell, lang) + " · " + cell.definition().name.in(lang) + " · " +
            std::string(data.areas()[wanted.area].name) + " · " + describe(wanted.period, lang);
  e.outcome = outcome_of(cell, say);
  e.words = words_of(cell, lang);
  const explainer by = explainer_of(e.cell);
  e.formula = by.formula(cell, say);
  e.worked = by.worked(cell, say);
  e.rule = by.rule(cell, say);
  e.inputs = by.inputs(cell, say);
  return e;
}

result_cell cell_at(area_index area, indicator_index indicator, period at) {
  result_cell c;
  c.area = area;
  c.indicator = indicator;
  c.period = at;
  return c;
}

}  // namespace

explanation explain(const panel& data, const request& what, area_index area,
                    indicator_index indicator, period at, measure m, language lang) {
  result_cell wanted = cell_at(area, indicator, at);
  wanted.measure = m;
  return explain_cell(data, what, wanted, lang);
}

explanation explain(const panel& data, const request& what, area_index area,
                    indicator_index indicator, period at, const statistic& s, language lang) {
  result_cell wanted = cell_at(area, indicator, at);
  wanted.statistic = s;
  return explain_cell(data, what, wanted, lang);
}

std::string to_string(const explanation& e, language lang) {
  const engine::speaker say(lang);
  std::string text = e.title + "\n";
  text += say("  结果  ", "  result   ") + e.outcome + "\n";
  if (!e.words.empty()) text += say("  表述  ", "  words    ") + e.words + "\n";
  text += say("  公式  ", "  formula  ") + e.formula + "\n";
  if (!e.worked.empty()) text += say("  计算  ", "  worked   ") + e.worked + "\n";
  text += say("  依据  ", "  rule     ") + e.rule + "\n";
  text += say("  输入\n", "  inputs\n");
  for (const explained_input& in : e.inputs) {
    text += "    " + in.role;
    if (!in.figure.empty()) text += say("：", ": ") + in.figure;
    if (!in.detail.empty()) text += say("（", " (") + in.detail + say("）", ")");
    text += "\n";
  }
  return text;
}

}  // namespace zhibiao::inline ZB_ABI
