#include "engine/explain_implied_base.hpp"

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"

#include <array>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

std::optional<indicator_index> grown(const traced_cell& cell) {
  return cell.data().catalog().grown(cell.cell().indicator);
}

}  // namespace

std::string formula_of_implied_base(const traced_cell&, const speaker& say) {
  return say("本期水平数 ÷ (1 + 公布增速 ÷ 100)", "current figure / (1 + published growth / 100)");
}

std::string worked_of_implied_base(const traced_cell& cell, const speaker& say) {
  const std::optional<std::size_t> now = cell.column_of(cell.cell().period);
  if (!has_number(cell.cell().why) || !now || !grown(cell)) return {};
  const result_cell x = cell.other(measure::value, *grown(cell));
  return number_text(x.value) + " ÷ (1 + " + number_text(cell.value(*now).value) + " ÷ 100)" +
         say(" = ", " = ") + number_text(cell.cell().value);
}

std::string rule_of_implied_base(const traced_cell& cell, const speaker& say) {
  if (cell.cell().why != status::out_of_domain) return rule_of(cell, say);
  return grown(cell) ? say("增速不高于 -100 %，或水平数为负，推不出基数",
                           "a growth of -100 % or less, or a negative figure, leads to no base")
                     : say("只有目录写明是哪个指标增速的指标才有隐含基数",
                           "only a growth that the catalogue says what of has an implied base");
}

std::vector<explained_input> inputs_of_implied_base(const traced_cell& cell, const speaker& say) {
  const std::array<period_role, 1> growth{
      period_role{say("公布增速", "published growth"), cell.cell().period}};
  std::vector<explained_input> all = inputs_of_periods(cell, say, growth);
  if (!grown(cell)) return all;
  const result_cell x = cell.other(measure::value, *grown(cell));
  figure f;
  f.value = x.value;
  f.why = x.why;
  f.known = x.known;
  input_lines lines(cell, say);
  lines.add(cell.data().catalog()[*grown(cell)].name.in(say.lang()), f, cell.cell().area,
            cell.cell().period, *grown(cell));
  for (explained_input& in : lines.take()) all.push_back(std::move(in));
  return all;
}

}  // namespace zhibiao::inline ZB_ABI::engine
