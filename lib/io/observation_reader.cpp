#include "io/observation_reader.hpp"

#include <zhibiao/panel/missing.hpp>
#include <zhibiao/value/interval.hpp>

#include "io/characters.hpp"
#include "io/number.hpp"

#include <algorithm>
#include <bit>

namespace zhibiao::inline ZB_ABI::detail {

observation_reader::observation_reader(const table& header, const catalog* catalog,
                                       const area_tree* areas)
    : rows_(header), careful_(rows_, catalog, areas), catalog_(catalog), areas_(areas) {
  const std::size_t columns = observation_columns().size();
  fields_.resize(columns + rows_.width());
  for (std::size_t i = 0; i < rows_.width(); ++i) {
    slots_.push_back(static_cast<std::uint32_t>(columns + i));
  }
  for (std::size_t c = 0; c < columns; ++c) {
    if (const auto at = rows_.position(c)) slots_[*at] = static_cast<std::uint32_t>(c);
  }
  constexpr std::uint32_t area = observation_column::area;
  constexpr std::uint32_t indicator = observation_column::indicator;
  begins_with_keys_ = slots_.size() > 2 &&
                      std::min(slots_[0], slots_[1]) == std::min(area, indicator) &&
                      std::max(slots_[0], slots_[1]) == std::max(area, indicator);
}

std::size_t observation_reader::read(std::string_view text, std::size_t stop, bool is_last,
                                     observation_piece& piece) {
  std::size_t at = 0;
  while (at < stop) {
    std::size_t next = has_keys() ? read_plain(text, at, is_last, piece) : not_read;
    if (next == not_read) next = read_any(text, at, is_last, piece);
    if (next == not_read) break;
    at = next;
  }
  return at;
}

/// Reads the record at `at` if it is a whole plain row; gives the offset behind it.
inline std::size_t observation_reader::read_plain(std::string_view text, std::size_t at,
                                                  bool is_last, observation_piece& piece) {
  const bool is_known = leading_.begin(text.data() + at);
  const std::size_t next = split(text, at, is_known ? leading_.size() : 0, is_last);
  if (next == not_read) return not_read;

  using column = observation_column;
  const std::string_view* const fields = fields_.data();
  row_keys& keys = careful_.keys();
  if (!is_known) {
    const area_index* const area = meaning(area_cache_, fields[column::area],
                                           [&](std::string_view t) { return keys.find_area(t); });
    const indicator_index* const indicator =
        meaning(indicator_cache_, fields[column::indicator],
                [&](std::string_view t) { return keys.find_indicator(t); });
    if (area == nullptr || indicator == nullptr) return not_read;
    area_ = *area;
    indicator_ = *indicator;
    if (begins_with_keys_) {
      const char* const record = text.data() + at;
      leading_.remember({record, static_cast<std::size_t>(fields[slots_[2]].data() - record)});
    }
  }
  const std::uint16_t* const code =
      meaning(period_cache_, fields[column::period],
              [&](std::string_view t) -> std::optional<std::uint16_t> {
                const std::optional<period> found = keys.find_period(t);
                return found ? std::optional(code_of(*found)) : std::nullopt;
              });
  if (code == nullptr) return not_read;
  const bool says_more =
      !fields[column::note].empty() ||
      (!fields[column::status].empty() && !is_normal(fields[column::status])) ||
      (!fields[column::unit].empty() && !is_own_unit(fields[column::unit], indicator_));
  if (says_more) return not_read;

  const std::string_view said = fields[column::value];
  double value = reported_empty;
  if (!said.empty()) {
    std::optional<double> number = read_short_number(said);
    if (!number) number = read_plain_number(without_blanks(said));
    if (!number || !is_within(exactly(*number), (*catalog_)[indicator_].limits)) return not_read;
    value = *number;
  }
  piece.add(area_, indicator_, *code, value);
  piece.set_has_rows();
  piece.set_line(piece.line() + 1);
  return next;
}

/// What a key means: as remembered, else as found by `find(text)`, which is then remembered. Null
/// where it means nothing.
template <class T, class Find>
inline const T* observation_reader::meaning(text_cache<T>& cache, std::string_view text,
                                            Find find) {
  if (const T* known = cache.find(text)) return known;
  const std::string_view key = without_blanks(text);
  if (key.empty()) return nullptr;
  if (const T* known = cache.find(key)) return known;
  const std::optional<T> found = find(key);
  if (!found) return nullptr;
  cache.add(key, *found);
  return cache.find(key);
}

bool observation_reader::is_own_unit(std::string_view text, indicator_index indicator) {
  const unit* const found =
      meaning(unit_cache_, text, [&](std::string_view t) { return careful_.keys().find_unit(t); });
  return found != nullptr && *found == (*catalog_)[indicator].unit;
}

bool observation_reader::is_normal(std::string_view text) {
  const observation_status* const found =
      meaning(status_cache_, text, [](std::string_view t) { return parse_observation_status(t); });
  return found != nullptr && *found == observation_status::normal;
}

/// Splits the record at `at` into fields and gives the offset behind it, if it has as many as the
/// header, is on one line and has quotes around whole fields only. The first two, `known` bytes, may be
/// left as they are.
inline std::size_t observation_reader::split(std::string_view text, std::size_t at,
                                             std::size_t known, bool is_last) {
  // Most records have nothing below a comma but commas and the line end.
  std::string_view* const fields = fields_.data();
  const char* const end = text.data() + text.size();
  const char* block = text.data() + at + known;
  const char* start = block;
  const char* found = nullptr;
  std::uint64_t low = find_low_bytes(block);
  const std::uint32_t* slot = slots_.data() + (known == 0 ? 0 : 2);
  const std::uint32_t* const last_slot = slots_.data() + slots_.size() - 1;
  for (;;) {
    while (low == 0) {
      block += csv_marks::width;
      if (block > end) return not_read;
      low = find_low_bytes(block);
    }
    found = block + std::countr_zero(low);
    low &= low - 1;
    fields[*slot] = {start, static_cast<std::size_t>(found - start)};
    if (slot == last_slot) break;
    if (*found != ',') return split_marks(text, at, is_last);
    start = found + 1;
    ++slot;
  }
  if (*found != '\n' && *found != '\r') return split_marks(text, at, is_last);
  return behind_line_end(text, found, is_last);
}

/// The same, whatever the fields hold.
std::size_t observation_reader::split_marks(std::string_view text, std::size_t at, bool is_last) {
  const std::size_t width = slots_.size();
  const char* const end = text.data() + text.size();
  const char* block = text.data() + at;
  const char* start = block;
  csv_marks marks = find_csv_marks(block);
  int quotes = 0;
  for (std::size_t i = 0; i < width; ++i) {
    while (marks.ends == 0) {
      quotes += std::popcount(marks.quotes);
      block += csv_marks::width;
      if (block > end) return not_read;
      marks = find_csv_marks(block);
    }
    const char* const found = block + std::countr_zero(marks.ends);
    marks.ends &= marks.ends - 1;
    if ((*found == ',') != (i + 1 < width)) return not_read;
    fields_[slots_[i]] = {start, static_cast<std::size_t>(found - start)};
    start = found + 1;
  }
  // Only the quotes before the line end are the record's.
  const char* const line_end = start - 1;
  if (marks.quotes != 0) {
    const auto bits = static_cast<unsigned>(line_end - block);
    quotes += std::popcount(marks.quotes & ((std::uint64_t{1} << bits) - 1));
  }
  if (quotes != 0 && !take_off_quotes(static_cast<std::size_t>(quotes))) return not_read;
  return behind_line_end(text, line_end, is_last);
}

std::size_t observation_reader::behind_line_end(std::string_view text, const char* line_end,
                                                bool is_last) const {
  const auto at = static_cast<std::size_t>(line_end - text.data());
  // What stands behind the text is not the record's, but a LF may follow in the file.
  const bool may_go_on = at >= text.size() || (*line_end == '\r' && at + 1 == text.size());
  if (may_go_on) return is_last ? text.size() : not_read;
  return at + (line_end[0] == '\r' && line_end[1] == '\n' ? 2 : 1);
}

/// True where the record's quotes stand in pairs around whole fields, so that none is in a field and
/// no separator is; takes them off.
bool observation_reader::take_off_quotes(std::size_t count) {
  for (std::string_view& f : fields_) {
    if (f.empty() || f.front() != '"') continue;
    if (f.size() < 2 || f.back() != '"' || count < 2) return false;
    f = f.substr(1, f.size() - 2);
    count -= 2;
  }
  return count == 0;
}

/// Reads the record at `at`, if the text has all of it; gives the offset behind it.
std::size_t observation_reader::read_any(std::string_view text, std::size_t at, bool is_last,
                                         observation_piece& piece) {
  const std::size_t next = scan_csv_record(text, at, scratch_).next;
  if (next == text.size() && !is_last) return not_read;

  rows_.resume(text.substr(at, next - at), piece.line(), piece.faults());
  if (rows_.next_of_piece()) {
    const std::optional<observation_row> row = careful_.read();
    if (row && has_keys()) {
      if (row->is_plain) {
        piece.add(row->area, row->indicator, code_of(row->period), row->figure);
      } else {
        piece.add(*row, rows_.where(observation_column::value));
      }
    }
  }
  if (rows_.has_rows()) piece.set_has_rows();
  piece.place_new_faults();
  piece.set_line(rows_.next_line());
  return next;
}

std::uint16_t observation_reader::code_of(period wanted) {
  const auto found = std::find(periods_.begin(), periods_.end(), wanted);
  const auto code = static_cast<std::uint16_t>(found - periods_.begin());
  if (found == periods_.end()) periods_.push_back(wanted);
  return code;
}

}  // namespace zhibiao::inline ZB_ABI::detail
