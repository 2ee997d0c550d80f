#include "io/table.hpp"

#include <zhibiao/value/nearest.hpp>

#include "io/characters.hpp"
#include "io/wording.hpp"

#include <algorithm>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

bool is_called(const column_rule& rule, std::string_view name) {
  return rule.name == name || std::find(rule.other_names.begin(), rule.other_names.end(), name) !=
                                  rule.other_names.end();
}

std::string names_of(const column_rule& rule) {
  std::string out = found(rule.name);
  for (std::size_t i = 0; i < rule.other_names.size(); ++i) {
    out += (i == 0 ? " (or " : ", ") + std::string(rule.other_names[i]);
  }
  return rule.other_names.empty() ? out : out + ")";
}

std::string separator_hint(std::span<const std::string> header) {
  if (header.size() != 1) return {};
  for (const std::string_view separator : {"\t", ";", "|", "\xEF\xBC\x8C"}) {
    if (header[0].find(separator) != std::string::npos) {
      return "; the fields must be separated by commas";
    }
  }
  return {};
}

}  // namespace

table::table(std::string_view text, const std::string& file, std::span<const column_rule> rules,
             fault_list& faults)
    : file_(file),
      rules_(rules),
      faults_(&faults),
      reader_(text, file, faults),
      position_(rules.size(), absent) {
  const std::span<const std::string> header = reader_.header();
  if (header.empty()) {
    place where;
    where.file = file;
    if (without_blanks(text).empty() || without_blanks(text) == byte_order_mark) {
      faults.add(errc::empty_file, where, "expected a header and rows, found nothing",
                 severity::warning);
    }
    return;
  }
  is_readable_ = true;
  std::vector<std::string_view> known;
  for (const column_rule& rule : rules) {
    known.push_back(rule.name);
    known.insert(known.end(), rule.other_names.begin(), rule.other_names.end());
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const column_rule& r) { return is_called(r, header[i]); });
    if (rule == rules.end()) {
      if (faults.warnings() >= faults.limit()) {
        faults.add(errc::unknown_column, {}, {}, severity::warning);
        continue;
      }
      faults.add(errc::unknown_column, reader_.header_place(i),
                 "the column " + found(header[i]) + " has no meaning here" +
                     did_you_mean(nearest_name(header[i], known)),
                 severity::warning);
      continue;
    }
    std::size_t& position = position_[static_cast<std::size_t>(rule - rules.begin())];
    if (position != absent) {
      faults.add(errc::duplicate_id, reader_.header_place(i),
                 "the column " + found(rule->name) + " is given twice, as " +
                     found(header[position]) + " and " + found(header[i]));
      is_readable_ = false;
    }
    position = i;
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!rules[i].needed || position_[i] != absent) continue;
    std::string message = "expected a column " + names_of(rules[i]) + ", found ";
    constexpr std::size_t most_names = 8;
    for (std::size_t k = 0; k < std::min(header.size(), most_names); ++k) {
      message += (k == 0 ? "" : ", ") + found(header[k]);
    }
    if (header.size() > most_names) message += ", ...";
    faults.add(errc::missing_column, reader_.header_place(0), message + separator_hint(header));
    is_readable_ = false;
  }
}

void table::resume(std::string_view piece, std::int64_t line, fault_list& faults) noexcept {
  faults_ = &faults;
  has_rows_ = false;
  reader_.resume(piece, line, faults);
}

bool table::next() {
  if (!is_readable_) return false;
  const std::size_t errors_before = faults_->errors();
  if (next_of_piece()) return true;
  if (!has_rows_ && faults_->errors() == errors_before) warn_of_no_rows(*faults_);
  return false;
}

bool table::next_of_piece() {
  while (reader_.next()) {
    const std::span<const csv_field> fields = reader_.fields();
    has_rows_ = true;
    // Spreadsheets write such rows for lines that look empty in them.
    const bool is_empty = std::all_of(fields.begin(), fields.end(),
                                      [](const csv_field& f) { return f.text.empty(); });
    if (!is_empty) return true;
  }
  return false;
}

void table::warn_of_no_rows(fault_list& faults) const {
  place where;
  where.file = file_;
  faults.add(errc::empty_file, where, "expected rows behind the header, found none",
             severity::warning);
}

std::string_view table::field(std::size_t column) const noexcept {
  return without_blanks(raw(column));
}

place table::row_place() const {
  place out;
  out.file = file_;
  out.line = line();
  return out;
}

bool table::is_filled(std::size_t column) {
  if (!field(column).empty()) return true;
  report(errc::missing_value, column, [&] {
    return "expected a value in the column " + found(rules_[column].name) + ", found none";
  });
  return false;
}

}  // namespace zhibiao::inline ZB_ABI::detail
