#pragma once

#include <zhibiao/value/fault.hpp>
#include <zhibiao/value/validity.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// Row of an area in its tree and in every panel over it, from 0: first the areas without areas
/// below them (the towns), depth first, then the areas above them, depth first.
using area_index = std::uint32_t;

/// One row of an area table, on its way into a tree.
struct area {
  std::string code;
  std::string name;
  std::string level;                  ///< `town`, `county`, ...; empty: from the code's digits
  std::optional<std::string> parent;  ///< code; not given: from the code's digits; empty: a root
  place defined_at;
  validity valid{};  ///< when there is such an area; default: always
};

/// An area of a tree. Its texts live as long as the tree.
struct listed_area {
  std::string_view code;
  std::string_view name;
  std::string_view level;
  std::optional<std::string_view> parent;  ///< as it was given
};

/// An area that there is not always, and when there is.
struct limited_area {
  area_index area = 0;
  validity valid;
  friend constexpr bool operator==(const limited_area&, const limited_area&) = default;
};

/// An area that goes on with another territory from a day on.
struct area_break {
  area_index area = 0;
  date on;
  friend constexpr bool operator==(const area_break&, const area_break&) = default;
};

class area_list;

/// The rows [first, last).
struct row_range {
  area_index first = 0;
  area_index last = 0;
  constexpr std::size_t size() const noexcept { return last - first; }
  friend constexpr bool operator==(const row_range&, const row_range&) = default;
};

/// The areas of a data set with their hierarchy (行政区划). Siblings are ordered by code, so the order
/// of the input does not matter, and the towns of every area are one contiguous range of rows.
/// Immutable: share one between threads freely. About 100 bytes an area, and twelve more for each that
/// there is not always.
class area_tree {
 public:
  area_tree() = default;

  /// Builds the tree. Codes are taken for statistical ones, and their digits read, where at least one
  /// (or one parent) has nine digits or more, or where no parent is given and all could be; otherwise
  /// they are mere ids.
  /// The parent that a statistical code does not give is the nearest listed code above it.
  /// An area lies in time where the areas above it do: its validity is what it has in common with theirs.
  /// Throws `input_error` with every duplicate code, unknown parent and cycle, and every validity that
  /// has no day.
  static area_tree make(std::vector<area> areas,
                        std::size_t fault_limit = fault_list::default_limit);

  std::size_t size() const noexcept { return rows_.size(); }

  /// How many rows have no area below them; they are rows 0 to `leaf_count() - 1`.
  std::size_t leaf_count() const noexcept { return leaf_count_; }
  bool is_leaf(area_index i) const noexcept { return i < leaf_count_; }

  listed_area operator[](area_index i) const noexcept;
  std::optional<area_index> parent(area_index i) const noexcept;

  /// The towns of an area: its contiguous range of leaf rows; of a town, itself.
  row_range leaves(area_index i) const noexcept { return leaves_[i]; }

  /// By code as listed, or by any shorter or longer form of the same statistical code.
  std::optional<area_index> find(std::string_view code) const;

  /// `find`, or `error(unknown_area)`.
  area_index at(std::string_view code) const;

  /// The names of the levels, from the top down.
  std::span<const std::string> levels() const noexcept { return levels_; }

  /// The areas of a level in row order. Throws `error(unknown_level)`.
  std::span<const area_index> at_level(std::string_view level) const;

  /// When there is such an area.
  validity valid(area_index i) const noexcept;

  /// True where there is such an area in a period, which is to say on its last day.
  bool is_valid(area_index i, period p) const noexcept {
    return limited_.empty() || valid(i).holds_in(p);
  }

  /// How many of a range of rows there are in a period.
  std::size_t count_valid(row_range rows, period p) const noexcept;

  /// The areas that there are not always, by row.
  std::span<const limited_area> limited() const noexcept { return limited_; }
  /// Those of them in a range of rows.
  std::span<const limited_area> limited(row_range rows) const noexcept;

  /// The same areas, valid as said here (by ascending row) and all others always.
  area_tree with_validity(std::vector<limited_area> limited) const;

  /// The areas whose territory changes, by row and day: figures of before and after are not comparable.
  std::span<const area_break> breaks() const noexcept { return breaks_; }

  /// The same areas, changing as said here (by ascending row and day).
  area_tree with_breaks(std::vector<area_break> breaks) const;

  /// Every area in depth-first order from the roots, an area before those below it: for display.
  std::span<const area_index> top_down() const noexcept { return top_down_; }

 private:
  friend class area_list;
  friend area_tree make_area_tree(area_list areas, std::size_t fault_limit);

  static constexpr area_index no_parent = 0xFFFFFFFFU;
  static constexpr area_index no_area = 0xFFFFFFFFU;

  /// Where the texts of a row stand: code, name and parent, one behind the other.
  struct row_texts {
    static constexpr std::uint32_t not_given = 0xFFFFFFFFU;

    std::uint32_t at = 0;
    std::uint32_t code_size = 0;
    std::uint32_t name_size = 0;
    std::uint32_t parent_size = not_given;
    std::uint32_t level = 0;  ///< position in `levels_`

    bool has_parent() const noexcept { return parent_size != not_given; }
  };
  struct draft;

  std::string_view code_of(area_index i) const noexcept {
    return std::string_view(texts_).substr(rows_[i].at, rows_[i].code_size);
  }

  std::string texts_;
  std::vector<row_texts> rows_;
  std::vector<area_index> parents_;
  std::vector<row_range> leaves_;
  std::vector<area_index> top_down_;
  std::vector<std::string> levels_;
  std::vector<std::vector<area_index>> by_level_;
  /// Hash tables by code and by the number it stands for; `no_area` where a place is free.
  std::vector<area_index> by_code_;
  std::vector<area_index> by_number_;
  std::vector<limited_area> limited_;  ///< by row
  std::vector<area_break> breaks_;     ///< by row and day
  std::size_t leaf_count_ = 0;
};

}  // namespace zhibiao::inline ZB_ABI
