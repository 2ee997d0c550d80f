#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/value/error.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// The rows of an area table on their way into a tree, all texts in one block: hundreds of thousands of
/// areas with strings of their own would leave room for little else.
class area_list {
 public:
  area_list() = default;

  /// The rows of a table, and where they come from.
  explicit area_list(std::vector<area> areas);

  void reserve(std::size_t rows) { rows_.reserve(rows); }

  /// Adds a row; see `area` for what the fields mean. Throws `error(too_large)` beyond 4 GiB of texts.
  void add(std::string_view code, std::string_view name, std::string_view level,
           std::optional<std::string_view> parent, std::int64_t line = 0);

  /// When there is such an area as the row added last.
  void set_validity(const validity& valid);

  /// The file that lines belong to, for messages.
  void set_file(std::string file) { file_ = std::move(file); }

  std::size_t size() const noexcept { return rows_.size(); }
  std::string_view code(std::size_t i) const noexcept {
    return std::string_view(texts_).substr(rows_[i].at, rows_[i].code_size);
  }
  std::optional<std::string_view> parent(std::size_t i) const noexcept;

  /// Line of a row; 0 where it is not known.
  std::int64_t line(std::size_t i) const noexcept;
  /// Where a row stands, with its code.
  place where(std::size_t i) const;

 private:
  friend class area_tree;

  std::uint32_t number_of_level(std::string_view level);

  std::string texts_;
  std::vector<area_tree::row_texts> rows_;
  std::vector<std::string> levels_;
  std::unordered_map<std::string, std::uint32_t> number_of_level_;
  std::string file_;
  std::vector<std::int64_t> lines_;    ///< by row; empty: not known
  std::vector<place> places_;          ///< by row, instead of file and lines
  std::vector<limited_area> limited_;  ///< by row of the table
};

/// As `area_tree::make`.
area_tree make_area_tree(area_list areas, std::size_t fault_limit = fault_list::default_limit);

}  // namespace zhibiao::inline ZB_ABI
