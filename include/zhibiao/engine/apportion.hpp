#pragma once

#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// What the towns' parts of a target are in proportion to.
enum class apportion_by : std::uint8_t {
  base,    ///< 按基数: their figures of the base period
  weight,  ///< 按分母: the figures of another indicator, such as persons
  equal,   ///< 平均分配: all the same
};
std::string_view name(apportion_by by) noexcept;
std::optional<apportion_by> parse_apportion_by(std::string_view text) noexcept;
std::span<const std::string_view> all_apportion_words() noexcept;

/// How a target is apportioned.
struct apportionment {
  apportion_by by = apportion_by::base;
  /// Of `weight`; none: the indicator's declared weight.
  std::optional<indicator_index> weight;
  /// Whose figures are taken; none: the target's base period, else the deadline a year before.
  std::optional<period> base_period;
};

/// The targets of the towns of an area (分解下达), which add up exactly to the area's own: in its decimals, or the
/// indicator's where it has fewer, by the largest remainder. Milestones are apportioned likewise.
///
/// Throws `error(invalid_argument)` where the target is not of an area above the towns, is a range or of
/// growth, or the indicator does not add up over areas: of a rate the towns have the area's own target, see
/// `hand_down`. Throws `error(missing_value)` with its place where a town has no figure to go by, and
/// `error(invalid_argument)` where one is negative or all are zero. O(towns).
std::vector<target> apportion(const panel& data, const target& of, const apportionment& how);

/// Where the targets of the towns do not reach that of the area above them (逐级汇总核对), a warning each, at
/// the place of the area's target: of what adds up their sum; of rates and means their mean, weighted with
/// the denominators of the deadline or of the year before, where all towns have one. Also where a town is to
/// stay under what the area is to reach. Growth of a town is counted from its base. Not checked: ranges,
/// growth of the area itself, and areas of whose towns some have no target, which
/// `missing_target_warnings` names.
fault_list target_warnings(const panel& data, const targets& wanted,
                           std::size_t fault_limit = fault_list::default_limit);

/// Where only some of the towns of an area that has a target have one, a warning each.
fault_list missing_target_warnings(const panel& data, const targets& wanted,
                                   std::size_t fault_limit = fault_list::default_limit);

}  // namespace zhibiao::inline ZB_ABI
