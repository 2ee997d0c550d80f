#pragma once

#include <zhibiao/engine/measure.hpp>
#include <zhibiao/engine/method.hpp>
#include <zhibiao/engine/statistic.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/interval.hpp>
#include <zhibiao/value/status.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zhibiao::inline ZB_ABI {

/// How much of an area's towns a figure stands on. Of a town's own figure, one of one. Of a rank or a
/// share: how many of the peers have a figure, and how many there are.
struct cell_coverage {
  std::uint32_t counted = 1;  ///< towns, or peers, that took part
  std::uint32_t members = 1;  ///< those there are
  /// The share of the weight (denominator, declared weight) they have; NaN where it is unknown.
  double by_weight = std::numeric_limits<double>::quiet_NaN();

  double by_count() const noexcept { return members == 0 ? 0.0 : double(counted) / members; }
  /// The share that the minimum is held against: by weight where it is known, else by count.
  double share() const noexcept { return by_weight == by_weight ? by_weight : by_count(); }
};

/// One computed number with its reason.
struct result_cell {
  area_index area = 0;
  indicator_index indicator = 0;
  zhibiao::period period;
  zhibiao::measure measure = zhibiao::measure::value;
  /// Where the cell is a statistic over the area's towns: which, of their measure `measure`.
  std::optional<zhibiao::statistic> statistic;
  double value = std::numeric_limits<double>::quiet_NaN();  ///< NaN where `why` has no number
  status why = status::not_reported;
  /// [value, value], or the interval where an input is qualified: one that surely holds, and only the
  /// numbers that are possible at all, [0, infinity), where no narrower one is worked out.
  interval known;
  cell_coverage coverage;
};

/// What is known of one cell that is not exact, by its offset among the cells of its section or slab.
struct known_cell {
  std::uint64_t offset = 0;
  interval known;
};

/// The unit of a cell's number and the decimal places to show, as those of its measure or statistic.
unit unit_of(const result_cell& cell, const indicator& i) noexcept;
int decimals_of(const result_cell& cell, const indicator& i) noexcept;
/// What the cell is, as on the command line, and in words.
std::string name(const result_cell& cell);
std::string label(const result_cell& cell, language lang);

/// The cells of one measure, or of one statistic, over one block of the panel: values and statuses
/// `[indicator][area][period]`, as computed. Only areas above the towns have statistics.
class result_section {
 public:
  zhibiao::measure measure() const noexcept { return measure_; }
  /// None for the measure itself.
  const std::optional<zhibiao::statistic>& statistic() const noexcept { return statistic_; }
  std::span<const indicator_index> indicators() const noexcept { return indicators_; }
  std::span<const area_index> areas() const noexcept { return areas_; }
  std::span<const period> periods() const noexcept { return periods_; }

  std::span<const double> values() const noexcept { return values_; }
  std::span<const status> statuses() const noexcept { return statuses_; }

  /// Offset of a cell by positions in the three lists.
  std::size_t offset(std::size_t indicator, std::size_t area, std::size_t period) const noexcept {
    return (indicator * areas_.size() + area) * periods_.size() + period;
  }

  /// The cell at those positions, with its interval and coverage.
  result_cell at(std::size_t indicator, std::size_t area, std::size_t period) const noexcept;

 private:
  /// The position of an area in the list; none where it is not there.
  std::optional<std::size_t> row_of(area_index area) const noexcept;
  std::optional<result_cell> find(area_index area, indicator_index indicator,
                                  period at) const noexcept;

  friend class result_set;
  friend class result_writer;

  zhibiao::measure measure_ = zhibiao::measure::value;
  std::optional<zhibiao::statistic> statistic_;
  std::vector<indicator_index> indicators_;  ///< the three lists ascend
  std::vector<area_index> areas_;
  std::vector<period> periods_;
  std::size_t first_upper_ = 0;  ///< position in `areas_` of the first area above the towns
  std::span<double> values_;
  std::span<status> statuses_;
  buffer<double> own_values_;  ///< empty where the cells lie in memory of the caller's
  buffer<status> own_statuses_;
  /// [indicator][row][period], a row an area above the towns; statistics over the same towns share it.
  std::shared_ptr<const buffer<cell_coverage>> coverage_;
  std::vector<std::uint32_t> coverage_row_of_;  ///< by area, where it is a group of peers instead
  std::vector<known_cell> known_;               ///< by offset; cells that are not exact
};

/// What `evaluate` computed. Immutable and move-only (cells can be many), and keeps the panel it came
/// from alive.
class result_set {
 public:
  result_set() = default;

  const zhibiao::panel& panel() const noexcept { return panel_; }

  /// How the measures that can be computed in several ways were: `method_text` says it of each.
  const method_choice& method() const noexcept { return method_; }

  /// By measure as requested, then by statistic as requested, each by block of the panel.
  std::span<const result_section> sections() const noexcept { return sections_; }

  /// How many cells there are.
  std::size_t size() const noexcept;

  /// One cell; none where the request did not cover it.
  std::optional<result_cell> find(area_index area, indicator_index indicator, period at,
                                  measure m) const noexcept;
  std::optional<result_cell> find(area_index area, indicator_index indicator, period at,
                                  const statistic& s) const noexcept;

  /// Calls `f(const result_cell&)` for every cell: by area from the top of the tree down, then
  /// indicator by catalogue order, then period, then measure and statistic as requested.
  template <class F>
  void for_each(F&& f) const;

 private:
  friend class result_writer;

  zhibiao::panel panel_;
  method_choice method_;
  std::vector<result_section> sections_;
  std::size_t blocks_ = 0;  ///< sections of each measure and statistic
};

template <class F>
void result_set::for_each(F&& f) const {
  if (sections_.empty()) return;
  const std::size_t kinds = sections_.size() / blocks_;
  std::vector<std::optional<std::size_t>> rows(kinds);
  for (const area_index a : panel_.areas().top_down()) {
    bool is_there = false;
    for (std::size_t k = 0; k < kinds; ++k) {
      rows[k] = sections_[k * blocks_].row_of(a);
      is_there = is_there || rows[k];
    }
    if (!is_there) continue;
    for (indicator_index i = 0; i < panel_.catalog().size(); ++i) {
      for (std::size_t b = 0; b < blocks_; ++b) {
        const result_section& shape = sections_[b];
        const auto found = std::ranges::lower_bound(shape.indicators_, i);
        if (found == shape.indicators_.end() || *found != i) continue;
        const auto at_indicator = static_cast<std::size_t>(found - shape.indicators_.begin());
        for (std::size_t p = 0; p < shape.periods_.size(); ++p) {
          for (std::size_t k = 0; k < kinds; ++k) {
            if (rows[k]) f(sections_[k * blocks_ + b].at(at_indicator, *rows[k], p));
          }
        }
      }
    }
  }
}

}  // namespace zhibiao::inline ZB_ABI
