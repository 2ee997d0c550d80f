#include <zhibiao/io/csv_writer.hpp>

#include "io/characters.hpp"

#include <cstddef>

namespace zhibiao::inline ZB_ABI {
namespace {

/// Blanks at the ends and a byte-order mark are kept by every reader only inside of quotes.
bool needs_quotes(std::string_view text) {
  return text.find_first_of(",\"\n\r") != std::string_view::npos ||
         detail::without_blanks(text).size() != text.size() ||
         text.starts_with(detail::byte_order_mark);
}

}  // namespace

void csv_writer::mark() { *out_ += detail::byte_order_mark; }

void csv_writer::field(std::string_view text) {
  if (in_row_) *out_ += ',';
  only_empty_ = !in_row_ && text.empty();
  in_row_ = true;
  if (!needs_quotes(text)) {
    *out_ += text;
    return;
  }
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
