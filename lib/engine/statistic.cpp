#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/value/nearest.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace zhibiao::inline ZB_ABI {
namespace {

struct statistic_row {
  statistic_kind kind;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
  std::string_view of_the_trade = {};
};

constexpr std::array<statistic_row, 17> rows = {{
    {statistic_kind::count, "count", "上报个数", "towns reporting", "n"},
    {statistic_kind::sum, "sum", "合计", "sum", "total"},
    {statistic_kind::mean, "mean", "平均数", "mean", "均值"},
    {statistic_kind::variance, "variance", "方差", "variance", "var"},
    {statistic_kind::standard_deviation, "standard_deviation", "标准差", "standard deviation",
     "std"},
    {statistic_kind::coefficient_of_variation, "coefficient_of_variation", "变异系数",
     "coefficient of variation", "cv"},
    {statistic_kind::minimum, "minimum", "最小值", "minimum", "min"},
    {statistic_kind::maximum, "maximum", "最大值", "maximum", "max"},
    {statistic_kind::median, "median", "中位数", "median"},
    {statistic_kind::quantile, "quantile", "分位数", "quantile"},
    {statistic_kind::weighted_mean, "weighted_mean", "加权平均", "weighted mean"},
    {statistic_kind::weighted_median, "weighted_median", "加权中位数", "weighted median"},
    {statistic_kind::weighted_quantile, "weighted_quantile", "加权分位数", "weighted quantile"},
    {statistic_kind::gini, "gini", "基尼系数", "Gini coefficient", "基尼"},
    {statistic_kind::theil, "theil", "泰尔指数", "Theil index", "泰尔"},
    {statistic_kind::theil_between, "theil_between", "泰尔指数（组间）", "Theil index between"},
    {statistic_kind::theil_within, "theil_within", "泰尔指数（组内）", "Theil index within"},
}};

const statistic_row& row_of(statistic_kind kind) noexcept {
  return rows[static_cast<std::size_t>(kind)];
}

constexpr auto kinds_in_order = [] {
  std::array<statistic_kind, rows.size()> all{};
  for (std::size_t i = 0; i < rows.size(); ++i) all[i] = rows[i].kind;
  return all;
}();

static_assert(std::ranges::is_sorted(kinds_in_order));

std::optional<statistic_kind> kind_called(std::string_view text) noexcept {
  for (const statistic_row& r : rows) {
    if (text.empty()) break;
    if (text == r.name || text == r.zh || text == r.en || text == r.of_the_trade) return r.kind;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

error not_a_statistic(std::string_view text) {
  std::vector<std::string_view> names;
  for (const statistic_row& r : rows) names.push_back(r.name);
  const std::string_view near = nearest_name(text.substr(0, text.find('(')), names);
  std::string message =
      "expected a statistic such as median or quantile(0.9), found '" + std::string(text) + "'";
  if (!near.empty()) message += "; did you mean '" + std::string(near) + "'?";
  return error(errc::invalid_argument, std::move(message));
}

error not_a_probability(std::string_view text) {
  return error(errc::invalid_argument,
               "expected a probability from 0 to 1, found '" + std::string(text) + "'");
}

/// 0.90 is 0.9, however it was typed.
decimal without_last_zeros(decimal p) noexcept {
  if (p.mantissa == 0) return {};
  while (p.scale > 0 && p.mantissa % 10 == 0) {
    p.mantissa /= 10;
    --p.scale;
  }
  return p;
}

/// `0.9`, or `90%`.
std::optional<decimal> read_probability(std::string_view text) {
  const bool is_percent = text.ends_with('%');
  if (is_percent) text.remove_suffix(1);
  const result<decimal> read = try_parse_decimal(trimmed(text));
  if (!read) return std::nullopt;
  decimal p = *read;
  if (is_percent) p.scale += 2;
  if (p < decimal{0, 0} || p > decimal{1, 0} || p.scale > 16) return std::nullopt;
  return without_last_zeros(p);
}

/// `type 6`, or `6`.
std::optional<kernels::quantile_type> read_type(std::string_view text) noexcept {
  text = trimmed(text);
  if (text.starts_with(',')) text = trimmed(text.substr(1));
  if (text.starts_with("type")) text = trimmed(text.substr(4));
  if (text.size() != 1 || text[0] < '1' || text[0] > '9') return std::nullopt;
  return static_cast<kernels::quantile_type>(text[0] - '0');
}

/// `p90`.
std::optional<statistic> read_percentile(std::string_view text) noexcept {
  int percent = 0;
  if (text.size() < 2 || text[0] != 'p') return std::nullopt;
  const auto [end, failure] = std::from_chars(text.data() + 1, text.data() + text.size(), percent);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (percent < 0 || percent > 100) return std::nullopt;
  return statistic{statistic_kind::quantile, without_last_zeros({percent, 2})};
}

}  // namespace

std::string_view name(statistic_kind kind) noexcept { return row_of(kind).name; }

std::string to_string(const statistic& s) {
  std::string text(name(s.kind));
  if (!needs_probability(s.kind)) return text;
  text += "(" + to_string(without_last_zeros(s.p));
  if (s.kind == statistic_kind::quantile && s.type != kernels::quantile_type::linear) {
    text += " type " + std::to_string(static_cast<int>(s.type));
  }
  return text + ")";
}

std::string label(const statistic& s, language lang) {
  const bool is_chinese = lang == language::zh;
  std::string text(is_chinese ? row_of(s.kind).zh : row_of(s.kind).en);
  if (!needs_probability(s.kind)) return text;
  const std::string p = to_string(without_last_zeros(s.p));
  if (s.kind == statistic_kind::quantile && s.type != kernels::quantile_type::linear) {
    const std::string type = std::to_string(static_cast<int>(s.type));
    return text +
           (is_chinese ? "（" + p + "，第" + type + "型）" : " " + p + " (type " + type + ")");
  }
  return text + (is_chinese ? "（" + p + "）" : " " + p);
}

result<statistic> try_parse_statistic(std::string_view text) {
  text = trimmed(text);
  if (const auto kind = kind_called(text)) {
    if (!needs_probability(*kind)) return statistic{*kind};
    return error(errc::invalid_argument, "expected a probability, as in " +
                                             std::string(name(*kind)) + "(0.9), found '" +
                                             std::string(text) + "'");
  }
  if (const auto percentile = read_percentile(text)) return *percentile;

  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return not_a_statistic(text);
  const auto kind = kind_called(trimmed(text.substr(0, open)));
  if (!kind || !needs_probability(*kind)) return not_a_statistic(text);
  const std::string_view inside = trimmed(text.substr(open + 1, text.size() - open - 2));
  const std::size_t gap = inside.find_first_of(" ,");
  const std::string_view probability = inside.substr(0, gap);
  statistic s{*kind};
  const auto p = read_probability(probability);
  if (!p) return not_a_probability(probability);
  s.p = *p;
  if (gap == std::string_view::npos) return s;
  const auto type = read_type(inside.substr(gap + 1));
  if (!type || *kind != statistic_kind::quantile) {
    return error(errc::invalid_argument,
                 "expected a type of quantile from 1 to 9, as in quantile(0.9 type 6), found '" +
                     std::string(text) + "'");
  }
  s.type = *type;
  return s;
}

statistic parse_statistic(std::string_view text) { return try_parse_statistic(text).value(); }

std::span<const statistic_kind> all_statistics() noexcept { return kinds_in_order; }

unit unit_of(const statistic& s, const indicator& i) noexcept {
  switch (s.kind) {
    case statistic_kind::standard_deviation:
      return difference_unit(i.unit);
    case statistic_kind::sum:
    case statistic_kind::mean:
    case statistic_kind::minimum:
    case statistic_kind::maximum:
    case statistic_kind::median:
    case statistic_kind::quantile:
    case statistic_kind::weighted_mean:
    case statistic_kind::weighted_median:
    case statistic_kind::weighted_quantile:
      return i.unit;
    default:
      return {};
  }
}

int decimals_of(const statistic& s, const indicator& i) noexcept {
  constexpr int of_coefficients = 4;
  switch (s.kind) {
    case statistic_kind::count:
      return 0;
    case statistic_kind::sum:
    case statistic_kind::minimum:
    case statistic_kind::maximum:
      return i.decimals;
    case statistic_kind::mean:
    case statistic_kind::variance:
    case statistic_kind::standard_deviation:
    case statistic_kind::median:
    case statistic_kind::quantile:
    case statistic_kind::weighted_mean:
    case statistic_kind::weighted_median:
    case statistic_kind::weighted_quantile:
      // A mean of whole persons is not a whole one.
      return i.decimals + 1;
    case statistic_kind::coefficient_of_variation:
    case statistic_kind::gini:
    case statistic_kind::theil:
    case statistic_kind::theil_between:
    case statistic_kind::theil_within:
      break;
  }
  return of_coefficients;
}

}  // namespace zhibiao::inline ZB_ABI
