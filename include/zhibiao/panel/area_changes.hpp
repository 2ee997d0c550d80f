#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/date.hpp>
#include <zhibiao/value/decimal.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// How areas change into others (区划变更).
enum class area_change_kind : std::uint8_t {
  merge,   ///< 合并, 并入: all of an area goes to one that may have been there before
  split,   ///< 拆分: an area is divided among new ones, of which it may be one itself
  rename,  ///< 更名, 变更代码: an area gets another code and nothing else changes
  transfer,  ///< 划转, 划入: an area, or a part of it, goes to another one or under another one above
};

/// `merge`, ... and the Chinese words; none for anything else.
std::string_view name(area_change_kind kind) noexcept;
std::optional<area_change_kind> parse_area_change_kind(std::string_view text) noexcept;

/// One link between an area and what it becomes: from a day on `share` of `from` belongs to `to`. What an
/// area keeps is a link to itself.
struct area_link {
  area_index from = 0;
  area_index to = 0;
  date on;
  area_change_kind kind = area_change_kind::merge;
  decimal share{1, 0};
  /// Which indicators the share is of: of one, of those of a group, or (neither given) of all that no
  /// link of the same area and day names.
  std::optional<indicator_index> indicator;
  std::string group;
  place where;
};

/// A part of an area and how much of it: `0.4` of the area.
struct area_part {
  area_index area = 0;
  decimal share{1, 0};
};

/// What an area is made of in terms of the areas of an earlier day. Without parts it is no more.
struct made_area {
  area_index area = 0;
  bool is_known = true;  ///< false where no link says what some part of it was
  std::vector<area_part> parts;
};

/// How the areas of a data set changed. Immutable: share freely between threads.
class area_changes {
 public:
  area_changes() = default;

  /// Checks the links as a whole. Throws `input_error` with every fault: shares of an area, of one day
  /// and the same indicators, that do not add up to exactly one; a share that is not above 0 and up to 1, or
  /// not 1 of a merger or a change of name; an area that is linked to another before it is there or after
  /// it is gone; one that gives everything away and does not end on that day; one that is founded by a
  /// split or a change of name and does not begin on that day; the same link twice; several kinds of change
  /// of one area on one day; areas of different levels.
  static area_changes make(std::vector<area_link> links, const area_tree& areas,
                           const catalog& indicators,
                           std::size_t fault_limit = fault_list::default_limit);

  /// By day, then by area.
  std::span<const area_link> links() const noexcept { return links_; }
  bool empty() const noexcept { return links_.empty(); }

  /// The areas that go on with another territory, by row and day: those that get or give a part, and the
  /// areas above the towns that get or lose one.
  std::span<const area_break> breaks() const noexcept { return breaks_; }

  /// What the areas of the day `until` that changed after `since` are made of in terms of the areas of
  /// `since`, for the figures of one indicator, by area. Chains of links are followed, and shares
  /// multiplied exactly. Throws `error(too_large)` where that takes more than 18 digits.
  std::vector<made_area> made_of(indicator_index indicator, date since, date until) const;

  /// The first day of each change, ascending, each once.
  std::vector<date> days() const;

 private:
  struct checker;

  std::vector<area_link> links_;
  std::vector<std::uint8_t> was_there_;  ///< by link: 1 where `to` was there on the day before
  std::vector<area_break> breaks_;
  std::vector<std::string> group_of_;  ///< by indicator; empty where no link names a group
};

}  // namespace zhibiao::inline ZB_ABI
