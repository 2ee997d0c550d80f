#pragma once

#include "panel/row_store.hpp"

#include <cstddef>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Two rows, by number, that are about the same cell.
struct duplicate_row {
  std::size_t first;  ///< of all rows about the cell, that of the least line
  std::size_t again;
};

struct duplicate_rows {
  std::size_t count = 0;  ///< of all pairs
  /// The first of them by the line of `again`, rows of one line by their number.
  std::vector<duplicate_row> kept;
};

/// Every row about a cell that an earlier one is about, each with the earliest; rows come in the order of
/// their lines, those of one line as they were added. Keeps at most `limit` of them. For inputs already
/// known to be faulty: this takes many times as long as placing them.
duplicate_rows find_duplicate_rows(const row_store& rows, std::size_t areas, std::size_t limit);

}  // namespace zhibiao::inline ZB_ABI::detail
