#include "panel/duplicate_rows.hpp"

#include "panel/key_table.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>

namespace zhibiao::inline ZB_ABI::detail {
namespace {

constexpr std::uint64_t no_row_number = std::numeric_limits<std::uint64_t>::max();

// One cell, one number; the sixty-four bits are enough for any area list and catalogue that fit into
// memory.
struct cell_numbers {
  std::uint64_t areas;
  std::uint64_t of(area_index area, indicator_index indicator, period_key period) const noexcept {
    constexpr unsigned period_bits = 17 + block_bits;
    return (indicator * areas + area) << period_bits | period;
  }
};

// A set of cells that may take others for its members, in about one case of eight.
class rough_set {
 public:
  explicit rough_set(std::size_t members)
      : words_(std::bit_ceil(std::max<std::size_t>(members / 16, 1)), 0) {}
  bool has(std::uint64_t hash) const noexcept { return (word(hash) & bit(hash)) != 0; }
  /// True where it was there already.
  bool insert(std::uint64_t hash) noexcept {
    const bool had = has(hash);
    words_[hash & (words_.size() - 1)] |= bit(hash);
    return had;
  }

 private:
  std::uint64_t word(std::uint64_t hash) const noexcept {
    return words_[hash & (words_.size() - 1)];
  }
  static std::uint64_t bit(std::uint64_t hash) noexcept {
    return std::uint64_t{1} << (hash >> 58U);
  }

  std::vector<std::uint64_t> words_;
};

// The few rows that may have a twin are looked at closely.
struct suspect {
  std::int64_t line;
  std::uint64_t row;
  std::uint64_t cell;
};

}  // namespace

duplicate_rows find_duplicate_rows(const row_store& rows, std::size_t areas, std::size_t limit) {
  const cell_numbers cells{areas};
  const auto for_each_cell = [&](const auto& visit) {
    rows.for_each_run(0, rows.size(), [&](const row_store::run& run) {
      for (std::size_t i = 0; i < run.size; ++i) {
        visit(cells.of(run.areas[i], run.indicators[i], run.periods[i]), run.first + i);
      }
    });
  };

  rough_set once(rows.size());
  rough_set again(rows.size());
  std::size_t suspects = 0;
  for_each_cell([&](std::uint64_t cell, std::size_t) {
    if (once.insert(mixed(cell))) again.insert(mixed(cell));
  });
  for_each_cell([&](std::uint64_t cell, std::size_t) { suspects += again.has(mixed(cell)); });

  // Part by part, so that the memory stays small where every row has a twin.
  constexpr std::size_t part_size = 8'000'000;
  const std::size_t parts = suspects / part_size + 1;
  const bool is_in_order = rows.is_in_line_order();
  duplicate_rows found;
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<suspect> list;
    for_each_cell([&](std::uint64_t cell, std::size_t row) {
      const std::uint64_t hash = mixed(cell);
      if (again.has(hash) && hash % parts == part) list.push_back({rows[row].line, row, cell});
    });
    const auto is_before = [](const suspect& a, const suspect& b) {
      return std::tie(a.line, a.row) < std::tie(b.line, b.row);
    };
    if (!is_in_order) std::sort(list.begin(), list.end(), is_before);
    key_table<std::uint64_t, std::uint64_t> first_of(no_row_number);
    std::size_t kept = 0;
    for (const suspect& s : list) {
      std::uint64_t& first = first_of.at(s.cell);
      if (first == no_row_number) {
        first = s.row;
        continue;
      }
      ++found.count;
      if (kept++ < limit) found.kept.push_back({first, s.row});
    }
  }
  std::sort(found.kept.begin(), found.kept.end(),
            [&rows](const duplicate_row& a, const duplicate_row& b) {
              return std::tuple(rows[a.again].line, a.again) <
                     std::tuple(rows[b.again].line, b.again);
            });
  if (found.kept.size() > limit) found.kept.resize(limit);
  return found;
}

}  // namespace zhibiao::inline ZB_ABI::detail
