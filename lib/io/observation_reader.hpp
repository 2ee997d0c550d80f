#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/value/period.hpp>

#include "io/csv_marks.hpp"
#include "io/leading_keys.hpp"
#include "io/observation_piece.hpp"
#include "io/observation_row.hpp"
#include "io/table.hpp"
#include "io/text_cache.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Reads records of a table of observations into pieces. The rows most tables are made of - known
/// keys and a number, nothing else - are recognised as they stand and read at once; every other
/// record goes through `observation_row_reader`, which knows all there is to know of rows.
class observation_reader {
 public:
  /// `header` has read the header. Without a catalogue or areas (null) rows are only checked, and
  /// pieces hold nothing but faults.
  observation_reader(const table& header, const catalog* catalog, const area_tree* areas);
  observation_reader(const observation_reader&) = delete;
  observation_reader& operator=(const observation_reader&) = delete;

  /// How many bytes behind a text may be read; the first of them must be a line end.
  static constexpr std::size_t margin =
      std::max(leading_keys::most_bytes, csv_marks::width + text_cache<area_index>::margin);

  /// Reads the records that start before `stop` in the text, which starts with one. Gives the offset
  /// behind them; where the text is not the last of its file and ends before a record may, that
  /// record's own.
  std::size_t read(std::string_view text, std::size_t stop, bool is_last, observation_piece& piece);

  /// What the codes of periods stand for so far.
  const std::vector<period>& periods() const noexcept { return periods_; }

 private:
  static constexpr std::size_t not_read = static_cast<std::size_t>(-1);

  std::size_t read_plain(std::string_view text, std::size_t at, bool is_last,
                         observation_piece& piece);
  std::size_t read_any(std::string_view text, std::size_t at, bool is_last,
                       observation_piece& piece);

  bool has_keys() const noexcept { return catalog_ != nullptr && areas_ != nullptr; }
  std::uint16_t code_of(period wanted);
  std::size_t split(std::string_view text, std::size_t at, std::size_t known, bool is_last);
  std::size_t split_marks(std::string_view text, std::size_t at, bool is_last);
  std::size_t behind_line_end(std::string_view text, const char* line_end, bool is_last) const;
  bool take_off_quotes(std::size_t count);
  bool is_own_unit(std::string_view text, indicator_index indicator);
  bool is_normal(std::string_view text);
  template <class T, class Find>
  const T* meaning(text_cache<T>& cache, std::string_view text, Find find);

  table rows_;
  observation_row_reader careful_;
  const catalog* catalog_;
  const area_tree* areas_;
  std::vector<csv_field> scratch_;

  // Of plain rows.
  std::vector<std::uint32_t> slots_;      ///< by position in a row: the place in `fields_`
  std::vector<std::string_view> fields_;  ///< by column, empty where there is none; then the others
  bool begins_with_keys_;                 ///< whether area and indicator are the first two columns
  leading_keys leading_;
  area_index area_ = 0;  ///< of the record that is read, or of the one before
  indicator_index indicator_ = 0;
  text_cache<area_index> area_cache_;
  text_cache<indicator_index> indicator_cache_;
  text_cache<std::uint16_t> period_cache_;
  text_cache<unit> unit_cache_;
  text_cache<observation_status> status_cache_;
  std::vector<period> periods_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
