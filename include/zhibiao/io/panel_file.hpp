#pragma once

#include <zhibiao/engine/figure_source.hpp>
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

namespace detail {
class opened_panel_file;
}

/// A packed panel file, open for reading: catalogue, areas, targets and the shape of its blocks are in
/// memory, figures are read when asked for. Every byte is checked before it is believed.
///
/// Immutable: share one between threads freely. Reading uses positions of its own, and no memory but the
/// caller's and a megabyte.
class panel_file {
 public:
  /// Opens the file and reads all but the figures. Throws `error`: cannot_read with the system's
  /// reason; not_a_panel_file; newer_version; damaged_file, also where the file is cut short or longer than it was.
  explicit panel_file(const std::string& path);
  panel_file(panel_file&&) noexcept;
  panel_file& operator=(panel_file&&) noexcept;
  ~panel_file();

  const std::string& path() const noexcept;
  const std::shared_ptr<const zhibiao::catalog>& catalog() const noexcept;
  const std::shared_ptr<const area_tree>& areas() const noexcept;
  const zhibiao::targets& targets() const noexcept;

  /// By frequency and form as those of a panel, coarsest first.
  std::span<const block_shape> blocks() const noexcept;

  /// How many periods of a block the file keeps together; see `periods_per_run` of the writer.
  std::size_t periods_per_run(std::size_t block) const noexcept;

  /// How many rows were reported, empty ones included.
  std::uint64_t reported() const noexcept;
  /// True where some row is about the area, or about the period in a column of a block.
  bool is_reporting(area_index area) const noexcept;
  bool is_reported(std::size_t block, std::size_t column) const noexcept;

  /// True where a reported status in the columns [first, last) of a slot may be other than normal.
  bool has_statuses(std::size_t block, std::size_t slot, std::size_t first,
                    std::size_t last) const noexcept;

  /// Reads the figures of all areas in the columns [first, last) of a slot: that of area a and column c
  /// to `out[a * stride + c - first]`. Statuses likewise. Remarks are appended, their cell being
  /// `a * stride + c - first`, by ascending cell.
  ///
  /// Whole runs are read to check them, whatever part of them is wanted. Throws `error`: cannot_read;
  /// damaged_file with the indicator and the periods; invalid_argument for columns or a stride that do
  /// not fit. Where it throws, what `out` holds is of no use.
  void read_values(std::size_t block, std::size_t slot, std::size_t first, std::size_t last,
                   double* out, std::size_t stride) const;
  void read_statuses(std::size_t block, std::size_t slot, std::size_t first, std::size_t last,
                     observation_status* out, std::size_t stride) const;
  void read_remarks(std::size_t block, std::size_t slot, std::size_t first, std::size_t last,
                    std::vector<remark>& out, std::size_t stride) const;

 private:
  friend class panel_file_source;

  std::unique_ptr<const detail::opened_panel_file> opened_;
};

/// Reads a whole file into memory. Throws as `panel_file` does, `error(too_large)` where it cannot be
/// held, and `error(cancelled)`.
panel read_panel(const panel_file& file, progress_callback progress = {});

}  // namespace zhibiao::inline ZB_ABI
