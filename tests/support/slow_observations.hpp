#pragma once

#include <zhibiao/panel/missing.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/panel_builder.hpp>
#include <zhibiao/value/fault.hpp>

#include "io/observation_row.hpp"
#include "io/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace zhibiao::test {

/// What `parse_observations` does, record by record from the first to the last: no pieces, no threads
/// and no shorter way for plain rows.
inline void slow_parse_observations(std::string_view text, const std::string& file_name,
                                    panel_builder& builder) {
  builder.set_file(file_name);
  detail::table rows(text, file_name, detail::observation_columns(), builder.faults());
  detail::observation_row_reader reader(rows, &builder.catalog(), &builder.areas());
  while (rows.next()) {
    const std::optional<detail::observation_row> row = reader.read();
    if (!row) continue;
    if (row->is_plain && is_missing(row->figure)) {
      builder.add_empty(row->area, row->indicator, row->period, rows.line());
    } else if (row->is_plain) {
      builder.add(row->area, row->indicator, row->period, row->figure, rows.line());
    } else {
      observation o;
      o.area = row->area;
      o.indicator = row->indicator;
      o.period = row->period;
      o.value = row->said;
      o.unit = row->unit;
      o.status = row->status;
      o.printed = row->printed;
      o.note = row->note;
      o.where = rows.where(detail::observation_column::value);
      builder.add(o);
    }
  }
}

/// The same for `check_observations`.
inline fault_list slow_check_observations(std::string_view text, const std::string& file_name,
                                          const catalog* catalog, const area_tree* areas,
                                          std::size_t fault_limit) {
  fault_list faults(fault_limit);
  detail::table rows(text, file_name, detail::observation_columns(), faults);
  detail::observation_row_reader reader(rows, catalog, areas);
  while (rows.next()) reader.read();
  return faults;
}

}  // namespace zhibiao::test
