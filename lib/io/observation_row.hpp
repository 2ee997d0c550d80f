#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/value/quantity.hpp>

#include "io/row_keys.hpp"
#include "io/table.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace zhibiao::inline ZB_ABI::detail {

/// The columns of a table of observations, in the order of `observation_columns()`.
struct observation_column {
  enum position : std::size_t { area, indicator, period, value, unit, status, note };
};
std::span<const column_rule> observation_columns() noexcept;

/// What a row says. Texts are those of the table.
struct observation_row {
  area_index area = 0;
  indicator_index indicator = 0;
  zhibiao::period period;
  /// An exact figure in the indicator's own unit or an empty field, and nothing besides.
  bool is_plain = false;
  double figure = 0;  ///< of a plain row; `reported_empty` for an empty field

  // Of any other row.
  std::optional<quantity> said;
  std::optional<zhibiao::unit> unit;
  observation_status status = observation_status::normal;
  std::string_view printed;  ///< as the report said it, where that is more than a number
  std::string_view note;
};

/// Reads the rows of a table of observations, however they are written.
class observation_row_reader {
 public:
  /// Without a catalogue or areas (null) what refers to them is not checked.
  observation_row_reader(table& rows, const catalog* catalog, const area_tree* areas);

  /// The row the table is at; none where it is faulty, and all its faults are reported.
  std::optional<observation_row> read();

  row_keys& keys() noexcept { return keys_; }

 private:
  template <class T>
  std::optional<T> key(std::size_t at, std::optional<T> (row_keys::*meaning_of)(std::size_t));
  observation_status read_status();
  std::optional<quantity> read_quantity(std::string_view text);

  table& rows_;
  row_keys keys_;
  const catalog* catalog_;
  bool is_good_ = true;
};

}  // namespace zhibiao::inline ZB_ABI::detail
