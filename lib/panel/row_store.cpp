#include "panel/row_store.hpp"

#include <iterator>
#include <limits>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

// Rows that come one by one are kept in pieces of so many, so that making room copies nothing.
constexpr std::size_t batch_rows = 65'536;

constexpr bool fits_offset(std::int64_t n) noexcept {
  return n >= 0 && n <= std::numeric_limits<std::uint32_t>::max();
}

}  // namespace

void row_store::batch::list_lines_from_zero() {
  line_offsets.reserve(std::max(size() + 1, batch_rows));
  for (std::size_t i = 0; i < size(); ++i) {
    line_offsets.push_back(static_cast<std::uint32_t>(
        first_line == 0 ? 0 : first_line + static_cast<std::int64_t>(i)));
  }
  first_line = 0;
}

// Makes room for the line of the next row; false where this batch cannot tell it.
bool row_store::batch::take_line(std::int64_t line) {
  if (size() == 0) {
    first_line = line;
    return true;
  }
  if (line_offsets.empty()) {
    const auto rows = static_cast<std::int64_t>(size());
    if (line == (first_line == 0 ? 0 : first_line + rows)) return true;
    if (!fits_offset(line) || !fits_offset(first_line) || !fits_offset(first_line + rows)) {
      return false;
    }
    list_lines_from_zero();
  }
  if (!fits_offset(line - first_line)) return false;
  line_offsets.push_back(static_cast<std::uint32_t>(line - first_line));
  return true;
}

row_store::batch& row_store::open_batch(std::int64_t line) {
  if (!batches_.empty() && batches_.back().size() < batch_rows && batches_.back().take_line(line)) {
    return batches_.back();
  }
  const std::size_t begin = size();
  batch& b = batches_.emplace_back();
  b.begin = begin;
  b.take_line(line);
  return b;
}

void row_store::add(const stored_row& row) {
  batch& b = open_batch(row.line);
  b.areas.push_back(row.area);
  b.indicators.push_back(row.indicator);
  b.periods.push_back(row.period);
  b.values.push_back(row.value);
  outline_.add(row.indicator, row.period);
}

void row_store::add(figure_rows rows, const panel_outline& outline) {
  std::vector<period_key> keys(rows.periods.size());
  std::transform(rows.periods.begin(), rows.periods.end(), keys.begin(), key_of);
  batch b;
  b.begin = size();
  b.areas = std::move(rows.areas);
  b.indicators = std::move(rows.indicators);
  b.periods.resize(rows.period_codes.size());
  std::transform(rows.period_codes.begin(), rows.period_codes.end(), b.periods.begin(),
                 [&keys](std::uint16_t code) { return keys[code]; });
  b.values = std::move(rows.values);
  b.first_line = rows.first_line;
  if (rows.first_line != 0) b.line_offsets = std::move(rows.line_offsets);
  batches_.push_back(std::move(b));
  outline_.add(outline);
}

stored_row row_store::operator[](std::size_t i) const noexcept {
  const auto after = std::upper_bound(batches_.begin(), batches_.end(), i,
                                      [](std::size_t n, const batch& b) { return n < b.begin; });
  const batch& b = *std::prev(after);
  const std::size_t at = i - b.begin;
  return {b.areas[at], b.indicators[at], b.periods[at], b.values[at], b.line(at)};
}

bool row_store::is_in_line_order() const noexcept {
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (const batch& b : batches_) {
    for (std::size_t i = 0; i < b.size(); ++i) {
      const std::int64_t line = b.line(i);
      if (line < last) return false;
      last = line;
    }
  }
  return true;
}

}  // namespace zhibiao::inline ZB_ABI::detail
