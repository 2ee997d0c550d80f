#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/seasonal_profile.hpp>
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

/// How a target is to be reached between base and deadline (路径): what measures of schedules go by. `none`
/// is straight, too.
enum class target_path : std::uint8_t {
  none,
  linear,      ///< straight
  compound,    ///< by equal growth
  seasonal,    ///< as the indicator's seasonal profile says
  milestones,  ///< straight from one milestone to the next
};
std::string_view name(target_path path) noexcept;
std::optional<target_path> parse_target_path(std::string_view text) noexcept;

/// What a target speaks of.
enum class target_basis : std::uint8_t {
  level,  ///< the figure itself
  growth,  ///< its growth on the base period (增长8%), in percent; of rates their change, in points
};
std::string_view name(target_basis basis) noexcept;
/// `level`, `growth`, 总量, 增长, ...; none for anything else.
std::optional<target_basis> parse_target_basis(std::string_view text) noexcept;

/// A figure to be reached on the way (节点目标), in the indicator's unit.
struct milestone {
  period at;
  double value = 0;

  friend bool operator==(const milestone&, const milestone&) = default;
};

/// One target (目标): the figures that count as reached, in the indicator's unit.
struct target {
  indicator_index indicator = 0;
  std::optional<area_index> area;  ///< none: every town
  period deadline;                 ///< the period whose figure is held against it
  zhibiao::comparison comparison = zhibiao::comparison::at_least;
  interval wanted;  ///< for `>= 98`: [98, inf); of growth in percent or points
  std::optional<period> base_period;
  std::optional<double> base;  ///< progress counts from here instead of from zero
  target_path path = target_path::none;
  place where;
  target_basis basis = target_basis::level;
  std::vector<milestone> milestones;  ///< where the path is `milestones`, in order
  bool is_inherited = false;          ///< the towns of the area have it, too: see `hand_down`
};

/// `>= 98 %`, `growth >= 8 %`: the target in words for people.
std::string to_string(const target& t, unit u, language lang);

/// The number a comparison is with; none of a range, which has two.
std::optional<double> number_of(const target& t) noexcept;

/// The interval of the figures that reach a target of growth, counted from its base: base * (1 + g / 100),
/// of rates base + g. Exact where the result is a decimal. None where the base is not above 0, from which no
/// growth can be counted, but for rates.
std::optional<interval> level_of_growth(const interval& growth, double base, bool in_points);

/// The targets with those that towns inherit (下达) written out: an inherited target of an area above the
/// towns becomes one of each of its towns that has none of its own for that indicator and deadline. The nearest
/// area above a town comes first. O(n * towns).
std::vector<target> hand_down(std::vector<target> list, const area_tree& areas);

/// All targets of a data set. Immutable: share freely between threads.
class targets {
 public:
  targets() = default;

  /// Throws `input_error` where two targets speak of the same cell, an interval is empty, milestones are
  /// not on the way to the deadline or go back, or a seasonal path has no profile.
  static targets make(std::vector<target> list, std::vector<seasonal_profile> profiles = {},
                      std::size_t fault_limit = fault_list::default_limit);

  std::span<const target> list() const noexcept { return list_; }
  std::span<const seasonal_profile> profiles() const noexcept { return profiles_; }

  /// The indicator's own profile, else the one of all; null where there is neither.
  const seasonal_profile* profile_of(indicator_index indicator) const noexcept;

  bool empty() const noexcept { return list_.empty(); }

  /// The target of a cell: the area's own, else (for a town) that of every town; null where none.
  /// The period must be the deadline's to the letter.
  const target* find(indicator_index indicator, area_index area, bool is_town,
                     period period) const noexcept;

 private:
  std::vector<target> list_;  ///< sorted by indicator, deadline, area (every town first)
  std::vector<seasonal_profile> profiles_;
};

}  // namespace zhibiao::inline ZB_ABI
