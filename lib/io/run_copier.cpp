#include "io/run_copier.hpp"

#include <zhibiao/panel/missing.hpp>

#include "io/packed_directory.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

/// Columns of every row of `width`, to columns from `to` on of every row of `out_width`.
template <class T>
void copy_columns(std::span<const T> rows, std::size_t width, const column_range& columns,
                  std::vector<T>& out, std::size_t out_width, std::size_t to) {
  const std::size_t count = rows.size() / width;
  for (std::size_t row = 0; row < count; ++row) {
    std::copy_n(rows.data() + row * width + columns.first, columns.size(),
                out.data() + row * out_width + to);
  }
}

}  // namespace

void run_copier::write(panel_file_writer& out, const panel_block& from, std::size_t slot,
                       std::size_t before) {
  const packed_run_place at = out.next();
  const std::size_t width = from.period_count();
  const std::size_t columns = at.last_column - at.first_column;
  const std::size_t areas = from.values(slot).size() / width;
  // The columns of the panel that belong to the run, and where they stand in it.
  const std::size_t end = before + width;
  const column_range there{std::clamp(at.first_column, before, end) - before,
                           std::clamp(at.last_column, before, end) - before};
  const std::size_t to = there.size() > 0 ? before + there.first - at.first_column : 0;

  values_.assign(areas * columns, no_row);
  copy_columns(from.values(slot), width, there, values_, columns, to);
  statuses_.clear();
  if (!from.statuses(slot).empty()) {
    statuses_.assign(areas * columns, observation_status::normal);
    copy_columns(from.statuses(slot), width, there, statuses_, columns, to);
  }
  remarks_.clear();
  const std::uint64_t slot_start = slot * areas * width;
  for (const remark& r : from.remarks(slot)) {
    const std::uint64_t area = (r.cell - slot_start) / width;
    const std::uint64_t column = (r.cell - slot_start) % width;
    if (column < there.first || column >= there.last) continue;
    remarks_.push_back(r);
    remarks_.back().cell = area * columns + to + column - there.first;
  }
  out.write(values_, statuses_, remarks_);
}

}  // namespace zhibiao::inline ZB_ABI::detail
