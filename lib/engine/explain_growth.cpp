#include "engine/explain_growth.hpp"

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"

#include <algorithm>
#include <cstddef>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class growth_text {
 public:
  growth_text(const traced_cell& cell, const speaker& say) : cell_(cell), say_(say) {}

  std::string formula() const {
    const bool is_rate = changes_in_points(cell_.definition().kind);
    if (cell_.definition().kind == indicator_kind::binary ||
        (is_rate && cell_.formula() != growth_formula::points)) {
      return say_("是否和率没有这个计算", "not computed of a yes or no, nor of a rate");
    }
    switch (cell_.formula()) {
      case growth_formula::index:
        return say_("本期值 ÷ 基期值 × 100", "current / base x 100");
      case growth_formula::level:
        if (cell_.cell().measure == measure::cumulative_ratio) {
          return say_("(本期累计 ÷ 上期累计 − 1) × 100：累计数的增幅，不是环比",
                      "(cumulative / the one before - 1) x 100: growth of what is cumulated, not "
                      "period on period");
        }
        return say_("水平法：((本期值 ÷ 基期值) ^ (1 ÷ n) − 1) × 100",
                    "level method: ((current / base) ^ (1 / n) - 1) x 100");
      case growth_formula::cumulative:
        return say_(
            "累计法：解 q + q² + … + qⁿ = 各年之和 ÷ 基期值，(q − 1) × 100",
            "cumulative method: (q - 1) x 100 with q + q^2 + ... + q^n = sum of the years / "
            "base");
      case growth_formula::chained:
        return say_("环比连乘：(√((1 + 本年增速) × (1 + 上年增速)) − 1) × 100",
                    "chained: (sqrt((1 + growth of this year) x (1 + growth of the year before)) - "
                    "1) x 100");
      case growth_formula::annualised:
        return say_("((本期值 ÷ 上期值) ^ 一年的期数 − 1) × 100",
                    "((current / previous) ^ periods of a year - 1) x 100");
      case growth_formula::points:
        break;
    }
    return say_("(本期值 − 基期值) ÷ n，以百分点计：率的变化不算百分比",
                "(current - base) / n, in percentage points: a rate does not change in percent");
  }

  std::string worked() const {
    if (!has_number(cell_.cell().why) || !cell_.column_of(cell_.cell().period)) return {};
    const std::vector<figure> x = cell_.growth_figures();
    const std::string equals = " = " + number_text(cell_.cell().value);
    const std::string now = number_text(x.back().value);
    const std::string base = number_text(x.front().value);
    const std::string n = std::to_string(cell_.terms().count);
    switch (cell_.formula()) {
      case growth_formula::index:
        return now + " ÷ " + base + " × 100" + equals;
      case growth_formula::level:
        return "((" + now + " ÷ " + base + ")" + (n == "1" ? "" : " ^ (1 ÷ " + n + ")") +
               " − 1) × 100" + equals;
      case growth_formula::annualised:
        return "((" + now + " ÷ " + base + ") ^ " + n + " − 1) × 100" + equals;
      case growth_formula::points:
        return "(" + now + " − " + base + ") ÷ " + n + equals;
      case growth_formula::cumulative:
        return worked_cumulative(x);
      case growth_formula::chained:
        break;
    }
    std::string product;
    for (std::size_t i = x.size(); i != 0; i -= 2) {
      if (!product.empty()) product += " × ";
      product += "(" + number_text(x[i - 1].value) + " ÷ " + number_text(x[i - 2].value) + ")";
    }
    return "(√(" + product + ") − 1) × 100" + equals;
  }

  std::string rule() const {
    const result_cell& c = cell_.cell();
    switch (c.why) {
      case status::partial:
        return std::to_string(c.coverage.counted) + "/" + std::to_string(c.coverage.members) +
               say_(" 个乡镇参与；只比较各期都上报的乡镇",
                    " towns take part; only towns that report in all periods are compared");
      case status::base_not_reported:
        return missing_base();
      case status::undetermined:
        return say_("已知区间定不下基数的正负，算不出增长率",
                    "the known interval does not settle the sign of the base, so there is no rate");
      case status::not_comparable:
      case status::out_of_domain:
        return refusal();
      default:
        return rule_of(cell_, say_);
    }
  }

  std::vector<explained_input> inputs() const {
    std::vector<period_role> roles;
    roles.push_back({say_("本期", "current"), cell_.cell().period});
    for (const period& p : earlier()) {
      if (p != cell_.cell().period) roles.push_back({say_("基期", "base"), p});
    }
    for (std::size_t i = 1; i + 1 < roles.size(); ++i) {
      roles[i].role = say_("其间", "between");
    }
    return inputs_of_periods(cell_, say_, roles);
  }

 private:
  std::string worked_cumulative(const std::vector<figure>& x) const {
    std::string sum;
    for (std::size_t i = 1; i < x.size(); ++i) {
      sum += (i == 1 ? "" : " + ") + number_text(x[i].value);
    }
    return "q + … + q^" + std::to_string(cell_.terms().count) + " = (" + sum + ") ÷ " +
           number_text(x.front().value) + say_("，", ", ") +
           "(q − 1) × 100 = " + number_text(cell_.cell().value);
  }

  /// The periods before the current one, the latest first.
  std::vector<period> earlier() const {
    std::vector<period> all;
    if (!cell_.column_of(cell_.cell().period)) return all;
    for (const auto& span : cell_.terms().spans) {
      for (const growth_terms::position p : span) {
        if (p != cell_.terms().current()) all.push_back(cell_.period_of(p));
      }
    }
    std::ranges::reverse(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  std::string missing_base() const {
    std::string which;
    for (const period& p : earlier()) {
      const std::optional<std::size_t> at = cell_.column_of(p);
      if (at && has_number(cell_.value(*at).why)) continue;
      if (!which.empty()) which += say_("、", ", ");
      which += p.is_valid() ? describe(p, say_.lang()) : std::string();
    }
    return which + say_(" 没有可比的数：缺一期就不算，也不用别的年份代替",
                        " has no figure: no other year stands in for it");
  }

  std::string refusal() const {
    const result_cell& c = cell_.cell();
    const indicator_kind kind = cell_.definition().kind;
    if (kind == indicator_kind::binary ||
        (changes_in_points(kind) && cell_.formula() != growth_formula::points)) {
      return say_("这个计算对这样的指标没有定义",
                  "the measure is not defined for such an indicator");
    }
    const bool is_refused = cell_.column_of(c.period) && cell_.terms().refused != status::ok;
    if (!is_refused) return rule_of(cell_, say_);
    if (needs_base_period(c.measure)) {
      return c.why == status::out_of_domain
                 ? say_("基期不早于本期", "the base period is not before the current one")
                 : say_("基期与本期频率、形式不同，或相隔不是整年",
                        "the base period is of another frequency or form, or not whole years away");
    }
    if (c.measure == measure::annualised) {
      return say_("累计数不能年化", "a year-to-date figure is not annualised");
    }
    return c.why == status::out_of_domain
               ? say_("只有累计数才有累计比", "only year-to-date figures have it")
               : say_("每年第一期重新累计，与上年末的累计数不可比",
                      "the first period of a year begins anew and is not held against the year "
                      "before");
  }

  const traced_cell& cell_;
  const speaker& say_;
};

}  // namespace

std::string formula_of_growth(const traced_cell& cell, const speaker& say) {
  return growth_text(cell, say).formula();
}

std::string worked_of_growth(const traced_cell& cell, const speaker& say) {
  return growth_text(cell, say).worked();
}

std::string rule_of_growth(const traced_cell& cell, const speaker& say) {
  return growth_text(cell, say).rule();
}

std::vector<explained_input> inputs_of_growth(const traced_cell& cell, const speaker& say) {
  return growth_text(cell, say).inputs();
}

}  // namespace zhibiao::inline ZB_ABI::engine
