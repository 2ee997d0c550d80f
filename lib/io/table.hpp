#pragma once

#include <zhibiao/io/csv_reader.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
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
  /// Where there was no row at all, that is a warning.
  bool next();

  /// False where the header has faults, so that no row can be read.
  bool is_readable() const noexcept { return is_readable_; }

  // A large table is read piece by piece, each by a copy of the one that has read the header.

  /// Reads on in another piece, as `csv_reader::resume`.
  void resume(std::string_view piece, std::int64_t line, fault_list& faults) noexcept;

  /// `next` within the piece.
  bool next_of_piece();

  /// True where the piece had a row so far, be it an empty one.
  bool has_rows() const noexcept { return has_rows_; }

  /// The warning that there is no row.
  void warn_of_no_rows(fault_list& faults) const;

  /// Where what was not read yet starts, as `csv_reader::next_offset` and `next_line`.
  std::size_t next_offset() const noexcept { return reader_.next_offset(); }
  std::int64_t next_line() const noexcept { return reader_.next_line(); }

  /// How many fields a row has.
  std::size_t width() const noexcept { return reader_.header().size(); }

  /// Where the column stands among the fields of a row; none where the table has no such column.
  std::optional<std::size_t> position(std::size_t column) const noexcept {
    return has(column) ? std::optional(position_[column]) : std::nullopt;
  }

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
