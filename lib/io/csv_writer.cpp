#include <zhibiao/io/csv_writer.hpp>

#include "io/characters.hpp"

#include <algorithm>
#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

/// Blanks at the ends and a byte-order mark are kept by every reader only inside of quotes.
bool needs_quotes(std::string_view text) {
  if (text.empty()) return false;
  constexpr auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  if (is_blank(text.front()) || is_blank(text.back())) return true;
  if (text.starts_with(detail::byte_order_mark)) return true;
  return std::any_of(text.begin(), text.end(), [](char c) {
    // All of them are at or below the comma, and little else is.
    return static_cast<unsigned char>(c) <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r');
  });
}

}  // namespace

void csv_writer::mark() { *out_ += detail::byte_order_mark; }

void csv_writer::separate(bool is_empty) {
  if (in_row_) *out_ += ',';
  only_empty_ = !in_row_ && is_empty;
  in_row_ = true;
}

void csv_writer::plain_field(std::string_view text) {
  separate(text.empty());
  *out_ += text;
}

void csv_writer::field(std::string_view text) {
  if (!needs_quotes(text)) return plain_field(text);
  separate(false);
  *out_ += '"';
  std::size_t start = 0;
  for (;;) {
    const std::size_t quote = text.find('"', start);
    if (quote == std::string_view::npos) break;
    *out_ += text.substr(start, quote + 1 - start);
    *out_ += '"';
    start = quote + 1;
  }
  *out_ += text.substr(start);
  *out_ += '"';
}

void csv_writer::end_row() {
  // A row of one empty field would otherwise be a blank line.
  if (only_empty_) *out_ += "\"\"";
  *out_ += '\n';
  in_row_ = false;
  only_empty_ = false;
}

void csv_writer::row(std::initializer_list<std::string_view> fields) {
  for (const std::string_view text : fields) field(text);
  end_row();
}

}  // namespace zhibiao::inline ZB_ABI
