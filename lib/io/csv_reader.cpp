#include <zhibiao/io/csv_reader.hpp>

#include "io/characters.hpp"

#include <array>
#include <utility>

namespace zhibiao::inline ZB_ABI {
namespace {

constexpr std::array<bool, 256> ends_field = [] {
  std::array<bool, 256> ends{};
  ends[static_cast<unsigned char>(',')] = true;
  ends[static_cast<unsigned char>('\n')] = true;
  ends[static_cast<unsigned char>('\r')] = true;
  return ends;
}();

std::size_t find_field_end(std::string_view text, std::size_t i) {
  while (i < text.size() && !ends_field[static_cast<unsigned char>(text[i])]) ++i;
  return i;
}

/// The offset behind the line end at `i`, if there is one.
std::size_t skip_line_end(std::string_view text, std::size_t i) {
  if (text.substr(i).starts_with("\r\n")) return i + 2;
  return i == text.size() ? i : i + 1;
}

bool is_blank(std::span<const csv_field> fields) {
  return fields.size() == 1 && !fields[0].quoted && detail::without_blanks(fields[0].text).empty();
}

}  // namespace

csv_scan scan_csv_record(std::string_view text, std::size_t at, std::vector<csv_field>& fields) {
  fields.clear();
  csv_scan scan;
  for (std::size_t i = at;; ++i) {
    const std::size_t start = i;
    if (i < text.size() && text[i] == '"') {
      bool doubled = false;
      for (;;) {
        i = text.find('"', i + 1);
        if (i == std::string_view::npos) {
          scan.next = text.size();
          scan.quoting = csv_quoting::not_closed;
          scan.fault_at = start;
          return scan;
        }
        if (i + 1 == text.size() || text[i + 1] != '"') break;
        doubled = true;
        ++i;
      }
      fields.push_back({text.substr(start + 1, i - start - 1), start, true, doubled});
      ++i;
      if (i < text.size() && !ends_field[static_cast<unsigned char>(text[i])]) {
        scan.quoting = csv_quoting::not_followed;
        scan.fault_at = i;
        while (i < text.size() && text[i] != '\n' && text[i] != '\r') ++i;
      }
    } else {
      i = find_field_end(text, i);
      fields.push_back({text.substr(start, i - start), start, false, false});
    }
    if (i == text.size() || text[i] != ',') {
      scan.next = skip_line_end(text, i);
      return scan;
    }
  }
}

csv_reader::csv_reader(std::string_view text, std::string file, fault_list& faults)
    : text_(text), file_(std::move(file)), faults_(&faults) {
  if (text_.starts_with(detail::byte_order_mark)) next_ = detail::byte_order_mark.size();
  if (!scan()) return;
  header_.reserve(fields_.size());
  header_places_.reserve(fields_.size());
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    header_.emplace_back(detail::without_blanks(fields_[i].text));
    header_places_.push_back(where(i));
  }
}

void csv_reader::resume(std::string_view piece, std::int64_t line, fault_list& faults) noexcept {
  text_ = piece;
  faults_ = &faults;
  next_ = 0;
  next_line_ = line;
}

place csv_reader::header_place(std::size_t column) const { return header_places_[column]; }

bool csv_reader::next() {
  while (!header_.empty() && scan()) {
    if (fields_.size() == header_.size()) return true;
    if (faults_->errors() >= faults_->limit()) {
      faults_->add(errc::wrong_field_count, {}, {});
      continue;
    }
    const bool is_long = fields_.size() > header_.size();
    faults_->add(errc::wrong_field_count, where(is_long ? header_.size() : fields_.size() - 1),
                 "expected " + std::to_string(header_.size()) + " fields as in the header, found " +
                     std::to_string(fields_.size()));
  }
  return false;
}

/// Moves to the next record with good quotes that is not blank.
bool csv_reader::scan() {
  while (next_ < text_.size()) {
    record_ = next_;
    line_ = next_line_;
    const csv_scan found = scan_csv_record(text_, record_, fields_);
    next_ = found.next;

    bool many_lines = found.quoting != csv_quoting::fine;
    bool doubled = false;
    for (const csv_field& f : fields_) {
      many_lines |= f.quoted;
      doubled |= f.doubled;
    }
    next_line_ =
        many_lines
            ? detail::position_behind(text_.substr(record_, next_ - record_), {line_, 1}).line
            : line_ + 1;

    if (found.quoting != csv_quoting::fine) {
      const bool is_open = found.quoting == csv_quoting::not_closed;
      faults_->add(errc::bad_quoting, place_at(found.fault_at),
                   is_open
                       ? "the quote opened here is not closed before the end of the file, which "
                         "may be cut off"
                       : "expected a comma or the end of the line behind the closing quote; a "
                         "quote inside of a quoted field is written twice");
      continue;
    }
    if (is_blank(fields_)) continue;
    if (doubled) join_doubled_quotes();
    return true;
  }
  fields_.clear();
  return false;
}

void csv_reader::join_doubled_quotes() {
  std::size_t size = 0;
  for (const csv_field& f : fields_) size += f.doubled ? f.text.size() : 0;
  joined_.clear();
  joined_.reserve(size);  // so that what points into it stays
  for (csv_field& f : fields_) {
    if (!f.doubled) continue;
    const std::size_t start = joined_.size();
    for (std::size_t i = 0; i < f.text.size(); ++i) {
      joined_ += f.text[i];
      if (f.text[i] == '"') ++i;
    }
    f.text = std::string_view(joined_).substr(start);
    f.doubled = false;
  }
}

place csv_reader::where(std::size_t column) const { return place_at(fields_[column].at); }

place csv_reader::place_at(std::size_t offset) const {
  const detail::line_and_column at =
      detail::position_behind(text_.substr(record_, offset - record_), {line_, 1});
  place out;
  out.file = file_;
  out.line = at.line;
  out.column = at.column;
  return out;
}

}  // namespace zhibiao::inline ZB_ABI
