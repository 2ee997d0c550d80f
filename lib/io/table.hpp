#pragma once

#include <zhibiao/io/csv_reader.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// A column a table may have.
struct column_rule {
  std::string_view name;
  std::span<const std::string_view> other_names;
  bool needed = true;
};

/// Reads a CSV table whose columns are known by name and stand in any order. Columns are given by
/// their position among the rules.
class table {
 public:
  /// Reads the header: a column that is missing or given twice is an error, one that is unknown a
  /// warning, and so is a table without rows.
  table(std::string_view text, const std::string& file, std::span<const column_rule> rules,
        fault_list& faults);

  /// Moves to the next row that is not all empty; false at the end, or where the header has faults.
  bool next();

  bool has(std::size_t column) const noexcept { return position_[column] != absent; }

  /// The field as it stands; empty where the table has no such column.
  std::string_view raw(std::size_t column) const noexcept {
    return has(column) ? reader_[position_[column]] : std::string_view{};
  }
  /// The field without blanks around it.
  std::string_view field(std::size_t column) const noexcept;

  std::int64_t line() const noexcept { return reader_.line(); }
  place where(std::size_t column) const { return reader_.where(position_[column]); }
  /// The row as a whole.
  place row_place() const;

  /// Adds an error at a field of the row. The message is made by `say()`, and only if it is kept:
  /// a file may have as many faults as rows.
  template <class Say>
  void report(errc code, std::size_t column, Say say) {
    if (faults_->errors() >= faults_->limit()) {
      faults_->add(code, {}, {});
    } else {
      faults_->add(code, where(column), say());
    }
  }

  /// Reports `missing_value` and returns false where the field is empty.
  bool is_filled(std::size_t column);

 private:
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  std::string file_;
  std::span<const column_rule> rules_;
  fault_list* faults_;
  csv_reader reader_;
  std::vector<std::size_t> position_;  ///< by rule
  bool is_readable_ = false;
  bool has_rows_ = false;
};

}  // namespace zhibiao::inline ZB_ABI::detail
