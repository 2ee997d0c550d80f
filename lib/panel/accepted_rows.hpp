#pragma once

#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/panel_builder.hpp>

#include "panel/row_store.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace zhibiao::inline ZB_ABI::detail {

/// What a row says beyond its number.
struct said_of_row {
  qualifier how = qualifier::exact;
  interval known;
  observation_status status = observation_status::normal;
  std::string printed;
  std::string note;
};

/// A row that a builder has found no fault in.
struct accepted_row {
  stored_row figure;
  std::optional<said_of_row> said;
};

/// Rows on their way from one builder to others of the same catalogue and areas, for data that no single
/// builder can hold.
class accepted_rows {
 public:
  /// Takes all rows out of a builder, in the order they were added, which goes on to check others: its
  /// faults and the forms it has seen stay with it. Calls `visit(accepted_row)`.
  template <class Visit>
  static void take(panel_builder& from, const Visit& visit) {
    const row_store rows = from.rows_->take_rows();
    auto extras = std::exchange(from.extras_, {});
    std::size_t next = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      accepted_row row{rows[i], {}};
      if (next < extras.size() && extras[next].row == i) {
        panel_builder::extra& e = extras[next++];
        row.said = said_of_row{e.how, e.known, e.status, std::move(e.printed), std::move(e.note)};
      }
      visit(std::move(row));
    }
  }

  /// Adds a row without checking it again.
  static void put(panel_builder& to, accepted_row row) {
    to.rows_->add(row.figure);
    if (!row.said) return;
    said_of_row& s = *row.said;
    to.extras_.push_back(
        {to.rows_->size() - 1, s.how, s.known, s.status, std::move(s.printed), std::move(s.note)});
  }
};

}  // namespace zhibiao::inline ZB_ABI::detail
