#pragma once

#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// One field of a CSV record.
struct csv_field {
  std::string_view text;  ///< without the quotes around it
  std::size_t at = 0;     ///< offset of the field in the text, its opening quote included
  bool quoted = false;
  bool doubled = false;  ///< quotes inside are still written twice; never so in `csv_reader`
};

/// How the quotes of a record are.
enum class csv_quoting : std::uint8_t {
  fine,
  not_closed,    ///< the text ends inside of a quoted field
  not_followed,  ///< something else than a separator or line end follows a closing quote
};

/// What `scan_csv_record` found besides the fields.
struct csv_scan {
  std::size_t next = 0;  ///< offset behind the record and its line end
  csv_quoting quoting = csv_quoting::fine;
  std::size_t fault_at = 0;  ///< offset of the opening quote, or of what follows the closing one
};

/// Splits the record that starts at offset `at` by RFC 4180; fields point into `text`. Lines end
/// with LF, CRLF or CR. A quote inside of an unquoted field is an ordinary character. Where the
/// quotes are wrong, `fields` holds those before. Keeps no state.
csv_scan scan_csv_record(std::string_view text, std::size_t at, std::vector<csv_field>& fields);

/// Reads UTF-8 CSV text with a header, record by record. Blank lines are skipped. A record whose
/// quotes are wrong or whose fields are not as many as the header's is reported and skipped.
/// The text must live as long as the reader.
class csv_reader {
 public:
  /// Reads the header. Faults go to `faults`, which must outlive the reader; `file` is for messages.
  csv_reader(std::string_view text, std::string file, fault_list& faults);

  /// The names of the columns, without blanks around them; none where the text has no records.
  std::span<const std::string> header() const noexcept { return header_; }
  place header_place(std::size_t column) const;

  /// Moves to the next record; false at the end.
  bool next();

  /// Reads on in another piece of the same file, which starts with a record, on that line. Faults go
  /// to `faults` from here on. Both must live as long as the reader reads there.
  void resume(std::string_view piece, std::int64_t line, fault_list& faults) noexcept;

  /// The fields of the record, as many as the header has. Valid until the next call of `next`.
  std::span<const csv_field> fields() const noexcept { return fields_; }
  std::string_view operator[](std::size_t column) const noexcept { return fields_[column].text; }

  /// The line the record starts on, from 1.
  std::int64_t line() const noexcept { return line_; }

  /// Where what was not read yet starts: offset in the text or piece, and line.
  std::size_t next_offset() const noexcept { return next_; }
  std::int64_t next_line() const noexcept { return next_line_; }

  /// Where a field stands: its own line, and its column in characters.
  place where(std::size_t column) const;

 private:
  bool scan();
  void join_doubled_quotes();
  place place_at(std::size_t offset) const;

  std::string_view text_;
  std::string file_;
  fault_list* faults_;
  std::vector<std::string> header_;
  std::vector<place> header_places_;
  std::vector<csv_field> fields_;
  std::string joined_;  ///< the fields whose doubled quotes were made single
  std::size_t record_ = 0;
  std::size_t next_ = 0;
  std::int64_t line_ = 1;
  std::int64_t next_line_ = 1;
};

}  // namespace zhibiao::inline ZB_ABI
