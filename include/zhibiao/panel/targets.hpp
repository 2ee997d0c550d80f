#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/period.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// How a figure is held against its target.
enum class comparison : std::uint8_t {
  at_least,   ///< >= 不低于, 以上
  more_than,  ///< >  超过, 高于
  at_most,    ///< <= 不超过, 以内, 控制在
  less_than,  ///< <  低于, 不足
  within,     ///< in 区间
  equal,      ///< =
};

/// `>=`, ... and the Chinese words; none for anything else.
std::optional<comparison> parse_comparison(std::string_view text) noexcept;
std::string_view symbol(comparison c) noexcept;

/// How a target is to be reached between base and deadline. Only kept here: schedules are computed
/// by measures that ask for it.
enum class target_path : std::uint8_t { none, linear, compound, seasonal };
std::string_view name(target_path path) noexcept;
std::optional<target_path> parse_target_path(std::string_view text) noexcept;

/// One target (目标): the figures that count as reached, in the indicator's unit.
struct target {
  indicator_index indicator = 0;
  std::optional<area_index> area;  ///< none: every town
  period deadline;                 ///< the period whose figure is held against it
  zhibiao::comparison comparison = zhibiao::comparison::at_least;
  interval wanted;  ///< for `>= 98`: [98, inf)
  std::optional<period> base_period;
  std::optional<double> base;  ///< progress counts from here instead of from zero
  target_path path = target_path::none;
  place where;
};

/// `>= 98 %`: the target in words for people.
std::string to_string(const target& t, unit u, language lang);

/// All targets of a data set. Immutable: share freely between threads.
class targets {
 public:
  targets() = default;

  /// Throws `input_error` where two targets speak of the same cell or an interval is empty.
  static targets make(std::vector<target> list,
                      std::size_t fault_limit = fault_list::default_limit);

  std::span<const target> list() const noexcept { return list_; }
  bool empty() const noexcept { return list_.empty(); }

  /// The target of a cell: the area's own, else (for a town) that of every town; null where none.
  /// The period must be the deadline's to the letter.
  const target* find(indicator_index indicator, area_index area, bool is_town,
                     period period) const noexcept;

 private:
  std::vector<target> list_;  ///< sorted by indicator, deadline, area (every town first)
};

}  // namespace zhibiao::inline ZB_ABI
