#include "engine/explain_statistic.hpp"

#include <zhibiao/kernels/aggregate.hpp>
#include <zhibiao/kernels/moments.hpp>

#include "engine/explain_inputs.hpp"
#include "engine/explain_rule.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace zhibiao::inline ZB_ABI::engine {
namespace {

/// More figures than this are not written out.
constexpr std::size_t longest_worked = 12;

class statistic_text {
 public:
  statistic_text(const traced_cell& cell, const speaker& say)
      : cell_(cell), say_(say), wanted_(*cell.cell().statistic) {
    now_ = cell.column_of(cell.cell().period);
    if (!now_) return;
    const row_range towns = cell.towns();
    for (area_index town = towns.first; town < towns.last; ++town) {
      if (!went_in(town)) continue;
      figures_.push_back(cell.town_values().value(cell.row_of(town), *now_));
      if (cell.weights() != nullptr) {
        weights_.push_back(cell.weights()->value(cell.row_of(town), *now_));
      }
    }
  }

  std::string formula() const {
    switch (wanted_.kind) {
      case statistic_kind::count:
        return say_("有数的乡镇个数", "how many towns have a figure");
      case statistic_kind::sum:
        return say_("各乡镇数值之和", "sum of the towns' figures");
      case statistic_kind::mean:
        return say_("各乡镇数值之和 ÷ 个数", "sum of the towns' figures / how many");
      case statistic_kind::variance:
        return say_("Σ(x − 平均数)² ÷ (n − 1)", "sum of (x - mean)^2 / (n - 1)");
      case statistic_kind::standard_deviation:
        return say_("√(Σ(x − 平均数)² ÷ (n − 1))", "root of sum of (x - mean)^2 / (n - 1)");
      case statistic_kind::coefficient_of_variation:
        return say_("标准差 ÷ 平均数", "standard deviation / mean");
      case statistic_kind::minimum:
        return say_("各乡镇数值中最小的", "least of the towns' figures");
      case statistic_kind::maximum:
        return say_("各乡镇数值中最大的", "greatest of the towns' figures");
      case statistic_kind::median:
        return say_("各乡镇数值由小到大居中的数，个数为偶数时取中间两数的平均",
                    "the middle of the towns' figures in order, or the mean of the middle two");
      case statistic_kind::quantile:
        return say_("各乡镇数值由小到大，位于 ", "the towns' figures in order, at ") +
               to_string(wanted_.p) +
               say_(" 处的数，两数之间按第 ", ", between two of them by type ") +
               std::to_string(static_cast<int>(wanted_.type)) +
               say_(" 型插值", " of Hyndman and Fan");
      case statistic_kind::weighted_mean:
        return say_("Σ(x × 权数) ÷ Σ权数", "sum of value x weight / sum of weights");
      case statistic_kind::weighted_median:
      case statistic_kind::weighted_quantile:
        return say_("由小到大累计权数，达到总权数的 ",
                    "the figure at which the weights, added up from the least figure, reach ") +
               (needs_probability(wanted_.kind) ? to_string(wanted_.p) : "0.5") +
               say_(" 时的数；恰好等于时取与下一个数的平均",
                    " of them all; exactly there, the mean with the next");
      case statistic_kind::gini:
        return say_("Σ(2i − n − 1)x ÷ (n·Σx)，x 由小到大编号 i",
                    "sum of (2i - n - 1) x / (n sum of x), x numbered i from the least");
      case statistic_kind::theil:
        return say_("(x/m)·ln(x/m) 的平均数，m 为平均数",
                    "mean of (x/m) ln(x/m), m being the mean");
      case statistic_kind::theil_between:
        return say_("Σ s·ln(m_g/m)：s 为直接下级地区占合计的份额，m_g 为其平均数",
                    "sum of s ln(m_g/m): s the share of an area right below in the total, m_g its "
                    "mean");
      case statistic_kind::theil_within:
        return say_("Σ s·T_g：s 为直接下级地区占合计的份额，T_g 为其内部的泰尔指数",
                    "sum of s T_g: s the share of an area right below in the total, T_g the index "
                    "within it");
    }
    return {};
  }

  std::string worked() const {
    const result_cell& c = cell_.cell();
    if (!has_number(c.why) || figures_.empty()) return {};
    const std::string equals = " = " + number_text(c.value);
    const kernels::decimal_scale scale = cell_.town_values().scale;
    const kernels::moments m = kernels::moments_of(figures_, scale);
    const std::string n = std::to_string(figures_.size());
    const std::string mean = number_text(kernels::mean(m, scale).value);
    const std::string total = number_text(kernels::sum(m, scale).value);
    switch (wanted_.kind) {
      case statistic_kind::sum:
        return figures_.size() > longest_worked ? std::string() : listed(figures_, " + ") + equals;
      case statistic_kind::mean:
        return total + " ÷ " + n + equals;
      case statistic_kind::variance:
        return "Σ(x − " + mean + ")² ÷ (" + n + " − 1)" + equals;
      case statistic_kind::standard_deviation:
        return "√(Σ(x − " + mean + ")² ÷ (" + n + " − 1))" + equals;
      case statistic_kind::coefficient_of_variation:
        return number_text(kernels::standard_deviation(m, scale).value) + " ÷ " + mean + equals;
      case statistic_kind::weighted_mean:
        return worked_weighted_mean() + equals;
      case statistic_kind::minimum:
      case statistic_kind::maximum:
      case statistic_kind::median:
      case statistic_kind::quantile:
        return worked_order(c.value);
      default:
        return {};
    }
  }

  std::string rule() const {
    const result_cell& c = cell_.cell();
    switch (c.why) {
      case status::ok:
        return coverage_words();
      case status::partial:
        return coverage_words() + say_("；未上报不当作零", "; a missing town is not a zero");
      case status::coverage_low:
        return coverage_words() + say_("；不足则不给出数值", "; below it no number is given");
      case status::not_reported:
        return say_("没有乡镇上报；空白不是零", "no town has reported; a blank is no zero");
      case status::no_weight:
        return say_("指标没有权数，也没有分母",
                    "the indicator has neither a weight nor a denominator");
      case status::undetermined:
        return needs_weight(wanted_.kind)
                   ? say_("有乡镇的权数只报了界限", "the weight of a town is only known as a bound")
                   : say_("有乡镇只报了界限：这个统计量不随数值单调变化，定不下来",
                          "a town only states a bound, and this statistic may rise or fall with "
                          "its figure");
      case status::out_of_domain:
        return domain_words();
      default:
        return rule_of(cell_, say_);
    }
  }

  std::vector<explained_input> inputs() const {
    const result_cell& c = cell_.cell();
    input_lines lines(cell_, say_);
    explained_input head;
    head.role = say_("所辖乡镇 ", "towns ") + describe(c.period, say_.lang());
    head.figure = std::to_string(figures_.size()) + "/" + std::to_string(cell_.towns().size());
    lines.add(std::move(head));
    if (!now_) return lines.take();
    const row_range towns = cell_.towns();
    std::size_t left_out = 0;
    for (area_index town = towns.first; town < towns.last; ++town) {
      const bool is_one_of_many = towns.size() > longest_list && went_in(town);
      if (is_one_of_many || lines.size() > longest_list * 2) {
        ++left_out;
        continue;
      }
      std::string role = "  " + std::string(cell_.data().areas()[town].name);
      const figure own = cell_.town_values().at(cell_.row_of(town), *now_);
      if (!went_in(town)) {
        role += own.is_there() ? say_("（未参与：没有权数）", " (does not take part: no weight)")
                               : say_("（未参与）", " (does not take part)");
      }
      lines.add(std::move(role), own, town, c.period, c.indicator);
      if (went_in(town) && needs_weight(wanted_.kind)) {
        lines.add_detail(say_("权数 ", "weight ") +
                         number_text(cell_.weights()->value(cell_.row_of(town), *now_)));
      }
    }
    if (left_out != 0) {
      explained_input more;
      more.role =
          "  " + say_("其余 ", "and ") + std::to_string(left_out) + say_(" 个乡镇", " more towns");
      lines.add(std::move(more));
    }
    return lines.take();
  }

 private:
  bool went_in(area_index town) const {
    const std::size_t row = cell_.row_of(town);
    if (!cell_.town_values().has(row, *now_)) return false;
    if (!needs_weight(wanted_.kind)) return true;
    return cell_.weights() != nullptr && cell_.weights()->has(row, *now_);
  }

  static std::string listed(const std::vector<double>& figures, const char* between) {
    std::string text;
    for (const double x : figures) {
      if (!text.empty()) text += between;
      text += number_text(x);
    }
    return text;
  }

  std::string worked_order(double value) const {
    if (figures_.size() > longest_worked) return {};
    std::vector<double> sorted = figures_;
    std::ranges::sort(sorted);
    return listed(sorted, " ≤ ") + say_("，得 ", ", which gives ") + number_text(value);
  }

  std::string worked_weighted_mean() const {
    const kernels::decimal_scale scale = cell_.town_values().scale;
    const kernels::decimal_scale weight_scale = cell_.weights()->scale;
    const double total = kernels::total_of(weights_, weight_scale);
    double products = kernels::weighted_total_of(figures_, weights_, scale, weight_scale);
    products = kernels::unscaled(kernels::unscaled(products, scale), weight_scale);
    return number_text(products) + " ÷ " + number_text(kernels::unscaled(total, weight_scale));
  }

  std::string coverage_words() const {
    const cell_coverage& c = cell_.cell().coverage;
    std::string text = std::to_string(c.counted) + "/" + std::to_string(c.members) +
                       say_(" 个乡镇参与", " towns take part");
    if (wanted_.kind == statistic_kind::count) return text;
    return text + say_("，最低要求 ", ", the minimum is ") +
           number_text(100 * cell_.min_coverage()) + " %";
  }

  std::string domain_words() const {
    switch (wanted_.kind) {
      case statistic_kind::variance:
      case statistic_kind::standard_deviation:
        return say_("只有一个乡镇，没有离散程度可言", "one town alone does not vary");
      case statistic_kind::coefficient_of_variation:
        return say_("只有一个乡镇，或平均数不是正数",
                    "there is one town alone, or the mean is not positive");
      case statistic_kind::weighted_mean:
      case statistic_kind::weighted_median:
      case statistic_kind::weighted_quantile:
        return say_("权数中有负数，或权数之和为零",
                    "a weight is negative, or the weights add to zero");
      default:
        return say_("有负数，或全为零，或只有一个乡镇",
                    "a figure is negative, all are zero, or there is one town alone");
    }
  }

  const traced_cell& cell_;
  const speaker& say_;
  const statistic& wanted_;
  std::optional<std::size_t> now_;
  std::vector<double> figures_;  ///< of the towns that take part
  std::vector<double> weights_;
};

}  // namespace

std::string formula_of_statistic(const traced_cell& cell, const speaker& say) {
  return statistic_text(cell, say).formula();
}

std::string worked_statistic(const traced_cell& cell, const speaker& say) {
  return statistic_text(cell, say).worked();
}

std::string rule_of_statistic(const traced_cell& cell, const speaker& say) {
  return statistic_text(cell, say).rule();
}

std::vector<explained_input> inputs_of_statistic(const traced_cell& cell, const speaker& say) {
  return statistic_text(cell, say).inputs();
}

}  // namespace zhibiao::inline ZB_ABI::engine
