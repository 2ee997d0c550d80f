#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/unit.hpp>

#include "io/table.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// What the key fields of a table's rows mean. Rows mostly come sorted, so the last answers are
/// remembered. Without a catalogue or areas (null) every indicator or area is taken for good; that
/// one of them is empty is said once.
class row_keys {
 public:
  row_keys(table& rows, const catalog* catalog, const area_tree* areas);

  /// The meaning of a field that is not empty; a fault is reported and none returned.
  std::optional<area_index> area(std::size_t column);
  std::optional<indicator_index> indicator(std::size_t column);
  std::optional<zhibiao::period> period(std::size_t column);
  std::optional<zhibiao::unit> unit(std::size_t column);

  /// What a text without blanks around it means, without a word where it means nothing. Only with a
  /// catalogue and areas.
  std::optional<area_index> find_area(std::string_view text);
  std::optional<indicator_index> find_indicator(std::string_view text) const;
  std::optional<zhibiao::period> find_period(std::string_view text);
  std::optional<zhibiao::unit> find_unit(std::string_view text);

 private:
  struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class T>
  using by_text = std::unordered_map<std::string, T, text_hash, std::equal_to<>>;

  static constexpr indicator_index ambiguous = static_cast<indicator_index>(-1);
  static constexpr area_index ambiguous_area = static_cast<area_index>(-1);

  void index_names();
  std::optional<area_index> find_named_area(std::string_view text);
  std::string not_an_area(std::string_view text) const;
  std::string not_an_indicator(std::string_view text) const;

  table* rows_;
  const catalog* catalog_;
  const area_tree* areas_;
  by_text<indicator_index> indicators_;  ///< by id, and by name where no id is the same
  by_text<area_index> area_names_;       ///< made when a first text is no code
  by_text<zhibiao::period> periods_;
  by_text<zhibiao::unit> units_;
  std::string last_area_;
  std::optional<area_index> last_area_index_;
  bool has_told_of_no_areas_ = false;
  bool has_told_of_no_indicators_ = false;
};

}  // namespace zhibiao::inline ZB_ABI::detail
