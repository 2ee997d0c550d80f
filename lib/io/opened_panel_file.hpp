#pragma once

#include <zhibiao/engine/figure_source.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/error.hpp>

#include "io/checksum.hpp"
#include "io/figure_bits.hpp"
#include "io/packed_directory.hpp"
#include "io/packed_statuses.hpp"
#include "io/readable_file.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// Doubles as they stand in a file, made those of this machine.
void from_file_order(std::span<double> values) noexcept;
inline void from_file_order(std::span<observation_status>) noexcept {}

inline bool may_stand_in_a_panel(std::span<const double> values) noexcept {
  return are_figures(values);
}
inline bool may_stand_in_a_panel(std::span<const observation_status> statuses) noexcept {
  return are_statuses(statuses);
}

/// A packed panel file with all but its figures in memory. Immutable: threads may share it.
class opened_panel_file {
 public:
  /// Throws as `panel_file` does.
  explicit opened_panel_file(const std::string& path);

  const readable_file& file() const noexcept { return file_; }
  const std::shared_ptr<const zhibiao::catalog>& catalog() const noexcept { return catalog_; }
  const std::shared_ptr<const area_tree>& areas() const noexcept { return areas_; }
  const zhibiao::targets& targets() const noexcept { return targets_; }
  const packed_directory& directory() const noexcept { return directory_; }
  std::span<const block_shape> shapes() const noexcept { return shapes_; }

  const std::vector<packed_run>& runs(std::size_t block, std::size_t slot) const noexcept {
    return directory_.blocks[block].slots[slot].runs;
  }
  column_range columns(std::size_t block, std::size_t run) const noexcept;
  /// The run that has a column.
  std::size_t run_with(std::size_t block, std::size_t column) const noexcept;

  /// Reads the figures or statuses of a run some areas at a time: for every `rows_at_once` of them
  /// `room(count)` gives the memory, and `take(first_row, cells)` gets it filled. The last are only
  /// given when the checksum of the whole is right.
  /// Throws `error`: cannot_read, damaged_file.
  template <class T, class Room, class Take>
  void read_run(const file_piece& p, const char* what, std::size_t block, std::size_t slot,
                const column_range& run, std::size_t rows_at_once, Room room, Take take) const;

  /// What is found out about a run while it is read.
  struct run_check {
    running_checksum sum;
    bool is_good = true;
  };

  /// Makes the next cells of a run, as they stand in the file, those of this machine.
  template <class T>
  static void check_cells(std::span<T> cells, run_check& run);
  /// After the last of them. Throws `error(damaged_file)`.
  void finish_check(const run_check& found, const file_piece& p, const char* what,
                    const place& where) const;

  /// Refuses anything but zeros between the piece and the one before it.
  void check_padding(const file_piece& p, const std::string& what, place where) const;

  /// All bytes of the remarks of a run.
  std::string remarks(const file_piece& p, const place& where) const;

  /// The indicator and the periods of a run, for messages.
  place place_of(std::size_t block, std::size_t slot, const column_range& run) const;

 private:
  /// All bytes of a piece; no room is made for what has a wrong checksum.
  std::string section(const file_piece& p, const std::string& what, place where = {}) const;

  [[noreturn]] void fail_damaged(std::string message, place where) const;
  [[noreturn]] void fail_sum(const std::string& what, const file_piece& p, std::uint64_t found,
                             place where) const;

  readable_file file_;
  std::shared_ptr<const zhibiao::catalog> catalog_;
  std::shared_ptr<const area_tree> areas_;
  zhibiao::targets targets_;
  packed_directory directory_;
  std::vector<block_shape> shapes_;
};

template <class T>
void opened_panel_file::check_cells(std::span<T> cells, run_check& run) {
  run.sum.add({reinterpret_cast<const char*>(cells.data()), cells.size_bytes()});
  from_file_order(cells);
  run.is_good = run.is_good && may_stand_in_a_panel(cells);
}

template <class T, class Room, class Take>
void opened_panel_file::read_run(const file_piece& p, const char* what, std::size_t block,
                                 std::size_t slot, const column_range& run,
                                 std::size_t rows_at_once, Room room, Take take) const {
  // Read, checked and handed on while it is in the cache of one core.
  constexpr std::size_t cached = (std::size_t{256} << 10U) / sizeof(T);
  check_padding(p, what, place_of(block, slot, run));
  run_check found;
  for (std::size_t row = 0; row < areas_->size(); row += rows_at_once) {
    const std::size_t count = std::min(rows_at_once, areas_->size() - row);
    const std::span<T> cells(room(count), count * run.size());
    std::uint64_t from = p.offset + row * run.size() * sizeof(T);
    for (std::span<T> rest = cells; !rest.empty();) {
      const std::span<T> now = rest.first(std::min(cached, rest.size()));
      file_.read(from, reinterpret_cast<char*>(now.data()), now.size_bytes());
      check_cells(now, found);
      from += now.size_bytes();
      rest = rest.subspan(now.size());
    }
    if (row + count == areas_->size()) finish_check(found, p, what, place_of(block, slot, run));
    take(row, std::span<const T>(cells));
  }
}

}  // namespace zhibiao::inline ZB_ABI::detail
