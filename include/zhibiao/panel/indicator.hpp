#pragma once

#include <zhibiao/value/error.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/status.hpp>
#include <zhibiao/value/unit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Row of an indicator in its catalogue, from 0.
using indicator_index = std::uint32_t;

/// What kind of figure an indicator is; it decides how the figure changes and adds up.
enum class indicator_kind : std::uint8_t {
  flow,    ///< 流量: of a span of time, adds over time; changes in percent
  stock,   ///< 存量: at the end of the period, never adds over time; changes in percent
  rate,    ///< 率: numerator over denominator in % or ‰; changes in percentage points
  mean,    ///< 均值: amount over count, 元/人; changes in percent
  index,   ///< 指数, 评分: no parts; changes in percent
  binary,  ///< 是否: 0 or 1; the sum over areas counts the ones
  growth,  ///< 增速: a growth as published, in %; changes in percentage points, never aggregated
};

/// Which way is better (指标方向).
enum class direction : std::uint8_t { none, up, down, range };

/// How the figures of several areas make the figure of the area above them.
enum class area_aggregation : std::uint8_t {
  sum,            ///< 合计
  ratio_of_sums,  ///< 分子合计 / 分母合计
  weighted_mean,  ///< 加权平均, by the declared weight
  none,           ///< not to be aggregated: the area's own figure, if it reports one
};

/// How the figures of several periods make the figure of the longer one.
enum class time_aggregation : std::uint8_t {
  sum,            ///< 合计 of the periods, all of which must be reported
  last,           ///< 期末数: the last period's figure
  ratio_of_sums,  ///< numerator and denominator each by their own rule, then divided
  none,
};

/// How growth over several years is averaged (平均增长速度).
enum class averaging : std::uint8_t {
  level,       ///< 水平法: from the first and the last figure; official for nearly everything
  cumulative,  ///< 累计法: from the sum of all years; official for investment in fixed assets
};

/// The words of the catalogue file: `flow`, `up`, `ratio_of_sums`, ...
std::string_view name(indicator_kind kind) noexcept;
std::string_view name(direction d) noexcept;
std::string_view name(area_aggregation a) noexcept;
std::string_view name(time_aggregation a) noexcept;
std::string_view name(averaging a) noexcept;
std::optional<indicator_kind> parse_indicator_kind(std::string_view text) noexcept;
std::optional<direction> parse_direction(std::string_view text) noexcept;
std::optional<area_aggregation> parse_area_aggregation(std::string_view text) noexcept;
std::optional<time_aggregation> parse_time_aggregation(std::string_view text) noexcept;
std::optional<averaging> parse_averaging(std::string_view text) noexcept;

/// A text in Chinese and English. Where one is missing the other stands in.
struct bilingual {
  std::string zh;
  std::string en;
  const std::string& in(language lang) const noexcept {
    const bool chinese = lang == language::zh ? !zh.empty() : en.empty();
    return chinese ? zh : en;
  }
};

/// Definition of one indicator (指标): what `catalog.toml` says of it.
struct indicator {
  std::string id;
  bilingual name;
  std::string group;  ///< id of its group, may be empty
  bilingual definition;
  indicator_kind kind = indicator_kind::flow;
  zhibiao::unit unit;
  int decimals = 0;  ///< places to publish; computing never rounds
  zhibiao::direction direction = zhibiao::direction::none;
  interval range;  ///< where `direction` is `range`: the good values

  std::string numerator;  ///< ids of the parts of a rate or mean; empty where it has none
  std::string denominator;
  std::string
      of;  ///< id of the indicator that a growth is the growth of; empty where it names none
  zhibiao::unit of_unit;  ///< the unit and decimals of that, which `catalog::make` sets
  int of_decimals = 0;
  std::string weight;  ///< id of the weight of a weighted mean, or of the coverage of a sum

  area_aggregation over_areas = area_aggregation::sum;
  time_aggregation over_time = time_aggregation::sum;
  averaging average_growth = averaging::level;

  interval limits;                    ///< natural limits; a figure outside is a fault of the input
  double min_base = 0;                ///< growth on a base smaller in magnitude is `small_base`
  double min_coverage = 2.0 / 3.0;    ///< an aggregate that covers less is withheld
  std::optional<zhibiao::form> form;  ///< single or year-to-date, where the catalogue insists

  place defined_at;  ///< for messages
};

/// True for the kinds whose change is a difference in points, not a percentage.
constexpr bool changes_in_points(indicator_kind kind) noexcept {
  return kind == indicator_kind::rate || kind == indicator_kind::growth;
}

/// A heading of the catalogue.
struct indicator_group {
  std::string id;
  bilingual name;
};

}  // namespace zhibiao::inline ZB_ABI
