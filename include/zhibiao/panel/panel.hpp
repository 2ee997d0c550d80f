#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/buffer.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/missing.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/period.hpp>
#include <zhibiao/value/quantity.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// What a report said about one cell beyond its number: kept beside the block for the few cells
/// that have it.
struct remark {
  std::uint64_t cell = 0;  ///< offset in the block's values
  qualifier how = qualifier::exact;
  interval known;       ///< in the indicator's unit, cut to its natural limits
  std::string printed;  ///< the report's words, may be empty
  std::string note;     ///< may be empty
  /// The areas it was made from, where that is not the area itself; a packed file does not keep it.
  std::string made_of{};
};

/// The figures of one frequency and form on their way into a panel, shaped as `panel_block` says:
/// for those who have them in that shape already.
struct block_figures {
  period first_period;
  std::size_t period_count = 0;
  std::vector<indicator_index> indicators;         ///< by slot, in catalogue order
  std::vector<std::optional<int>> exact_decimals;  ///< by slot
  buffer<double> values;                           ///< `[slot][area][period]`
  buffer<observation_status> statuses;             ///< the same shape; empty: all normal
  std::vector<remark> remarks;                     ///< by ascending cell
};

/// The figures of one frequency and form: values `[slot][area][period]`, one slot for each indicator
/// that has figures here, areas in the tree's row order, periods without a gap from the first to the
/// last reported. Missing figures are `no_row` or `reported_empty`.
class panel_block {
 public:
  zhibiao::frequency frequency() const noexcept { return first_.frequency(); }
  zhibiao::form form() const noexcept { return first_.form(); }

  /// The first and the number of periods.
  period first_period() const noexcept { return first_; }
  std::size_t period_count() const noexcept { return period_count_; }
  period period_at(std::size_t i) const { return first_.shifted(static_cast<int>(i)); }
  /// The column of a period; none outside the block.
  std::optional<std::size_t> find(period p) const noexcept;

  /// The indicators that have a slot, by catalogue order.
  std::span<const indicator_index> indicators() const noexcept { return indicators_; }
  std::optional<std::size_t> slot(indicator_index i) const noexcept;

  /// All areas' figures of a slot, `[area][period]`.
  std::span<const double> values(std::size_t slot) const noexcept {
    return {values_.data() + slot * slot_cells_, slot_cells_};
  }
  /// The same shape, one status a cell; empty where every reported status of the block is normal.
  std::span<const observation_status> statuses(std::size_t slot) const noexcept {
    if (statuses_.empty()) return {};
    return {statuses_.data() + slot * slot_cells_, slot_cells_};
  }

  /// The digits after the point that every figure (and bound) of the slot fits into, so that
  /// `value * 10^digits` is a whole number below 2^51 and sums are exact; none where there is no such
  /// number of digits.
  std::optional<int> exact_decimals(std::size_t slot) const noexcept {
    return exact_decimals_[slot] < 0 ? std::nullopt : std::optional<int>(exact_decimals_[slot]);
  }

  /// The remarks of a slot in cell order, and of one cell (null where it has none).
  std::span<const remark> remarks(std::size_t slot) const noexcept;
  const remark* find_remark(std::size_t slot, area_index area, std::size_t period) const noexcept;

  /// What is known of a cell that is reported: its remark's interval, or exactly its value.
  interval known(std::size_t slot, area_index area, std::size_t period) const noexcept;

 private:
  friend class panel;

  period first_;
  std::size_t period_count_ = 0;
  std::size_t slot_cells_ = 0;
  std::vector<indicator_index> indicators_;
  std::vector<std::int32_t> slot_of_;  ///< by indicator; -1 none
  std::vector<std::int8_t> exact_decimals_;
  buffer<double> values_;
  buffer<observation_status> statuses_;
  std::vector<remark> remarks_;
};

/// Every reported figure of a data set (面板): towns by indicators by periods. Made by
/// `panel_builder`, `pivot` or `import_dense`, immutable, and cheap to copy (copies share the data).
/// Share one between threads freely.
class panel {
 public:
  panel();

  /// A panel of blocks that are in its shape already, coarsest first; `reported` rows in all. Nothing is
  /// copied, and the figures themselves are believed. Throws `error(invalid_argument)` where shapes do
  /// not fit each other, the areas or the catalogue.
  static panel make(std::shared_ptr<const zhibiao::catalog> catalog,
                    std::shared_ptr<const area_tree> areas, std::vector<block_figures> blocks,
                    std::size_t reported);

  const zhibiao::catalog& catalog() const noexcept { return *data_->catalog; }
  const area_tree& areas() const noexcept { return *data_->areas; }

  /// One block for each frequency and form that is reported, coarsest first.
  std::span<const panel_block> blocks() const noexcept { return data_->blocks; }
  const panel_block* find_block(frequency f, form form) const noexcept;

  /// How many rows were reported, empty ones included.
  std::size_t reported() const noexcept { return data_->reported; }

 private:
  friend class panel_builder;
  struct contents {
    std::shared_ptr<const zhibiao::catalog> catalog;
    std::shared_ptr<const area_tree> areas;
    std::vector<panel_block> blocks;
    std::size_t reported = 0;
  };
  explicit panel(std::shared_ptr<const contents> data) : data_(std::move(data)) {}

  std::shared_ptr<const contents> data_;
};

}  // namespace zhibiao::inline ZB_ABI
