#include "engine/explain_schedule.hpp"

#include <zhibiao/kernels/schedule.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/period.hpp>

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"
#include "engine/schedule.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class schedule_text {
 public:
  schedule_text(const traced_cell& cell, const speaker& say)
      : cell_(cell), say_(say), way_(cell.scheduled().value_or(way())) {}

  std::string formula() const {
    switch (cell_.cell().measure) {
      case measure::progress:
        return say_("本期值 ÷ 目标值 × 100", "current / target x 100");
      case measure::elapsed:
        return elapsed_words();
      case measure::expected:
        return expected_words();
      case measure::lead:
        return lead_words();
      case measure::lamp:
        return lamp_words();
      case measure::required_pace:
        return say_("(目标值 − 本期值) ÷ 剩余期数", "(target - current) / periods left");
      case measure::required_rate:
        return say_("((目标值 ÷ 本期值)^(1 ÷ 剩余期数) − 1) × 100",
                    "((target / current)^(1 / periods left) - 1) x 100");
      case measure::required_growth:
        return say_("(目标值 − 本期累计) 比 (上年全年 − 上年同期累计) 的增长",
                    "growth of (target - current) on (last year - same period of it)");
      case measure::projection:
        return projection_words();
      default:
        return projection_words() + say_("，再 ÷ 目标值 × 100", ", then / target x 100");
    }
  }

  std::string worked() const {
    const result_cell& c = cell_.cell();
    if (!has_number(c.why)) return {};
    const std::string equals = " = " + number_text(c.value);
    const std::string goal = number_text(way_.goal);
    const std::string x = number_text(current());
    switch (c.measure) {
      case measure::elapsed:
        return share() + " × 100" + equals;
      case measure::progress:
        return x + " ÷ " + goal + " × 100" + equals;
      case measure::expected:
        return worked_expected() + equals;
      case measure::lead:
        return worked_lead() + equals;
      case measure::lamp:
        return worked_lamp();
      case measure::required_pace:
        return "(" + goal + " − " + x + ") ÷ " + std::to_string(way_.periods_left) + equals;
      case measure::required_rate:
        return "((" + goal + " ÷ " + x + ")^(1 ÷ " + std::to_string(way_.periods_left) +
               ") − 1) × 100" + equals;
      case measure::required_growth:
        return worked_growth(equals);
      case measure::projection:
        if (!way_.is_straight) return {};
        return worked_projection() + equals;
      default:
        return {};
    }
  }

  std::string rule() const {
    const result_cell& c = cell_.cell();
    if (c.why == status::no_target && has_number(way_.why)) return rule_of(cell_, say_);
    switch (c.why) {
      case status::not_comparable:
        return say_("目标是更长一段时间的，本期只是其中一期：先换成累计数再看进度",
                    "the target is of a longer time, and the figure of one period in it: make it "
                    "cumulative first");
      case status::deadline_passed:
        return say_("目标期已到，没有剩余的期", "the deadline is here: no period is left");
      case status::out_of_domain:
        if (!way_.is_elapsed_known) {
          return say_("没有适合这一期的季节进度表", "no seasonal profile fits this period");
        }
        return say_(
            "这样的数或这样的目标没有这个计算：须有一个大于零的目标值，增长路径的起点也须大于零",
            "not defined here: the target must be one number above zero, and so must be "
            "where a path of growth begins");
      case status::undetermined:
        return say_("已知区间跨越亮灯的界限", "what is known lies on both sides of a threshold");
      case status::no_target:
        return say_("目标文件里没有本期之后到期的目标",
                    "the targets have none for this area that ends with the period or later");
      default:
        break;
    }
    return method() + say_("；", "; ") + rule_of(cell_, say_);
  }

  std::vector<explained_input> inputs() const {
    std::vector<explained_input> lines = inputs_of(cell_, say_);
    input_lines more(cell_, say_);
    if (cell_.cell().measure == measure::required_growth) add_last_year(more);
    add_target(more);
    for (explained_input& line : more.take()) lines.push_back(std::move(line));
    return lines;
  }

 private:
  bool is_flow() const noexcept { return cell_.definition().kind == indicator_kind::flow; }

  figure now() const {
    const std::optional<std::size_t> column = cell_.column_of(cell_.cell().period);
    return column ? cell_.value(*column) : figure();
  }

  double current() const { return now().value; }

  target_path path() const noexcept {
    return way_.goal_of == nullptr ? target_path::none : way_.goal_of->path;
  }

  bool is_seasonal() const noexcept {
    const elapsed_by by = cell_.what().method.elapsed;
    return by == elapsed_by::seasonal ||
           (by == elapsed_by::plan && path() == target_path::seasonal);
  }

  /// How time is counted.
  std::string method() const {
    if (is_seasonal()) return say_("按季节进度表", "by the seasonal profile");
    switch (cell_.what().method.elapsed) {
      case elapsed_by::day:
        return say_("按天", "by days");
      case elapsed_by::working_day:
        return say_("按工作日", "by working days");
      default:
        return say_("按月", "by months");
    }
  }

  std::string elapsed_words() const {
    return say_("已过时间 ÷ 全程 × 100，", "time over / all the time x 100, ") + method();
  }

  std::string expected_words() const {
    if (path() == target_path::milestones) {
      return say_("相邻两个节点之间按直线", "straight from one milestone to the next");
    }
    if (path() == target_path::compound) {
      return say_("起点值 × (目标值 ÷ 起点值)^时序进度，", "start x (target / start)^elapsed, ") +
             method();
    }
    if (way_.is_total) {
      return say_("目标值 × 时序进度，", "target x elapsed, ") + method();
    }
    return say_("起点值 + (目标值 − 起点值) × 时序进度，", "start + (target - start) x elapsed, ") +
           method();
  }

  std::string lead_words() const {
    if (!is_flow()) {
      return way_.is_limit ? say_("应达值 − 本期值", "expected - current")
                           : say_("本期值 − 应达值", "current - expected");
    }
    const bool is_elapsed = way_.is_total && way_.is_straight;
    const std::string due = is_elapsed
                                ? say_("时序进度（", "elapsed (") + method() + say_("）", ")")
                                : say_("应达值占目标的比重", "expected in percent of the target");
    return way_.is_limit ? due + say_(" − 完成进度", " - progress")
                         : say_("完成进度 − ", "progress - ") + due;
  }

  std::string lamp_words() const {
    const kernels::lamp_thresholds& t = cell_.what().method.lamp;
    return lead_words() + say_("；不低于 ", "; from ") + number_text(t.green) +
           say_(" 为绿灯 1，不低于 ", " green 1, from ") + number_text(t.yellow) +
           say_(" 为黄灯 2，其余红灯 3", " yellow 2, else red 3");
  }

  std::string projection_words() const {
    switch (path()) {
      case target_path::compound:
        return say_("起点值 × (本期值 ÷ 起点值)^(1 ÷ 时序进度)",
                    "start x (current / start)^(1 / elapsed)");
      case target_path::milestones:
        return say_("按本期值与应达值之比推算到目标期",
                    "carried on to the deadline in proportion to what was expected");
      default:
        break;
    }
    const std::string by = say_("，", ", ") + method();
    return way_.is_total ? say_("本期累计 ÷ 时序进度", "current / elapsed") + by
                         : say_("起点值 + (本期值 − 起点值) ÷ 时序进度",
                                "start + (current - start) / elapsed") +
                               by;
  }

  std::string share() const {
    return number_text(way_.elapsed.part) + " ÷ " + number_text(way_.elapsed.all);
  }

  std::string worked_expected() const {
    std::string goal = number_text(way_.goal);
    if (path() == target_path::milestones) return goal;
    if (way_.is_total) return goal + " × " + share();
    const std::string base = number_text(way_.base);
    if (path() == target_path::compound) {
      return base + " × (" + goal + " ÷ " + base + ")^(" + share() + ")";
    }
    return base + " + (" + goal + " − " + base + ") × " + share();
  }

  std::string worked_lead() const {
    const std::string x = number_text(current());
    const std::string due = number_text(way_.expected.value);
    if (!is_flow()) return way_.is_limit ? due + " − " + x : x + " − " + due;
    const std::string goal = number_text(way_.goal);
    const std::string done = x + " ÷ " + goal + " × 100";
    const std::string elapsed =
        way_.is_total && way_.is_straight ? share() + " × 100" : due + " ÷ " + goal + " × 100";
    return way_.is_limit ? elapsed + " − " + done : done + " − " + elapsed;
  }

  std::string worked_lamp() const {
    const schedule_formula formula(measure::lamp, cell_.definition(), cell_.what().method.lamp);
    if (!way_.has_goal) return {};
    const kernels::cell lead = formula.lead_in_points(now(), way_);
    if (!has_number(lead.why)) return {};
    return say_("超时序进度 ", "a lead of ") + number_text(lead.value);
  }

  std::string worked_projection() const {
    const std::string x = number_text(current());
    if (way_.is_total) return x + " ÷ (" + share() + ")";
    const std::string base = number_text(way_.base);
    return base + " + (" + x + " − " + base + ") ÷ (" + share() + ")";
  }

  std::optional<figure> last_year(std::size_t back) const {
    const std::optional<std::size_t> now = cell_.column_of(cell_.cell().period);
    if (!now || *now < back) return std::nullopt;
    return cell_.value(*now - back);
  }

  std::string worked_growth(const std::string& equals) const {
    const last_year_columns back = before(cell_.cell().period);
    const std::optional<figure> same = last_year(back.same);
    const std::optional<figure> last = last_year(back.last);
    if (!same || !last) return {};
    return "((" + number_text(way_.goal) + " − " + number_text(current()) + ") ÷ (" +
           number_text(last->value) + " − " + number_text(same->value) + ") − 1) × 100" + equals;
  }

  void add_last_year(input_lines& lines) const {
    const result_cell& c = cell_.cell();
    const last_year_columns back = before(c.period);
    const auto add = [&](const char* zh, const char* en, std::size_t columns) {
      const period p = c.period.shifted(-static_cast<int>(columns));
      lines.add(say_(zh, en) + " " + describe(p, say_.lang()), last_year(columns), c.area, p,
                c.indicator);
    };
    add("上年同期", "same period last year", back.same);
    add("上年全年", "last year", back.last);
  }

  void add_target(input_lines& lines) const {
    const unit u = cell_.definition().unit;
    explained_input in;
    in.role = say_("目标", "target");
    in.figure = "—";
    in.why = way_.why;
    if (way_.goal_of == nullptr) {
      in.detail = std::string(describe(in.why, say_.lang()));
      lines.add(std::move(in));
      return;
    }
    const target& t = *way_.goal_of;
    in.role += " " + describe(t.deadline, say_.lang());
    if (has_number(way_.why)) in.figure = to_string(t, u, say_.lang());
    if (!t.where.file.empty()) in.detail = to_string(t.where);
    lines.add(std::move(in));
    for (const milestone& m : t.milestones) {
      explained_input line;
      line.role = say_("  节点 ", "  milestone ") + describe(m.at, say_.lang());
      line.figure = figure_text(m.value, exactly(m.value), u, say_);
      lines.add(std::move(line));
    }
    if (way_.is_total || (way_.base != way_.base && has_number(way_.base_why))) return;
    explained_input base;
    base.role = say_("  起点 ", "  start ") +
                (way_.start.is_valid() ? describe(way_.start, say_.lang()) : std::string());
    base.why = way_.base_why;
    base.figure = way_.base == way_.base ? figure_text(way_.base, exactly(way_.base), u, say_)
                                         : std::string("—");
    if (base.why != status::ok) base.detail = std::string(describe(base.why, say_.lang()));
    lines.add(std::move(base));
  }

  const traced_cell& cell_;
  const speaker& say_;
  way way_;
};

}  // namespace

std::string formula_of_schedule(const traced_cell& cell, const speaker& say) {
  return schedule_text(cell, say).formula();
}
std::string worked_of_schedule(const traced_cell& cell, const speaker& say) {
  return schedule_text(cell, say).worked();
}
std::string rule_of_schedule(const traced_cell& cell, const speaker& say) {
  return schedule_text(cell, say).rule();
}
std::vector<explained_input> inputs_of_schedule(const traced_cell& cell, const speaker& say) {
  return schedule_text(cell, say).inputs();
}

}  // namespace zhibiao::inline ZB_ABI::engine
