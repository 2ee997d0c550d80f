#pragma once

#include <zhibiao/panel/area_tree.hpp>
#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/catalog.hpp>
#include <zhibiao/panel/panel.hpp>

#include "panel/cell_summary.hpp"
#include "panel/panel_outline.hpp"
#include "panel/period_key.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace zhibiao::inline ZB_ABI::detail {

/// A panel that is being made: empty blocks are opened, figures are placed in them, and what has come
/// together is looked through.
class panel_assembly {
 public:
  /// Opens the blocks of an outline that is not `too_large`. Throws `std::bad_alloc`. `memory` may be
  /// null; `threads` is what the class uses wherever it reads or writes all cells.
  panel_assembly(std::shared_ptr<const zhibiao::catalog> catalog,
                 std::shared_ptr<const area_tree> areas, const panel_outline& outline, int threads,
                 arena* memory);

  /// In a panel of one block the number of a cell, below 2^30, is the sum of an area's part and of these two.
  bool has_one_block() const noexcept { return only_room_ != nullptr; }
  std::uint32_t part_of_indicator(indicator_index i) const noexcept {
    return static_cast<std::uint32_t>(only_room_->first_of[i]);
  }
  std::uint32_t part_of_period(period_key p) const noexcept {
    return static_cast<std::uint32_t>(ordinal_of(p) - only_room_->first_period);
  }

  /// The cell of one figure.
  double* find(area_index area, indicator_index indicator, period_key period) const noexcept {
    return rooms_[block_of(period)].find(area, indicator, period);
  }

  /// Finds the cells of n figures and asks for their memory, so that it is there when they are written.
  void find(const area_index* areas, const indicator_index* indicators, const period_key* periods,
            std::size_t n, double** cells) const noexcept;
  /// The same from the areas and from the parts of the cells' numbers.
  void find_parts(const std::uint32_t* areas, const std::uint32_t* indicators,
                  const std::uint32_t* periods, std::size_t n, double** cells) const noexcept;

  /// Writes n figures, numbers that are not -0 or `reported_empty`, blind: reading each cell first, to
  /// see whether it is taken, costs four times as much when rows come in no order. May be called from
  /// several threads; of figures that meet in a cell any one stays.
  static void write(double* const* cells, const double* values, std::size_t n) noexcept;

  /// Reads every cell. To be called once, when all figures are placed.
  void look_through();

  /// How many cells are filled: as many as figures were placed, unless some of them met.
  std::size_t filled() const noexcept;

  /// False where a number lies beyond its indicator's natural limits, or is infinite.
  bool keeps_limits() const;

  /// False where there is a number of an area that there is not in its period.
  bool keeps_validity() const;

  /// Where a cell is, for what is said of it besides its number.
  struct cell_place {
    block_figures* block;
    std::size_t cell;
  };
  cell_place place_of(area_index area, indicator_index indicator, period_key period) noexcept;

  /// Notes a status that is not normal, or what is said of a figure beyond its number.
  void set_status(cell_place where, observation_status status);
  static void add_remark(cell_place where, remark said);

  /// The panel. The assembly is then of no more use.
  panel finish(std::size_t reported);

 private:
  // Where the figures of one block go.
  struct room {
    double* cells = nullptr;
    std::vector<std::size_t> first_of;  // by indicator: the first cell of its slot
    std::size_t period_count = 0;
    std::int32_t first_period = 0;
    double* find(area_index area, indicator_index indicator, period_key period) const noexcept {
      return cells + first_of[indicator] + area * period_count +
             static_cast<std::size_t>(ordinal_of(period) - first_period);
    }
  };

  void open(const panel_outline& outline, std::size_t block, arena* memory);

  std::shared_ptr<const zhibiao::catalog> catalog_;
  std::shared_ptr<const area_tree> areas_;
  std::vector<block_figures> blocks_;
  std::array<room, most_blocks> rooms_;
  std::array<std::size_t, most_blocks> position_{};   ///< in the panel, of each block that is there
  const room* only_room_ = nullptr;                   ///< where there is one block
  std::vector<std::vector<cell_summary>> summaries_;  ///< by block of the panel, then slot
  int threads_;
};

}  // namespace zhibiao::inline ZB_ABI::detail
