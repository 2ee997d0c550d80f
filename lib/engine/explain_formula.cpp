#include "engine/explain_formula.hpp"

#include <zhibiao/value/decimal.hpp>

#include "engine/rounded_verdict.hpp"

#include <cmath>
#include <cstddef>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

class formula_text {
 public:
  formula_text(const traced_cell& cell, const speaker& say) : cell_(cell), say_(say) {}

  std::string formula() const {
    const target* t = cell_.wanted();
    const bool up = t != nullptr && std::isinf(t->wanted.upper);
    const bool down = t != nullptr && std::isinf(t->wanted.lower);
    const std::string base = cell_.cell().measure == measure::period_on_period
                                 ? say_("上期值", "previous period")
                                 : say_("上年同期值", "same period last year");
    switch (cell_.cell().measure) {
      case measure::value:
        if (cell_.comes_from_towns()) return aggregation_words();
        if (cell_.comes_from_parts()) {
          return say_("分子 ÷ 分母", "numerator / denominator") + factor_words();
        }
        return say_("本级上报值", "as reported");
      case measure::stated:
        return say_("本级上报值", "as reported");
      case measure::difference:
      case measure::year_on_year:
      case measure::period_on_period:
        if (cell_.in_points()) {
          return say_("本期值 − ", "current - ") + base +
                 (changes_in_points(cell_.definition().kind)
                      ? say_("，以百分点计：率的变化不算百分比",
                             ", in percentage points: a rate does not change in percent")
                      : std::string());
        }
        return say_("(本期值 − ", "(current - ") + base + say_(") ÷ ", ") / ") + base +
               say_(" × 100", " x 100");
      case measure::gap:
        if (up) return say_("目标值 − 本期值", "target - current");
        if (down) return say_("本期值 − 目标值", "current - target");
        return say_("到目标区间的距离，区间内为 0", "distance to the target range, 0 inside");
      case measure::completion:
        if (t != nullptr && (up || down) && (t->base || t->base_period)) {
          return say_("(本期值 − 基数) ÷ (目标值 − 基数) × 100",
                      "(current - base) / (target - base) x 100");
        }
        if (up) return say_("本期值 ÷ 目标值 × 100", "current / target x 100");
        if (down) {
          return t->wanted.upper == 0
                     ? say_("目标为零：达到为 100，否则为 0", "target zero: 100 if met, else 0")
                     : say_("(2 − 本期值 ÷ 目标值) × 100", "(2 - current / target) x 100");
        }
        return say_("区间内为 100，区间外按距离扣减",
                    "100 inside the range, less by the distance outside");
      case measure::relative_gap:
        return say_("差距 ÷ 目标值的绝对值 × 100", "gap / magnitude of the target x 100");
      case measure::unmet_ratio:
        return say_("(上限 − 本期值) ÷ (上限 − 目标值)", "(limit - current) / (limit - target)");
      default:  // those of peers, of growth and of schedules have words of their own
        break;
    }
    if (cell_.what().method.comparison == compared_as::rounded) {
      return say_("修约值比较法：先修约到 ", "rounded to ") +
             std::to_string(cell_.definition().decimals) +
             say_(" 位小数（四舍六入五成双），再与目标比较",
                  " places, halves to even, and then held against the target");
    }
    return say_("按全数值与目标比较，不先修约",
                "held against the target at full precision, unrounded");
  }

  std::string worked() const {
    const result_cell& c = cell_.cell();
    const std::optional<std::size_t> now = cell_.column_of(c.period);
    if (!has_number(c.why) || !now) return {};
    if (cell_.is_change()) return worked_change();
    if (c.measure == measure::value) return worked_value(*now);
    if (c.measure == measure::gap || c.measure == measure::completion) return worked_gap(*now);
    if (c.measure == measure::relative_gap || c.measure == measure::unmet_ratio) {
      return worked_ratio(*now);
    }
    if (c.measure == measure::verdict && cell_.wanted() != nullptr) {
      interval known = cell_.value(*now).known;
      if (cell_.what().method.comparison == compared_as::rounded) {
        known = rounded(known, cell_.definition().decimals);
      }
      const std::string figure = is_exact(known) ? number_text(known.lower) : interval_text(known);
      return figure +
             (c.value != 0 ? say_(" 达到 ", " meets ") : say_(" 达不到 ", " does not meet ")) +
             to_string(*cell_.wanted(), cell_.definition().unit, say_.lang());
    }
    return {};
  }

 private:
  std::string worked_change() const {
    const area_change::compared two = cell_.compared();
    const std::string x = number_text(two.current.value);
    const std::string b = number_text(two.base.value);
    const std::string equals = " = " + number_text(cell_.cell().value);
    if (cell_.in_points()) return x + " − " + b + equals;
    return "(" + x + " − " + b + ") ÷ " + b + " × 100" + equals;
  }

  std::string worked_value(std::size_t now) const {
    const std::string equals = " = " + number_text(cell_.cell().value);
    if (!cell_.comes_from_towns()) {
      if (!cell_.comes_from_parts()) return {};
      return number_text(cell_.numerator(now).value) + " ÷ " +
             number_text(cell_.denominator(now).value) + factor_words() + equals;
    }
    if (cell_.definition().over_areas == area_aggregation::ratio_of_sums) {
      const part_sums sums = cell_.sums();
      return number_text(sums.numerator) + " ÷ " + number_text(sums.denominator) + factor_words() +
             equals;
    }
    constexpr std::size_t longest_sum = 12;
    const row_range towns = cell_.towns();
    if (cell_.definition().over_areas != area_aggregation::sum || towns.size() > longest_sum)
      return {};
    std::string text;
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (!cell_.takes_part(town, now)) continue;
      if (!text.empty()) text += " + ";
      text += number_text(cell_.town_values().value(cell_.row_of(town), now));
    }
    return text + equals;
  }

  std::string worked_gap(std::size_t now) const {
    const target* t = cell_.wanted();
    if (t == nullptr) return {};
    const bool up = std::isinf(t->wanted.upper);
    const bool down = std::isinf(t->wanted.lower);
    if (!up && !down) return {};
    const std::string x = number_text(cell_.value(now).value);
    const std::string goal = number_text(up ? t->wanted.lower : t->wanted.upper);
    const std::string equals = " = " + number_text(cell_.cell().value);
    if (cell_.cell().measure == measure::gap) {
      return (up ? goal + " − " + x : x + " − " + goal) + equals;
    }
    if (t->base || t->base_period) {
      const std::string b = number_text(cell_.base_of_target(*t));
      return "(" + x + " − " + b + ") ÷ (" + goal + " − " + b + ") × 100" + equals;
    }
    if (up) return x + " ÷ " + goal + " × 100" + equals;
    return t->wanted.upper == 0 ? std::string() : "(2 − " + x + " ÷ " + goal + ") × 100" + equals;
  }

  std::string worked_ratio(std::size_t now) const {
    const target* t = cell_.wanted();
    if (t == nullptr) return {};
    const bool up = std::isinf(t->wanted.upper);
    const std::string x = number_text(cell_.value(now).value);
    const std::string goal = number_text(up ? t->wanted.lower : t->wanted.upper);
    const std::string equals = " = " + number_text(cell_.cell().value);
    if (cell_.cell().measure == measure::unmet_ratio) {
      const std::string most = number_text(cell_.definition().limits.upper);
      return "(" + most + " − " + x + ") ÷ (" + most + " − " + goal + ")" + equals;
    }
    return "(" + (up ? goal + " − " + x : x + " − " + goal) + ") ÷ |" + goal + "| × 100" + equals;
  }

  std::string aggregation_words() const {
    switch (cell_.definition().over_areas) {
      case area_aggregation::sum:
        return say_("所属乡镇之和", "sum of the towns");
      case area_aggregation::ratio_of_sums:
        return say_("所属乡镇分子之和 ÷ 分母之和",
                    "sum of the towns' numerators / sum of denominators") +
               factor_words();
      case area_aggregation::weighted_mean:
        return say_("Σ(乡镇值 × 权数) ÷ Σ权数", "sum of value x weight / sum of weights");
      case area_aggregation::none:
        break;
    }
    return say_("本级上报值，不由乡镇汇总", "as the area itself reports, not made from the towns");
  }

  std::string factor_words() const {
    const std::optional<indicator_parts>& parts = cell_.parts();
    if (!parts || parts->factor == ratio{}) return {};
    std::string text = say_(" × ", " x ") + number_text(double(parts->factor.numerator));
    if (parts->factor.denominator != 1) {
      text += say_(" ÷ ", " / ") + number_text(double(parts->factor.denominator));
    }
    return text;
  }

  const traced_cell& cell_;
  const speaker& say_;
};

}  // namespace

std::string formula_of(const traced_cell& cell, const speaker& say) {
  return formula_text(cell, say).formula();
}

std::string worked_of(const traced_cell& cell, const speaker& say) {
  return formula_text(cell, say).worked();
}

}  // namespace zhibiao::inline ZB_ABI::engine
