#pragma once

#include <zhibiao/panel/panel.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// What there is of one frequency and form: which indicators have a slot, and over which periods. The
/// figures themselves are read run by run.
struct block_shape {
  period first;                             ///< its frequency and form are the block's
  std::size_t period_count = 0;             ///< periods without a gap from `first`
  std::vector<indicator_index> indicators;  ///< by slot, ascending
  /// By slot: the digits after the point that every figure and bound of the slot fits into, as
  /// `panel_block::exact_decimals`. A promise for the whole slot, whatever part of it is read.
  std::vector<std::optional<int>> exact_decimals;

  zhibiao::frequency frequency() const noexcept { return first.frequency(); }
  zhibiao::form form() const noexcept { return first.form(); }
  period period_at(std::size_t t) const { return first.shifted(static_cast<int>(t)); }
  /// The position of a period; none outside the block.
  std::optional<std::size_t> find(period p) const noexcept;
  /// The slot of an indicator; none where the block has no figure of it.
  std::optional<std::size_t> slot(indicator_index i) const noexcept;
};

/// What is known of a figure whose qualifier is not `exact`.
struct remarked_figure {
  area_index area = 0;
  std::size_t period = 0;  ///< position in the block
  qualifier how = qualifier::exact;
  interval known;  ///< in the indicator's unit, cut to its natural limits
};

/// All areas' figures of one slot over the periods [first, last) that were asked for; t counts from
/// `first`. Missing figures are `no_row` or `reported_empty`.
struct figure_run {
  const double* values = nullptr;  ///< `values[area * value_stride + t]`
  std::size_t value_stride = 0;
  const observation_status* statuses = nullptr;  ///< the same shape; null: all normal
  std::size_t status_stride = 0;
  std::span<const remarked_figure> remarks;  ///< of these periods, by area, then period
};

/// Reads some slots of one block side by side. For one thread at a time.
class figure_reader {
 public:
  figure_reader() = default;
  figure_reader(const figure_reader&) = delete;
  figure_reader& operator=(const figure_reader&) = delete;
  virtual ~figure_reader() = default;

  /// How many periods a run may have, besides the `reach` before it: at least 1. It may depend on how
  /// much memory there is; no result depends on it.
  virtual std::size_t longest_run() const noexcept = 0;

  /// The figures of the periods [first, last) of a slot, by its position in the list given to `open`.
  /// They stay until the next `read` of that slot or the end of the reader. Of each slot, neither end
  /// ever goes back from one call to the next, `last - first` is at most `reach + longest_run()`, and
  /// what lies before the `first` of a call will not be asked for again.
  virtual figure_run read(std::size_t slot, std::size_t first, std::size_t last) = 0;
};

/// Where `evaluate` reads figures from: a panel in memory, or a file that is larger than the memory.
/// Immutable: several threads may use one source at once, each with readers of its own.
class figure_source {
 public:
  figure_source() = default;
  figure_source(const figure_source&) = delete;
  figure_source& operator=(const figure_source&) = delete;
  virtual ~figure_source() = default;

  /// The catalogue and the areas, as the panel that results keep. Where the figures are not in memory
  /// it is a panel without any.
  virtual const zhibiao::panel& frame() const noexcept = 0;

  /// The blocks as in `panel::blocks`: coarsest first.
  virtual std::span<const block_shape> blocks() const noexcept = 0;

  /// How many rows were reported, empty ones included.
  virtual std::size_t reported() const noexcept = 0;

  /// True where reading costs nothing and many readers may be open at once: several threads are then
  /// each given one. Otherwise one reader is open at a time.
  virtual bool is_in_memory() const noexcept = 0;

  /// A reader of these slots of a block (at least one, none twice); it ends before the source does.
  /// Each run will be read together with up to `reach` periods before it, because a change needs its
  /// base and what broke the series since.
  virtual std::unique_ptr<figure_reader> open(std::size_t block, std::span<const std::size_t> slots,
                                              std::size_t reach) const = 0;
};

/// The figures of a panel, where they are: nothing is copied.
class panel_source final : public figure_source {
 public:
  explicit panel_source(zhibiao::panel data);

  const zhibiao::panel& frame() const noexcept override { return data_; }
  std::span<const block_shape> blocks() const noexcept override { return shapes_; }
  std::size_t reported() const noexcept override { return data_.reported(); }
  bool is_in_memory() const noexcept override { return true; }
  std::unique_ptr<figure_reader> open(std::size_t block, std::span<const std::size_t> slots,
                                      std::size_t reach) const override;

 private:
  zhibiao::panel data_;
  std::vector<block_shape> shapes_;
};

}  // namespace zhibiao::inline ZB_ABI
