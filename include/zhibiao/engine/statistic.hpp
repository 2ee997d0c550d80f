#pragma once

#include <zhibiao/kernels/quantile.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/error.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/unit.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// What can be said of the towns of an area by one number. Formulas: `kernels/moments.hpp`,
/// `quantile.hpp`, `inequality.hpp`.
enum class statistic_kind : std::uint8_t {
  count,                     ///< 上报个数: towns with a figure
  sum,                       ///< 合计
  mean,                      ///< 平均数, each town alike
  variance,                  ///< 方差, n - 1
  standard_deviation,        ///< 标准差, n - 1
  coefficient_of_variation,  ///< 变异系数
  minimum,                   ///< 最小值
  maximum,                   ///< 最大值
  median,                    ///< 中位数
  quantile,                  ///< 分位数
  weighted_mean,             ///< 加权平均
  weighted_median,           ///< 加权中位数
  weighted_quantile,         ///< 加权分位数
  gini,                      ///< 基尼系数
  theil,                     ///< 泰尔指数
  theil_between,             ///< 泰尔指数的组间部分: between the areas right below
  theil_within,              ///< 泰尔指数的组内部分: within them
};

/// A statistic (统计量) over the towns of an area. Rounded figures and weights count as printed.
///
/// What is known of it, where a figure is only known as an interval: of what never falls while a figure
/// rises, from the statistic of all lower ends to that of all upper ends; of a weighted one whose weights
/// are rounded, from the least to the greatest of the figures that weigh something; of any other only that
/// it is not negative, and Gini's below 1. Where a figure only states a bound a statistic that may rise or
/// fall with it is `undetermined`, and so is a weighted one where a weight does.
struct statistic {
  statistic_kind kind = statistic_kind::mean;
  decimal p{5, 1};                                               ///< of a quantile: which, 0 to 1
  kernels::quantile_type type = kernels::quantile_type::linear;  ///< of an unweighted quantile

  friend bool operator==(const statistic&, const statistic&) = default;
};

/// True for the kinds that have a `p`.
constexpr bool needs_probability(statistic_kind kind) noexcept {
  return kind == statistic_kind::quantile || kind == statistic_kind::weighted_quantile;
}

/// True for the kinds that weigh each town by the indicator's weight, or a rate's denominator.
constexpr bool needs_weight(statistic_kind kind) noexcept {
  return kind == statistic_kind::weighted_mean || kind == statistic_kind::weighted_median ||
         kind == statistic_kind::weighted_quantile;
}

/// True for the kinds that never fall while a figure rises: what is known of them follows from what is
/// known of the figures.
constexpr bool is_monotone(statistic_kind kind) noexcept {
  switch (kind) {
    case statistic_kind::sum:
    case statistic_kind::mean:
    case statistic_kind::minimum:
    case statistic_kind::maximum:
    case statistic_kind::median:
    case statistic_kind::quantile:
    case statistic_kind::weighted_mean:
    case statistic_kind::weighted_median:
    case statistic_kind::weighted_quantile:
      return true;
    default:
      return false;
  }
}

/// The kind's name: `standard_deviation`.
std::string_view name(statistic_kind kind) noexcept;

/// As on the command line and in files: `median`, `quantile(0.9)`, `quantile(0.9 type 6)`. Never has a
/// comma, and is the same however the probability was typed.
std::string to_string(const statistic& s);

/// In words: 中位数, `median`; `90 % quantile`.
std::string label(const statistic& s, language lang);

/// Reads what `to_string` writes, and the names of the trade: `std`, `cv`, `p90`, 中位数, 标准差.
/// Throws `error(invalid_argument)` with the nearest name.
statistic parse_statistic(std::string_view text);

/// `parse_statistic`, with the error as a result.
result<statistic> try_parse_statistic(std::string_view text);

/// Every kind, in the order of the enumeration.
std::span<const statistic_kind> all_statistics() noexcept;

/// The unit of the statistic's numbers: the indicator's own, none for a count, a coefficient or an
/// index, and none for a variance, whose unit is the square.
unit unit_of(const statistic& s, const indicator& i) noexcept;

/// The decimal places to show.
int decimals_of(const statistic& s, const indicator& i) noexcept;

}  // namespace zhibiao::inline ZB_ABI
