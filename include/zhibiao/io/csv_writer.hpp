#pragma once

#include <zhibiao/config.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace zhibiao::inline ZB_ABI {

/// Writes CSV by RFC 4180, with LF: fields are quoted where they must be, so that `csv_reader` gives
/// back the same fields.
class csv_writer {
 public:
  /// Appends to `out`, which must outlive the writer.
  explicit csv_writer(std::string& out) noexcept : out_(&out) {}

  /// The byte-order mark, by which spreadsheet programs know UTF-8. Before anything else.
  void mark();

  /// Appends a field to the row.
  void field(std::string_view text);

  /// Appends a field that is known to need no quotes, such as a number.
  void plain_field(std::string_view text);

  /// Ends the row.
  void end_row();

  /// A whole row.
  void row(std::initializer_list<std::string_view> fields);

 private:
  void separate(bool is_empty);

  std::string* out_;
  bool in_row_ = false;
  bool only_empty_ = false;
};

}  // namespace zhibiao::inline ZB_ABI
