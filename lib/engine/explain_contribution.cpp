#include "engine/explain_contribution.hpp"

#include <zhibiao/kernels/aggregate.hpp>

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

bool is_pull(const traced_cell& cell) { return cell.cell().measure == measure::pull; }

bool is_summed(const traced_cell& cell) {
  return cell.definition().over_areas == area_aggregation::sum;
}

/// The change of the area itself; null where it has no peers.
const result_cell* own_change(const traced_cell& cell) {
  for (const traced_peer& p : cell.peers()) {
    if (p.value.area == cell.cell().area) return &p.value;
  }
  return nullptr;
}

std::string counted_words(const traced_cell& cell, const speaker& say) {
  const cell_coverage& c = cell.cell().coverage;
  return std::to_string(c.counted) + "/" + std::to_string(c.members) +
         say(" 个同级地区两期都有数", " peers have a figure in both periods");
}

}  // namespace

std::string formula_of_contribution(const traced_cell& cell, const speaker& say) {
  return is_pull(cell)
             ? say("(本期值 − 上年同期值) ÷ 同级地区上年同期值之和 × 100",
                   "(current - same period last year) / sum of the peers' last year x 100")
             : say("(本期值 − 上年同期值) ÷ 同级地区增减量之和 × 100",
                   "(current - same period last year) / sum of the peers' changes x 100");
}

std::string worked_of_contribution(const traced_cell& cell, const speaker& say) {
  const result_cell* const own = own_change(cell);
  if (!has_number(cell.cell().why) || own == nullptr || is_pull(cell)) return {};
  std::vector<double> changes;
  for (const traced_peer& p : cell.peers()) {
    if (has_number(p.rank.why)) changes.push_back(p.value.value);
  }
  return number_text(own->value) + " ÷ " + number_text(kernels::total_of(changes, {})) +
         say(" × 100", " x 100") + " = " + number_text(cell.cell().value);
}

std::string rule_of_contribution(const traced_cell& cell, const speaker& say) {
  switch (cell.cell().why) {
    case status::ok:
      return counted_words(cell, say);
    case status::partial:
      return counted_words(cell, say) +
             say("；只比较两期都上报的", "; only what reports in both is compared");
    case status::coverage_low:
      return counted_words(cell, say) + say("，最低要求 ", ", the minimum is ") +
             number_text(100 * cell.min_coverage()) + " %";
    case status::undetermined:
      return say("有的数只知道区间，合计的变动可能为零",
                 "a figure is only known as an interval, so what is divided by may be zero");
    case status::out_of_domain:
      if (cell.peers().empty()) {
        return say("本地区不在任何这一级的地区之内，没有可比的同级地区：",
                   "the area lies inside no area of the level, so it has no peers: ") +
               cell.what().peers.within;
      }
      if (!is_summed(cell)) {
        return say("这个指标在地区间不能相加：率的变动用自身水平影响和结构影响分解",
                   "figures of this indicator are not added up: of a rate see its own-rate and "
                   "structure effects");
      }
      return is_pull(cell)
                 ? say("上年同期值之和不为正，没有拉动",
                       "the peers' figures of last year do not add to more than zero")
                 : say("合计没有变动，没有贡献率；可看拉动",
                       "the peers together do not change, so nothing contributes; see pull");
    default:
      return rule_of(cell, say);
  }
}

std::vector<explained_input> inputs_of_contribution(const traced_cell& cell, const speaker& say) {
  const result_cell& c = cell.cell();
  input_lines lines(cell, say);
  const std::string role = say("增减量", "change") + " ";
  std::size_t left_out = 0;
  const auto add = [&](const traced_peer& p) {
    figure f;
    f.value = p.value.value;
    f.why = p.value.why;
    f.known = p.value.known;
    lines.add(role + std::string(cell.data().areas()[p.value.area].name), f, p.value.area,
              cell.base_period(), c.indicator);
    if (has_number(p.rank.why)) {
      lines.add_detail(figure_text(p.rank.value, exactly(p.rank.value),
                                   unit_of(p.rank, cell.definition()), say));
    }
  };
  for (const traced_peer& p : cell.peers()) {
    if (p.value.area == c.area) add(p);
  }
  for (const traced_peer& p : cell.peers()) {
    if (p.value.area == c.area) continue;
    if (lines.size() > longest_list) {
      ++left_out;
    } else {
      add(p);
    }
  }
  if (cell.peers().empty()) {
    const std::optional<std::size_t> column = cell.column_of(c.period);
    lines.add(say("本期", "current"),
              column ? std::optional<figure>(cell.value(*column)) : std::nullopt, c.area, c.period,
              c.indicator);
  }
  if (left_out != 0) {
    explained_input more;
    more.role = say("其余 ", "and ") + std::to_string(left_out) + say(" 个同级地区", " more peers");
    lines.add(std::move(more));
  }
  return lines.take();
}

}  // namespace zhibiao::inline ZB_ABI::engine
