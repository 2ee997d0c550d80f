#include <zhibiao/engine/evaluate.hpp>
#include <zhibiao/engine/explain.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/rounding.hpp>

#include "engine/tile.hpp"
#include "value/text.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

/// More members than this are counted, not listed.
constexpr std::size_t longest_list = 40;

/// A number at up to six places, with separators: enough to check by hand.
std::string number_text(double x) {
  if (std::isinf(x)) return x > 0 ? "∞" : "-∞";
  std::string text = format_fixed(x, 6);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return detail::with_separators(std::move(text));
}

std::string with_unit(std::string text, unit u, language lang) {
  const std::string symbol = to_string(u, lang);
  if (symbol.empty()) return text;
  if (lang == language::en || symbol == "%" || symbol == "‰") text += ' ';
  return text + symbol;
}

std::string interval_text(const interval& k) {
  return std::string(k.lower_open ? "(" : "[") + number_text(k.lower) + ", " +
         number_text(k.upper) + (k.upper_open ? ")" : "]");
}

/// Writes one explanation; the words of both languages stand side by side.
class explainer {
 public:
  explainer(const panel& data, const request& what, area_index area, indicator_index indicator,
            period at, measure m, language lang)
      : data_(data),
        what_(what),
        area_(area),
        index_(indicator),
        definition_(data.catalog()[indicator]),
        at_(at),
        measure_(m),
        lang_(lang),
        block_(data.find_block(at.frequency(), at.form())),
        tile_(data, *block_, indicator, what.min_coverage),
        column_(block_->find(at)) {}

  explanation run() {
    out_.cell = computed_cell();
    out_.title = std::string(label(measure_, lang_)) + " · " + definition_.name.in(lang_) + " · " +
                 data_.areas()[area_].name + " · " + describe(at_, lang_);
    out_.outcome = outcome();
    out_.formula = formula();
    out_.worked = worked();
    out_.rule = rule();
    list_inputs();
    return std::move(out_);
  }

 private:
  std::string say(std::string_view zh, std::string_view en) const {
    return std::string(lang_ == language::zh ? zh : en);
  }

  result_cell computed_cell() const {
    request one;
    one.measures = {measure_};
    one.areas = {data_.areas()[area_].code};
    one.indicators = {definition_.id};
    one.periods = {at_};
    one.targets = what_.targets;
    one.min_coverage = what_.min_coverage;
    const std::optional<result_cell> found =
        evaluate(data_, one).find(area_, index_, at_, measure_);
    if (found) return *found;
    result_cell nothing;
    nothing.area = area_;
    nothing.indicator = index_;
    nothing.period = at_;
    nothing.measure = measure_;
    return nothing;
  }

  bool is_town() const { return data_.areas().is_leaf(area_); }
  bool in_points() const {
    return changes_in_points(definition_.kind) || measure_ == measure::difference;
  }
  bool is_change() const {
    return measure_ == measure::difference || measure_ == measure::year_on_year ||
           measure_ == measure::period_on_period;
  }
  std::size_t lag() const {
    return measure_ == measure::period_on_period
               ? 1
               : static_cast<std::size_t>(periods_per_year(at_.frequency()));
  }
  period base_period() const {
    const bool is_first_year = at_.year() == 1;
    return is_first_year ? period() : at_.shifted(-static_cast<int>(lag()));
  }

  const target* wanted() const {
    return what_.targets == nullptr ? nullptr : what_.targets->find(index_, area_, is_town(), at_);
  }

  bool comes_from_towns() const {
    return column_ && !is_town() && tile_.comes_from_towns(area_, *column_);
  }
  bool comes_from_parts() const {
    return column_ && tile_.numerators() && tile_.numerators()->has(offset()) &&
           tile_.denominators()->has(offset());
  }
  std::size_t offset() const { return area_ * block_->period_count() + *column_; }

  std::string number_or_interval(double value, const interval& known, unit u) const {
    std::string text = with_unit(number_text(value), u, lang_);
    if (!is_exact(known)) text += say("，区间 ", ", within ") + interval_text(known);
    return text;
  }

  std::string outcome() const {
    const result_cell& c = out_.cell;
    std::string text;
    if (has_number(c.why)) {
      if (measure_ == measure::verdict) {
        text = c.value != 0 ? say("达标", "met") : say("未达标", "not met");
      } else {
        text = number_or_interval(c.value, c.known, unit_of(measure_, definition_));
      }
    } else {
      text = say("无数值", "no number");
    }
    text += say("；", "; ") + std::string(describe(c.why, lang_)) + " (" +
            std::string(name(c.why)) + ")";
    return text;
  }

  std::string aggregation_words() const {
    switch (definition_.over_areas) {
      case area_aggregation::sum:
        return say("所属乡镇之和", "sum of the towns");
      case area_aggregation::ratio_of_sums:
        return say("所属乡镇分子之和 ÷ 分母之和",
                   "sum of the towns' numerators / sum of denominators") +
               factor_words();
      case area_aggregation::weighted_mean:
        return say("Σ(乡镇值 × 权数) ÷ Σ权数", "sum of value x weight / sum of weights");
      case area_aggregation::none:
        break;
    }
    return say("本级上报值，不由乡镇汇总", "as the area itself reports, not made from the towns");
  }

  std::string factor_words() const {
    const std::optional<indicator_parts>& parts = data_.catalog().parts(index_);
    if (!parts || parts->factor == ratio{}) return {};
    std::string text = say(" × ", " x ") + number_text(double(parts->factor.numerator));
    if (parts->factor.denominator != 1) {
      text += say(" ÷ ", " / ") + number_text(double(parts->factor.denominator));
    }
    return text;
  }

  std::string formula() const {
    const target* t = wanted();
    const bool up = t != nullptr && std::isinf(t->wanted.upper);
    const bool down = t != nullptr && std::isinf(t->wanted.lower);
    const std::string base = measure_ == measure::period_on_period
                                 ? say("上期值", "previous period")
                                 : say("上年同期值", "same period last year");
    switch (measure_) {
      case measure::value:
        if (comes_from_towns()) return aggregation_words();
        if (comes_from_parts()) {
          return say("分子 ÷ 分母", "numerator / denominator") + factor_words();
        }
        return say("本级上报值", "as reported");
      case measure::stated:
        return say("本级上报值", "as reported");
      case measure::difference:
      case measure::year_on_year:
      case measure::period_on_period:
        if (in_points()) {
          return say("本期值 − ", "current - ") + base +
                 (changes_in_points(definition_.kind)
                      ? say("，以百分点计：率的变化不算百分比",
                            ", in percentage points: a rate does not change in percent")
                      : std::string());
        }
        return say("(本期值 − ", "(current - ") + base + say(") ÷ ", ") / ") + base +
               say(" × 100", " x 100");
      case measure::gap:
        if (up) return say("目标值 − 本期值", "target - current");
        if (down) return say("本期值 − 目标值", "current - target");
        return say("到目标区间的距离，区间内为 0", "distance to the target range, 0 inside");
      case measure::completion:
        if (t != nullptr && (up || down) && (t->base || t->base_period)) {
          return say("(本期值 − 基数) ÷ (目标值 − 基数) × 100",
                     "(current - base) / (target - base) x 100");
        }
        if (up) return say("本期值 ÷ 目标值 × 100", "current / target x 100");
        if (down) {
          return t->wanted.upper == 0
                     ? say("目标为零：达到为 100，否则为 0", "target zero: 100 if met, else 0")
                     : say("(2 − 本期值 ÷ 目标值) × 100", "(2 - current / target) x 100");
        }
        return say("区间内为 100，区间外按距离扣减",
                   "100 inside the range, less by the distance outside");
      case measure::verdict:
        break;
    }
    return say("按全数值与目标比较，不先修约",
               "held against the target at full precision, unrounded");
  }

  std::string worked() const {
    const result_cell& c = out_.cell;
    if (!has_number(c.why) || !column_) return {};
    if (is_change()) {
      const engine::tile::compared two = tile_.compare(area_, *column_, lag());
      const std::string x = number_text(two.current.value);
      const std::string b = number_text(two.base.value);
      const std::string equals = " = " + number_text(c.value);
      if (in_points()) return x + " − " + b + equals;
      return "(" + x + " − " + b + ") ÷ " + b + " × 100" + equals;
    }
    if (measure_ == measure::value) return worked_value();
    if (measure_ == measure::gap || measure_ == measure::completion) return worked_gap();
    if (measure_ == measure::verdict && wanted() != nullptr) {
      const interval known = tile_.values().known_at(offset());
      const std::string figure = is_exact(known) ? number_text(known.lower) : interval_text(known);
      return figure +
             (c.value != 0 ? say(" 达到 ", " meets ") : say(" 达不到 ", " does not meet ")) +
             to_string(*wanted(), definition_.unit, lang_);
    }
    return {};
  }

  std::string worked_value() const {
    const std::string equals = " = " + number_text(out_.cell.value);
    if (!comes_from_towns()) {
      if (!comes_from_parts()) return {};
      return number_text(tile_.numerators()->value[offset()]) + " ÷ " +
             number_text(tile_.denominators()->value[offset()]) + factor_words() + equals;
    }
    if (definition_.over_areas == area_aggregation::ratio_of_sums) {
      const engine::tile::part_sums sums = tile_.sums_of_parts(area_, *column_);
      return number_text(sums.numerator) + " ÷ " + number_text(sums.denominator) + factor_words() +
             equals;
    }
    constexpr std::size_t longest_sum = 12;
    const row_range towns = data_.areas().leaves(area_);
    if (definition_.over_areas != area_aggregation::sum || towns.size() > longest_sum) return {};
    std::string text;
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (!tile_.takes_part(town, *column_)) continue;
      if (!text.empty()) text += " + ";
      text += number_text(tile_.values().value[town * block_->period_count() + *column_]);
    }
    return text + equals;
  }

  std::string worked_gap() const {
    const target* t = wanted();
    if (t == nullptr) return {};
    const bool up = std::isinf(t->wanted.upper);
    const bool down = std::isinf(t->wanted.lower);
    if (!up && !down) return {};
    const std::string x = number_text(tile_.values().value[offset()]);
    const std::string goal = number_text(up ? t->wanted.lower : t->wanted.upper);
    const std::string equals = " = " + number_text(out_.cell.value);
    if (measure_ == measure::gap) {
      return (up ? goal + " − " + x : x + " − " + goal) + equals;
    }
    if (t->base || t->base_period) {
      const std::string b = number_text(tile_.base_of(*t, area_));
      return "(" + x + " − " + b + ") ÷ (" + goal + " − " + b + ") × 100" + equals;
    }
    if (up) return x + " ÷ " + goal + " × 100" + equals;
    return t->wanted.upper == 0 ? std::string() : "(2 − " + x + " ÷ " + goal + ") × 100" + equals;
  }

  std::string coverage_words() const {
    const cell_coverage& c = out_.cell.coverage;
    std::string text = std::to_string(c.counted) + "/" + std::to_string(c.members) +
                       say(" 个乡镇参与", " towns take part");
    if (c.by_weight == c.by_weight) {
      text += say("，按权数覆盖 ", ", by weight ") + number_text(100 * c.by_weight) + " %";
    }
    text +=
        say("，最低要求 ", ", the minimum is ") + number_text(100 * tile_.min_coverage()) + " %";
    return text;
  }

  /// A small base that a graver status hides.
  std::string small_base_words() const {
    if (!is_change() || in_points() || !column_) return {};
    const double base = tile_.compare(area_, *column_, lag()).base.value;
    if (!(std::fabs(base) < definition_.min_base)) return {};
    return say("；基数 ", "; the base of ") + number_text(base) + say(" 小于 ", " is below ") +
           number_text(definition_.min_base) +
           say("，增长率仅供参考", ", so the rate is of little reliability");
  }

  /// True where it is the base of a change that too few towns reported.
  bool is_low_base() const {
    if (!is_change() || !column_ || *column_ < lag()) return false;
    return has_number(tile_.values().why[offset()]) &&
           tile_.values().why[offset() - lag()] == status::coverage_low;
  }

  std::string rule() const {
    const result_cell& c = out_.cell;
    switch (c.why) {
      case status::partial:
        return coverage_words() +
               (is_change() ? say("；只比较两期都上报的乡镇",
                                  "; only towns that report in both periods are compared")
                            : say("；未上报不当作零", "; a missing town is not a zero"));
      case status::coverage_low:
        if (is_low_base()) {
          return describe(base_period(), lang_) +
                 say(" 的汇总覆盖率不足，没有基数",
                     ": too few towns reported, so there is no base");
        }
        return coverage_words() + say("；不足则不给出数值", "; below it no number is given");
      case status::base_not_reported:
        return (base_period().is_valid() ? describe(base_period(), lang_) : std::string()) +
               say(" 没有可比的数：先看本期，再看基期，缺基期就没有变化，也不用更早的年份代替",
                   " has no figure: without a base there is no change, and no earlier year "
                   "stands in for it");
      case status::not_reported:
        return say("本期没有上报；空白不是零", "the figure is not reported; a blank is no zero");
      case status::base_zero:
        return say("基数为零，不能做除数；可看增减量",
                   "the base is zero and cannot divide; see the difference");
      case status::both_zero:
        return say("两期都是零：持平", "both are zero: no change");
      case status::turned_negative:
        return say(
            "基数为正、本期为负，增长率没有意义，只说方向；可看增减量",
            "the base is positive and the current figure negative: a rate of change means nothing; "
            "see the difference");
      case status::turned_positive:
      case status::loss_narrowed:
      case status::loss_widened:
        return say("基数为负，增长率没有意义，只说方向；可看增减量",
                   "a rate of change on a negative base means nothing; see the difference");
      case status::small_base:
        return say("基数小于 ", "the base is below ") + number_text(definition_.min_base) +
               say("，增长率仅供参考", ", so the rate is of little reliability");
      case status::bounded:
        return say("报告只给出了区间，结果也只知道区间；数值按印出的数计算",
                   "the report gives an interval, so the result is one; the number uses the "
                   "printed figure");
      case status::estimated:
        return say("至少一个输入是估计数", "at least one input is an estimate");
      case status::no_weight:
        return say("率不能直接相加或平均：没有分子分母，也没有权数",
                   "rates are neither added nor averaged: there are no parts and no weight");
      case status::no_target:
        return say("目标文件里没有这个地区、这个时期的目标",
                   "the targets have none for this area and period");
      case status::undetermined:
        if (is_change()) {
          return say(
              "已知区间定不下基数的正负，算不出增长率",
              "the known interval does not settle the sign of the base, so there is no rate");
        }
        return say("已知区间有一部分达标、一部分不达标",
                   "part of the known interval is in the target, part is not");
      case status::not_comparable:
        if (at_.form() == form::year_to_date && measure_ == measure::period_on_period) {
          return say("累计数没有环比", "a year-to-date figure has no period on period");
        }
        return say("两期口径不同", "the two figures do not have the same scope");
      case status::suppressed:
        return say("上报方要求不公布", "the reporter withholds the figure");
      case status::out_of_domain:
        if (comes_from_parts() || comes_from_towns()) {
          return say("分子与分母相互矛盾：算出的率超出自然界限 ",
                     "the parts contradict each other: their quotient lies beyond the natural "
                     "limits ") +
                 interval_text(definition_.limits) +
                 say("，或分母为零", ", or the denominator is zero");
        }
        return say("这个计算对这样的数没有定义", "the measure is not defined for such figures");
      case status::overflow:
        return say("结果超出双精度数的范围", "the result is beyond what a double holds");
      case status::ok:
        if (measure_ == measure::verdict) {
          return say("已知的数全部在目标之内或全部在目标之外",
                     "all that is known lies inside, or outside, the target");
        }
        if (comes_from_towns()) {
          return coverage_words();
        }
        break;
      case status::revised_down:
      case status::deadline_passed:
        return std::string(zhibiao::describe(c.why, lang_));
    }
    return say("数据齐全，按定义计算", "all that is needed is there");
  }

  void add_input(std::string role, const engine::figures& f, area_index area,
                 const panel_block& block, std::optional<std::size_t> column, indicator_index of) {
    explained_input in;
    in.role = std::move(role);
    const unit u = data_.catalog()[of].unit;
    in.why = status::not_reported;
    in.figure = "—";
    if (column) {
      const std::size_t i = area * block.period_count() + *column;
      in.why = f.why[i];
      if (f.has(i)) in.figure = number_or_interval(f.value[i], f.known_at(i), u);
      if (in.why != status::ok) in.detail = std::string(describe(in.why, lang_));
      if (const std::optional<std::size_t> slot = block.slot(of)) {
        const remark* said = block.find_remark(*slot, area, *column);
        // The words and the note of a withheld figure would give it away.
        if (said != nullptr && in.why != status::suppressed) {
          const std::string comma = say("；", "; ");
          if (!said->printed.empty()) {
            in.detail +=
                (in.detail.empty() ? "" : comma) + say("原文 ", "the report says ") + said->printed;
          }
          if (!said->note.empty()) {
            in.detail += (in.detail.empty() ? "" : comma) + said->note;
          }
        }
      }
    } else {
      in.detail = std::string(describe(in.why, lang_));
    }
    out_.inputs.push_back(std::move(in));
  }

  /// The figure of this area at a period, with its parts or its towns behind it.
  void add_figure(const std::string& role, period p) {
    const std::optional<std::size_t> column = p.is_valid() ? block_->find(p) : std::nullopt;
    const std::string when = role + " " + (p.is_valid() ? describe(p, lang_) : std::string());
    add_input(when, measure_ == measure::stated ? tile_.stated() : tile_.values(), area_, *block_,
              column, index_);
    if (!column || measure_ == measure::stated) return;
    const std::size_t i = area_ * block_->period_count() + *column;
    if (is_town()) {
      const std::optional<indicator_parts>& parts = data_.catalog().parts(index_);
      if (!parts) return;
      const auto part_role = [&](std::string_view zh, std::string_view en, indicator_index of) {
        return "  " + say(zh, en) + " " + data_.catalog()[of].name.in(lang_);
      };
      add_input(part_role("分子", "numerator", parts->numerator), *tile_.numerators(), area_,
                *block_, column, parts->numerator);
      add_input(part_role("分母", "denominator", parts->denominator), *tile_.denominators(), area_,
                *block_, column, parts->denominator);
      if (comes_from_parts() && tile_.stated().has(i)) {
        add_input("  " + say("上报的率，供核对", "the rate as stated, for comparison"),
                  tile_.stated(), area_, *block_, column, index_);
      }
      return;
    }
    if (tile_.comes_from_towns(area_, *column)) add_towns(*column);
  }

  /// True where a town's figure of that column went into the cell: into a change only together with
  /// the figure it is compared with.
  bool went_in(area_index town, std::size_t column) const {
    if (!tile_.takes_part(town, column)) return false;
    if (!is_change()) return true;
    return column_ && *column_ >= lag() && tile_.takes_part(town, *column_) &&
           tile_.takes_part(town, *column_ - lag());
  }

  /// Why a town does not take part, where its own line does not say it.
  std::string absence_of(area_index town, std::size_t column) const {
    const bool has_figure = tile_.values().has(town * block_->period_count() + column);
    const status own = tile_.values().why[town * block_->period_count() + column];
    if (own == status::out_of_domain) {
      return say("（未参与：分子与分母相互矛盾）",
                 " (does not take part: its parts contradict each other)");
    }
    if (tile_.takes_part(town, column)) {
      return say("（未参与：另一期没有）", " (does not take part: nothing for the other period)");
    }
    if (has_figure && definition_.over_areas == area_aggregation::ratio_of_sums) {
      return say("（未参与：只报了率，没有分子分母）",
                 " (does not take part: only the rate is stated, not its parts)");
    }
    if (has_figure && definition_.over_areas == area_aggregation::weighted_mean) {
      return say("（未参与：没有权数）", " (does not take part: no weight)");
    }
    return say("（未参与）", " (does not take part)");
  }

  /// The parts of a town's rate or its weight, so that the figure above it can be added up again.
  std::string ingredients_of(area_index town, std::size_t column) const {
    const std::size_t i = town * block_->period_count() + column;
    if (definition_.over_areas == area_aggregation::ratio_of_sums &&
        tile_.takes_part(town, column)) {
      return number_text(tile_.numerators()->value[i]) + " ÷ " +
             number_text(tile_.denominators()->value[i]);
    }
    if (definition_.over_areas == area_aggregation::weighted_mean &&
        tile_.takes_part(town, column)) {
      return say("权数 ", "weight ") + number_text(tile_.weights()->value[i]);
    }
    return {};
  }

  void add_towns(std::size_t column) {
    const row_range towns = data_.areas().leaves(area_);
    std::size_t left_out = 0;
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (towns.size() > longest_list && went_in(town, column)) {
        ++left_out;
        continue;
      }
      if (out_.inputs.size() > longest_list * 2) {
        ++left_out;
        continue;
      }
      std::string role = "  " + data_.areas()[town].name;
      if (!went_in(town, column)) role += absence_of(town, column);
      add_input(std::move(role), tile_.values(), town, *block_, column, index_);
      const std::string ingredients = ingredients_of(town, column);
      if (!ingredients.empty()) {
        std::string& detail = out_.inputs.back().detail;
        if (!detail.empty()) detail.insert(0, say("；", "; "));
        detail.insert(0, ingredients);
      }
    }
    if (left_out != 0) {
      explained_input more;
      more.role =
          "  " + say("其余 ", "and ") + std::to_string(left_out) + say(" 个乡镇", " more towns");
      out_.inputs.push_back(std::move(more));
    }
  }

  void list_inputs() {
    add_figure(say("本期", "current"), at_);
    if (is_change()) {
      add_figure(measure_ == measure::period_on_period ? say("上期", "previous period")
                                                       : say("上年同期", "same period last year"),
                 base_period());
    }
    if (needs_target(measure_)) {
      explained_input in;
      in.role = say("目标", "target");
      const target* t = wanted();
      in.figure = t != nullptr ? to_string(*t, definition_.unit, lang_) : "—";
      in.why = t != nullptr ? status::ok : status::no_target;
      if (t == nullptr) in.detail = std::string(describe(in.why, lang_));
      if (t != nullptr && !t->where.file.empty()) in.detail = to_string(t->where);
      out_.inputs.push_back(std::move(in));
    }
  }

  const panel& data_;
  const request& what_;
  area_index area_;
  indicator_index index_;
  const indicator& definition_;
  period at_;
  measure measure_;
  language lang_;
  const panel_block* block_;
  engine::tile tile_;
  std::optional<std::size_t> column_;
  explanation out_;
};

}  // namespace

explanation explain(const panel& data, const request& what, area_index area,
                    indicator_index indicator, period at, measure m, language lang) {
  if (area >= data.areas().size()) {
    throw error(errc::unknown_area, "expected a row of the area tree");
  }
  if (indicator >= data.catalog().size()) {
    throw error(errc::unknown_indicator, "expected a row of the catalogue");
  }
  if (!at.is_valid() || data.find_block(at.frequency(), at.form()) == nullptr) {
    throw error(errc::unknown_period,
                "nothing is reported for periods such as " + (at.is_valid() ? to_string(at) : "-"));
  }
  return explainer(data, what, area, indicator, at, m, lang).run();
}

std::string to_string(const explanation& e, language lang) {
  const auto say = [&](std::string_view zh, std::string_view en) {
    return std::string(lang == language::zh ? zh : en);
  };
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
