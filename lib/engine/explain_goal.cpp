#include "engine/explain_goal.hpp"

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"
#include "engine/goal_terms.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class goal_text {
 public:
  goal_text(const traced_cell& cell, const speaker& say)
      : cell_(cell),
        say_(say),
        terms_(cell.goal().value_or(goal_terms())),
        formula_(cell.cell().measure, cell.what().method.progress, cell.definition()) {}

  std::string formula() const {
    const measure m = cell_.cell().measure;
    if (m == measure::trend) return trend_words();
    if (m == measure::goal_class) return class_words();
    if (m == measure::goal_score) return score_words();
    return progress_words();
  }

  std::string worked() const {
    const result_cell& c = cell_.cell();
    if (!has_number(c.why) || cell_.definition().kind == indicator_kind::binary) return {};
    std::string text;
    if (is_by_trend()) {
      text = growth(terms_.course.current, terms_.course.years);
    } else if (by() == progress_method::unsd) {
      text = growth(terms_.course.current, terms_.course.years);
    } else if (by() == progress_method::escap) {
      text = worked_of_escap();
    } else {
      text = growth(terms_.course.current, terms_.course.years) + say_("，所需 ", ", required ") +
             growth(terms_.course.goal, terms_.course.years_to_goal);
    }
    return text + say_("；得 ", "; ") + number_text(c.value);
  }

  std::string rule() const {
    const result_cell& c = cell_.cell();
    switch (c.why) {
      case status::base_not_reported:
        return say_("基期以来没有更早的数，进展无从算起",
                    "nothing is reported between the base year and the current one");
      case status::base_zero:
        return say_("基数为零，没有增速；本库不用 0.001 代替零，因为那样结果会随计量单位而变",
                    "a base of zero has no growth; it is not replaced by 0.001, which would make "
                    "the result depend on the unit");
      case status::out_of_domain:
        return say_(
            "这一方法对这样的数或目标没有定义：正负号不同、目标为零或等于基数、目标是区间，或者没有"
            "方向",
            "the method is not defined here: signs differ, the goal is zero, at the base or "
            "a range, or there is no direction");
      case status::not_comparable:
        return say_("基期与本期的口径或所含乡镇不同，或者目标是另一段时间的",
                    "base and current figure are not of the same towns or scope, or the goal is of "
                    "another part of the year");
      case status::undetermined:
        return say_("已知区间定不下来", "what is known leaves it open");
      case status::no_target:
        return say_("没有本期或以后到期的目标",
                    "there is no goal that is due in the period or later");
      default:
        break;
    }
    if (cell_.cell().measure == measure::goal_class && has_number(c.why)) return class_of(c.value);
    return rule_of(cell_, say_);
  }

  std::vector<explained_input> inputs() const {
    const result_cell& c = cell_.cell();
    input_lines lines(cell_, say_);
    const auto add = [&](const char* zh, const char* en, const figure& x, period p) {
      lines.add(say_(zh, en) + " " + (p.is_valid() ? describe(p, say_.lang()) : std::string()), x,
                c.area, p, c.indicator);
    };
    add("本期", "current", terms_.current, c.period);
    if (terms_.base_at.is_valid()) add("基期", "base", terms_.base, terms_.base_at);
    explained_input in;
    in.role = say_("目标", "goal");
    in.figure = "—";
    if (terms_.has_goal()) {
      const target& t = *terms_.goal_of;
      in.role += " " + describe(t.deadline, say_.lang());
      in.figure = to_string(t, cell_.definition().unit, say_.lang());
      if (!t.where.file.empty()) in.detail = to_string(t.where);
    }
    lines.add(std::move(in));
    return lines.take();
  }

 private:
  progress_method by() const noexcept { return cell_.what().method.progress; }

  /// True where there is no goal, and the method goes by growth alone.
  bool is_by_trend() const noexcept {
    return !terms_.has_goal() || cell_.cell().measure == measure::trend;
  }

  std::string method_words() const {
    switch (by()) {
      case progress_method::eurostat:
        return say_("欧盟统计局", "Eurostat");
      case progress_method::unsd:
        return say_("联合国统计司进展图", "UN progress chart");
      case progress_method::escap:
        return say_("联合国亚太经社会", "UN ESCAP");
      case progress_method::open_sdg:
        break;
    }
    return say_("Open SDG（加拿大统计局）", "Open SDG (Statistics Canada)");
  }

  std::string trend_words() const {
    return say_("((本期值 ÷ 基数)^(1 ÷ 年数) − 1) × 100，向好为正",
                "((current / base)^(1 / years) - 1) x 100, above zero where it gets better");
  }

  std::string progress_words() const {
    const std::string by_whom = method_words() + say_("：", ": ");
    switch (by()) {
      case progress_method::unsd:
        return by_whom + say_("(按现增速推算的期末值 − 基数) ÷ (目标值 − 基数)",
                              "(current carried on to the deadline - base) / (goal - base)");
      case progress_method::escap:
        return by_whom +
               say_("|目标值 − 趋势推算值| ÷ |目标值 − 基数| × 100，倒退时加 100",
                    "|goal - projected| / |goal - base| x 100, 100 more where it goes back");
      default:
        return by_whom + say_("实际年增速 ÷ 所需年增速的绝对值",
                              "observed growth a year / magnitude of the required one");
    }
  }

  std::string class_words() const {
    if (cell_.definition().kind == indicator_kind::binary) {
      return method_words() + say_("：是为 3，否为 1", ": yes 3, no 1");
    }
    if (is_by_trend() && by() != progress_method::escap) return trend_words() + bands_of_trend();
    switch (by()) {
      case progress_method::unsd:
        return progress_words() +
               say_("；≥ 0.95 为 3，≥ 0.10 为 2，其余为 1", "; 3 from 0.95, 2 from 0.10, else 1");
      case progress_method::escap:
        return progress_words() +
               say_("；≤ 10 为 3，≤ 100 为 2，其余为 1", "; 3 up to 10, 2 up to 100, else 1");
      default:
        return progress_words() + say_("；已达成为 4，≥ 0.95 为 3，≥ 0.60 为 2，≥ 0 为 1，其余为 0",
                                       "; achieved 4, 3 from 0.95, 2 from 0.60, 1 from 0, else 0");
    }
  }

  std::string bands_of_trend() const {
    switch (by()) {
      case progress_method::unsd:
        return say_("；≥ 2 为 3，≥ 0.5 为 2，其余为 1", "; 3 from 2, 2 from 0.5, else 1");
      case progress_method::eurostat:
        return say_("；≥ 1 为 3，≥ 0 为 2，≥ −1 为 1，其余为 0",
                    "; 3 from 1, 2 from 0, 1 from -1, else 0");
      default:
        break;
    }
    const double room = formula_.room(terms_);
    return say_("；≥ ", "; 3 from ") + number_text(1.5 * room) + say_(" 为 3，≥ ", ", 2 from ") +
           number_text(0.5 * room) + say_(" 为 2，≥ 0 为 1，其余为 0", ", 1 from 0, else 0");
  }

  std::string score_words() const {
    if (by() == progress_method::escap) {
      return method_words() + (terms_.is_parity
                                   ? say_("：10 − 10 × |目标值 − 本期值| ÷ |目标值 − 基数|",
                                          ": 10 - 10 x |goal - current| / |goal - base|")
                                   : say_("：10 × 已走的路 ÷ |目标值 − 基数|，已达成为 10",
                                          ": 10 x way gone / |goal - base|, achieved 10"));
    }
    if (is_by_trend()) {
      return trend_words() + say_("；换算为 −5 至 5 分", "; brought to -5 to 5");
    }
    return progress_words() +
           say_("；R ≥ 0.6：7.1429R − 4.2857，否则 4.1667R − 2.5，限于 −5 至 5",
                "; from R = 0.6 on 7.1429 R - 4.2857, else 4.1667 R - 2.5, cut to "
                "-5 and 5");
  }

  /// `(90 ÷ 80)^(1 ÷ 3) − 1 = 4.0042 %`
  std::string growth(double later, int years) const {
    const kernels::cell a = kernels::yearly_growth(later, terms_.course.base, years);
    return "(" + number_text(later) + " ÷ " + number_text(terms_.course.base) + ")^(1 ÷ " +
           std::to_string(years) +
           ") − 1 = " + (has_number(a.why) ? number_text(a.value) + " %" : std::string("—"));
  }

  std::string worked_of_escap() const {
    const std::string goal = number_text(terms_.course.goal);
    const std::string way = "|" + goal + " − " + number_text(terms_.course.base) + "|";
    if (cell_.cell().measure == measure::goal_score) {
      return number_text(terms_.course.current) + say_(" 距 ", ", from ") +
             number_text(terms_.course.base) + say_(" 至 ", " to ") + goal;
    }
    const kernels::cell end = formula_.projected(terms_, terms_.course.current);
    return say_("推算值 ", "projected ") + number_text(end.value) + say_("；|", "; |") + goal +
           " − " + number_text(end.value) + "| ÷ " + way;
  }

  std::string class_of(double code) const {
    const int level = static_cast<int>(code);
    const std::string is = std::to_string(level) + " = ";
    if (by() == progress_method::unsd) {
      return is + (level == 3   ? say_("按期可达或已达成", "on track or met")
                   : level == 2 ? say_("有进展，需要加快", "progress, but to be accelerated")
                                : say_("停滞或倒退", "stagnation or regression"));
    }
    if (by() == progress_method::escap) {
      return is + (level == 3   ? say_("保持", "maintain progress")
                   : level == 2 ? say_("加快", "accelerate progress")
                                : say_("扭转", "reverse the trend"));
    }
    if (by() == progress_method::eurostat && is_by_trend()) {
      return is + (level == 3   ? say_("明显进展", "significant progress")
                   : level == 2 ? say_("中等进展", "moderate progress")
                   : level == 1 ? say_("中等偏离", "moderate movement away")
                                : say_("明显偏离", "significant movement away"));
    }
    return is + (level == 4   ? say_("已达成", "achieved")
                 : level == 3 ? say_("进展良好", "on track")
                 : level == 2 ? say_("中等进展，需要加快", "moderate, acceleration needed")
                 : level == 1 ? say_("进展有限", "limited")
                              : say_("恶化", "deterioration"));
  }

  const traced_cell& cell_;
  const speaker& say_;
  goal_terms terms_;
  goal_formula formula_;
};

}  // namespace

std::string formula_of_goal(const traced_cell& cell, const speaker& say) {
  return goal_text(cell, say).formula();
}
std::string worked_of_goal(const traced_cell& cell, const speaker& say) {
  return goal_text(cell, say).worked();
}
std::string rule_of_goal(const traced_cell& cell, const speaker& say) {
  return goal_text(cell, say).rule();
}
std::vector<explained_input> inputs_of_goal(const traced_cell& cell, const speaker& say) {
  return goal_text(cell, say).inputs();
}

}  // namespace zhibiao::inline ZB_ABI::engine
