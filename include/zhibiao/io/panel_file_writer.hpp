#pragma once

#include <zhibiao/engine/request.hpp>
#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/panel/targets.hpp>
#include <zhibiao/value/period.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// What a packed panel file will hold of one frequency and form.
struct packed_block_shape {
  period first_period;
  std::size_t period_count = 0;
  std::vector<indicator_index> indicators;  ///< in catalogue order
};

/// The figures of one indicator over the periods that are kept together in the file: columns
/// [first_column, last_column) of a block.
struct packed_run_place {
  std::size_t block = 0;
  std::size_t slot = 0;
  std::size_t first_column = 0;
  std::size_t last_column = 0;
};

/// Bytes of figures that a packed panel file keeps together: enough to read at the speed of the disk,
/// few enough to hold several.
inline constexpr std::uint64_t usual_run_bytes = std::uint64_t{16} << 20U;

/// How many periods a run has: as many as make `run_bytes` of figures over all areas, but at least one;
/// cut to whole years, or to a part that divides the year. Runs begin where the period's ordinal is a
/// multiple of it, so the same period of another year stands at the same place of its run.
std::size_t periods_per_run(std::size_t areas, frequency f,
                            std::uint64_t run_bytes = usual_run_bytes) noexcept;

/// Writes a packed panel file run by run, so that only one run has to be in memory. The file appears,
/// or takes the place of an old one, when `finish` returns; a writer that is destroyed before leaves the
/// old file whole and nothing else. Not for use from several threads at once.
class panel_file_writer {
 public:
  /// Throws `error`: cannot_write; too_large; invalid_argument for blocks that are not in the order
  /// of `panel::blocks`, without periods or without indicators, or of indicators that are not in the
  /// catalogue or not in its order.
  panel_file_writer(const std::string& path, const catalog& indicators, const area_tree& areas,
                    const targets& wanted, std::vector<packed_block_shape> blocks,
                    std::uint64_t run_bytes = usual_run_bytes);
  panel_file_writer(panel_file_writer&&) noexcept;
  panel_file_writer& operator=(panel_file_writer&&) noexcept;
  ~panel_file_writer();

  /// How many runs there are, and how many are written.
  std::size_t run_count() const noexcept;
  std::size_t written() const noexcept;

  /// The run that is to be written next: by block, then indicator, then period. Only while there is one.
  packed_run_place next() const noexcept;

  /// Writes the next run: figures `[area][column of the run]`; statuses in the same order, or none where
  /// all are normal; remarks by ascending cell, which counts within the run.
  ///
  /// Throws `error`: cannot_write; invalid_argument where the shapes do not fit, a figure is neither a
  /// finite number other than -0 nor `no_row` nor `reported_empty`, or a remark belongs to no figure.
  void write(std::span<const double> values, std::span<const observation_status> statuses = {},
             std::span<const remark> remarks = {});

  /// Puts the file in place. Throws `error`: cannot_write; invalid_argument where runs are missing.
  void finish();

 private:
  struct state;
  std::unique_ptr<state> state_;
};

/// Writes a panel, and targets if there are any, as a packed panel file; all of it or, where it throws
/// or `progress` cancels, nothing. Throws `error`: cannot_write, cancelled. The same data give the same
/// bytes. Places in text files are not kept but for those of targets.
void write_panel_file(const std::string& path, const panel& data, const targets& wanted = {},
                      progress_callback progress = {}, std::uint64_t run_bytes = usual_run_bytes);

}  // namespace zhibiao::inline ZB_ABI
