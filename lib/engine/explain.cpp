#include <zhibiao/engine/explain.hpp>
#include <zhibiao/value/error.hpp>

#include "engine/explain_formula.hpp"
#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"
#include "engine/explain_text.hpp"
#include "engine/traced_cell.hpp"

#include <string>

namespace zhibiao::inline ZB_ABI {
namespace {

/// The number with its unit, or that there is none, and the status.
std::string outcome_of(const engine::traced_cell& cell, const engine::speaker& say) {
  const result_cell& c = cell.cell();
  std::string text = say("无数值", "no number");
  if (has_number(c.why)) {
    if (c.measure == measure::verdict) {
      text = c.value != 0 ? say("达标", "met") : say("未达标", "not met");
    } else {
      text = engine::figure_text(c.value, c.known, unit_of(c.measure, cell.definition()), say);
    }
  }
  return text + say("；", "; ") + std::string(describe(c.why, say.lang())) + " (" +
         std::string(name(c.why)) + ")";
}

}  // namespace

explanation explain(const panel& data, const request& what, area_index area,
                    indicator_index indicator, period at, measure m, language lang) {
  if (area >= data.areas().size()) {
    throw error(errc::unknown_area, "expected a row of the area tree");
  }
  if (indicator >= data.catalog().size()) {
    throw error(errc::unknown_indicator, "expected a row of the catalogue");
  }
  const engine::speaker say(lang);
  const engine::traced_cell cell(data, what, area, indicator, at, m);
  explanation e;
  e.cell = cell.cell();
  e.title = std::string(label(m, lang)) + " · " + cell.definition().name.in(lang) + " · " +
            std::string(data.areas()[area].name) + " · " + describe(at, lang);
  e.outcome = outcome_of(cell, say);
  e.formula = engine::formula_of(cell, say);
  e.worked = engine::worked_of(cell, say);
  e.rule = engine::rule_of(cell, say);
  e.inputs = engine::inputs_of(cell, say);
  return e;
}

std::string to_string(const explanation& e, language lang) {
  const engine::speaker say(lang);
  std::string text = e.title + "\n";
  text += say("  结果  ", "  result   ") + e.outcome + "\n";
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
