#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/quantity.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// What the reporter says of a figure besides its number; SDMX CL_OBS_STATUS where it has a code.
enum class observation_status : std::uint8_t {
  normal,           ///< A, 正常
  provisional,      ///< P, 初步, 快报
  estimated,        ///< E, I, 估计; results from it are `estimated`
  break_in_series,  ///< B, 断点; changes across it are `not_comparable`
  suppressed,       ///< Q, 保密; results from it are `suppressed`
  missing,          ///< M, L, O, 缺报, 缺失: not reported, whatever the value field says
  revised_down,  ///< 下调: made from a cumulative figure that fell; results from it are `revised_down`
  not_comparable,  ///< cannot be said on the areas of the panel; no reporter says so
};

/// `provisional`, ...
std::string_view name(observation_status s) noexcept;

/// By name, SDMX letter or Chinese word; an empty text is `normal`.
std::optional<observation_status> parse_observation_status(std::string_view text) noexcept;

/// One reported figure on its way into a panel.
struct observation {
  area_index area = 0;
  indicator_index indicator = 0;
  zhibiao::period period;
  std::optional<quantity> value;  ///< none: reported empty
  /// The unit of a value that names none itself; default: the indicator's.
  std::optional<zhibiao::unit> unit;
  observation_status status = observation_status::normal;
  std::string printed;  ///< as the report said it, where that is more than a number
  std::string note;
  place where;
};

}  // namespace zhibiao::inline ZB_ABI
