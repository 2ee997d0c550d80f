#include "engine/explain_late.hpp"

#include <zhibiao/panel/targets.hpp>

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"

#include <cmath>
#include <cstddef>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class late_text {
 public:
  late_text(const traced_cell& cell, const speaker& say) : cell_(cell), say_(say) {
    if (cell.is_town() || !cell.comes_from_towns()) return;
    reach_ = cell.still_possible();
    if (reach_->has_missing) late_ = cell.late_towns();
  }

  std::string formula() const {
    std::string text = say_("未上报的乡镇取其可能的数，", "missing towns may report ");
    const std::optional<double>& change = cell_.what().method.admissible_change;
    if (change) {
      text += say_("即上年同期数上下 ", "last year's figure within ") + number_text(*change * 100) +
              say_(" %", " % of it");
    } else {
      text += say_("即自然界限 ", "what the natural limits ") +
              interval_text(cell_.definition().limits) + say_(" 之内的数", " allow");
    }
    if (cell_.cell().measure != measure::outlook) return text;
    return text + say_("；无论取多少都达标为 1，都不达标为 0",
                       "; 1 where the target is met whatever they report, 0 where it is missed");
  }

  std::string worked() const { return has_number(cell_.cell().why) ? within() : std::string(); }

  std::string rule() const {
    const result_cell& c = cell_.cell();
    if (c.why == status::out_of_domain) {
      return say_("指标没有方向，也没有不低于或不超过的目标，说不出好坏",
                  "neither the indicator nor a target says which way is better");
    }
    if (c.why == status::undetermined && reach_ && !reach_->is_known) {
      return say_("有的未上报乡镇连上年的分母或权数也没有",
                  "of some missing town not even last year's denominator or weight is known");
    }
    if (c.why == status::undetermined && c.measure != measure::outlook) {
      return say_("未上报的数没有界限", "nothing holds what is missing");
    }
    if (c.why == status::undetermined) {
      return say_("能否达标仍未定：", "it can still go either way: ") + within() + deciding();
    }
    if (c.measure == measure::outlook && has_number(c.why)) {
      if (late_.empty()) return say_("没有未上报的乡镇", "no town is missing");
      return c.value != 0 ? say_("未上报的乡镇无论报多少都达标",
                                 "whatever the missing towns report, the target is met")
                          : say_("未上报的乡镇无论报多少都达不到",
                                 "whatever the missing towns report, the target is missed");
    }
    return rule_of(cell_, say_);
  }

  std::vector<explained_input> inputs() const {
    std::vector<explained_input> lines = inputs_of(cell_, say_);
    std::size_t listed = 0;
    for (const late_town& t : late_) {
      if (++listed > longest_list) break;
      explained_input in;
      in.role = say_("未上报 ", "missing ") + name_of(t);
      in.figure = interval_text(t.figure);
      in.why = status::not_reported;
      in.detail =
          say_("可使汇总数变动 ", "can move the figure of the area by ") + number_text(t.spread);
      lines.push_back(in);
    }
    return lines;
  }

 private:
  std::string within() const {
    if (!reach_ || !reach_->is_known) return {};
    return say_("汇总数在 ", "the figure of the area is within ") + interval_text(reach_->known) +
           say_(" 之内", "");
  }

  std::string name_of(const late_town& t) const {
    const auto town = static_cast<area_index>(cell_.towns().first + t.row);
    return std::string(cell_.data().areas()[town].name);
  }

  /// Who decides: the town that can move the figure furthest, and whether it can alone.
  std::string deciding() const {
    const target* t = cell_.wanted();
    if (late_.empty() || t == nullptr) return {};
    const late_town& first = late_.front();
    const interval& k = reach_->known;
    // With all others at their worst, and at their best, it still turns the verdict.
    const bool is_limit = std::isinf(t->wanted.lower);
    const double goal = is_limit ? t->wanted.upper : t->wanted.lower;
    const bool is_alone = late_.size() == 1 || (k.lower + first.spread >= goal && !is_limit) ||
                          (k.upper - first.spread <= goal && is_limit);
    return say_("；最能左右结果的是 ", "; what weighs most is ") + name_of(first) +
           (is_alone ? say_("，它一个就能决定", ", which alone can decide") : std::string());
  }

  const traced_cell& cell_;
  const speaker& say_;
  std::optional<reachable> reach_;
  std::vector<late_town> late_;
};

}  // namespace

std::string formula_of_late(const traced_cell& cell, const speaker& say) {
  return late_text(cell, say).formula();
}
std::string worked_of_late(const traced_cell& cell, const speaker& say) {
  return late_text(cell, say).worked();
}
std::string rule_of_late(const traced_cell& cell, const speaker& say) {
  return late_text(cell, say).rule();
}
std::vector<explained_input> inputs_of_late(const traced_cell& cell, const speaker& say) {
  return late_text(cell, say).inputs();
}

}  // namespace zhibiao::inline ZB_ABI::engine
