#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/indicator.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace zhibiao::inline ZB_ABI {

/// Texts of one width, one behind the other: row i has the bytes from `i * width` on. Blanks around a
/// text and zero bytes behind it are padding. Texts of more than 16 bytes take longer than shorter ones,
/// which are handled as numbers are.
struct fixed_texts {
  std::string_view bytes;
  std::size_t width = 0;
};

/// Codes into a dictionary: row i has the text `words[codes[i]]`. Words that no row has do not matter.
template <class Code>
struct dictionary_codes {
  std::span<const Code> codes;
  std::span<const std::string_view> words;
};

/// The keys of the rows, as what they are in: texts of one width; whole numbers, which mean the text they
/// are written with; or codes into a dictionary.
using key_column = std::variant<fixed_texts, std::span<const std::int16_t>,
                                std::span<const std::int32_t>, std::span<const std::int64_t>,
                                dictionary_codes<std::int8_t>, dictionary_codes<std::int16_t>,
                                dictionary_codes<std::int32_t>, dictionary_codes<std::uint8_t>,
                                dictionary_codes<std::uint16_t>, dictionary_codes<std::uint32_t>>;

/// Figures in long columns, in the indicators' own units: row i says that `areas[i]` reported
/// `values[i]` of `indicators[i]` in `periods[i]`. Nothing is copied; the columns must outlive the call.
struct long_columns {
  key_column areas;       ///< codes, as `area_tree::find` takes them
  key_column indicators;  ///< ids
  key_column periods;     ///< as `parse_period` takes them; a whole number is a year: 2021
  /// A NaN is a cell that was reported without a number.
  std::span<const double> values;
  /// One bit a row as Arrow has them: that of row i is number `validity_offset + i`, from the lowest of
  /// the first byte on; where it is 0 the cell was reported without a number, whatever the value. Null:
  /// every value counts.
  const std::uint8_t* validity = nullptr;
  std::size_t validity_offset = 0;
};

/// What a pivot needs to know besides the columns.
struct pivot_options {
  /// Null: discovered. Every id becomes an indicator like `discovered`, numbers in their order, texts by
  /// their bytes.
  std::shared_ptr<const zhibiao::catalog> catalog;
  /// Null: discovered. Every code becomes an area of that name; which lies in which follows from the
  /// digits of statistical codes (`area_tree::make`).
  std::shared_ptr<const area_tree> areas;

  /// What is taken for granted of discovered indicators, besides their id and name. Since nothing is
  /// known of them, the default is a plain number without a unit that is never added up, neither over
  /// areas nor over time, and is shown with two places.
  indicator discovered = unknown_indicator();

  /// How many threads may work; the panel and the faults do not depend on it.
  int threads = 1;

  /// Where the panel's memory comes from and returns to; null: from the system. Need not outlive the
  /// panel.
  arena* memory = nullptr;

  std::size_t fault_limit = fault_list::default_limit;

  /// What messages call the columns: `rows:12` is the row of that number, from 1.
  std::string name = "rows";

  static indicator unknown_indicator();
};

/// Makes a panel of rows in any order, in time that grows with their number; sorted rows are the
/// quickest (`make bench BENCH=E1,E1-shuffled`). The panel does not depend on the order, nor on how keys
/// are written. Besides the panel it takes no memory that grows with the rows, except where it throws.
///
/// Throws `input_error` with every fault, each with its row: an unknown area or indicator, no period, an
/// infinite value, and what `panel_builder` refuses (limits, mixed forms, duplicates and
/// contradictions). Throws `error(too_large)` where the span of periods cannot be held, and
/// `error(invalid_argument)` where the columns have not one length.
panel pivot(const long_columns& rows, const pivot_options& how = {});

}  // namespace zhibiao::inline ZB_ABI
