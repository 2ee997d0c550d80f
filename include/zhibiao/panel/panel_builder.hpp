#pragma once

#include <zhibiao/panel/arena.hpp>
#include <zhibiao/panel/figure_rows.hpp>
#include <zhibiao/panel/observation.hpp>
#include <zhibiao/panel/panel.hpp>
#include <zhibiao/value/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zhibiao::inline ZB_ABI {

namespace detail {
class accepted_rows;
class pivoting;
class row_store;
struct closed_limits;
}  // namespace detail

/// A figure computed from reported ones on its way into a panel, in the indicator's unit.
struct derived_figure {
  area_index area = 0;
  indicator_index indicator = 0;
  zhibiao::period period;
  double value = 0;  ///< `reported_empty`: none can be computed, as the status says
  qualifier how = qualifier::exact;
  interval known;  ///< `[value, value]` where exact
  observation_status status = observation_status::normal;
  std::string printed{};
  std::string note{};
  std::string made_of{};  ///< as in `remark`
};

/// Collects reported figures in any order and makes a panel of them; the only mutable thing of the
/// layer. Not for use from several threads at once.
///
/// Faults (a figure beyond its limits or of an area that there is not in its period, a unit that does not fit, year-to-date mixed with single,
/// duplicates, infinities) are collected, and `build` throws them together.
class panel_builder {
 public:
  panel_builder(std::shared_ptr<const zhibiao::catalog> catalog,
                std::shared_ptr<const area_tree> areas,
                std::size_t fault_limit = fault_list::default_limit);
  panel_builder(zhibiao::catalog catalog, area_tree areas);

  /// A builder that already holds every figure of a panel, with its remarks and statuses: to add
  /// more.
  explicit panel_builder(const panel& start);

  panel_builder(panel_builder&&) noexcept;
  panel_builder& operator=(panel_builder&&) noexcept;
  ~panel_builder();

  const zhibiao::catalog& catalog() const noexcept { return *catalog_; }
  const area_tree& areas() const noexcept { return *areas_; }

  /// Adds an exact figure in the indicator's own unit. A NaN is a fault: say `add_empty`.
  void add(area_index area, indicator_index indicator, period period, double value,
           std::int64_t line = 0);
  void add(std::string_view area, std::string_view indicator, period period, double value);

  /// Adds a cell that was reported without a number.
  void add_empty(area_index area, indicator_index indicator, period period, std::int64_t line = 0);

  /// Adds many exact figures: the same as `add` and `add_empty` row by row, in row order. Columns of
  /// unequal length, a number that stands for nothing or an invalid period is a fault of the call:
  /// nothing is added.
  void add(figure_rows rows);

  /// Adds a figure as a report says it.
  void add(const observation& row);

  /// Adds all figures of one slot of a block, with their remarks and statuses. The indicator and the areas
  /// must be in the same rows as there.
  void add_slot(const panel_block& from, std::size_t slot);

  /// Adds a figure that was computed from reported ones. Natural limits are those of reported figures
  /// and are not applied.
  void add_derived(const derived_figure& figure);

  /// The file that lines belong to, for messages.
  void set_file(std::string file) { file_ = std::move(file); }

  /// Faults found so far; callers that read files may add theirs, so that all come together.
  fault_list& faults() noexcept { return faults_; }

  /// Makes the panel and leaves the builder empty, also where it throws: `input_error` with every
  /// fault, or `error(too_large)` where the span of periods cannot be held. The panel does not depend
  /// on the order in which rows were added, nor on how many threads may work. Its memory is taken from
  /// the arena, which need not outlive it; null: from the system.
  panel build(int threads = 1, arena* memory = nullptr);

 private:
  friend class detail::accepted_rows;
  friend class detail::pivoting;

  struct row {
    area_index area;
    indicator_index indicator;
    zhibiao::period period;
    double value;
    std::int64_t line;
  };
  // What is said of a row beyond its number.
  struct extra {
    std::size_t row;
    qualifier how;
    interval known;
    observation_status status;
    std::string printed;
    std::string note;
    std::string made_of{};
  };
  struct series_form {
    zhibiao::form form;
    std::int64_t line;
  };
  struct assembly;

  void check_call(area_index area, indicator_index indicator, period period) const;
  void check_call(const figure_rows& rows) const;
  bool take_if_clean(figure_rows& rows);
  bool are_valid(const figure_rows& rows) const;
  void note_forms(const figure_rows& rows);
  bool accept(const row& r, const interval& known, const place* at);
  bool accept_form(const row& r, const place* at);
  void keep(const row& r);
  place where(const row& r, const place* at = nullptr) const;
  std::string at_line(std::int64_t line) const;

  std::shared_ptr<const zhibiao::catalog> catalog_;
  std::shared_ptr<const area_tree> areas_;
  std::unique_ptr<detail::row_store> rows_;
  std::vector<extra> extras_;
  std::vector<std::optional<series_form>> forms_;  ///< by indicator and frequency: the first seen
  std::vector<detail::closed_limits> limits_;      ///< by indicator
  fault_list faults_;
  std::string file_;
  std::string_view line_word_ = "at line";
};

}  // namespace zhibiao::inline ZB_ABI
