#include "engine/explain_rule.hpp"

#include <zhibiao/value/period.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class rule_text {
 public:
  rule_text(const traced_cell& cell, const speaker& say) : cell_(cell), say_(say) {}

  std::string rule() const { return rule_of_status() + area_change_words(); }

 private:
  std::string rule_of_status() const {
    const result_cell& c = cell_.cell();
    switch (c.why) {
      case status::partial:
        return coverage_words() +
               (cell_.is_change() ? say_("；只比较两期都上报的乡镇",
                                         "; only towns that report in both periods are compared")
                                  : say_("；未上报不当作零", "; a missing town is not a zero"));
      case status::coverage_low:
        if (is_low_base()) {
          return describe(cell_.base_period(), say_.lang()) +
                 say_(" 的汇总覆盖率不足，没有基数",
                      ": too few towns reported, so there is no base");
        }
        return coverage_words() + say_("；不足则不给出数值", "; below it no number is given");
      case status::base_not_reported:
        return (cell_.base_period().is_valid() ? describe(cell_.base_period(), say_.lang())
                                               : std::string()) +
               say_(" 没有可比的数：先看本期，再看基期，缺基期就没有变化，也不用更早的年份代替",
                    " has no figure: without a base there is no change, and no earlier year "
                    "stands in for it");
      case status::not_reported:
        return say_("本期没有上报；空白不是零", "the figure is not reported; a blank is no zero");
      case status::base_zero:
        return say_("基数为零，不能做除数；可看增减量",
                    "the base is zero and cannot divide; see the difference");
      case status::both_zero:
        return say_("两期都是零：持平", "both are zero: no change");
      case status::turned_negative:
        return say_(
            "基数为正、本期为负，增长率没有意义，只说方向；可看增减量",
            "the base is positive and the current figure negative: a rate of change means nothing; "
            "see the difference");
      case status::turned_positive:
      case status::loss_narrowed:
      case status::loss_widened:
        return say_("基数为负，增长率没有意义，只说方向；可看增减量",
                    "a rate of change on a negative base means nothing; see the difference");
      case status::small_base:
        return say_("基数小于 ", "the base is below ") + number_text(cell_.definition().min_base) +
               say_("，增长率仅供参考", ", so the rate is of little reliability");
      case status::bounded:
        return say_("报告只给出了区间，结果也只知道区间；数值按印出的数计算",
                    "the report gives an interval, so the result is one; the number uses the "
                    "printed figure");
      case status::estimated:
        return say_("至少一个输入是估计数", "at least one input is an estimate");
      case status::no_weight:
        return say_("率不能直接相加或平均：没有分子分母，也没有权数",
                    "rates are neither added nor averaged: there are no parts and no weight");
      case status::no_target:
        return say_("目标文件里没有这个地区、这个时期的目标",
                    "the targets have none for this area and period");
      case status::undetermined:
        if (cell_.is_change()) {
          return say_(
              "已知区间定不下基数的正负，算不出增长率",
              "the known interval does not settle the sign of the base, so there is no rate");
        }
        return say_("已知区间有一部分达标、一部分不达标",
                    "part of the known interval is in the target, part is not");
      case status::not_comparable:
        if (c.period.form() == form::year_to_date &&
            cell_.cell().measure == measure::period_on_period) {
          return say_("累计数没有环比", "a year-to-date figure has no period on period");
        }
        return say_("两期口径不同", "the two figures do not have the same scope");
      case status::no_such_area:
        return say_("本期没有这个区划：尚未设立，或已经撤销",
                    "there is no such area in this period: not yet, or no longer");
      case status::suppressed:
        return say_("上报方要求不公布", "the reporter withholds the figure");
      case status::out_of_domain:
        if (cell_.comes_from_parts() || cell_.comes_from_towns()) {
          return say_("分子与分母相互矛盾：算出的率超出自然界限 ",
                      "the parts contradict each other: their quotient lies beyond the natural "
                      "limits ") +
                 interval_text(cell_.definition().limits) +
                 say_("，或分母为零", ", or the denominator is zero");
        }
        return say_("这个计算对这样的数没有定义", "the measure is not defined for such figures");
      case status::overflow:
        return say_("结果超出双精度数的范围", "the result is beyond what a double holds");
      case status::ok:
        if (cell_.cell().measure == measure::verdict) {
          return say_("已知的数全部在目标之内或全部在目标之外",
                      "all that is known lies inside, or outside, the target");
        }
        if (cell_.comes_from_towns()) {
          return coverage_words();
        }
        break;
      case status::revised_down:
      case status::deadline_passed:
        return std::string(zhibiao::describe(c.why, say_.lang()));
    }
    return say_("数据齐全，按定义计算", "all that is needed is there");
  }

  /// Which areas changed between the figures that are compared, where that decides.
  std::string area_change_words() const {
    const status why = cell_.cell().why;
    const bool may_decide =
        why == status::not_comparable || why == status::partial || why == status::coverage_low;
    const period base = cell_.is_change() ? cell_.base_period() : period();
    if (!may_decide || !base.is_valid()) return {};
    constexpr std::size_t longest_list = 6;
    const area_tree& areas = cell_.data().areas();
    std::string names;
    std::size_t count = 0;
    const row_range towns = cell_.towns();
    for (area_index a = towns.first; a < towns.last; ++a) {
      if (!changes_between(a, base)) continue;
      if (count++ < longest_list)
        names += (names.empty() ? "" : say_("、", ", ")) + std::string(areas[a].name);
    }
    if (count == 0) return {};
    if (count > longest_list)
      names += say_("等 ", " and others, ") + std::to_string(count) + say_(" 个", " in all");
    return say_("；两期之间区划有变动：", "; areas changed between the two periods: ") + names +
           say_("，可按可比口径计算", "; a comparable basis can be asked for");
  }

  bool changes_between(area_index a, period base) const {
    const area_tree& areas = cell_.data().areas();
    const period now = cell_.cell().period;
    if (areas.is_valid(a, base) != areas.is_valid(a, now)) return true;
    return std::ranges::any_of(areas.breaks(), [&](const area_break& b) {
      return b.area == a && b.on > last_day(base) && b.on <= last_day(now);
    });
  }

  std::string coverage_words() const {
    const cell_coverage& c = cell_.cell().coverage;
    std::string text = std::to_string(c.counted) + "/" + std::to_string(c.members) +
                       say_(" 个乡镇参与", " towns take part");
    if (c.by_weight == c.by_weight) {
      text += say_("，按权数覆盖 ", ", by weight ") + number_text(100 * c.by_weight) + " %";
    }
    text +=
        say_("，最低要求 ", ", the minimum is ") + number_text(100 * cell_.min_coverage()) + " %";
    return text;
  }

  /// True where it is the base of a change that too few towns reported.
  bool is_low_base() const {
    if (!cell_.is_change()) return false;
    const std::optional<std::size_t> now = cell_.column_of(cell_.cell().period);
    const std::optional<std::size_t> base = cell_.column_of(cell_.base_period());
    return now && base && has_number(cell_.value(*now).why) &&
           cell_.value(*base).why == status::coverage_low;
  }

  const traced_cell& cell_;
  const speaker& say_;
};

}  // namespace

std::string rule_of(const traced_cell& cell, const speaker& say) {
  return rule_text(cell, say).rule();
}

}  // namespace zhibiao::inline ZB_ABI::engine
